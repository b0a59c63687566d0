#include "sauda-waybill-shelf.h"

#include "sauda-database.h"
#include "sauda-file.h"
#include "sauda-labels-error.h"
#include "sauda-orders.h"
#include "sauda-pdf-check.h"
#include "sauda-text.h"
#include "sauda-waybill-match.h"
#include "sauda-waybill-unmatched.h"
#include "sauda-waybills.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define NAME_BYTES 80
#define SHORT_HASH 8

/* One label on its way to the disk. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  gint64 order_id;
  char *store;  /* (owned) */
  char *code;   /* (owned) */
  GBytes *pdf;  /* (owned) */
  char *source; /* (owned) */
  char *path;   /* (owned) (nullable) where it lies, once it does */
  guint pages;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->workspace);
  g_free (save->store);
  g_free (save->code);
  g_bytes_unref (save->pdf);
  g_free (save->source);
  g_free (save->path);
  g_free (save);
}

static gpointer
save_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_waybills_save (connection, data, error) ? data : NULL;
}

/* The hash in the name keeps a label that Kaspi formed anew beside the one that may be printed already. */
static char *
make_path (const char *store, const char *code, const char *sha256)
{
  g_autofree char *store_part = sauda_text_file_name (store, NAME_BYTES);
  g_autofree char *code_part = sauda_text_file_name (code, NAME_BYTES);
  g_autofree char *name = g_strdup_printf ("%s-%.*s.pdf", code_part, SHORT_HASH, sha256);

  return g_build_filename ("waybills", store_part, name, NULL);
}

/* A label that Kaspi gave out for another order: printed, it would go to the wrong buyer. */
static gboolean
check_order (const char *code, GBytes *pdf, GError **error)
{
  const SaudaWaybillFile file = { .pdf = pdf };
  g_autofree char *other = NULL;

  if (!sauda_waybill_match_find_other (&file, code, &other, NULL, NULL) || other == NULL)
    return TRUE;
  g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_NOT_A_LABEL,
               _ ("Kaspi gave out a label that names order %s. It was not saved; try again, and compare both "
                  "orders in the cabinet."),
               other);
  return FALSE;
}

/* Puts a label of so many pages on disk and then into the database: what the database names is
 * always there. */
static gboolean
save_checked (Save *save, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, save->pdf);
  g_autofree char *relative = make_path (save->store, save->code, sha256);
  g_autofree char *folder = NULL;
  SaudaWaybill waybill = { .order_id = save->order_id,
                           .sha256 = sha256,
                           .path = relative,
                           .source = save->source,
                           .pages = save->pages };
  gsize length;
  gconstpointer bytes = g_bytes_get_data (save->pdf, &length);

  save->path = g_build_filename (sauda_workspace_get_folder (save->workspace), relative, NULL);
  folder = g_path_get_dirname (save->path);
  if (!sauda_file_make_folder (folder, error) || !sauda_file_write (save->path, bytes, length, error))
    return FALSE;
  waybill.saved_ms = sauda_workspace_get_now (save->workspace);
  return sauda_database_run (sauda_workspace_get_database (save->workspace), save_work, &waybill, error) !=
         NULL;
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Save *save = task_data;
  GError *error = NULL;

  if (sauda_pdf_check (save->pdf, &save->pages, &error) && check_order (save->code, save->pdf, &error) &&
      save_checked (save, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_waybill_shelf_save:
 * @workspace: the merchant's folder
 * @order_id: the order that the label belongs to
 * @store: its store's name
 * @code: its number
 * @pdf: the label
 * @source: "api", or the name of the archive
 * @error: return location
 *
 * Checks the label, and keeps it. Blocks; not for the main thread.
 *
 * Returns: %FALSE with an error of the labels, base or store room
 */
gboolean
sauda_waybill_shelf_save (SaudaWorkspace *workspace,
                          gint64 order_id,
                          const char *store,
                          const char *code,
                          GBytes *pdf,
                          const char *source,
                          GError **error)
{
  Save save = { .workspace = workspace,
                .order_id = order_id,
                .store = (char *) store,
                .code = (char *) code,
                .pdf = pdf,
                .source = (char *) source };
  gboolean saved = sauda_pdf_check (pdf, &save.pages, error) && save_checked (&save, error);

  g_free (save.path);
  return saved;
}

/**
 * sauda_waybill_shelf_save_async:
 * @workspace: the merchant's folder
 * @order_id: the order that the label belongs to
 * @store: its store's name
 * @code: its number
 * @pdf: the label
 * @source: "api", or the name of the archive
 * @callback: called when it is on disk
 * @user_data: data for @callback
 *
 * The same without waiting. It cannot be cancelled: a label that was fetched is kept.
 */
void
sauda_waybill_shelf_save_async (SaudaWorkspace *workspace,
                                gint64 order_id,
                                const char *store,
                                const char *code,
                                GBytes *pdf,
                                const char *source,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, NULL, callback, user_data);
  Save *save = g_new0 (Save, 1);

  g_task_set_source_tag (task, sauda_waybill_shelf_save_async);
  save->workspace = g_object_ref (workspace);
  save->order_id = order_id;
  save->store = g_strdup (store);
  save->code = g_strdup (code);
  save->pdf = g_bytes_ref (pdf);
  save->source = g_strdup (source);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_in_thread);
}

/**
 * sauda_waybill_shelf_save_finish:
 * @result: the result
 * @pages: (out): how many it has
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where it lies, or %NULL with an error as sauda_waybill_shelf_save()
 */
char *
sauda_waybill_shelf_save_finish (GAsyncResult *result, guint *pages, GError **error)
{
  Save *save = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  *pages = save->pages;
  return g_steal_pointer (&save->path);
}

/**
 * sauda_waybill_shelf_list:
 * @workspace: the merchant's folder
 * @store: name of a store
 * @code: number of an order of it
 *
 * Returns: (transfer full): all labels that were ever saved for the order, relative to the data folder
 */
GStrv
sauda_waybill_shelf_list (SaudaWorkspace *workspace, const char *store, const char *code)
{
  g_autofree char *store_part = sauda_text_file_name (store, NAME_BYTES);
  g_autofree char *code_part = sauda_text_file_name (code, NAME_BYTES);
  g_autofree char *prefix = g_strconcat (code_part, "-", NULL);
  g_autofree char *folder =
    g_build_filename (sauda_workspace_get_folder (workspace), "waybills", store_part, NULL);
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *relative = NULL;

    if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, ".pdf"))
      continue;
    relative = g_build_filename ("waybills", store_part, name, NULL);
    g_strv_builder_add (files, relative);
  }
  return g_strv_builder_end (files);
}

/* Orders that are known now. */
typedef struct {
  SaudaWorkspace *workspace; /* (not nullable) borrowed */
  GHashTable *codes;         /* (not nullable) borrowed (element-type utf8 SaudaOrderInfo) */
  GHashTable *twice;         /* (not nullable) borrowed (element-type utf8) numbers of several stores */
  GCancellable *cancellable; /* (nullable) borrowed */
} Adoption;

static gpointer
list_all_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list (connection, &(SaudaOrderQuery){ .stage = -1 }, error);
}

static gboolean
on_kept (const SaudaWaybillFile *file, const char *path, gpointer data, GError **error)
{
  Adoption *adoption = data;
  g_autoptr (SaudaWaybillMatch) match =
    sauda_waybill_match (file, adoption->codes, adoption->cancellable, error);
  gboolean whole;

  if (match == NULL)
    return FALSE;
  whole = match->labels->len > 0 && *match->problems == NULL;
  for (guint i = 0; i < match->labels->len; i++) {
    const SaudaWaybillLabel *label = g_ptr_array_index (match->labels, i);
    const SaudaOrderInfo *order = g_hash_table_lookup (adoption->codes, label->code);

    if (g_hash_table_contains (adoption->twice, label->code))
      whole = FALSE;
    else if (order->label_path == NULL &&
             !sauda_waybill_shelf_save (adoption->workspace, order->id, order->store, order->code, label->pdf,
                                        file->name, error))
      return FALSE;
  }
  if (whole)
    g_unlink (path);
  return TRUE;
}

/**
 * sauda_waybill_shelf_adopt:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Gives label files that were kept to their orders, when these have come in meanwhile. Blocks; not for the
 * main thread.
 *
 * Returns: %FALSE with an error of the labels, base or store room or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_waybill_shelf_adopt (SaudaWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) twice = g_hash_table_new (g_str_hash, g_str_equal);
  Adoption adoption = { workspace, codes, twice, cancellable };

  if (sauda_waybill_unmatched_is_empty (workspace))
    return TRUE;
  orders = sauda_database_read (sauda_workspace_get_database (workspace), list_all_work, NULL, error);
  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (!g_hash_table_insert (codes, order->code, order))
      g_hash_table_add (twice, order->code);
  }
  return sauda_waybill_unmatched_each (workspace, on_kept, &adoption, cancellable, error);
}
