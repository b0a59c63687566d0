#include "sauda-product-picture.h"

#include "sauda-catalog-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FOLDER "pictures"
#define MAX_BYTES (20 * 1024 * 1024)

struct _SaudaProductPicture {
  AdwBin parent_instance;

  GtkPicture *picture;       /* (unowned) (not nullable) */
  char *name;                /* (owned) (nullable) what is shown, or being read */
  GCancellable *cancellable; /* (owned) (not nullable) of the reading */
};

G_DEFINE_FINAL_TYPE (SaudaProductPicture, sauda_product_picture, ADW_TYPE_BIN)

static void
sauda_product_picture_dispose (GObject *object)
{
  g_cancellable_cancel (SAUDA_PRODUCT_PICTURE (object)->cancellable);
  G_OBJECT_CLASS (sauda_product_picture_parent_class)->dispose (object);
}

static void
sauda_product_picture_finalize (GObject *object)
{
  SaudaProductPicture *self = SAUDA_PRODUCT_PICTURE (object);

  g_free (self->name);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_product_picture_parent_class)->finalize (object);
}

static void
sauda_product_picture_class_init (SaudaProductPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sauda_product_picture_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_product_picture_finalize;
}

static void
sauda_product_picture_init (SaudaProductPicture *self)
{
  GtkWidget *picture = gtk_picture_new ();

  self->cancellable = g_cancellable_new ();
  self->picture = GTK_PICTURE (picture);
  gtk_widget_set_size_request (picture, 120, 120);
  gtk_widget_set_valign (picture, GTK_ALIGN_START);
  gtk_picture_set_alternative_text (self->picture, _ ("Picture of the product"));
  adw_bin_set_child (ADW_BIN (self), picture);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_filename (path, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* A file that is gone is no picture any more. */
static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaProductPicture) self = SAUDA_PRODUCT_PICTURE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_picture_set_paintable (self->picture, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), texture != NULL);
}

/* The name tells what is in the file: the same picture lies there once. */
static char *
make_name (const char *path, const char *content, gsize length)
{
  g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  const char *dot = strrchr (path, '.');
  g_autofree char *suffix = dot != NULL ? g_ascii_strdown (dot, -1) : g_strdup ("");

  sum[32] = '\0';
  return g_strconcat (sum, g_str_equal (suffix, ".jpg") || g_str_equal (suffix, ".jpeg") ? ".jpg" : ".png",
                      NULL);
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autofree char *folder = g_build_filename (sauda_workspace_get_folder (source), FOLDER, NULL);
  g_autofree char *content = NULL, *name = NULL, *target = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  GStatBuf about;
  gsize length;

  if (g_stat (path, &about) == 0 && about.st_size <= MAX_BYTES &&
      g_file_get_contents (path, &content, &length, NULL)) {
    bytes = g_bytes_new_static (content, length);
    texture = gdk_texture_new_from_bytes (bytes, NULL);
  }
  if (texture == NULL) {
    g_autofree char *base = g_path_get_basename (path), *shown = g_utf8_make_valid (base, -1);

    g_task_return_new_error (task, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_FILE,
                             _ ("“%s” is no picture that can be shown. Choose a PNG or JPEG of up to 20 MB."),
                             shown);
    return;
  }
  name = make_name (path, content, length);
  target = g_build_filename (folder, name, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (target, content, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &error))
    g_task_return_pointer (task, g_steal_pointer (&name), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_product_picture_show:
 * @self: a picture
 * @workspace: (nullable): whose pictures
 * @name: (nullable): file in the folder of pictures
 */
void
sauda_product_picture_show (SaudaProductPicture *self, SaudaWorkspace *workspace, const char *name)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SAUDA_IS_PRODUCT_PICTURE (self));

  if (g_strcmp0 (self->name, name) == 0)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_free (self->name);
  self->name = g_strdup (name);
  if (name == NULL || workspace == NULL) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  task = g_task_new (NULL, self->cancellable, on_read, g_object_ref (self));
  g_task_set_task_data (task, g_build_filename (sauda_workspace_get_folder (workspace), FOLDER, name, NULL),
                        g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * sauda_product_picture_keep_async:
 * @workspace: an open data folder
 * @path: a picture
 * @cancellable: (nullable): to stop
 * @callback: called with its name in the folder of pictures
 * @user_data: data of @callback
 *
 * Copies a picture into the data folder; the file itself is never changed.
 */
void
sauda_product_picture_keep_async (SaudaWorkspace *workspace,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_product_picture_keep_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, keep_in_thread);
}

/**
 * sauda_product_picture_keep_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the name, or %NULL with %SAUDA_CATALOG_ERROR_FILE or a file's error
 */
char *
sauda_product_picture_keep_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_product_picture_keep_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
