#include "orders-test.h"
#include "sauda-orders-error.h"

static void
test_again_is_the_same (OrdersFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (orders_test_merge (fixture, orders_test_api ("1")), ==, 'n');
  g_assert_cmpint (orders_test_merge (fixture, orders_test_api ("1")), ==, 's');
  g_assert_cmpint (orders_test_merge (fixture, orders_test_file ("2")), ==, 'n');
  g_assert_cmpint (orders_test_merge (fixture, orders_test_file ("2")), ==, 's');
  /* One source after the other about the same order. */
  g_assert_cmpint (orders_test_merge (fixture, orders_test_file ("1")), ==, 's');
  g_assert_cmpint (orders_test_merge (fixture, orders_test_api ("2")), ==, 'c');
  g_assert_cmpint (orders_test_merge (fixture, orders_test_api ("2")), ==, 's');
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM orders"), ==, 2);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM order_line"), ==, 2);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM customer"), ==, 1);
}

static void
test_unknown_keeps_known (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_api ("1");

  record->assembled = SAUDA_FACT_YES;
  record->town = g_strdup ("Алматы");
  record->delivery_cost_for_seller = 927;
  orders_test_merge (fixture, record);
  /* A later answer whose phone is masked, and that does not tell most things. */
  record = orders_test_api ("1");
  record->as_of_ms = NOW + HOUR;
  g_clear_pointer (&record->phone, g_free);
  g_clear_pointer (&record->buyer, g_free);
  record->assembled = SAUDA_FACT_UNKNOWN;
  record->total = -1;
  record->delivery_cost_for_seller = 0;
  record->planned_handover_ms = NOW + 48 * HOUR;
  g_ptr_array_set_size (record->lines, 0);
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 's');
  orders_test_assert_text (fixture, "SELECT phone FROM customer JOIN orders ON customer.id = customer_id",
                           "7000000001");
  orders_test_assert_text (fixture, "SELECT town FROM orders", "Алматы");
  g_assert_cmpint (orders_test_number (fixture, "SELECT delivery_cost_for_seller FROM orders"), ==, 927);
  g_assert_cmpint (orders_test_number (fixture, "SELECT total FROM orders"), ==, 11990);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM order_line"), ==, 1);
  /* The planned hand-over that was seen first stays. */
  g_assert_cmpint (orders_test_number (fixture, "SELECT planned_handover_ms FROM orders"), ==, NOW);
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_HANDOVER);
}

static void
test_phone_comes_later (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_api ("1");

  g_clear_pointer (&record->phone, g_free);
  orders_test_merge (fixture, record);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM customer WHERE phone IS NULL"), ==, 1);
  g_assert_cmpint (orders_test_merge (fixture, orders_test_api ("1")), ==, 'c');
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM customer"), ==, 1);
  orders_test_merge (fixture, orders_test_api ("2"));
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM customer"), ==, 1);
}

static void
test_file_after_api (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_api ("1");

  record->assembled = SAUDA_FACT_YES;
  record->handed_over_ms = NOW - HOUR;
  orders_test_merge (fixture, record);
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);

  /* Yesterday's download, whatever its date says, does not undo the hand-over. */
  record = orders_test_file ("1");
  record->as_of_ms = NOW - 24 * HOUR;
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 's');
  record = orders_test_file ("1");
  record->as_of_ms = NOW + 2 * HOUR;
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 's');
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);

  /* It may tell that things went on, though. */
  record = orders_test_file ("1");
  g_free (record->state);
  g_free (record->status);
  record->state = g_strdup ("ARCHIVE");
  record->status = g_strdup ("COMPLETED");
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 'c');
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_COMPLETED);

  /* The API knows better, and its clock is its own: a file from the future does not stop it. */
  record = orders_test_api ("1");
  record->as_of_ms = NOW + HOUR;
  record->handed_over_ms = NOW - HOUR;
  record->assembled = SAUDA_FACT_YES;
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 'c');
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);
}

/* Kaspi was read while the clock of the machine was hours ahead. What is read after it was put
 * right counts. */
static void
test_wrong_clock (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_api ("1");
  gint64 moment_ms;

  record->handed_over_ms = NOW - HOUR;
  orders_test_merge (fixture, record);
  sauda_test_database_execute (fixture->database, "UPDATE orders SET as_of_ms = as_of_ms + 3 * 3600000");
  record = orders_test_api ("1");
  record->total = 77;
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 'c');
  moment_ms = orders_test_number (fixture, "SELECT as_of_ms FROM orders");
  g_assert_cmpint (moment_ms, >, 0);
  g_assert_cmpint (moment_ms, <=, NOW + HOUR);
  g_assert_cmpint (orders_test_number (fixture, "SELECT total FROM orders"), ==, 77);
  /* Half an hour ahead, another process read on meanwhile. */
  sauda_test_database_execute (fixture->database, "UPDATE orders SET as_of_ms = as_of_ms + 1800000");
  record = orders_test_api ("1");
  record->total = 78;
  orders_test_merge (fixture, record);
  g_assert_cmpint (orders_test_number (fixture, "SELECT total FROM orders"), ==, 77);
}

static void
test_old_file_after_new (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_file ("1");

  record->handed_over = TRUE;
  orders_test_merge (fixture, record);
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);
  record = orders_test_file ("1");
  record->as_of_ms = NOW - HOUR;
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 's');
  record = orders_test_file ("1");
  record->as_of_ms = 0;
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 's');
  /* A copy of it has a new date. */
  g_assert_cmpint (orders_test_merge (fixture, orders_test_file ("1")), ==, 's');
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_DELIVERY);
}

/* What had gone with the courier was cancelled late: nobody can tell but a person whether it is back. */
static void
test_cancelled_on_its_way (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_file ("1");

  record->handed_over = TRUE;
  orders_test_merge (fixture, record);
  record = orders_test_file ("1");
  record->as_of_ms = NOW + HOUR;
  g_free (record->state);
  record->state = g_strdup ("ARCHIVE");
  g_free (record->status);
  record->status = g_strdup ("CANCELLED");
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 'c');
  orders_test_assert_stage (fixture, "1", SAUDA_STAGE_CANCELLED);
  g_assert_cmpint (
    orders_test_number (fixture, "SELECT count(*) FROM orders WHERE handed_over_ms IS NOT NULL"), ==, 1);
}

static void
test_history (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_file ("1");

  record->status_changed_ms = NOW - 24 * HOUR;
  orders_test_merge (fixture, record);
  record = orders_test_api ("1");
  record->assembled = SAUDA_FACT_YES;
  orders_test_merge (fixture, record);
  orders_test_merge (fixture, orders_test_file ("1"));
  orders_test_assert_text (
    fixture,
    "SELECT group_concat (coalesce (before, '-') || '>' || after || ' ' || who || ' ' ||"
    " coalesce (reason, '-'), ', ') FROM (SELECT * FROM order_event WHERE kind = 'stage' ORDER BY id)",
    "->packing file ActiveOrders.xlsx, packing>handover kaspi -");
  g_assert_cmpint (orders_test_number (fixture, "SELECT min (at_ms) FROM order_event"), ==, NOW + HOUR);
  /* What a sheet tells of the past stands beside the time at which it came in. */
  orders_test_assert_text (
    fixture, "SELECT group_concat (coalesce (told_ms, '-')) FROM (SELECT * FROM order_event ORDER BY id)",
    "1795313600000,-");
}

static void
test_lines (OrdersFixture *fixture, gconstpointer data)
{
  SaudaOrderRecord *record = orders_test_api ("1");

  sauda_order_record_add_line (record, "b", 2);
  sauda_order_record_add_line (record, "a 1", 3);
  orders_test_merge (fixture, record);
  orders_test_assert_text (fixture,
                           "SELECT group_concat (sku || '#' || occurrence || '×' || quantity, ' ') FROM"
                           " (SELECT * FROM order_line ORDER BY position)",
                           "a 1#0×1 b#0×2 a 1#1×3");
  sauda_test_database_execute (fixture->database,
                               "UPDATE order_line SET decided_size = 'L' WHERE sku = 'a 1'");

  /* A file that lacks a line takes none out; the API does. The second of two equal lines stays the second. */
  g_assert_cmpint (orders_test_merge (fixture, orders_test_file ("1")), ==, 's');
  record = orders_test_api ("1");
  sauda_order_record_add_line (record, "a 1", 3);
  g_assert_cmpint (orders_test_merge (fixture, record), ==, 'c');
  orders_test_assert_text (
    fixture,
    "SELECT group_concat (sku || '#' || occurrence || '×' || quantity || decided_size, ' ') FROM"
    " (SELECT * FROM order_line ORDER BY position)",
    "a 1#0×1L a 1#1×3L");
  orders_test_assert_text (fixture, "SELECT before FROM order_event WHERE kind = 'line'", "b × 2");
}

static void
test_preview (OrdersFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  OrdersJob job = { records, NOW, TRUE, { 0 } };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, orders_test_api ("1"));
  g_ptr_array_add (records, orders_test_api ("2"));
  g_assert_nonnull (sauda_database_run (fixture->database, orders_test_run, &job, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (job.counts.added, ==, 2);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM order_event"), ==, 0);
}

static void
test_all_or_nothing (OrdersFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  OrdersJob job = { records, NOW, FALSE, { 0 } };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, orders_test_api ("1"));
  g_ptr_array_add (records, orders_test_api (""));
  g_assert_null (sauda_database_run (fixture->database, orders_test_run, &job, &error));
  g_assert_error (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_INVALID_RECORD);
  g_assert_cmpint (orders_test_number (fixture, "SELECT count(*) FROM orders"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                      \
  g_test_add (path, OrdersFixture, NULL, orders_test_set_up, test, orders_test_tear_down)
  ADD ("/orders/merge/again-is-the-same", test_again_is_the_same);
  ADD ("/orders/merge/unknown-keeps-known", test_unknown_keeps_known);
  ADD ("/orders/merge/phone-comes-later", test_phone_comes_later);
  ADD ("/orders/merge/file-after-api", test_file_after_api);
  ADD ("/orders/merge/wrong-clock", test_wrong_clock);
  ADD ("/orders/merge/old-file-after-new", test_old_file_after_new);
  ADD ("/orders/merge/cancelled-on-its-way", test_cancelled_on_its_way);
  ADD ("/orders/merge/history", test_history);
  ADD ("/orders/merge/lines", test_lines);
  ADD ("/orders/merge/preview", test_preview);
  ADD ("/orders/merge/all-or-nothing", test_all_or_nothing);
  return g_test_run ();
}
