#include "sauda-file.h"
#include "sauda-label-report.h"
#include "sauda-label-run.h"
#include "sauda-labels-page-private.h"
#include "sauda-latin-keys.h"
#include "sauda-test-database.h"
#include "ui-test.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Monday, 23 November 2026, 10:00 in Almaty. */
#define TODAY (sauda_day_from_date (2026, 11, 23))
#define NOW_MS (sauda_day_time_ms (TODAY, 10, 0))
#define MM (72.0 / 25.4)

typedef struct {
  char *folder;
  SaudaWorkspace *workspace;
  SaudaLabelsPage *page;
  GtkWindow *window;
} Fixture;

/* A black and white picture, as labels carry their QR codes. */
static void
draw_picture (cairo_t *cairo)
{
  cairo_surface_t *bits = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 40);
  cairo_t *picture = cairo_create (bits);

  cairo_set_source_rgb (picture, 1, 1, 1);
  cairo_paint (picture);
  cairo_set_source_rgb (picture, 0, 0, 0);
  cairo_rectangle (picture, 10, 10, 20, 20);
  cairo_fill (picture);
  cairo_destroy (picture);
  cairo_set_source_surface (cairo, bits, 60 * MM, 60 * MM);
  cairo_paint (cairo);
  cairo_surface_destroy (bits);
  cairo_set_source_rgb (cairo, 0, 0, 0);
}

/* Writes a label of 100 x 150 mm with a page for each parcel. */
static void
write_label (const char *folder, const char *code, guint pages)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", code);
  g_autofree char *path = g_build_filename (folder, "waybills", name, NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);

  for (guint i = 0; i < pages; i++) {
    cairo_rectangle (cairo, 5 * MM, 5 * MM, 90 * MM, 140 * MM);
    cairo_stroke (cairo);
    cairo_set_font_size (cairo, 24);
    cairo_move_to (cairo, 15 * MM, 40 * MM);
    cairo_show_text (cairo, code);
    draw_picture (cairo);
    cairo_show_page (cairo);
  }
  cairo_destroy (cairo);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

/* Orders of one store: @singles of one model and size, one of two pieces, and the last one without
 * a label. */
static void
add_orders (Fixture *fixture, guint singles)
{
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  g_autofree char *folder = g_build_filename (fixture->folder, "waybills", NULL);
  guint count = singles + 2;

  g_assert_true (sauda_file_make_folder (folder, NULL));
  sauda_test_database_execute (database, "INSERT INTO store (id, name, created_ms) VALUES (1, 'OnlyFit', 0)");
  for (guint i = 1; i <= count; i++) {
    g_autofree char *code = g_strdup_printf ("90000%04u", i);
    g_autofree char *order = g_strdup_printf (
      "INSERT INTO orders (id, store_id, code, stage, state, status, assembled, kaspi_delivery, "
      "planned_handover_ms, "
      "source, first_seen_ms, updated_ms) VALUES (%u, 1, '%s', 'handover', 'KASPI_DELIVERY', "
      "'ACCEPTED_BY_MERCHANT', 1, 1, "
      "%" G_GINT64_FORMAT ", 'file', 0, 0);"
      "INSERT INTO order_line (order_id, position, sku, title, quantity, amount, decided_size) "
      "VALUES (%u, 0, 'SKU-1', 'Футболка', %u, 8990, 'XL');",
      i, code, sauda_day_time_ms (TODAY, 18, 0), i, i == singles + 1 ? 2u : 1u);
    g_autofree char *waybill =
      g_strdup_printf ("INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms) VALUES (%u, "
                       "'%u', 'waybills/%s.pdf', 1, 'test', 0)",
                       i, i, code);

    sauda_test_database_execute (database, order);
    if (i == count)
      continue;
    sauda_test_database_execute (database, waybill);
    write_label (fixture->folder, code, 1);
  }
}

static void
open_workspace (Fixture *fixture)
{
  g_autoptr (SaudaClock) clock = sauda_clock_new_at (NOW_MS);
  SaudaWorkspaceOptions options = { .clock = clock };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = sauda_test_folder_new ();
  options.data_folder = fixture->folder;
  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  fixture->workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
open_page (Fixture *fixture)
{
  fixture->page = SAUDA_LABELS_PAGE (sauda_labels_page_new (fixture->workspace));
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page));
}

static void
close_page (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  ui_test_close (fixture->window);
  sauda_test_wait_until (fixture->page == NULL);
}

static void
set_up (Fixture *fixture, gconstpointer singles)
{
  open_workspace (fixture);
  add_orders (fixture, GPOINTER_TO_UINT (singles));
  open_page (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_page (fixture);
  g_clear_object (&fixture->workspace);
  sauda_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
}

static void
group (Fixture *fixture)
{
  act (fixture, "labels.group");
  g_assert_true (sauda_labels_page_is_busy (fixture->page));
  sauda_test_wait_until (!sauda_labels_page_is_busy (fixture->page));
}

static const char *
get_shown (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (fixture->page->stack);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_shown (fixture), ==, "empty");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "No Groups for Today Yet"));
  g_assert_null (sauda_label_groups_get_selected (fixture->page->groups));
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  SaudaLabelGroupRow *single = NULL;
  SaudaLabelGroupRow *several = NULL;

  group (fixture);
  g_assert_cmpstr (get_shown (fixture), ==, "groups");
  single = sauda_label_groups_get_row (fixture->page->groups, 0);
  several = sauda_label_groups_get_row (fixture->page->groups, 1);
  g_assert_cmpstr (sauda_label_group_row_get_kind (single), ==, "single");
  g_assert_cmpstr (sauda_label_group_row_get_counts (single), ==, "3 orders = 3 labels = 3 pages");
  g_assert_true (sauda_label_group_row_is_complete (single));
  g_assert_cmpstr (sauda_label_group_row_get_kind (several), ==, "multi_qty");
  g_assert_cmpstr (sauda_label_group_row_get_counts (several), ==, "1 order = 1 label = 1 page");
  g_assert_null (sauda_label_groups_get_row (fixture->page->groups, 2));
  g_assert_true (sauda_label_groups_get_selected (fixture->page->groups) == single);
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (fixture->page), "Not complete: 5 orders ≠ 4 labels = 4 pages"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "OnlyFit · single pieces"));
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  group (fixture);
  g_assert_cmpuint (sauda_label_groups_get_n_missing (fixture->page->groups), ==, 1);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "1 order has no label"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "900000005"));
  text = sauda_label_groups_copy_missing (fixture->page->groups);
  g_assert_true (g_str_has_prefix (text, "OnlyFit\t900000005\t"));
  g_assert_cmpuint (strlen (strrchr (text, '\t')), >, 10);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  SaudaPageStrip *strip = fixture->page->strip;
  SaudaPagePreview *preview = fixture->page->preview;

  group (fixture);
  sauda_test_wait_until (sauda_page_strip_get_n_pages (strip) == 4);
  sauda_test_wait_until (sauda_page_strip_count_drawn (strip) >= 3);
  sauda_test_wait_until (sauda_page_preview_is_drawn (preview));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Page 1 of 3"));
  act (fixture, "labels.next-page");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Page 2 of 3"));
  sauda_test_wait_until (sauda_page_preview_is_drawn (preview));
  sauda_label_groups_select (fixture->page->groups, 1);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Page 1 of 1"));
  sauda_test_wait_until (sauda_page_preview_is_drawn (preview));
  sauda_test_wait_until (sauda_page_strip_count_drawn (strip) == 4);
  /* going on by pages goes on by groups */
  act (fixture, "labels.previous-page");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Page 3 of 3"));
  g_assert_true (sauda_label_groups_get_selected (fixture->page->groups) ==
                 sauda_label_groups_get_row (fixture->page->groups, 0));
}

/* The keys of the page, at their places in the layout, and Copy and Paste of a field. */
static void
test_keys (Fixture *fixture, gconstpointer layout)
{
  GtkEditable *find;

  open_workspace (fixture);
  add_orders (fixture, 3);
  open_page (fixture);
  find = GTK_EDITABLE (fixture->page->find);
  ui_test_focus (fixture->window, layout);
  /* G */
  ui_test_press (fixture->window, "ctrl+42");
  sauda_test_wait_until (g_str_equal (get_shown (fixture), "groups"));
  sauda_test_wait_until (!sauda_labels_page_is_busy (fixture->page));
  ui_test_press (fixture->window, "ctrl+Page_Down");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Page 2 of 3"));
  ui_test_press (fixture->window, "ctrl+Page_Up");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Page 1 of 3"));
  /* Shift and F; then a, c, v */
  ui_test_press (fixture->window, "ctrl+shift+41");
  sauda_test_wait_until (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), GTK_WIDGET (find)));
  gtk_editable_set_text (find, "0004");
  ui_test_press (fixture->window, "ctrl+38 ctrl+54 End ctrl+55");
  sauda_test_wait_until (g_str_equal (gtk_editable_get_text (find), "00040004"));
  ui_test_press (fixture->window, "ctrl+38 ctrl+53");
  sauda_test_wait_until (g_str_equal (gtk_editable_get_text (find), ""));
  /* P */
  ui_test_press (fixture->window, "ctrl+33");
  gtk_window_destroy (ui_test_focus_other (fixture->window));
  ui_test_focus_window (fixture->window);
}

/* The number of an order, or a part of it, leads to its label in whatever group. */
static void
test_find (Fixture *fixture, gconstpointer data)
{
  GtkEditable *find = GTK_EDITABLE (fixture->page->find);

  group (fixture);
  gtk_editable_set_text (find, "0004");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->page), "Page 1 of 1") != NULL);
  g_assert_cmpstr (sauda_page_get_order (sauda_page_strip_get_page (fixture->page->strip)), ==, "900000004");
  gtk_editable_set_text (find, "9000");
  g_signal_emit_by_name (find, "activate");
  g_assert_cmpstr (sauda_page_get_order (sauda_page_strip_get_page (fixture->page->strip)), ==, "900000001");
  g_signal_emit_by_name (find, "activate");
  g_assert_cmpstr (sauda_page_get_order (sauda_page_strip_get_page (fixture->page->strip)), ==, "900000002");
  gtk_editable_set_text (find, "777");
  sauda_test_wait_until (gtk_widget_has_css_class (GTK_WIDGET (find), "error"));
  g_assert_cmpstr (sauda_page_get_order (sauda_page_strip_get_page (fixture->page->strip)), ==, "900000002");
  /* What Escape does in it. */
  g_signal_emit_by_name (find, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (find), ==, "");
  sauda_test_wait_until (!gtk_widget_has_css_class (GTK_WIDGET (find), "error"));
}

/* Of many pages only those in sight are drawn. */
static void
test_only_in_sight (Fixture *fixture, gconstpointer singles)
{
  SaudaPageStrip *strip = fixture->page->strip;
  guint count = GPOINTER_TO_UINT (singles);
  guint drawn = 0;

  group (fixture);
  sauda_test_wait_until (sauda_page_strip_get_n_pages (strip) == count + 1);
  sauda_test_wait_until (sauda_page_strip_count_drawn (strip) >= 3 &&
                         sauda_page_preview_is_drawn (fixture->page->preview));
  drawn = sauda_page_strip_count_drawn (strip);
  g_assert_cmpuint (drawn, <, count / 2);
  g_assert_true (sauda_page_strip_move (strip, (int) count));
  g_assert_false (sauda_page_strip_move (strip, 1));
  sauda_test_wait_until (sauda_page_get_thumbnail (sauda_page_strip_get_page (strip)) != NULL);
  g_assert_cmpuint (sauda_page_strip_count_drawn (strip), <, count);
}

/* Waits until the page is seen sharp at its zoom, and asks for that zoom unless it is 0. */
static void
wait_for_zoom (SaudaPagePreview *preview, double zoom)
{
  sauda_test_wait_until (sauda_page_preview_is_drawn (preview) &&
                         fabs (sauda_page_preview_get_shown_size (preview).width -
                               100 * MM * 96 / 72 * sauda_page_preview_get_zoom (preview)) <= 1);
  if (zoom > 0)
    g_assert_cmpfloat (sauda_page_preview_get_zoom (preview), ==, zoom);
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  SaudaPagePreview *preview = fixture->page->preview;
  GtkWidget *widget = GTK_WIDGET (preview);
  static const struct {
    const char *action;
    double zoom;
  } steps[] = {
    { "preview.zoom-original", 1 }, { "preview.zoom-in", 1.25 }, { "preview.zoom-in", 1.5 },
    { "preview.zoom-out", 1.25 },   { "preview.zoom-out", 1 },   { "preview.zoom-out", 0.8 },
    { "preview.zoom-out", 0.67 },   { "preview.zoom-out", 0.5 },
  };
  double fitted = 0;

  group (fixture);
  wait_for_zoom (preview, 0);
  g_assert_true (sauda_page_preview_is_fitted (preview));
  fitted = sauda_page_preview_get_zoom (preview);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_assert_true (gtk_widget_activate_action (widget, steps[i].action, NULL));
    g_assert_false (sauda_page_preview_is_fitted (preview));
    wait_for_zoom (preview, steps[i].zoom);
  }
  g_assert_nonnull (ui_test_find_label (widget, "50 %"));
  for (guint i = 0; i < 20; i++)
    gtk_widget_activate_action (widget, "preview.zoom-in", NULL);
  wait_for_zoom (preview, 4);
  g_assert_true (gtk_widget_activate_action (widget, "preview.zoom-fit", NULL));
  wait_for_zoom (preview, 0);
  g_assert_true (sauda_page_preview_is_fitted (preview));
  g_assert_cmpfloat_with_epsilon (sauda_page_preview_get_zoom (preview), fitted, 0.01);
}

/* What an earlier start wrote today is there again, and so is what somebody else groups meanwhile. */
static void
test_reload (Fixture *fixture, gconstpointer data)
{
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  const SaudaLabelRunOptions options = { .day = SAUDA_DAY_NONE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaLabelReport) report = NULL;

  group (fixture);
  close_page (fixture);
  open_page (fixture);
  sauda_test_wait_until (g_str_equal (get_shown (fixture), "groups"));
  g_assert_cmpuint (sauda_label_groups_get_n_missing (fixture->page->groups), ==, 1);

  write_label (fixture->folder, "900000005", 1);
  sauda_test_database_execute (database,
                               "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms) "
                               "VALUES (5, '5', 'waybills/900000005.pdf', 1, 'test', 0)");
  sauda_label_run_async (fixture->workspace, &options, NULL, NULL, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_label_run_finish (result, NULL);
  g_assert_nonnull (report);
  sauda_test_wait_until (sauda_label_groups_get_n_missing (fixture->page->groups) == 0);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Proved: 5 orders = 5 labels = 5 pages"));
}

/* After a press in the morning: an order whose buyer was asked is not due before 15:00, whether its label is
 * there or not; what is due is proved without it. Behind the cut-off it lacks its label, although nobody
 * grouped since. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  GtkWidget *page = NULL;
  g_autofree char *asked = g_strdup_printf (
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES (1, 'V', 'm', 'M', 'XL', "
    "'m');"
    "INSERT INTO offer (store_id, sku, variant_id) VALUES (1, 'SKU-1', 1);"
    "UPDATE order_line SET decided_size = NULL WHERE order_id IN (3, 5);"
    "INSERT INTO question (order_id, state, deadline_ms, created_ms) SELECT id, 'asked', %" G_GINT64_FORMAT
    ", 0 FROM orders WHERE id IN (3, 5)",
    sauda_day_time_ms (TODAY, 15, 0));
  g_autofree char *text = NULL;

  sauda_test_database_execute (database, asked);
  group (fixture);
  for (guint i = 0; i < 2; i++) {
    page = GTK_WIDGET (fixture->page);
    g_assert_nonnull (ui_test_find_label (page, "Proved: 3 orders = 3 labels = 3 pages"));
    g_assert_nonnull (ui_test_find_label (page, "2 orders wait for their buyers until 15:00."));
    g_assert_null (ui_test_find_label (page, "Not complete"));
    g_assert_null (ui_test_find_label (page, "no label"));
    g_clear_pointer (&text, g_free);
    text = sauda_label_groups_copy_missing (fixture->page->groups);
    g_assert_nonnull (strstr (text, "900000003\tWaiting for the buyer until 15:00."));
    g_assert_nonnull (strstr (text, "900000005\tWaiting for the buyer until 15:00."));
    close_page (fixture);
    if (i == 1)
      sauda_clock_set_now (sauda_workspace_get_clock (fixture->workspace), sauda_day_time_ms (TODAY, 15, 1));
    open_page (fixture);
    sauda_test_wait_until (g_str_equal (get_shown (fixture), "groups"));
  }
  page = GTK_WIDGET (fixture->page);
  g_assert_nonnull (ui_test_find_label (page, "Not complete: 5 orders ≠ 3 labels = 3 pages"));
  g_assert_nonnull (ui_test_find_label (page, "2 orders have no label"));
}

/* A group whose file went away says so instead of showing another one. */
static void
test_file_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  group (fixture);
  sauda_label_groups_select (fixture->page->groups, 1);
  path = sauda_labels_page_get_selected_path (fixture->page);
  sauda_label_groups_select (fixture->page->groups, 0);
  sauda_test_wait_until (sauda_page_preview_is_drawn (fixture->page->preview));
  g_assert_cmpint (g_remove (path), ==, 0);
  sauda_label_groups_select (fixture->page->groups, 1);
  sauda_test_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (fixture->page->pages_stack), "error") ==
                         0);
  sauda_label_groups_select (fixture->page->groups, 0);
  sauda_test_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (fixture->page->pages_stack), "pages") ==
                         0);
}

/* Pictures on a page, such as its QR code, are seen: no pixel of a page is transparent. */
static void
test_opaque (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaPageRenderer) renderer = sauda_page_renderer_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "waybills", "900000001.pdf", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  gsize n_pixels = 0;
  gsize n_black = 0;

  sauda_page_renderer_draw_async (renderer, path, 0, 1, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  texture = sauda_page_renderer_draw_finish (renderer, result, &error);
  g_assert_no_error (error);
  n_pixels = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture);
  pixels = g_new0 (guint32, n_pixels);
  gdk_texture_download (texture, (guchar *) pixels, 4 * (gsize) gdk_texture_get_width (texture));
  for (gsize i = 0; i < n_pixels; i++) {
    g_assert_cmpuint (pixels[i] >> 24, ==, 255);
    n_black += pixels[i] == 0xff000000;
  }
  g_assert_cmpuint (n_black, >, 300);
}

/* Closing the page while it works touches nothing that is gone. */
static void
test_close_while_working (Fixture *fixture, gconstpointer data)
{
  act (fixture, "labels.group");
  close_page (fixture);
  open_page (fixture);
  group (fixture);
  close_page (fixture);
  open_page (fixture);
}

static void
test_counts (void)
{
  static const struct {
    guint orders, labels, pages;
    gboolean complete;
    const char *expected;
  } cases[] = {
    { 12, 12, 12, TRUE, "12 orders = 12 labels = 12 pages" },
    { 1, 1, 1, TRUE, "1 order = 1 label = 1 page" },
    { 12, 11, 11, FALSE, "12 orders ≠ 11 labels = 11 pages" },
    { 12, 12, 11, FALSE, "12 orders = 12 labels ≠ 11 pages" },
    { 1, 3, 3, TRUE, "1 order → 3 labels = 3 pages" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      sauda_label_counts_format (cases[i].orders, cases[i].labels, cases[i].pages, cases[i].complete);

    g_assert_cmpstr (text, ==, cases[i].expected);
  }
}

static void
add (const char *name, guint singles, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, GUINT_TO_POINTER (singles), set_up, test, tear_down);
}

static void
add_keys (const char *layout)
{
  g_autofree char *name = g_strconcat ("/ui/labels-page/keys/", layout, NULL);

  g_test_add (name, Fixture, layout, NULL, test_keys, tear_down);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  sauda_latin_keys_watch ();
  add_keys ("us");
  add_keys ("ru");
  add_keys ("kz");
  add ("/ui/labels-page/empty", 3, test_empty);
  add ("/ui/labels-page/groups", 3, test_groups);
  add ("/ui/labels-page/missing", 3, test_missing);
  add ("/ui/labels-page/pages", 3, test_pages);
  add ("/ui/labels-page/find", 3, test_find);
  add ("/ui/labels-page/only-in-sight", 60, test_only_in_sight);
  add ("/ui/labels-page/zoom", 3, test_zoom);
  add ("/ui/labels-page/reload", 3, test_reload);
  add ("/ui/labels-page/waiting", 3, test_waiting);
  add ("/ui/labels-page/file-gone", 3, test_file_gone);
  add ("/ui/labels-page/opaque", 3, test_opaque);
  add ("/ui/labels-page/close-while-working", 3, test_close_while_working);
  g_test_add_func ("/ui/labels-page/counts", test_counts);
  return g_test_run ();
}
