#include "sauda-kaspi-export-header.h"

#include "sauda-kaspi-export-row.h"
#include "sauda-sheet.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Header texts of 2025 and 2026 (kaspi-api 9.1), and what merchants make of them. */
static const SaudaSheetColumn table[] = {
  [SAUDA_EXPORT_NUMBER] = { "№ заказа|Номер заказа|№заказа|N заказа|Код заказа|Заказ", TRUE },
  [SAUDA_EXPORT_CREATED] = { "Дата поступления заказа|Дата поступления|Дата заказа", FALSE },
  [SAUDA_EXPORT_TITLE] = { "Название товара в Kaspi Магазине|Название товара|Наименование товара", FALSE },
  [SAUDA_EXPORT_SELLER_TITLE] = { "Название в системе продавца|Название товара в системе продавца", FALSE },
  [SAUDA_EXPORT_SKU] = { "Артикул|Артикул товара|Артикул продавца|SKU", TRUE },
  [SAUDA_EXPORT_AMOUNT] = { "Сумма|Сумма заказа|Сумма, ₸|Сумма (₸)|Сумма, тг|Сумма, тенге", TRUE },
  [SAUDA_EXPORT_CATEGORY] = { "Категория|Категория товара", FALSE },
  [SAUDA_EXPORT_ADDRESS] = { "Адрес самовывоза/доставки|Адрес доставки/самовывоза|Адрес доставки|Адрес",
                             FALSE },
  [SAUDA_EXPORT_CHANGED] = { "Дата изменения статуса", FALSE },
  [SAUDA_EXPORT_STATUS] = { "Статус|Статус заказа", TRUE },
  [SAUDA_EXPORT_CANCELLATION] = { "Причина отмены", FALSE },
  [SAUDA_EXPORT_PAYMENT] = { "Способ оплаты", FALSE },
  [SAUDA_EXPORT_DELIVERY] = { "Способ доставки", FALSE },
  [SAUDA_EXPORT_COURIER] = { "Курьерская служба|Служба доставки", FALSE },
  [SAUDA_EXPORT_QUANTITY] = { "Количество|Количество, шт|Кол-во", TRUE },
  [SAUDA_EXPORT_DELIVERY_COST] = { "Стоимость доставки для покупателя", FALSE },
  [SAUDA_EXPORT_DELIVERY_COST_FOR_SELLER] = { "Стоимость доставки для продавца", FALSE },
  [SAUDA_EXPORT_SIGNATURE] = { "Требуется подписание|Требуется подписание документов", FALSE },
  [SAUDA_EXPORT_PLANNED_HANDOVER] = { "Плановая дата передачи курьеру|Плановая дата передачи", FALSE },
  [SAUDA_EXPORT_ASSEMBLED] = { "Фактическая дата комплектации|Дата комплектации", FALSE },
  [SAUDA_EXPORT_WAREHOUSE] = { "Склад передачи КД|Склад передачи|Склад", FALSE },
  [SAUDA_EXPORT_BUYER] = { "ФИО|ФИО покупателя|Имя покупателя|Покупатель|Клиент", FALSE },
  [SAUDA_EXPORT_PHONE] = { "Телефон|Телефон покупателя|Номер телефона", FALSE },
};

/* How they are remembered and named on the command line. */
static const char *const ids[] = {
  [SAUDA_EXPORT_NUMBER] = "number",
  [SAUDA_EXPORT_CREATED] = "created",
  [SAUDA_EXPORT_TITLE] = "title",
  [SAUDA_EXPORT_SELLER_TITLE] = "seller-title",
  [SAUDA_EXPORT_SKU] = "sku",
  [SAUDA_EXPORT_AMOUNT] = "amount",
  [SAUDA_EXPORT_CATEGORY] = "category",
  [SAUDA_EXPORT_ADDRESS] = "address",
  [SAUDA_EXPORT_CHANGED] = "changed",
  [SAUDA_EXPORT_STATUS] = "status",
  [SAUDA_EXPORT_CANCELLATION] = "cancellation",
  [SAUDA_EXPORT_PAYMENT] = "payment",
  [SAUDA_EXPORT_DELIVERY] = "delivery",
  [SAUDA_EXPORT_COURIER] = "courier",
  [SAUDA_EXPORT_QUANTITY] = "quantity",
  [SAUDA_EXPORT_DELIVERY_COST] = "delivery-cost",
  [SAUDA_EXPORT_DELIVERY_COST_FOR_SELLER] = "delivery-cost-for-seller",
  [SAUDA_EXPORT_SIGNATURE] = "signature",
  [SAUDA_EXPORT_PLANNED_HANDOVER] = "planned-handover",
  [SAUDA_EXPORT_ASSEMBLED] = "assembled",
  [SAUDA_EXPORT_WAREHOUSE] = "warehouse",
  [SAUDA_EXPORT_BUYER] = "buyer",
  [SAUDA_EXPORT_PHONE] = "phone",
};

G_STATIC_ASSERT (G_N_ELEMENTS (ids) == G_N_ELEMENTS (table));

static char *
get_own_title (guint column)
{
  return g_strndup (table[column].names, strcspn (table[column].names, "|"));
}

static gboolean
find_column (const char *text, guint *column)
{
  g_autofree char *wanted = sauda_text_search_key (text);

  for (*column = 0; *column < G_N_ELEMENTS (ids); ++*column) {
    g_autofree char *title = get_own_title (*column);
    g_autofree char *key = sauda_text_search_key (title);

    if (strcmp (text, ids[*column]) == 0 || strcmp (wanted, key) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (data, row, cells, n_cells, &is_data, error))
    return FALSE;
  if (is_data) /* nothing below the header matters here */
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "header");
  return !is_data;
}

static void
free_column (gpointer data)
{
  SaudaKaspiExportColumn *column = data;

  g_free (column->title);
  g_free (column->header);
  g_free (column);
}

static SaudaKaspiExportHeader *
describe (SaudaSheetColumns *columns)
{
  SaudaKaspiExportHeader *header = g_new0 (SaudaKaspiExportHeader, 1);

  header->columns = g_ptr_array_new_with_free_func (free_column);
  header->row = sauda_sheet_columns_get_header_row (columns);
  header->others = g_strdupv ((char **) sauda_sheet_columns_get_unknown (columns));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    SaudaKaspiExportColumn *column = g_new0 (SaudaKaspiExportColumn, 1);

    column->id = ids[i];
    column->title = get_own_title (i);
    column->needed = table[i].needed;
    column->usual = i < SAUDA_EXPORT_ASSEMBLED || i == SAUDA_EXPORT_WAREHOUSE;
    if (sauda_sheet_columns_has (columns, i))
      column->header = g_strdup (sauda_sheet_columns_get_title (columns, i));
    g_ptr_array_add (header->columns, column);
  }
  return header;
}

/**
 * sauda_export_columns_new: (skip)
 * @own_names: (nullable) (array zero-terminated=1): `HEADER=COLUMN` pairs; those of unknown columns are
 * passed over
 *
 * Returns: (transfer full): a finder of Kaspi's columns, numbered by #SaudaExportColumn
 */
SaudaSheetColumns *
sauda_export_columns_new (const char *const *own_names)
{
  SaudaSheetColumns *columns = sauda_sheet_columns_new (table, G_N_ELEMENTS (table));

  for (gsize i = 0; own_names != NULL && own_names[i] != NULL; i++) {
    const char *split = strrchr (own_names[i], '=');
    g_autofree char *name = split != NULL ? g_strndup (own_names[i], (gsize) (split - own_names[i])) : NULL;
    guint column;

    if (name != NULL && !sauda_text_is_empty (name) && find_column (split + 1, &column))
      sauda_sheet_columns_add_name (columns, column, name);
  }
  return columns;
}

/**
 * sauda_kaspi_export_column_find:
 * @text: `sku`, or the column's name at Kaspi, such as `Артикул`
 * @title: (out) (optional) (transfer full): its name at Kaspi
 *
 * Returns: (nullable): the column's id; %NULL when Kaspi's spreadsheets have none such
 */
const char *
sauda_kaspi_export_column_find (const char *text, char **title)
{
  guint column;

  if (!find_column (text, &column))
    return NULL;
  if (title != NULL)
    *title = get_own_title (column);
  return ids[column];
}

/**
 * sauda_kaspi_export_header_read:
 * @path: a spreadsheet of orders
 * @own_names: (nullable) (array zero-terminated=1): a person's own header texts as `HEADER=COLUMN`
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Tells which column of a file was taken for what, also when needed ones are missing. It blocks.
 *
 * Returns: (transfer full) (nullable): the header, or %NULL with %SAUDA_KASPI_ERROR_FILE when no row names a
 * column, or %G_IO_ERROR_CANCELLED
 */
SaudaKaspiExportHeader *
sauda_kaspi_export_header_read (const char *path,
                                const char *const *own_names,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_export_columns_new (own_names);
  g_autoptr (GError) reason = NULL;

  if (!sauda_sheet_read (path, NULL, take_row, columns, cancellable, &reason) &&
      !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CLOSED) && reason->domain != SAUDA_SHEETS_ERROR) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }
  if (sauda_sheet_columns_take_best (columns))
    return describe (columns);
  if (reason == NULL)
    sauda_sheet_columns_check (columns, &reason);
  g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE, reason->message);
  return NULL;
}

/**
 * sauda_kaspi_export_header_free:
 * @header: (transfer full): a header
 */
void
sauda_kaspi_export_header_free (SaudaKaspiExportHeader *header)
{
  g_ptr_array_unref (header->columns);
  g_strfreev (header->others);
  g_free (header);
}
