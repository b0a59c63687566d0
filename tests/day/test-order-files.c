#include "sauda-column-names.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-import-undo.h"
#include "sauda-order-files.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <string.h>

typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
  guint changes;
} Fixture;

static void
on_orders_changed (SaudaWorkspace *workspace, gpointer data)
{
  (*(guint *) data)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const SaudaWorkspaceStore stores[] = { { "UNIVERSAL", "30000001", NULL },
                                                { "ONLYFIT", "30000002", NULL } };
  SaudaWorkspaceOptions options = { .stores = stores, .n_stores = G_N_ELEMENTS (stores) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_folder_set_up (&fixture->folder, data);
  options.data_folder = fixture->folder.path;
  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  fixture->workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  fixture->changes = 0;
  g_signal_connect (fixture->workspace, "orders-changed", G_CALLBACK (on_orders_changed), &fixture->changes);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_test_end_object (fixture->workspace);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static SaudaOrderFilesReport *
import_path (Fixture *fixture, const char *path, const SaudaOrderFilesOptions *options)
{
  const char *paths[] = { path, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaOrderFilesReport *report;

  sauda_order_files_import_async (fixture->workspace, paths, options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_order_files_import_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->files->len, ==, 1);
  return report;
}

static SaudaOrderFilesReport *
import (Fixture *fixture, const char *name, const char *store, gboolean preview)
{
  g_autofree char *path = sauda_test_data_path (name);

  return import_path (fixture, path, &(SaudaOrderFilesOptions){ .store = store, .preview = preview });
}

static gint64
count (Fixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

static void
test_import_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) first = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, FALSE);
  g_autoptr (SaudaOrderFilesReport) second = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (first->files, 0);

  g_assert_cmpstr (file->store, ==, "UNIVERSAL");
  g_assert_cmpstr (file->amount_meaning, ==, "order-total");
  g_assert_cmpuint (file->new_orders, ==, 38);
  g_assert_false (file->known_file);
  file = g_ptr_array_index (second->files, 0);
  g_assert_true (file->known_file);
  g_assert_cmpuint (file->new_orders + file->changed, ==, 0);
  g_assert_cmpuint (file->same, ==, 38);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 38);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM order_line"), ==, 45);
  /* What changed is told once: the second time nothing did. */
  g_assert_cmpuint (fixture->changes, ==, 1);
}

/* A copy of the very same bytes has a new date and says nothing new; one that sums are told about otherwise
 * does. */
static void
test_copied (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) first = import (fixture, "kaspi/ActiveOrders (1).xlsx", NULL, FALSE);
  g_autofree char *source = sauda_test_data_path ("kaspi/ActiveOrders (1).xlsx");
  g_autofree char *copy = g_build_filename (fixture->folder.path, "copy.xlsx", NULL);
  g_autoptr (SaudaOrderFilesReport) again = NULL, otherwise = NULL;
  const SaudaOrderFile *file, *before = g_ptr_array_index (first->files, 0);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &text, &length, NULL));
  g_assert_true (g_file_set_contents (copy, text, (gssize) length, NULL));
  again = import_path (fixture, copy, &(SaudaOrderFilesOptions){ 0 });
  file = g_ptr_array_index (again->files, 0);
  g_assert_true (file->known_file);
  g_assert_cmpuint (file->new_orders + file->changed, ==, 0);
  g_assert_cmpuint (file->same, ==, before->orders);
  g_assert_cmpuint (file->rows, ==, before->rows);
  g_assert_cmpuint (file->lines, ==, before->lines);
  g_assert_cmpstr (file->store, ==, before->store);
  g_assert_cmpstr (file->amount_meaning, ==, "line-total");
  otherwise = import_path (fixture, copy, &(SaudaOrderFilesOptions){ .amount = "piece-price" });
  file = g_ptr_array_index (otherwise->files, 0);
  g_assert_cmpstr (file->amount_meaning, ==, "piece-price");
  g_assert_cmpuint (file->changed, >, 0);
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) report = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, TRUE);
  const SaudaOrderFile *file = g_ptr_array_index (report->files, 0);

  g_assert_null (file->error);
  g_assert_cmpuint (file->new_orders, ==, 38);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM imported_file"), ==, 0);
  g_assert_cmpuint (fixture->changes, ==, 0);
}

static void
test_chosen_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) wrong = import (fixture, "kaspi/ActiveOrders.xlsx", "Nobody", FALSE);
  g_autoptr (SaudaOrderFilesReport) another = import (fixture, "kaspi/ActiveOrders.xlsx", "ONLYFIT", FALSE);
  g_autoptr (SaudaOrderFilesReport) right = import (fixture, "kaspi/ActiveOrders.xlsx", "UNIVERSAL", FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (wrong->files, 0);

  g_assert_nonnull (file->error);
  g_assert_cmpuint (file->new_orders, ==, 0);
  /* Orders that say whose they are do not go to another account. */
  file = g_ptr_array_index (another->files, 0);
  g_assert_nonnull (file->error);
  g_assert_cmpuint (file->new_orders, ==, 0);
  file = g_ptr_array_index (right->files, 0);
  g_assert_null (file->error);
  g_assert_cmpstr (file->store, ==, "UNIVERSAL");
}

/* A store that a catalogue named learns its account from the first orders that it is chosen for; those of
 * another account are refused in the same run, in a preview as well. */
static void
test_nameless_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = sauda_test_data_path ("kaspi/ActiveOrders.xlsx");
  g_autofree char *second = sauda_test_data_path ("kaspi/ActiveOrders (1).xlsx");
  const char *paths[] = { first, second, NULL };

  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "UPDATE store SET merchant_id = NULL WHERE name = 'UNIVERSAL';"
                               "DELETE FROM store WHERE name = 'ONLYFIT'");
  for (int preview = 1; preview >= 0; preview--) {
    const SaudaOrderFilesOptions options = { .store = "UNIVERSAL", .preview = preview };
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (SaudaOrderFilesReport) report = NULL;
    g_autoptr (GError) error = NULL;
    const SaudaOrderFile *file;

    sauda_order_files_import_async (fixture->workspace, paths, &options, NULL, sauda_test_keep_result,
                                    &result);
    sauda_test_wait_until (result != NULL);
    report = sauda_order_files_import_finish (result, &error);
    g_assert_no_error (error);
    file = g_ptr_array_index (report->files, 0);
    g_assert_null (file->error);
    g_assert_cmpuint (file->new_orders, ==, 38);
    g_assert_cmpstr (file->named_merchant, ==, "30000001");
    file = g_ptr_array_index (report->files, 1);
    g_assert_nonnull (strstr (file->error, "30000002"));
    g_assert_cmpint (count (fixture, "SELECT count(*) FROM store WHERE merchant_id = '30000001'"), ==,
                     !preview);
  }
  /* the same account under another name is no second store */
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "INSERT INTO store (name, created_ms) VALUES ('Other', 0)");
  {
    g_autoptr (SaudaOrderFilesReport) other = import (fixture, "kaspi/ActiveOrders.xlsx", "Other", FALSE);
    const SaudaOrderFile *file = g_ptr_array_index (other->files, 0);

    g_assert_nonnull (strstr (file->error, "UNIVERSAL"));
    g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 38);
  }
}

static void
test_not_a_sheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) report = import (fixture, "kaspi/gateway.html", NULL, FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (report->files, 0);

  g_assert_nonnull (file->error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 0);
}

static char *
write_file (Fixture *fixture, const char *name, const char *text, const char *charset)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder.path, name, NULL);
  gsize length = strlen (text);
  g_autofree char *bytes =
    charset != NULL ? g_convert (text, -1, charset, "UTF-8", NULL, &length, &error) : g_strdup (text);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, &error));
  return path;
}

static SaudaOrderFilesReport *
import_named (Fixture *fixture, const char *path, const char *const *names, gboolean preview)
{
  return import_path (fixture, path, &(SaudaOrderFilesOptions){ .names = names, .preview = preview });
}

#define OWN_HEADER "Номер;Что;Артикул;Сколько;Сумма;Статус;Склад передачи КД\n"
#define OWN_ROW "700000001;Принт;CL_1;2;8990;Ожидает передачи курьеру;30000001_PP1\n"

static SaudaColumnNames *
list_names (Fixture *fixture, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaColumnNames *names;

  sauda_column_names_list_async (fixture->workspace, SAUDA_ALIASES_ORDERS, path, NULL, sauda_test_keep_result,
                                 &result);
  sauda_test_wait_until (result != NULL);
  names = sauda_column_names_list_finish (result, &error);
  g_assert_no_error (error);
  return names;
}

static const SaudaColumnName *
find_name (const SaudaColumnNames *names, const char *column)
{
  for (guint i = 0; i < names->columns->len; i++) {
    const SaudaColumnName *name = g_ptr_array_index (names->columns, i);

    if (strcmp (name->column, column) == 0)
      return name;
  }
  g_assert_not_reached ();
}

static void
keep_name (Fixture *fixture, const char *header, const char *column)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_column_names_keep_async (fixture->workspace, SAUDA_ALIASES_ORDERS, header, column, NULL,
                                 sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_column_names_keep_finish (result, NULL));
}

/* A file with headers of a person's own is refused, shown, named once, and known from then on. */
static void
test_own_names (Fixture *fixture, gconstpointer data)
{
  static const char *const map[] = { "Номер=№ заказа", "сколько=quantity", NULL };
  g_autofree char *path = write_file (fixture, "own.csv", OWN_HEADER OWN_ROW, NULL);
  g_autoptr (SaudaOrderFilesReport) refused = import_named (fixture, path, NULL, FALSE);
  g_autoptr (SaudaColumnNames) before = list_names (fixture, path);
  g_autoptr (SaudaOrderFilesReport) preview = import_named (fixture, path, map, TRUE);
  g_autoptr (SaudaColumnNames) not_yet = list_names (fixture, NULL);
  g_autoptr (SaudaOrderFilesReport) named = import_named (fixture, path, map, FALSE);
  g_autoptr (SaudaOrderFilesReport) known = import_named (fixture, path, NULL, FALSE);
  g_autoptr (SaudaColumnNames) after = list_names (fixture, path);
  g_autoptr (SaudaColumnNames) remembered = list_names (fixture, NULL);
  g_autoptr (SaudaColumnNames) one = NULL;

  g_assert_nonnull (((SaudaOrderFile *) g_ptr_array_index (refused->files, 0))->error);
  g_assert_null (find_name (before, "quantity")->header);
  g_assert_true (find_name (before, "quantity")->needed);
  g_assert_cmpstr (find_name (before, "sku")->header, ==, "Артикул");
  g_assert_true (g_strv_contains ((const char *const *) before->others, "Сколько"));
  g_assert_cmpuint (((SaudaOrderFile *) g_ptr_array_index (preview->files, 0))->new_orders, ==, 1);
  g_assert_cmpuint (not_yet->columns->len, ==, 0);
  g_assert_cmpuint (((SaudaOrderFile *) g_ptr_array_index (named->files, 0))->new_orders, ==, 1);
  g_assert_cmpuint (((SaudaOrderFile *) g_ptr_array_index (known->files, 0))->same, ==, 1);
  g_assert_cmpstr (find_name (after, "quantity")->header, ==, "Сколько");
  g_assert_cmpuint (remembered->columns->len, ==, 2);
  g_assert_cmpstr (find_name (remembered, "number")->header, ==, "Номер");
  g_assert_cmpint (count (fixture, "SELECT quantity FROM order_line"), ==, 2);

  keep_name (fixture, "НОМЕР", NULL);
  one = list_names (fixture, NULL);
  g_assert_cmpuint (one->columns->len, ==, 1);
}

/* A wrong name on the command line keeps the file out as a whole. */
static void
test_wrong_name (Fixture *fixture, gconstpointer data)
{
  static const char *const map[] = { "Номер=number", "Сколько=quantity", "Что=nothing", NULL };
  g_autofree char *path = write_file (fixture, "own.csv", OWN_HEADER OWN_ROW, NULL);
  g_autoptr (SaudaOrderFilesReport) report = import_named (fixture, path, map, FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (report->files, 0);

  g_assert_nonnull (file->error);
  g_assert_nonnull (strstr (file->error, "nothing"));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 0);
}

static gboolean
take_back (Fixture *fixture, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_import_undo_run_async (fixture->workspace, id, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_import_undo_run_finish (result, error);
}

static char *
describe_orders (Fixture *fixture)
{
  return sauda_test_database_read_text (
    sauda_workspace_get_database (fixture->workspace),
    "SELECT group_concat (id || code || status || stage || updated_ms || first_seen_ms, ';') FROM orders");
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *open = write_file (fixture, "a.csv",
                                      "№ заказа;Артикул;Количество;Сумма;Статус;Склад передачи КД\n"
                                      "700000001;CL_1;2;8990;Ожидает передачи курьеру;30000001_PP1\n",
                                      NULL);
  g_autofree char *later = write_file (fixture, "b.csv",
                                       "№ заказа;Артикул;Количество;Сумма;Статус;Склад передачи КД\n"
                                       "700000001;CL_1;2;8990;Передан курьеру;30000001_PP1\n"
                                       "700000002;CL_2;1;5000;Ожидает передачи курьеру;30000009_PP1\n",
                                       NULL);
  g_autoptr (SaudaOrderFilesReport) first = import_named (fixture, open, NULL, FALSE);
  g_autofree char *before = describe_orders (fixture);
  g_autoptr (SaudaOrderFilesReport) second = import_named (fixture, later, NULL, FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (second->files, 0);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL, again = NULL;

  g_assert_cmpuint (file->new_orders, ==, 1);
  g_assert_cmpuint (file->changed, ==, 1);
  g_assert_cmpint (file->undo_id, >, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM store"), ==, 3);
  g_assert_true (take_back (fixture, file->undo_id, &error));
  g_assert_no_error (error);
  after = describe_orders (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM store"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM order_event"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM imported_file WHERE name = 'b.csv'"), ==, 0);
  g_assert_false (take_back (fixture, file->undo_id, &again));
  g_assert_error (again, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_IMPORT);
}

/* Work that a person did since is never thrown away with an import. */
static void
test_undo_touched (Fixture *fixture, gconstpointer data)
{
  static const char *const since[] = {
    "UPDATE order_line SET decided_size = 'XL'",
    "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms)"
    " SELECT id, 'x', 'x.pdf', 1, 'api', 1 FROM orders LIMIT 1",
    "DELETE FROM order_source",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (since); i++) {
    g_autoptr (SaudaOrderFilesReport) report = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, FALSE);
    const SaudaOrderFile *file = g_ptr_array_index (report->files, 0);
    g_autoptr (GError) error = NULL;

    sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), since[i]);
    g_assert_false (take_back (fixture, file->undo_id, &error));
    g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_TOUCHED);
    g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 38);
    sauda_test_database_execute (
      sauda_workspace_get_database (fixture->workspace),
      "DELETE FROM orders; DELETE FROM customer; DELETE FROM imported_file; DELETE FROM import_undo");
  }
}

/* What a person made of a store that the file brought is kept; its orders go, and may come again. */
static void
test_undo_keeps_named_store (Fixture *fixture, gconstpointer data)
{
  static const char *const since[] = {
    "UPDATE store SET name = 'Only Fit' WHERE merchant_id = '30000001'",
    "INSERT INTO store_name SELECT search_key (name), name, id, 1 FROM store WHERE merchant_id = '30000001';"
    "UPDATE store SET name = 'Only Fit', cutoff_minutes = 960 WHERE merchant_id = '30000001'",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (since); i++) {
    g_autoptr (SaudaOrderFilesReport) report = NULL, again = NULL;
    const SaudaOrderFile *file;
    g_autoptr (GError) error = NULL;

    sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                                 "DELETE FROM store_name; DELETE FROM store WHERE merchant_id = '30000001'");
    report = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, FALSE);
    file = g_ptr_array_index (report->files, 0);
    sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), since[i]);
    g_assert_true (take_back (fixture, file->undo_id, &error));
    g_assert_no_error (error);
    g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 0);
    g_assert_cmpint (count (fixture, "SELECT count(*) FROM store WHERE name = 'Only Fit'"), ==, 1);
    again = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, FALSE);
    file = g_ptr_array_index (again->files, 0);
    g_assert_cmpuint (file->new_orders, ==, 38);
    g_assert_cmpint (
      count (fixture,
             "SELECT count(*) FROM orders JOIN store ON store.id = store_id WHERE name = 'Only Fit'"),
      ==, 38);
    g_assert_true (take_back (fixture, file->undo_id, &error));
  }
}

#define FORM_2026                                                                                                                                                 \
  "№ заказа{Дата поступления заказа{Название товара в Kaspi Магазине{Артикул{Сумма{Статус{" \
  "Способ доставки{Курьерская служба{Количество{Плановая дата передачи курьеру{"               \
  "Фактическая дата комплектации{Склад передачи КД{Телефон\r\n"                                                  \
  "700000001{23.11.2026{Костюм \"5в1\"{CL_1{8990.0{Ожидает передачи курьеру{Самовывоз (межгород){"                  \
  "Kaspi Логистика{1{25.11.2026{24.11.2026 10:15:00{30000001_PP1{7011234567\r\n"                                                                         \
  "700000001{23.11.2026{Носки{CL_2{990.0{Ожидает передачи курьеру{Самовывоз (межгород){"                              \
  "Kaspi Логистика{2{25.11.2026{24.11.2026 10:15:00{30000001_PP1{7011234567\r\n"                                                                         \
  "700000002{23.11.2026{Брюки{CL_3{5000.0{Принят партнером{Самовывоз{{1{{{30000002_PP1{\r\n"

/* The same export saved by Excel, LibreOffice and by hand: delimiter, letters and mark differ. */
static void
test_csv_forms (Fixture *fixture, gconstpointer data)
{
  static const char *const charsets[] = { NULL, "WINDOWS-1251", "UTF-16" };
  static const char delimiters[] = { ';', ',', '\t' };

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (delimiters); k++)
      for (int mark = 0; mark <= (charsets[i] == NULL); mark++) {
        g_autofree char *table = g_strdelimit (g_strdup (FORM_2026), "{", delimiters[k]);
        g_autofree char *text = g_strconcat (mark ? "\357\273\277" : "", table, NULL);
        g_autofree char *path = write_file (fixture, "ActiveOrders (1).csv", text, charsets[i]);
        g_autoptr (SaudaOrderFilesReport) report = import_named (fixture, path, NULL, FALSE);
        const SaudaOrderFile *file = g_ptr_array_index (report->files, 0);

        g_test_message ("%s %c %d", charsets[i] != NULL ? charsets[i] : "UTF-8", delimiters[k], mark);
        g_assert_cmpstr (file->error, ==, NULL);
        g_assert_cmpuint (file->orders, ==, 2);
        g_assert_cmpuint (file->lines, ==, 3);
        g_assert_cmpuint (file->refused, ==, 0);
        g_assert_cmpstr (file->amount_meaning, ==, "line-total");
        g_assert_cmpint (count (fixture, "SELECT sum (amount) FROM order_line"), ==, 14980);
        g_assert_cmpint (count (fixture, "SELECT count (DISTINCT store_id) FROM orders"), ==, 2);
        g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders WHERE stage = 'handover'"), ==, 1);
        g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE phone = '7011234567'"), ==, 1);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/day/order-files/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("import-twice", test_import_twice);
  ADD ("copied", test_copied);
  ADD ("preview", test_preview);
  ADD ("chosen-store", test_chosen_store);
  ADD ("nameless-store", test_nameless_store);
  ADD ("not-a-sheet", test_not_a_sheet);
  ADD ("own-names", test_own_names);
  ADD ("wrong-name", test_wrong_name);
  ADD ("undo", test_undo);
  ADD ("undo-touched", test_undo_touched);
  ADD ("undo-keeps-named-store", test_undo_keeps_named_store);
  ADD ("csv-forms", test_csv_forms);
  return g_test_run ();
}
