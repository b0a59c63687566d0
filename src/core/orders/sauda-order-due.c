#include "sauda-order-due.h"

static gboolean
is_here (SaudaOrder *self)
{
  SaudaStage stage = sauda_order_get_stage (self);

  return sauda_order_get_kaspi_delivery (self) &&
         (stage == SAUDA_STAGE_NEW || stage == SAUDA_STAGE_PACKING || stage == SAUDA_STAGE_HANDOVER);
}

/* Planned before the beginning of @day. */
static gboolean
is_due_before (SaudaOrder *self, SaudaDay day, SaudaDay today)
{
  return is_here (self) && !sauda_order_get_signature_required (self) && !sauda_order_is_held (self, today) &&
         sauda_order_get_planned_handover_ms (self) < sauda_day_start_ms (day);
}

/**
 * sauda_order_is_held:
 * @self: an order
 * @today: an Almaty day
 *
 * Returns: whether a person keeps it back until a later day
 */
gboolean
sauda_order_is_held (SaudaOrder *self, SaudaDay today)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return sauda_order_get_hold_until (self) > today;
}

/**
 * sauda_order_is_to_ship:
 * @self: an order
 * @today: an Almaty day
 *
 * Returns: whether it is still here, and due until the end of @today; new ones, which are to be accepted
 * first, too
 */
gboolean
sauda_order_is_to_ship (SaudaOrder *self, SaudaDay today)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return is_due_before (self, today + 1, today);
}

/**
 * sauda_order_is_overdue:
 * @self: an order
 * @today: an Almaty day
 *
 * What only waits for today's courier is not, whatever the time.
 *
 * Returns: whether it is still here though it was to be handed over before @today
 */
gboolean
sauda_order_is_overdue (SaudaOrder *self, SaudaDay today)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return sauda_order_get_planned_handover_ms (self) > 0 && is_due_before (self, today, today);
}
