#include "sauda-database.h"
#include "sauda-trust-ladder.h"

/* What one call carries to the database's thread. */
typedef struct {
  char *store;  /* (owned) (nullable) */
  char *reason; /* (owned) (nullable) */
  SaudaTrustRequest request;
  gint64 now_ms;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->store);
  g_free (call->reason);
  g_free (call);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Call *call = data;
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);
  g_autoptr (GPtrArray) ladders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_trust_ladder_free);

  for (guint i = 0; stores != NULL && i < stores->len; i++) {
    SaudaTrustLadder *ladder =
      sauda_trust_ladder_read (connection, g_ptr_array_index (stores, i), call->now_ms, error);

    if (ladder == NULL)
      return NULL;
    g_ptr_array_add (ladders, ladder);
  }
  return stores != NULL ? g_steal_pointer (&ladders) : NULL;
}

static gpointer
set_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_trust_ladder_set (connection, &call->request, error) ? call : NULL;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *ladders = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (ladders != NULL)
    g_task_return_pointer (task, ladders, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  sauda_workspace_emit_orders_changed (g_task_get_source_object (task));
  sauda_workspace_emit_alerts_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
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
 * sauda_trust_ladder_list_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called with the ladders
 * @user_data: data for @callback
 *
 * Measures every store, see sauda_trust_ladder_read().
 */
void
sauda_trust_ladder_list_async (SaudaWorkspace *workspace,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task);

  g_task_set_source_tag (task, sauda_trust_ladder_list_async);
  sauda_database_read_async (sauda_workspace_get_database (workspace), list_work, call, NULL,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_trust_ladder_list_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaTrustLadder) (nullable): a ladder a store, by name
 */
GPtrArray *
sauda_trust_ladder_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_trust_ladder_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_trust_ladder_set_async:
 * @workspace: the merchant's folder
 * @store: a store's name
 * @trust: how far it shall be trusted
 * @reason: (nullable): why, where the step is not unlocked
 * @cancellable: (nullable): to stop
 * @callback: called when it is written, after `orders-changed`
 * @user_data: data for @callback
 *
 * See sauda_trust_ladder_set().
 */
void
sauda_trust_ladder_set_async (SaudaWorkspace *workspace,
                              const char *store,
                              SaudaTrust trust,
                              const char *reason,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task);

  g_task_set_source_tag (task, sauda_trust_ladder_set_async);
  call->store = g_strdup (store);
  call->reason = g_strdup (reason);
  call->request = (SaudaTrustRequest){ .store = call->store,
                                       .trust = trust,
                                       .reason = call->reason,
                                       .who = g_get_user_name (),
                                       .practice = sauda_workspace_is_practice (workspace),
                                       .now_ms = call->now_ms };
  sauda_database_run_async (sauda_workspace_get_database (workspace), set_work, call, NULL, NULL, cancellable,
                            on_set, task);
}

/**
 * sauda_trust_ladder_set_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_trust_ladder_check()
 */
gboolean
sauda_trust_ladder_set_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_trust_ladder_set_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
