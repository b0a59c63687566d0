#include "sauda-practice-rules-private.h"

#include <stdio.h>
#include <string.h>

#define MAX_PLACES 30
#define FIRST_WAYBILL_NUMBER 100000000
#define BUYER_CODE_DIGITS 4

/* The server's own words: a client shows them, so they are not translated here (kaspi-api 1.5). */
#define WRONG_CODE "Security code is not valid. And the order cannot be completed without it"
#define CANCELLED_ALREADY "Order is cancelled, so it can't be completed."
#define COMPLETED_ALREADY "Order already has been completed, so it can't be completed again."
#define NOT_SIGNED "Order is not may complete allowed"

typedef const char *(*JudgeFunc) (const SaudaPracticeOrder *order, const SaudaPracticeAct *act);
typedef void (*ApplyFunc) (SaudaPracticeOrder *order, const SaudaPracticeAct *act);

typedef struct {
  const char *status;
  JudgeFunc judge; /* NULL from it: allowed */
  ApplyFunc apply;
} Rule;

static gboolean
has_status (const SaudaPracticeOrder *order, const char *status)
{
  return strcmp (order->status, status) == 0;
}

static gboolean
has_state (const SaudaPracticeOrder *order, const char *state)
{
  return strcmp (order->state, state) == 0;
}

static const char *
judge_accept (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  return has_status (order, "APPROVED_BY_BANK") ? NULL
                                                : "Order can be accepted only when it is approved by bank.";
}

static void
apply_accept (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  order->status = "ACCEPTED_BY_MERCHANT";
  if (order->signature_required)
    order->state = "SIGN_REQUIRED";
  else if (order->kaspi_delivery)
    order->state = "KASPI_DELIVERY";
  else
    order->state = strcmp (order->delivery_mode, "DELIVERY_PICKUP") == 0 ? "PICKUP" : "DELIVERY";
}

/* A second ASSEMBLE is let through, as nobody has seen Kaspi refuse one: the ledger shows it, and the order
 * gets a second waybill. */
static const char *
judge_assemble (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  if (!has_status (order, "ACCEPTED_BY_MERCHANT") || !has_state (order, "KASPI_DELIVERY"))
    return "Order can be assembled only when it is accepted and goes by Kaspi Delivery.";
  if (order->pre_order)
    return "Order is a pre-order that has not arrived.";
  if (order->handed_over_ms > 0)
    return "Order has been handed over to the courier.";
  if (act->places < 1 || act->places > MAX_PLACES)
    return "Attribute numberOfSpace is not valid.";
  return NULL;
}

static void
apply_assemble (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  order->assembled = TRUE;
  order->places = act->places;
  order->waybill_ready_ms = act->waybill_ready_ms;
  g_free (order->waybill_number);
  order->waybill_number = g_strdup_printf ("%" G_GINT64_FORMAT, FIRST_WAYBILL_NUMBER + act->id);
}

static const char *
judge_cancel (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  static const char *const reasons[] = { "BUYER_CANCELLATION_BY_MERCHANT", "BUYER_NOT_REACHABLE",
                                         "MERCHANT_OUT_OF_STOCK", NULL };

  if (!has_status (order, "APPROVED_BY_BANK") && !has_status (order, "ACCEPTED_BY_MERCHANT"))
    return "Order can not be cancelled in its status.";
  if (order->assembled)
    return "Order is assembled, so it can't be cancelled.";
  if (act->reason == NULL || !g_strv_contains (reasons, act->reason))
    return "Attribute cancellationReason is not valid.";
  return NULL;
}

static void
apply_cancel (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  order->status = "CANCELLED";
  order->state = "ARCHIVE";
  order->cancellation_reason = g_intern_string (act->reason);
}

static SaudaPracticeEntry *
find_entry (const SaudaPracticeOrder *order, guint number)
{
  for (guint i = 0; i < order->entries->len; i++) {
    SaudaPracticeEntry *entry = &g_array_index (order->entries, SaudaPracticeEntry, i);

    if (entry->number == number)
      return entry;
  }
  return NULL;
}

/* Kaspi says nowhere whether parts alone may take a whole order away: that is what cancelling is for. */
static const char *
judge_partial_cancel (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  g_auto (GStrv) parts = g_strsplit (act->kept != NULL ? act->kept : "", " ", -1);
  const char *refusal = act->kept != NULL ? judge_cancel (order, act) : "Status can not be set by merchant.";
  guint pieces = 0, fewer = 0;

  for (guint i = 0; i < order->entries->len; i++)
    pieces += sauda_practice_order_get_entry (order, i)->quantity;
  for (guint i = 0; refusal == NULL && parts[i] != NULL; i++) {
    guint number = 0, kept = 0;
    const SaudaPracticeEntry *entry =
      sscanf (parts[i], "%u=%u", &number, &kept) == 2 ? find_entry (order, number) : NULL;

    if (entry == NULL || kept >= entry->quantity)
      return "Attribute remainedQuantity is not valid.";
    fewer += entry->quantity - kept;
  }
  return refusal != NULL || fewer < pieces ? refusal : "Nothing would remain of the order.";
}

static void
apply_partial_cancel (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  g_auto (GStrv) parts = g_strsplit (act->kept, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    guint number = 0, kept = 0;
    SaudaPracticeEntry *entry =
      sscanf (parts[i], "%u=%u", &number, &kept) == 2 ? find_entry (order, number) : NULL;

    if (entry == NULL)
      continue;
    entry->total_price = entry->total_price * kept / entry->quantity;
    entry->weight_grams = entry->weight_grams * kept / entry->quantity;
    entry->quantity = kept;
  }
  for (guint i = order->entries->len; i-- > 0;)
    if (sauda_practice_order_get_entry (order, i)->quantity == 0)
      g_array_remove_index (order->entries, i);
}

static const char *
judge_complete (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  g_autofree char *code = sauda_practice_rules_get_code (order);

  if (has_status (order, "COMPLETED"))
    return COMPLETED_ALREADY;
  if (has_status (order, "CANCELLED") || has_status (order, "CANCELLING"))
    return CANCELLED_ALREADY;
  if (order->signature_required)
    return NOT_SIGNED;
  if (order->kaspi_delivery || !has_status (order, "ACCEPTED_BY_MERCHANT"))
    return "Order can be completed only when it is accepted and handed out by the merchant.";
  if (act->security_code == NULL)
    return WRONG_CODE;
  if (*act->security_code != '\0' && (!order->code_sent || strcmp (act->security_code, code) != 0))
    return WRONG_CODE;
  return NULL;
}

static void
apply_complete (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  order->code_sent = TRUE;
  if (*act->security_code == '\0')
    return;
  order->status = "COMPLETED";
  order->state = "ARCHIVE";
  order->completed_ms = act->received_ms;
}

static const char *
judge_arrive (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  return order->pre_order && has_status (order, "ACCEPTED_BY_MERCHANT")
           ? NULL
           : "Order is not an accepted pre-order.";
}

static void
apply_arrive (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  order->pre_order = FALSE;
}

static const char *
judge_come_back (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  if (has_status (order, "CANCELLING") || has_status (order, "KASPI_DELIVERY_RETURN_REQUESTED"))
    return NULL;
  return "Order is not on its way back.";
}

static void
apply_come_back (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  order->status = has_status (order, "CANCELLING") ? "CANCELLED" : "RETURNED";
  order->state = "ARCHIVE";
}

/* What a merchant may send (kaspi-api 3.2). */
static const Rule rules[] = {
  { "ACCEPTED_BY_MERCHANT", judge_accept, apply_accept },
  { "ASSEMBLE", judge_assemble, apply_assemble },
  { "CANCELLED", judge_cancel, apply_cancel },
  { SAUDA_PRACTICE_PARTIAL_CANCEL, judge_partial_cancel, apply_partial_cancel },
  { "COMPLETED", judge_complete, apply_complete },
  { "ARRIVED", judge_arrive, apply_arrive },
  { "ARRIVED_BACKWARD", judge_come_back, apply_come_back },
};

static const Rule *
find_rule (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].status, status) == 0)
      return &rules[i];
  return NULL;
}

/**
 * sauda_practice_rules_judge:
 * @order: as it stands
 * @act: what shall be done
 *
 * Returns: (nullable): why Kaspi refuses it, the `errors[].title` of its answer, or %NULL when it may be done
 */
const char *
sauda_practice_rules_judge (const SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  const Rule *rule = find_rule (act->status);

  return rule != NULL ? rule->judge (order, act) : "Status can not be set by merchant.";
}

/**
 * sauda_practice_rules_apply:
 * @order: what changes
 * @act: an act that was carried out
 */
void
sauda_practice_rules_apply (SaudaPracticeOrder *order, const SaudaPracticeAct *act)
{
  const Rule *rule = find_rule (act->status);

  if (rule != NULL && act->outcome == SAUDA_PRACTICE_OUTCOME_DONE)
    rule->apply (order, act);
}

/**
 * sauda_practice_rules_get_code:
 * @order: an order
 *
 * Returns: (transfer full): the code that the buyer gets: the last four digits of the order's number
 */
char *
sauda_practice_rules_get_code (const SaudaPracticeOrder *order)
{
  return g_strdup (order->code + strlen (order->code) - BUYER_CODE_DIGITS);
}
