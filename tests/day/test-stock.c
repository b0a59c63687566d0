#include "sauda-database.h"
#include "sauda-stock-levels.h"
#include "sauda-stock-moves.h"
#include "sauda-stock-rule.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

/* 10.11.26, 12:00 in Almaty */
#define NOW G_GINT64_CONSTANT (1794294000000)
#define HOUR G_GINT64_CONSTANT (3600000)

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
  sauda_test_database_execute (
    fixture->database,
    "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONE', 0);"
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
    " (10, 'P_M', 'P', 'Принт', 'M', 'p'), (11, 'P_L', 'P', 'Принт', 'L', 'p'), (12, 'Q_M', 'Q', 'Ромб', "
    "'M', 'q');"
    "INSERT INTO offer (store_id, sku, variant_id) VALUES (1, 'm', 10), (1, 'l', 11), (1, 'q', 12);"
    "INSERT INTO stock_batch (id, title, at_ms, who) VALUES (1, 'Opening', 1794200000000, 'test');"
    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces) VALUES"
    " (10, 1, 1794200000000, 'opening', 5), (11, 1, 1794200000000, 'opening', 5);");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

/* An order of one line; its number is its line's. */
static void
add_order (Fixture *fixture, int id, const char *stage, const char *sku, int quantity, const char *decided)
{
  g_autofree char *size = decided != NULL ? g_strdup_printf ("'%s'", decided) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO orders (id, store_id, code, stage, source, created_ms, first_seen_ms, updated_ms) VALUES"
    " (%d, 1, '90%d', '%s', 'api', %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", 0);"
    "INSERT INTO order_line (id, order_id, position, sku, quantity, decided_size) VALUES (%d, %d, 0, '%s', "
    "%d, %s)",
    id, id, stage, NOW - HOUR, NOW - HOUR, id, id, sku, quantity, size);

  sauda_test_database_execute (fixture->database, sql);
}

static void
set_stage (Fixture *fixture, int id, const char *stage, gboolean handed_over)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE orders SET stage = '%s', handed_over_ms = %s WHERE id = %d",
                                          stage, handed_over ? "1794290000000" : "NULL", id);

  sauda_test_database_execute (fixture->database, sql);
}

static gpointer
move_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_moves_run (connection, "test", NOW, error);
}

static SaudaStockMoves *
move (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SaudaStockMoves *moves = sauda_database_run (fixture->database, move_work, NULL, &error);

  g_assert_no_error (error);
  return moves;
}

static void
check (Fixture *fixture, guint sold, guint returned, guint asked, int medium, int large)
{
  g_autoptr (SaudaStockMoves) moves = move (fixture), again = move (fixture);

  g_assert_cmpuint (moves->sold, ==, sold);
  g_assert_cmpuint (moves->returned, ==, returned);
  g_assert_cmpuint (moves->asked, ==, asked);
  g_assert_cmpuint (again->lines + again->asked, ==, 0); /* an order moves stock once */
  g_assert_cmpint (sauda_test_database_read_number (
                     fixture->database, "SELECT sum (pieces) FROM stock_movement WHERE variant_id = 10"),
                   ==, medium);
  g_assert_cmpint (sauda_test_database_read_number (
                     fixture->database, "SELECT sum (pieces) FROM stock_movement WHERE variant_id = 11"),
                   ==, large);
}

static void
test_the_decided_size_leaves_the_shelf (Fixture *fixture, gconstpointer data)
{
  add_order (fixture, 1, "handover", "m", 2, "L");
  add_order (fixture, 2, "packing", "m", 1, NULL);
  check (fixture, 2, 0, 0, 5, 3);
  /* decided otherwise while the parcel is still here */
  sauda_test_database_execute (fixture->database, "UPDATE order_line SET decided_size = NULL WHERE id = 1");
  check (fixture, 0, 0, 0, 3, 5);
}

static void
test_cancelled_before_and_after_the_courier (Fixture *fixture, gconstpointer data)
{
  add_order (fixture, 1, "handover", "m", 1, NULL);
  add_order (fixture, 2, "delivery", "l", 1, NULL);
  set_stage (fixture, 2, "delivery", TRUE);
  check (fixture, 2, 0, 0, 4, 4);
  set_stage (fixture, 1, "cancelled", FALSE);
  set_stage (fixture, 2, "cancelling", TRUE);
  check (fixture, 0, 1, 1, 5, 4);
}

static void
test_a_return_is_asked_about (Fixture *fixture, gconstpointer data)
{
  add_order (fixture, 1, "completed", "m", 1, NULL);
  set_stage (fixture, 1, "completed", TRUE);
  check (fixture, 1, 0, 0, 4, 5);
  set_stage (fixture, 1, "returned", TRUE);
  check (fixture, 0, 0, 1, 4, 5);
}

static void
test_what_left_before_the_count_moves_nothing (Fixture *fixture, gconstpointer data)
{
  add_order (fixture, 1, "completed", "m", 1, NULL);
  sauda_test_database_execute (fixture->database, "UPDATE orders SET handed_over_ms = 1794100000000");
  check (fixture, 0, 0, 0, 5, 5);
}

/* The source of the order told no time: Sauda saw the change itself, and @told is what a sheet dates it. */
static void
see (Fixture *fixture, int id, const char *before, const char *after, const char *told)
{
  g_autofree char *sql = g_strdup_printf (
    "UPDATE orders SET stage = '%s', handed_over_ms = 0, created_ms = 1794100000000 WHERE id = %d;"
    "INSERT INTO order_event (order_id, at_ms, kind, before, after, who, told_ms)"
    " VALUES (%d, %" G_GINT64_FORMAT ", 'stage', '%s', '%s', 'file', %s)",
    after, id, id, NOW, before, after, told);

  sauda_test_database_execute (fixture->database, sql);
}

static void
test_what_was_seen_to_leave_after_the_count_moves (Fixture *fixture, gconstpointer data)
{
  add_order (fixture, 1, "packing", "m", 1, NULL);
  add_order (fixture, 2, "packing", "l", 1, NULL);
  see (fixture, 1, "packing", "delivery", "NULL");
  see (fixture, 2, "packing", "completed", "1794000000000");
  check (fixture, 1, 0, 0, 4, 5);
  add_order (fixture, 3, "completed", "l", 1, NULL);
  see (fixture, 3, "delivery", "completed", "NULL");
  check (fixture, 0, 0, 0, 4, 5);
}

static void
test_what_left_before_the_count_may_come_back (Fixture *fixture, gconstpointer data)
{
  add_order (fixture, 2, "completed", "l", 1, NULL);
  see (fixture, 2, "completed", "returned", "1794000000000");
  check (fixture, 0, 0, 0, 5, 5);
  add_order (fixture, 1, "completed", "m", 1, NULL);
  see (fixture, 1, "completed", "returned", "NULL");
  check (fixture, 0, 0, 1, 5, 5);
}

static void
test_an_uncounted_product_moves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaStockMoves) moves = NULL;

  add_order (fixture, 1, "handover", "q", 1, NULL);
  add_order (fixture, 2, "packing", "unknown sku", 1, NULL);
  moves = move (fixture);
  g_assert_cmpuint (moves->lines, ==, 0);
  g_assert_cmpuint (moves->unlinked, ==, 1);
}

static void
test_less_than_nothing_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaStockMoves) moves = NULL;

  add_order (fixture, 1, "handover", "m", 7, NULL);
  moves = move (fixture);
  g_assert_cmpuint (moves->negative->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (moves->negative, 0), ==, "P_M");
}

static gpointer
levels_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_levels_read (connection, NOW, error);
}

static void
test_levels (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaStockLevels) levels = NULL;
  g_autoptr (SaudaStockMoves) moves = NULL;
  g_autoptr (GError) error = NULL;
  const SaudaStockLevel *medium;

  add_order (fixture, 1, "packing", "m", 2, NULL);
  add_order (fixture, 2, "new", "m", 1, NULL);
  add_order (fixture, 3, "handover", "m", 1, NULL);
  add_order (fixture, 4, "cancelled", "m", 1, NULL);
  moves = move (fixture);
  levels = sauda_database_run (fixture->database, levels_work, NULL, &error);
  g_assert_no_error (error);
  medium = sauda_stock_levels_find (levels, 10);
  g_assert_cmpint (medium->on_hand, ==, 4);
  g_assert_cmpint (medium->reserved, ==, 3);
  g_assert_cmpint (medium->available, ==, 1);
  g_assert_cmpuint (medium->sold, ==, 4);
  /* 1 left / (4 in 14 days) */
  g_assert_cmpfloat_with_epsilon (medium->days_cover, 3.5, 1e-9);
  g_assert_true (medium->low);
  g_assert_false (sauda_stock_levels_find (levels, 12)->counted);
}

/* Fourteen days are fourteen times 24 hours, at noon as at midnight: the day that is not over is no day of
 * few sales. */
static void
test_days_are_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockLevels) levels = NULL;

  for (int day = 0; day < 15; day++) {
    g_autofree char *sql =
      g_strdup_printf ("UPDATE orders SET created_ms = %" G_GINT64_FORMAT " WHERE id = %d",
                       NOW - 20 * HOUR - day * 24 * HOUR, day + 1);

    add_order (fixture, day + 1, "completed", "m", 1, NULL);
    sauda_test_database_execute (fixture->database, sql);
  }
  levels = sauda_database_read (fixture->database, levels_work, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sauda_stock_levels_find (levels, 10)->sold, ==, 14);
}

static gpointer
rule_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_rule_run (connection, NOW, data, error) ? data : NULL;
}

static gpointer
rule_on_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_rule_set (connection, TRUE, NOW, error) ? data : NULL;
}

static guint
run_rule (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint offers;

  g_assert_nonnull (sauda_database_run (fixture->database, rule_work, &offers, &error));
  g_assert_no_error (error);
  return offers;
}

/* By itself only where the merchant said so and the store is trusted with everything; once, by name. */
static void
test_run_out_by_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sauda_test_database_execute (fixture->database,
                               "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces) VALUES"
                               " (10, 1, 1794200000000, 'count', -5)");
  g_assert_cmpuint (run_rule (fixture), ==, 0);
  g_assert_nonnull (sauda_database_run (fixture->database, rule_on_work, fixture, &error));
  g_assert_cmpuint (run_rule (fixture), ==, 0);
  sauda_test_database_execute (fixture->database, "UPDATE store SET trust = 'full', stopped = 1");
  g_assert_cmpuint (run_rule (fixture), ==, 0);
  sauda_test_database_execute (fixture->database, "UPDATE store SET stopped = 0");
  g_assert_cmpuint (run_rule (fixture), ==, 1);
  g_assert_cmpint (sauda_test_database_read_number (
                     fixture->database, "SELECT count(*) FROM offer_sale JOIN stock_batch ON stock_batch.id ="
                                        " batch_id WHERE state = 'off' AND who = 'rule'"),
                   ==, 1);
  g_assert_cmpuint (run_rule (fixture), ==, 0);
}

#define ADD(name, func) g_test_add ("/day/stock/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("decided-size", test_the_decided_size_leaves_the_shelf);
  ADD ("cancelled", test_cancelled_before_and_after_the_courier);
  ADD ("returned", test_a_return_is_asked_about);
  ADD ("before-the-count", test_what_left_before_the_count_moves_nothing);
  ADD ("seen-to-leave", test_what_was_seen_to_leave_after_the_count_moves);
  ADD ("late-return", test_what_left_before_the_count_may_come_back);
  ADD ("uncounted", test_an_uncounted_product_moves_nothing);
  ADD ("negative", test_less_than_nothing_is_told);
  ADD ("levels", test_levels);
  ADD ("whole-days", test_days_are_whole);
  ADD ("by-itself", test_run_out_by_itself);
  return g_test_run ();
}
