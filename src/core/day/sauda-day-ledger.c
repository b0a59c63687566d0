#include "sauda-day-ledger.h"

#include "sauda-act-kind.h"
#include "sauda-act-payload.h"
#include "sauda-database.h"
#include "sauda-orders.h"
#include "sauda-outbox.h"

typedef struct {
  const SaudaDayPlan *plan; /* borrowed from the caller, who waits */
  char *who;                /* (owned) */
  gint64 now_ms;
} Approval;

typedef struct {
  char *kind;     /* (owned) (nullable) every kind */
  gint64 plan_id; /* 0: unclear acts of any plan */
} Query;

static void
approval_free (gpointer data)
{
  Approval *approval = data;

  g_free (approval->who);
  g_free (approval);
}

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->kind);
  g_free (query);
}

static gboolean
add_act (SaudaConnection *connection,
         Approval *approval,
         gint64 plan_id,
         const SaudaDayAct *planned,
         GError **error)
{
  g_autofree char *payload = sauda_act_payload_write (planned->kaspi_id, planned->kind);
  const SaudaActDraft draft = {
    .store_id = planned->store_id,
    .kind = planned->kind,
    .target = planned->code,
    .before = planned->before,
    .after = planned->after,
    .payload = payload,
  };
  gboolean added;

  return sauda_outbox_add_act (connection, plan_id, &draft, approval->who, approval->now_ms, &added, error);
}

static gpointer
approve_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Approval *approval = data;
  gint64 plan_id = sauda_outbox_add_plan (connection, approval->plan->title, approval->now_ms, error);

  if (plan_id == 0)
    return NULL;
  for (guint i = 0; i < approval->plan->acts->len; i++)
    if (!add_act (connection, approval, plan_id, g_ptr_array_index (approval->plan->acts, i), error))
      return NULL;
  if (!sauda_outbox_approve (connection, plan_id, approval->who, approval->now_ms, error))
    return NULL;
  return g_memdup2 (&plan_id, sizeof plan_id);
}

/* An order that was only just accepted may turn out to need a signature first. */
static gboolean
may_assemble_now (SaudaConnection *connection, const SaudaAct *act)
{
  g_autoptr (SaudaOrderInfo) order = sauda_orders_find (connection, act->store_id, act->target, NULL);

  return order != NULL && order->stage == SAUDA_STAGE_PACKING && !order->signature_required &&
         !order->pre_order;
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Query *query = data;
  guint mask = query->plan_id != 0 ? 1u << SAUDA_ACT_APPROVED : 1u << SAUDA_ACT_UNKNOWN;
  GPtrArray *acts = sauda_outbox_list (connection, mask, query->plan_id, error);

  for (guint i = acts != NULL ? acts->len : 0; i > 0; i--) {
    const SaudaAct *act = g_ptr_array_index (acts, i - 1);

    /* What no order shows is settled elsewhere: messages, price lists, cards. */
    if ((query->kind == NULL && sauda_act_kind_find (act->kind) == NULL) ||
        (query->kind != NULL && !g_str_equal (act->kind, query->kind)) ||
        (query->plan_id != 0 && g_str_equal (act->kind, "assemble") && !may_assemble_now (connection, act)))
      g_ptr_array_remove_index (acts, i - 1);
  }
  return acts;
}

static void
on_approved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gint64 *plan_id = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);

  if (plan_id != NULL)
    g_task_return_pointer (task, plan_id, g_free);
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
 * sauda_day_ledger_approve_async:
 * @workspace: the merchant's folder
 * @plan: what shall be done; must live until @callback is called
 * @who: who approved it
 * @callback: called when it is written
 * @user_data: data for @callback
 *
 * Writes the acts of a plan into the ledger and approves them in one unit of work, before anything is sent.
 */
void
sauda_day_ledger_approve_async (SaudaWorkspace *workspace,
                                const SaudaDayPlan *plan,
                                const char *who,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (workspace, NULL, callback, user_data);
  Approval *approval = g_new0 (Approval, 1);

  g_task_set_source_tag (task, sauda_day_ledger_approve_async);
  approval->plan = plan;
  approval->who = g_strdup (who);
  approval->now_ms = sauda_workspace_get_now (workspace);
  sauda_database_run_async (sauda_workspace_get_database (workspace), approve_work, approval, approval_free,
                            g_free, NULL, on_approved, task);
}

/**
 * sauda_day_ledger_approve_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: the plan's number in the ledger, or 0 with an error of the outbox or store room
 */
gint64
sauda_day_ledger_approve_finish (GAsyncResult *result, GError **error)
{
  g_autofree gint64 *plan_id = g_task_propagate_pointer (G_TASK (result), error);

  return plan_id != NULL ? *plan_id : 0;
}

/**
 * sauda_day_ledger_list_async:
 * @workspace: the merchant's folder
 * @kind: (nullable): one kind of acts alone
 * @plan_id: approved acts of this plan; 0 for unclear ones of any plan
 * @cancellable: (nullable): to stop
 * @callback: called with the acts
 * @user_data: data for @callback
 *
 * Lists what can be sent or settled now. Orders that are not ready stay out, and their acts run out with the
 * plan.
 */
void
sauda_day_ledger_list_async (SaudaWorkspace *workspace,
                             const char *kind,
                             gint64 plan_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Query *query = g_new0 (Query, 1);

  g_task_set_source_tag (task, sauda_day_ledger_list_async);
  query->kind = g_strdup (kind);
  query->plan_id = plan_id;
  sauda_database_read_async (sauda_workspace_get_database (workspace), list_work, query, query_free,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_day_ledger_list_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaAct) (nullable): acts in the order of their planning
 */
GPtrArray *
sauda_day_ledger_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
