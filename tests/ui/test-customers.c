#include "sauda-customers-page.h"
#include "sauda-packer-view.h"
#include "sauda-table-page.h"
#include "sauda-test-database.h"
#include "sauda-views-bar.h"
#include "sauda-workspace.h"
#include "ui-test.h"
#include "workspace-fixture.h"

/* The page of customers: where a buyer agreed to messages is changed where it is shown. */

typedef struct {
  GtkWindow *window;
  SaudaCustomersPage *page;
  SaudaGrid *grid;
  SaudaDatabase *database;
} Customers;

static void
open_page (WorkspaceFixture *fixture, Customers *customers)
{
  customers->database = sauda_workspace_get_database (fixture->workspace);
  sauda_test_database_execute (
    customers->database,
    "INSERT INTO customer (id, phone, name, search_key) VALUES (1, '7010000001', 'Dana', 'dana'), (2, NULL, "
    "'Aset', 'aset');"
    "INSERT INTO orders (id, store_id, code, stage, customer_id, source, first_seen_ms, updated_ms, "
    "created_ms)"
    " VALUES (1, 1, '701', 'completed', 1, 'api', 0, 0, 3000), (2, 1, '702', 'completed', 2, 'api', 0, 0, "
    "2000);");
  customers->page = SAUDA_CUSTOMERS_PAGE (sauda_customers_page_new (fixture->workspace));
  customers->grid = SAUDA_GRID (sauda_customers_page_get_table (customers->page));
  customers->window = ui_test_show (GTK_WIDGET (customers->page));
  sauda_test_wait_until (sauda_customers_page_is_loaded (customers->page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (customers->window));
}

/* The row of the buyer with that number. */
static guint
find_row (Customers *customers, gint64 id)
{
  guint row = 0;

  while (
    sauda_customer_row_get_info (sauda_grid_model_peek (sauda_grid_get_model (customers->grid), row))->id !=
    id)
    row++;
  return row;
}

static const SaudaCustomerInfo *
get_buyer (Customers *customers, gint64 id)
{
  return sauda_customer_row_get_info (
    sauda_grid_model_peek (sauda_grid_get_model (customers->grid), find_row (customers, id)));
}

static guint
write_cell (Customers *customers, gint64 id, const char *text)
{
  guint row = find_row (customers, id);

  g_assert_true (sauda_grid_move (customers->grid, row, SAUDA_CUSTOMERS_COLUMN_MESSAGES, FALSE));
  return sauda_grid_paste_text (customers->grid, row, SAUDA_CUSTOMERS_COLUMN_MESSAGES, text);
}

static gint64
read_number (Customers *customers, const char *sql)
{
  return sauda_test_database_read_number (customers->database, sql);
}

static void
test_consent (WorkspaceFixture *fixture, gconstpointer data)
{
  Customers customers;

  open_page (fixture, &customers);
  g_assert_cmpuint (write_cell (&customers, 1, "agreed by word"), ==, 1);
  sauda_test_wait_until (g_strcmp0 (get_buyer (&customers, 1)->consent_source, "verbal") == 0);
  g_assert_cmpint (
    read_number (&customers,
                 "SELECT count(*) FROM contact WHERE phone = '+77010000001' AND consent = 'verbal'"),
    ==, 1);
  g_assert_cmpuint (write_cell (&customers, 1, "wants none"), ==, 1);
  sauda_test_wait_until (get_buyer (&customers, 1)->opted_out_ms > 0);
  g_assert_cmpstr (get_buyer (&customers, 1)->consent_source, ==, "verbal");
  /* Whoever agrees wants messages again. */
  g_assert_cmpuint (write_cell (&customers, 1, "chat"), ==, 1);
  sauda_test_wait_until (get_buyer (&customers, 1)->opted_out_ms == 0);
  g_assert_cmpstr (get_buyer (&customers, 1)->consent_source, ==, "chat");
  sauda_table_page_undo (SAUDA_TABLE_PAGE (customers.page));
  sauda_test_wait_until (get_buyer (&customers, 1)->opted_out_ms > 0);
  ui_test_close (customers.window);
}

static void
test_refused (WorkspaceFixture *fixture, gconstpointer data)
{
  Customers customers;

  open_page (fixture, &customers);
  g_assert_cmpuint (write_cell (&customers, 1, "perhaps"), ==, 0);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (customers.window), "none of the choices") != NULL);
  /* Nobody can be written to without a phone, and packers decide nothing. */
  g_assert_cmpuint (write_cell (&customers, 2, "agreed by word"), ==, 0);
  sauda_packer_view_set_on (TRUE);
  g_assert_cmpuint (write_cell (&customers, 1, "agreed by word"), ==, 0);
  sauda_packer_view_set_on (FALSE);
  g_assert_cmpint (read_number (&customers, "SELECT count(*) FROM contact"), ==, 0);
  ui_test_close (customers.window);
}

/* What is found and how it is laid out is kept under a name, with how many buyers that are. */
static void
test_views (WorkspaceFixture *fixture, gconstpointer data)
{
  Customers customers;
  SaudaViewsBar *views;
  GtkEditable *search;

  open_page (fixture, &customers);
  views = SAUDA_VIEWS_BAR (ui_test_find (GTK_WIDGET (customers.page), SAUDA_TYPE_VIEWS_BAR));
  search = GTK_EDITABLE (ui_test_find (GTK_WIDGET (customers.page), GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (search, "dana");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (customers.window), "1 of 2 buyers") != NULL);
  sauda_views_bar_save (views, "Danas");
  sauda_test_wait_until (sauda_views_bar_get_n_views (views) == 1 && !sauda_views_bar_is_busy (views));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (views), "Danas 1"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (views), "All 2"));
  gtk_editable_set_text (search, "nobody at all");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (customers.window), "No such buyers") != NULL);
  sauda_table_page_show_all (SAUDA_TABLE_PAGE (customers.page));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (customers.window), "No such buyers") == NULL);
  sauda_test_wait_until (sauda_grid_model_count (sauda_grid_get_model (customers.grid)) == 2);
  sauda_views_bar_choose (views, 1);
  sauda_test_wait_until (sauda_grid_model_count (sauda_grid_get_model (customers.grid)) == 1);
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "dana");
  g_assert_cmpint (read_number (&customers, "SELECT count(*) FROM saved_view WHERE page = 'customers'"), ==,
                   1);
  ui_test_close (customers.window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/customers/consent", WorkspaceFixture, NULL, workspace_fixture_set_up, test_consent,
              workspace_fixture_tear_down);
  g_test_add ("/ui/customers/refused", WorkspaceFixture, NULL, workspace_fixture_set_up, test_refused,
              workspace_fixture_tear_down);
  g_test_add ("/ui/customers/views", WorkspaceFixture, NULL, workspace_fixture_set_up, test_views,
              workspace_fixture_tear_down);
  return g_test_run ();
}
