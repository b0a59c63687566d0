#include "sauda-kaspi-export.h"
#include "sauda-test.h"

#include <string.h>

#define HEADER                                                                                               \
  "№ заказа;Артикул;Сумма;Количество;Статус;Способ доставки;Курьерская служба;Склад передачи КД\n"
#define PLACE ";Ожидает передачи курьеру;Доставка;Kaspi Логистика;30000001_PP1\n"

static char *
write_csv (const char *folder, const char *text)
{
  char *path = g_build_filename (folder, "ActiveOrders.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static SaudaKaspiExport *
read_csv (const char *folder, const char *text)
{
  g_autofree char *path = write_csv (folder, text);
  g_autoptr (GError) error = NULL;
  SaudaKaspiExport *export = sauda_kaspi_export_read (path, NULL, SAUDA_AMOUNT_UNDECIDED, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (export);
  return export;
}

static const SaudaKaspiExportOrder *
find_order (SaudaKaspiExport *export, const char *code)
{
  for (guint i = 0; i < export->orders->len; i++) {
    const SaudaKaspiExportOrder *order = export->orders->pdata[i];

    if (strcmp (order->code, code) == 0)
      return order;
  }
  return NULL;
}

static void
check_sample (const char *name, guint orders, guint lines, SaudaAmountMeaning meaning, const char *merchant)
{
  g_autofree char *path = sauda_test_data_path (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiExport) export =
    sauda_kaspi_export_read (path, NULL, SAUDA_AMOUNT_UNDECIDED, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (export->orders->len, ==, orders);
  g_assert_cmpuint (export->lines, ==, lines);
  g_assert_cmpuint (export->rows, ==, lines);
  g_assert_cmpuint (export->problems->len, ==, 0);
  g_assert_cmpint (export->amount_meaning, ==, meaning);
  g_assert_cmpstr (export->merchant_id, ==, merchant);
  for (guint i = 0; i < export->orders->len; i++) {
    const SaudaKaspiExportOrder *order = export->orders->pdata[i];

    g_assert_cmpstr (order->merchant_id, ==, merchant);
    g_assert_cmpint (order->created_day, ==, sauda_day_from_date (2026, 11, 22));
    g_assert_nonnull (order->status);
    g_assert_nonnull (order->delivery_mode);
    g_assert_nonnull (order->payment_mode);
  }
}

static void
test_samples (void)
{
  check_sample ("kaspi/ActiveOrders.xlsx", 38, 45, SAUDA_AMOUNT_ORDER_TOTAL, "30000001");
  check_sample ("kaspi/ActiveOrders (1).xlsx", 24, 31, SAUDA_AMOUNT_LINE_TOTAL, "30000002");
}

/* One order of each kind, told by hand from the sample files. */
static void
test_sample_orders (void)
{
  g_autofree char *first_path = sauda_test_data_path ("kaspi/ActiveOrders.xlsx");
  g_autofree char *second_path = sauda_test_data_path ("kaspi/ActiveOrders (1).xlsx");
  g_autoptr (SaudaKaspiExport) first =
    sauda_kaspi_export_read (first_path, NULL, SAUDA_AMOUNT_UNDECIDED, NULL, NULL);
  g_autoptr (SaudaKaspiExport) second =
    sauda_kaspi_export_read (second_path, NULL, SAUDA_AMOUNT_UNDECIDED, NULL, NULL);
  const SaudaKaspiExportOrder *six = find_order (first, "900113689");
  const SaudaKaspiExportOrder *pickup = find_order (first, "900125114");
  const SaudaKaspiExportOrder *unsigned_order = find_order (first, "900131626");
  const SaudaKaspiExportOrder *lines = find_order (second, "900188390");
  const SaudaKaspiExportOrder *assembled = NULL;

  g_assert_cmpint (six->total, ==, 45940);
  g_assert_cmpuint (six->lines->len, ==, 6);
  g_assert_cmpint (((SaudaKaspiExportLine *) six->lines->pdata[0])->amount, ==, -1);
  g_assert_cmpint (six->delivery_cost_for_seller, ==, 927);
  g_assert_cmpint (six->delivery_cost, ==, 0);
  g_assert_false (six->assembled_told);
  g_assert_cmpstr (pickup->state, ==, "PICKUP");
  g_assert_false (pickup->kaspi_delivery);
  g_assert_null (pickup->warehouse);
  g_assert_cmpint (pickup->delivery_cost_for_seller, ==, -1);
  g_assert_true (unsigned_order->signature_required);
  g_assert_cmpint (lines->total, ==, 59940);
  g_assert_cmpint (((SaudaKaspiExportLine *) lines->lines->pdata[0])->amount, ==, 4990);
  g_assert_cmpstr (lines->warehouse, ==, "PP1");
  g_assert_true (lines->assembled_told);
  for (guint i = 0; i < second->orders->len && assembled == NULL; i++)
    if (((SaudaKaspiExportOrder *) second->orders->pdata[i])->assembled_ms != 0)
      assembled = second->orders->pdata[i];
  g_assert_nonnull (assembled);
  g_assert_cmpint (assembled->assembled_ms, ==,
                   sauda_day_time_ms (sauda_day_from_date (2026, 11, 23), 10, 15));
}

static void
test_meanings (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *rows;
    SaudaAmountMeaning meaning;
    gint64 total; /* of order 1 */
    gint64 amounts[3];
  } cases[] = {
    { "1;a;500;1" PLACE, SAUDA_AMOUNT_UNDECIDED, 500, { 500 } },
    { "1;a;500;2" PLACE "2;a;700;1" PLACE, SAUDA_AMOUNT_UNDECIDED, 500, { 500 } },
    { "1;a;500;1" PLACE "1;b;500;1" PLACE, SAUDA_AMOUNT_ORDER_TOTAL, 500, { -1, -1 } },
    { "1;a;500;1" PLACE "1;a;500;4" PLACE, SAUDA_AMOUNT_ORDER_TOTAL, 500, { 100, 400 } },
    { "1;a;500;1" PLACE "1;a;500;2" PLACE, SAUDA_AMOUNT_ORDER_TOTAL, 500, { -1, -1 } },
    { "1;a;500;1" PLACE "1;b;501.0;1" PLACE, SAUDA_AMOUNT_LINE_TOTAL, 1001, { 500, 501 } },
    { "1;a;500;1" PLACE "2;a;5;1" PLACE "1;b;500;1" PLACE "2;b;6;1" PLACE,
      SAUDA_AMOUNT_LINE_TOTAL,
      1000,
      { 500, 500 } },
    { "1;a;1 500;1" PLACE "1;b;1 500;1" PLACE "1;c;1500.0;1" PLACE,
      SAUDA_AMOUNT_ORDER_TOTAL,
      1500,
      { -1, -1, -1 } },
    /* What the same article costs elsewhere tells. */
    { "1;a;500;1" PLACE "1;b;500;1" PLACE "2;a;1000;2" PLACE, SAUDA_AMOUNT_LINE_TOTAL, 1000, { 500, 500 } },
    { "1;a;500;1" PLACE "1;b;500;1" PLACE "2;a;300;1" PLACE, SAUDA_AMOUNT_ORDER_TOTAL, 500, { -1, -1 } },
    { "1;a;500;1" PLACE "1;b;500;1" PLACE "2;a;500;1" PLACE "3;a;400;1" PLACE,
      SAUDA_AMOUNT_ORDER_TOTAL,
      500,
      { -1, -1 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (HEADER, cases[i].rows, NULL);
    g_autoptr (SaudaKaspiExport) export = read_csv (folder->path, text);
    const SaudaKaspiExportOrder *order = find_order (export, "1");

    g_test_message ("%s", cases[i].rows);
    g_assert_cmpint (export->amount_meaning, ==, cases[i].meaning);
    g_assert_cmpint (order->total, ==, cases[i].total);
    for (guint k = 0; k < order->lines->len; k++)
      g_assert_cmpint (((SaudaKaspiExportLine *) order->lines->pdata[k])->amount, ==, cases[i].amounts[k]);
  }
}

/* A faulty row keeps its whole order out and nothing else. */
static void
test_refused (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *row;
    const char *column;
    const char *value;
  } cases[] = {
    { "1;b;500;" PLACE, "Количество", "" },
    { "1;b;500;0" PLACE, "Количество", "0" },
    { "1;b;500;-2" PLACE, "Количество", "-2" },
    { "1;b;500;1,5" PLACE, "Количество", "1,5" },
    { "1;b;500;две" PLACE, "Количество", "две" },
    { "1;b;500;99999999" PLACE, "Количество", "99999999" },
    { "1;;500;1" PLACE, "Артикул", "" },
    { "1;nan;500;1" PLACE, "Артикул", "nan" },
    { "1;b;;1" PLACE, "Сумма", "" },
    { "1;b;много;1" PLACE, "Сумма", "много" },
    { "1;b;-5;1" PLACE, "Сумма", "-5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      g_strconcat (HEADER, "1;a;500;1" PLACE, "2;a;500;1" PLACE, cases[i].row, "3;a;500;1" PLACE, NULL);
    g_autoptr (SaudaKaspiExport) export = read_csv (folder->path, text);
    const SaudaKaspiExportProblem *problem;

    g_test_message ("%s", cases[i].row);
    g_assert_cmpuint (export->orders->len, ==, 2);
    g_assert_null (find_order (export, "1"));
    g_assert_cmpuint (export->refused, ==, 1);
    g_assert_cmpuint (export->lines, ==, 2);
    g_assert_cmpuint (export->rows, ==, 4);
    g_assert_cmpuint (export->problems->len, ==, 1);
    problem = export->problems->pdata[0];
    g_assert_cmpuint (problem->row, ==, 4);
    g_assert_cmpstr (problem->code, ==, "1");
    g_assert_cmpstr (problem->column, ==, cases[i].column);
    g_assert_cmpstr (problem->value, ==, cases[i].value);
    g_assert_true (problem->refused);
    g_assert_cmpstr (problem->reason, !=, "");
  }
}

static void
test_missing_number (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaKaspiExport) line =
    read_csv (folder->path, HEADER "1;a;5;1" PLACE "2;a;5;1" PLACE ";b;5;1" PLACE "3;a;5;1" PLACE);
  g_autoptr (SaudaKaspiExport) sum = read_csv (folder->path, HEADER "1;a;5;1" PLACE "Итого:;;5;;;;;\n");
  g_autoptr (SaudaKaspiExport) rounded =
    read_csv (folder->path, HEADER "1;a;5;1" PLACE "9,00103E+08;;5;;;;;\n");
  g_autoptr (SaudaKaspiExport) money =
    read_csv (folder->path, HEADER "8 990 ₸;a;5;1" PLACE "8 990 ₸;b;5;1" PLACE);

  g_assert_cmpuint (line->orders->len, ==, 2);
  g_assert_null (find_order (line, "2"));
  g_assert_cmpuint (line->refused, ==, 1);
  g_assert_cmpuint (line->problems->len, ==, 2);
  g_assert_cmpuint (sum->orders->len, ==, 1);
  g_assert_cmpuint (sum->refused, ==, 0);
  g_assert_cmpuint (sum->problems->len, ==, 1);
  g_assert_cmpuint (rounded->orders->len, ==, 1);
  g_assert_cmpuint (rounded->problems->len, ==, 1);
  g_assert_cmpuint (money->orders->len, ==, 0);
  g_assert_cmpuint (money->refused, ==, 2);
}

/* A sheet put together of two stores: the same number twice, and a row that names no merchant. */
static void
test_two_merchants (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaKaspiExport) export = read_csv (
    folder->path, HEADER "1;a;5;1" PLACE "1;b;7;1;Передан курьеру;Доставка;Kaspi Логистика;30000002_PP1\n"
                         "1;c;6;1" PLACE);
  const SaudaKaspiExportOrder *first, *second;

  g_assert_cmpuint (export->orders->len, ==, 2);
  first = export->orders->pdata[0];
  second = export->orders->pdata[1];
  g_assert_cmpstr (first->merchant_id, ==, "30000001");
  g_assert_cmpint (first->total, ==, 11);
  g_assert_cmpstr (second->merchant_id, ==, "30000002");
  g_assert_cmpint (second->total, ==, 7);
}

/* A download that broke off within its last row; a short row that is a whole one comes in. */
static void
test_cut (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_csv (folder->path, HEADER "1;a;5;1" PLACE "2;a;5;1;Передан");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiExport) whole = NULL;

  g_assert_null (sauda_kaspi_export_read (path, NULL, SAUDA_AMOUNT_UNDECIDED, NULL, &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "row 3"));
  whole = read_csv (folder->path, HEADER "1;a;5;1" PLACE "2;a;5;1;Передан курьеру\n");
  g_assert_cmpuint (whole->orders->len, ==, 2);
}

/* Rows of one order stand apart, disagree about the status, and the last one speaks. */
static void
test_doubts (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaKaspiExport) export = read_csv (
    folder->path, HEADER "1;a;5;1" PLACE "2;a;5;1;Загадочный;Доставка;Kaspi Логистика;30000001_PP1\n"
                         "1;b;6;1;Передан курьеру;Доставка;Kaspi Логистика;\n");
  const SaudaKaspiExportOrder *order = find_order (export, "1");
  const SaudaKaspiExportOrder *unknown = find_order (export, "2");

  g_assert_cmpuint (order->lines->len, ==, 2);
  g_assert_true (order->handed_over);
  g_assert_cmpstr (order->status_text, ==, "Передан курьеру");
  g_assert_null (unknown->status);
  g_assert_cmpstr (unknown->status_text, ==, "Загадочный");
  g_assert_cmpuint (export->refused, ==, 0);
  g_assert_cmpuint (export->problems->len, ==, 2);
  g_assert_cmpuint (((SaudaKaspiExportProblem *) export->problems->pdata[0])->row, ==, 3);
  g_assert_cmpuint (((SaudaKaspiExportProblem *) export->problems->pdata[1])->row, ==, 4);
  g_assert_false (((SaudaKaspiExportProblem *) export->problems->pdata[1])->refused);
}

static void
test_words (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *row; /* Статус, Способ доставки, Курьерская служба, Склад */
    const char *state;
    const char *status;
    gboolean handed_over;
    gboolean kaspi_delivery;
  } cases[] = {
    { "Новый;Доставка;Kaspi Логистика;30000001_PP1", "NEW", "APPROVED_BY_BANK", FALSE, TRUE },
    { "Принят Партнером;Самовывоз;;", "PICKUP", "ACCEPTED_BY_MERCHANT", FALSE, FALSE },
    { "Принят партнёром;Доставка;;", "DELIVERY", "ACCEPTED_BY_MERCHANT", FALSE, FALSE },
    { "Ожидает передачи курьеру;Доставка (межгород);Kaspi Логистика;30000001_PP1", "KASPI_DELIVERY",
      "ACCEPTED_BY_MERCHANT", FALSE, TRUE },
    { "Ожидает передачи курьеру;Самовывоз;;", "PICKUP", "ACCEPTED_BY_MERCHANT", FALSE, FALSE },
    { "Ожидает передачи курьеру;Доставка;;", "DELIVERY", "ACCEPTED_BY_MERCHANT", FALSE, FALSE },
    { "Передан курьеру;Самовывоз (межгород);Kaspi Логистика;30000001_PP1", "KASPI_DELIVERY",
      "ACCEPTED_BY_MERCHANT", TRUE, TRUE },
    { "Ожидает отмены;Доставка;Kaspi Логистика;30000001_PP1", "KASPI_DELIVERY", "CANCELLING", FALSE, TRUE },
    { "Выдан;Доставка;Kaspi Логистика;30000001_PP1", "ARCHIVE", "COMPLETED", TRUE, TRUE },
    { "Отменён;Доставка;Kaspi Логистика;30000001_PP1", "ARCHIVE", "CANCELLED", FALSE, TRUE },
    { "Возврат;Доставка;Kaspi Логистика;30000001_PP1", "ARCHIVE", "RETURNED", FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (HEADER, "1;a;5;1;", cases[i].row, "\n", NULL);
    g_autoptr (SaudaKaspiExport) export = read_csv (folder->path, text);
    const SaudaKaspiExportOrder *order = find_order (export, "1");

    g_test_message ("%s", cases[i].row);
    g_assert_cmpstr (order->state, ==, cases[i].state);
    g_assert_cmpstr (order->status, ==, cases[i].status);
    g_assert_cmpint (order->handed_over, ==, cases[i].handed_over);
    g_assert_cmpint (order->kaspi_delivery, ==, cases[i].kaspi_delivery);
  }
}

static void
test_status_table (void)
{
  const char *state = "", *status = "";
  gboolean handed_over = TRUE;

  g_assert_true (sauda_kaspi_export_status ("  ПРИНЯТ  партнером ", &state, &status, &handed_over));
  g_assert_null (state);
  g_assert_cmpstr (status, ==, "ACCEPTED_BY_MERCHANT");
  g_assert_false (handed_over);
  g_assert_false (sauda_kaspi_export_status ("", &state, &status, &handed_over));
  g_assert_false (sauda_kaspi_export_status (NULL, &state, &status, &handed_over));
}

/* Columns moved, renamed in case and blanks, with the late ones: name and phone. An article is taken with the
 * blanks beside it. */
static void
test_columns (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaKaspiExport) export =
    read_csv (folder->path,
              "Выгрузка заказов\nТЕЛЕФОН;фио;Стоимость доставки  для "
              "продавца;Статус;КОЛИЧЕСТВО;сумма;артикул;Номер заказа;"
              "Требуется подписание;Фактическая дата комплектации;Плановая дата передачи курьеру\n"
              "+7 (701) 000-00-01;Имя Ф.;895.0;Выдан;2.0;8 990 ₸; A/1 (M) ;900000001;Требуется;;23.11.2026\n"
              "+0(000)-000-00-00;;895.4;Выдан;1;8990;B;900000002;Возможно;23.11.2026 9:05:07;скоро\n");
  const SaudaKaspiExportOrder *order = find_order (export, "900000001");
  const SaudaKaspiExportOrder *masked = find_order (export, "900000002");

  g_assert_cmpstr (order->phone, ==, "7010000001");
  g_assert_cmpstr (order->buyer, ==, "Имя Ф.");
  g_assert_cmpint (order->delivery_cost_for_seller, ==, 895);
  g_assert_cmpint (order->total, ==, 8990);
  g_assert_cmpint (((SaudaKaspiExportLine *) order->lines->pdata[0])->quantity, ==, 2);
  g_assert_cmpstr (((SaudaKaspiExportLine *) order->lines->pdata[0])->sku, ==, " A/1 (M) ");
  g_assert_cmpuint (((SaudaKaspiExportLine *) order->lines->pdata[0])->row, ==, 3);
  g_assert_true (order->signature_required);
  g_assert_true (order->assembled_told);
  g_assert_cmpint (order->assembled_ms, ==, 0);
  g_assert_cmpint (order->planned_handover_day, ==, sauda_day_from_date (2026, 11, 23));
  g_assert_null (order->merchant_id);
  g_assert_null (masked->phone);
  g_assert_cmpint (masked->delivery_cost_for_seller, ==, 895);
  g_assert_true (masked->signature_required);
  g_assert_cmpint (masked->assembled_ms, ==,
                   sauda_day_time_ms (sauda_day_from_date (2026, 11, 23), 9, 5) + 7000);
  g_assert_cmpint (masked->planned_handover_day, ==, SAUDA_DAY_NONE);
  g_assert_cmpuint (export->problems->len, ==, 2);
  g_assert_cmpuint (export->refused, ==, 0);
}

static void
test_merchants (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaKaspiExport) two =
    read_csv (folder->path, HEADER "1;a;5;1" PLACE
                                   "2;a;5;1;Выдан;Доставка;Kaspi Логистика;30000002_PP2\n3;a;5;1;Выдан;;;\n");

  g_assert_null (two->merchant_id);
  g_assert_cmpstr (find_order (two, "2")->merchant_id, ==, "30000002");
  g_assert_cmpstr (find_order (two, "2")->warehouse, ==, "PP2");
  g_assert_null (find_order (two, "3")->merchant_id);
}

static void
test_bad_files (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const files[] = {
    "",
    HEADER,
    HEADER HEADER "1;a;5;1" PLACE,
    "1;a;5;1" PLACE,
    "№ заказа;Артикул;Сумма;Статус\n1;a;5;Выдан\n",
    "\211PNG\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = write_csv (folder->path, files[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_kaspi_export_read (path, NULL, SAUDA_AMOUNT_UNDECIDED, NULL, &error));
    g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE);
    g_test_message ("%s", error->message);
  }
}

static void
test_cancel (void)
{
  g_autofree char *path = sauda_test_data_path ("kaspi/ActiveOrders.xlsx");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sauda_kaspi_export_read (path, NULL, SAUDA_AMOUNT_UNDECIDED, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The number of a day that a spreadsheet writes when it saves the file again. */
static void
test_serial_days (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *cell;
    SaudaDay day;
    guint problems;
  } table[] = {
    { "46343", 20774, 0 },           { "46343.42", 20774, 0 },       { "17.11.2026", 20774, 0 },
    { "463430", SAUDA_DAY_NONE, 1 }, { "99999", SAUDA_DAY_NONE, 1 }, { "46343x", SAUDA_DAY_NONE, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *text =
      g_strdup_printf ("№ заказа;Артикул;Сумма;Количество;Статус;Дата поступления заказа\n"
                       "1;a;100;1;Ожидает передачи курьеру;%s\n",
                       table[i].cell);
    g_autoptr (SaudaKaspiExport) export = read_csv (folder->path, text);

    g_test_message ("%s", table[i].cell);
    g_assert_cmpint (find_order (export, "1")->created_day, ==, table[i].day);
    g_assert_cmpuint (export->problems->len, ==, table[i].problems);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (SaudaTestFolder *folder, gconstpointer data);
  } tests[] = {
    { "/kaspi/export/meanings", test_meanings },
    { "/kaspi/export/refused", test_refused },
    { "/kaspi/export/missing-number", test_missing_number },
    { "/kaspi/export/two-merchants", test_two_merchants },
    { "/kaspi/export/cut", test_cut },
    { "/kaspi/export/doubts", test_doubts },
    { "/kaspi/export/words", test_words },
    { "/kaspi/export/serial-days", test_serial_days },
    { "/kaspi/export/columns", test_columns },
    { "/kaspi/export/merchants", test_merchants },
    { "/kaspi/export/bad-files", test_bad_files },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kaspi/export/samples", test_samples);
  g_test_add_func ("/kaspi/export/sample-orders", test_sample_orders);
  g_test_add_func ("/kaspi/export/status-table", test_status_table);
  g_test_add_func ("/kaspi/export/cancel", test_cancel);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, SaudaTestFolder, NULL, sauda_test_folder_set_up, tests[i].test,
                sauda_test_folder_tear_down);
  return g_test_run ();
}
