#include "sauda-store-merge.h"

#include "sauda-alerts.h"
#include "sauda-card-store.h"
#include "sauda-connection.h"
#include "sauda-day-error.h"
#include "sauda-order-store.h"
#include "sauda-outbox-store.h"
#include "sauda-price-list-publish.h"
#include "sauda-print-queue.h"
#include "sauda-store-move.h"
#include "sauda-store-rows.h"

#include <glib/gi18n-lib.h>

/* So many numbers of orders stand in a sentence. */
#define NAMED 3

/* Orders that both have, where something hangs on the one that would go: an act, a label, a movement of the
 * stock, a question to the buyer, or what a person typed. */
#define HELD_TWINS                                                                                           \
  "SELECT goes.code FROM orders AS goes JOIN orders AS stays ON stays.store_id = ?2 AND stays.code = "       \
  "goes.code"                                                                                                \
  " WHERE goes.store_id = ?1 AND (goes.note <> '' OR goes.tags <> '' OR goes.hold_until IS NOT NULL"         \
  " OR EXISTS (SELECT 1 FROM outbox_act WHERE store_id = ?1 AND target = goes.code)"                         \
  " OR EXISTS (SELECT 1 FROM waybill WHERE order_id = goes.id)"                                              \
  " OR EXISTS (SELECT 1 FROM question WHERE order_id = goes.id AND asked_ms IS NOT NULL)"                    \
  " OR EXISTS (SELECT 1 FROM order_line AS line WHERE line.order_id = goes.id AND (line.decided_size IS "    \
  "NOT NULL"                                                                                                 \
  "  OR EXISTS (SELECT 1 FROM stock_movement WHERE line_id = line.id)"                                       \
  "  OR EXISTS (SELECT 1 FROM stock_question WHERE line_id = line.id))))"                                    \
  " ORDER BY goes.code"

/**
 * sauda_store_merge_free:
 * @merge: (transfer full) (nullable): what would move
 */
void
sauda_store_merge_free (SaudaStoreMerge *merge)
{
  if (merge == NULL)
    return;
  sauda_store_info_free (merge->from);
  sauda_store_info_free (merge->into);
  g_free (merge->obstacle);
  g_free (merge->from_place);
  g_free (merge->into_place);
  g_clear_pointer (&merge->twins, g_ptr_array_unref);
  g_free (merge);
}

static gboolean
count (SaudaConnection *connection,
       const char *sql,
       const SaudaStoreMerge *merge,
       guint *number,
       GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);
  gint64 found;

  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, merge->from->id);
  sauda_statement_bind_int64 (statement, 2, merge->into->id);
  if (!sauda_statement_read_number (statement, &found, error))
    return FALSE;
  *number = (guint) found;
  return TRUE;
}

static gboolean
count_all (SaudaConnection *connection, SaudaStoreMerge *merge, GError **error)
{
  const struct {
    const char *sql;
    guint *number;
  } counts[] = {
    { "SELECT count (*) FROM orders WHERE store_id = ?1 AND ?1 <> ?2", &merge->orders },
    { "SELECT count (*) FROM orders AS goes JOIN orders AS stays ON stays.store_id = ?2 AND stays.code = "
      "goes.code"
      " WHERE goes.store_id = ?1",
      &merge->same_orders },
    { "SELECT count (*) FROM offer WHERE store_id = ?1 AND ?1 <> ?2", &merge->offers },
    { "SELECT count (*) FROM price_list WHERE store_id = ?1 AND ?1 <> ?2", &merge->lists },
    { "SELECT count (*) FROM warehouse WHERE store_id = ?1 AND ?1 <> ?2", &merge->warehouses },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!count (connection, counts[i].sql, merge, counts[i].number, error))
      return FALSE;
  return TRUE;
}

/* Acts that Kaspi may still answer are those of the account that they were sent with. */
static gboolean
look_for_acts (SaudaConnection *connection, SaudaStoreMerge *merge, GError **error)
{
  guint acts;

  if (!count (connection,
              "SELECT count (*) FROM outbox_act WHERE store_id = ?1 AND ?1 <> ?2"
              " AND state IN ('approved', 'sending', 'accepted', 'unknown')",
              merge, &acts, error))
    return FALSE;
  if (acts > 0)
    merge->obstacle = g_strdup_printf (
      ngettext (
        "%u act of “%s” is not settled yet. Look at the ledger, wait until it is, then merge again.",
        "%u acts of “%s” are not settled yet. Look at the ledger, wait until they are, then merge again.",
        acts),
      acts, merge->from->name);
  return TRUE;
}

static gboolean
look_for_held_twins (SaudaConnection *connection, SaudaStoreMerge *merge, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (connection, HELD_TWINS, error);
  g_autoptr (GString) codes = g_string_new (NULL);
  gboolean row = TRUE;
  guint found = 0;

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_int64 (list, 1, merge->from->id);
  sauda_statement_bind_int64 (list, 2, merge->into->id);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (row && ++found <= NAMED)
      g_string_append_printf (codes, "%s%s", found > 1 ? ", " : "", sauda_statement_get_text (list, 0));
  }
  if (found > NAMED)
    g_string_append (codes, " …");
  if (found > 0)
    merge->obstacle = g_strdup_printf (
      ngettext (
        "%u order is in both stores, and work was done on the one of “%s”: %s. Take back the import that "
        "brought it twice, or merge the other way round.",
        "%u orders are in both stores, and work was done on those of “%s”: %s. Take back the import that "
        "brought them twice, or merge the other way round.",
        found),
      found, merge->from->name, codes->str);
  return TRUE;
}

static gboolean
look_for_obstacles (SaudaConnection *connection, SaudaStoreMerge *merge, GError **error)
{
  if (merge->from->id == merge->into->id)
    merge->obstacle = g_strdup (_ ("Choose two different stores."));
  else if (merge->from->merchant_id != NULL && merge->into->merchant_id != NULL)
    merge->obstacle = g_strdup_printf (
      _ ("“%s” has the merchant ID %s and “%s” has %s: two accounts at Kaspi stay two stores. If one of the "
         "IDs is wrong, correct it first."),
      merge->from->name, merge->from->merchant_id, merge->into->name, merge->into->merchant_id);
  if (merge->obstacle == NULL && !look_for_acts (connection, merge, error))
    return FALSE;
  return merge->obstacle != NULL || look_for_held_twins (connection, merge, error);
}

/**
 * sauda_store_merge_look:
 * @connection: inside a transaction
 * @from: name of the store that becomes a part of @into
 * @into: name of another one
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what would move, and what stands in the way; %NULL with
 *   %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
SaudaStoreMerge *
sauda_store_merge_look (SaudaConnection *connection, const char *from, const char *into, GError **error)
{
  g_autoptr (SaudaStoreMerge) merge = g_new0 (SaudaStoreMerge, 1);

  merge->from = sauda_stores_find (connection, from, error);
  if (merge->from == NULL)
    return NULL;
  merge->into = sauda_stores_find (connection, into, error);
  if (merge->into == NULL || !count_all (connection, merge, error) ||
      !look_for_obstacles (connection, merge, error) ||
      !sauda_price_list_get_place (connection, merge->from->name, &merge->from_place, error) ||
      !sauda_price_list_get_place (connection, merge->into->name, &merge->into_place, error))
    return NULL;
  merge->twins = sauda_store_move_list_twins (connection, merge->from->id, merge->into->id, error);
  if (merge->twins == NULL)
    return NULL;
  for (guint i = 0; i < merge->twins->len; i++)
    merge->differing += ((const SaudaOfferTwin *) g_ptr_array_index (merge->twins, i))->differs;
  return g_steal_pointer (&merge);
}

/* Takes @line, which says something of a number where there is one. */
static void
add_count (GPtrArray *lines, guint number, char *line)
{
  if (number > 0)
    g_ptr_array_add (lines, line);
  else
    g_free (line);
}

static void
describe_settings (const SaudaStoreMerge *merge, GPtrArray *lines)
{
  const SaudaStoreInfo *from = merge->from, *into = merge->into;

  if (from->merchant_id != NULL)
    g_ptr_array_add (lines, g_strdup_printf (_ ("The merchant ID %s"), from->merchant_id));
  if (merge->from_place != NULL && merge->into_place == NULL)
    g_ptr_array_add (lines, g_strdup_printf (_ ("The place of its price list: %s"), merge->from_place));
  else if (merge->from_place != NULL && !g_str_equal (merge->from_place, merge->into_place))
    g_ptr_array_add (
      lines, g_strdup_printf (_ ("Its price list is published at %s no more: “%s” publishes at %s. Give "
                                 "Kaspi that address in the cabinet."),
                              merge->from_place, into->name, merge->into_place));
  if (from->cutoff_minutes != into->cutoff_minutes)
    g_ptr_array_add (lines,
                     g_strdup_printf (_ ("The cut-off of its orders becomes %02d:%02d instead of %02d:%02d."),
                                      into->cutoff_minutes / 60, into->cutoff_minutes % 60,
                                      from->cutoff_minutes / 60, from->cutoff_minutes % 60));
  if (from->trust != into->trust)
    g_ptr_array_add (lines, g_strdup_printf (_ ("The trust becomes “%s” instead of “%s”."),
                                             sauda_trust_get_title (into->trust),
                                             sauda_trust_get_title (from->trust)));
  if (from->stopped && !into->stopped)
    g_ptr_array_add (lines,
                     g_strdup_printf (_ ("“%s” is stopped, so “%s” will be."), from->name, into->name));
  g_ptr_array_add (
    lines, g_strdup_printf (_ ("The API token of “%s” in the keyring, unless “%s” has one of its own"),
                            from->name, into->name));
}

/**
 * sauda_store_merge_describe:
 * @merge: what would move
 *
 * Returns: (transfer full) (element-type utf8): it in words, a line each
 */
GPtrArray *
sauda_store_merge_describe (const SaudaStoreMerge *merge)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  guint orders = merge->orders, same = merge->same_orders, offers = merge->offers, twins = merge->twins->len;

  add_count (lines, orders, g_strdup_printf (ngettext ("%u order", "%u orders", orders), orders));
  add_count (
    lines, same,
    g_strdup_printf (ngettext ("%u order of them is in both: that of the store that stays is kept",
                               "%u orders of them are in both: those of the store that stays are kept", same),
                     same));
  add_count (lines, offers, g_strdup_printf (ngettext ("%u offer", "%u offers", offers), offers));
  add_count (lines, twins,
             g_strdup_printf (
               ngettext ("%u offer of them is in both", "%u offers of them are in both", twins), twins));
  add_count (lines, merge->lists,
             g_strdup_printf (ngettext ("%u published price list", "%u published price lists", merge->lists),
                              merge->lists));
  add_count (
    lines, merge->warehouses,
    g_strdup_printf (ngettext ("%u warehouse with its city, share and cut-off",
                               "%u warehouses with their cities, shares and cut-offs", merge->warehouses),
                     merge->warehouses));
  describe_settings (merge, lines);
  return lines;
}

/**
 * sauda_store_merge_get_mark:
 * @merge: what would move
 *
 * Returns: (transfer full): differs when something else would move
 */
char *
sauda_store_merge_get_mark (const SaudaStoreMerge *merge)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%u/%u/%u/%u/%u/%u/%u", merge->from->id,
                          merge->into->id, merge->orders, merge->same_orders, merge->offers,
                          merge->twins->len, merge->differing, merge->lists, merge->warehouses);
}

/**
 * sauda_store_merge_check:
 * @merge: what would move
 * @choice: whose values offers have that both know
 * @mark: (nullable): of what a person looked at, see sauda_store_merge_get_mark()
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_STOPPED when it may not be done so
 */
gboolean
sauda_store_merge_check (const SaudaStoreMerge *merge,
                         SaudaStoreMergeChoice choice,
                         const char *mark,
                         GError **error)
{
  g_autofree char *now = sauda_store_merge_get_mark (merge);

  if (merge->obstacle != NULL)
    g_set_error_literal (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED, merge->obstacle);
  else if (mark != NULL && !g_str_equal (mark, now))
    g_set_error_literal (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED,
                         _ ("Something came in since you looked. Look again at what would move."));
  else if (merge->differing > 0 && choice == SAUDA_STORE_MERGE_ASK)
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED,
                 ngettext ("%u offer differs between the stores. Choose whose values stay.",
                           "%u offers differ between the stores. Choose whose values stay.",
                           merge->differing),
                 merge->differing);
  else
    return TRUE;
  return FALSE;
}

/* What is still true of the other store is said anew by the rules. */
static gboolean
move_alerts (SaudaConnection *connection, gint64 from, gint64 into, gint64 now_ms, GError **error)
{
  static const char *const move[] = { "UPDATE alert SET store_id = ?2 WHERE store_id = ?1",
                                      "UPDATE trust_event SET store_id = ?2 WHERE store_id = ?1", NULL };
  static const char *const resolve[] = {
    "UPDATE alert SET resolved_ms = ?2 WHERE store_id = ?1 AND resolved_ms IS NULL", NULL
  };

  return sauda_connection_run_each (connection, resolve, from, now_ms, error) &&
         sauda_connection_run_each (connection, move, from, into, error);
}

static gboolean
move_place (SaudaConnection *connection, const SaudaStoreMerge *merge, gint64 now_ms, GError **error)
{
  if (merge->from_place == NULL)
    return TRUE;
  return sauda_price_list_set_place (connection, merge->from->name, NULL, now_ms, error) &&
         (merge->into_place != NULL ||
          sauda_price_list_set_place (connection, merge->into->name, merge->from_place, now_ms, error));
}

/**
 * sauda_store_merge_run:
 * @connection: inside a transaction
 * @from: name of the store that becomes a part of @into
 * @into: name of another one
 * @choice: whose values offers have that both know
 * @mark: (nullable): of what a person looked at, see sauda_store_merge_get_mark()
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * All of it, or nothing: the caller rolls back. Tokens are in the keyring, see sauda_store_merge_async().
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_STOPPED, %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_store_merge_run (SaudaConnection *connection,
                       const char *from,
                       const char *into,
                       SaudaStoreMergeChoice choice,
                       const char *mark,
                       gint64 now_ms,
                       GError **error)
{
  g_autoptr (SaudaStoreMerge) merge = sauda_store_merge_look (connection, from, into, error);
  gint64 from_id, into_id;

  if (merge == NULL || !sauda_store_merge_check (merge, choice, mark, error))
    return FALSE;
  g_info ("store %s becomes a part of %s", merge->from->name, merge->into->name);
  from_id = merge->from->id;
  into_id = merge->into->id;
  return sauda_store_move_offers (connection, from_id, into_id, choice == SAUDA_STORE_MERGE_FROM, error) &&
         sauda_orders_move_store (connection, from_id, into_id, error) &&
         sauda_outbox_move_store (connection, from_id, into_id, error) &&
         sauda_store_rows_move (connection, from_id, into_id, error) &&
         sauda_cards_move_store (connection, from_id, into_id, error) &&
         move_alerts (connection, from_id, into_id, now_ms, error) &&
         move_place (connection, merge, now_ms, error) &&
         sauda_print_queue_rename_store (connection, merge->from->name, merge->into->name, error) &&
         sauda_store_move_end (connection, from_id, into_id, now_ms, error);
}
