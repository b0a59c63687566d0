#include "prices-fixture.h"
#include "sauda-alert-kind.h"
#include "sauda-offer-term-row.h"
#include "sauda-offer-terms-window.h"
#include "sauda-price-list-serving.h"
#include "sauda-price-list-window.h"
#include "sauda-test-database.h"
#include "sauda-warehouse-row.h"
#include "sauda-warehouses-window.h"
#include "ui-test.h"

#include <string.h>

/* Another warehouse gets nothing until it has a share; what is typed goes into the next list. */
static void
test_warehouses (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaWarehousesWindow *window = sauda_warehouses_window_new (
    NULL, fixture->workspace, prices_fixture_read_number (fixture, "SELECT min(id) FROM store"), "PP1");
  GtkWidget *row;

  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_warehouses_window_is_busy (window));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "PP2");
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY), "activate");
  sauda_test_wait_until (!sauda_warehouses_window_is_busy (window));
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM warehouse"), ==, 2);
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
  g_assert_cmpint (prices_fixture_read_number (
                     fixture, "SELECT amount FROM warehouse WHERE name = 'PP2' AND share = 'percent'"),
                   ==, 30);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM warehouse_share_change"), ==,
                   1);
  gtk_window_destroy (GTK_WINDOW (window));
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
open_terms (const PricesDesk *desk)
{
  SaudaOfferTermsWindow *window;

  sauda_test_wait_until (sauda_grid_move (desk->grid, 0, 0, FALSE));
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk->page));
  gtk_widget_activate_action (GTK_WIDGET (desk->page), "prices.terms", NULL);
  window = SAUDA_OFFER_TERMS_WINDOW (prices_fixture_find_window (SAUDA_TYPE_OFFER_TERMS_WINDOW));
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
  PricesDesk desk = prices_fixture_open_desk (fixture);
  SaudaOfferTermsWindow *window;
  GtkWidget *astana, *apply;

  prices_fixture_execute (fixture, TWO_CITIES);
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
  sauda_test_wait_until (prices_fixture_read_number (fixture, "SELECT count(*) FROM offer_term_change") == 3);
  g_assert_cmpint (
    prices_fixture_read_number (fixture, "SELECT price FROM offer_city_price WHERE city_id = '710000000'"),
    ==, 9490);
  g_assert_cmpint (
    prices_fixture_read_number (fixture, "SELECT days FROM offer_place_pre_order WHERE name = 'PP2'"), ==, 0);
  sauda_test_wait_until (prices_fixture_find_window (SAUDA_TYPE_OFFER_TERMS_WINDOW) == NULL);

  /* The card tells it, and one undo takes all of it back. */
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.card", NULL);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "Астана: as usual → 9") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.undo-last", NULL);
  sauda_test_wait_until (prices_fixture_read_number (fixture, "SELECT count(*) FROM offer_term_change") == 6);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM offer_city_price"), ==, 0);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM offer_pre_order"), ==, 0);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM offer_place_pre_order"), ==, 0);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "taken back") != NULL);
  prices_fixture_close_desk (&desk);
}

/* What another program changed while it was typed is not written over; below the floor a reason is needed. */
static void
test_terms_elsewhere (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  SaudaOfferTermsWindow *window;
  GtkWidget *apply;

  prices_fixture_execute (fixture, TWO_CITIES "UPDATE variant SET cost_cny = 80 WHERE id = 1;");
  window = open_terms (&desk);
  apply = gtk_window_get_default_widget (GTK_WINDOW (window));
  type_term (find_term (window, "Астана · PP2"), "8900");
  g_assert_nonnull (ui_test_find_label (find_term (window, "Астана · PP2"), "Below the floor"));
  g_assert_false (gtk_widget_get_sensitive (apply));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "sold out");
  g_assert_true (gtk_widget_get_sensitive (apply));
  prices_fixture_execute (fixture, "INSERT INTO offer_city_price VALUES (1, '710000000', 9190);");
  g_signal_emit_by_name (apply, "clicked");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "changed elsewhere") != NULL);
  sauda_test_wait_until (!sauda_offer_terms_window_is_busy (window));
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT price FROM offer_city_price"), ==, 9190);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM offer_term_change"), ==, 0);
  g_assert_nonnull (ui_test_find_label (find_term (window, "Астана · PP2"), "its own"));
  gtk_window_destroy (GTK_WINDOW (window));
  prices_fixture_close_desk (&desk);
}

static SaudaPriceListWindow *
open_list (const PricesDesk *desk)
{
  SaudaPriceListWindow *window;

  gtk_widget_activate_action (GTK_WIDGET (desk->page), "prices.list", NULL);
  window = SAUDA_PRICE_LIST_WINDOW (prices_fixture_find_window (SAUDA_TYPE_PRICE_LIST_WINDOW));
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
  question = ADW_MESSAGE_DIALOG (prices_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_true (adw_message_dialog_get_response_enabled (question, "accept") == (number == NULL));
  if (number != NULL)
    gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (question)), number);
  g_assert_true (adw_message_dialog_get_response_enabled (question, "accept"));
  adw_message_dialog_response (question, "accept");
  gtk_window_destroy (GTK_WINDOW (question));
  sauda_test_wait_until (prices_fixture_read_number (
                           fixture, "SELECT count(*) FROM price_list WHERE state = 'published'") == lists);
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
}

/* Published whole and read back; the next one shows what it changes, a list that lacks too much needs
 * its number typed, and so does an earlier one that would take its place; what comes back does so byte
 * by byte. */
static void
test_price_list (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "list.xml", NULL);
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL, *back = NULL, *again = NULL;
  SaudaPriceListWindow *window;

  prices_fixture_execute (fixture, "UPDATE store SET trust = 'full'");
  window = open_list (&desk);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "40 offers, 40 of them on sale"));
  sauda_price_list_window_set_place (window, path);
  publish (window);
  first = read_file (path);
  g_assert_nonnull (strstr (first, "<offer sku=\"k40\">"));

  prices_fixture_execute (fixture, "UPDATE offer SET price = 9490 WHERE id = 1");
  gtk_window_destroy (GTK_WINDOW (window));
  window = open_list (&desk);
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (window), "1 change against the list that was published last"));
  publish (window);
  second = read_file (path);
  g_assert_nonnull (strstr (second, "9490"));

  prices_fixture_execute (fixture, "UPDATE offer SET price = NULL WHERE id > 30");
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
  prices_fixture_close_desk (&desk);
}

/* Kaspi's own list: what it has otherwise, mine and Kaspi's. */
static void
test_drift (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "ACTIVE.xml", NULL);
  SaudaPriceListWindow *window = open_list (&desk);

  /* Before the first list the history says what it will show. */
  gtk_stack_set_visible_child_name (
    GTK_STACK (gtk_widget_get_template_child (GTK_WIDGET (window), SAUDA_TYPE_PRICE_LIST_WINDOW, "stack")),
    "history");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Nothing was published yet."));
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
  /* The window speaks of the store whose list it is. */
  g_assert_cmpstr (
    gtk_string_object_get_string (gtk_drop_down_get_selected_item (GTK_DROP_DOWN (
      gtk_widget_get_template_child (GTK_WIDGET (window), SAUDA_TYPE_PRICE_LIST_WINDOW, "store")))),
    ==, "UNIVERSAL");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "+1"));
  gtk_window_destroy (GTK_WINDOW (window));
  sauda_test_wait_until (prices_fixture_peek_row (&desk, 0)->kaspi == 7990);
  prices_fixture_close_desk (&desk);
}

/* Hundreds of offers that the catalogue lacks do not hide the one whose price differs. */
static void
test_drift_order (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "ACTIVE.xml", NULL);
  g_autoptr (GString) list = g_string_new (
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><kaspi_catalog xmlns=\"kaspiShopping\" date=\"2026-01-31 "
    "10:00\"><company>30000001</company><merchantid>30000001</merchantid><offers>");
  SaudaPriceListWindow *window = open_list (&desk);
  GtkWidget *rows;

  for (guint i = 0; i <= 400; i++) {
    g_autofree char *sku = i < 400 ? g_strdup_printf ("Чужой %u", i) : g_strdup ("k01");

    g_string_append_printf (
      list,
      "<offer sku=\"%s\"><model>Print</model><brand/><availabilities><availability available=\"yes\" "
      "storeId=\"30000001_PP1\" preOrder=\"0\" stockCount=\"3.0\"/></availabilities><cityprices>"
      "<cityprice cityId=\"750000000\">7990</cityprice></cityprices></offer>",
      sku);
  }
  g_string_append (list, "</offers></kaspi_catalog>");
  g_assert_true (g_file_set_contents (path, list->str, -1, NULL));
  sauda_price_list_window_compare (window, path);
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Price: 1 · "));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Not in the catalogue: 400"));
  rows =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), SAUDA_TYPE_PRICE_LIST_WINDOW, "drift"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_widget_get_first_child (rows))),
                   ==, "k01");
  g_assert_nonnull (ui_test_find_label (rows, "at Kaspi, 8"));
  g_assert_nonnull (ui_test_find_label (gtk_widget_get_last_child (rows), "more"));

  /* The list as it would go out now has what was taken over. */
  g_signal_emit_by_name (
    gtk_widget_get_template_child (GTK_WIDGET (window), SAUDA_TYPE_PRICE_LIST_WINDOW, "adopt"), "clicked");
  sauda_test_wait_until (!sauda_price_list_window_is_busy (window));
  gtk_stack_set_visible_child_name (
    GTK_STACK (gtk_widget_get_template_child (GTK_WIDGET (window), SAUDA_TYPE_PRICE_LIST_WINDOW, "stack")),
    "list");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "440 offers, 440 of them on sale"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Nothing was published before"));
  gtk_window_destroy (GTK_WINDOW (window));
  prices_fixture_close_desk (&desk);
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
    prices_fixture_read_number (
      fixture, "SELECT count(*) FROM setting WHERE key = 'price-list-serving' AND value LIKE '1 %'") == 1);
  g_object_set_data (G_OBJECT (fixture->workspace), "price-list-server", NULL);

  sauda_price_list_serving_resume (fixture->workspace);
  sauda_test_wait_until (sauda_price_list_serving_get (fixture->workspace) != NULL);
  sauda_price_list_serving_end (fixture->workspace);
  g_assert_null (sauda_price_list_serving_get (fixture->workspace));
  sauda_test_wait_until (
    prices_fixture_read_number (
      fixture, "SELECT count(*) FROM setting WHERE key = 'price-list-serving' AND value LIKE '0 %'") == 1);
}

/* Where it cannot be served again, everybody who looks at the window is told, until it is. */
static void
test_not_served (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const open_alerts =
    "SELECT count(*) FROM alert WHERE kind = '" SAUDA_ALERT_SERVING "' AND resolved_ms IS NULL";
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (other, NULL, &error);
  g_autofree char *setting = g_strdup_printf (
    "INSERT INTO setting (key, value, changed_ms) VALUES ('price-list-serving', '1 %u ', 1)", port);

  g_assert_no_error (error);
  prices_fixture_execute (fixture, setting);
  sauda_price_list_serving_resume (fixture->workspace);
  sauda_test_wait_until (prices_fixture_read_number (fixture, open_alerts) == 1);
  g_assert_nonnull (sauda_price_list_serving_get_trouble (fixture->workspace));
  g_socket_listener_close (other);
  g_assert_true (sauda_price_list_serving_begin (fixture->workspace, port, NULL, NULL, &error));
  g_assert_no_error (error);
  sauda_test_wait_until (prices_fixture_read_number (fixture, open_alerts) == 0);
  sauda_price_list_serving_end (fixture->workspace);
}

/* A list that nobody can fetch is not called published; what another program changed is seen before the next
 * one; and a clock that was put back serves no older list. */
static void
test_served (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  SaudaPriceListWindow *window;
  g_autoptr (SaudaDatabase) other = NULL;
  g_autoptr (GError) error = NULL;

  prices_fixture_execute (fixture, "UPDATE store SET trust = 'full'");
  window = open_list (&desk);
  sauda_price_list_window_set_place (window, "served");
  publish (window);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Kaspi cannot fetch it"));
  prices_fixture_execute (fixture, "UPDATE price_list SET published_ms = published_ms + 3600000");
  other =
    sauda_database_open (sauda_database_get_path (sauda_workspace_get_database (fixture->workspace)), &error);
  g_assert_no_error (error);
  sauda_test_database_execute (other, "UPDATE offer SET price = 9490 WHERE id = 1");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "1 change against the list") != NULL);
  g_assert_true (sauda_price_list_serving_begin (fixture->workspace, 0, NULL, NULL, &error));
  publish (window);
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "Kaspi cannot fetch it"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "0 changes against the list"));
  sauda_price_list_serving_end (fixture->workspace);
  gtk_window_destroy (GTK_WINDOW (window));
  prices_fixture_close_desk (&desk);
}

#define ADD(path, test)                                                                                      \
  g_test_add (path, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("/ui/prices/serving", test_serving);
  ADD ("/ui/prices/not-served", test_not_served);
  ADD ("/ui/prices/warehouses", test_warehouses);
  ADD ("/ui/prices/terms", test_terms);
  ADD ("/ui/prices/terms-elsewhere", test_terms_elsewhere);
  ADD ("/ui/prices/price-list", test_price_list);
  ADD ("/ui/prices/drift", test_drift);
  ADD ("/ui/prices/drift-order", test_drift_order);
  ADD ("/ui/prices/served", test_served);
  return g_test_run ();
}
