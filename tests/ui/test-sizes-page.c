#include "sauda-return-window.h"
#include "sauda-size-handle.h"
#include "sauda-size-ruler.h"
#include "sauda-sizes-page.h"
#include "sauda-supplier-window.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

typedef struct {
  WorkspaceFixture base;
  SaudaSizesPage *page;
  GtkWindow *window;
} Fixture;

/* A merchant who goes by weight: 400 orders, a few of another product that runs small. */
static const char history[] =
  "INSERT INTO size_history (people, product, height_cm, weight_kg, size, outcome, at_ms, source, file_key)"
  " WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399)"
  " SELECT 'men', CASE WHEN i % 8 = 0 THEN 'tight' ELSE 'suit' END, 165 + i % 5, 50 + i * 7 % 60,"
  " CASE WHEN w < 55 THEN 'M' WHEN w < 66 THEN 'L' WHEN w < 80 THEN 'XL' WHEN w < 90 THEN '2XL' ELSE '3XL' "
  "END,"
  " 'shipped', i, 'file', 'k' || i FROM (SELECT i, 50 + i * 7 % 60 + (i % 8 = 0) * 5 AS w FROM n)";

static void
set_up (Fixture *fixture, gconstpointer data)
{
  workspace_fixture_set_up (&fixture->base, data);
  if (data != NULL)
    sauda_test_database_execute (sauda_workspace_get_database (fixture->base.workspace), data);
  fixture->page = SAUDA_SIZES_PAGE (sauda_sizes_page_new (fixture->base.workspace));
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page));
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page));
  ui_test_close (fixture->window);
  workspace_fixture_tear_down (&fixture->base, data);
}

static char *
read_text (Fixture *fixture, const char *sql)
{
  return sauda_test_database_read_text (sauda_workspace_get_database (fixture->base.workspace), sql);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);

  g_assert_nonnull (ui_test_find_label (page, "Learned from 0 decided orders"));
  g_assert_nonnull (ui_test_find_label (page, "After 60 more decided orders"));
  g_assert_nonnull (ui_test_find_label (page, "Too little is known"));
  g_assert_nonnull (ui_test_find_label (page, "The usual chart"));
}

static void
test_tells (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);

  g_assert_nonnull (ui_test_find_label (page, "Learned from 400 decided orders"));
  g_assert_nonnull (ui_test_find_label (page, "would have been decided without a person"));
  g_assert_nonnull (ui_test_find_label (page, "tight runs small by"));
  g_assert_nonnull (ui_test_find_label (page, "(n = 50)"));
}

/* The arrows move a limit; nothing is in force until the person says so, and then it is in the list. */
static void
test_moves_limit (Fixture *fixture, gconstpointer data)
{
  SaudaSizeRuler *ruler = SAUDA_SIZE_RULER (ui_test_find (GTK_WIDGET (fixture->page), SAUDA_TYPE_SIZE_RULER));
  SaudaSizeHandle *handle = SAUDA_SIZE_HANDLE (sauda_size_ruler_get_handle (ruler, 2));
  double before = sauda_size_handle_get_value (handle);
  g_autofree char *none = NULL, *source = NULL;

  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (handle)));
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (handle)), ==,
                   GTK_ACCESSIBLE_ROLE_SLIDER);
  sauda_size_handle_move (handle, before + 2);
  g_assert_cmpfloat_with_epsilon (sauda_size_ruler_get_value (ruler, 2), before + 2, 1e-6);
  /* A limit never passes its neighbour. */
  sauda_size_handle_move (handle, 1000);
  g_assert_cmpfloat (sauda_size_ruler_get_value (ruler, 2), <, sauda_size_ruler_get_value (ruler, 3));
  sauda_size_handle_move (handle, before + 2);
  none = read_text (fixture, "SELECT count (*) FROM size_chart");
  g_assert_cmpstr (none, ==, "0");
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (fixture->page), "_Put in Force"), "clicked");
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page) &&
                         ui_test_find_label (GTK_WIDGET (fixture->page), "limits moved") != NULL);
  source = read_text (fixture, "SELECT source || ' ' || (reason LIKE 'L: %') FROM size_chart");
  g_assert_cmpstr (source, ==, "moved 1");
}

/* How soft a limit is goes by keys and by the pointer, which moves either the limit or its softness. */
static void
test_softens (Fixture *fixture, gconstpointer data)
{
  SaudaSizeRuler *ruler = SAUDA_SIZE_RULER (ui_test_find (GTK_WIDGET (fixture->page), SAUDA_TYPE_SIZE_RULER));
  SaudaSizeHandle *handle = SAUDA_SIZE_HANDLE (sauda_size_ruler_get_handle (ruler, 2));
  double value = sauda_size_handle_get_value (handle), softness = sauda_size_handle_get_softness (handle);
  g_autofree char *stored = NULL;

  gtk_window_set_focus_visible (fixture->window, TRUE);
  ui_test_focus (fixture->window, "us");
  gtk_widget_grab_focus (GTK_WIDGET (handle));
  ui_test_press (fixture->window, "Page_Up Page_Up Page_Up Page_Down");
  g_assert_cmpfloat_with_epsilon (sauda_size_handle_get_softness (handle), softness + 0.2, 0.06);
  ui_test_press (fixture->window, "Right");
  g_assert_cmpfloat_with_epsilon (sauda_size_handle_get_value (handle), value + 0.5, 1e-6);
  softness = sauda_size_handle_get_softness (handle);
  ui_test_drag (fixture->window, GTK_WIDGET (handle), 2, -40);
  g_assert_cmpfloat_with_epsilon (sauda_size_handle_get_softness (handle), softness + 2, 0.06);
  g_assert_cmpfloat_with_epsilon (sauda_size_handle_get_value (handle), value + 0.5, 1e-6);
  softness = sauda_size_handle_get_softness (handle);
  ui_test_drag (fixture->window, GTK_WIDGET (handle), 30, 4);
  g_assert_cmpfloat (sauda_size_handle_get_value (handle), >, value + 1);
  g_assert_cmpfloat (sauda_size_handle_get_softness (handle), ==, softness);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "L: softness "));
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (fixture->page), "_Put in Force"), "clicked");
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page) &&
                         ui_test_find_label (GTK_WIDGET (fixture->page), "limits moved") != NULL);
  stored = read_text (fixture, "SELECT reason LIKE '%L: softness %' FROM size_chart");
  g_assert_cmpstr (stored, ==, "1");
}

static void
test_supplier (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = NULL;
  g_autofree char *source = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (fixture->page), "S_upplier's Chart…"), "clicked");
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) top = g_list_model_get_item (windows, i);

    if (SAUDA_IS_SUPPLIER_WINDOW (top))
      window = top;
  }
  g_assert_nonnull (window);
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Put in Force"), "clicked");
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page) &&
                         ui_test_find_label (GTK_WIDGET (fixture->page), "supplier's chart") != NULL);
  source = read_text (fixture, "SELECT source FROM size_chart");
  g_assert_cmpstr (source, ==, "supplier");
}

/* Goes by Tab to the button with @label and presses it. */
static void
press_by_keys (Fixture *fixture, const char *label)
{
  GtkWidget *button = ui_test_find_button (GTK_WIDGET (fixture->page), label);
  guint presses = 0;

  g_assert_nonnull (button);
  while (gtk_window_get_focus (fixture->window) != button && presses++ < 60)
    ui_test_press (fixture->window, "Tab");
  g_assert_true (gtk_window_get_focus (fixture->window) == button);
  ui_test_press (fixture->window, "Return");
}

static void
put_limit_in_force (Fixture *fixture, double by)
{
  SaudaSizeRuler *ruler = SAUDA_SIZE_RULER (ui_test_find (GTK_WIDGET (fixture->page), SAUDA_TYPE_SIZE_RULER));
  SaudaSizeHandle *handle = SAUDA_SIZE_HANDLE (sauda_size_ruler_get_handle (ruler, 2));

  gtk_widget_grab_focus (GTK_WIDGET (handle));
  sauda_size_handle_move (handle, sauda_size_handle_get_value (handle) + by);
  press_by_keys (fixture, "_Put in Force");
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page));
  g_assert_true (SAUDA_IS_SIZE_HANDLE (gtk_window_get_focus (fixture->window)));
}

static char *
read_charts (Fixture *fixture)
{
  return read_text (fixture,
                    "SELECT group_concat (source, ' ') FROM (SELECT source FROM size_chart ORDER BY id)");
}

/* Back to the usual chart, and to the one of before, with the keyboard alone; every chart stays in
 * the list. */
static void
test_reset_and_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *reset = NULL, *again = NULL, *first = NULL, *last = NULL;
  GtkWidget *page = GTK_WIDGET (fixture->page);

  ui_test_focus (fixture->window, "us");
  put_limit_in_force (fixture, 3);
  put_limit_in_force (fixture, -5);
  before = read_charts (fixture);
  g_assert_cmpstr (before, ==, "moved moved");
  press_by_keys (fixture, "_Reset…");
  sauda_test_wait_until (!gtk_window_is_active (fixture->window));
  ui_test_press (fixture->window, "Return");
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page) &&
                         ui_test_find_label (page, "usual chart") != NULL);
  reset = read_charts (fixture);
  g_assert_cmpstr (reset, ==, "moved moved usual");
  /* There is no window manager that would give the keys back. */
  ui_test_focus (fixture->window, "us");
  press_by_keys (fixture, "Use _Again");
  sauda_test_wait_until (sauda_sizes_page_is_loaded (fixture->page) &&
                         ui_test_find_label (page, "again") != NULL);
  again = read_charts (fixture);
  g_assert_cmpstr (again, ==, "moved moved usual moved");
  first = read_text (fixture, "SELECT limits FROM size_chart ORDER BY id LIMIT 1 OFFSET 1");
  last = read_text (fixture, "SELECT limits FROM size_chart ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr (first, ==, last);
  /* Whoever works by keys goes on where they were. */
  g_assert_nonnull (gtk_window_get_focus (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), page));
}

static const char returned[] =
  "INSERT INTO variant (id, sku, model_key, model_name, size, model, gender, product_type, search_key) VALUES"
  " (1, 'P_L', 'P', 'Принт', 'L', 'Print51', 'Men', 'CL', 'p');"
  "INSERT INTO offer (store_id, sku, variant_id, stock_entered) SELECT min (id), 'P_L', 1, 7 FROM store;"
  "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
  " SELECT 1, min (id), '900000001', 'completed', 'api', 0, 0 FROM store;"
  "INSERT INTO order_line (id, order_id, position, sku, quantity, decided_size) VALUES (1, 1, 0, 'P_L', 1, "
  "'L');"
  "INSERT INTO line_measure (line_id, height_cm, weight_kg, text, who, at_ms) VALUES (1, 178, 90, '178/90', "
  "'b', 0);"
  "INSERT INTO size_history (people, product, height_cm, weight_kg, size, outcome, at_ms, source, line_id)"
  " VALUES ('men', 'print51', 178, 90, 'L', 'shipped', 0, 'person', 1);";

static void
on_noted (SaudaReturnWindow *window, gboolean learned, int *told)
{
  *told = learned ? 1 : 0;
}

/* Somebody sends a piece back: it is noted with its order and the chart learns from it. */
static void
test_returned (Fixture *fixture, gconstpointer data)
{
  SaudaReturnWindow *window = sauda_return_window_new (fixture->window, fixture->base.workspace);
  GtkWidget *order =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), SAUDA_TYPE_RETURN_WINDOW, "order"));
  GtkWidget *save =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), SAUDA_TYPE_RETURN_WINDOW, "save"));
  g_autofree char *outcome = NULL;
  int told = -1;

  g_signal_connect (window, "noted", G_CALLBACK (on_noted), &told);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_emit_by_name (save, "clicked");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Enter the number of the order"));
  gtk_editable_set_text (GTK_EDITABLE (order), "123");
  g_signal_emit_by_name (save, "clicked");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "123") != NULL);
  g_assert_cmpint (told, ==, -1);
  gtk_editable_set_text (GTK_EDITABLE (order), " 900000001 ");
  g_signal_emit_by_name (save, "clicked");
  sauda_test_wait_until (told >= 0);
  g_assert_cmpint (told, ==, 1);
  outcome = read_text (fixture, "SELECT size || ' ' || outcome FROM size_history WHERE line_id = 1");
  g_assert_cmpstr (outcome, ==, "L too_small");
}

/* A report that comes when the window is gone already has nobody to tell. */
static void
test_closed_meanwhile (WorkspaceFixture *fixture, gconstpointer data)
{
  GtkWidget *page = sauda_sizes_page_new (fixture->workspace);
  GtkWidget *window = adw_window_new ();

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (sauda_sizes_page_is_loaded (SAUDA_SIZES_PAGE (page)));
  ui_test_close (GTK_WINDOW (window));
  sauda_test_wait_until (page == NULL);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/sizes/closed-meanwhile", WorkspaceFixture, NULL, workspace_fixture_set_up,
              test_closed_meanwhile, workspace_fixture_tear_down);
  g_test_add ("/ui/sizes/empty", Fixture, NULL, set_up, test_empty, tear_down);
#define ADD(path, func) g_test_add ("/ui/sizes/" path, Fixture, history, set_up, func, tear_down)
  ADD ("tells", test_tells);
  ADD ("moves-limit", test_moves_limit);
  ADD ("softens", test_softens);
  ADD ("supplier", test_supplier);
  ADD ("reset-and-again", test_reset_and_again);
#undef ADD
  g_test_add ("/ui/sizes/returned", Fixture, returned, set_up, test_returned, tear_down);
  return g_test_run ();
}
