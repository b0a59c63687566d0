#include "sauda-order-acts.h"

#include "sauda-act-kind.h"
#include "sauda-act-payload.h"
#include "sauda-connection.h"
#include "sauda-conversation.h"
#include "sauda-day-error.h"
#include "sauda-orders.h"
#include "sauda-outbox-error.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a merchant may give as the reason (kaspi-api 3.5), the commonest first. */
static const struct {
  const char *word;
  const char *reason;
} reasons[] = {
  { "out-of-stock", "MERCHANT_OUT_OF_STOCK" },
  { "not-reachable", "BUYER_NOT_REACHABLE" },
  { "buyer", "BUYER_CANCELLATION_BY_MERCHANT" },
};

/* What an act of each kind makes of an order, as the ledger keeps it. */
static const struct {
  const char *kind;
  const char *title;
  const char *after;
} words[] = {
  { SAUDA_ACT_ACCEPT, N_ ("Accept orders"), N_ ("accepted") },
  { SAUDA_ACT_ASSEMBLE, N_ ("Assemble orders"), N_ ("assembled, waybill formed") },
  { SAUDA_ACT_CANCEL, N_ ("Cancel orders"), N_ ("cancelled") },
  { SAUDA_ACT_CANCEL_LINES, N_ ("Cancel a part of an order"), N_ ("partly cancelled") },
  { SAUDA_ACT_ARRIVED, N_ ("Pre-orders have arrived"), N_ ("arrived, can be packed") },
  { SAUDA_ACT_ARRIVED_BACKWARD, N_ ("Returned parcels have arrived"), N_ ("return received") },
  { SAUDA_ACT_SEND_CODE, N_ ("Send the buyer a code"), N_ ("the buyer has a code") },
  { SAUDA_ACT_COMPLETE, N_ ("Hand out orders"), N_ ("handed out") },
};

/* A request being planned. */
typedef struct {
  SaudaConnection *connection;
  const SaudaOrderActsRequest *request;
  GPtrArray *stores; /* (element-type SaudaStoreInfo) */
  SaudaOrderActs *acts;
} Planning;

static void
order_free (gpointer data)
{
  SaudaOrderActsOrder *order = data;

  g_free (order->code);
  g_free (order->store);
  g_free (order->problem);
  g_free (order);
}

static const char *
find_title (const char *kind, gboolean after)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].kind, kind))
      return after ? words[i].after : words[i].title;
  return kind;
}

/* The one order with that number; a number that two stores have needs the store's name. */
static SaudaOrderInfo *
find_order (Planning *planning, gsize index, SaudaOrderActsOrder *result)
{
  const SaudaOrderActsRequest *request = planning->request;
  g_autoptr (SaudaOrderInfo) found = NULL;

  for (guint i = 0; i < planning->stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (planning->stores, i);
    g_autoptr (SaudaOrderInfo) order = NULL;

    if ((request->store != NULL && !g_str_equal (request->store, store->name)) ||
        (request->store_ids != NULL && request->store_ids[index] != store->id))
      continue;
    order = sauda_orders_find (planning->connection, store->id, result->code, NULL);
    if (order != NULL && found != NULL) {
      result->problem =
        g_strdup_printf (_ ("The stores %s and %s both have an order with this number; name the store."),
                         found->store, order->store);
      return NULL;
    }
    if (order != NULL)
      found = g_steal_pointer (&order);
  }
  if (found == NULL) {
    result->problem = g_strdup (_ ("Sauda does not know this order; fetch the orders first."));
    return NULL;
  }
  result->store = g_strdup (found->store);
  return g_steal_pointer (&found);
}

/* Adds what shall stay of one line; a problem when the order has no such line. */
static gboolean
add_line (Planning *planning,
          const SaudaOrderInfo *order,
          const SaudaOrderActLine *line,
          SaudaActPayload *payload,
          char **problem,
          GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    planning->connection,
    "SELECT kaspi_entry_id, quantity, count (*) FROM order_line WHERE order_id = ? AND sku = ?", error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, order->id);
  sauda_statement_bind_text (find, 2, line->sku);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row || sauda_statement_get_int64 (find, 2) != 1 || sauda_statement_is_null (find, 0))
    *problem =
      g_strdup_printf (_ ("The order has no single line with the article “%s” that Kaspi knows."), line->sku);
  else if (line->quantity < 0 || line->quantity >= sauda_statement_get_int64 (find, 1))
    *problem = g_strdup_printf (_ ("Of “%s” fewer pieces must stay than the order has now."), line->sku);
  else
    sauda_act_payload_add_removal (payload, sauda_statement_get_text (find, 0), line->quantity, -1);
  return TRUE;
}

/* Acts on different lines, or that leave different numbers of pieces, are different acts. */
static char *
describe_removals (GPtrArray *removals)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < removals->len; i++) {
    const SaudaActRemoval *removal = g_ptr_array_index (removals, i);

    g_string_append_printf (text, "%s%s=%d", i > 0 ? "," : "", removal->entry_id, removal->quantity);
  }
  return g_string_free (text, FALSE);
}

static gboolean
fill_payload (Planning *planning,
              const SaudaOrderInfo *order,
              SaudaActPayload *payload,
              char **problem,
              GError **error)
{
  const SaudaOrderActsRequest *request = planning->request;

  payload->reason = g_strdup (request->reason);
  payload->comment = g_strdup (request->comment);
  if (request->places > 0) {
    g_free (payload->number_of_space);
    payload->number_of_space = g_strdup_printf ("%u", request->places);
  }
  if (request->security_code != NULL) {
    g_free (payload->security_code);
    payload->security_code = g_strdup (request->security_code);
  }
  for (guint i = 0; request->lines != NULL && i < request->lines->len && *problem == NULL; i++)
    if (!add_line (planning, order, g_ptr_array_index (request->lines, i), payload, problem, error))
      return FALSE;
  return TRUE;
}

/* Why an act cannot be planned for what is in the ledger already. */
static char *
describe_repetition (Planning *planning, const SaudaOrderInfo *order)
{
  g_autoptr (SaudaAct) act =
    sauda_outbox_find (planning->connection, order->store_id, planning->request->kind, order->code, NULL);

  return g_strdup_printf (_ ("This was planned before and is “%s”; it is never sent twice."),
                          act != NULL ? sauda_act_state_get_title (act->state)
                                      : sauda_act_state_get_title (SAUDA_ACT_VERIFIED));
}

static gboolean
write_act (Planning *planning,
           const SaudaOrderInfo *order,
           const SaudaActPayload *payload,
           char **problem,
           GError **error)
{
  const SaudaOrderActsRequest *request = planning->request;
  const SaudaActKind *kind = sauda_act_kind_find (request->kind);
  g_autofree char *json = sauda_act_payload_to_json (payload);
  g_autofree char *detail = payload->removals != NULL ? describe_removals (payload->removals) : NULL;
  const SaudaActDraft draft = {
    .store_id = order->store_id,
    .kind = request->kind,
    .target = order->code,
    .before = sauda_stage_get_reason (order->stage),
    .after = find_title (request->kind, TRUE),
    .payload = json,
    .detail = detail,
    .repeatable = kind->traceless,
  };
  gboolean added;

  if (planning->acts->plan_id == 0)
    planning->acts->plan_id =
      sauda_outbox_add_plan (planning->connection, find_title (request->kind, FALSE), request->now_ms, error);
  if (planning->acts->plan_id == 0 ||
      !sauda_outbox_add_act (planning->connection, planning->acts->plan_id, &draft, request->who,
                             request->now_ms, &added, error))
    return FALSE;
  if (!added)
    *problem = describe_repetition (planning, order);
  return TRUE;
}

/* Whether the trust level of the order's store allows writing. */
static gboolean
is_trusted (Planning *planning, const SaudaOrderInfo *order, SaudaOrderActsOrder *result)
{
  for (guint i = 0; i < planning->stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (planning->stores, i);
    g_autofree char *obstacle =
      store->id == order->store_id ? sauda_act_kind_find_trust_obstacle (store) : NULL;

    if (obstacle != NULL)
      result->problem = sauda_reason_show (obstacle);
  }
  planning->acts->stopped |= result->problem != NULL;
  return result->problem == NULL;
}

static gboolean
plan_order (Planning *planning, gsize index, SaudaOrderActsOrder *result, guint *planned, GError **error)
{
  g_autoptr (SaudaOrderInfo) order = find_order (planning, index, result);
  g_autoptr (SaudaActPayload) payload = NULL;
  g_autofree char *obstacle = NULL;

  if (order == NULL || !is_trusted (planning, order, result))
    return TRUE;
  if (order->kaspi_id == NULL) {
    result->problem = g_strdup (_ ("The order is known from spreadsheets alone; fetch it from Kaspi first."));
    return TRUE;
  }
  payload = sauda_act_payload_new (order->kaspi_id, planning->request->kind);
  if (!sauda_act_kind_find_obstacle (planning->connection, order->store_id, planning->request->kind,
                                     order->code, &obstacle, error))
    return FALSE;
  result->problem = sauda_reason_show (obstacle);
  if (result->problem == NULL && !fill_payload (planning, order, payload, &result->problem, error))
    return FALSE;
  if (result->problem == NULL && !write_act (planning, order, payload, &result->problem, error))
    return FALSE;
  *planned += result->problem == NULL;
  return TRUE;
}

/**
 * sauda_order_act_line_free:
 * @line: (nullable): a line
 */
void
sauda_order_act_line_free (SaudaOrderActLine *line)
{
  if (line == NULL)
    return;
  g_free (line->sku);
  g_free (line);
}

/**
 * sauda_order_acts_free:
 * @acts: (nullable): what was planned
 */
void
sauda_order_acts_free (SaudaOrderActs *acts)
{
  if (acts == NULL)
    return;
  g_ptr_array_unref (acts->orders);
  g_free (acts);
}

/**
 * sauda_order_acts_read_reason:
 * @text: (nullable): a short word or Kaspi's own, in any case
 *
 * Returns: (nullable): Kaspi's word for a reason that a merchant may give (kaspi-api 3.5)
 */
const char *
sauda_order_acts_read_reason (const char *text)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_ascii_strcasecmp (text, reasons[i].word) == 0 || g_ascii_strcasecmp (text, reasons[i].reason) == 0)
      return reasons[i].reason;
  return NULL;
}

/**
 * sauda_order_acts_plan:
 * @connection: inside a transaction
 * @request: what shall be done
 * @error: return location
 *
 * Writes a plan into the ledger that waits for its approval. Orders whose stage, or whose store's trust
 * level, does not allow it stay out, each with its reason.
 *
 * Returns: (transfer full) (nullable): what was planned; %NULL with an error of the database
 */
SaudaOrderActs *
sauda_order_acts_plan (SaudaConnection *connection, const SaudaOrderActsRequest *request, GError **error)
{
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);
  g_autoptr (SaudaOrderActs) acts = g_new0 (SaudaOrderActs, 1);
  Planning planning = { .connection = connection, .request = request, .stores = stores, .acts = acts };
  guint planned = 0;

  acts->orders = g_ptr_array_new_with_free_func (order_free);
  if (stores == NULL)
    return NULL;
  for (gsize i = 0; request->codes[i] != NULL; i++) {
    SaudaOrderActsOrder *order = g_new0 (SaudaOrderActsOrder, 1);

    order->code = g_strdup (request->codes[i]);
    g_ptr_array_add (acts->orders, order);
    if (!plan_order (&planning, i, order, &planned, error))
      return NULL;
  }
  if (planned == 0)
    acts->plan_id = 0;
  return g_steal_pointer (&acts);
}

/**
 * sauda_order_acts_plan_again:
 * @connection: inside a transaction
 * @plan_id: from sauda_outbox_add_plan()
 * @act_id: an act that failed, was refused or ran out
 * @who: the person
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * sauda_outbox_plan_again() for what the store's trust level still allows. Messages to buyers are planned by
 * their conversations alone, so that nobody gets one twice.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_STOPPED, %SAUDA_OUTBOX_ERROR_NOT_FOUND or _TRANSITION
 */
gboolean
sauda_order_acts_plan_again (SaudaConnection *connection,
                             gint64 plan_id,
                             gint64 act_id,
                             const char *who,
                             gint64 now_ms,
                             GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, act_id, error);
  g_autoptr (SaudaStoreInfo) store = NULL;
  g_autofree char *obstacle = NULL, *sentence = NULL;

  if (act == NULL)
    return FALSE;
  if (g_str_equal (act->kind, SAUDA_ACT_MESSAGE)) {
    g_set_error_literal (
      error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_TRANSITION,
      _ ("A message to a buyer is not repeated by hand: the next press of the big button writes it, if "
         "it is still needed."));
    return FALSE;
  }
  if (sauda_act_kind_find (act->kind) != NULL) {
    store = sauda_stores_get (connection, act->store_id, error);
    if (store == NULL)
      return FALSE;
    obstacle = sauda_act_kind_find_trust_obstacle (store);
  }
  if (obstacle != NULL) {
    sentence = sauda_reason_show (obstacle);
    g_set_error_literal (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED, sentence);
    return FALSE;
  }
  return sauda_outbox_plan_again (connection, plan_id, act_id, who, now_ms, error);
}
