#include "sauda-order-list.h"
#include "sauda-test-database.h"
#include "sauda-test.h"
#include "sauda-text.h"

#include <string.h>

#define MANY 100000

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
  SaudaOrderList *list;
  guint splices;
  guint position, removed, added;
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Fixture *fixture = data;

  fixture->splices++;
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
  sauda_test_database_execute (
    fixture->database, "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONE', 0), (2, 'TWO', 0)");
  fixture->list = sauda_order_list_new (fixture->database);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

/* @count orders of one line each; every tenth has a second line. */
static void
add_orders (Fixture *fixture, guint count)
{
  g_autofree char *sql =
    g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
                     " INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms, "
                     "planned_handover_ms, note)"
                     " SELECT i, 1 + i %% 2, 900000000 + i, iif (i %% 3 = 0, 'handover', 'packing'), 'api', "
                     "0, 0, 1795400000000, ''"
                     " FROM n;"
                     "INSERT INTO order_line (order_id, position, sku, title, quantity, amount)"
                     " SELECT id, 0, 'sku_(L)', 'Принт ' || id %% 50, 1, 11990 FROM orders;"
                     "INSERT INTO order_line (order_id, position, sku, title, quantity)"
                     " SELECT id, 1, 'other_(M)', 'Ёлка', 1 FROM orders WHERE id %% 10 = 0;",
                     count);

  sauda_test_database_execute (fixture->database, sql);
}

static void
load (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->splices = 0;
  sauda_order_list_load_async (fixture->list, NULL, sauda_test_keep_result, &result);
  g_assert_true (sauda_order_list_get_loading (fixture->list));
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_order_list_load_finish (fixture->list, result, &error));
  g_assert_no_error (error);
  g_assert_false (sauda_order_list_get_loading (fixture->list));
}

static void
test_one_splice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderLine) line = NULL;
  g_autoptr (SaudaOrderLine) again = NULL;

  add_orders (fixture, MANY);
  load (fixture);
  g_assert_cmpuint (fixture->splices, ==, 1);
  g_assert_cmpuint (fixture->added, ==, MANY + MANY / 10);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, MANY + MANY / 10);
  g_assert_cmpuint (sauda_order_list_get_n_orders (fixture->list), ==, MANY);
  g_assert_cmpuint (sauda_order_list_count_stage (fixture->list, SAUDA_STAGE_HANDOVER), ==, MANY / 3);

  /* Nothing changed: no splice, and the very same objects. */
  line = g_list_model_get_item (G_LIST_MODEL (fixture->list), MANY / 2);
  load (fixture);
  g_assert_cmpuint (fixture->splices, ==, 0);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), MANY / 2);
  g_assert_true (line == again);
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer count)
{
  (*(guint *) count)++;
}

static void
test_reload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderLine) first = NULL;
  g_autoptr (SaudaOrderLine) tenth = NULL;
  g_autoptr (SaudaOrderLine) gone = NULL;
  guint notified = 0;

  add_orders (fixture, 20);
  load (fixture);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  tenth = g_list_model_get_item (G_LIST_MODEL (fixture->list), 9);
  gone = g_list_model_get_item (G_LIST_MODEL (fixture->list), 10);
  g_assert_cmpint (sauda_order_get_id (sauda_order_line_get_order (gone)), ==, 10);
  g_signal_connect (first, "notify::stage", G_CALLBACK (count_notify), &notified);

  /* A changed order keeps its objects and notifies; nothing is spliced. */
  sauda_test_database_execute (fixture->database, "UPDATE orders SET stage = 'delivery' WHERE id = 1");
  load (fixture);
  g_assert_cmpuint (fixture->splices, ==, 0);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpint (sauda_order_line_get_stage (first), ==, SAUDA_STAGE_DELIVERY);
  g_assert_cmpuint (sauda_order_list_count_stage (fixture->list, SAUDA_STAGE_DELIVERY), ==, 1);

  /* A line that goes and one that comes are one splice of what differs; whoever holds the old line may still
   * ask it. */
  sauda_test_database_execute (
    fixture->database,
    "DELETE FROM order_line WHERE sku = 'other_(M)' AND order_id = 10;"
    "INSERT INTO order_line (order_id, position, sku, quantity) VALUES (12, 1, 'new_(S)', 1)");
  load (fixture);
  g_assert_cmpuint (fixture->splices, ==, 1);
  g_assert_cmpuint (fixture->position, ==, 10);
  g_assert_cmpuint (fixture->removed, ==, 3);
  g_assert_cmpuint (fixture->added, ==, 3);
  g_assert_cmpstr (sauda_order_line_get_sku (gone), ==, "other_(M)");
  g_assert_cmpstr (sauda_order_line_get_code (gone), ==, "900000010");
  g_assert_true (sauda_order_list_find_line (fixture->list, sauda_order_line_get_id (tenth)) == tenth);
  g_assert_null (sauda_order_list_find_line (fixture->list, sauda_order_line_get_id (gone)));

  /* An order that goes. */
  sauda_test_database_execute (fixture->database, "DELETE FROM orders WHERE id = 1");
  load (fixture);
  g_assert_cmpuint (fixture->splices, ==, 1);
  g_assert_cmpuint (fixture->removed, ==, 1);
  g_assert_cmpuint (fixture->added, ==, 0);
  g_assert_cmpuint (sauda_order_list_get_n_orders (fixture->list), ==, 19);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  const SaudaOrderEdit edit = { "Айгуль", "asked", 1000 };
  g_autoptr (GAsyncResult) sized = NULL;
  g_autoptr (GAsyncResult) noted = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (SaudaOrderLine) line = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  guint notified = 0;

  add_orders (fixture, 10);
  load (fixture);
  line = g_list_model_get_item (G_LIST_MODEL (fixture->list), 9);
  g_signal_connect (line, "notify::decided-size", G_CALLBACK (count_notify), &notified);
  g_signal_connect (line, "notify::note", G_CALLBACK (count_notify), &notified);
  g_assert_cmpstr (sauda_order_line_get_size (line), ==, "L");

  /* A load that was asked before the edit brings the old size along; the edit stays. */
  sauda_order_list_load_async (fixture->list, NULL, sauda_test_keep_result, &loaded);
  sauda_order_list_set_decided_size_async (fixture->list, line, "xxl", &edit, NULL, sauda_test_keep_result,
                                           &sized);
  sauda_order_list_set_text_async (fixture->list, sauda_order_line_get_order (line), SAUDA_ORDER_TEXT_NOTE,
                                   "Ждёт", &edit, NULL, sauda_test_keep_result, &noted);
  g_assert_cmpstr (sauda_order_line_get_decided_size (line), ==, "2XL");
  g_assert_cmpstr (sauda_order_line_get_size (line), ==, "2XL");
  g_assert_cmpuint (notified, ==, 2);
  sauda_test_wait_until (loaded != NULL);
  g_assert_true (sauda_order_list_load_finish (fixture->list, loaded, &error));
  g_assert_cmpstr (sauda_order_line_get_decided_size (line), ==, "2XL");
  g_assert_cmpstr (sauda_order_line_get_note (line), ==, "Ждёт");
  sauda_test_wait_until (sized != NULL && noted != NULL);
  g_assert_true (sauda_order_list_set_decided_size_finish (fixture->list, sized, &error));
  g_assert_true (sauda_order_list_set_text_finish (fixture->list, noted, &error));
  g_assert_no_error (error);

  load (fixture);
  g_assert_cmpstr (sauda_order_line_get_decided_size (line), ==, "2XL");
  g_assert_cmpstr (sauda_order_line_get_note (line), ==, "Ждёт");
  g_assert_true (sauda_order_line_matches (line, "ждет"));
  sauda_order_list_load_history_async (fixture->list, 10, NULL, sauda_test_keep_result, &read);
  sauda_test_wait_until (read != NULL);
  events = sauda_order_list_load_history_finish (fixture->list, read, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (((SaudaOrderEvent *) events->pdata[0])->after, ==, "2XL");
  g_assert_cmpstr (((SaudaOrderEvent *) events->pdata[0])->who, ==, "Айгуль");
}

static void
test_failed_edit (Fixture *fixture, gconstpointer data)
{
  const SaudaOrderEdit edit = { "Айгуль", NULL, 1000 };
  g_autoptr (GAsyncResult) sized = NULL;
  g_autoptr (GAsyncResult) noted = NULL;
  g_autoptr (SaudaOrderLine) line = NULL;
  g_autoptr (GError) error = NULL;

  add_orders (fixture, 1);
  load (fixture);
  line = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  sauda_test_database_execute (fixture->database, "DELETE FROM orders");
  sauda_order_list_set_decided_size_async (fixture->list, line, "S", &edit, NULL, sauda_test_keep_result,
                                           &sized);
  sauda_order_list_set_text_async (fixture->list, sauda_order_line_get_order (line), SAUDA_ORDER_TEXT_NOTE,
                                   "note", &edit, NULL, sauda_test_keep_result, &noted);
  g_assert_cmpstr (sauda_order_line_get_size (line), ==, "S");
  sauda_test_wait_until (sized != NULL && noted != NULL);
  g_assert_false (sauda_order_list_set_decided_size_finish (fixture->list, sized, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (sauda_order_list_set_text_finish (fixture->list, noted, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (sauda_order_line_get_size (line), ==, "L");
  g_assert_null (sauda_order_line_get_decided_size (line));
  g_assert_cmpstr (sauda_order_line_get_note (line), ==, "");
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderLine) first = NULL;
  g_autoptr (SaudaOrderLine) second = NULL;
  g_autofree char *needle = sauda_text_search_key ("ЕЛКА");

  add_orders (fixture, 10);
  load (fixture);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 9);
  second = g_list_model_get_item (G_LIST_MODEL (fixture->list), 10);
  g_assert_true (sauda_order_line_get_order (first) == sauda_order_line_get_order (second));
  g_assert_false (sauda_order_line_matches (first, needle));
  g_assert_true (sauda_order_line_matches (second, needle));
  g_assert_true (sauda_order_line_matches (second, "900000010"));
  g_assert_cmpstr (sauda_order_line_get_clicked_size (second), ==, "M");
  g_assert_cmpint (sauda_order_line_get_amount (first), ==, 11990);
  g_assert_cmpint (sauda_order_line_get_amount (second), ==, -1);
  g_assert_cmpstr (sauda_order_line_get_sort_key (first, SAUDA_ORDER_LINE_KEY_CODE), ==, "900000010");
  g_assert_cmpint (strcmp (sauda_order_line_get_sort_key (first, SAUDA_ORDER_LINE_KEY_PRODUCT),
                           sauda_order_line_get_sort_key (second, SAUDA_ORDER_LINE_KEY_PRODUCT)),
                   !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/orders/list/one-splice", test_one_splice);
  ADD ("/orders/list/reload", test_reload);
  ADD ("/orders/list/edit", test_edit);
  ADD ("/orders/list/failed-edit", test_failed_edit);
  ADD ("/orders/list/keys", test_keys);
  return g_test_run ();
}
