#include "sauda-bulk-edit-window.h"
#include "sauda-card-window.h"
#include "sauda-catalogue-page.h"
#include "sauda-edit-cell.h"
#include "sauda-price-change-window.h"
#include "sauda-product-picture.h"
#include "sauda-test-database.h"
#include "sauda-variant-picker.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

#define COLUMN(name) SAUDA_CATALOGUE_COLUMN_##name

typedef struct {
  WorkspaceFixture base;
  SaudaCataloguePage *page;
  SaudaGrid *grid;
  SaudaGrid *offers;
  GtkWindow *window;
} Fixture;

/* Two models, five sizes; one offer that sells nothing yet, whose SKU another store has. */
static void
add_products (SaudaDatabase *database)
{
  sauda_test_database_execute (
    database,
    "INSERT INTO variant (id, sku, model_key, model_name, size, size_text, weight_grams, color, search_key) "
    "VALUES"
    " (1, 'PRINT_S', 'PRINT', 'Принт', 'S', 'S', 950, 'Black', 'принт print_s black'),"
    " (2, 'PRINT_M', 'PRINT', 'Принт', 'M', 'M', 950, 'Black', 'принт print_m black'),"
    " (3, 'PRINT_L', 'PRINT', 'Принт', 'L', 'L', 960, 'Black', 'принт print_l black'),"
    " (4, 'PRINT_2XL', 'PRINT', 'Принт', '2XL', '2XL', NULL, 'Black', 'принт print_2xl black'),"
    " (5, 'CAP', 'CAP', 'Кепка', NULL, NULL, 100, NULL, 'кепка cap');"
    "INSERT INTO offer (id, store_id, sku, variant_id, price, name, my_size, title) VALUES"
    " (1, 1, 'k-s', 1, 8990, 'Принт', 'S', 'Принт S'), (2, 1, 'k-m', 2, 8990, 'Принт', 'M', 'Принт M'),"
    " (3, 2, 'k-m', 2, 9490, 'Принт', 'M', 'Принт M'), (4, 1, 'k-l', 3, 8990, 'Принт  ', 'L', 'Принт L'),"
    " (5, 2, 'k-l', NULL, 8990, NULL, NULL, 'Другой заголовок'),"
    " (6, 2, 'stray', NULL, 1990, NULL, NULL, 'Носки');");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  workspace_fixture_set_up (&fixture->base, NULL);
  add_products (sauda_workspace_get_database (fixture->base.workspace));
  fixture->page = SAUDA_CATALOGUE_PAGE (sauda_catalogue_page_new (fixture->base.workspace));
  fixture->grid = SAUDA_GRID (sauda_catalogue_page_get_table (fixture->page));
  fixture->offers =
    SAUDA_GRID (sauda_catalogue_offers_get_table (sauda_catalogue_page_get_offers (fixture->page)));
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page));
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (fixture->page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_test_close (fixture->window);
  workspace_fixture_tear_down (&fixture->base, NULL);
}

static SaudaDatabase *
get_database (Fixture *fixture)
{
  return sauda_workspace_get_database (fixture->base.workspace);
}

static guint
count_rows (SaudaGrid *grid)
{
  return sauda_grid_model_count (sauda_grid_get_model (grid));
}

/* The row of the product @sku. */
static guint
find_row (Fixture *fixture, const char *sku)
{
  SaudaGridModel *model = sauda_grid_get_model (fixture->grid);
  guint row = 0;

  while (!g_str_equal (sauda_catalogue_row_get_info (sauda_grid_model_peek (model, row))->sku, sku))
    row++;
  return row;
}

static void
choose_row (Fixture *fixture, const char *sku)
{
  g_assert_true (sauda_grid_move (fixture->grid, find_row (fixture, sku), COLUMN (SKU), FALSE));
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (fixture->page));
}

static void
wait_saved (Fixture *fixture)
{
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (fixture->page));
}

static void
assert_text (Fixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *text = sauda_test_database_read_text (get_database (fixture), sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
find_text (Fixture *fixture, const char *text)
{
  sauda_group_filter_set_words (sauda_catalogue_table_get_filter (SAUDA_CATALOGUE_TABLE (fixture->grid)),
                                text);
  wait_saved (fixture);
}

/* By name, then by growing size; words are found in names, SKUs and the codes of offers. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_rows (fixture->grid), ==, 5);
  g_assert_cmpuint (find_row (fixture, "CAP"), ==, 0);
  g_assert_cmpuint (find_row (fixture, "PRINT_S"), ==, 1);
  g_assert_cmpuint (find_row (fixture, "PRINT_2XL"), ==, 4);
  find_text (fixture, "ПРИНТ m");
  g_assert_cmpuint (count_rows (fixture->grid), ==, 1);
  find_text (fixture, "k-l");
  g_assert_cmpuint (count_rows (fixture->grid), ==, 1);
  find_text (fixture, "");
  sauda_catalogue_page_set_group (fixture->page, SAUDA_CATALOGUE_GROUP_NO_OFFER);
  g_assert_cmpuint (count_rows (fixture->grid), ==, 2);
  sauda_catalogue_page_set_group (fixture->page, SAUDA_CATALOGUE_GROUP_NO_SIZE);
  g_assert_cmpuint (count_rows (fixture->grid), ==, 1);
  sauda_catalogue_page_set_group (fixture->page, SAUDA_CATALOGUE_GROUP_NO_WEIGHT);
  g_assert_cmpuint (count_rows (fixture->grid), ==, 1);
  sauda_catalogue_page_set_group (fixture->page, SAUDA_CATALOGUE_GROUP_NO_BARCODE);
  g_assert_cmpuint (count_rows (fixture->grid), ==, 5);
  wait_saved (fixture);
}

/* A paste over four sizes is one step: saved whole, taken back whole. */
static void
test_paste_and_undo (Fixture *fixture, gconstpointer data)
{
  SaudaEditHistory *history = sauda_grid_get_history (fixture->grid);

  g_assert_cmpuint (sauda_grid_paste_text (fixture->grid, find_row (fixture, "PRINT_S"), COLUMN (WEIGHT),
                                           "0,9\n0.91\n0,92\n0,93\n"),
                    ==, 4);
  wait_saved (fixture);
  assert_text (
    fixture,
    "SELECT group_concat (weight_grams) FROM (SELECT weight_grams FROM variant WHERE id < 5 ORDER BY id)",
    "900,910,920,930");
  g_assert_cmpuint (sauda_edit_history_undo (history, NULL), ==, 4);
  wait_saved (fixture);
  assert_text (fixture,
               "SELECT group_concat (coalesce (weight_grams, '-')) FROM (SELECT weight_grams FROM variant "
               "WHERE id < 5 ORDER BY id)",
               "950,950,960,-");
  g_assert_cmpuint (sauda_edit_history_redo (history, NULL), ==, 4);
  wait_saved (fixture);
  g_assert_cmpint (sauda_test_database_read_number (
                     get_database (fixture), "SELECT count(*) FROM variant_event WHERE field = 'weight'"),
                   ==, 12);
}

/* The name is the model's: every size gets it, and the offers that were called so, however it was spaced. */
static void
test_name (Fixture *fixture, gconstpointer data)
{
  sauda_grid_paste_text (fixture->grid, find_row (fixture, "PRINT_M"), COLUMN (NAME), "Рашгард");
  wait_saved (fixture);
  assert_text (fixture, "SELECT group_concat (DISTINCT model_name) FROM variant WHERE model_key = 'PRINT'",
               "Рашгард");
  assert_text (fixture, "SELECT group_concat (DISTINCT name) FROM offer WHERE name IS NOT NULL", "Рашгард");
  find_text (fixture, "рашгард");
  g_assert_cmpuint (count_rows (fixture->grid), ==, 4);
}

static void
on_failed (SaudaGrid *grid, GError *error, char **message)
{
  g_free (*message);
  *message = g_strdup (error->message);
}

static void
test_ranges (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;
  guint row = find_row (fixture, "PRINT_S");

  g_signal_connect (fixture->grid, "edit-failed", G_CALLBACK (on_failed), &message);
  g_assert_cmpuint (sauda_grid_paste_text (fixture->grid, row, COLUMN (WEIGHT), "950"), ==, 0);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "950"));
  g_assert_cmpuint (sauda_grid_paste_text (fixture->grid, row, COLUMN (BARCODES), "4870000000019"), ==, 0);
  g_assert_nonnull (strstr (message, "4870000000019"));
  /* In the range, but nothing that a size of this model weighs: kept, and asked about. */
  g_assert_cmpuint (sauda_grid_paste_text (fixture->grid, row, COLUMN (WEIGHT), "95"), ==, 1);
  wait_saved (fixture);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->window), "95 or 0,95 kilograms?") != NULL);
  sauda_catalogue_page_set_group (fixture->page, SAUDA_CATALOGUE_GROUP_DOUBT);
  g_assert_cmpuint (count_rows (fixture->grid), ==, 1);
  wait_saved (fixture);
  g_signal_handlers_disconnect_by_data (fixture->grid, &message);
}

/* A scan leads to one product. */
static void
test_barcodes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;

  sauda_grid_paste_text (fixture->grid, find_row (fixture, "PRINT_S"), COLUMN (BARCODES),
                         "4006381333931 S-0001");
  wait_saved (fixture);
  assert_text (fixture, "SELECT group_concat (code) FROM variant_barcode WHERE variant_id = 1",
               "4006381333931,S-0001");
  find_text (fixture, "4006381333931");
  g_assert_cmpuint (count_rows (fixture->grid), ==, 1);
  find_text (fixture, "");
  g_signal_connect (fixture->grid, "edit-failed", G_CALLBACK (on_failed), &message);
  sauda_grid_paste_text (fixture->grid, find_row (fixture, "PRINT_M"), COLUMN (BARCODES), "4006381333931");
  wait_saved (fixture);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "PRINT_S"));
  /* What was refused is not shown any longer. */
  g_assert_null (sauda_catalogue_row_get_value (
    sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), find_row (fixture, "PRINT_M")),
    SAUDA_VARIANT_FIELD_BARCODES));
  g_signal_handlers_disconnect_by_data (fixture->grid, &message);
}

/* What is said in @text, alone: one that makes room is still on its way out. */
static GtkWidget *
find_toast (Fixture *fixture, const char *text)
{
  GtkWidget *label = ui_test_find_label (GTK_WIDGET (fixture->window), text);
  GType type = g_type_from_name ("AdwToastWidget");
  GtkWidget *toast = label != NULL ? gtk_widget_get_ancestor (label, type) : NULL;
  guint n = 0;

  if (toast == NULL)
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (toast)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += g_type_is_a (G_OBJECT_TYPE (child), type);
  return n == 1 ? toast : NULL;
}

/* The button of what the window says: a toast is outside the page whose action it runs. */
static void
press_toast (Fixture *fixture, const char *text)
{
  GtkWidget *button;

  sauda_test_wait_until (find_toast (fixture, text) != NULL);
  button = ui_test_find_button (find_toast (fixture, text), "_Undo");
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
test_offers (Fixture *fixture, gconstpointer data)
{
  SaudaCatalogueOffers *pane = sauda_catalogue_page_get_offers (fixture->page);

  choose_row (fixture, "PRINT_M");
  g_assert_cmpuint (count_rows (fixture->offers), ==, 2);
  /* What a card is written for where no offer is selected. */
  g_assert_true (sauda_catalogue_offers_get_offer (pane) == sauda_offer_row_get_offer (sauda_grid_model_peek (
                                                              sauda_grid_get_model (fixture->offers), 0)));
  /* Ten percent at once, and no more. */
  g_assert_cmpuint (sauda_grid_paste_text (fixture->offers, 0, SAUDA_OFFERS_COLUMN_PRICE, "9 190"), ==, 1);
  wait_saved (fixture);
  g_assert_cmpint (
    sauda_test_database_read_number (get_database (fixture), "SELECT count(*) FROM price_change"), ==, 1);
  sauda_grid_paste_text (fixture->offers, 0, SAUDA_OFFERS_COLUMN_PRICE, "19 190");
  wait_saved (fixture);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->window), "More than 10 percent") != NULL);
  g_assert_cmpint (sauda_test_database_read_number (get_database (fixture), "SELECT max (price) FROM offer"),
                   ==, 9190);

  /* What is proposed is linked when a person says so, and taken back at once. */
  sauda_catalogue_offers_show_unlinked (pane, TRUE);
  wait_saved (fixture);
  g_assert_cmpuint (count_rows (fixture->offers), ==, 2);
  g_assert_cmpstr (
    sauda_offer_row_get_suggested (sauda_grid_model_peek (sauda_grid_get_model (fixture->offers), 0)), ==,
    "PRINT_L");
  sauda_grid_select_all (fixture->offers);
  sauda_catalogue_offers_link_suggested (pane);
  wait_saved (fixture);
  g_assert_cmpint (
    sauda_test_database_read_number (get_database (fixture), "SELECT variant_id FROM offer WHERE id = 5"), ==,
    3);
  g_assert_cmpuint (count_rows (fixture->offers), ==, 1);
  press_toast (fixture, "1 offer is linked");
  sauda_test_wait_until (count_rows (fixture->offers) == 2);
  wait_saved (fixture);
}

static SaudaVariantPicker *
find_picker (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (SAUDA_IS_VARIANT_PICKER (window))
      return SAUDA_VARIANT_PICKER (window);
  }
  return NULL;
}

static void
test_picker (Fixture *fixture, gconstpointer data)
{
  SaudaCatalogueOffers *pane = sauda_catalogue_page_get_offers (fixture->page);
  SaudaVariantPicker *picker;

  sauda_catalogue_offers_show_unlinked (pane, TRUE);
  wait_saved (fixture);
  g_assert_true (sauda_grid_move (fixture->offers, 1, SAUDA_OFFERS_COLUMN_SKU, FALSE));
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (pane), "Link _to…"), "clicked");
  picker = find_picker ();
  g_assert_nonnull (picker);
  g_assert_cmpuint (sauda_variant_picker_count (picker), ==, 5);
  sauda_variant_picker_find (picker, "кеп");
  g_assert_cmpuint (sauda_variant_picker_count (picker), ==, 1);
  sauda_variant_picker_choose (picker, 0);
  wait_saved (fixture);
  g_assert_cmpint (
    sauda_test_database_read_number (get_database (fixture), "SELECT variant_id FROM offer WHERE id = 6"), ==,
    5);
}

static void
test_archive (Fixture *fixture, gconstpointer data)
{
  choose_row (fixture, "PRINT_2XL");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "catalogue.retire", NULL);
  wait_saved (fixture);
  g_assert_cmpuint (count_rows (fixture->grid), ==, 4);
  g_assert_cmpint (sauda_test_database_read_number (
                     get_database (fixture), "SELECT count(*) FROM variant WHERE retired_ms IS NOT NULL"),
                   ==, 1);
  sauda_edit_history_undo (sauda_grid_get_history (fixture->grid), NULL);
  wait_saved (fixture);
  g_assert_cmpuint (count_rows (fixture->grid), ==, 5);
}

/* What saudactl does meanwhile is seen; what both change at once is told, and the first one stays. */
static void
test_other_program (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->base.folder.path, "sauda.db", NULL);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  const char *const argv[] = { "sqlite3", path, "UPDATE variant SET color = 'Red' WHERE id = 1", NULL };
  SaudaCatalogueRow *row =
    sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), find_row (fixture, "PRINT_S"));
  g_autofree char *program = g_find_program_in_path ("sqlite3");

  if (program == NULL) {
    g_test_skip ("there is no sqlite3");
    return;
  }
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (
    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_signal_connect (fixture->grid, "edit-failed", G_CALLBACK (on_failed), &message);
  sauda_grid_paste_text (fixture->grid, find_row (fixture, "PRINT_S"), COLUMN (COLOR), "Blue");
  wait_saved (fixture);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "Red"));
  /* Told at once, not behind a toast that calls it changed; and Undo does not put the old value over the
   * other's. */
  sauda_test_wait_until (find_toast (fixture, "Red") != NULL);
  g_assert_null (find_toast (fixture, "The product is changed."));
  g_assert_false (sauda_edit_history_can_undo (sauda_grid_get_history (fixture->grid)));
  sauda_catalogue_page_look_outside (fixture->page);
  sauda_test_wait_until (g_strcmp0 (sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_COLOR), "Red") ==
                         0);
  wait_saved (fixture);
  g_signal_handlers_disconnect_by_data (fixture->grid, &message);
}

/* Seen before it is done; one undo takes all of it back. */
static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  SaudaEditHistory *history = sauda_grid_get_history (fixture->grid);
  SaudaBulkEditWindow *window;

  sauda_grid_select_all (fixture->grid);
  window = sauda_bulk_edit_window_new (fixture->window, SAUDA_CATALOGUE_TABLE (fixture->grid));
  gtk_window_present (GTK_WINDOW (window));
  sauda_bulk_edit_window_type (window, SAUDA_VARIANT_FIELD_WEIGHT, SAUDA_BULK_PERCENT, "+10 %", NULL);
  g_assert_cmpuint (sauda_bulk_edit_window_count (window), ==, 4);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "0,95 → 1,045") != NULL);
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "The name is the model’s"));
  sauda_bulk_edit_window_type (window, SAUDA_VARIANT_FIELD_NAME, SAUDA_BULK_SET, "Рашгард", NULL);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "The name is the model’s"));
  sauda_bulk_edit_window_type (window, SAUDA_VARIANT_FIELD_WEIGHT, SAUDA_BULK_SET, "1500", NULL);
  g_assert_cmpuint (sauda_bulk_edit_window_count (window), ==, 0);
  sauda_bulk_edit_window_type (window, SAUDA_VARIANT_FIELD_COLOR, SAUDA_BULK_REPLACE, "Bla", "Bri");
  g_assert_cmpuint (sauda_bulk_edit_window_count (window), ==, 4);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Black → Brick"));
  sauda_bulk_edit_window_apply (window);
  wait_saved (fixture);
  assert_text (fixture, "SELECT group_concat (DISTINCT color) FROM variant WHERE color IS NOT NULL", "Brick");
  sauda_test_wait_until (find_toast (fixture, "4 products are changed.") != NULL);
  g_assert_cmpuint (sauda_edit_history_undo (history, NULL), ==, 4);
  wait_saved (fixture);
  assert_text (fixture, "SELECT group_concat (DISTINCT color) FROM variant WHERE color IS NOT NULL", "Black");
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 4, 4);
  g_autofree char *path = g_build_filename (fixture->base.folder.path, "photo.png", NULL);
  g_autofree char *rubbish = g_build_filename (fixture->base.folder.path, "rubbish.png", NULL);
  GtkWidget *picture = ui_test_find (GTK_WIDGET (fixture->page), SAUDA_TYPE_PRODUCT_PICTURE);

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  g_assert_true (g_file_set_contents (rubbish, "no picture", -1, NULL));
  choose_row (fixture, "PRINT_S");
  g_assert_false (gtk_widget_get_visible (picture));
  sauda_catalogue_page_set_picture (fixture->page, rubbish);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->window), "is no picture") != NULL);
  sauda_catalogue_page_set_picture (fixture->page, path);
  sauda_test_wait_until (gtk_widget_get_visible (picture));
  wait_saved (fixture);
  g_assert_cmpint (sauda_test_database_read_number (get_database (fixture),
                                                    "SELECT count(*) FROM variant WHERE picture IS NOT NULL"),
                   ==, 1);
  sauda_edit_history_undo (sauda_grid_get_history (fixture->grid), NULL);
  wait_saved (fixture);
  g_assert_cmpint (sauda_test_database_read_number (get_database (fixture),
                                                    "SELECT count(*) FROM variant WHERE picture IS NOT NULL"),
                   ==, 0);
}

/* Rows that come in leave alone what is being typed, and come in when it is done. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  guint row = find_row (fixture, "PRINT_S");
  SaudaCatalogueRow *item = sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), row);
  SaudaEditCell *cell;

  g_assert_true (sauda_grid_edit (fixture->grid, row, COLUMN (WEIGHT), "1"));
  cell = SAUDA_EDIT_CELL (sauda_grid_get_cell (fixture->grid, row, COLUMN (WEIGHT)));
  g_assert_true (sauda_edit_cell_is_editing (cell));
  sauda_test_database_execute (get_database (fixture), "UPDATE variant SET color = 'Red' WHERE id = 1");
  sauda_catalogue_page_reload (fixture->page);
  g_assert_true (sauda_edit_cell_is_editing (cell));
  g_assert_cmpstr (sauda_catalogue_row_get_value (item, SAUDA_VARIANT_FIELD_COLOR), ==, "Black");
  sauda_edit_cell_end (cell, TRUE);
  sauda_catalogue_page_look_outside (fixture->page);
  sauda_test_wait_until (g_strcmp0 (sauda_catalogue_row_get_value (item, SAUDA_VARIANT_FIELD_COLOR), "Red") ==
                         0);
  wait_saved (fixture);
  assert_text (fixture, "SELECT weight_grams FROM variant WHERE id = 1", "1000");
}

static GtkWindow *
find_card_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (SAUDA_IS_CARD_WINDOW (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_typed (GtkWidget *widget, const char *text)
{
  if (GTK_IS_EDITABLE (widget) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_typed (child, text))
      return TRUE;
  return FALSE;
}

/* A card that is begun for every offer, and what Kaspi told of its category a moment ago. */
static void
add_cards (Fixture *fixture)
{
  g_autofree char *sources = g_strdup_printf (
    "INSERT INTO card_source (list, category, attribute, text, read_ms) VALUES ('categories', '', '', NULL, "
    "%1$" G_GINT64_FORMAT "), ('schema', '', '', '{}', %1$" G_GINT64_FORMAT
    "), ('attributes', 'Master - T-shirts', '', NULL, %1$" G_GINT64_FORMAT ")",
    sauda_clock_get_now (sauda_workspace_get_clock (fixture->base.workspace)));

  sauda_test_database_execute (get_database (fixture), sources);
  sauda_test_database_execute (
    get_database (fixture),
    "INSERT INTO card_category VALUES ('Master - T-shirts', 'T-shirts', 't-shirts');"
    "INSERT INTO card (store_id, sku, title, brand, category, description, weight, changed_ms)"
    " SELECT store_id, sku, 'Card of ' || sku, 'Sauda', 'Master - T-shirts', '', '', 0 FROM offer");
}

/* A card is that of the product that is chosen, also while the pane shows offers that sell none. */
static void
test_card (Fixture *fixture, gconstpointer data)
{
  SaudaCatalogueOffers *pane = sauda_catalogue_page_get_offers (fixture->page);
  g_autofree char *sku = NULL;
  GtkWindow *window;

  add_cards (fixture);
  choose_row (fixture, "PRINT_M");
  sku = g_strdup (sauda_catalogue_offers_get_offer (pane)->sku);
  sauda_catalogue_offers_show_unlinked (pane, TRUE);
  wait_saved (fixture);
  g_assert_cmpstr (sauda_catalogue_offers_get_offer (pane)->sku, !=, sku);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "catalogue.card", NULL);
  sauda_test_wait_until (find_card_window () != NULL);
  window = find_card_window ();
  sauda_test_wait_until (!sauda_card_window_is_busy (SAUDA_CARD_WINDOW (window)));
  sauda_test_wait_until (has_typed (GTK_WIDGET (window), sku));
  g_signal_emit_by_name (window, "kept", FALSE);
  g_assert_null (ui_test_find_label (GTK_WIDGET (fixture->window), "The card is kept"));
  g_signal_emit_by_name (window, "kept", TRUE);
  gtk_window_destroy (window);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->window), "The card is kept") != NULL);
}

#define ADD(path, func) g_test_add ("/catalogue-page/" path, Fixture, NULL, set_up, func, tear_down)

/* Prices of what is selected change in the window of the prices. */
static void
test_prices (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window;
  g_autoptr (GList) windows = NULL;

  g_assert_true (sauda_grid_move (fixture->grid, 1, 0, FALSE));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "catalogue.prices", NULL);
  windows = gtk_window_list_toplevels ();
  window = GTK_WINDOW (windows->data);
  for (GList *l = windows; l != NULL; l = l->next)
    if (SAUDA_IS_PRICE_CHANGE_WINDOW (l->data))
      window = l->data;
  g_assert_true (SAUDA_IS_PRICE_CHANGE_WINDOW (window));
  sauda_test_wait_until (sauda_price_change_window_is_ready (SAUDA_PRICE_CHANGE_WINDOW (window)));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Every offer of 1 product is meant"));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("rows", test_rows);
  ADD ("paste-and-undo", test_paste_and_undo);
  ADD ("name", test_name);
  ADD ("ranges", test_ranges);
  ADD ("barcodes", test_barcodes);
  ADD ("offers", test_offers);
  ADD ("card", test_card);
  ADD ("picker", test_picker);
  ADD ("archive", test_archive);
  ADD ("bulk", test_bulk);
  ADD ("picture", test_picture);
  ADD ("typing", test_typing);
  ADD ("other-program", test_other_program);
  ADD ("prices", test_prices);
  return g_test_run ();
}
