#include "sauda-buffer-window.h"
#include "sauda-count-window.h"
#include "sauda-edit-cell.h"
#include "sauda-reorder-window.h"
#include "sauda-run-out-window.h"
#include "sauda-stock-act-window.h"
#include "sauda-stock-import-window.h"
#include "sauda-stock-page.h"
#include "sauda-stock-questions-window.h"
#include "sauda-table-page.h"
#include "sauda-test-database.h"
#include "sauda-views-bar.h"
#include "ui-test.h"
#include "workspace-fixture.h"

/* Two variants of one model in two stores; nobody counted anything yet. */
#define CATALOGUE                                                                                                \
  "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"                                \
  " (1, 'PRINT_M', 'PRINT', 'Принт', 'M', 'print'), (2, 'PRINT_XL', 'PRINT', 'Принт', 'XL', 'print');" \
  "INSERT INTO offer (id, store_id, sku, variant_id, price) VALUES (1, 1, 'k1', 1, 8990), (2, 2, 'k1-2', 1,"     \
  " 9490), (3, 1, 'k2', 2, 8990);"

typedef struct {
  GtkWindow *window;
  SaudaStockPage *page;
  SaudaGrid *grid;
} Desk;

static SaudaDatabase *
get_database (WorkspaceFixture *fixture)
{
  return sauda_workspace_get_database (fixture->workspace);
}

static Desk
open_desk (WorkspaceFixture *fixture)
{
  Desk desk;

  sauda_test_database_execute (get_database (fixture), CATALOGUE);
  desk.page = SAUDA_STOCK_PAGE (sauda_stock_page_new (fixture->workspace));
  desk.grid = SAUDA_GRID (sauda_stock_page_get_table (desk.page));
  desk.window = ui_test_show (GTK_WIDGET (desk.page));
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (desk.window));
  return desk;
}

static gint64
read_number (WorkspaceFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (get_database (fixture), sql);
}

static gint64
read_on_hand (WorkspaceFixture *fixture)
{
  return read_number (fixture, "SELECT coalesce (sum (pieces), 0) FROM stock_movement WHERE variant_id = 1");
}

static const SaudaStockLevel *
peek_level (const Desk *desk, guint position)
{
  return sauda_stock_row_get_level (sauda_grid_model_peek (sauda_grid_get_model (desk->grid), position));
}

static void
count (WorkspaceFixture *fixture, const Desk *desk, const char *pieces)
{
  gint64 wanted = g_ascii_strtoll (pieces, NULL, 10);

  g_assert_cmpuint (sauda_grid_paste_text (desk->grid, 0, SAUDA_STOCK_COLUMN_ON_HAND, pieces), ==, 1);
  sauda_test_wait_until (read_on_hand (fixture) == wanted);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk->page));
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

/* Typed, written down with who and why; an undo of the first count leaves a variant that nobody counted. */
static void
test_count (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  GtkWidget *cell;

  g_assert_true (sauda_grid_edit (desk.grid, 0, SAUDA_STOCK_COLUMN_ON_HAND, NULL));
  cell = sauda_grid_get_cell (desk.grid, 0, SAUDA_STOCK_COLUMN_ON_HAND);
  gtk_editable_set_text (GTK_EDITABLE (sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell))), "3");
  sauda_edit_cell_end (SAUDA_EDIT_CELL (cell), TRUE);
  g_assert_cmpint (peek_level (&desk, 0)->on_hand, ==, 3);
  sauda_test_wait_until (read_on_hand (fixture) == 3);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM stock_movement WHERE kind = 'opening'"), ==,
                   1);

  count (fixture, &desk, "5");
  sauda_table_page_undo (SAUDA_TABLE_PAGE (desk.page));
  sauda_test_wait_until (read_on_hand (fixture) == 3);
  sauda_table_page_undo (SAUDA_TABLE_PAGE (desk.page));
  sauda_test_wait_until (read_on_hand (fixture) == 0);
  sauda_test_wait_until (!peek_level (&desk, 0)->counted);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM stock_batch WHERE undoes IS NOT NULL"), ==, 2);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  g_assert_null (ui_test_find_label (GTK_WIDGET (desk.page), "go off sale in the next price list"));

  /* What is no number is said, and nothing is written. */
  g_assert_cmpuint (sauda_grid_paste_text (desk.grid, 0, SAUDA_STOCK_COLUMN_ON_HAND, "many"), ==, 0);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.window), "“many” is no number of pieces") !=
                         NULL);
  g_assert_cmpint (read_on_hand (fixture), ==, 0);
  ui_test_close (desk.window);
}

static void
confirm (GtkWindow *window)
{
  GtkWidget *apply = gtk_window_get_default_widget (window);

  g_assert_true (gtk_widget_get_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
}

/* Nothing to sell: every offer in every store is listed, confirmed once, and comes back with one undo. */
static void
test_run_out (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  GtkWindow *window;

  count (fixture, &desk, "2");
  count (fixture, &desk, "0");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "2 offers in 2 stores go off sale") !=
                         NULL);
  sauda_group_filter_set_group (sauda_stock_table_get_filter (sauda_stock_page_get_table (desk.page)),
                                SAUDA_STOCK_GROUP_OUT);
  g_assert_cmpuint (sauda_grid_model_count (sauda_grid_get_model (desk.grid)), ==, 1);

  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.off-sale", NULL);
  window = find_window (SAUDA_TYPE_RUN_OUT_WINDOW);
  sauda_test_wait_until (sauda_run_out_window_is_loaded (SAUDA_RUN_OUT_WINDOW (window)));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "ONLYFIT · k1-2"));
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM offer_sale"), ==, 0);
  confirm (window);
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM offer_sale WHERE state = 'off'") == 2);
  sauda_test_wait_until (find_window (SAUDA_TYPE_RUN_OUT_WINDOW) == NULL);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.undo-last", NULL);
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM offer_sale") == 0);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  ui_test_close (desk.window);
}

/* Before and after stand there while it is typed; nothing is written before the button. */
static void
test_act (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaStockActWindow *window;
  GtkWidget *field;

  count (fixture, &desk, "2");
  g_assert_true (sauda_grid_move (desk.grid, 0, SAUDA_STOCK_COLUMN_SKU, FALSE));
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.act", "s", "purchase");
  window = SAUDA_STOCK_ACT_WINDOW (find_window (SAUDA_TYPE_STOCK_ACT_WINDOW));
  field = gtk_window_get_focus (GTK_WINDOW (window));
  gtk_editable_set_text (GTK_EDITABLE (field), "10");
  /* Return shows what comes of the number, and the next one writes it down. */
  g_signal_emit_by_name (field, "activate");
  sauda_test_wait_until (sauda_stock_act_window_is_ready (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "On hand 2 → 12 · available 2 → 12"));
  g_assert_cmpint (read_on_hand (fixture), ==, 2);
  g_signal_emit_by_name (field, "activate");
  sauda_test_wait_until (read_on_hand (fixture) == 12);
  g_assert_cmpint (
    read_number (fixture, "SELECT count(*) FROM stock_movement WHERE kind = 'purchase' AND pieces = 10"), ==,
    1);
  sauda_test_wait_until (find_window (SAUDA_TYPE_STOCK_ACT_WINDOW) == NULL);
  /* Ctrl+Z takes back what was done last: the act, and then what was typed before it. */
  sauda_table_page_undo (SAUDA_TABLE_PAGE (desk.page));
  sauda_test_wait_until (read_on_hand (fixture) == 2);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  g_assert_true (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (desk.page)));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (desk.page));
  sauda_test_wait_until (read_on_hand (fixture) == 0);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  g_assert_false (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (desk.page)));
  ui_test_close (desk.window);
}

/* What does not wait to be inspected cannot be inspected: the button is shut, and the window says why. */
static void
test_nothing_to_inspect (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaStockActWindow *window;

  count (fixture, &desk, "2");
  g_assert_true (sauda_grid_move (desk.grid, 0, SAUDA_STOCK_COLUMN_SKU, FALSE));
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.act", "s", "damaged");
  window = SAUDA_STOCK_ACT_WINDOW (find_window (SAUDA_TYPE_STOCK_ACT_WINDOW));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "No piece of “") != NULL);
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (window))));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "To inspect 0"));
  sauda_test_database_execute (
    get_database (fixture),
    "INSERT INTO stock_batch (id, title, at_ms, who) VALUES (99, 'Back', 0, 'merchant');"
    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces, inspect)"
    " SELECT variant_id, 99, 0, 'return', 0, 2 FROM stock_movement LIMIT 1");
  sauda_stock_act_window_set_pieces (window, 2);
  sauda_test_wait_until (sauda_stock_act_window_is_ready (window));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "No piece of “"));
  sauda_stock_act_window_set_pieces (window, 3);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "Only 2 pieces of “") != NULL);
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (window))));
  sauda_stock_act_window_set_pieces (window, 2);
  sauda_test_wait_until (sauda_stock_act_window_is_ready (window));
  confirm (GTK_WINDOW (window));
  sauda_test_wait_until (
    read_number (fixture, "SELECT count(*) FROM stock_movement WHERE kind = 'damaged' AND inspect = -2") ==
    1);
  sauda_test_wait_until (find_window (SAUDA_TYPE_STOCK_ACT_WINDOW) == NULL);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  ui_test_close (desk.window);
}

/* A correction says why, and one that goes below zero is loud. */
static void
test_correction (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaStockActWindow *window;
  GtkWidget *apply;

  count (fixture, &desk, "2");
  g_assert_true (sauda_grid_move (desk.grid, 0, SAUDA_STOCK_COLUMN_SKU, FALSE));
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.act", "s", "correction");
  window = SAUDA_STOCK_ACT_WINDOW (find_window (SAUDA_TYPE_STOCK_ACT_WINDOW));
  apply = gtk_window_get_default_widget (GTK_WINDOW (window));
  sauda_stock_act_window_set_pieces (window, -3);
  sauda_test_wait_until (sauda_stock_act_window_is_ready (window));
  g_assert_false (gtk_widget_get_sensitive (apply));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Less than nothing would lie there"));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "mice");
  confirm (GTK_WINDOW (window));
  sauda_test_wait_until (read_on_hand (fixture) == -1);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM stock_movement WHERE reason = 'mice'"), ==, 1);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page) && peek_level (&desk, 0)->on_hand == -1);
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (desk.page), "Below Zero 1"));
  ui_test_close (desk.window);
}

static void
test_movements (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);

  count (fixture, &desk, "7");
  g_assert_true (sauda_grid_move (desk.grid, 0, SAUDA_STOCK_COLUMN_SKU, FALSE));
  sauda_grid_open_focused (desk.grid);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "+7  Opening stock") != NULL);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (desk.page), "by hand · Counted by hand"));
  ui_test_close (desk.window);
}

/* A late cancellation goes back on the shelf when somebody says that it is here, and not by itself. */
static void
test_questions (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk;
  GtkWindow *window;
  GtkWidget *yes;

  sauda_test_database_execute (
    get_database (fixture),
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES (3, 'KID_28', 'KID', "
    "'Kid',"
    " '28', 'kid'); INSERT INTO stock_question (line_id, variant_id, order_code, kind, pieces, asked_ms)"
    " VALUES (1, 3, '500000001', 'late-cancel', 1, 1760000000000)");
  desk = open_desk (fixture);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "1 parcel was cancelled late") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.questions", NULL);
  window = find_window (SAUDA_TYPE_STOCK_QUESTIONS_WINDOW);
  sauda_test_wait_until (sauda_stock_questions_window_count (SAUDA_STOCK_QUESTIONS_WINDOW (window)) == 1);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM stock_movement WHERE variant_id = 3"), ==, 0);
  yes = ui_test_find_button (GTK_WIDGET (window), "Is Here, on the _Shelf");
  g_signal_emit_by_name (yes, "clicked");
  sauda_test_wait_until (
    read_number (fixture, "SELECT coalesce (sum (pieces), 0) FROM stock_movement WHERE variant_id = 3") == 1);
  sauda_test_wait_until (find_window (SAUDA_TYPE_STOCK_QUESTIONS_WINDOW) == NULL);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  ui_test_close (desk.window);
}

/* What saudactl does in another process is seen without a press; what is selected stays selected. */
static void
test_changed_elsewhere (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  g_autoptr (SaudaDatabase) other = NULL;
  g_autoptr (GError) error = NULL;

  count (fixture, &desk, "7");
  g_assert_true (sauda_grid_move (desk.grid, 0, SAUDA_STOCK_COLUMN_SKU, FALSE));
  other = sauda_database_open (sauda_database_get_path (get_database (fixture)), &error);
  g_assert_no_error (error);
  sauda_test_database_execute (
    other, "INSERT INTO stock_batch (title, at_ms, who) VALUES ('stock set', 1760000000000, 'cli');"
           "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces) VALUES (1,"
           " last_insert_rowid (), 1760000000000, 'count', -3)");
  sauda_test_wait_until (peek_level (&desk, 0)->on_hand == 4);
  g_assert_cmpuint (sauda_grid_count_selected (desk.grid), ==, 1);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));

  /* The first digit of a number is not taken for all of it. */
  g_assert_true (sauda_grid_edit (desk.grid, 0, SAUDA_STOCK_COLUMN_ON_HAND, "8"));
  sauda_test_database_execute (
    other,
    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces) VALUES (1, 1, 1760000000001,"
    " 'count', 2)");
  sauda_stock_page_reload (desk.page);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  g_assert_true (sauda_grid_is_editing (desk.grid));
  g_assert_cmpint (peek_level (&desk, 0)->on_hand, ==, 4);
  sauda_grid_commit (desk.grid);
  sauda_test_wait_until (peek_level (&desk, 0)->on_hand == 8);
  g_assert_cmpint (
    sauda_test_database_read_number (get_database (fixture), "SELECT sum(pieces) FROM stock_movement"), ==,
    8);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  ui_test_close (desk.window);
}

static void
scan (SaudaCountWindow *window, const char *code)
{
  sauda_count_window_scan (window, code);
  sauda_test_wait_until (!sauda_count_window_is_busy (window));
}

/* Each scan is on disk at once, a foreign code counts nothing, the count goes on after a crash, and the
 * differences are seen before they are booked. */
static void
test_scan (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaCountWindow *window;

  count (fixture, &desk, "5");
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.count", NULL);
  window = SAUDA_COUNT_WINDOW (find_window (SAUDA_TYPE_COUNT_WINDOW));
  sauda_test_wait_until (!sauda_count_window_is_busy (window));
  scan (window, "PRINT_M");
  scan (window, "k1");
  scan (window, "NOBODY");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "No variant has the SKU “NOBODY”"));
  scan (window, "PRINT_M");
  g_assert_cmpint (read_number (fixture, "SELECT pieces FROM stock_count WHERE variant_id = 1"), ==, 3);
  g_assert_cmpint (read_on_hand (fixture), ==, 5);

  /* As after a crash: another window, the same count. */
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.count", NULL);
  window = SAUDA_COUNT_WINDOW (find_window (SAUDA_TYPE_COUNT_WINDOW));
  sauda_test_wait_until (!sauda_count_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "the ledger has 5, difference -2"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Go on scanning: the last one was PRINT_M"));

  sauda_count_window_review (window);
  sauda_test_wait_until (!sauda_count_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "On hand 5 → 3 · available 5 → 3"));
  g_assert_cmpint (read_on_hand (fixture), ==, 5);
  sauda_count_window_book (window);
  sauda_test_wait_until (read_on_hand (fixture) == 3);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM stock_count"), ==, 0);
  sauda_test_wait_until (find_window (SAUDA_TYPE_COUNT_WINDOW) == NULL);
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.undo-last", NULL);
  sauda_test_wait_until (read_on_hand (fixture) == 5);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  ui_test_close (desk.window);
}

static void
test_import (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "stock.csv", NULL);
  SaudaStockImportWindow *window;

  g_assert_true (
    g_file_set_contents (path, "sku_key,qty_on_hand\nPRINT_M,4\nPRINT_XL,two\nGHOST,1\n", -1, NULL));
  sauda_stock_page_import (desk.page, path);
  window = SAUDA_STOCK_IMPORT_WINDOW (find_window (SAUDA_TYPE_STOCK_IMPORT_WINDOW));
  sauda_test_wait_until (sauda_stock_import_window_is_ready (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Rows 3: changed 1, same 0, refused 2."));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "row 3, qty_on_hand “two”"));
  g_assert_cmpint (read_on_hand (fixture), ==, 0);
  confirm (GTK_WINDOW (window));
  sauda_test_wait_until (read_on_hand (fixture) == 4);
  sauda_test_wait_until (find_window (SAUDA_TYPE_STOCK_IMPORT_WINDOW) == NULL);
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page) && peek_level (&desk, 0)->on_hand == 4);
  ui_test_close (desk.window);
}

/* Sold every day and nearly gone: proposed, ordered, and received against the purchase. */
static void
test_reorder (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk;
  SaudaReorderWindow *window;
  g_autoptr (GString) sql = g_string_new (NULL);
  GtkWindow *question;
  gint64 ordered;
  gint64 now_ms = sauda_clock_get_now (sauda_workspace_get_clock (fixture->workspace));

  for (int day = 1; day <= 60; day++)
    g_string_append_printf (
      sql,
      "INSERT INTO orders (id, store_id, code, stage, status, created_ms, first_seen_ms,"
      " updated_ms, source) VALUES (%d, 1, '%d', 'completed', 'COMPLETED', %" G_GINT64_FORMAT
      ", 1, 1, 'api'); INSERT INTO order_line (order_id, position, sku, quantity)"
      " VALUES (%d, 0, 'k1', 2);",
      day, 500000000 + day, now_ms - day * SAUDA_MS_PER_DAY, day);
  desk = open_desk (fixture);
  count (fixture, &desk, "3");
  sauda_test_database_execute (get_database (fixture), sql->str);
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.reorder", NULL);
  window = SAUDA_REORDER_WINDOW (find_window (SAUDA_TYPE_REORDER_WINDOW));
  sauda_test_wait_until (!sauda_reorder_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 variant to order"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "available 3 · on its way 0 · safety stock"));
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Order…"), "clicked");
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "accept");
  gtk_window_destroy (question);
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM purchase_line") == 1);
  sauda_test_wait_until (!sauda_reorder_window_is_busy (window));
  ordered = read_number (fixture, "SELECT pieces FROM purchase_line");
  g_assert_cmpint (read_on_hand (fixture), ==, 3);
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "All _Came"), "clicked");
  sauda_test_wait_until (read_on_hand (fixture) == 3 + ordered);
  sauda_test_wait_until (!sauda_reorder_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Nothing has to be ordered now."));
  gtk_window_destroy (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
  ui_test_close (desk.window);
}

#define ADD(path, test)                                                                                      \
  g_test_add (path, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down)

/* Of every variant so many, of the chosen one another number, and back to the usual one. */
static void
test_kept_back (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);

  for (int turn = 0; turn < 2; turn++) {
    SaudaBufferWindow *window;
    GtkWidget *check;

    sauda_grid_move (desk.grid, 0, SAUDA_STOCK_COLUMN_SKU, FALSE);
    gtk_widget_activate_action (GTK_WIDGET (desk.page), "stock.buffer", NULL);
    window = SAUDA_BUFFER_WINDOW (find_window (SAUDA_TYPE_BUFFER_WINDOW));
    sauda_test_wait_until (!sauda_buffer_window_is_busy (window));
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (ui_test_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON)), 2);
    check = ui_test_find (GTK_WIDGET (window), GTK_TYPE_CHECK_BUTTON);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), turn == 1);
    if (turn == 0)
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (gtk_widget_get_next_sibling (check)), 5);
    g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (window)), "clicked");
    sauda_test_wait_until (find_window (SAUDA_TYPE_BUFFER_WINDOW) == NULL);
    sauda_test_wait_until (sauda_stock_page_is_loaded (desk.page));
    sauda_test_wait_until (peek_level (&desk, 0)->buffer == (turn == 0 ? 5 : 2));
    g_assert_cmpint (peek_level (&desk, 1)->buffer, ==, 2);
  }
  ui_test_close (desk.window);
}

/* A view keeps words, chip and columns, and its tab says how much it shows. */
static void
test_views (WorkspaceFixture *fixture, gconstpointer data)
{
  Desk desk = open_desk (fixture);
  SaudaViewsBar *views = SAUDA_VIEWS_BAR (ui_test_find (GTK_WIDGET (desk.page), SAUDA_TYPE_VIEWS_BAR));
  GtkEditable *search = GTK_EDITABLE (ui_test_find (GTK_WIDGET (desk.page), GTK_TYPE_SEARCH_ENTRY));
  SaudaStockTable *table = sauda_stock_page_get_table (desk.page);
  GtkColumnViewColumn *sold = sauda_grid_get_column (desk.grid, SAUDA_STOCK_COLUMN_SOLD);

  count (fixture, &desk, "0");
  gtk_editable_set_text (search, "print");
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (ui_test_find_label (GTK_WIDGET (desk.page), "Has Run Out"),
                                                GTK_TYPE_TOGGLE_BUTTON)),
    TRUE);
  gtk_column_view_column_set_visible (sold, FALSE);
  sauda_test_wait_until (sauda_grid_model_count (sauda_grid_get_model (desk.grid)) == 1);
  sauda_views_bar_save (views, "Empty");
  sauda_test_wait_until (sauda_views_bar_get_n_views (views) == 1 && !sauda_views_bar_is_busy (views));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (views), "Empty 1"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (views), "All 2"));

  sauda_table_page_show_all (SAUDA_TABLE_PAGE (desk.page));
  gtk_column_view_column_set_visible (sold, TRUE);
  sauda_test_wait_until (sauda_grid_model_count (sauda_grid_get_model (desk.grid)) == 2);
  sauda_views_bar_choose (views, 1);
  sauda_test_wait_until (sauda_grid_model_count (sauda_grid_get_model (desk.grid)) == 1);
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "print");
  g_assert_cmpint (sauda_group_filter_get_group (sauda_stock_table_get_filter (table)), ==,
                   SAUDA_STOCK_GROUP_OUT);
  g_assert_false (gtk_column_view_column_get_visible (sold));
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM saved_view WHERE page = 'stock'"), ==, 1);
  ui_test_close (desk.window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("/ui/stock/count", test_count);
  ADD ("/ui/stock/run-out", test_run_out);
  ADD ("/ui/stock/act", test_act);
  ADD ("/ui/stock/nothing-to-inspect", test_nothing_to_inspect);
  ADD ("/ui/stock/correction", test_correction);
  ADD ("/ui/stock/movements", test_movements);
  ADD ("/ui/stock/questions", test_questions);
  ADD ("/ui/stock/scan", test_scan);
  ADD ("/ui/stock/import", test_import);
  ADD ("/ui/stock/reorder", test_reorder);
  ADD ("/ui/stock/changed-elsewhere", test_changed_elsewhere);
  ADD ("/ui/stock/kept-back", test_kept_back);
  ADD ("/ui/stock/views", test_views);
  return g_test_run ();
}
