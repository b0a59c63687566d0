#include "sauda-edit-cell.h"
#include "sauda-offer-term-row.h"
#include "sauda-offer-terms-window.h"
#include "sauda-price-change-window.h"
#include "sauda-price-list-serving.h"
#include "sauda-price-list-window.h"
#include "sauda-prices-page.h"
#include "sauda-rates-window.h"
#include "sauda-table-page.h"
#include "sauda-tariff-editor.h"
#include "sauda-test-database.h"
#include "sauda-warehouse-row.h"
#include "sauda-warehouses-window.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

/* Forty offers, so that a run may change two of them; the first costs 20 yuan and weighs half a kilogram. */
#define CATALOGUE                                                                                            \
  "INSERT INTO variant (id, sku, model_key, model_name, size, cost_cny, weight_grams, search_key) VALUES"    \
  " (1, 'PRINT_M', 'PRINT', 'Print', 'M', 20, 500, 'print');"                                                \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"                            \
  " INSERT INTO offer (id, store_id, sku, variant_id, title, price)"                                         \
  " SELECT i, 1, printf ('k%02d', i), 1, 'Print', 8990 FROM n;"                                              \
  "INSERT INTO rate (name, scope, from_day, value, who, changed_ms) VALUES ('cny', '', 1, 70, 't', 1),"      \
  " ('freight', '', 1, 1500, 't', 1);"

typedef struct {
  GtkWindow *window;
  SaudaPricesPage *page;
  SaudaGrid *grid;
} Desk;

static Desk
open_desk (WorkspaceFixture *fixture)
{
  Desk desk;

  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), CATALOGUE);
  desk.page = SAUDA_PRICES_PAGE (sauda_prices_page_new (fixture->workspace));
  desk.grid = SAUDA_GRID (sauda_prices_page_get_table (desk.page));
  desk.window = ui_test_show (GTK_WIDGET (desk.page));
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk.page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (desk.window));
  return desk;
}

static void
close_desk (const Desk *desk)
{
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk->page));
  ui_test_close (desk->window);
}

static gint64
read_number (WorkspaceFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

static const SaudaPriceRow *
peek_row (const Desk *desk, guint position)
{
  return sauda_price_item_get_row (sauda_grid_model_peek (sauda_grid_get_model (desk->grid), position));
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

/* What is pasted at once is one change with one undo, which takes the change itself back. */
static void
test_edit (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  double margin = peek_row (&desk, 0)->result.margin;

  g_assert_cmpuint (sauda_grid_paste_text (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, "9490\n9390"), ==, 2);
  g_assert_cmpint (peek_row (&desk, 0)->price, ==, 9490);
  g_assert_cmpfloat (peek_row (&desk, 0)->result.margin, >, margin);
  sauda_test_wait_until (read_number (fixture, "SELECT price FROM offer WHERE id = 2") == 9390);
  g_assert_cmpint (read_number (fixture, "SELECT price FROM offer WHERE id = 1"), ==, 9490);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 1);

  sauda_table_page_undo (SAUDA_TABLE_PAGE (desk.page));
  sauda_test_wait_until (read_number (fixture, "SELECT price FROM offer WHERE id = 2") == 8990);
  g_assert_cmpint (read_number (fixture, "SELECT price FROM offer WHERE id = 1"), ==, 8990);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM price_batch WHERE undoes = 1"), ==, 1);
  close_desk (&desk);
}

static void
note_failure (SaudaGrid *grid, GError *error, char **text)
{
  g_free (*text);
  *text = g_strdup (error->message);
}

/* What the command line changed since it was seen is not written over. */
static void
test_edit_elsewhere (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  g_autofree char *text = NULL;

  g_signal_connect (desk.grid, "edit-failed", G_CALLBACK (note_failure), &text);
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "UPDATE offer SET price = 9190 WHERE id = 1;");
  g_assert_cmpuint (sauda_grid_paste_text (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, "9490\n9490"), ==, 2);
  sauda_test_wait_until (text != NULL);
  g_assert_nonnull (strstr (text, "k01 was changed to 9"));
  g_assert_cmpint (read_number (fixture, "SELECT price FROM offer WHERE id = 1"), ==, 9190);
  g_assert_cmpint (read_number (fixture, "SELECT price FROM offer WHERE id = 2"), ==, 8990);
  sauda_test_wait_until (peek_row (&desk, 0)->price == 9190);
  close_desk (&desk);
}

/* While it is typed the card tells what the price would bring. */
static void
test_margin_while_typing (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  GtkWidget *cell;

  g_assert_true (sauda_grid_edit (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, NULL));
  cell = sauda_grid_get_cell (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE);
  gtk_editable_set_text (GTK_EDITABLE (sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell))), "2000");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "below the floor") != NULL);
  g_assert_cmpint (peek_row (&desk, 0)->price, ==, 8990);
  sauda_edit_cell_end (SAUDA_EDIT_CELL (cell), FALSE);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 0);
  close_desk (&desk);
}

/* Three of forty are more than a run may change: nothing is written, the table shows the old prices, and a
 * typed reason overrules it. */
static void
test_limit (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaPriceChangeWindow *window;
  GtkWidget *apply;

  g_assert_cmpuint (sauda_grid_paste_text (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, "9490\n9490\n9490"), ==,
                    3);
  sauda_test_wait_until (find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW) != NULL);
  window = SAUDA_PRICE_CHANGE_WINDOW (find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW));
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  g_assert_cmpint (peek_row (&desk, 0)->price, ==, 8990);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 0);
  apply = gtk_window_get_default_widget (GTK_WINDOW (window));
  g_assert_false (gtk_widget_get_sensitive (apply));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "new season");
  g_assert_true (gtk_widget_get_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM offer WHERE price = 9490") == 3);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM price_batch WHERE reason = 'new season'"), ==,
                   1);
  sauda_test_wait_until (find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW) == NULL);
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk.page));
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.undo-last", NULL);
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM offer WHERE price = 8990") == 40);
  close_desk (&desk);
}

/* A rule shows every price before and after, and is not done before the button. */
static void
test_rule (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaPriceChangeWindow *window;

  sauda_group_filter_find (sauda_prices_table_get_filter (sauda_prices_page_get_table (desk.page)), desk.grid,
                           "k0");
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.bulk", NULL);
  window = SAUDA_PRICE_CHANGE_WINDOW (find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "9 offers are meant."));
  sauda_price_change_window_set_rule (window, 5, 0);
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (window), "May be changed 9, below the floor 0, refused 0"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "₸ → "));
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  close_desk (&desk);
}

/* A dated rate moves floor and margin; a day that is none is said. */
static void
test_rates (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  double margin = peek_row (&desk, 0)->result.margin;
  SaudaRatesWindow *window;
  SaudaTariffEditor *editor;
  GtkWidget *cell;

  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.rates", NULL);
  window = SAUDA_RATES_WINDOW (find_window (SAUDA_TYPE_RATES_WINDOW));
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  /* What the chosen rate is now stands there to be changed. */
  cell = ui_test_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (cell)), ==, 12.5);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN)), 2);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (cell)), ==, 70);
  gtk_stack_set_visible_child_name (GTK_STACK (ui_test_find (GTK_WIDGET (window), GTK_TYPE_STACK)), "tariff");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Between cities"));
  sauda_rates_window_set (window, "commission", "", 15, "yesterday");
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM rate"), ==, 2);
  sauda_rates_window_set (window, "commission", "", 15, "2026-01-01");
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM rate WHERE name = 'commission'"), ==, 1);
  sauda_test_wait_until (peek_row (&desk, 0)->result.margin < margin - 2);

  /* The tariff is changed line by line and kept as a whole. */
  editor = SAUDA_TARIFF_EDITOR (ui_test_find (GTK_WIDGET (window), SAUDA_TYPE_TARIFF_EDITOR));
  cell = ui_test_find (GTK_WIDGET (editor), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (cell), "much");
  sauda_tariff_editor_keep (editor);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "In line 1 of the tariff a cell is no number"));
  gtk_editable_set_text (GTK_EDITABLE (cell), "0");
  sauda_tariff_editor_keep (editor);
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM delivery_tariff"), ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM delivery_band"), ==, 10);
  gtk_window_destroy (GTK_WINDOW (window));
  close_desk (&desk);
}

/* Another warehouse gets nothing until it has a share; what is typed goes into the next list. */
static void
test_warehouses (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaWarehousesWindow *window = sauda_warehouses_window_new (
    NULL, fixture->workspace, read_number (fixture, "SELECT min(id) FROM store"), "PP1");
  GtkWidget *row;

  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_warehouses_window_is_busy (window));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "PP2");
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY), "activate");
  sauda_test_wait_until (!sauda_warehouses_window_is_busy (window));
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM warehouse"), ==, 2);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "no share of the shelf"));
  row = gtk_widget_get_next_sibling (ui_test_find (GTK_WIDGET (window), SAUDA_TYPE_WAREHOUSE_ROW));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_test_find (row, ADW_TYPE_COMBO_ROW)), SAUDA_SHARE_DOUBLE);
  g_signal_emit_by_name (row, "save");
  sauda_test_wait_until (!sauda_warehouses_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Say in words"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_test_find (row, ADW_TYPE_COMBO_ROW)), SAUDA_SHARE_PERCENT);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (ui_test_find (row, GTK_TYPE_SPIN_BUTTON)), 30);
  g_signal_emit_by_name (row, "save");
  sauda_test_wait_until (!sauda_warehouses_window_is_busy (window));
  g_assert_cmpint (
    read_number (fixture, "SELECT amount FROM warehouse WHERE name = 'PP2' AND share = 'percent'"), ==, 30);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM warehouse_share_change"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
execute (WorkspaceFixture *fixture, const char *sql)
{
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
}

/* The row of a city or warehouse. */
static GtkWidget *
find_term (SaudaOfferTermsWindow *window, const char *title)
{
  GtkWidget *lists = ui_test_find (GTK_WIDGET (window), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_widget_get_ancestor (ui_test_find_label (lists, title), SAUDA_TYPE_OFFER_TERM_ROW);
}

static void
type_term (GtkWidget *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (row, GTK_TYPE_ENTRY)), text);
}

static SaudaOfferTermsWindow *
open_terms (const Desk *desk)
{
  SaudaOfferTermsWindow *window;

  sauda_test_wait_until (sauda_grid_move (desk->grid, 0, 0, FALSE));
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk->page));
  gtk_widget_activate_action (GTK_WIDGET (desk->page), "prices.terms", NULL);
  window = SAUDA_OFFER_TERMS_WINDOW (find_window (SAUDA_TYPE_OFFER_TERMS_WINDOW));
  sauda_test_wait_until (!sauda_offer_terms_window_is_busy (window));
  return window;
}

#define TWO_CITIES                                                                                           \
  "INSERT INTO warehouse (store_id, name, city_id, pre_order) VALUES (1, 'PP1', '750000000', 0),"            \
  " (1, 'PP2', '710000000', 5);"

/* Each city may have its price and each warehouse its days, with the limits of every other price, one undo,
 * and the history in the card. */
static void
test_terms (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaOfferTermsWindow *window;
  GtkWidget *astana, *apply;

  execute (fixture, TWO_CITIES);
  window = open_terms (&desk);
  apply = gtk_window_get_default_widget (GTK_WINDOW (window));
  astana = find_term (window, "Астана · PP2");
  g_assert_false (gtk_widget_get_sensitive (apply));
  type_term (astana, "cheap");
  g_assert_nonnull (ui_test_find_label (astana, "No price."));
  type_term (astana, "19490");
  g_assert_nonnull (ui_test_find_label (astana, "More than 10 percent"));
  g_assert_false (gtk_widget_get_sensitive (apply));
  type_term (astana, "9490");
  g_assert_nonnull (ui_test_find_label (astana, "May be changed"));
  type_term (find_term (window, "All warehouses"), "31");
  g_assert_false (gtk_widget_get_sensitive (apply));
  type_term (find_term (window, "All warehouses"), "7");
  type_term (find_term (window, "PP2 · Астана"), "0");
  g_assert_true (gtk_widget_get_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM offer_term_change") == 3);
  g_assert_cmpint (read_number (fixture, "SELECT price FROM offer_city_price WHERE city_id = '710000000'"),
                   ==, 9490);
  g_assert_cmpint (read_number (fixture, "SELECT days FROM offer_place_pre_order WHERE name = 'PP2'"), ==, 0);
  sauda_test_wait_until (find_window (SAUDA_TYPE_OFFER_TERMS_WINDOW) == NULL);

  /* The card tells it, and one undo takes all of it back. */
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.card", NULL);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "Астана: as usual → 9") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.undo-last", NULL);
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM offer_term_change") == 6);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM offer_city_price"), ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM offer_pre_order"), ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM offer_place_pre_order"), ==, 0);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "taken back") != NULL);
  close_desk (&desk);
}

/* What another program changed while it was typed is not written over; below the floor a reason is needed. */
static void
test_terms_elsewhere (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaOfferTermsWindow *window;
  GtkWidget *apply;

  execute (fixture, TWO_CITIES "UPDATE variant SET cost_cny = 80 WHERE id = 1;");
  window = open_terms (&desk);
  apply = gtk_window_get_default_widget (GTK_WINDOW (window));
  type_term (find_term (window, "Астана · PP2"), "8900");
  g_assert_nonnull (ui_test_find_label (find_term (window, "Астана · PP2"), "Below the floor"));
  g_assert_false (gtk_widget_get_sensitive (apply));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "sold out");
  g_assert_true (gtk_widget_get_sensitive (apply));
  execute (fixture, "INSERT INTO offer_city_price VALUES (1, '710000000', 9190);");
  g_signal_emit_by_name (apply, "clicked");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "changed elsewhere") != NULL);
  sauda_test_wait_until (!sauda_offer_terms_window_is_busy (window));
  g_assert_cmpint (read_number (fixture, "SELECT price FROM offer_city_price"), ==, 9190);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM offer_term_change"), ==, 0);
  g_assert_nonnull (ui_test_find_label (find_term (window, "Астана · PP2"), "its own"));
  gtk_window_destroy (GTK_WINDOW (window));
  close_desk (&desk);
}

static void
test_competitors (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "others.csv", NULL);

  g_assert_true (g_file_set_contents (path, "sku,price,seller\nk01,8500,Shop\nGHOST,1,Shop\n", -1, NULL));
  sauda_prices_page_import_competitors (desk.page, path);
  sauda_test_wait_until (peek_row (&desk, 0)->competitor == 8500);
  sauda_group_filter_set_group (sauda_prices_table_get_filter (sauda_prices_page_get_table (desk.page)),
                                SAUDA_PRICES_GROUP_COMPETITOR);
  g_assert_cmpuint (sauda_grid_model_count (sauda_grid_get_model (desk.grid)), ==, 1);
  close_desk (&desk);
}

static SaudaPriceListWindow *
open_list (const Desk *desk)
{
  SaudaPriceListWindow *window;

  gtk_widget_activate_action (GTK_WIDGET (desk->page), "prices.list", NULL);
  window = SAUDA_PRICE_LIST_WINDOW (find_window (SAUDA_TYPE_PRICE_LIST_WINDOW));
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
  /* The stores stand by name: UNIVERSAL is the second. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN)), 1);
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
  return window;
}

static char *
read_file (const char *path)
{
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
publish (SaudaPriceListWindow *window)
{
  sauda_price_list_window_publish (window);
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
}

/* Publishes the list before the last again; @number must be typed when it lacks too much. */
static void
go_back (WorkspaceFixture *fixture, SaudaPriceListWindow *window, const char *number, gint64 lists)
{
  AdwMessageDialog *question;

  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Back to It…"), "clicked");
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
  question = ADW_MESSAGE_DIALOG (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_true (adw_message_dialog_get_response_enabled (question, "accept") == (number == NULL));
  if (number != NULL)
    gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (question)), number);
  g_assert_true (adw_message_dialog_get_response_enabled (question, "accept"));
  adw_message_dialog_response (question, "accept");
  gtk_window_destroy (GTK_WINDOW (question));
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM price_list WHERE state = 'published'") ==
                         lists);
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
}

/* Published whole and read back; the next one shows what it changes, a list that lacks too much needs its
 * number typed, and so does an earlier one that would take its place; what comes back does so byte by byte.
 */
static void
test_price_list (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "list.xml", NULL);
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL, *back = NULL, *again = NULL;
  SaudaPriceListWindow *window;

  execute (fixture, "UPDATE store SET trust = 'full'");
  window = open_list (&desk);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "40 offers, 40 of them on sale"));
  sauda_price_list_window_set_place (window, path);
  publish (window);
  first = read_file (path);
  g_assert_nonnull (strstr (first, "<offer sku=\"k40\">"));

  execute (fixture, "UPDATE offer SET price = 9490 WHERE id = 1");
  gtk_window_destroy (GTK_WINDOW (window));
  window = open_list (&desk);
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (window), "1 change against the list that was published last"));
  publish (window);
  second = read_file (path);
  g_assert_nonnull (strstr (second, "9490"));

  execute (fixture, "UPDATE offer SET price = NULL WHERE id > 30");
  gtk_window_destroy (GTK_WINDOW (window));
  window = open_list (&desk);
  publish (window);
  third = read_file (path);
  g_assert_cmpstr (third, ==, second);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "The list lacks 10 of the 40 offers"));

  g_assert_false (gtk_widget_get_sensitive (ui_test_find_button (GTK_WIDGET (window), "Save to a _File…")));
  gtk_editable_set_text (GTK_EDITABLE (gtk_widget_get_template_child (
                           GTK_WIDGET (window), SAUDA_TYPE_PRICE_LIST_WINDOW, "confirmed")),
                         "10");
  g_assert_true (gtk_widget_get_sensitive (ui_test_find_button (GTK_WIDGET (window), "Save to a _File…")));
  publish (window);
  fourth = read_file (path);
  g_assert_null (strstr (fourth, "<offer sku=\"k40\">"));
  go_back (fixture, window, NULL, 4);
  back = read_file (path);
  g_assert_cmpstr (back, ==, second);
  go_back (fixture, window, "10", 5);
  again = read_file (path);
  g_assert_cmpstr (again, ==, fourth);
  gtk_window_destroy (GTK_WINDOW (window));
  close_desk (&desk);
}

/* Kaspi's own list: what it has otherwise, mine and Kaspi's. */
static void
test_drift (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "ACTIVE.xml", NULL);
  SaudaPriceListWindow *window = open_list (&desk);

  g_assert_true (g_file_set_contents (
    path,
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><kaspi_catalog xmlns=\"kaspiShopping\" date=\"2026-01-31 "
    "10:00\">"
    "<company>30000001</company><merchantid>30000001</merchantid><offers><offer "
    "sku=\"k01\"><model>Print</model>"
    "<brand/><availabilities><availability available=\"yes\" storeId=\"30000001_PP1\" preOrder=\"0\" "
    "stockCount=\"3.0\"/></availabilities><cityprices><cityprice cityId=\"750000000\">7990</cityprice>"
    "</cityprices></offer></offers></kaspi_catalog>",
    -1, NULL));
  sauda_price_list_window_compare (window, path);
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 offers in Kaspi's list"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "+1"));
  gtk_window_destroy (GTK_WINDOW (window));
  sauda_test_wait_until (peek_row (&desk, 0)->kaspi == 7990);
  close_desk (&desk);
}

#define ADD(path, test)                                                                                      \
  g_test_add (path, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down)

/* Chosen in the catalogue: every offer of the products, in every store. */
static void
test_products (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  g_autoptr (GHashTable) variants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 id = read_number (fixture, "SELECT min (variant_id) FROM offer");
  gint64 offers;
  SaudaPriceChangeWindow *window;

  g_hash_table_add (variants, g_memdup2 (&id, sizeof id));
  offers = read_number (fixture,
                        "SELECT count(*) FROM offer WHERE variant_id = (SELECT min (variant_id) FROM offer)");
  window = sauda_price_change_window_new_for_variants (desk.window, fixture->workspace, variants);
  sauda_price_change_window_set_rule (window, 5, 0);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Every offer of 1 product is meant"));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "new season");
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (window)), "clicked");
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM price_change") == offers);
  sauda_test_wait_until (find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW) == NULL);
  close_desk (&desk);
}

/* What was served when the program ended is served again when it starts. */
static void
test_serving (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SaudaPriceListServer *server;
  guint port;

  g_assert_true (sauda_price_list_serving_begin (fixture->workspace, 0, NULL, NULL, &error));
  g_assert_no_error (error);
  server = sauda_price_list_serving_get (fixture->workspace);
  port = sauda_price_list_server_get_port (server);
  g_assert_cmpuint (port, !=, 0);
  sauda_test_wait_until (
    read_number (fixture,
                 "SELECT count(*) FROM setting WHERE key = 'price-list-serving' AND value LIKE '1 %'") == 1);
  g_object_set_data (G_OBJECT (fixture->workspace), "price-list-server", NULL);

  sauda_price_list_serving_resume (fixture->workspace);
  sauda_test_wait_until (sauda_price_list_serving_get (fixture->workspace) != NULL);
  sauda_price_list_serving_end (fixture->workspace);
  g_assert_null (sauda_price_list_serving_get (fixture->workspace));
  sauda_test_wait_until (
    read_number (fixture,
                 "SELECT count(*) FROM setting WHERE key = 'price-list-serving' AND value LIKE '0 %'") == 1);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("/ui/prices/edit", test_edit);
  ADD ("/ui/prices/margin-while-typing", test_margin_while_typing);
  ADD ("/ui/prices/limit", test_limit);
  ADD ("/ui/prices/rule", test_rule);
  ADD ("/ui/prices/rates", test_rates);
  ADD ("/ui/prices/serving", test_serving);
  ADD ("/ui/prices/products", test_products);
  ADD ("/ui/prices/competitors", test_competitors);
  ADD ("/ui/prices/warehouses", test_warehouses);
  ADD ("/ui/prices/edit-elsewhere", test_edit_elsewhere);
  ADD ("/ui/prices/terms", test_terms);
  ADD ("/ui/prices/terms-elsewhere", test_terms_elsewhere);
  ADD ("/ui/prices/price-list", test_price_list);
  ADD ("/ui/prices/drift", test_drift);
  return g_test_run ();
}
