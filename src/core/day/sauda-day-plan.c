#include "sauda-day-plan.h"

#include "sauda-database.h"
#include "sauda-day-waits.h"
#include "sauda-label-memory.h"
#include "sauda-orders.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

/* Why an order that is due has to wait; the sentence counts the orders. */
typedef enum {
  WAIT_STOPPED,
  WAIT_TRUST,
  WAIT_SIGNING,
  WAIT_PREORDER,
  WAIT_IMEI,
  WAIT_UNCLEAR,
  WAIT_STATUS,
  N_WAITS,
} Wait;

typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  SaudaDay day;
  gboolean tomorrow;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->workspace);
  g_free (request);
}

/* A plan being made. */
typedef struct {
  SaudaConnection *connection;
  const Request *request;
  SaudaDayPlan *plan;
  guint formed;          /* orders that nobody is waited for, and whose label is only to be saved */
  guint ready;           /* of these too, with a label */
  gboolean grouped;      /* every one of the ready ones, today */
  SaudaDayWaits *buyers; /* sizes that are open */
  GTree *awaited;        /* (element-type gint64 guint) orders by the cut-off they wait for */
  GTree *unasked;        /* (element-type gint64 guint) likewise those whose buyers were not asked */
  guint waits[N_WAITS];
} Making;

static void
act_free (gpointer data)
{
  SaudaDayAct *act = data;

  g_free (act->store);
  g_free (act->code);
  g_free (act->kaspi_id);
  g_free (act);
}

static void
add_act (Making *making, const SaudaOrderInfo *order, const char *kind, const char *before, const char *after)
{
  SaudaDayAct *act = g_new0 (SaudaDayAct, 1);

  act->order_id = order->id;
  act->store_id = order->store_id;
  act->store = g_strdup (order->store);
  act->code = g_strdup (order->code);
  act->kaspi_id = g_strdup (order->kaspi_id);
  act->kind = kind;
  act->before = before;
  act->after = after;
  g_ptr_array_add (making->plan->acts, act);
}

/* An act whose effect is not known yet must not be planned again (sauda-outbox.h). */
static gboolean
is_unclear (Making *making, const SaudaOrderInfo *order, const char *kind)
{
  g_autoptr (SaudaAct) act = sauda_outbox_find (making->connection, order->store_id, kind, order->code, NULL);

  return act != NULL && sauda_act_state_is_open (act->state);
}

static gboolean
must_wait (Making *making, const SaudaStoreInfo *store, const SaudaOrderInfo *order, const char *kind)
{
  if (store->stopped)
    making->waits[WAIT_STOPPED]++;
  else if (store->trust < SAUDA_TRUST_LIMITED || order->kaspi_id == NULL)
    making->waits[WAIT_TRUST]++;
  else if (is_unclear (making, order, kind))
    making->waits[WAIT_UNCLEAR]++;
  else
    return FALSE;
  return TRUE;
}

/* An order whose size is open is not assembled before its cut-off. */
static gboolean
awaits_buyer (Making *making, const SaudaOrderInfo *order)
{
  gint64 until_ms = sauda_day_waits_get_until (making->buyers, order->id);
  GTree *tree = sauda_day_waits_is_unasked (making->buyers, order->id) ? making->unasked : making->awaited;
  guint n;

  if (until_ms == 0)
    return FALSE;
  n = GPOINTER_TO_UINT (g_tree_lookup (tree, &until_ms));
  g_tree_insert (tree, g_memdup2 (&until_ms, sizeof until_ms), GUINT_TO_POINTER (n + 1));
  making->plan->awaited++;
  if (making->plan->next_cut_off_ms == 0 || until_ms < making->plan->next_cut_off_ms)
    making->plan->next_cut_off_ms = until_ms;
  making->plan->awaited_until_ms = MAX (making->plan->awaited_until_ms, until_ms);
  return TRUE;
}

/* Whether an order that is only to be accepted yet will be assembled in the same press. */
static gboolean
becomes_ready (Making *making, const SaudaOrderInfo *order)
{
  SaudaDay last = making->request->day + (making->request->tomorrow ? 1 : 0);

  return order->kaspi_delivery && !order->signature_required && !order->pre_order && !order->imei_required &&
         order->planned_handover_ms > 0 && sauda_day_from_ms (order->planned_handover_ms) <= last;
}

static gboolean
plan_accepts (Making *making, const SaudaStoreInfo *store, GError **error)
{
  g_autoptr (GPtrArray) orders = sauda_orders_list_to_accept (making->connection, store->id, error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (must_wait (making, store, order, "accept"))
      continue;
    making->plan->to_accept++;
    add_act (making, order, "accept", N_ ("new"), N_ ("accepted"));
    if (becomes_ready (making, order) && !awaits_buyer (making, order)) {
      making->plan->to_assemble++;
      add_act (making, order, "assemble", N_ ("accepted"), N_ ("assembled, waybill formed"));
    }
  }
  return TRUE;
}

static gboolean
plan_assemblies (Making *making, const SaudaStoreInfo *store, GError **error)
{
  g_autoptr (GPtrArray) orders = sauda_orders_list_to_assemble (
    making->connection, store->id, making->request->day, making->request->tomorrow, error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (must_wait (making, store, order, "assemble") || awaits_buyer (making, order))
      continue;
    making->plan->to_assemble++;
    add_act (making, order, "assemble", N_ ("packing"), N_ ("assembled, waybill formed"));
  }
  return TRUE;
}

static gboolean
count_shipping (Making *making, GError **error)
{
  g_autoptr (GPtrArray) orders =
    sauda_orders_list_to_ship (making->connection, 0, making->request->day, making->request->tomorrow, error);
  g_autoptr (GHashTable) grouped =
    sauda_label_memory_list_codes (making->request->workspace, making->request->day);
  gint64 overdue;

  if (orders == NULL)
    return FALSE;
  making->grouped = TRUE;
  making->plan->to_ship = orders->len;
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    gboolean formed =
      order->label_path == NULL && order->kaspi_id != NULL && order->stage == SAUDA_STAGE_HANDOVER;

    if (sauda_day_waits_get_until (making->buyers, order->id) == 0) {
      making->ready += order->label_path != NULL;
      making->grouped =
        making->grouped && (order->label_path == NULL || g_hash_table_contains (grouped, order->code));
      making->formed += formed;
    } else if (order->stage == SAUDA_STAGE_HANDOVER)
      awaits_buyer (making, order);
    making->plan->labelled += order->label_path != NULL;
    making->plan->to_fetch_labels += formed;
    if (order->imei_required && order->stage == SAUDA_STAGE_PACKING)
      making->waits[WAIT_IMEI]++;
  }
  if (!sauda_orders_count_overdue (making->connection, making->request->day, &overdue, error))
    return FALSE;
  making->plan->overdue = (guint) overdue;
  return TRUE;
}

static gboolean
count_stage (Making *making, SaudaStage stage, Wait wait, GError **error)
{
  const SaudaOrderQuery query = { .stage = (int) stage };
  g_autoptr (GPtrArray) orders = sauda_orders_list (making->connection, &query, error);

  if (orders == NULL)
    return FALSE;
  making->waits[wait] += orders->len;
  return TRUE;
}

/* What Kaspi says of these fits nothing that Sauda knows, so nothing is done to them. */
static gboolean
count_unclear_orders (Making *making, GError **error)
{
  const SaudaOrderQuery query = { .stage = SAUDA_STAGE_UNKNOWN };
  g_autoptr (GPtrArray) orders = sauda_orders_list (making->connection, &query, error);

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    making->waits[WAIT_STATUS] +=
      sauda_day_waits_is_unclear (g_ptr_array_index (orders, i), making->request->day);
  return orders != NULL;
}

static char *
describe_wait (Wait wait, guint n)
{
  switch (wait) {
  case WAIT_STOPPED:
    return g_strdup_printf (
      ngettext ("%u order waits: the red Stop is on.", "%u orders wait: the red Stop is on.", n), n);
  case WAIT_TRUST:
    return g_strdup_printf (
      ngettext ("%u order waits for you in Kaspi's cabinet: the store is not trusted with writing.",
                "%u orders wait for you in Kaspi's cabinet: the store is not trusted with writing.", n),
      n);
  case WAIT_SIGNING:
    return g_strdup_printf (ngettext ("%u order waits for its buyer's signature.",
                                      "%u orders wait for their buyers' signatures.", n),
                            n);
  case WAIT_PREORDER:
    return g_strdup_printf (ngettext ("%u pre-order waits for the goods to arrive.",
                                      "%u pre-orders wait for the goods to arrive.", n),
                            n);
  case WAIT_IMEI:
    return g_strdup_printf (ngettext ("%u order waits for its IMEI: enter it in Kaspi's cabinet.",
                                      "%u orders wait for their IMEI: enter them in Kaspi's cabinet.", n),
                            n);
  case WAIT_UNCLEAR:
    return g_strdup_printf (ngettext ("%u order waits: Kaspi's answer was unclear and is being checked.",
                                      "%u orders wait: Kaspi's answers were unclear and are being checked.",
                                      n),
                            n);
  case WAIT_STATUS:
    return g_strdup_printf (
      ngettext (
        "%u order that is due has a status that Sauda does not know: look at it in Kaspi's cabinet.",
        "%u orders that are due have a status that Sauda does not know: look at them in Kaspi's cabinet.", n),
      n);
  case N_WAITS:
  default:
    g_assert_not_reached ();
  }
}

/* What is done already is not told again: of a hundred orders the press may have three left. */
static char *
name_shipping (const Making *making)
{
  const SaudaDayPlan *plan = making->plan;
  guint ship = plan->to_assemble + making->formed;

  if (ship > 0)
    return sauda_reason_new_count ("Ship %u order", "Ship %u orders", ship, NULL);
  if (plan->to_accept > 0)
    return sauda_reason_new_count ("Accept %u order", "Accept %u orders", plan->to_accept, NULL);
  if (making->ready > 0 && making->grouped)
    return sauda_reason_new_count ("Group %u label again", "Group %u labels again", making->ready, NULL);
  if (making->ready > 0)
    return sauda_reason_new_count ("Group %u label", "Group %u labels", making->ready, NULL);
  return NULL;
}

static char *
name_button (const Making *making)
{
  guint to_ask = making->plan->to_ask;
  g_autofree char *ship = name_shipping (making);
  g_autofree char *ask =
    to_ask > 0 ? sauda_reason_new_count ("Ask %u buyer", "Ask %u buyers", to_ask, NULL) : NULL;

  if (ask != NULL && ship != NULL)
    return sauda_reason_new ("%s · %s", ask, ship, NULL);
  if (ask != NULL)
    return g_steal_pointer (&ask);
  return ship != NULL ? g_steal_pointer (&ship) : g_strdup (N_ ("Fetch new orders"));
}

typedef struct {
  const Making *making;
  GStrvBuilder *waiting;
} Describing;

static gboolean
describe_awaited (gpointer key, gpointer value, gpointer data)
{
  const Describing *describing = data;
  guint n = GPOINTER_TO_UINT (value);
  g_autofree char *sentence =
    sauda_day_waits_describe_count (n, *(gint64 *) key, describing->making->request->day);

  g_strv_builder_add (describing->waiting, sentence);
  return FALSE;
}

static gboolean
describe_unasked (gpointer key, gpointer value, gpointer data)
{
  const Describing *describing = data;
  g_autofree char *sentence = sauda_day_waits_describe_unasked (
    describing->making->buyers, GPOINTER_TO_UINT (value), *(gint64 *) key, describing->making->request->day);

  g_strv_builder_add (describing->waiting, sentence);
  return FALSE;
}

static void
finish_plan (Making *making)
{
  g_autoptr (GStrvBuilder) waiting = g_strv_builder_new ();

  g_tree_foreach (making->unasked, describe_unasked, &(Describing){ making, waiting });
  g_tree_foreach (making->awaited, describe_awaited, &(Describing){ making, waiting });
  for (guint i = 0; i < N_WAITS; i++)
    if (making->waits[i] > 0) {
      g_autofree char *sentence = describe_wait (i, making->waits[i]);

      g_strv_builder_add (waiting, sentence);
    }
  making->plan->waiting = g_strv_builder_end (waiting);
  making->plan->to_ask = making->buyers->to_ask;
  making->plan->title = name_button (making);
  making->plan->button = sauda_reason_show (making->plan->title);
}

static gint
compare_times (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gpointer
plan_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaDayPlan) plan = g_new0 (SaudaDayPlan, 1);
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);
  g_autoptr (GTree) awaited = g_tree_new_full (compare_times, NULL, g_free, NULL);
  g_autoptr (GTree) unasked = g_tree_new_full (compare_times, NULL, g_free, NULL);
  Making making = {
    .connection = connection, .request = data, .plan = plan, .awaited = awaited, .unasked = unasked
  };
  g_autoptr (SaudaDayWaits) buyers =
    stores != NULL ? sauda_day_waits_read (connection, making.request->workspace, making.request->day,
                                           making.request->tomorrow, error)
                   : NULL;

  if (buyers == NULL)
    return NULL;
  making.buyers = buyers;
  plan->day = making.request->day;
  plan->acts = g_ptr_array_new_with_free_func (act_free);
  for (guint i = 0; i < stores->len; i++)
    if (!plan_accepts (&making, g_ptr_array_index (stores, i), error) ||
        !plan_assemblies (&making, g_ptr_array_index (stores, i), error))
      return NULL;
  if (!count_shipping (&making, error) || !count_stage (&making, SAUDA_STAGE_SIGNING, WAIT_SIGNING, error) ||
      !count_stage (&making, SAUDA_STAGE_PREORDER, WAIT_PREORDER, error) ||
      !count_unclear_orders (&making, error))
    return NULL;
  finish_plan (&making);
  return g_steal_pointer (&plan);
}

/**
 * sauda_day_plan_free:
 * @plan: (nullable): a plan
 */
void
sauda_day_plan_free (SaudaDayPlan *plan)
{
  if (plan == NULL)
    return;
  g_clear_pointer (&plan->acts, g_ptr_array_unref);
  g_clear_pointer (&plan->stock, g_ptr_array_unref);
  g_strfreev (plan->waiting);
  g_free (plan->button);
  g_free (plan->title);
  g_free (plan);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SaudaDayPlan *plan = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) sauda_day_plan_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_day_plan_is_empty:
 * @plan: a plan
 *
 * Returns: whether it changes nothing outside, so that nobody has to approve it
 */
gboolean
sauda_day_plan_is_empty (const SaudaDayPlan *plan)
{
  return plan->acts->len == 0 && plan->to_write == 0;
}

/**
 * sauda_day_plan_async:
 * @workspace: the merchant's folder
 * @day: the Almaty day to ship; %SAUDA_DAY_NONE for the clock's today
 * @tomorrow: whether tomorrow's orders are shipped too
 * @cancellable: (nullable): to stop
 * @callback: called with the plan
 * @user_data: data for @callback
 *
 * Finds what is due and possible with the orders that are known; asks nobody.
 */
void
sauda_day_plan_async (SaudaWorkspace *workspace,
                      SaudaDay day,
                      gboolean tomorrow,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, sauda_day_plan_async);
  request->day = day != SAUDA_DAY_NONE ? day : sauda_workspace_get_today (workspace);
  request->tomorrow = tomorrow;
  request->workspace = g_object_ref (workspace);
  sauda_database_read_async (sauda_workspace_get_database (workspace), plan_work, request, request_free,
                             (GDestroyNotify) sauda_day_plan_free, cancellable, on_planned, task);
}

/**
 * sauda_day_plan_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL with an error of the store room
 */
SaudaDayPlan *
sauda_day_plan_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
