#include "prices-fixture.h"

#include "sauda-test-database.h"
#include "ui-test.h"

/* Forty offers, so that a run may change two of them; the first costs 20 yuan and weighs half a kilogram. */
#define CATALOGUE                                                                                            \
  "INSERT INTO variant (id, sku, model_key, model_name, size, cost_cny, weight_grams, search_key) VALUES"    \
  " (1, 'PRINT_M', 'PRINT', 'Print', 'M', 20, 500, 'print');"                                                \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"                            \
  " INSERT INTO offer (id, store_id, sku, variant_id, title, price)"                                         \
  " SELECT i, 1, printf ('k%02d', i), 1, 'Print', 8990 FROM n;"                                              \
  "INSERT INTO rate (name, scope, from_day, value, who, changed_ms) VALUES ('cny', '', 1, 70, 't', 1),"      \
  " ('freight', '', 1, 1500, 't', 1);"

PricesDesk
prices_fixture_open_desk (WorkspaceFixture *fixture)
{
  PricesDesk desk;

  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), CATALOGUE);
  desk.page = SAUDA_PRICES_PAGE (sauda_prices_page_new (fixture->workspace));
  desk.grid = SAUDA_GRID (sauda_prices_page_get_table (desk.page));
  desk.window = ui_test_show (GTK_WIDGET (desk.page));
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk.page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (desk.window));
  return desk;
}

void
prices_fixture_close_desk (const PricesDesk *desk)
{
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk->page));
  ui_test_close (desk->window);
}

gint64
prices_fixture_read_number (WorkspaceFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

const SaudaPriceRow *
prices_fixture_peek_row (const PricesDesk *desk, guint position)
{
  return sauda_price_item_get_row (sauda_grid_model_peek (sauda_grid_get_model (desk->grid), position));
}

GtkWindow *
prices_fixture_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

void
prices_fixture_execute (WorkspaceFixture *fixture, const char *sql)
{
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
}
