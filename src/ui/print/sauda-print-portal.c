#include "sauda-print-portal.h"

#include "sauda-print-error.h"

#include <glib/gi18n-lib.h>

#ifdef SAUDA_HAS_PORTAL
#include <libportal-gtk4/portal-gtk4.h>
#endif

/* Where a print server is reached from inside a Flatpak that was granted `--socket=cups`. */
static const char *const cups_sockets[] = { "/run/cups/cups.sock", "/var/run/cups/cups.sock" };

struct _SaudaPrintPortal {
#ifdef SAUDA_HAS_PORTAL
  XdpPortal *portal; /* (owned) (not nullable) */
  XdpParent *parent; /* (owned) (nullable) */
#endif
  guint token;                /* of the choice made in the dialog */
  GtkPrintSettings *settings; /* (owned) (nullable) as chosen */
  GtkPageSetup *setup;        /* (owned) (nullable) as chosen */
};

/**
 * sauda_print_portal_free:
 * @self: (transfer full): a choice
 */
void
sauda_print_portal_free (SaudaPrintPortal *self)
{
#ifdef SAUDA_HAS_PORTAL
  g_clear_pointer (&self->parent, xdp_parent_free);
  g_clear_object (&self->portal);
#endif
  g_clear_object (&self->settings);
  g_clear_object (&self->setup);
  g_free (self);
}

#ifdef SAUDA_HAS_PORTAL

static void
return_failure (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (
      task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FAILED,
      _ ("The desktop did not print: %s. Export the PDF and print it from another program."), error->message);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SaudaPrintPortal *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) choice = xdp_portal_prepare_print_finish (XDP_PORTAL (source), result, &error);
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GVariant) setup = NULL;

  if (choice == NULL) {
    return_failure (task, error);
    return;
  }
  g_variant_lookup (choice, "token", "u", &self->token);
  settings = g_variant_lookup_value (choice, "settings", G_VARIANT_TYPE_VARDICT);
  setup = g_variant_lookup_value (choice, "page-setup", G_VARIANT_TYPE_VARDICT);
  self->settings =
    settings != NULL ? gtk_print_settings_new_from_gvariant (settings) : gtk_print_settings_new ();
  if (setup != NULL)
    self->setup = gtk_page_setup_new_from_gvariant (setup);
  /* the task lets go of it when it is taken */
  g_task_return_boolean (task, TRUE);
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (xdp_portal_print_file_finish (XDP_PORTAL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

static void
show_dialog (GTask *task,
             GtkWindow *parent,
             const char *title,
             GtkPageSetup *setup,
             GtkPrintSettings *settings)
{
  SaudaPrintPortal *self = g_task_get_task_data (task);

  self->portal = xdp_portal_new ();
  self->parent = parent != NULL ? xdp_parent_new_gtk (parent) : NULL;
  xdp_portal_prepare_print (self->portal, self->parent, title, gtk_print_settings_to_gvariant (settings),
                            gtk_page_setup_to_gvariant (setup), XDP_PRINT_FLAG_NONE,
                            g_task_get_cancellable (task), on_prepared, g_object_ref (task));
}

static void
hand_over (SaudaPrintPortal *self, GTask *task, const SaudaPrintDocument *document)
{
  xdp_portal_print_file (self->portal, self->parent, document->title, self->token, document->path,
                         XDP_PRINT_FLAG_NONE, g_task_get_cancellable (task), on_printed, g_object_ref (task));
}

#else

static void
return_unable (GTask *task)
{
  g_task_return_new_error (
    task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FAILED,
    _ ("This build of Sauda cannot print from inside its sandbox. Export the PDF and print it "
       "from another program."));
}

static void
show_dialog (GTask *task,
             GtkWindow *parent,
             const char *title,
             GtkPageSetup *setup,
             GtkPrintSettings *settings)
{
  return_unable (task);
}

static void
hand_over (SaudaPrintPortal *self, GTask *task, const SaudaPrintDocument *document)
{
  return_unable (task);
}

#endif

static gboolean
exists (const char *root, const char *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);

  return g_file_test (full, G_FILE_TEST_EXISTS);
}

static gboolean
reaches_cups (const char *root)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cups_sockets); i++)
    if (exists (root, cups_sockets[i]))
      return TRUE;
  return FALSE;
}

/**
 * sauda_print_portal_is_needed_in: (skip)
 * @root: the root of the file system that Sauda sees
 * @without_dialog: whether a queue is known and nothing would have to be asked
 *
 * Returns: whether that is a Flatpak's, from which no print server is reached without the desktop's dialog
 */
gboolean
sauda_print_portal_is_needed_in (const char *root, gboolean without_dialog)
{
  return exists (root, "/.flatpak-info") && !(without_dialog && reaches_cups (root));
}

/**
 * sauda_print_portal_is_needed:
 * @without_dialog: whether a queue is known and nothing would have to be asked
 *
 * The environment variable SAUDA_PRINT_PORTAL with the value 1 has the desktop print outside a sandbox too,
 * to try it.
 *
 * Returns: whether Sauda runs inside a Flatpak, where no printer is seen and the desktop prints for it
 */
gboolean
sauda_print_portal_is_needed (gboolean without_dialog)
{
  if (g_strcmp0 (g_getenv ("SAUDA_PRINT_PORTAL"), "1") == 0)
    return TRUE;
  return sauda_print_portal_is_needed_in ("/", without_dialog);
}

/**
 * sauda_print_portal_ask_async:
 * @parent: (nullable): the window that asks
 * @document: what is to be printed
 * @setup: the paper to begin with
 * @settings: what to begin with
 * @cancellable: (nullable): takes the dialog back
 * @callback: called with the choice
 * @user_data: data of @callback
 *
 * Lets the desktop show its dialog.
 */
void
sauda_print_portal_ask_async (GtkWindow *parent,
                              const SaudaPrintDocument *document,
                              GtkPageSetup *setup,
                              GtkPrintSettings *settings,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_print_portal_ask_async);
  g_task_set_task_data (task, g_new0 (SaudaPrintPortal, 1), (GDestroyNotify) sauda_print_portal_free);
  show_dialog (task, parent, document->title, setup, settings);
}

/**
 * sauda_print_portal_ask_finish:
 * @result: what the callback got
 * @settings: (out) (transfer full): the settings as chosen
 * @setup: (out) (nullable) (transfer full): the paper as chosen, when the desktop tells
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the choice; %NULL with %SAUDA_PRINT_ERROR_FAILED or
 * `G_IO_ERROR_CANCELLED`
 */
SaudaPrintPortal *
sauda_print_portal_ask_finish (GAsyncResult *result,
                               GtkPrintSettings **settings,
                               GtkPageSetup **setup,
                               GError **error)
{
  SaudaPrintPortal *self = NULL;
  SaudaPrintPortal *taken = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_portal_ask_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  self = g_task_get_task_data (G_TASK (result));
  *settings = g_steal_pointer (&self->settings);
  *setup = g_steal_pointer (&self->setup);
  taken = g_new0 (SaudaPrintPortal, 1);
  taken->token = self->token;
#ifdef SAUDA_HAS_PORTAL
  taken->portal = g_steal_pointer (&self->portal);
  taken->parent = g_steal_pointer (&self->parent);
#endif
  return taken;
}

/**
 * sauda_print_portal_send_async:
 * @self: a choice; must live until the callback, and is good for one document
 * @document: what to print; must live until the callback
 * @cancellable: (nullable): to stop
 * @callback: called when the desktop has the file
 * @user_data: data of @callback
 *
 * Hands the PDF itself to the desktop.
 */
void
sauda_print_portal_send_async (SaudaPrintPortal *self,
                               const SaudaPrintDocument *document,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_print_portal_send_async);
  hand_over (self, task, document);
}

/**
 * sauda_print_portal_send_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the desktop took the file; %FALSE with #SaudaPrintError or `G_IO_ERROR_CANCELLED`
 */
gboolean
sauda_print_portal_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_portal_send_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
