#include "orders-fixture.h"

#include "sauda-time.h"
#include "ui-test.h"

/* Monday, 23 November 2026, 10:00 in Almaty. */
#define NOW_MS (sauda_day_time_ms (sauda_day_from_date (2026, 11, 23), 10, 0))

/* Half of the orders are to be packed, the rest are delivered; every tenth one is late; the buyers' names go
 * round. */
static void
add_orders (SaudaDatabase *database, guint count)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO store (id, name, created_ms) VALUES (1, 'OnlyFit', 0), (2, 'UNIVERSAL', 0);"
    "INSERT INTO customer (id, name, search_key) VALUES (1, 'Айгүл', 'айгүл'), (2, 'Семён', 'семен'), "
    "(3, 'Dana', 'dana');"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    "INSERT INTO orders (id, store_id, code, stage, state, status, planned_handover_ms, kaspi_delivery, "
    "total, "
    "customer_id, source, first_seen_ms, updated_ms) "
    "SELECT i, 1 + i %% 2, CAST (700000000 + i AS TEXT), CASE WHEN i %% 2 THEN 'packing' ELSE 'completed' "
    "END, "
    "CASE WHEN i %% 2 THEN 'KASPI_DELIVERY' ELSE 'ARCHIVE' END, CASE WHEN i %% 2 THEN 'ACCEPTED_BY_MERCHANT' "
    "ELSE "
    "'COMPLETED' END, %" G_GINT64_FORMAT
    " + (i %% 10 - 1) * 86400000, 1, 8990, 1 + i %% 3, 'file', 0, 0 FROM n;"
    "INSERT INTO order_line (order_id, position, sku, title, quantity, amount) "
    "SELECT id, 0, 'SKU-' || (id %% 7), 'Футболка ' || (id %% 7) || ' (L)', 1, 8990 FROM orders;",
    count, sauda_day_start_ms (sauda_day_from_date (2026, 11, 23)));

  sauda_test_database_execute (database, sql);
}

/* A database of @orders, and no page yet. */
void
orders_fixture_prepare (OrdersFixture *fixture, guint orders)
{
  *fixture = (OrdersFixture){ 0 };
  fixture->folder = sauda_test_folder_new ();
  fixture->database = sauda_test_database_new (fixture->folder);
  add_orders (fixture->database, orders);
  fixture->list = sauda_order_list_new (fixture->database);
  fixture->clock = sauda_clock_new_at (NOW_MS);
}

/* A page of a prepared database, loaded and drawn. */
void
orders_fixture_show (OrdersFixture *fixture)
{
  fixture->page = SAUDA_ORDERS_PAGE (sauda_orders_page_new_for_list (fixture->list, fixture->clock));
  fixture->table = sauda_orders_page_get_table (fixture->page);
  fixture->grid = SAUDA_GRID (fixture->table);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page));
  sauda_test_wait_until (sauda_orders_page_is_loaded (fixture->page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

void
orders_fixture_open (OrdersFixture *fixture, guint orders)
{
  orders_fixture_prepare (fixture, orders);
  orders_fixture_show (fixture);
}

/* Closes it and proves that nothing is left. */
void
orders_fixture_close (OrdersFixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  ui_test_close (fixture->window);
  sauda_test_wait_until (fixture->page == NULL);
  g_clear_object (&fixture->clock);
  /* A change that is being saved holds the list a little longer. */
  g_object_add_weak_pointer (G_OBJECT (fixture->list), (gpointer *) &fixture->list);
  g_object_unref (fixture->list);
  sauda_test_wait_until (fixture->list == NULL);
  g_clear_object (&fixture->database);
  sauda_test_folder_remove (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}
