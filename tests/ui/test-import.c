#include "sauda-column-aliases.h"
#include "sauda-columns-window.h"
#include "sauda-import-window.h"
#include "sauda-import.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define ORDERS_CSV                                                                                                                                                                  \
  "№ заказа;Артикул;Сумма;Количество;Статус;Способ доставки;Курьерская служба;Склад передачи КД\n" \
  "700000001;SKU-1;8990;1;Ожидает передачи курьеру;Доставка;Kaspi Логистика;30000001_PP1\n"

/* What a preview says of a file, or of what is in a folder. */
static SaudaImportReport *
preview_all (WorkspaceFixture *fixture, const char *path)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SaudaImport) import = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaImportReport *report;

  g_list_store_append (files, file);
  import = sauda_import_new (fixture->workspace, G_LIST_MODEL (files));
  sauda_import_run_async (import, TRUE, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_import_run_finish (import, result, &error);
  g_assert_no_error (error);
  return report;
}

static SaudaImportReport *
preview (WorkspaceFixture *fixture, const char *path)
{
  SaudaImportReport *report = preview_all (fixture, path);

  g_assert_cmpuint (report->results->len, ==, 1);
  return report;
}

static char *
copy_data (WorkspaceFixture *fixture, const char *data, const char *name)
{
  g_autofree char *source = sauda_test_data_path (data);
  char *path = g_build_filename (fixture->folder.path, name, NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  return path;
}

static void
assert_result (SaudaImportReport *report, gboolean failed, const char *part)
{
  const SaudaImportResult *result = g_ptr_array_index (report->results, 0);

  g_test_message ("%s: %s", result->name, result->summary);
  g_assert_cmpint (result->failed, ==, failed);
  g_assert_nonnull (strstr (result->summary, part));
}

/* Files are told by what is in them, whatever their names end in. */
static void
test_lying_names (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *data;
    const char *name;
    const char *part;
  } cases[] = {
    { "kaspi/ActiveOrders.xlsx", "ActiveOrders.xlsx", "38 orders, 45 lines" },
    { "kaspi/ActiveOrders.xlsx", "export.zip", "38 orders, 45 lines" },
    { "kaspi/ActiveOrders.xlsx", "export", "38 orders, 45 lines" },
    { "kaspi/ActiveOrders.xlsx", "orders.csv", "38 orders, 45 lines" },
    { "catalog/M02_SKU_CATALOG.csv", "catalogue.csv", "Catalogue of" },
    { "catalog/M02_SKU_CATALOG.csv", "catalogue.txt", "Catalogue of" },
    { "labels/waybill-onlyfit.zip", "labels.zip", "Waybills:" },
    { "labels/waybill-onlyfit.zip", "labels.xlsx", "Waybills:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = copy_data (fixture, cases[i].data, cases[i].name);
    g_autoptr (SaudaImportReport) report = preview (fixture, path);

    assert_result (report, FALSE, cases[i].part);
  }
}

/* A folder brings its sheets along, and its waybills; what other programs left there does not matter. */
static void
test_folder (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const copies[][2] = {
    { "kaspi/ActiveOrders.xlsx", "из кабинета/Заказы 1.xlsx" },
    { "catalog/M02_SKU_CATALOG.csv", "из кабинета/каталог.csv" },
    { "labels/waybill-onlyfit.zip", "из кабинета/накладные.zip" },
    { "kaspi/ActiveOrders.xlsx", "из кабинета/~$Заказы 1.xlsx" },
  };
  g_autofree char *folder = g_build_filename (fixture->folder.path, "из кабинета", NULL);
  g_autoptr (SaudaImportReport) report = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    g_free (copy_data (fixture, copies[i][0], copies[i][1]));
  report = preview_all (fixture, folder);
  g_assert_cmpuint (report->results->len, ==, 3);
  g_assert_cmpuint (report->importable, ==, 3);
}

static void
note_rows (guint done, guint total, gpointer most)
{
  *(guint *) most = MAX (*(guint *) most, done);
}

/* While a long catalogue is read, the window that takes files of any kind says how far it is too. */
static void
test_progress (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "catalogue.csv", NULL);
  g_autoptr (GString) text = g_string_new ("SKU_ID;SKU_key;Kaspi_name_core;Our_Size;SKU_ID_KSP;Store_name\n");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SaudaImport) import = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaImportReport) report = NULL;
  guint most = 0;

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "K%d_M;K%d;Костюм;M;k%d;UNIVERSAL\n", i, i, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_list_store_append (files, file);
  import = sauda_import_new (fixture->workspace, G_LIST_MODEL (files));
  sauda_import_set_progress (import, note_rows, &most);
  sauda_import_run_async (import, TRUE, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_import_run_finish (import, result, NULL);
  assert_result (report, FALSE, "Catalogue of 3000");
  g_assert_cmpuint (most, >=, 1000);
}

static void
test_texts (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *content;
    gboolean failed;
    const char *part;
  } cases[] = {
    { "orders.csv", ORDERS_CSV, FALSE, "1 order, 1 lines" },
    { "letter.csv", "Dear shop\nplease send it\n", TRUE, "" },
    { "picture.xlsx", "\x89PNG", TRUE, "" },
    { "letter.doc", "Dear shop", TRUE, "Sauda reads XLSX, CSV, ZIP and PDF" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_build_filename (fixture->folder.path, cases[i].name, NULL);
    g_autoptr (SaudaImportReport) report = NULL;

    g_assert_true (g_file_set_contents (path, cases[i].content, -1, NULL));
    report = preview (fixture, path);
    assert_result (report, cases[i].failed, cases[i].part);
    g_assert_cmpuint (report->importable, ==, !cases[i].failed);
  }
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_COMBO_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static gboolean
is_found (SaudaColumnsWindow *window, const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (window), title);

  return row != NULL && adw_combo_row_get_selected (ADW_COMBO_ROW (row)) > 0;
}

static void
on_changed (SaudaColumnsWindow *window, guint *changes)
{
  ++*changes;
}

/* A sheet with a header of the merchant's own: refused, the header chosen once, and then it comes in. */
static void
test_columns (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "own.csv", NULL);
  g_autoptr (SaudaImportReport) before = NULL, after = NULL;
  SaudaColumnsWindow *window;
  GtkWindow *closing;
  guint changes = 0;

  g_assert_true (g_file_set_contents (path,
                                      "№ заказа;Артикул;Сумма;Сколько;Статус;Склад передачи КД\n"
                                      "700000001;SKU-1;8990;1;Ожидает передачи курьеру;30000001_PP1\n",
                                      -1, NULL));
  before = preview (fixture, path);
  assert_result (before, TRUE, "");
  g_assert_cmpstr (((SaudaImportResult *) g_ptr_array_index (before->results, 0))->path, ==, path);
  window = sauda_columns_window_new (NULL, fixture->workspace, SAUDA_ALIASES_ORDERS, path);
  g_signal_connect (window, "changed", G_CALLBACK (on_changed), &changes);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_columns_window_is_loaded (window));
  g_assert_true (is_found (window, "Артикул"));
  g_assert_false (is_found (window, "Количество"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (GTK_WIDGET (window), "Количество")), 1);
  sauda_test_wait_until (changes == 1 && is_found (window, "Количество"));
  closing = GTK_WINDOW (window);
  ui_test_close (closing);
  after = preview (fixture, path);
  assert_result (after, FALSE, "1 order, 1 lines");
}

/* What «Сумма» means is shown, and can be said otherwise; the preview follows. */
static void
test_amount (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "own.csv", NULL);
  g_autofree char *other_path = g_build_filename (fixture->folder.path, "other.csv", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) other = g_file_new_for_path (other_path);
  SaudaImportWindow *window;
  GtkWidget *choice;

  g_assert_true (g_file_set_contents (path,
                                      "№ заказа;Артикул;Сумма;Количество;Статус;Склад передачи КД\n"
                                      "700000001;A;3000;1;Ожидает передачи курьеру;30000001_PP1\n"
                                      "700000001;B;3000;2;Ожидает передачи курьеру;30000001_PP1\n",
                                      -1, NULL));
  g_assert_true (g_file_set_contents (other_path,
                                      "№ заказа;Артикул;Сумма;Количество;Статус;Склад передачи КД\n"
                                      "700000002;A;2000;1;Ожидает передачи курьеру;30000001_PP1\n"
                                      "700000002;B;2000;2;Ожидает передачи курьеру;30000001_PP1\n",
                                      -1, NULL));
  g_list_store_append (files, file);
  g_list_store_append (files, other);
  window = sauda_import_window_new (NULL, fixture->workspace, G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_import_window_is_busy (window));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "sum of the whole order, repeated") !=
                         NULL);
  /* The other sheet keeps what was found out. */
  choice = find_row (GTK_WIDGET (window), "What «Сумма» means in it");
  g_assert_nonnull (choice);
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), 3);
  sauda_test_wait_until (!sauda_import_window_is_busy (window) &&
                         ui_test_find_label (GTK_WIDGET (window), "is the price of one piece") != NULL);
  sauda_import_window_accept (window);
  sauda_test_wait_until (sauda_import_window_is_done (window));
  g_assert_cmpint (sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace),
                                                    "SELECT total FROM orders WHERE code = '700000001'"),
                   ==, 9000);
  g_assert_cmpint (sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace),
                                                    "SELECT total FROM orders WHERE code = '700000002'"),
                   ==, 2000);
  ui_test_close (GTK_WINDOW (window));
}

/* Cancel while files come in: that stops, and the window says so before it goes. */
static void
test_stop (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  g_autofree char *path = g_build_filename (fixture->folder.path, "m02.csv", NULL);
  g_autoptr (GString) text = g_string_new ("SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;Initial_KSP_Price;"
                                           "Weight_kg;Store_name\n");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SaudaImportWindow *window;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "PRINT%u_S;Принт %u;S;k-%u;8 990;0,95;UNIVERSAL\n", i, i, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_list_store_append (files, file);
  window = sauda_import_window_new (NULL, fixture->workspace, G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_import_window_is_busy (window));
  sauda_import_window_accept (window);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  sauda_test_wait_until (!sauda_import_window_is_busy (window));
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (window), "The import was stopped. Nothing of the file came in."));
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count(*) FROM offer"), ==, 0);
  ui_test_close (GTK_WINDOW (window));
}

/* A file that went away after it was looked at did not come in, and the window does not say it did. */
static void
test_gone (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "orders.csv", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SaudaImportWindow *window;

  g_assert_true (g_file_set_contents (path, ORDERS_CSV, -1, NULL));
  g_list_store_append (files, file);
  window = sauda_import_window_new (NULL, fixture->workspace, G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_import_window_is_busy (window));
  g_assert_true (g_file_delete (file, NULL, NULL));
  sauda_import_window_accept (window);
  sauda_test_wait_until (sauda_import_window_is_done (window) && !sauda_import_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Nothing Came In"));
  ui_test_close (GTK_WINDOW (window));
}

/* A stock list is told from orders that lack a column, is shown before it is taken, and counts what
 * it names. */
static void
test_stock (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *content;
    gboolean stock;
    const char *part;
  } cases[] = {
    { "sku_key,qty_on_hand\nPRINT_M,4\nPRINT_XL,two\nGHOST,1\n", TRUE,
      "Stock list of 3 rows: changed 1, same 0, refused 2." },
    { "Артикул;Размер;Остаток\nPRINT;M;4\n", TRUE, "Stock list of 1 row: changed 1" },
    { "sku,qty\nGHOST,1\n", TRUE, "Stock list of 1 row: changed 0" },
    { "Артикул;Название;Цена;Остаток\nPRINT_M;Принт;8 990;4\n", TRUE, "Stock list of 1 row: changed 1" },
    { "№ заказа;Артикул;Количество\n700000001;PRINT_M;1\n", FALSE, "" },
    { "Артикул;Название;Цена;Количество\nPRINT_M;Принт;8 990;4\n", FALSE, "" },
  };
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  g_autofree char *path = g_build_filename (fixture->folder.path, "stock.csv", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SaudaImportWindow *window;

  sauda_test_database_execute (
    database, "INSERT INTO variant (sku, model_key, model_name, size, search_key) VALUES"
              " ('PRINT_M', 'PRINT', 'Принт', 'M', 'p'), ('PRINT_XL', 'PRINT', 'Принт', 'XL', 'p')");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaImportReport) report = NULL;

    g_assert_true (g_file_set_contents (path, cases[i].content, -1, NULL));
    report = preview (fixture, path);
    assert_result (report, !cases[i].stock, cases[i].part);
    g_assert_cmpint (((SaudaImportResult *) g_ptr_array_index (report->results, 0))->stock, ==,
                     cases[i].stock);
    g_assert_cmpuint (report->importable, ==, strstr (cases[i].part, "changed 1") != NULL);
  }
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count(*) FROM stock_movement"), ==, 0);
  g_assert_true (g_file_set_contents (path, cases[0].content, -1, NULL));
  g_list_store_append (files, file);
  window = sauda_import_window_new (NULL, fixture->workspace, G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_import_window_is_busy (window));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "row 3, qty_on_hand “two”") != NULL);
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (window), "_Look…"));
  sauda_import_window_accept (window);
  sauda_test_wait_until (sauda_import_window_is_done (window));
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT sum (pieces) FROM stock_movement"), ==,
                   4);
  ui_test_close (GTK_WINDOW (window));
}

static void
add (const char *name, void (*test) (WorkspaceFixture *fixture, gconstpointer data))
{
  g_test_add (name, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  add ("/ui/import/lying-names", test_lying_names);
  add ("/ui/import/folder", test_folder);
  add ("/ui/import/progress", test_progress);
  add ("/ui/import/texts", test_texts);
  add ("/ui/import/columns", test_columns);
  add ("/ui/import/amount", test_amount);
  add ("/ui/import/stop", test_stop);
  add ("/ui/import/gone", test_gone);
  add ("/ui/import/stock", test_stock);
  return g_test_run ();
}
