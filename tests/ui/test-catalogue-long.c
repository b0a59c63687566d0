#include "sauda-catalogue-page.h"
#include "sauda-catalogue-rows.h"
#include "sauda-edit-cell.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

/* A catalogue that is read in two steps: what a screen shows, then all of it. */

#define COLUMN(name) SAUDA_CATALOGUE_COLUMN_##name
#define VARIANTS 3000

typedef struct {
  WorkspaceFixture base;
  SaudaCataloguePage *page;
  SaudaGrid *grid;
  GtkWindow *window;
  GMutex lock;
  GCond changed;
  gboolean go; /* guarded by @lock */
} Fixture;

/* On the database's thread: what comes behind it waits for go_on(). */
static gpointer
hold (SaudaConnection *connection, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->lock);
  while (!fixture->go)
    g_cond_wait (&fixture->changed, &fixture->lock);
  g_mutex_unlock (&fixture->lock);
  return NULL;
}

/* The beginning is shown, and the rest not yet asked for. */
static void
on_first (SaudaGridModel *model, Fixture *fixture)
{
  g_signal_handlers_disconnect_by_func (model, on_first, fixture);
  sauda_database_read_async (sauda_workspace_get_database (fixture->base.workspace), hold, fixture, NULL,
                             NULL, NULL, NULL, NULL);
}

static void
go_on (Fixture *fixture)
{
  g_mutex_lock (&fixture->lock);
  fixture->go = TRUE;
  g_cond_signal (&fixture->changed);
  g_mutex_unlock (&fixture->lock);
}

/* Models of five sizes that come mixed: the last one stands first, some are archived, one name begins two
 * models, and a size of one model has another name. */
static void
add_products (SaudaDatabase *database)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %d) "
    "INSERT INTO variant (id, sku, model_key, model_name, size, weight_grams, search_key, retired_ms) "
    "SELECT 1 + i, printf ('K%%03d_%%d', i %% 600, i / 600), printf ('K%%03d', i %% 600),"
    " printf ('Товар %%03d', (599 - i %% 600) / 2), substr ('SMLXN', 1 + i / 600, 1), 200 + (i %% 7 = 0) * "
    "9000,"
    " printf ('товар %%03d k%%03d_%%d', (599 - i %% 600) / 2, i %% 600, i / 600), CASE WHEN i %% 11 = 0 THEN "
    "1 END FROM n;"
    "UPDATE variant SET model_name = 'Ящик' WHERE sku = 'K599_2';"
    "INSERT INTO offer (store_id, sku, variant_id, price, my_size) SELECT 1 + id %% 2, sku || '-offer', id,"
    " 8990 + (id %% 13 = 0) * 90000, size FROM variant;"
    "INSERT INTO variant_barcode (code, variant_id) SELECT '20000' || id, id FROM variant WHERE id %% 3 = 0;"
    "INSERT INTO stock_batch (id, title, at_ms, who, undoes) VALUES (1, 'opening', 1, 'me', NULL),"
    " (2, 'correction', 2, 'me', NULL), (3, 'undo', 3, 'me', 2);"
    "INSERT INTO stock_movement (batch_id, variant_id, kind, pieces, at_ms) SELECT 1, id, 'opening', id, 1 "
    "FROM"
    " variant WHERE id %% 2;"
    "INSERT INTO stock_movement (batch_id, variant_id, kind, pieces, at_ms) SELECT 2, id, 'correction', 5, 2 "
    "FROM"
    " variant;"
    "INSERT INTO stock_movement (batch_id, variant_id, kind, pieces, at_ms) SELECT 3, id, 'correction', -5, 3"
    " FROM variant;",
    VARIANTS);

  sauda_test_database_execute (database, sql);
}

static guint
count_rows (Fixture *fixture)
{
  return sauda_grid_model_count (sauda_grid_get_model (fixture->grid));
}

static const char *
get_shown (Fixture *fixture)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (fixture->grid), GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  workspace_fixture_set_up (&fixture->base, NULL);
  add_products (sauda_workspace_get_database (fixture->base.workspace));
  fixture->page = SAUDA_CATALOGUE_PAGE (sauda_catalogue_page_new (fixture->base.workspace));
  fixture->grid = SAUDA_GRID (sauda_catalogue_page_get_table (fixture->page));
  g_mutex_init (&fixture->lock);
  g_cond_init (&fixture->changed);
  g_signal_connect (sauda_grid_get_model (fixture->grid), "changed", G_CALLBACK (on_first), fixture);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page));
  sauda_test_wait_until (count_rows (fixture) > 0 && g_str_equal (get_shown (fixture), "table"));
  g_assert_false (sauda_catalogue_page_is_loaded (fixture->page));
  g_assert_cmpuint (count_rows (fixture), <, 200);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_test_close (fixture->window);
  workspace_fixture_tear_down (&fixture->base, NULL);
  g_mutex_clear (&fixture->lock);
  g_cond_clear (&fixture->changed);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->base.workspace), sql);
}

static void
assert_whole (Fixture *fixture)
{
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (fixture->page));
  g_assert_cmpint (count_rows (fixture), ==,
                   count (fixture, "SELECT count(*) FROM variant WHERE retired_ms IS NULL"));
}

static void
assert_same (SaudaCatalogueRow *a, SaudaCatalogueRow *b)
{
  const SaudaVariantInfo *first = sauda_catalogue_row_get_info (a),
                         *second = sauda_catalogue_row_get_info (b);

  g_assert_cmpstr (first->sku, ==, second->sku);
  g_assert_cmpstr (first->search_key, ==, second->search_key);
  g_assert_cmpstr (first->stores, ==, second->stores);
  g_assert_cmpint (first->least_price, ==, second->least_price);
  g_assert_cmpint (first->usual_price, ==, second->usual_price);
  g_assert_cmpint (first->usual_weight, ==, second->usual_weight);
  g_assert_cmpuint (first->doubts, ==, second->doubts);
  for (guint i = 0; i < SAUDA_VARIANT_N_FIELDS; i++)
    g_assert_cmpstr (first->values[i], ==, second->values[i]);
  g_assert_cmpint (sauda_catalogue_row_get_on_hand (a), ==, sauda_catalogue_row_get_on_hand (b));
  g_assert_cmpint (sauda_catalogue_row_is_counted (a), ==, sauda_catalogue_row_is_counted (b));
}

/* The first screenful is where all of it begins, with the same of each product. */
static void
test_beginning (void)
{
  WorkspaceFixture fixture = { 0 };
  SaudaDatabase *database;
  g_autoptr (SaudaCatalogueRows) first = NULL, all = NULL;
  guint doubts = 0;

  workspace_fixture_set_up (&fixture, NULL);
  database = sauda_workspace_get_database (fixture.workspace);
  add_products (database);
  first = sauda_database_read (database, (SaudaDatabaseFunc) sauda_catalogue_rows_load_first, NULL, NULL);
  all = sauda_database_read (database, (SaudaDatabaseFunc) sauda_catalogue_rows_load, NULL, NULL);
  g_assert_false (first->whole);
  g_assert_true (all->whole);
  g_assert_cmpuint (all->rows->len, ==, VARIANTS);
  g_assert_cmpuint (first->all, ==, VARIANTS);
  g_assert_cmpuint (first->retired, ==, all->retired);
  g_assert_cmpuint (first->rows->len, >=, 100);
  g_assert_cmpuint (first->rows->len, <, 200);
  for (guint i = 0; i < first->rows->len; i++) {
    assert_same (g_ptr_array_index (first->rows, i), g_ptr_array_index (all->rows, i));
    doubts |= sauda_catalogue_row_get_info (g_ptr_array_index (first->rows, i))->doubts;
  }
  g_assert_cmpuint (doubts, ==, SAUDA_VARIANT_DOUBT_WEIGHT | SAUDA_VARIANT_DOUBT_PRICE);
  workspace_fixture_tear_down (&fixture, NULL);
}

/* How many there are is told at once; what is selected then stays so, and shown by the same objects. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  gpointer third = sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), 2);
  g_autoptr (GPtrArray) selected = NULL;

  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->page), " of 3000 products") != NULL);
  g_assert_true (sauda_grid_move (fixture->grid, 2, COLUMN (SKU), FALSE));
  go_on (fixture);
  assert_whole (fixture);
  g_assert_true (sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), 2) == third);
  selected = sauda_grid_list_selected (fixture->grid);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (g_ptr_array_index (selected, 0) == third);
}

/* What is being typed goes on; the rest comes when it is kept, or given up. */
static void
test_typing (Fixture *fixture, gconstpointer keep)
{
  SaudaEditCell *cell;

  g_assert_true (sauda_grid_edit (fixture->grid, 1, COLUMN (COLOR), "Red"));
  cell = SAUDA_EDIT_CELL (sauda_grid_get_cell (fixture->grid, 1, COLUMN (COLOR)));
  go_on (fixture);
  /* Stands behind the reading of all rows in the queue of the database: they are on their way to the window
   * then. */
  count (fixture, "SELECT count(*) FROM variant");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (sauda_catalogue_page_is_loaded (fixture->page));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (sauda_edit_cell_get_entry (cell))), ==, "Red");
  sauda_edit_cell_end (cell, keep != NULL);
  assert_whole (fixture);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM variant WHERE color = 'Red'"), ==,
                   keep != NULL ? 1 : 0);
}

/* Nothing is found in the beginning alone. */
static void
test_find (Fixture *fixture, gconstpointer data)
{
  SaudaGroupFilter *filter = sauda_catalogue_table_get_filter (SAUDA_CATALOGUE_TABLE (fixture->grid));

  sauda_group_filter_set_words (filter, "k005");
  sauda_test_wait_until (g_str_equal (get_shown (fixture), "loading"));
  go_on (fixture);
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (fixture->page));
  g_assert_cmpint (
    count_rows (fixture), ==,
    count (fixture, "SELECT count(*) FROM variant WHERE model_key = 'K005' AND retired_ms IS NULL"));
  sauda_group_filter_set_words (filter, "");
  assert_whole (fixture);
}

/* All means all there is. */
static void
test_select_all (Fixture *fixture, gconstpointer data)
{
  sauda_grid_select_all (fixture->grid);
  go_on (fixture);
  assert_whole (fixture);
  g_assert_cmpuint (sauda_grid_count_selected (fixture->grid), ==, count_rows (fixture));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/catalogue-long/beginning", test_beginning);
  g_test_add ("/ui/catalogue-long/rest", Fixture, NULL, set_up, test_rest, tear_down);
  g_test_add ("/ui/catalogue-long/typing-kept", Fixture, "keep", set_up, test_typing, tear_down);
  g_test_add ("/ui/catalogue-long/typing-given-up", Fixture, NULL, set_up, test_typing, tear_down);
  g_test_add ("/ui/catalogue-long/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/ui/catalogue-long/select-all", Fixture, NULL, set_up, test_select_all, tear_down);
  return g_test_run ();
}
