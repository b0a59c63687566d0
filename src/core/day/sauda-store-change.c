#include "sauda-store-change.h"

#include "sauda-backups.h"
#include "sauda-database.h"
#include "sauda-day-lock.h"
#include "sauda-price-list-publish.h"
#include "sauda-print-queue.h"
#include "sauda-secret-copy.h"
#include "sauda-store-names.h"
#include "sauda-text.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* A store that gets another name, or becomes a part of another one: look, make a backup before a merge, put
 * its token beside, write, take the old token away. The day does not run meanwhile. */
typedef struct {
  char *from;   /* (owned) (not nullable) what the store is called */
  char *into;   /* (owned) (not nullable) what it, or the store that it is a part of, is called then */
  char *mark;   /* (owned) (nullable) of what a person looked at */
  char *backup; /* (owned) (nullable) of what was there before a merge */
  char *note;   /* (owned) (nullable) what a person has to know although it is done */
  gboolean merge;
  SaudaStoreMergeChoice choice;
  SaudaSecretCopy copy;
  GError *error; /* (owned) (nullable) why nothing was written */
  gint64 now_ms;
  int lock;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  sauda_day_lock_release (change->lock);
  g_free (change->from);
  g_free (change->into);
  g_free (change->mark);
  g_free (change->backup);
  g_free (change->note);
  g_clear_error (&change->error);
  g_free (change);
}

/* Fills in the names as the stores have them: tokens are kept by those. */
static gpointer
look_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (SaudaStoreInfo) from = sauda_stores_find (connection, change->from, error);

  if (from == NULL)
    return NULL;
  g_free (change->from);
  change->from = g_strdup (from->name);
  if (change->merge) {
    g_autoptr (SaudaStoreMerge) merge =
      sauda_store_merge_look (connection, change->from, change->into, error);

    if (merge == NULL || !sauda_store_merge_check (merge, change->choice, change->mark, error))
      return NULL;
    g_free (change->into);
    change->into = g_strdup (merge->into->name);
    return change;
  }
  return sauda_stores_check_name (connection, change->from, change->into, error) ? change : NULL;
}

static gboolean
rename_all (SaudaConnection *connection, const Change *change, GError **error)
{
  g_autofree char *place = NULL;

  return sauda_stores_rename (connection, change->from, change->into, change->now_ms, error) != 0 &&
         sauda_print_queue_rename_store (connection, change->from, change->into, error) &&
         sauda_price_list_get_place (connection, change->from, &place, error) &&
         (place == NULL ||
          (sauda_price_list_set_place (connection, change->from, NULL, change->now_ms, error) &&
           sauda_price_list_set_place (connection, change->into, place, change->now_ms, error)));
}

static gpointer
write_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  gboolean written = change->merge
                       ? sauda_store_merge_run (connection, change->from, change->into, change->choice,
                                                change->mark, change->now_ms, error)
                       : rename_all (connection, change, error);

  return written ? change : NULL;
}

static void
end (GTask *task)
{
  Change *change = g_task_get_task_data (task);
  SaudaWorkspace *workspace = g_task_get_source_object (task);

  sauda_day_lock_release (change->lock);
  change->lock = -1;
  if (change->error != NULL) {
    g_task_return_error (task, g_steal_pointer (&change->error));
  } else {
    sauda_workspace_emit_orders_changed (workspace);
    sauda_workspace_emit_labels_changed (workspace);
    sauda_workspace_emit_alerts_changed (workspace);
    g_task_return_boolean (task, TRUE);
  }
  g_object_unref (task);
}

/* Takes @note. */
static void
add_note (Change *change, char *note)
{
  g_autofree char *before = change->note, *added = note;

  change->note = before != NULL ? g_strconcat (before, " ", added, NULL) : g_steal_pointer (&added);
}

static void
on_token_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);

  if (!sauda_secrets_save_finish (result, NULL) && change->error == NULL)
    add_note (change,
              g_strdup_printf (_ ("The token of “%s” is still in the keyring too; nothing uses it there."),
                               change->from));
  end (task);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);

  sauda_workspace_write_finish (source, result, &change->error);
  if (change->copy == SAUDA_SECRET_COPY_NOTHING ||
      (change->error != NULL && change->copy == SAUDA_SECRET_COPY_KEPT) ||
      g_str_equal (change->from, change->into))
    end (task);
  else
    sauda_secrets_save_async (SAUDA_SECRETS_KASPI_TOKEN, change->error != NULL ? change->into : change->from,
                              NULL, NULL, on_token_cleared, task);
}

static void
write_change (GTask *task)
{
  sauda_workspace_write_async (g_task_get_source_object (task), write_work, g_task_get_task_data (task), NULL,
                               NULL, NULL, on_written, task);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);

  if (sauda_secret_copy_finish (result, &change->copy, &change->error))
    write_change (task);
  else
    end (task);
}

static void
copy_token (GTask *task)
{
  const Change *change = g_task_get_task_data (task);

  if (sauda_workspace_is_practice (g_task_get_source_object (task)))
    write_change (task);
  else
    sauda_secret_copy_async (SAUDA_SECRETS_KASPI_TOKEN, change->from, change->into, !change->merge, on_copied,
                             task);
}

/* A stick that is not there holds nothing up: the backup is in the data folder, and it is said. */
static void
back_up_in_thread (GTask *task, gpointer workspace, gpointer data, GCancellable *cancellable)
{
  Change *change = g_task_get_task_data (data);
  g_autoptr (GError) uncopied = NULL;
  g_autofree char *copy = NULL;
  GError *error = NULL;
  char *file =
    sauda_backups_create_before_merge (sauda_workspace_get_folder (workspace), change->now_ms, &error);

  if (file == NULL) {
    g_task_return_error (task, error);
    return;
  }
  copy = sauda_backups_copy (workspace, file, NULL, NULL, &uncopied);
  if (copy == NULL)
    add_note (change, g_strdup (uncopied->message));
  g_task_return_pointer (task, file, g_free);
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);

  change->backup = g_task_propagate_pointer (G_TASK (result), &change->error);
  if (change->backup != NULL)
    copy_token (task);
  else
    end (task);
}

/* Two stores that became one are told apart by nobody: what was there before is kept. */
static void
back_up (GTask *task)
{
  g_autoptr (GTask) backup = g_task_new (g_task_get_source_object (task), NULL, on_backed_up, task);

  g_task_set_task_data (backup, task, NULL);
  g_task_run_in_thread (backup, back_up_in_thread);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);

  if (sauda_workspace_read_finish (source, result, &change->error) == NULL)
    end (task);
  else if (change->merge)
    back_up (task);
  else
    copy_token (task);
}

static void
on_locked (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Change *change = g_task_get_task_data (task);

  change->lock = sauda_day_lock_take_finish (result, &change->error);
  if (change->lock < 0)
    end (task);
  else
    sauda_workspace_read_async (g_task_get_source_object (task), look_work, change, NULL, NULL, NULL,
                                on_looked, task);
}

static void
start (SaudaWorkspace *workspace,
       Change *change,
       gpointer tag,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (workspace, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  change->now_ms = sauda_workspace_get_now (workspace);
  change->lock = -1;
  g_task_set_task_data (task, change, change_free);
  sauda_day_lock_take_async (sauda_workspace_get_folder (workspace), on_locked, task);
}

/**
 * sauda_store_rename_async:
 * @workspace: the merchant's folder
 * @store: what a store is called
 * @name: what it shall be called
 * @callback: called when it is, after `orders-changed`
 * @user_data: data for @callback
 *
 * Its token in the keyring goes along: it is kept by the new name first, then taken from the old one. Where
 * the keyring or the database fails, everything is as it was.
 */
void
sauda_store_rename_async (SaudaWorkspace *workspace,
                          const char *store,
                          const char *name,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->from = g_strdup (store);
  change->into = sauda_text_squeeze (name);
  start (workspace, change, sauda_store_rename_async, callback, user_data);
}

/**
 * sauda_store_merge_async:
 * @workspace: the merchant's folder
 * @from: name of the store that becomes a part of @into
 * @into: name of another one
 * @choice: whose values offers have that both know
 * @mark: (nullable): of what a person looked at, see sauda_store_merge_get_mark()
 * @callback: called when it is done, after `orders-changed`
 * @user_data: data for @callback
 *
 * A backup is made first, restored for trial and copied where backups go: nothing else leads back. The token
 * goes as with sauda_store_rename_async(), unless @into has one.
 */
void
sauda_store_merge_async (SaudaWorkspace *workspace,
                         const char *from,
                         const char *into,
                         SaudaStoreMergeChoice choice,
                         const char *mark,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->merge = TRUE;
  change->from = g_strdup (from);
  change->into = g_strdup (into);
  change->choice = choice;
  change->mark = g_strdup (mark);
  start (workspace, change, sauda_store_merge_async, callback, user_data);
}

/**
 * sauda_store_change_finish:
 * @result: of sauda_store_rename_async() or sauda_store_merge_async()
 * @backup: (out) (nullable) (transfer full): what was there before a merge
 * @note: (out) (nullable) (transfer full): what a person has to know although it is done
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_LOCKED while the day runs, %SAUDA_DAY_ERROR_STOPPED,
 *   %SAUDA_BASE_ERROR_SECRET, an error of the catalog or of the store; then nothing was changed
 */
gboolean
sauda_store_change_finish (GAsyncResult *result, char **backup, char **note, GError **error)
{
  Change *change = g_task_get_task_data (G_TASK (result));

  if (backup != NULL)
    *backup = g_steal_pointer (&change->backup);
  if (note != NULL)
    *note = g_steal_pointer (&change->note);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Two stores that are looked at. */
typedef struct {
  char *from; /* (owned) (not nullable) */
  char *into; /* (owned) (not nullable) */
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_free (looking->from);
  g_free (looking->into);
  g_free (looking);
}

static void
free_merge (gpointer merge)
{
  sauda_store_merge_free (merge);
}

static gpointer
merge_look_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Looking *looking = data;

  return sauda_store_merge_look (connection, looking->from, looking->into, error);
}

static void
on_merge_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SaudaStoreMerge *merge = sauda_workspace_read_finish (source, result, &error);

  if (merge != NULL)
    g_task_return_pointer (task, merge, free_merge);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_store_merge_look_async:
 * @workspace: the merchant's folder
 * @from: name of the store that becomes a part of @into
 * @into: name of another one
 * @cancellable: (nullable): to stop
 * @callback: called with what would move
 * @user_data: data for @callback
 *
 * See sauda_store_merge_look().
 */
void
sauda_store_merge_look_async (SaudaWorkspace *workspace,
                              const char *from,
                              const char *into,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Looking *looking = g_new0 (Looking, 1);

  g_task_set_source_tag (task, sauda_store_merge_look_async);
  looking->from = g_strdup (from);
  looking->into = g_strdup (into);
  g_task_set_task_data (task, looking, looking_free);
  sauda_workspace_read_async (workspace, merge_look_work, looking, NULL, free_merge, cancellable,
                              on_merge_looked, task);
}

/**
 * sauda_store_merge_look_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as sauda_store_merge_look()
 */
SaudaStoreMerge *
sauda_store_merge_look_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_store_merge_look_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
