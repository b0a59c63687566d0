#include "sauda-day-board.h"

#include "sauda-connection.h"
#include "sauda-order-due.h"
#include "sauda-settings.h"
#include "sauda-stores.h"
#include "sauda-warehouse.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RATING_KEY "quality-rating"
#define HOUR_MS (G_GINT64_CONSTANT (3600000))
#define DUE SAUDA_ORDER_DUE_SQL ("?2", "?3")
#define TO_SHIP SAUDA_ORDER_TO_SHIP_SQL ("?2", "?3")
#define QUALITY                                                                                              \
  "orders.created_ms >= ?4 AND orders.stage IN ('delivery', 'completed', 'returned', 'return-requested', "   \
  "'cancelled', 'cancelling')"

/* The orders behind each number. ?1 begin of the day, ?2 its end, ?3 the day. */
#define TILE(name, title, query)                                                                             \
  {                                                                                                          \
    name, title, query, "SELECT count (DISTINCT id) FROM (" query ")"                                        \
  }

static const struct {
  const char *name;
  const char *title;
  const char *query; /* the orders' ids */
  const char *count;
} tiles[SAUDA_BOARD_N_TILES] = {
  [SAUDA_BOARD_TO_ACCEPT] = TILE ("to-accept", N_ ("To accept"), "SELECT id FROM orders WHERE stage = 'new'"),
  [SAUDA_BOARD_TO_ASK] = TILE ("to-ask",
                               N_ ("To ask"),
                               "SELECT order_id AS id FROM question"
                               " WHERE state IN ('to-ask', 'no-phone')"),
  [SAUDA_BOARD_ASKED] = TILE ("asked",
                              N_ ("Waiting for buyers"),
                              "SELECT order_id AS id FROM question"
                              " WHERE state IN ('asked', 'answered', 'proposed')"),
  [SAUDA_BOARD_TO_DECIDE] = TILE ("to-decide",
                                  N_ ("To decide"),
                                  "SELECT order_id AS id FROM question WHERE state IN ('person', 'no-reply')"
                                  " OR (attention IS NOT NULL AND closed_ms IS NULL)"),
  [SAUDA_BOARD_TO_SHIP] =
    TILE ("to-ship", N_ ("To ship today"), "SELECT orders.id FROM orders WHERE " TO_SHIP),
  [SAUDA_BOARD_OVERDUE] = TILE ("overdue",
                                N_ ("Overdue"),
                                "SELECT orders.id FROM orders WHERE " SAUDA_ORDER_OVERDUE_SQL ("?1", "?3")),
  [SAUDA_BOARD_NO_LABEL] =
    TILE ("no-label",
          N_ ("Without a label"),
          "SELECT orders.id FROM orders LEFT JOIN waybill ON waybill.order_id = orders.id WHERE "
          "waybill.id IS NULL AND " TO_SHIP),
  [SAUDA_BOARD_COURIER] =
    TILE ("courier",
          N_ ("Waiting for the courier"),
          "SELECT orders.id FROM orders JOIN waybill ON waybill.order_id = orders.id WHERE "
          "orders.stage = 'handover' AND " DUE),
  [SAUDA_BOARD_PRINTED] =
    TILE ("printed",
          N_ ("Printed"),
          "SELECT orders.id FROM orders JOIN store ON store.id = orders.store_id WHERE " TO_SHIP
          " AND EXISTS (SELECT 1 FROM print_label WHERE print_label.store = store.name AND"
          " print_label.code = orders.code AND print_label.state IN ('sent', 'confirmed'))"),
  [SAUDA_BOARD_HANDED_OVER] =
    TILE ("handed-over",
          N_ ("Handed over today"),
          "SELECT order_id AS id FROM order_event WHERE kind = 'stage' AND"
          " after = 'delivery' AND at_ms >= ?1 AND at_ms < ?2 AND before IS NOT NULL"),
  [SAUDA_BOARD_RETURNS] = TILE ("returns",
                                N_ ("Returns to fetch"),
                                "SELECT id FROM orders WHERE stage = 'cancelling' AND returned_to_warehouse"),
};

/* How many of the numbers ?1 … ?4 stand in @sql. */
static int
count_numbers (const char *sql)
{
  int highest = 0;

  for (const char *c = strchr (sql, '?'); c != NULL; c = strchr (c + 1, '?'))
    highest = MAX (highest, c[1] - '0');
  return highest;
}

static void
bind_numbers (SaudaStatement *statement, const char *sql, SaudaDay day)
{
  const gint64 numbers[] = { sauda_day_start_ms (day), sauda_day_start_ms (day + 1), day,
                             sauda_day_start_ms (day - SAUDA_BOARD_QUALITY_DAYS) };

  for (int i = 0; i < count_numbers (sql); i++)
    sauda_statement_bind_int64 (statement, i + 1, numbers[i]);
}

/* The one row of @sql; the statement stays at it. */
static SaudaStatement *
read_one (SaudaConnection *connection, const SaudaDayBoard *board, const char *sql, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  bind_numbers (statement, sql, board->day);
  return sauda_statement_step (statement, &row, error) ? statement : NULL;
}

static gboolean
count_tiles (SaudaConnection *connection, SaudaDayBoard *board, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tiles); i++) {
    SaudaStatement *row = read_one (connection, board, tiles[i].count, error);

    if (row == NULL)
      return FALSE;
    board->tiles[i] = (guint) sauda_statement_get_int64 (row, 0);
  }
  return TRUE;
}

/* What was assembled today may have been accepted, or have left, between the same two readings. */
static gboolean
read_today (SaudaConnection *connection, SaudaDayBoard *board, GError **error)
{
  SaudaStatement *row = read_one (
    connection, board,
    "SELECT count (*), coalesce (sum (coalesce (total, 0)), 0), (SELECT coalesce (sum (quantity), 0) FROM "
    "order_line JOIN orders AS o ON o.id = order_line.order_id WHERE o.created_ms >= ?1 AND o.created_ms < "
    "?2 AND o.stage NOT IN ('cancelled', 'cancelling'))"
    " FROM orders WHERE created_ms >= ?1 AND created_ms < ?2 AND stage NOT IN ('cancelled', 'cancelling')",
    error);

  if (row == NULL)
    return FALSE;
  board->orders = (guint) sauda_statement_get_int64 (row, 0);
  board->money = sauda_statement_get_int64 (row, 1);
  board->pieces = (guint) sauda_statement_get_int64 (row, 2);
  row =
    read_one (connection, board,
              "SELECT coalesce (sum (coalesce (total, 0)), 0) FROM orders WHERE id IN (SELECT order_id FROM "
              "order_event "
              "WHERE kind = 'stage' AND before IN ('new', 'signing', 'preorder', 'packing')"
              " AND after IN ('handover', 'delivery') AND at_ms >= ?1 AND at_ms < ?2)",
              error);
  if (row == NULL)
    return FALSE;
  board->shipped_money = sauda_statement_get_int64 (row, 0);
  row = read_one (
    connection, board,
    "SELECT coalesce (sum (after IN ('cancelled', 'cancelling') AND before NOT IN ('cancelling')), 0),"
    " coalesce (sum (after IN ('returned', 'return-requested') AND before NOT IN ('return-requested')), 0)"
    " FROM order_event WHERE kind = 'stage' AND before IS NOT NULL AND at_ms >= ?1 AND at_ms < ?2",
    error);
  if (row == NULL)
    return FALSE;
  board->cancelled = (guint) sauda_statement_get_int64 (row, 0);
  board->returned = (guint) sauda_statement_get_int64 (row, 1);
  return TRUE;
}

static gboolean
read_flow (SaudaConnection *connection, SaudaDayBoard *board, GError **error)
{
  gint64 from_ms = sauda_day_start_ms (board->day - SAUDA_BOARD_DAYS + 1);
  SaudaStatement *list =
    sauda_connection_prepare (connection,
                              "SELECT created_ms, (SELECT coalesce (sum (quantity), 0) FROM order_line"
                              " WHERE order_line.order_id = orders.id) FROM orders WHERE created_ms >= ?",
                              error);
  gboolean row = TRUE;

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_int64 (list, 1, from_ms);
  while (row) {
    gint64 created_ms;
    guint pieces, hour;
    int back;

    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (!row)
      break;
    created_ms = sauda_statement_get_int64 (list, 0);
    pieces = (guint) sauda_statement_get_int64 (list, 1);
    back = board->day - sauda_day_from_ms (created_ms);
    if (back < 0 || back >= SAUDA_BOARD_DAYS)
      continue;
    board->by_day[SAUDA_BOARD_DAYS - 1 - back]++;
    board->pieces_by_day[SAUDA_BOARD_DAYS - 1 - back] += pieces;
    if (back > 0)
      continue;
    hour = (guint) CLAMP ((created_ms - sauda_day_start_ms (board->day)) / HOUR_MS, 0, SAUDA_BOARD_HOURS - 1);
    board->by_hour[hour]++;
    board->pieces_by_hour[hour] += pieces;
  }
  return TRUE;
}

/* Kaspi's targets count what the merchant could help: goods that were not there, and parcels that were handed
 * over after their day (kaspi-api 3.4). It is foretold with what is still here: what should have gone before
 * today will be late. */
static gboolean
read_quality (SaudaConnection *connection, SaudaDayBoard *board, GError **error)
{
  SaudaStatement *row = read_one (
    connection, board,
    "SELECT count (*), coalesce (sum (cancellation_reason IN ('MERCHANT_OUT_OF_STOCK', "
    "'BUYER_NOT_REACHABLE')), 0), coalesce (sum (" SAUDA_ORDER_LATE_SQL (
      "?1") " OR handed_over_ms > 0 AND planned_handover_ms > 0 AND "
            "(handed_over_ms + 18000000) / 86400000 > (planned_handover_ms + 18000000) / 86400000), 0)"
            " FROM orders WHERE " QUALITY " OR orders.created_ms >= ?4 AND " SAUDA_ORDER_HERE_SQL,
    error);

  if (row == NULL)
    return FALSE;
  board->quality_orders = (guint) sauda_statement_get_int64 (row, 0);
  board->quality_cancelled = (guint) sauda_statement_get_int64 (row, 1);
  board->quality_late = (guint) sauda_statement_get_int64 (row, 2);
  return TRUE;
}

/* Kaspi's API tells the rating nowhere that can be relied on (kaspi-api 4), so a person enters it. */
static gboolean
read_rating (SaudaConnection *connection, SaudaDayBoard *board, GError **error)
{
  g_autofree char *tenths = NULL;

  if (!sauda_settings_get (connection, RATING_KEY, &tenths, error))
    return FALSE;
  board->rating = tenths != NULL ? (guint) g_ascii_strtoull (tenths, NULL, 10) : 0;
  return TRUE;
}

static gpointer
set_rating_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const guint *tenths = data;
  g_autofree char *text = *tenths > 0 ? g_strdup_printf ("%u", *tenths) : NULL;

  g_info ("setting %s: %u", RATING_KEY, *tenths);
  return sauda_settings_set (connection, RATING_KEY, text, g_get_real_time () / 1000, error) ? data : NULL;
}

static void
store_free (gpointer data)
{
  SaudaBoardStore *store = data;

  g_free (store->name);
  g_free (store);
}

static int
compare_cutoffs (gconstpointer a, gconstpointer b)
{
  const SaudaBoardStore *first = *(SaudaBoardStore *const *) a, *second = *(SaudaBoardStore *const *) b;

  return (first->cutoff_ms > second->cutoff_ms) - (first->cutoff_ms < second->cutoff_ms);
}

static void
add_cutoff (SaudaDayBoard *board, const char *store_name, const char *warehouse, int minutes)
{
  SaudaBoardStore *store = g_new0 (SaudaBoardStore, 1);

  store->name = warehouse != NULL ? g_strdup_printf ("%s %s", store_name, warehouse) : g_strdup (store_name);
  store->cutoff_ms = sauda_day_time_ms (board->day, minutes / 60, minutes % 60);
  g_ptr_array_add (board->stores, store);
}

/* The cut-off of each store, and of its warehouses that have one of their own. */
static gboolean
read_stores (SaudaConnection *connection, SaudaDayBoard *board, GError **error)
{
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);

  for (guint i = 0; stores != NULL && i < stores->len; i++) {
    const SaudaStoreInfo *info = g_ptr_array_index (stores, i);
    g_autoptr (GPtrArray) warehouses =
      sauda_warehouses_read (connection, info->id, info->warehouse != NULL ? info->warehouse : "", error);

    if (warehouses == NULL)
      return FALSE;
    add_cutoff (board, info->name, NULL, info->cutoff_minutes);
    for (guint k = 0; k < warehouses->len; k++) {
      const SaudaWarehouse *warehouse = g_ptr_array_index (warehouses, k);

      if (warehouse->cutoff > 0 && warehouse->cutoff != info->cutoff_minutes)
        add_cutoff (board, info->name, sauda_warehouse_get_short_name (warehouse->name), warehouse->cutoff);
    }
  }
  g_ptr_array_sort (board->stores, compare_cutoffs);
  return stores != NULL;
}

/**
 * sauda_board_tile_get_name:
 * @tile: what is counted
 *
 * Returns: its name in actions
 */
const char *
sauda_board_tile_get_name (SaudaBoardTile tile)
{
  return tiles[tile].name;
}

/**
 * sauda_board_tile_get_title:
 * @tile: what is counted
 *
 * Returns: what people read, translated
 */
const char *
sauda_board_tile_get_title (SaudaBoardTile tile)
{
  return _ (tiles[tile].title);
}

/**
 * sauda_board_tile_from_name:
 * @name: a name
 * @tile: (out): what it names
 *
 * Returns: whether there is one of that name
 */
gboolean
sauda_board_tile_from_name (const char *name, SaudaBoardTile *tile)
{
  for (guint i = 0; i < SAUDA_BOARD_N_TILES; i++)
    if (g_str_equal (tiles[i].name, name)) {
      *tile = (SaudaBoardTile) i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_day_board_free:
 * @board: (nullable): a board
 */
void
sauda_day_board_free (SaudaDayBoard *board)
{
  if (board == NULL)
    return;
  g_ptr_array_unref (board->stores);
  g_free (board);
}

/**
 * sauda_day_board_set_rating:
 * @workspace: the merchant's folder
 * @tenths: the rating in the merchant's cabinet, in tenths; 0 for none
 * @error: return location
 *
 * Blocks; not for the main thread.
 *
 * Returns: %FALSE with an error of the store room
 */
gboolean
sauda_day_board_set_rating (SaudaWorkspace *workspace, guint tenths, GError **error)
{
  return sauda_workspace_write (workspace, set_rating_work, &tenths, error) != NULL;
}

/**
 * sauda_day_board_afford:
 * @orders: all orders
 * @bad: of these, the bad ones
 * @percent: how many in a hundred may be bad
 *
 * Returns: how many more may go wrong before the share is above @percent; less than 0 when it is already
 */
int
sauda_day_board_afford (guint orders, guint bad, guint percent)
{
  return (int) (orders * percent / 100) - (int) bad;
}

/**
 * sauda_day_board_read:
 * @connection: inside a transaction
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the day in numbers; %NULL with an error of the database
 */
SaudaDayBoard *
sauda_day_board_read (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaDayBoard) board = g_new0 (SaudaDayBoard, 1);

  board->now_ms = now_ms;
  board->day = sauda_day_from_ms (now_ms);
  board->stores = g_ptr_array_new_with_free_func (store_free);
  return count_tiles (connection, board, error) && read_today (connection, board, error) &&
             read_flow (connection, board, error) && read_quality (connection, board, error) &&
             read_rating (connection, board, error) && read_stores (connection, board, error)
           ? g_steal_pointer (&board)
           : NULL;
}

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const gint64 *now_ms = data;

  return sauda_day_board_read (connection, *now_ms, error);
}

/**
 * sauda_day_board_read_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called with the board
 * @user_data: data for @callback
 *
 * See sauda_day_board_read().
 */
void
sauda_day_board_read_async (SaudaWorkspace *workspace,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  gint64 now_ms = sauda_workspace_get_now (workspace);

  sauda_workspace_read_async (workspace, read_work, g_memdup2 (&now_ms, sizeof now_ms), g_free,
                              (GDestroyNotify) sauda_day_board_free, cancellable, callback, user_data);
}

/**
 * sauda_day_board_read_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the board
 */
SaudaDayBoard *
sauda_day_board_read_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);

  return sauda_workspace_read_finish (source, result, error);
}

/**
 * sauda_day_board_list:
 * @connection: inside a transaction
 * @tile: what is counted
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): set of ids: the orders that the board counts
 * there; %NULL with an error of the database
 */
GHashTable *
sauda_day_board_list (SaudaConnection *connection, SaudaBoardTile tile, gint64 now_ms, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (connection, tiles[tile].query, error);

  if (list == NULL)
    return NULL;
  bind_numbers (list, tiles[tile].query, sauda_day_from_ms (now_ms));
  return sauda_statement_read_set (list, error);
}

typedef struct {
  SaudaBoardTile tile;
  gint64 now_ms;
} Listing;

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Listing *listing = data;

  return sauda_day_board_list (connection, listing->tile, listing->now_ms, error);
}

/**
 * sauda_day_board_list_async:
 * @workspace: the merchant's folder
 * @tile: what is counted
 * @cancellable: (nullable): to stop
 * @callback: called with the orders
 * @user_data: data for @callback
 *
 * See sauda_day_board_list().
 */
void
sauda_day_board_list_async (SaudaWorkspace *workspace,
                            SaudaBoardTile tile,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  const Listing listing = { tile, sauda_workspace_get_now (workspace) };

  sauda_workspace_read_async (workspace, list_work, g_memdup2 (&listing, sizeof listing), g_free,
                              (GDestroyNotify) g_hash_table_unref, cancellable, callback, user_data);
}

/**
 * sauda_day_board_list_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): set of ids
 */
GHashTable *
sauda_day_board_list_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);

  return sauda_workspace_read_finish (source, result, error);
}
