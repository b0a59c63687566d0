#include "sauda-catalogue-page.h"
#include "sauda-table-page.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

/* The page of the catalogue by real keys and a real pointer: from the search into what was found, and an
 * offer that is dragged onto its product. */

typedef struct {
  WorkspaceFixture base;
  SaudaCataloguePage *page;
  SaudaCatalogueOffers *pane;
  SaudaGrid *grid;
  SaudaGrid *offers;
  GtkWidget *search;
  GtkWindow *window;
} Fixture;

static SaudaDatabase *
get_database (Fixture *fixture)
{
  return sauda_workspace_get_database (fixture->base.workspace);
}

static void
wait_loaded (Fixture *fixture)
{
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (fixture->page));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  workspace_fixture_set_up (&fixture->base, NULL);
  sauda_test_database_execute (
    get_database (fixture),
    "INSERT INTO variant (id, sku, model_key, model_name, size, size_text, search_key) VALUES"
    " (1, 'PRINT_S', 'PRINT', 'Print', 'S', 'S', 'print print_s'),"
    " (2, 'PRINT_M', 'PRINT', 'Print', 'M', 'M', 'print print_m'),"
    " (3, 'CAP', 'CAP', 'Cap', NULL, NULL, 'cap');"
    "INSERT INTO offer (id, store_id, sku, variant_id, price, title) VALUES"
    " (1, 1, 'k-s', 1, 8990, 'Print S'), (2, 1, 'k-m', 2, 8990, 'Print M'), (3, 2, 'k-m2', 2, 8990, 'Print "
    "M'),"
    " (4, 2, 'stray', NULL, 1990, 'Cap');");
  fixture->page = SAUDA_CATALOGUE_PAGE (sauda_catalogue_page_new (fixture->base.workspace));
  fixture->pane = sauda_catalogue_page_get_offers (fixture->page);
  fixture->grid = SAUDA_GRID (sauda_catalogue_page_get_table (fixture->page));
  fixture->offers = SAUDA_GRID (sauda_catalogue_offers_get_table (fixture->pane));
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page));
  fixture->search = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_SEARCH_ENTRY);
  wait_loaded (fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  ui_test_focus (fixture->window, "us");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_test_close (fixture->window);
  workspace_fixture_tear_down (&fixture->base, NULL);
}

static guint
count_shown (Fixture *fixture)
{
  return sauda_grid_model_count (sauda_grid_get_model (fixture->grid));
}

static gint64
read_variant (Fixture *fixture, int offer)
{
  g_autofree char *sql = g_strdup_printf ("SELECT ifnull (variant_id, 0) FROM offer WHERE id = %d", offer);

  return sauda_test_database_read_number (get_database (fixture), sql);
}

static gboolean
has_focus_inside (Fixture *fixture, gpointer widget)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* What was typed is looked for at once: Down and Return lead into the first row of it. */
static void
test_search (Fixture *fixture, gconstpointer key)
{
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (fixture->search), G_MAXUINT);
  sauda_table_page_find (SAUDA_TABLE_PAGE (fixture->page));
  ui_test_press (fixture->window, "c a p");
  g_assert_cmpuint (count_shown (fixture), ==, 3);
  ui_test_press (fixture->window, key);
  g_assert_cmpuint (count_shown (fixture), ==, 1);
  sauda_test_wait_until (has_focus_inside (fixture, fixture->grid));
  g_assert_cmpstr (sauda_catalogue_row_get_info (sauda_grid_get_focused_item (fixture->grid))->sku, ==,
                   "CAP");
  /* Escape in the search shows everything again, and keeps the focus. */
  sauda_table_page_find (SAUDA_TABLE_PAGE (fixture->page));
  ui_test_press (fixture->window, "Escape");
  g_assert_cmpuint (count_shown (fixture), ==, 3);
  g_assert_true (has_focus_inside (fixture, fixture->search));
}

/* The cell of a product, once the table has drawn it. */
static GtkWidget *
find_product (Fixture *fixture, const char *sku)
{
  SaudaGridModel *model = sauda_grid_get_model (fixture->grid);

  for (guint row = 0; row < count_shown (fixture); row++)
    if (g_str_equal (sauda_catalogue_row_get_info (sauda_grid_model_peek (model, row))->sku, sku))
      return sauda_grid_get_cell (fixture->grid, row, SAUDA_CATALOGUE_COLUMN_SKU);
  return NULL;
}

static void
drag (Fixture *fixture, const char *sku)
{
  sauda_test_wait_until (sauda_grid_get_cell (fixture->offers, 0, SAUDA_OFFERS_COLUMN_TITLE) != NULL &&
                         find_product (fixture, sku) != NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  ui_test_drop (fixture->window, sauda_grid_get_cell (fixture->offers, 0, SAUDA_OFFERS_COLUMN_TITLE),
                find_product (fixture, sku));
}

/* A link by the pointer is what Ctrl+Z takes back, and not the cell that was changed before it; then that. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (sauda_grid_paste_text (fixture->grid, 0, SAUDA_CATALOGUE_COLUMN_COLOR, "Red"), ==, 1);
  wait_loaded (fixture);
  sauda_catalogue_offers_show_unlinked (fixture->pane, TRUE);
  wait_loaded (fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  drag (fixture, "CAP");
  sauda_test_wait_until (read_variant (fixture, 4) == 3);
  wait_loaded (fixture);
  sauda_table_page_undo (SAUDA_TABLE_PAGE (fixture->page));
  sauda_test_wait_until (read_variant (fixture, 4) == 0);
  wait_loaded (fixture);
  g_assert_cmpint (sauda_test_database_read_number (get_database (fixture),
                                                    "SELECT count(*) FROM variant WHERE color = 'Red'"),
                   ==, 1);
  sauda_table_page_undo (SAUDA_TABLE_PAGE (fixture->page));
  sauda_test_wait_until (sauda_test_database_read_number (
                           get_database (fixture), "SELECT count(*) FROM variant WHERE color = 'Red'") == 0);
  wait_loaded (fixture);
  g_assert_false (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (fixture->page)));
}

/* With several products selected, the pane stays at the one whose offers were worked on. */
static void
test_pane_stays (Fixture *fixture, gconstpointer data)
{
  sauda_grid_select_all (fixture->grid);
  for (guint row = 0; row < count_shown (fixture); row++)
    if (g_str_equal (
          sauda_catalogue_row_get_info (sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), row))
            ->sku,
          "PRINT_M"))
      gtk_widget_grab_focus (sauda_grid_get_cell (fixture->grid, row, SAUDA_CATALOGUE_COLUMN_SKU));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->pane), "PRINT_M") != NULL);
  wait_loaded (fixture);
  g_assert_true (sauda_grid_move (fixture->offers, 0, SAUDA_OFFERS_COLUMN_SKU, FALSE));
  sauda_catalogue_offers_link (fixture->pane, NULL);
  wait_loaded (fixture);
  g_assert_cmpint (sauda_test_database_read_number (get_database (fixture),
                                                    "SELECT count(*) FROM offer WHERE variant_id = 2"),
                   ==, 1);
  g_assert_cmpuint (sauda_grid_count_selected (fixture->grid), ==, 3);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->pane), "PRINT_M"));
  g_assert_cmpuint (sauda_grid_model_count (sauda_grid_get_model (fixture->offers)), ==, 1);
}

#define ADD(path, key, func) g_test_add ("/ui/catalogue-keys/" path, Fixture, key, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("search-down", "Down", test_search);
  ADD ("search-return", "Return", test_search);
  ADD ("drag", NULL, test_drag);
  ADD ("pane-stays", NULL, test_pane_stays);
  return g_test_run ();
}
