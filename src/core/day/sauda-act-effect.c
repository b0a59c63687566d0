#include "sauda-act-effect.h"

#include "sauda-act-kind.h"
#include "sauda-act-payload.h"

static gboolean
has_status (const SaudaKaspiOrder *order, const char *status)
{
  return g_strcmp0 (order->status, status) == 0;
}

static gboolean
is_cancelled (const SaudaKaspiOrder *order)
{
  return has_status (order, "CANCELLED") || has_status (order, "CANCELLING");
}

static const SaudaKaspiEntry *
find_entry (const SaudaKaspiOrder *order, const char *id)
{
  for (guint i = 0; i < order->entries->len; i++) {
    const SaudaKaspiEntry *entry = g_ptr_array_index (order->entries, i);

    if (g_strcmp0 (entry->id, id) == 0)
      return entry;
  }
  return NULL;
}

/* A line that is gone proves something only when Kaspi tells the other lines. */
static gboolean
lines_are_removed (const SaudaAct *act, const SaudaKaspiOrder *order)
{
  g_autoptr (SaudaActPayload) payload = sauda_act_payload_read (act->payload);

  if (payload == NULL || payload->removals == NULL)
    return FALSE;
  for (guint i = 0; i < payload->removals->len; i++) {
    const SaudaActRemoval *removal = g_ptr_array_index (payload->removals, i);
    const SaudaKaspiEntry *entry = find_entry (order, removal->entry_id);

    if (entry == NULL && (removal->quantity > 0 || order->entries->len == 0))
      return FALSE;
    if (entry != NULL && (entry->quantity > removal->quantity ||
                          (removal->weight >= 0 && entry->weight > (double) removal->weight)))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_act_shows_effect:
 * @act: an act that was sent
 * @order: its order as Kaspi shows it now
 *
 * Returns: whether the order has what the act was for (kaspi-api 3.2)
 */
gboolean
sauda_act_shows_effect (const SaudaAct *act, const SaudaKaspiOrder *order)
{
  const SaudaActKind *kind = sauda_act_kind_find (act->kind);

  if (kind == NULL)
    return FALSE;
  switch (kind->stage_act) {
  case SAUDA_STAGE_ACT_ACCEPT:
    return !has_status (order, "APPROVED_BY_BANK") && !has_status (order, "CANCELLED");
  case SAUDA_STAGE_ACT_ASSEMBLE:
    return order->assembled || order->handed_over_ms > 0;
  case SAUDA_STAGE_ACT_CANCEL:
    return is_cancelled (order) || (kind->status == NULL && lines_are_removed (act, order));
  case SAUDA_STAGE_ACT_ARRIVED:
    return !order->pre_order || has_status (order, "ARRIVED") || order->assembled;
  case SAUDA_STAGE_ACT_ARRIVED_BACKWARD:
    return has_status (order, "CANCELLED") || has_status (order, "RETURNED") ||
           has_status (order, "RETURN_ACCEPTED_BY_MERCHANT");
  case SAUDA_STAGE_ACT_COMPLETE:
    return has_status (order, "COMPLETED");
  default:
    return FALSE;
  }
}
