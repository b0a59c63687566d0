#include "sauda-stage.h"

#include "sauda-text.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  const char *title;
} stages[SAUDA_N_STAGES] = {
  [SAUDA_STAGE_NEW] = { "new", N_ ("New") },
  [SAUDA_STAGE_SIGNING] = { "signing", N_ ("To be signed") },
  [SAUDA_STAGE_PREORDER] = { "preorder", N_ ("Pre-order") },
  [SAUDA_STAGE_PACKING] = { "packing", N_ ("Packing") },
  [SAUDA_STAGE_HANDOVER] = { "handover", N_ ("Waits for the courier") },
  [SAUDA_STAGE_DELIVERY] = { "delivery", N_ ("Handed over") },
  [SAUDA_STAGE_PICKUP] = { "pickup", N_ ("Own pickup") },
  [SAUDA_STAGE_OWN_DELIVERY] = { "own-delivery", N_ ("Own delivery") },
  [SAUDA_STAGE_CANCELLING] = { "cancelling", N_ ("Being cancelled") },
  [SAUDA_STAGE_CANCELLED] = { "cancelled", N_ ("Cancelled") },
  [SAUDA_STAGE_RETURN_REQUESTED] = { "return-requested", N_ ("Return requested") },
  [SAUDA_STAGE_RETURNED] = { "returned", N_ ("Returned") },
  [SAUDA_STAGE_COMPLETED] = { "completed", N_ ("Completed") },
  [SAUDA_STAGE_UNKNOWN] = { "unknown", N_ ("Unclear") },
};

/* Statuses after which the state does not matter (kaspi-api 3.1). */
static const struct {
  const char *status;
  SaudaStage stage;
} final_statuses[] = {
  { "CANCELLED", SAUDA_STAGE_CANCELLED },
  { "CANCELLING", SAUDA_STAGE_CANCELLING },
  { "COMPLETED", SAUDA_STAGE_COMPLETED },
  { "RETURNED", SAUDA_STAGE_RETURNED },
  { "KASPI_DELIVERY_RETURN_REQUESTED", SAUDA_STAGE_RETURN_REQUESTED },
  { "RETURN_REQUESTED", SAUDA_STAGE_RETURN_REQUESTED },
  { "RETURN_ACCEPTED_BY_MERCHANT", SAUDA_STAGE_RETURN_REQUESTED },
};

/* The cabinet's words (kaspi-api 9.1). Own delivery and own pickup are told apart by the way of delivery. */
static const struct {
  const char *text;
  const char *state;
  const char *status;
  SaudaFact pre_order;
  gboolean handed_over;
} exports[] = {
  { "Новый", "NEW", "APPROVED_BY_BANK", SAUDA_FACT_UNKNOWN, FALSE },
  { "Принят партнером", NULL, "ACCEPTED_BY_MERCHANT", SAUDA_FACT_UNKNOWN, FALSE },
  { "В пути", "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", SAUDA_FACT_YES, FALSE },
  { "Ожидает передачи курьеру", "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", SAUDA_FACT_UNKNOWN, FALSE },
  { "Передан курьеру", "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", SAUDA_FACT_UNKNOWN, TRUE },
  { "Ожидает отмены", "KASPI_DELIVERY", "CANCELLING", SAUDA_FACT_UNKNOWN, FALSE },
  { "Выдан", "ARCHIVE", "COMPLETED", SAUDA_FACT_UNKNOWN, FALSE },
  { "Отменен", "ARCHIVE", "CANCELLED", SAUDA_FACT_UNKNOWN, FALSE },
  { "Возврат", "ARCHIVE", "RETURNED", SAUDA_FACT_UNKNOWN, FALSE },
};

static gboolean
is (const char *word, const char *wanted)
{
  return g_strcmp0 (word, wanted) == 0;
}

/* API words and the export's own: DELIVERY_PICKUP, DELIVERY_REGIONAL_PICKUP, Самовывоз (межгород). */
static gboolean
is_pickup (const char *delivery_mode)
{
  return delivery_mode != NULL &&
         (g_str_has_suffix (delivery_mode, "PICKUP") || g_str_has_prefix (delivery_mode, "Самовывоз"));
}

/* What the merchant does with it himself. */
static SaudaStage
derive_own (const SaudaStageFacts *facts)
{
  if (is (facts->state, "PICKUP"))
    return SAUDA_STAGE_PICKUP;
  if (is (facts->state, "DELIVERY"))
    return SAUDA_STAGE_OWN_DELIVERY;
  if (facts->state != NULL && !is (facts->state, "KASPI_DELIVERY"))
    return SAUDA_STAGE_UNKNOWN;
  if (facts->delivery_mode == NULL)
    return SAUDA_STAGE_UNKNOWN;
  return is_pickup (facts->delivery_mode) ? SAUDA_STAGE_PICKUP : SAUDA_STAGE_OWN_DELIVERY;
}

/* The sub-stages of Kaspi Delivery (kaspi-api 3.3, 3a). */
static SaudaStage
derive_kaspi_delivery (const SaudaStageFacts *facts)
{
  gboolean assembled =
    facts->assembled == SAUDA_FACT_YES || (facts->assembled == SAUDA_FACT_UNKNOWN && facts->has_waybill);

  if (!is (facts->state, "KASPI_DELIVERY") && !is (facts->state, "PICKUP") && !is (facts->state, "DELIVERY"))
    return SAUDA_STAGE_UNKNOWN;
  if (assembled)
    return SAUDA_STAGE_HANDOVER;
  if (facts->pre_order == SAUDA_FACT_YES && !is (facts->status, "ARRIVED"))
    return SAUDA_STAGE_PREORDER;
  return SAUDA_STAGE_PACKING;
}

/**
 * sauda_stage_get_name:
 * @stage: a stage
 *
 * Returns: (not nullable): its stable name, for the command line and the database
 */
const char *
sauda_stage_get_name (SaudaStage stage)
{
  g_return_val_if_fail (stage < SAUDA_N_STAGES, "unknown");
  return stages[stage].name;
}

/**
 * sauda_stage_get_title:
 * @stage: a stage
 *
 * Returns: (not nullable): its translated title
 */
const char *
sauda_stage_get_title (SaudaStage stage)
{
  g_return_val_if_fail (stage < SAUDA_N_STAGES, "");
  return _ (stages[stage].title);
}

/**
 * sauda_stage_get_reason:
 * @stage: a stage
 *
 * Returns: (not nullable): its title as it is kept for readers of any language, see sauda_reason_show()
 */
const char *
sauda_stage_get_reason (SaudaStage stage)
{
  g_return_val_if_fail (stage < SAUDA_N_STAGES, "");
  return stages[stage].title;
}

/**
 * sauda_stage_from_name:
 * @name: (nullable): a stable name
 * @stage: (out): the stage
 *
 * Returns: %FALSE when there is no such stage
 */
gboolean
sauda_stage_from_name (const char *name, SaudaStage *stage)
{
  for (guint i = 0; i < SAUDA_N_STAGES; i++) {
    if (is (name, stages[i].name)) {
      *stage = (SaudaStage) i;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * sauda_stage_derive:
 * @facts: what is known of an order
 *
 * Kaspi keeps one status from acceptance to delivery; where the order really is follows from state, status
 * and flags together (kaspi-api 3.3).
 *
 * Returns: the stage; %SAUDA_STAGE_UNKNOWN when the facts do not tell
 */
SaudaStage
sauda_stage_derive (const SaudaStageFacts *facts)
{
  for (gsize i = 0; i < G_N_ELEMENTS (final_statuses); i++)
    if (is (facts->status, final_statuses[i].status))
      return final_statuses[i].stage;
  if (is (facts->state, "ARCHIVE"))
    return SAUDA_STAGE_UNKNOWN;
  if (is (facts->status, "APPROVED_BY_BANK"))
    return is (facts->state, "SIGN_REQUIRED") ? SAUDA_STAGE_SIGNING : SAUDA_STAGE_NEW;
  if (!is (facts->status, "ACCEPTED_BY_MERCHANT") && !is (facts->status, "ARRIVED"))
    return SAUDA_STAGE_UNKNOWN;
  if (facts->handed_over)
    return SAUDA_STAGE_DELIVERY;
  if (is (facts->state, "SIGN_REQUIRED") || facts->signature_required == SAUDA_FACT_YES)
    return SAUDA_STAGE_SIGNING;
  if (facts->kaspi_delivery == SAUDA_FACT_YES ||
      (facts->kaspi_delivery == SAUDA_FACT_UNKNOWN && is (facts->state, "KASPI_DELIVERY")))
    return derive_kaspi_delivery (facts);
  return derive_own (facts);
}

/**
 * sauda_stage_may:
 * @facts: what is known of an order
 * @act: what the merchant wants
 *
 * The table of kaspi-api 3.2: what Kaspi takes, and nothing that it would refuse or that could do harm twice.
 *
 * Returns: whether @act makes sense now
 */
gboolean
sauda_stage_may (const SaudaStageFacts *facts, SaudaStageAct act)
{
  SaudaStage stage = sauda_stage_derive (facts);

  switch (act) {
  case SAUDA_STAGE_ACT_ACCEPT:
    return stage == SAUDA_STAGE_NEW && is (facts->state, "NEW");
  case SAUDA_STAGE_ACT_ASSEMBLE:
    return stage == SAUDA_STAGE_PACKING && is (facts->state, "KASPI_DELIVERY") && !facts->has_waybill;
  case SAUDA_STAGE_ACT_COMPLETE:
    return stage == SAUDA_STAGE_PICKUP || stage == SAUDA_STAGE_OWN_DELIVERY;
  case SAUDA_STAGE_ACT_CANCEL:
    return (is (facts->status, "APPROVED_BY_BANK") || is (facts->status, "ACCEPTED_BY_MERCHANT")) &&
           facts->assembled != SAUDA_FACT_YES && !facts->has_waybill && !facts->handed_over;
  case SAUDA_STAGE_ACT_ARRIVED:
    return stage == SAUDA_STAGE_PREORDER;
  case SAUDA_STAGE_ACT_ARRIVED_BACKWARD:
    return is (facts->status, "CANCELLING") || is (facts->status, "KASPI_DELIVERY_RETURN_REQUESTED");
  default:
    return FALSE;
  }
}

/**
 * sauda_stage_read_export:
 * @status_text: (nullable): «Статус» of a spreadsheet of the cabinet, in any case
 * @delivery_text: (nullable): «Способ доставки»
 * @kaspi_delivery: whether «Курьерская служба» names a courier
 * @status: (out): the same in the API's words
 *
 * Without a courier an order waits for the buyer or for the merchant's own car, whatever its status says.
 * «Принят партнером» with a courier does not tell where the order is: the state stays unknown.
 *
 * Returns: %FALSE when the word is not known; then @status says nothing
 */
gboolean
sauda_stage_read_export (const char *status_text,
                         const char *delivery_text,
                         gboolean kaspi_delivery,
                         SaudaExportStatus *status)
{
  g_autofree char *wanted = sauda_text_search_key (status_text);

  *status = (SaudaExportStatus){ NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (exports); i++) {
    g_autofree char *key = sauda_text_search_key (exports[i].text);
    gboolean open = is (exports[i].status, "ACCEPTED_BY_MERCHANT");

    if (!g_str_equal (key, wanted))
      continue;
    status->status = exports[i].status;
    status->state = exports[i].state;
    status->pre_order = exports[i].pre_order;
    status->handed_over = exports[i].handed_over;
    if (open && !kaspi_delivery)
      status->state = is_pickup (delivery_text) ? "PICKUP" : "DELIVERY";
    return TRUE;
  }
  return FALSE;
}
