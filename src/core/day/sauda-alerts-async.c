#include "sauda-alerts.h"
#include "sauda-database.h"
#include "sauda-workspace.h"

/* What one call carries to the database's thread. */
typedef struct {
  char *kind;          /* (owned) (nullable) */
  GArray *drafts;      /* (owned) (nullable) (element-type SaudaAlertDraft) texts are in the chunk */
  GStringChunk *texts; /* (owned) (nullable) */
  gint64 alert_id;
  char *who; /* (owned) (nullable) */
  gint64 now_ms;
  guint news;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->kind);
  g_clear_pointer (&call->drafts, g_array_unref);
  g_clear_pointer (&call->texts, g_string_chunk_free);
  g_free (call->who);
  g_free (call);
}

static const char *
copy_text (Call *call, const char *text)
{
  return text != NULL ? g_string_chunk_insert (call->texts, text) : NULL;
}

static void
copy_draft (Call *call, const SaudaAlertDraft *draft)
{
  SaudaAlertDraft copy = *draft;

  copy.kind = copy_text (call, draft->kind);
  copy.order_code = copy_text (call, draft->order_code);
  copy.detail = copy_text (call, draft->detail);
  copy.text = copy_text (call, draft->text);
  copy.data = copy_text (call, draft->data);
  g_array_append_val (call->drafts, copy);
}

static gpointer
report_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_alerts_report (connection, call->kind, (const SaudaAlertDraft *) (gpointer) call->drafts->data,
                              call->drafts->len, call->now_ms, &call->news, error)
           ? call
           : NULL;
}

static gpointer
acknowledge_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_alerts_acknowledge (connection, call->alert_id, call->who, call->now_ms, error) ? call : NULL;
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_alerts_list (connection, data != NULL, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  sauda_workspace_emit_alerts_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *alerts = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (alerts != NULL)
    g_task_return_pointer (task, alerts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static Call *
new_call (SaudaWorkspace *workspace, GTask *task)
{
  Call *call = g_new0 (Call, 1);

  call->now_ms = sauda_workspace_get_now (workspace);
  g_task_set_task_data (task, call, call_free);
  return call;
}

/**
 * sauda_alerts_report_async:
 * @workspace: the merchant's folder
 * @kind: a kind
 * @drafts: (array length=n_drafts) (nullable): all that is true of that kind now; copied
 * @n_drafts: how many
 * @cancellable: (nullable): to stop
 * @callback: called when it is written, after `alerts-changed`
 * @user_data: data for @callback
 *
 * See sauda_alerts_report().
 */
void
sauda_alerts_report_async (SaudaWorkspace *workspace,
                           const char *kind,
                           const SaudaAlertDraft *drafts,
                           gsize n_drafts,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task);

  g_task_set_source_tag (task, sauda_alerts_report_async);
  call->kind = g_strdup (kind);
  call->drafts = g_array_new (FALSE, FALSE, sizeof (SaudaAlertDraft));
  call->texts = g_string_chunk_new (256);
  for (gsize i = 0; i < n_drafts; i++)
    copy_draft (call, &drafts[i]);
  sauda_database_run_async (sauda_workspace_get_database (workspace), report_work, call, NULL, NULL,
                            cancellable, on_written, task);
}

/**
 * sauda_alerts_report_finish:
 * @result: the result
 * @news: (out) (optional): how many of them are to be said aloud
 * @error: return location
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED or an error of the database
 */
gboolean
sauda_alerts_report_finish (GAsyncResult *result, guint *news, GError **error)
{
  const Call *call = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_alerts_report_async), FALSE);
  if (news != NULL)
    *news = call->news;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_alerts_acknowledge_async:
 * @workspace: the merchant's folder
 * @alert_id: an open alert
 * @who: the person
 * @cancellable: (nullable): to stop
 * @callback: called when it is written, after `alerts-changed`
 * @user_data: data for @callback
 *
 * See sauda_alerts_acknowledge().
 */
void
sauda_alerts_acknowledge_async (SaudaWorkspace *workspace,
                                gint64 alert_id,
                                const char *who,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task);

  g_task_set_source_tag (task, sauda_alerts_acknowledge_async);
  call->alert_id = alert_id;
  call->who = g_strdup (who);
  sauda_database_run_async (sauda_workspace_get_database (workspace), acknowledge_work, call, NULL, NULL,
                            cancellable, on_written, task);
}

/**
 * sauda_alerts_acknowledge_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_NO_ALERT, %G_IO_ERROR_CANCELLED or an error of the database
 */
gboolean
sauda_alerts_acknowledge_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_alerts_acknowledge_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_alerts_list_async:
 * @workspace: the merchant's folder
 * @history: %FALSE for open alerts, %TRUE for the last ones of all
 * @cancellable: (nullable): to stop
 * @callback: called with the alerts
 * @user_data: data for @callback
 *
 * See sauda_alerts_list().
 */
void
sauda_alerts_list_async (SaudaWorkspace *workspace,
                         gboolean history,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_alerts_list_async);
  sauda_database_read_async (sauda_workspace_get_database (workspace), list_work, GINT_TO_POINTER (history),
                             NULL, (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_alerts_list_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaAlert) (nullable): alerts
 */
GPtrArray *
sauda_alerts_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_alerts_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
