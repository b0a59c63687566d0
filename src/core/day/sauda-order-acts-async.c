#include "sauda-conversation.h"
#include "sauda-database.h"
#include "sauda-order-acts.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

/* What one call carries to the database's thread. */
typedef struct {
  GStringChunk *texts; /* (owned) */
  SaudaOrderActsRequest request;
  GPtrArray *codes;  /* (owned) (nullable) (element-type utf8) ended by NULL */
  GArray *store_ids; /* (owned) (nullable) (element-type gint64) */
  GPtrArray *lines;  /* (owned) (nullable) (element-type SaudaOrderActLine) */
  GArray *act_ids;   /* (owned) (nullable) (element-type gint64) */
  gint64 act_id;
  gint64 plan_id;
  const char *reason;
  gboolean done;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_string_chunk_free (call->texts);
  g_clear_pointer (&call->codes, g_ptr_array_unref);
  g_clear_pointer (&call->store_ids, g_array_unref);
  g_clear_pointer (&call->lines, g_ptr_array_unref);
  g_clear_pointer (&call->act_ids, g_array_unref);
  g_free (call);
}

static Call *
new_call (SaudaWorkspace *workspace, GTask *task, const char *who)
{
  Call *call = g_new0 (Call, 1);

  call->texts = g_string_chunk_new (256);
  call->request.who = g_string_chunk_insert (call->texts, who != NULL ? who : g_get_user_name ());
  call->request.now_ms = sauda_workspace_get_now (workspace);
  g_task_set_task_data (task, call, call_free);
  return call;
}

static const char *
copy_text (Call *call, const char *text)
{
  return text != NULL ? g_string_chunk_insert (call->texts, text) : NULL;
}

static void
copy_request (Call *call, const SaudaOrderActsRequest *request)
{
  SaudaOrderActsRequest *copy = &call->request;
  guint n_codes = g_strv_length ((GStrv) request->codes);

  call->codes = g_ptr_array_new ();
  for (guint i = 0; i < n_codes; i++)
    g_ptr_array_add (call->codes, (gpointer) copy_text (call, request->codes[i]));
  g_ptr_array_add (call->codes, NULL);
  copy->codes = (const char *const *) call->codes->pdata;
  if (request->store_ids != NULL) {
    call->store_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_array_append_vals (call->store_ids, request->store_ids, n_codes);
    copy->store_ids = (const gint64 *) (gpointer) call->store_ids->data;
  }
  call->lines = request->lines != NULL ? g_ptr_array_ref (request->lines) : NULL;
  copy->lines = call->lines;
  copy->kind = copy_text (call, request->kind);
  copy->store = copy_text (call, request->store);
  copy->reason = copy_text (call, request->reason);
  copy->comment = copy_text (call, request->comment);
  copy->security_code = copy_text (call, request->security_code);
  copy->places = request->places;
}

static gpointer
plan_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_order_acts_plan (connection, &call->request, error);
}

/* What may not be sent again stays as it is; the others go into one new plan. */
static gpointer
retry_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  if (!sauda_outbox_expire (connection, call->request.now_ms, error))
    return NULL;
  call->plan_id = sauda_outbox_add_plan (connection, N_ ("Try again"), call->request.now_ms, error);
  for (guint i = 0; call->plan_id != 0 && i < call->act_ids->len; i++)
    if (!sauda_order_acts_plan_again (connection, call->plan_id, g_array_index (call->act_ids, gint64, i),
                                      call->request.who, call->request.now_ms, error))
      return NULL;
  return call->plan_id != 0 ? call : NULL;
}

static gpointer
settle_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_outbox_settle (connection, call->act_id, call->done ? SAUDA_ACT_VERIFIED : SAUDA_ACT_FAILED,
                              call->request.who, call->reason, call->request.now_ms, error)
           ? call
           : NULL;
}

/* A message that did not go out: the next press writes it, if it is still needed. */
static gboolean
is_left_to_conversation (const SaudaAct *act)
{
  return g_str_equal (act->kind, SAUDA_ACT_MESSAGE) && act->state != SAUDA_ACT_UNKNOWN;
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  static const guint needs_somebody =
    1u << SAUDA_ACT_UNKNOWN | 1u << SAUDA_ACT_FAILED | 1u << SAUDA_ACT_REFUSED;
  const Call *call = data;
  GPtrArray *acts =
    sauda_outbox_list (connection, call->plan_id != 0 ? 0 : needs_somebody, call->plan_id, error);

  for (guint i = acts != NULL && call->plan_id == 0 ? acts->len : 0; i-- > 0;)
    if (is_left_to_conversation (g_ptr_array_index (acts, i)))
      g_ptr_array_remove_index (acts, i);
  return acts;
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SaudaOrderActs *acts = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);

  if (acts != NULL)
    g_task_return_pointer (task, acts, (GDestroyNotify) sauda_order_acts_free);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *acts = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (acts != NULL)
    g_task_return_pointer (task, acts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_order_acts_plan_async:
 * @workspace: the merchant's folder
 * @request: what shall be done; copied, but for @who and @now_ms, which are the person's and the clock's
 * @cancellable: (nullable): to stop
 * @callback: called when the plan is written
 * @user_data: data for @callback
 *
 * See sauda_order_acts_plan().
 */
void
sauda_order_acts_plan_async (SaudaWorkspace *workspace,
                             const SaudaOrderActsRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task, request->who);

  g_task_set_source_tag (task, sauda_order_acts_plan_async);
  copy_request (call, request);
  sauda_database_run_async (sauda_workspace_get_database (workspace), plan_work, call, NULL,
                            (GDestroyNotify) sauda_order_acts_free, cancellable, on_planned, task);
}

/**
 * sauda_order_acts_plan_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was planned; %NULL with an error of the database
 */
SaudaOrderActs *
sauda_order_acts_plan_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_acts_plan_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_order_acts_retry_async:
 * @workspace: the merchant's folder
 * @act_ids: (element-type gint64): acts that failed, were refused or ran out
 * @who: (nullable): the person
 * @cancellable: (nullable): to stop
 * @callback: called when the plan is written
 * @user_data: data for @callback
 *
 * Plans acts again, as they were, see sauda_order_acts_plan_again().
 */
void
sauda_order_acts_retry_async (SaudaWorkspace *workspace,
                              GArray *act_ids,
                              const char *who,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task, who);

  g_task_set_source_tag (task, sauda_order_acts_retry_async);
  call->act_ids = g_array_ref (act_ids);
  sauda_database_run_async (sauda_workspace_get_database (workspace), retry_work, call, NULL, NULL,
                            cancellable, on_written, task);
}

/**
 * sauda_order_acts_retry_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: the plan's number, or 0 with %SAUDA_OUTBOX_ERROR_TRANSITION or an error of the database
 */
gint64
sauda_order_acts_retry_finish (GAsyncResult *result, GError **error)
{
  const Call *call = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_acts_retry_async), 0);
  return g_task_propagate_boolean (G_TASK (result), error) ? call->plan_id : 0;
}

/**
 * sauda_order_acts_settle_async:
 * @workspace: the merchant's folder
 * @act_id: an act whose effect is unclear
 * @done: whether it had its effect
 * @who: (nullable): the person who looked it up
 * @reason: how the person knows; not empty
 * @cancellable: (nullable): to stop
 * @callback: called when it is written
 * @user_data: data for @callback
 *
 * See sauda_outbox_settle().
 */
void
sauda_order_acts_settle_async (SaudaWorkspace *workspace,
                               gint64 act_id,
                               gboolean done,
                               const char *who,
                               const char *reason,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task, who);

  g_task_set_source_tag (task, sauda_order_acts_settle_async);
  call->act_id = act_id;
  call->done = done;
  call->reason = copy_text (call, reason);
  sauda_database_run_async (sauda_workspace_get_database (workspace), settle_work, call, NULL, NULL,
                            cancellable, on_written, task);
}

/**
 * sauda_order_acts_settle_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_OUTBOX_ERROR_TRANSITION or an error of the database
 */
gboolean
sauda_order_acts_settle_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_acts_settle_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_order_acts_list_async:
 * @workspace: the merchant's folder
 * @plan_id: a plan; 0 for the acts of any plan that need somebody: unclear, refused or without effect
 * @cancellable: (nullable): to stop
 * @callback: called with the acts
 * @user_data: data for @callback
 */
void
sauda_order_acts_list_async (SaudaWorkspace *workspace,
                             gint64 plan_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = new_call (workspace, task, NULL);

  g_task_set_source_tag (task, sauda_order_acts_list_async);
  call->plan_id = plan_id;
  sauda_database_read_async (sauda_workspace_get_database (workspace), list_work, call, NULL,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_order_acts_list_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaAct) (nullable): acts in the order of their planning
 */
GPtrArray *
sauda_order_acts_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_acts_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
