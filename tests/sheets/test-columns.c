#include "sauda-sheet-columns.h"
#include "sauda-test.h"
#include "sheet-files.h"

#include <string.h>

enum { NUMBER, SKU, SUM, PHONE, N_COLUMNS };

static const SaudaSheetColumn table[] = {
  [NUMBER] = { "№ заказа|Номер заказа", TRUE },
  [SKU] = { "Артикул|SKU_ID", TRUE },
  [SUM] = { "Сумма|Сумма заказа", TRUE },
  [PHONE] = { "Телефон", FALSE },
};

typedef struct {
  SaudaSheetColumns *columns;
  GString *text;
} Reading;

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Reading *reading = data;
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (reading->columns, row, cells, n_cells, &is_data, error))
    return FALSE;
  for (guint i = 0; is_data && i < N_COLUMNS; i++)
    g_string_append_printf (reading->text, "%s%s",
                            sauda_sheet_columns_get_cell (reading->columns, i, cells, n_cells),
                            i + 1 < N_COLUMNS ? "|" : ";");
  return TRUE;
}

static char *
read_columns (const char *folder, const char *csv, SaudaSheetColumns *columns, GError **error)
{
  g_autofree char *path = sheet_files_write (folder, "columns.csv", csv, -1);
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { columns, text };

  if (!sauda_sheet_read (path, NULL, take_row, &reading, NULL, error) ||
      !sauda_sheet_columns_check (columns, error))
    return NULL;
  return g_strdup (text->str);
}

static void
test_found (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *csv;
    const char *expected;
    guint header_row;
  } cases[] = {
    { "№ заказа;Артикул;Сумма\n1;a;5\n", "1|a|5|;", 1 },
    { "Сумма;Лишнее;Артикул;№ заказа\n5;x;a;1\n", "1|a|5|;", 1 },
    { "  НОМЕР   ЗАКАЗА ;sku id;сумма заказа:;ТЕЛЕФОН\n1;a;5;7\n", "1|a|5|7;", 1 },
    { "Отчёт за ноябрь\n\n;;;\nвсего;2\n№ заказа;Артикул;Сумма\n1;a;5\n2;b\n", "1|a|5|;2|b||;", 5 },
    { "Сумма заказа;№ заказа;Артикул;Сумма\n9;1;a;5\n", "1|a|5|;", 1 },
    { "№ заказа;Артикул;Сумма\nСумма;Артикул;1\n", "Сумма|Артикул|1|;", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
    g_autoptr (GError) error = NULL;
    g_autofree char *got = read_columns (folder->path, cases[i].csv, columns, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (got, ==, cases[i].expected);
    g_assert_cmpuint (sauda_sheet_columns_get_header_row (columns), ==, cases[i].header_row);
  }
}

static void
test_refused (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  static const struct {
    const char *csv;
    SaudaSheetsError code;
    const char *word;
  } cases[] = {
    { "1;a;5\n2;b;6\n", SAUDA_SHEETS_ERROR_NO_HEADER, "№ заказа" },
    { "№ заказа;что\n1;a\n", SAUDA_SHEETS_ERROR_NO_HEADER, "Артикул" },
    { "№ заказа;Артикул;Телефон\n1;a;7\n", SAUDA_SHEETS_ERROR_MISSING_COLUMN, "“Сумма”" },
    { "№ заказа;Артикул;Сумма;сумма\n1;a;5;6\n", SAUDA_SHEETS_ERROR_DOUBLE_COLUMN, "Сумма" },
    { "№ заказа;Артикул;Сумма\n№ заказа;Артикул;Сумма\n1;a;5\n", SAUDA_SHEETS_ERROR_TWO_HEADERS, "1 and 2" },
    { "№ заказа;Артикул;Сумма\n1;a;5\nНомер заказа;артикул;СУММА\n", SAUDA_SHEETS_ERROR_TWO_HEADERS,
      "1 and 3" },
    { NULL /* the header below sixty other rows */, SAUDA_SHEETS_ERROR_NO_HEADER, "№ заказа" },
  };

  for (guint i = 0; i < 60; i++)
    g_string_append (deep, "x;y;z\n");
  g_string_append (deep, "№ заказа;Артикул;Сумма\n1;a;5\n");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
    const char *csv = cases[i].csv != NULL ? cases[i].csv : deep->str;
    g_autoptr (GError) error = NULL;

    g_assert_null (read_columns (folder->path, csv, columns, &error));
    g_assert_error (error, SAUDA_SHEETS_ERROR, (int) cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].word));
  }
}

static void
test_own_name (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;
  g_auto (GStrv) missing = NULL;

  sauda_sheet_columns_add_name (columns, SUM, "Итого, тенге");
  got = read_columns (folder->path, "Код;№ заказа;Артикул;итого,  Тенге;Цвет\nx;1;a;5;y\n", columns, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1|a|5|;");
  g_assert_true (sauda_sheet_columns_has (columns, SUM));
  g_assert_false (sauda_sheet_columns_has (columns, PHONE));
  g_assert_cmpstr (sauda_sheet_columns_get_title (columns, SUM), ==, "итого, Тенге");
  g_assert_cmpstr (sauda_sheet_columns_get_title (columns, PHONE), ==, "Телефон");
  g_assert_cmpstrv (sauda_sheet_columns_get_unknown (columns), ((const char *[]){ "Код", "Цвет", NULL }));
  missing = sauda_sheet_columns_list_missing (columns);
  g_assert_cmpstrv (missing, ((const char *[]){ "Телефон", NULL }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sheets/columns/found", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_found,
              sauda_test_folder_tear_down);
  g_test_add ("/sheets/columns/refused", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_refused,
              sauda_test_folder_tear_down);
  g_test_add ("/sheets/columns/own-name", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_own_name,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
