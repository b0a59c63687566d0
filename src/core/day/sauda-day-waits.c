#include "sauda-day-waits.h"

#include "sauda-conversation.h"
#include "sauda-decisions.h"
#include "sauda-talk.h"

#include <glib/gi18n-lib.h>

/* How long an order whose status Kaspi does not tell is spoken of. */
#define DAYS_UNCLEAR 14

/* Reading them. */
typedef struct {
  SaudaConnection *connection;
  SaudaDayWaits *waits;
  SaudaDay day;
  gint64 now_ms;
  gboolean asks;  /* buyers are asked at all */
  gboolean sends; /* and Sauda itself writes to them, at this hour */
} Reading;

/* A question is opened for products with sizes alone (sauda-talk-decide.c). */
static gboolean
has_sizes (SaudaConnection *connection, const SaudaOrderInfo *order, gboolean *sized, GError **error)
{
  *sized = FALSE;
  for (guint i = 0; i < order->lines->len && !*sized; i++)
    if (!sauda_decisions_has_sizes (
          connection, ((const SaudaOrderLineInfo *) g_ptr_array_index (order->lines, i))->id, sized, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_order (Reading *reading, const SaudaOrderInfo *order, GError **error)
{
  SaudaConversationWait wait;
  gboolean sized = TRUE;

  if (!sauda_conversation_find_wait (reading->connection, order, reading->day, &wait, error))
    return FALSE;
  if (!wait.opened && wait.to_ask && reading->asks && !has_sizes (reading->connection, order, &sized, error))
    return FALSE;
  if (!wait.opened && (!reading->asks || !sized))
    return TRUE;
  if (wait.to_ask && reading->sends && order->phone != NULL)
    reading->waits->to_ask++;
  if (wait.until_ms > reading->now_ms && wait.to_ask)
    g_hash_table_add (reading->waits->unasked, g_memdup2 (&order->id, sizeof order->id));
  if (wait.until_ms > reading->now_ms)
    g_hash_table_insert (reading->waits->until, g_memdup2 (&order->id, sizeof order->id),
                         g_memdup2 (&wait.until_ms, sizeof wait.until_ms));
  return TRUE;
}

static gboolean
read_orders (Reading *reading, gboolean tomorrow, GError **error)
{
  gint64 end_ms = sauda_day_start_ms (reading->day + (tomorrow ? 2 : 1));
  g_autoptr (GPtrArray) to_accept = sauda_orders_list_to_accept (reading->connection, 0, error);
  g_autoptr (GPtrArray) to_ship =
    to_accept != NULL ? sauda_orders_list_to_ship (reading->connection, 0, reading->day, tomorrow, error)
                      : NULL;

  if (to_ship == NULL)
    return FALSE;
  for (guint i = 0; i < to_accept->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (to_accept, i);

    if (order->ship_by_ms < end_ms && !read_order (reading, order, error))
      return FALSE;
  }
  for (guint i = 0; i < to_ship->len; i++)
    if (!read_order (reading, g_ptr_array_index (to_ship, i), error))
      return FALSE;
  return TRUE;
}

/**
 * sauda_day_waits_read:
 * @connection: inside a transaction
 * @workspace: the merchant's folder
 * @day: the Almaty day that is shipped
 * @tomorrow: whether the day after is too
 * @error: return location
 *
 * Buyers whom the next press is going to ask are among them.
 *
 * Returns: (transfer full) (nullable): what is waited for, or %NULL with an error of the orders or store room
 */
SaudaDayWaits *
sauda_day_waits_read (SaudaConnection *connection,
                      SaudaWorkspace *workspace,
                      SaudaDay day,
                      gboolean tomorrow,
                      GError **error)
{
  g_autoptr (SaudaDayWaits) waits = g_new0 (SaudaDayWaits, 1);
  Reading reading = {
    .connection = connection, .waits = waits, .day = day, .now_ms = sauda_workspace_get_now (workspace)
  };
  SaudaConversationRules rules;
  SaudaWhatsappKind kind;

  waits->until = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  waits->unasked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!sauda_talk_find_kind (connection, workspace, &reading.asks, &kind, error))
    return NULL;
  sauda_conversation_rules_init (&rules, kind);
  waits->by_hand = kind == SAUDA_WHATSAPP_LINK;
  reading.sends =
    reading.asks && kind != SAUDA_WHATSAPP_LINK && !sauda_conversation_is_quiet (&rules, reading.now_ms);
  return read_orders (&reading, tomorrow, error) ? g_steal_pointer (&waits) : NULL;
}

/**
 * sauda_day_waits_free:
 * @waits: (transfer full): what is waited for
 */
void
sauda_day_waits_free (SaudaDayWaits *waits)
{
  g_clear_pointer (&waits->until, g_hash_table_unref);
  g_clear_pointer (&waits->unasked, g_hash_table_unref);
  g_free (waits);
}

/**
 * sauda_day_waits_get_until:
 * @waits: what is waited for
 * @order_id: an order
 *
 * Returns: the cut-off it waits for, UTC ms; 0 when it does not wait
 */
gint64
sauda_day_waits_get_until (const SaudaDayWaits *waits, gint64 order_id)
{
  const gint64 *until = g_hash_table_lookup (waits->until, &order_id);

  return until != NULL ? *until : 0;
}

/**
 * sauda_day_waits_is_unasked:
 * @waits: what is waited for
 * @order_id: an order
 *
 * Returns: whether it waits, and nobody has asked its buyer
 */
gboolean
sauda_day_waits_is_unasked (const SaudaDayWaits *waits, gint64 order_id)
{
  return g_hash_table_contains (waits->unasked, &order_id);
}

/**
 * sauda_day_waits_format_time:
 * @until_ms: a cut-off, UTC ms
 * @today: the Almaty day it is
 *
 * Returns: (transfer full): "15:00", with its day when that is not @today
 */
char *
sauda_day_waits_format_time (gint64 until_ms, SaudaDay today)
{
  SaudaDay day = sauda_day_from_ms (until_ms);
  g_autofree char *clock = sauda_time_format_clock (until_ms);
  g_autofree char *date = day != today ? sauda_day_format_short (day) : NULL;

  return date != NULL ? g_strdup_printf ("%s %s", date, clock) : g_steal_pointer (&clock);
}

/**
 * sauda_day_waits_describe_count:
 * @n: how many orders wait
 * @until_ms: the last cut-off that one of them waits for, UTC ms
 * @today: the Almaty day it is
 *
 * Returns: (transfer full): a sentence: how many are not due yet
 */
char *
sauda_day_waits_describe_count (guint n, gint64 until_ms, SaudaDay today)
{
  g_autofree char *time = sauda_day_waits_format_time (until_ms, today);

  return g_strdup_printf (
    ngettext ("%u order waits for its buyer until %s.", "%u orders wait for their buyers until %s.", n), n,
    time);
}

/**
 * sauda_day_waits_describe_unasked:
 * @waits: what is waited for
 * @n: how many orders wait whose buyers nobody has asked yet
 * @until_ms: the last cut-off that one of them waits for, UTC ms
 * @today: the Almaty day it is
 *
 * Returns: (transfer full): a sentence: that they are to be asked, and by whom
 */
char *
sauda_day_waits_describe_unasked (const SaudaDayWaits *waits, guint n, gint64 until_ms, SaudaDay today)
{
  g_autofree char *time = sauda_day_waits_format_time (until_ms, today);

  return g_strdup_printf (
    waits->by_hand ? ngettext ("%u order waits until %s: write to its buyer on the page Conversations.",
                               "%u orders wait until %s: write to their buyers on the page Conversations.", n)
                   : ngettext ("%u order waits until %s: its buyer has not been asked yet.",
                               "%u orders wait until %s: their buyers have not been asked yet.", n),
    n, time);
}

/**
 * sauda_day_waits_describe:
 * @until_ms: the cut-off an order waits for, UTC ms
 * @today: the Almaty day it is
 *
 * Returns: (transfer full): a sentence: why it does not ship yet
 */
char *
sauda_day_waits_describe (gint64 until_ms, SaudaDay today)
{
  g_autofree char *time = sauda_day_waits_format_time (until_ms, today);

  return g_strdup_printf (_ ("Waiting for the buyer until %s."), time);
}

/**
 * sauda_day_waits_is_unclear:
 * @order: an order
 * @day: an Almaty day
 *
 * Returns: whether it was due on the day, or in the two weeks before, and Kaspi's words do not tell what to
 * do with it
 */
gboolean
sauda_day_waits_is_unclear (const SaudaOrderInfo *order, SaudaDay day)
{
  SaudaDay planned =
    order->planned_handover_ms > 0 ? sauda_day_from_ms (order->planned_handover_ms) : SAUDA_DAY_NONE;

  return order->stage == SAUDA_STAGE_UNKNOWN && planned != SAUDA_DAY_NONE && planned <= day &&
         planned > day - DAYS_UNCLEAR && g_strcmp0 (order->state, "ARCHIVE") != 0;
}
