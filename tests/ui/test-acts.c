#include "sauda-act-kind.h"
#include "sauda-acts-window.h"
#include "sauda-alert-rules.h"
#include "sauda-day-board.h"
#include "sauda-order-list.h"
#include "sauda-orders-page.h"
#include "sauda-ship-by.h"
#include "sauda-test-database.h"
#include "sauda-trust-ladder.h"
#include "sauda-window.h"
#include "ui-test.h"

#include <string.h>

static SaudaApplication *application;

typedef struct {
  SaudaTestFolder folder;
  SaudaWindow *window;
  SaudaOrderList *list;
} Fixture;

/* A practice store whose orders have been read by the button in the header. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  SaudaOrdersPage *page;

  sauda_test_folder_set_up (&fixture->folder, data);
  sauda_application_set_practice (application, TRUE);
  sauda_application_set_data_folder (application, fixture->folder.path);
  fixture->window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  sauda_test_wait_until (sauda_window_is_open (fixture->window));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "sync", NULL);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "sync"));
  sauda_test_wait_until (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "sync"));
  page = SAUDA_ORDERS_PAGE (sauda_window_get_page (fixture->window, "orders"));
  sauda_test_wait_until (sauda_orders_page_is_loaded (page));
  fixture->list =
    sauda_order_list_new (sauda_workspace_get_database (sauda_window_get_workspace (fixture->window)));
  sauda_order_list_load_async (fixture->list, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_order_list_load_finish (fixture->list, result, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->list);
  ui_test_close (GTK_WINDOW (fixture->window));
  sauda_test_folder_tear_down (&fixture->folder, data);
}

/* The first orders of a stage. */
static GPtrArray *
find_orders (Fixture *fixture, SaudaStage stage, guint n_orders)
{
  GPtrArray *orders = g_ptr_array_new ();

  for (guint i = 0; orders->len < n_orders; i++) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

    g_assert_nonnull (line);
    if (sauda_order_line_get_stage (line) == stage &&
        !g_ptr_array_find (orders, sauda_order_line_get_order (line), NULL))
      g_ptr_array_add (orders, sauda_order_line_get_order (line));
  }
  return orders;
}

static SaudaActsWindow *
open_acts (Fixture *fixture, const char *kind, GPtrArray *orders)
{
  SaudaActsWindow *acts = sauda_acts_window_new (GTK_WINDOW (fixture->window),
                                                 sauda_window_get_workspace (fixture->window), kind, orders);

  gtk_window_present (GTK_WINDOW (acts));
  sauda_test_wait_until (!sauda_acts_window_is_busy (acts));
  return acts;
}

static void
press (SaudaActsWindow *acts, const char *label)
{
  GtkWidget *button = ui_test_find_button (GTK_WIDGET (acts), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  sauda_test_wait_until (!sauda_acts_window_is_busy (acts));
}

/* Two orders are cancelled: a form, a plan, a result for each. A second time the plan says why not. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) orders = find_orders (fixture, SAUDA_STAGE_NEW, 2);
  SaudaActsWindow *acts = open_acts (fixture, SAUDA_ACT_CANCEL, orders);

  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "Cancel 2 orders"));
  press (acts, "C_ontinue");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "New → cancelled"));
  press (acts, "_Send 2 changes");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "2 done"));
  ui_test_close (GTK_WINDOW (acts));

  acts = open_acts (fixture, SAUDA_ACT_CANCEL, orders);
  press (acts, "C_ontinue");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "2 not sent"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "Kaspi does not take this"));
  ui_test_close (GTK_WINDOW (acts));
}

/* What needs no question begins with its plan. */
static void
test_accept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) orders = find_orders (fixture, SAUDA_STAGE_NEW, 1);
  SaudaActsWindow *acts = open_acts (fixture, SAUDA_ACT_ACCEPT, orders);

  press (acts, "_Send 1 change");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "1 done"));
  ui_test_close (GTK_WINDOW (acts));
}

static GtkWidget *
find_code_row (GtkWidget *widget)
{
  if (ADW_IS_ENTRY_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "The buyer's code") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_code_row (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* The dialog waits for the buyer's code: a wrong one is refused and can be tried again with the right one. */
static void
test_hand_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) orders = find_orders (fixture, SAUDA_STAGE_PICKUP, 1);
  const char *code = sauda_order_get_code (g_ptr_array_index (orders, 0));
  SaudaActsWindow *acts = open_acts (fixture, SAUDA_ACT_SEND_CODE, orders);
  GtkWidget *row = find_code_row (GTK_WIDGET (acts));

  press (acts, "_Send the Code");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "Kaspi has sent the buyer a code."));
  gtk_editable_set_text (GTK_EDITABLE (row), "12ab");
  g_assert_false (gtk_widget_get_sensitive (ui_test_find_button (GTK_WIDGET (acts), "_Hand Out")));
  gtk_editable_set_text (GTK_EDITABLE (row), "0000");
  press (acts, "_Hand Out");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "1 refused"));
  ui_test_close (GTK_WINDOW (acts));

  acts = open_acts (fixture, SAUDA_ACT_SEND_CODE, orders);
  row = find_code_row (GTK_WIDGET (acts));
  gtk_editable_set_text (GTK_EDITABLE (row), code + strlen (code) - 4);
  press (acts, "_Hand Out");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "1 done"));
  ui_test_close (GTK_WINDOW (acts));
}

/* Refused acts are listed for the merchant, and those alone can be tried again. */
static void
test_ledger (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) orders = find_orders (fixture, SAUDA_STAGE_PICKUP, 1);
  SaudaActsWindow *acts = open_acts (fixture, SAUDA_ACT_SEND_CODE, orders);

  gtk_editable_set_text (GTK_EDITABLE (find_code_row (GTK_WIDGET (acts))), "0000");
  press (acts, "_Hand Out");
  ui_test_close (GTK_WINDOW (acts));
  /* a message that did not go out is written by the next press, not from here */
  sauda_test_database_execute (
    sauda_workspace_get_database (sauda_window_get_workspace (fixture->window)),
    "INSERT INTO outbox_act (plan_id, store_id, kind, target, payload, key, state, planned_ms, who)"
    " SELECT plan_id, store_id, 'message', target, '{}', 'ask-1', 'failed', 0, 'm' FROM outbox_act LIMIT 1");
  acts = sauda_acts_window_new_for_ledger (GTK_WINDOW (fixture->window),
                                           sauda_window_get_workspace (fixture->window));
  gtk_window_present (GTK_WINDOW (acts));
  sauda_test_wait_until (!sauda_acts_window_is_busy (acts));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "1 refused"));
  g_assert_null (ui_test_find_label (GTK_WIDGET (acts), "without effect"));
  press (acts, "_Try These Again");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "Try 1 act again?"));
  press (acts, "_Send 1 change");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "1 refused"));
  ui_test_close (GTK_WINDOW (acts));
}

static void
lower_trust (Fixture *fixture, const char *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_trust_ladder_set_async (sauda_window_get_workspace (fixture->window), store, SAUDA_TRUST_READ, NULL,
                                NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  sauda_trust_ladder_set_finish (result, &error);
  g_assert_no_error (error);
}

/* Stores that may not write: no question is asked before it is said. */
static void
test_no_trust (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *kind;
    SaudaStage stage;
  } cases[] = { { SAUDA_ACT_CANCEL, SAUDA_STAGE_NEW },
                { SAUDA_ACT_ACCEPT, SAUDA_STAGE_NEW },
                { SAUDA_ACT_ASSEMBLE, SAUDA_STAGE_PACKING } };

  lower_trust (fixture, "UNIVERSAL");
  lower_trust (fixture, "ONLYFIT");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) orders = find_orders (fixture, cases[i].stage, 1);
    SaudaActsWindow *acts = open_acts (fixture, cases[i].kind, orders);

    g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "1 not sent"));
    g_assert_nonnull (ui_test_find_label (GTK_WIDGET (acts), "does not allow writing"));
    ui_test_close (GTK_WINDOW (acts));
  }
}

/* What a closed gate names is all that its button shows. */
static void
test_orders_of_a_gate (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = sauda_window_get_page (fixture->window, "orders");

  sauda_test_database_execute (sauda_workspace_get_database (sauda_window_get_workspace (fixture->window)),
                               "UPDATE orders SET total = 12345 WHERE id IN (SELECT id FROM orders WHERE"
                               " stage = 'packing' LIMIT 2)");
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "orders-gate",
                                  g_variant_new_string ("sums"));
  sauda_test_wait_until (sauda_orders_page_has_filter (SAUDA_ORDERS_PAGE (page)));
  sauda_test_wait_until (ui_test_find_label (page, "Sums or quantities cannot be right") != NULL);
  /* a number of the page of the day takes its place */
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "orders-tile",
                                  g_variant_new_string ("to-ship"));
  sauda_test_wait_until (ui_test_find_label (page, "Sums or quantities cannot be right") == NULL);
}

static guint
count_chip (GtkWidget *page, SaudaOrderGroup group)
{
  GtkWidget *title = ui_test_find_label (page, sauda_order_group_get_title (group));

  g_assert_nonnull (title);
  return (guint) g_ascii_strtoull (gtk_label_get_label (GTK_LABEL (gtk_widget_get_prev_sibling (title))),
                                   NULL, 10);
}

/* Every number of the page of the day leads to that many orders, and the table's own tiles agree with it:
 * before the cut-off, and when parcels that are ready wait for the courier behind it. */
static void
check_tiles (Fixture *fixture)
{
  SaudaWorkspace *workspace = sauda_window_get_workspace (fixture->window);
  SaudaOrdersPage *page = SAUDA_ORDERS_PAGE (sauda_window_get_page (fixture->window, "orders"));
  SaudaOrdersTable *table = SAUDA_ORDERS_TABLE (ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_ORDERS_TABLE));
  SaudaOrdersFilter *filter = sauda_orders_table_get_filter (table);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaDayBoard) board = NULL;

  sauda_day_board_read_async (workspace, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  board = sauda_day_board_read_finish (result, NULL);
  g_assert_nonnull (board);
  for (guint i = 0; i < SAUDA_BOARD_N_TILES; i++) {
    sauda_orders_page_show_all (page);
    g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "orders-tile",
                                    g_variant_new_string (sauda_board_tile_get_name (i)));
    sauda_test_wait_until (
      g_strcmp0 (sauda_orders_filter_get_only (filter), sauda_board_tile_get_title (i)) == 0);
    sauda_test_wait_until (sauda_orders_page_is_loaded (page));
    g_test_message ("%s: %u", sauda_board_tile_get_name (i), board->tiles[i]);
    g_assert_cmpuint (sauda_orders_table_count_shown_orders (table), ==, board->tiles[i]);
  }
  sauda_orders_page_show_all (page);
  sauda_test_wait_until (sauda_orders_page_is_loaded (page));
  for (guint i = 0; i < sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (table))); i++) {
    SaudaOrderLine *line = sauda_grid_model_peek (sauda_grid_get_model (SAUDA_GRID (table)), i);
    gboolean late = sauda_ship_by_get_urgency (line, board->now_ms) == SAUDA_URGENCY_LATE;

    g_assert_cmpint (late, ==, sauda_order_group_has (SAUDA_ORDER_GROUP_OVERDUE, line, board->now_ms));
  }
  sauda_orders_page_set_group (page, SAUDA_ORDER_GROUP_OVERDUE);
  sauda_test_wait_until (count_chip (GTK_WIDGET (page), SAUDA_ORDER_GROUP_OVERDUE) ==
                         board->tiles[SAUDA_BOARD_OVERDUE]);
  g_assert_cmpuint (board->tiles[SAUDA_BOARD_OVERDUE], <, board->tiles[SAUDA_BOARD_TO_SHIP]);
}

/* An alert of orders that must leave soon leads to just those of its store. */
static void
test_ship_soon (Fixture *fixture, gconstpointer data)
{
  SaudaWorkspace *workspace = sauda_window_get_workspace (fixture->window);
  SaudaDatabase *database = sauda_workspace_get_database (workspace);
  SaudaClock *clock = sauda_workspace_get_clock (workspace);
  SaudaOrdersPage *page = SAUDA_ORDERS_PAGE (sauda_window_get_page (fixture->window, "orders"));
  SaudaOrdersTable *table = SAUDA_ORDERS_TABLE (ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_ORDERS_TABLE));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 count;

  sauda_clock_set_now (clock, sauda_day_time_ms (sauda_day_from_ms (sauda_clock_get_now (clock)), 15, 5));
  sauda_alert_rules_run_async (workspace, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  sauda_alert_rules_run_finish (result, NULL, &error);
  g_assert_no_error (error);
  count = sauda_test_database_read_number (
    database, "SELECT weight FROM alert JOIN store ON store.id = store_id WHERE kind = 'ship-soon'"
              " AND name = 'ONLYFIT'");
  g_assert_cmpint (count, >, 10);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "orders-soon",
                                  g_variant_new_string ("ONLYFIT"));
  sauda_test_wait_until (sauda_orders_page_has_filter (page));
  sauda_test_wait_until (sauda_orders_page_is_loaded (page));
  g_assert_cmpint (sauda_orders_table_count_shown_orders (table), ==, count);
}

static void
test_tiles (Fixture *fixture, gconstpointer data)
{
  SaudaClock *clock = sauda_workspace_get_clock (sauda_window_get_workspace (fixture->window));
  SaudaOrdersPage *page = SAUDA_ORDERS_PAGE (sauda_window_get_page (fixture->window, "orders"));

  check_tiles (fixture);
  sauda_test_database_execute (sauda_workspace_get_database (sauda_window_get_workspace (fixture->window)),
                               "UPDATE orders SET stage = 'handover' WHERE stage = 'packing' AND id % 3 > 0");
  sauda_clock_set_now (clock, sauda_day_time_ms (sauda_day_from_ms (sauda_clock_get_now (clock)), 22, 0));
  sauda_workspace_emit_orders_changed (sauda_window_get_workspace (fixture->window));
  sauda_test_wait_until (sauda_orders_page_is_loaded (page));
  check_tiles (fixture);
  /* labels alone came in */
  sauda_test_wait_until (count_chip (GTK_WIDGET (page), SAUDA_ORDER_GROUP_NO_LABEL) > 1);
  sauda_test_database_execute (
    sauda_workspace_get_database (sauda_window_get_workspace (fixture->window)),
    "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms)"
    " SELECT id, 'a', 'a.pdf', 1, 'file', 1 FROM orders WHERE stage IN ('packing', 'handover')"
    " AND id > (SELECT min (id) FROM orders WHERE stage = 'handover' AND NOT signature_required)");
  sauda_workspace_emit_labels_changed (sauda_window_get_workspace (fixture->window));
  sauda_test_wait_until (count_chip (GTK_WIDGET (page), SAUDA_ORDER_GROUP_NO_LABEL) <= 1);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_test_init (&argc, &argv);
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  add ("/ui/acts/cancel", test_cancel);
  add ("/ui/acts/accept", test_accept);
  add ("/ui/acts/hand-out", test_hand_out);
  add ("/ui/acts/ledger", test_ledger);
  add ("/ui/acts/orders-of-a-gate", test_orders_of_a_gate);
  add ("/ui/acts/no-trust", test_no_trust);
  add ("/ui/acts/ship-soon", test_ship_soon);
  add ("/ui/acts/tiles", test_tiles);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
