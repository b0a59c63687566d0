#include "sauda-rehearsal.h"

#include "sauda-act-kind.h"
#include "sauda-connection.h"

#include <glib/gi18n-lib.h>

/* When each order came to a stage, and when it left it, out of its history; ?1 and ?2 are the day's bounds,
 * ?3 the stage, ?4 the kind of act, ?5 the day. */
#define HISTORY                                                                                              \
  "WITH came AS (SELECT order_id, min (at_ms) AS at_ms FROM order_event WHERE kind = 'stage' AND after = ?3" \
  " GROUP BY order_id),"                                                                                     \
  " gone AS (SELECT order_id, min (at_ms) AS at_ms, after FROM order_event WHERE kind = 'stage'"             \
  " AND before = ?3 GROUP BY order_id)"                                                                      \
  " SELECT store.name, orders.code,"                                                                         \
  " EXISTS (SELECT 1 FROM outbox_act WHERE outbox_act.store_id = orders.store_id AND target = orders.code"   \
  " AND kind = ?4 AND outbox_act.state = 'verified' AND settled_ms >= ?1 AND settled_ms < ?2) AS was_done,"  \
  " came.at_ms < ?2 AND (gone.at_ms IS NULL OR gone.at_ms >= ?1)"                                            \
  " AND NOT (gone.at_ms IS NOT NULL AND gone.at_ms < ?2 AND gone.after IN ('cancelled', 'cancelling'))"      \
  " AND orders.kaspi_id IS NOT NULL AND coalesce (orders.hold_until, 0) <= ?5 AND "

#define JOINS                                                                                                \
  " AS was_due, gone.at_ms IS NOT NULL AND gone.at_ms >= ?1 AND gone.at_ms < ?2 AS has_gone"                 \
  " FROM orders JOIN store ON store.id = orders.store_id"                                                    \
  " LEFT JOIN came ON came.order_id = orders.id LEFT JOIN gone ON gone.order_id = orders.id"                 \
  " WHERE was_done OR was_due ORDER BY store.name, orders.code"

static const struct {
  const char *kind;
  const char *stage;
  const char *query;
} kinds[] = {
  { SAUDA_ACT_ACCEPT, "new", HISTORY "1" JOINS },
  { SAUDA_ACT_ASSEMBLE, "packing",
    HISTORY "orders.kaspi_delivery AND NOT orders.signature_required AND NOT orders.imei_required AND NOT "
            "orders.pre_order AND coalesce (orders.planned_handover_ms, 0) < ?2" JOINS },
};

static void
difference_free (gpointer data)
{
  SaudaRehearsalDifference *difference = data;

  g_free (difference->store);
  g_free (difference->code);
  g_free (difference->reason);
  g_free (difference);
}

static void
add_difference (SaudaRehearsal *rehearsal, SaudaStatement *row, const char *kind)
{
  SaudaRehearsalDifference *difference = g_new0 (SaudaRehearsalDifference, 1);

  difference->store = g_strdup (sauda_statement_get_text (row, 0));
  difference->code = g_strdup (sauda_statement_get_text (row, 1));
  difference->kind = kind;
  difference->done = sauda_statement_get_int64 (row, 2) != 0;
  difference->reason = g_strdup (
    difference->done                          ? _ ("It was done, although the day would not have done it.")
    : sauda_statement_get_int64 (row, 4) != 0 ? _ ("It was done elsewhere, such as in the merchant cabinet.")
                                              : _ ("It was due, and was not done."));
  g_ptr_array_add (rehearsal->differences, difference);
}

static gboolean
compare (SaudaConnection *connection, SaudaRehearsal *rehearsal, guint index, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (connection, kinds[index].query, error);
  SaudaRehearsalCount *count = &rehearsal->counts[index];
  gboolean row = TRUE;

  if (list == NULL)
    return FALSE;
  count->kind = kinds[index].kind;
  sauda_statement_bind_int64 (list, 1, sauda_day_start_ms (rehearsal->day));
  sauda_statement_bind_int64 (list, 2, sauda_day_start_ms (rehearsal->day + 1));
  sauda_statement_bind_text (list, 3, kinds[index].stage);
  sauda_statement_bind_text (list, 4, kinds[index].kind);
  sauda_statement_bind_int64 (list, 5, rehearsal->day);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (!row)
      break;
    count->done += sauda_statement_get_int64 (list, 2) != 0;
    count->expected += sauda_statement_get_int64 (list, 3) != 0;
    if ((sauda_statement_get_int64 (list, 2) != 0) != (sauda_statement_get_int64 (list, 3) != 0))
      add_difference (rehearsal, list, kinds[index].kind);
  }
  return TRUE;
}

static gboolean
count_labels (SaudaConnection *connection, SaudaRehearsal *rehearsal, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (
    connection,
    "SELECT count (*), count (waybill.id), coalesce (sum (waybill.pages), 0) FROM outbox_act"
    " JOIN orders ON orders.store_id = outbox_act.store_id AND orders.code = outbox_act.target"
    " LEFT JOIN waybill ON waybill.order_id = orders.id"
    " WHERE outbox_act.kind = 'assemble' AND outbox_act.state = 'verified' AND settled_ms >= ? AND "
    "settled_ms "
    "< ?",
    error);
  gboolean row = FALSE;

  if (count == NULL)
    return FALSE;
  sauda_statement_bind_int64 (count, 1, sauda_day_start_ms (rehearsal->day));
  sauda_statement_bind_int64 (count, 2, sauda_day_start_ms (rehearsal->day + 1));
  if (!sauda_statement_step (count, &row, error))
    return FALSE;
  rehearsal->orders = (guint) sauda_statement_get_int64 (count, 0);
  rehearsal->labels = (guint) sauda_statement_get_int64 (count, 1);
  rehearsal->pages = (guint) sauda_statement_get_int64 (count, 2);
  return TRUE;
}

/**
 * sauda_rehearsal_free:
 * @rehearsal: (nullable): a rehearsal
 */
void
sauda_rehearsal_free (SaudaRehearsal *rehearsal)
{
  if (rehearsal == NULL)
    return;
  g_ptr_array_unref (rehearsal->differences);
  g_free (rehearsal);
}

/**
 * sauda_rehearsal_read:
 * @connection: inside a transaction
 * @day: an Almaty day
 * @error: return location
 *
 * Works out from the history of the orders what the day had to accept and to assemble, and compares it with
 * the ledger. Sends nothing and changes nothing (product.md 5).
 *
 * Returns: (transfer full) (nullable): the rehearsal, or %NULL with an error of the database
 */
SaudaRehearsal *
sauda_rehearsal_read (SaudaConnection *connection, SaudaDay day, GError **error)
{
  g_autoptr (SaudaRehearsal) rehearsal = g_new0 (SaudaRehearsal, 1);

  rehearsal->day = day;
  rehearsal->differences = g_ptr_array_new_with_free_func (difference_free);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!compare (connection, rehearsal, i, error))
      return NULL;
  return count_labels (connection, rehearsal, error) ? g_steal_pointer (&rehearsal) : NULL;
}
