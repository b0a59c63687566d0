#include "sauda-database.h"
#include "sauda-day-board.h"
#include "sauda-order-due.h"
#include "sauda-order-list.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const gint64 *now_ms = data;

  return sauda_day_board_read (connection, *now_ms, error);
}

/* An order of the store, made and planned at those days of November. */
static void
add_order (SaudaDatabase *database,
           const char *stage,
           int made,
           int planned,
           int handed_over,
           const char *reason)
{
  SaudaDay first = sauda_day_from_date (2026, 11, 1) - 1;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO orders (store_id, code, stage, created_ms, planned_handover_ms, handed_over_ms, total, "
    "kaspi_delivery, cancellation_reason, returned_to_warehouse, source, first_seen_ms, updated_ms)"
    " SELECT 1, 1000 + count(*), '%s', %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
    ", 1000, 1, nullif ('%s', ''), '%s' = 'cancelling', 'api', 0, 0 FROM orders;"
    "INSERT INTO order_line (order_id, position, sku, quantity) SELECT max(id), 0, 'A', 2 FROM orders;",
    stage, sauda_day_time_ms (first + made, 9, 30), sauda_day_time_ms (first + planned, 18, 0),
    handed_over > 0 ? sauda_day_time_ms (first + handed_over, 16, 0) : 0, reason, stage);

  sauda_test_database_execute (database, sql);
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

/* A number leads to as many orders as it says. */
static void
check_lists (SaudaDatabase *database, const SaudaDayBoard *board)
{
  for (guint tile = 0; tile < SAUDA_BOARD_N_TILES; tile++) {
    Listing listing = { tile, board->now_ms };
    SaudaBoardTile named;
    g_autoptr (GHashTable) ids = sauda_database_read (database, list_work, &listing, NULL);

    g_assert_cmpuint (g_hash_table_size (ids), ==, board->tiles[tile]);
    g_assert_true (sauda_board_tile_from_name (sauda_board_tile_get_name (tile), &named));
    g_assert_cmpint (named, ==, tile);
  }
}

static void
test_board (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  gint64 now_ms = sauda_day_time_ms (sauda_day_from_date (2026, 11, 25), 12, 0);
  g_autoptr (SaudaDayBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_database_execute (
    database, "INSERT INTO store (id, name, merchant_id, cutoff_minutes, trust, created_ms) VALUES "
              "(1, 'LATE', '1', 960, 'read', 0), (2, 'EARLY', '2', 840, 'read', 0);");
  sauda_test_database_execute (
    database,
    "INSERT INTO warehouse (store_id, name, cutoff_minutes) VALUES (1, '1_PP2', 780), (1, 'PP1', NULL)");
  add_order (database, "new", 25, 26, 0, "");
  add_order (database, "packing", 25, 25, 0, "");
  add_order (database, "handover", 23, 24, 0, "");
  add_order (database, "delivery", 20, 21, 22, "");
  add_order (database, "completed", 18, 21, 21, "");
  add_order (database, "cancelled", 19, 21, 0, "MERCHANT_OUT_OF_STOCK");
  add_order (database, "cancelling", 25, 26, 0, "BUYER_CANCELLATION_HIMSELF");
  add_order (database, "handover", 25, 25, 0, "");
  sauda_test_database_execute (
    database,
    "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms) VALUES"
    " ((SELECT max (id) FROM orders), 'a', 'a.pdf', 1, 'api', 1);"
    "INSERT INTO order_event (order_id, at_ms, kind, before, after, who)"
    " SELECT id, planned_handover_ms + 4 * 86400000, 'stage', 'handover', 'delivery', 'kaspi' FROM orders"
    " WHERE stage = 'delivery'");
  board = sauda_database_read (database, read_work, &now_ms, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_TO_ACCEPT], ==, 1);
  check_lists (database, board);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_TO_SHIP], ==, 3);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_COURIER], ==, 1);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_HANDED_OVER], ==, 1);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_OVERDUE], ==, 1);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_NO_LABEL], ==, 2);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_RETURNS], ==, 1);
  g_assert_cmpuint (board->orders, ==, 3);
  g_assert_cmpuint (board->pieces, ==, 6);
  g_assert_cmpint (board->money, ==, 3000);
  g_assert_cmpuint (board->by_hour[9], ==, 4);
  g_assert_cmpuint (board->by_day[SAUDA_BOARD_DAYS - 1], ==, 4);
  g_assert_cmpuint (board->by_day[SAUDA_BOARD_DAYS - 1 - 2], ==, 1);
  /* A warehouse with a cut-off of its own is told beside its store. */
  g_assert_cmpuint (board->stores->len, ==, 3);
  g_assert_cmpstr (((SaudaBoardStore *) g_ptr_array_index (board->stores, 0))->name, ==, "LATE PP2");
  g_assert_cmpstr (((SaudaBoardStore *) g_ptr_array_index (board->stores, 1))->name, ==, "EARLY");
  /* the parcel of yesterday that is still here will be late */
  g_assert_cmpuint (board->quality_orders, ==, 8);
  g_assert_cmpuint (board->quality_cancelled, ==, 1);
  g_assert_cmpuint (board->quality_late, ==, 2);
}

/* One order of a shop, and what a person who counts by hand would say of it. */
typedef struct {
  const char *stage;
  const char *reason; /* (nullable) of its cancellation */
  gboolean kaspi_delivery;
  gint64 created_ms;
  gint64 planned_ms;
  gint64 handed_over_ms;
} Sold;

static gboolean
is_one_of (const char *stage, const char *const *stages)
{
  return g_strv_contains (stages, stage);
}

static gboolean
is_here (const Sold *sold)
{
  return sold->kaspi_delivery &&
         is_one_of (sold->stage, (const char *[]){ "new", "packing", "handover", NULL });
}

static gboolean
counts (const Sold *sold, SaudaDay today)
{
  return sauda_day_from_ms (sold->created_ms) >= today - SAUDA_BOARD_QUALITY_DAYS &&
         (is_here (sold) ||
          is_one_of (sold->stage, (const char *[]){ "delivery", "completed", "returned", "cancelled",
                                                    "return-requested", "cancelling", NULL }));
}

static gboolean
is_late (const Sold *sold, SaudaDay today)
{
  if (sold->planned_ms == 0)
    return FALSE;
  if (sold->handed_over_ms > 0)
    return sauda_day_from_ms (sold->handed_over_ms) > sauda_day_from_ms (sold->planned_ms);
  return is_here (sold) && sauda_day_from_ms (sold->planned_ms) < today;
}

static Sold
make_sold (SaudaDay today)
{
  static const char *const stages[] = { "new",     "packing",   "handover",   "delivery", "completed",
                                        "pickup",  "cancelled", "cancelling", "returned", "return-requested",
                                        "signing", "completed", "completed",  "delivery", "own-delivery" };
  static const char *const reasons[] = { "MERCHANT_OUT_OF_STOCK", "BUYER_NOT_REACHABLE",
                                         "BUYER_CANCELLATION_HIMSELF" };
  /* the first and last minute of a day among them */
  static const int minutes[] = { 0, 1, 9 * 60 + 30, 18 * 60, 23 * 60 + 59 };
  Sold sold = { .stage = stages[g_test_rand_int_range (0, G_N_ELEMENTS (stages))] };
  SaudaDay made = today - g_test_rand_int_range (0, SAUDA_BOARD_QUALITY_DAYS + 3);
  SaudaDay planned = made + g_test_rand_int_range (0, 3);
  int minute = minutes[g_test_rand_int_range (0, G_N_ELEMENTS (minutes))];

  sold.kaspi_delivery = g_test_rand_int_range (0, 5) > 0;
  sold.created_ms = sauda_day_time_ms (made, minute / 60, minute % 60);
  sold.planned_ms = g_test_rand_int_range (0, 8) > 0 ? sauda_day_time_ms (planned, 18, 0) : 0;
  if (is_one_of (sold.stage,
                 (const char *[]){ "delivery", "completed", "returned", "return-requested", NULL }))
    sold.handed_over_ms =
      sauda_day_time_ms (planned + g_test_rand_int_range (-1, 2), minute / 60, minute % 60);
  if (g_str_has_prefix (sold.stage, "cancel"))
    sold.reason = reasons[g_test_rand_int_range (0, G_N_ELEMENTS (reasons))];
  return sold;
}

static void
insert_sold (SaudaDatabase *database, const Sold *sold)
{
  g_autofree char *reason = sold->reason != NULL ? g_strdup_printf ("'%s'", sold->reason) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO orders (store_id, code, stage, created_ms, planned_handover_ms, handed_over_ms, total, "
    "kaspi_delivery,"
    " cancellation_reason, source, first_seen_ms, updated_ms) SELECT 1, 1000 + count(*), '%s', "
    "%" G_GINT64_FORMAT ", nullif (%" G_GINT64_FORMAT ", 0), nullif (%" G_GINT64_FORMAT
    ", 0), 1000, %d, %s, 'api', 0, 0 FROM orders",
    sold->stage, sold->created_ms, sold->planned_ms, sold->handed_over_ms, sold->kaspi_delivery, reason);

  sauda_test_database_execute (database, sql);
}

/* The index of quality against a count by hand, over shops at random. */
static void
test_quality (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  SaudaDay today = sauda_day_from_date (2026, 11, 25);
  gint64 now_ms = sauda_day_time_ms (today, 12, 0);
  guint orders = 0, cancelled = 0, late = 0;

  sauda_test_database_execute (database,
                               "INSERT INTO store (id, name, merchant_id, cutoff_minutes, trust, created_ms)"
                               " VALUES (1, 'ONE', '1', 960, 'read', 0)");
  for (guint i = 1; i <= 400; i++) {
    g_autoptr (SaudaDayBoard) board = NULL;
    Sold sold = make_sold (today);

    insert_sold (database, &sold);
    if (counts (&sold, today)) {
      orders++;
      cancelled += sold.reason != NULL && !g_str_equal (sold.reason, "BUYER_CANCELLATION_HIMSELF");
      late += is_late (&sold, today);
    }
    if (i % 40 > 0)
      continue;
    board = sauda_database_read (database, read_work, &now_ms, NULL);
    g_assert_cmpuint (board->quality_orders, ==, orders);
    g_assert_cmpuint (board->quality_cancelled, ==, cancelled);
    g_assert_cmpuint (board->quality_late, ==, late);
  }
}

static void
insert_at_random (SaudaDatabase *database, SaudaDay today)
{
  static const char *const stages[] = { "new",      "signing",  "preorder",  "packing",   "handover",
                                        "handover", "delivery", "completed", "cancelling" };
  int planned = today + g_test_rand_int_range (-2, 3);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO orders (store_id, code, stage, created_ms, planned_handover_ms, kaspi_delivery,"
    " signature_required, hold_until, source, first_seen_ms, updated_ms) SELECT 1, 1000 + count(*), '%s', 1,"
    " nullif (%" G_GINT64_FORMAT ", 0), %d, %d, nullif (%d, 0), 'api', 0, 0 FROM orders;"
    "INSERT INTO order_line (order_id, position, sku, quantity) SELECT max(id), 0, 'A', 2 FROM orders;",
    stages[g_test_rand_int_range (0, G_N_ELEMENTS (stages))],
    g_test_rand_int_range (0, 6) > 0 ? sauda_day_time_ms (planned, g_test_rand_int_range (0, 24), 0) : 0,
    g_test_rand_int_range (0, 5) > 0, g_test_rand_int_range (0, 6) == 0,
    g_test_rand_int_range (0, 4) == 0 ? today + g_test_rand_int_range (-1, 2) : 0);

  sauda_test_database_execute (database, sql);
}

/* The page of the day asks the database, the table of orders its list: both tell the same orders, at whatever
 * time. */
static void
test_same_orders (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (SaudaOrderList) list = sauda_order_list_new (database);
  g_autoptr (GAsyncResult) result = NULL;
  SaudaDay today = sauda_day_from_date (2026, 11, 25);

  sauda_test_database_execute (database,
                               "INSERT INTO store (id, name, merchant_id, cutoff_minutes, trust, created_ms)"
                               " VALUES (1, 'ONE', '1', 900, 'read', 0)");
  for (guint i = 0; i < 500; i++)
    insert_at_random (database, today);
  sauda_order_list_load_async (list, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_order_list_load_finish (list, result, NULL));
  for (int hour = 0; hour < 24; hour += 5) {
    gint64 now_ms = sauda_day_time_ms (today, hour, 30);
    g_autoptr (SaudaDayBoard) board = sauda_database_read (database, read_work, &now_ms, NULL);
    guint overdue = 0, to_ship = 0;

    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
      g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (list), i);
      SaudaOrder *order = sauda_order_line_get_order (line);

      overdue += sauda_order_is_overdue (order, today);
      to_ship += sauda_order_get_stage (order) != SAUDA_STAGE_NEW && sauda_order_is_to_ship (order, today);
    }
    g_assert_cmpuint (board->tiles[SAUDA_BOARD_OVERDUE], ==, overdue);
    g_assert_cmpuint (board->tiles[SAUDA_BOARD_TO_SHIP], ==, to_ship);
    g_assert_cmpuint (overdue, >, 0);
  }
}

/* The money of what left: also of an order that two readings saw new, and then ready or gone. */
static void
test_shipped_money (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  gint64 now_ms = sauda_day_time_ms (sauda_day_from_date (2026, 11, 25), 12, 0);
  g_autoptr (SaudaDayBoard) board = NULL;

  sauda_test_database_execute (database,
                               "INSERT INTO store (id, name, merchant_id, cutoff_minutes, trust, created_ms)"
                               " VALUES (1, 'ONE', '1', 960, 'read', 0)");
  for (guint i = 0; i < 5; i++)
    add_order (database, "delivery", 24, 25, 25, "");
  sauda_test_database_execute (database,
                               "INSERT INTO order_event (order_id, at_ms, kind, before, after, who) VALUES"
                               " (1, 1795590000000, 'stage', 'packing', 'handover', 'kaspi'),"
                               " (1, 1795590000001, 'stage', 'handover', 'delivery', 'kaspi'),"
                               " (2, 1795590000000, 'stage', 'new', 'handover', 'kaspi'),"
                               " (3, 1795590000000, 'stage', 'packing', 'delivery', 'kaspi'),"
                               " (4, 1795590000000, 'stage', NULL, 'delivery', 'kaspi'),"
                               " (5, 1795490000000, 'stage', 'packing', 'handover', 'kaspi')");
  board = sauda_database_read (database, read_work, &now_ms, NULL);
  g_assert_cmpint (board->shipped_money, ==, 3000);
}

static void
test_afford (void)
{
  g_assert_cmpint (sauda_day_board_afford (200, 4, 5), ==, 6);
  g_assert_cmpint (sauda_day_board_afford (20, 1, 5), ==, 0);
  g_assert_cmpint (sauda_day_board_afford (19, 0, 5), ==, 0);
  g_assert_cmpint (sauda_day_board_afford (20, 0, 5), ==, 1);
  g_assert_cmpint (sauda_day_board_afford (20, 3, 5), ==, -2);
  g_assert_cmpint (sauda_day_board_afford (0, 0, 5), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/day/board", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_board,
              sauda_test_folder_tear_down);
  g_test_add ("/day/board/quality", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_quality,
              sauda_test_folder_tear_down);
  g_test_add ("/day/board/same-orders", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_same_orders,
              sauda_test_folder_tear_down);
  g_test_add ("/day/board/shipped-money", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_shipped_money,
              sauda_test_folder_tear_down);
  g_test_add_func ("/day/board/afford", test_afford);
  return g_test_run ();
}
