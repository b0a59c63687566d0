#include "sauda-edit-cell.h"
#include "sauda-price-view.h"
#include "sauda-prices-page.h"
#include "sauda-stock-levels.h"
#include "sauda-stock-page.h"
#include "sauda-table-page.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

/* Stock and prices of a catalogue that is read in two steps: what a screen shows, then all of it. */

#define VARIANTS 3000

/* Which page, and what it edits. */
typedef struct {
  GtkWidget *(*create) (SaudaWorkspace *workspace);
  gboolean (*is_loaded) (gpointer page);
  guint column;
  const char *typed;
  const char *written; /* counts what was typed */
  const char *all;     /* what stands below the table when no more than the beginning is there */
} Kind;

typedef struct {
  WorkspaceFixture base;
  const Kind *kind;
  GtkWidget *page;
  SaudaGrid *grid;
  GtkWindow *window;
  GMutex lock;
  GCond changed;
  gboolean go; /* guarded by @lock */
} Fixture;

static gboolean
is_stock_loaded (gpointer page)
{
  return sauda_stock_page_is_loaded (page);
}

static gboolean
are_prices_loaded (gpointer page)
{
  return sauda_prices_page_is_loaded (page);
}

static const Kind stock = {
  sauda_stock_page_new,
  is_stock_loaded,
  SAUDA_STOCK_COLUMN_ON_HAND,
  "77",
  "SELECT count(*) FROM stock_movement WHERE kind = 'count'",
  "3000 variants",
};
static const Kind prices = {
  sauda_prices_page_new,
  are_prices_loaded,
  SAUDA_PRICES_COLUMN_PRICE,
  "9490",
  "SELECT count(*) FROM offer WHERE price = 9490",
  "3000 offers",
};

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

/* Models of five sizes that come mixed: the last one stands first. Every third variant was counted, and two
 * pieces of every seventh are kept back; of each in the first model one was ordered. */
static void
add_products (SaudaDatabase *database)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %d) "
    "INSERT INTO variant (id, sku, model_key, model_name, size, cost_cny, weight_grams, search_key) "
    "SELECT 1 + i, printf ('K%%03d_%%d', 599 - i %% 600, i / 600), printf ('K%%03d', 599 - i %% 600),"
    " printf ('Товар %%03d', 599 - i %% 600), substr ('SMLXN', 1 + i / 600, 1), 20, 500,"
    " printf ('товар k%%03d', 599 - i %% 600) FROM n;"
    "INSERT INTO offer (id, store_id, sku, variant_id, title, price, my_size) SELECT id, 1 + id %% 2, sku ||"
    " '-offer', id, model_name, 8990, size FROM variant;"
    "INSERT INTO stock_buffer (variant_id, pieces) SELECT id, 2 FROM variant WHERE id %% 7 = 0;"
    "INSERT INTO stock_batch (id, title, at_ms, who) VALUES (1, 'opening', 1, 'me');"
    "INSERT INTO stock_movement (batch_id, variant_id, kind, pieces, at_ms) SELECT 1, id, 'opening', id, 1 "
    "FROM variant WHERE id %% 3 = 0;"
    "INSERT INTO orders (id, store_id, code, stage, created_ms, source, first_seen_ms, updated_ms) SELECT id,"
    " 1 + id %% 2, 'o' || id, 'packing', 1, 'file', 1, 1 FROM variant WHERE model_key = 'K000';"
    "INSERT INTO order_line (order_id, position, sku, title, quantity, amount) SELECT orders.id, 0, sku, "
    "title, 1, 8990 FROM orders JOIN offer ON offer.id = orders.id;",
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
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->kind = kind;
  workspace_fixture_set_up (&fixture->base, NULL);
  add_products (sauda_workspace_get_database (fixture->base.workspace));
  fixture->page = fixture->kind->create (fixture->base.workspace);
  fixture->grid = sauda_table_page_get_grid (SAUDA_TABLE_PAGE (fixture->page));
  g_mutex_init (&fixture->lock);
  g_cond_init (&fixture->changed);
  g_signal_connect (sauda_grid_get_model (fixture->grid), "changed", G_CALLBACK (on_first), fixture);
  fixture->window = ui_test_show (fixture->page);
  sauda_test_wait_until (count_rows (fixture) > 0 && g_str_equal (get_shown (fixture), "table"));
  g_assert_false (fixture->kind->is_loaded (fixture->page));
  g_assert_cmpuint (count_rows (fixture), >=, 100);
  g_assert_cmpuint (count_rows (fixture), <, 200);
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
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
  sauda_test_wait_until (fixture->kind->is_loaded (fixture->page));
  g_assert_cmpuint (count_rows (fixture), ==, VARIANTS);
}

static gpointer
read_levels (SaudaConnection *connection, gpointer first, GError **error)
{
  return first != NULL ? sauda_stock_levels_read_first (connection, 86400000, error)
                       : sauda_stock_levels_read (connection, 86400000, error);
}

/* The first screenful is where all of it begins, with the same of each variant. */
static void
test_stock_beginning (void)
{
  WorkspaceFixture fixture = { 0 };
  SaudaDatabase *database;
  g_autoptr (SaudaStockLevels) first = NULL, all = NULL;

  workspace_fixture_set_up (&fixture, NULL);
  database = sauda_workspace_get_database (fixture.workspace);
  add_products (database);
  first = sauda_database_read (database, read_levels, database, NULL);
  all = sauda_database_read (database, read_levels, NULL, NULL);
  g_assert_cmpuint (all->levels->len, ==, VARIANTS);
  g_assert_cmpuint (all->all, ==, VARIANTS);
  g_assert_cmpuint (first->all, ==, VARIANTS);
  g_assert_cmpuint (first->levels->len, >=, 100);
  g_assert_cmpuint (first->levels->len, <, 200);
  for (guint i = 0; i < first->levels->len; i++) {
    const SaudaStockLevel *a = g_ptr_array_index (first->levels, i), *b = g_ptr_array_index (all->levels, i);

    g_assert_cmpint (a->variant_id, ==, b->variant_id);
    g_assert_cmpstr (a->search, ==, b->search);
    g_assert_cmpint (a->counted, ==, b->counted);
    g_assert_cmpint (a->on_hand, ==, b->on_hand);
    g_assert_cmpint (a->reserved, ==, b->reserved);
    g_assert_cmpint (a->available, ==, b->available);
    g_assert_cmpint (a->reorder, ==, b->reorder);
  }
  g_assert_cmpint (((const SaudaStockLevel *) g_ptr_array_index (first->levels, 0))->reserved, ==, 1);
  workspace_fixture_tear_down (&fixture, NULL);
}

/* How many there are is told at once; what is selected then stays so, and shown by the same objects. */
static void
test_rest (Fixture *fixture, gconstpointer kind)
{
  gpointer third = sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), 2);
  g_autoptr (GPtrArray) selected = NULL;

  g_assert_nonnull (ui_test_find_label (fixture->page, fixture->kind->all));
  g_assert_true (sauda_grid_move (fixture->grid, 2, 1, FALSE));
  go_on (fixture);
  assert_whole (fixture);
  g_assert_true (sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), 2) == third);
  selected = sauda_grid_list_selected (fixture->grid);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_true (g_ptr_array_index (selected, 0) == third);
  g_assert_nonnull (ui_test_find_label (fixture->page, fixture->kind->all));
}

/* What is being typed goes on; the rest comes when it is kept. */
static void
test_typing (Fixture *fixture, gconstpointer kind)
{
  SaudaEditCell *cell;

  g_assert_true (sauda_grid_edit (fixture->grid, 1, fixture->kind->column, NULL));
  cell = SAUDA_EDIT_CELL (sauda_grid_get_cell (fixture->grid, 1, fixture->kind->column));
  gtk_editable_set_text (GTK_EDITABLE (sauda_edit_cell_get_entry (cell)), fixture->kind->typed);
  go_on (fixture);
  /* Stands behind the reading of all rows in the queue of the database: they are on their way to the window
   * then. */
  count (fixture, "SELECT count(*) FROM variant");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (fixture->kind->is_loaded (fixture->page));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (sauda_edit_cell_get_entry (cell))), ==,
                   fixture->kind->typed);
  sauda_edit_cell_end (cell, TRUE);
  assert_whole (fixture);
  sauda_test_wait_until (count (fixture, fixture->kind->written) == 1);
}

/* Nothing is found in the beginning alone. */
static void
test_find (Fixture *fixture, gconstpointer kind)
{
  GtkWidget *search = ui_test_find (fixture->page, GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (search), "k005");
  sauda_test_wait_until (g_str_equal (get_shown (fixture), "loading"));
  go_on (fixture);
  sauda_test_wait_until (fixture->kind->is_loaded (fixture->page));
  g_assert_cmpuint (count_rows (fixture), ==, 5);
  g_assert_cmpstr (get_shown (fixture), ==, "table");
  sauda_table_page_show_all (SAUDA_TABLE_PAGE (fixture->page));
  assert_whole (fixture);
}

/* All means all there is. */
static void
test_select_all (Fixture *fixture, gconstpointer kind)
{
  sauda_grid_select_all (fixture->grid);
  go_on (fixture);
  assert_whole (fixture);
  g_assert_cmpuint (sauda_grid_count_selected (fixture->grid), ==, count_rows (fixture));
}

static void
add_tests (const char *name, const Kind *kind)
{
  const struct {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer kind);
  } tests[] = {
    { "rest", test_rest }, { "typing", test_typing }, { "find", test_find }, { "select-all", test_select_all }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strdup_printf ("/ui/shelf-long/%s/%s", name, tests[i].name);

    g_test_add (path, Fixture, kind, set_up, tests[i].test, tear_down);
  }
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/shelf-long/stock/beginning", test_stock_beginning);
  add_tests ("stock", &stock);
  add_tests ("prices", &prices);
  return g_test_run ();
}
