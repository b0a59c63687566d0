#include "sauda-ship-by.h"

#include "sauda-time.h"

#include <glib/gi18n-lib.h>

#define MS_PER_MINUTE (G_GINT64_CONSTANT (60000))
#define MINUTES_PER_HOUR 60
#define MINUTES_PER_DAY 1440
#define SOON_MS (180 * MS_PER_MINUTE)

static char *
format_span (gint64 minutes)
{
  if (minutes >= 2 * MINUTES_PER_DAY) {
    guint days = (guint) (minutes / MINUTES_PER_DAY);

    return g_strdup_printf (ngettext ("%u day", "%u days", days), days);
  }
  if (minutes >= 10 * MINUTES_PER_HOUR)
    /* Translators: hours, short */
    return g_strdup_printf (_ ("%u h"), (guint) (minutes / MINUTES_PER_HOUR));
  if (minutes >= MINUTES_PER_HOUR)
    /* Translators: hours and minutes, short */
    return g_strdup_printf (_ ("%u h %02u min"), (guint) (minutes / MINUTES_PER_HOUR),
                            (guint) (minutes % MINUTES_PER_HOUR));
  /* Translators: minutes, short */
  return g_strdup_printf (_ ("%u min"), (guint) minutes);
}

/**
 * sauda_ship_by_is_open:
 * @stage: stage of an order
 *
 * Returns: whether the merchant still has to hand the order over
 */
gboolean
sauda_ship_by_is_open (SaudaStage stage)
{
  return stage == SAUDA_STAGE_NEW || stage == SAUDA_STAGE_SIGNING || stage == SAUDA_STAGE_PREORDER ||
         stage == SAUDA_STAGE_PACKING || stage == SAUDA_STAGE_HANDOVER;
}

/**
 * sauda_ship_by_get_urgency:
 * @line: a line of an order
 * @now_ms: the time, UTC ms
 *
 * What only waits for the courier is calm after the cut-off too: the merchant is through with it. Late are
 * the orders that sauda_order_is_overdue() counts.
 *
 * Returns: how urgent it is
 */
SaudaUrgency
sauda_ship_by_get_urgency (SaudaOrderLine *line, gint64 now_ms)
{
  SaudaOrder *order = sauda_order_line_get_order (line);
  SaudaStage stage = sauda_order_get_stage (order);
  gint64 ship_by_ms = sauda_order_get_ship_by_ms (order);

  if (ship_by_ms <= 0 || !sauda_ship_by_is_open (stage))
    return SAUDA_URGENCY_NONE;
  /* It waits for a signature or for goods, not for the merchant. */
  if (ship_by_ms < now_ms && (stage == SAUDA_STAGE_SIGNING || stage == SAUDA_STAGE_PREORDER))
    return SAUDA_URGENCY_NONE;
  if (sauda_day_from_ms (ship_by_ms) < sauda_day_from_ms (now_ms))
    return SAUDA_URGENCY_LATE;
  if (ship_by_ms < now_ms)
    return stage == SAUDA_STAGE_HANDOVER ? SAUDA_URGENCY_NONE : SAUDA_URGENCY_PAST;
  return ship_by_ms - now_ms < SOON_MS ? SAUDA_URGENCY_SOON : SAUDA_URGENCY_CALM;
}

/**
 * sauda_ship_by_format:
 * @line: a line of an order
 * @now_ms: the time, UTC ms
 *
 * Returns: (transfer full): how long there is to hand the order over; the day alone when it is handed over,
 * or waits for the courier after the cut-off; nothing when no time is known
 */
char *
sauda_ship_by_format (SaudaOrderLine *line, gint64 now_ms)
{
  gint64 ship_by_ms = sauda_order_get_ship_by_ms (sauda_order_line_get_order (line));
  SaudaUrgency urgency = sauda_ship_by_get_urgency (line, now_ms);
  g_autofree char *span = NULL;

  if (ship_by_ms <= 0)
    return g_strdup ("");
  if (urgency == SAUDA_URGENCY_NONE)
    return sauda_day_format_short (sauda_day_from_ms (ship_by_ms));
  span = format_span (ABS (ship_by_ms - now_ms) / MS_PER_MINUTE);
  if (urgency == SAUDA_URGENCY_PAST)
    /* Translators: how long ago an order was to be ready for the courier, who comes today */
    return g_strdup_printf (_ ("%s ago"), span);
  /* Translators: how long an order is late, and how long there is until it must be handed over */
  return g_strdup_printf (urgency == SAUDA_URGENCY_LATE ? _ ("late by %s") : _ ("in %s"), span);
}
