#include "sauda-label-groups.h"
#include "sauda-label-run.h"
#include "sauda-pick-order.h"
#include "sauda-proof-window.h"
#include "sauda-stamp-editor.h"
#include "sauda-stamp-profiles.h"
#include "sauda-test-database.h"
#include "sauda-walk-window.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <cairo-pdf.h>
#include <string.h>

#define MM (72.0 / 25.4)

/* A waybill with print in its upper half alone. */
static char *
write_waybill (WorkspaceFixture *fixture)
{
  char *path = g_build_filename (fixture->folder.path, "waybill.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);

  cairo_rectangle (cairo, 5 * MM, 5 * MM, 90 * MM, 60 * MM);
  cairo_fill (cairo);
  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return path;
}

static void
set_number (GtkWidget *widget, const char *label, double value)
{
  GtkWidget *title = ui_test_find_label (widget, label);
  GtkWidget *row = gtk_widget_get_ancestor (title, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *spin = ui_test_find (row, GTK_TYPE_SPIN_BUTTON);

  g_assert_nonnull (spin);
  /* the second of a row is down, or the height */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (gtk_widget_get_next_sibling (spin)), value);
}

/* A place is told free or not, and is kept for waybills of that size. */
static void
test_stamp (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *waybill = write_waybill (fixture);
  g_autofree char *path = sauda_label_run_get_profiles_path (fixture->workspace);
  SaudaStampEditor *editor = sauda_stamp_editor_new (NULL, fixture->workspace, waybill, 0);
  GtkWidget *widget = GTK_WIDGET (editor);
  GtkWidget *mode = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GError) error = NULL;

  gtk_window_present (GTK_WINDOW (editor));
  sauda_test_wait_until (sauda_stamp_editor_is_ready (editor));
  mode = ui_test_find (widget, ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (mode), SAUDA_STAMP_FIXED);
  set_number (widget, "Width and height, mm", 15);
  set_number (widget, "From the left and the top, mm", 100);
  sauda_test_wait_until (sauda_stamp_editor_is_free (editor));
  set_number (widget, "From the left and the top, mm", 40);
  sauda_test_wait_until (!sauda_stamp_editor_is_free (editor));
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (editor)), "clicked");
  profiles = sauda_stamp_profiles_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 1);
  g_assert_cmpint (((SaudaStampProfile *) g_ptr_array_index (profiles, 0))->mode, ==, SAUDA_STAMP_FIXED);
  g_assert_cmpfloat (((SaudaStampProfile *) g_ptr_array_index (profiles, 0))->place.y, ==, 40);
}

static void
add_order (WorkspaceFixture *fixture)
{
  SaudaDay today = sauda_workspace_get_today (fixture->workspace);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO orders (id, store_id, code, stage, state, status, assembled, kaspi_delivery, "
    "planned_handover_ms, "
    "source, first_seen_ms, updated_ms) VALUES (1, 1, '900000001', 'handover', 'KASPI_DELIVERY', "
    "'ACCEPTED_BY_MERCHANT', 1, 1, %" G_GINT64_FORMAT ", 'file', 0, 0);"
    "INSERT INTO order_line (order_id, position, sku, title, quantity) VALUES (1, 0, 'SKU-1', 'Футболка', 1)",
    sauda_day_time_ms (today, 18, 0));

  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
}

static void
test_proof (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaProofWindow *window = sauda_proof_window_new (NULL, fixture->workspace, FALSE);
  SaudaProofWindow *second = NULL;

  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_proof_window_is_ready (window));
  g_assert_cmpstr (sauda_proof_window_get_text (window), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));

  add_order (fixture);
  second = sauda_proof_window_new (NULL, fixture->workspace, FALSE);
  gtk_window_present (GTK_WINDOW (second));
  sauda_test_wait_until (sauda_proof_window_is_ready (second));
  g_assert_nonnull (strstr (sauda_proof_window_get_text (second), "Orders without a label\n"));
  g_assert_nonnull (strstr (sauda_proof_window_get_text (second), "\t900000001\t"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (second), "900000001"));
  g_assert_true (gtk_widget_get_sensitive (ui_test_find_button (GTK_WIDGET (second), "_Fetch and Group")));
  gtk_window_destroy (GTK_WINDOW (second));
}

/* What changes after a label was printed is told: another size, a cancellation. A size that was decided back
 * is none. */
static void
test_changed (WorkspaceFixture *fixture, gconstpointer data)
{
  gint64 now = sauda_workspace_get_now (fixture->workspace);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms) VALUES"
    " (2, 1, '900000002', 'cancelled', 'file', 0, 0), (3, 1, '900000003', 'cancelled', 'file', 0, 0);"
    "INSERT INTO print_job (id, created_ms, kind, title, file, printer, state, changed_ms) VALUES"
    " (1, %" G_GINT64_FORMAT ", 'waybills', 'A', 'A.pdf', 'label', 'confirmed', 0);"
    "INSERT INTO print_label (job_id, position, page, store, code, place, state) SELECT 1, orders.id, 1, "
    "store.name,"
    " orders.code, 1, CASE orders.id WHEN 3 THEN 'lost' ELSE 'confirmed' END FROM orders"
    " JOIN store ON store.id = store_id;"
    "INSERT INTO order_event (order_id, line_id, at_ms, kind, before, after, who) SELECT order_id, id, "
    "%" G_GINT64_FORMAT ", 'size', 'M', 'XL', 'person' FROM order_line",
    now - 2000, now - 1000);
  SaudaProofWindow *window = NULL;
  const char *text = NULL;

  add_order (fixture);
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
  window = sauda_proof_window_new (NULL, fixture->workspace, FALSE);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_proof_window_is_ready (window));
  text = sauda_proof_window_get_text (window);
  g_assert_nonnull (strstr (text, "Labels printed with another size\n"));
  g_assert_nonnull (strstr (text, "printed with the size M, and XL was decided since"));
  g_assert_nonnull (strstr (text, "Printed labels of cancelled orders\n"));
  g_assert_nonnull (strstr (text, "\t900000002\t"));
  g_assert_null (strstr (text, "900000003"));
  gtk_window_destroy (GTK_WINDOW (window));

  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO order_event (order_id, line_id, at_ms, kind, before, after, who) SELECT"
    " order_id, line_id, at_ms, kind, after, before, who FROM order_event");
  window = sauda_proof_window_new (NULL, fixture->workspace, FALSE);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_proof_window_is_ready (window));
  g_assert_null (strstr (sauda_proof_window_get_text (window), "Labels printed with another size"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The models of the catalogue are put in the order of the way, and stay in it. */
static void
test_walk (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaWalkWindow *window = NULL;
  g_autofree char *path = sauda_label_run_get_walk_path (fixture->workspace);
  g_auto (GStrv) saved = NULL;

  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
    " (1, 'A_L', 'A', 'Анорак', 'L', ''), (2, 'A_XL', 'A', 'Анорак', 'XL', ''), (3, 'B_L', 'B', 'Брюки', "
    "'L', '');"
    "INSERT INTO offer (store_id, sku, variant_id) VALUES (1, 'K-1', 1), (1, 'K-2', 2), (1, 'K-3', 3)");
  window = sauda_walk_window_new (NULL, fixture->workspace);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "Брюки") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "walk.up", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "walk.down", NULL);
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Save"), "clicked");
  saved = sauda_pick_order_load (path, NULL);
  g_assert_cmpuint (g_strv_length (saved), ==, 2);
  g_assert_cmpstr (saved[0], ==, "Брюки");
  g_assert_cmpstr (saved[1], ==, "Анорак");
}

static guint
count_rows (GtkListBox *list)
{
  guint count = 0;

  while (gtk_list_box_get_row_at_index (list, (int) count) != NULL)
    count++;
  return count;
}

/* A closed list of hundreds of orders costs nothing; opened it shows what a person may read. */
static void
test_many_missing (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  SaudaLabelReport report = { .groups = none, .missing = missing, .unmarked = none, .orders = 500 };
  SaudaLabelGroups *groups = g_object_new (SAUDA_TYPE_LABEL_GROUPS, NULL);
  GtkWindow *window = ui_test_show (GTK_WIDGET (groups));
  GtkListBox *list =
    GTK_LIST_BOX (gtk_widget_get_template_child (GTK_WIDGET (groups), SAUDA_TYPE_LABEL_GROUPS, "missing"));

  for (guint i = 0; i < 500; i++) {
    SaudaLabelMissing *order = g_new0 (SaudaLabelMissing, 1);

    *order =
      (SaudaLabelMissing){ .store = (char *) "ONLYFIT", .code = (char *) "900", .reason = (char *) "Why" };
    g_ptr_array_add (missing, order);
  }
  sauda_label_groups_show (groups, &report, 0);
  g_assert_cmpuint (sauda_label_groups_get_n_missing (groups), ==, 500);
  g_assert_cmpuint (count_rows (list), ==, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_template_child (
                                  GTK_WIDGET (groups), SAUDA_TYPE_LABEL_GROUPS, "missing_button")),
                                TRUE);
  g_assert_cmpuint (count_rows (list), ==, 61);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (list), "ONLYFIT · 900\nWhy") != NULL);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (list), "and 440 more"));
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/labels-tools/stamp", WorkspaceFixture, NULL, workspace_fixture_set_up, test_stamp,
              workspace_fixture_tear_down);
  g_test_add ("/ui/labels-tools/changed", WorkspaceFixture, NULL, workspace_fixture_set_up, test_changed,
              workspace_fixture_tear_down);
  g_test_add ("/ui/labels-tools/proof", WorkspaceFixture, NULL, workspace_fixture_set_up, test_proof,
              workspace_fixture_tear_down);
  g_test_add ("/ui/labels-tools/walk", WorkspaceFixture, NULL, workspace_fixture_set_up, test_walk,
              workspace_fixture_tear_down);
  g_test_add_func ("/ui/labels-tools/many-missing", test_many_missing);
  return g_test_run ();
}
