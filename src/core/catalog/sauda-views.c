#include "sauda-views.h"

#include "sauda-catalog-error.h"
#include "sauda-database.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

/* An edit on its way to the database's thread. */
typedef struct {
  char *page; /* (owned) (not nullable) */
  SaudaViewEdit edit;
  gboolean any;
  char *name;  /* (owned) (nullable) */
  char *query; /* (owned) (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->page);
  g_free (job->name);
  g_free (job->query);
  g_free (job);
}

static gboolean
run_with_id (SaudaConnection *connection, const char *sql, const char *text, gint64 id, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, id);
  if (text != NULL)
    sauda_statement_bind_text (statement, 2, text);
  return sauda_statement_run (statement, error);
}

/* A name twice would leave the merchant with two tabs that he cannot tell apart. */
static gboolean
check_name (SaudaConnection *connection, const char *page, const SaudaViewEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) views = sauda_views_list (connection, page, error);

  if (views == NULL)
    return FALSE;
  if (sauda_text_is_empty (edit->name)) {
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                         _ ("A view needs a name. Type one."));
    return FALSE;
  }
  for (guint i = 0; i < views->len; i++) {
    const SaudaView *view = g_ptr_array_index (views, i);

    if (view->id != edit->id && g_utf8_collate (view->name, edit->name) == 0) {
      g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                   _ ("There is a view “%s” already. Choose another name."), view->name);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
add_view (SaudaConnection *connection, const char *page, const SaudaViewEdit *edit, GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO saved_view (page, position, name, query)"
    " SELECT ?1, coalesce (max (position), 0) + 1, ?2, ?3 FROM saved_view WHERE page = ?1",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, page);
  sauda_statement_bind_text (insert, 2, edit->name);
  sauda_statement_bind_text (insert, 3, edit->query);
  return sauda_statement_run (insert, error);
}

static gboolean
move_view (SaudaConnection *connection, const char *page, const SaudaViewEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) views = sauda_views_list (connection, page, error);
  SaudaView *moved = NULL;
  int place = 0;

  if (views == NULL)
    return FALSE;
  for (guint i = 0; i < views->len; i++)
    if (((SaudaView *) g_ptr_array_index (views, i))->id == edit->id) {
      place = CLAMP ((int) i + edit->places, 0, (int) views->len - 1);
      moved = g_ptr_array_steal_index (views, i);
      break;
    }
  if (moved == NULL)
    return TRUE;
  g_ptr_array_insert (views, place, moved);
  for (guint i = 0; i < views->len; i++) {
    g_autofree char *position = g_strdup_printf ("%u", i + 1);

    if (!run_with_id (connection, "UPDATE saved_view SET position = CAST (?2 AS INTEGER) WHERE id = ?1",
                      position, ((SaudaView *) g_ptr_array_index (views, i))->id, error))
      return FALSE;
  }
  return TRUE;
}

static gpointer
run_edit (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  if (job->any && !sauda_views_edit (connection, job->page, &job->edit, error))
    return NULL;
  return sauda_views_list (connection, job->page, error);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *views = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);

  if (views != NULL)
    g_task_return_pointer (task, views, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sauda_view_free:
 * @view: (transfer full) (nullable): a view
 */
void
sauda_view_free (SaudaView *view)
{
  if (view == NULL)
    return;
  g_free (view->name);
  g_free (view->query);
  g_free (view);
}

/**
 * sauda_views_list:
 * @connection: inside a transaction
 * @page: name of a page
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaView) (nullable): the page's views from left to right, or %NULL
 * with an error of the store
 */
GPtrArray *
sauda_views_list (SaudaConnection *connection, const char *page, GError **error)
{
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_view_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT id, name, query FROM saved_view WHERE page = ? ORDER BY position, id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_text (select, 1, page);
  for (;;) {
    SaudaView *view;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&views);
    view = g_new0 (SaudaView, 1);
    view->id = sauda_statement_get_int64 (select, 0);
    view->name = g_strdup (sauda_statement_get_text (select, 1));
    view->query = g_strdup (sauda_statement_get_text (select, 2));
    g_ptr_array_add (views, view);
  }
}

/**
 * sauda_views_edit:
 * @connection: inside a transaction
 * @page: name of a page
 * @edit: what changes; a view that is gone changes nothing
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_INVALID_VALUE for a name that is empty or taken, or an error of
 * the store
 */
gboolean
sauda_views_edit (SaudaConnection *connection, const char *page, const SaudaViewEdit *edit, GError **error)
{
  switch (edit->kind) {
  case SAUDA_VIEW_EDIT_ADD:
    return check_name (connection, page, edit, error) && add_view (connection, page, edit, error);
  case SAUDA_VIEW_EDIT_RENAME:
    return check_name (connection, page, edit, error) &&
           run_with_id (connection, "UPDATE saved_view SET name = ?2 WHERE id = ?1", edit->name, edit->id,
                        error);
  case SAUDA_VIEW_EDIT_CHANGE:
    return run_with_id (connection, "UPDATE saved_view SET query = ?2 WHERE id = ?1", edit->query, edit->id,
                        error);
  case SAUDA_VIEW_EDIT_MOVE:
    return move_view (connection, page, edit, error);
  case SAUDA_VIEW_EDIT_DELETE:
    return run_with_id (connection, "DELETE FROM saved_view WHERE id = ?1", NULL, edit->id, error);
  }
  return TRUE;
}

/**
 * sauda_views_edit_async:
 * @database: a database
 * @page: name of a page
 * @edit: (nullable): what changes, copied; %NULL only reads
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Changes the views of a page as sauda_views_edit() does, and reads them.
 */
void
sauda_views_edit_async (SaudaDatabase *database,
                        const char *page,
                        const SaudaViewEdit *edit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->page = g_strdup (page);
  if (edit != NULL) {
    job->any = TRUE;
    job->edit = *edit;
    job->edit.name = job->name = g_strdup (edit->name);
    job->edit.query = job->query = g_strdup (edit->query);
  }
  g_task_set_source_tag (task, sauda_views_edit_async);
  sauda_database_run_async (database, run_edit, job, job_free, (GDestroyNotify) g_ptr_array_unref,
                            cancellable, on_done, task);
}

/**
 * sauda_views_edit_finish:
 * @database: the database
 * @result: of sauda_views_edit_async()
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaView) (nullable): the page's views, or %NULL with an error of
 * sauda_views_edit()
 */
GPtrArray *
sauda_views_edit_finish (SaudaDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, database), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_views_edit_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
