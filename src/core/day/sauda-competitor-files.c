#include "sauda-competitor-files.h"

#include "sauda-database.h"
#include "sauda-money.h"
#include "sauda-price-changes.h"
#include "sauda-sheet-columns.h"
#include "sauda-sheet.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

enum { COLUMN_SKU, COLUMN_PRICE, COLUMN_SELLER, N_COLUMNS };

static const SaudaSheetColumn table[N_COLUMNS] = {
  [COLUMN_SKU] = { "sku|SKU_ID_KSP|code|Артикул", TRUE },
  [COLUMN_PRICE] = { "price|competitor_price|Цена|Цена конкурента", TRUE },
  [COLUMN_SELLER] = { "seller|competitor|Продавец|Конкурент", FALSE },
};

typedef struct {
  guint number;
  char *sku;    /* (owned) (not nullable) */
  char *seller; /* (owned) (not nullable) */
  char *text;   /* (owned) (not nullable) */
} Row;

typedef struct {
  SaudaSheetColumns *columns; /* (not owned) */
  GArray *rows;               /* (not owned) (element-type Row) */
  SaudaCatalogReport *report; /* (not owned) */
  gint64 now_ms;
} Import;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->sku);
  g_free (row->seller);
  g_free (row->text);
}

static gboolean
take_row (guint number, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Import *self = data;
  Row row = { .number = number };
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (self->columns, number, cells, n_cells, &is_data, error))
    return FALSE;
  if (!is_data)
    return TRUE;
  row.sku = g_strdup (sauda_sheet_columns_get_cell (self->columns, COLUMN_SKU, cells, n_cells));
  row.text = g_strdup (sauda_sheet_columns_get_cell (self->columns, COLUMN_PRICE, cells, n_cells));
  row.seller =
    sauda_text_squeeze (sauda_sheet_columns_get_cell (self->columns, COLUMN_SELLER, cells, n_cells));
  g_array_append_val (self->rows, row);
  return TRUE;
}

static void
refuse (Import *self, const Row *row, guint column, const char *value, const char *reason)
{
  self->report->refused++;
  sauda_catalog_report_add_problem (self->report, row->number,
                                    sauda_sheet_columns_get_title (self->columns, column), value, reason);
}

static gboolean
find_offers (SaudaConnection *connection, const char *sku, GArray *offers, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, "SELECT id FROM offer WHERE sku = ?", error);
  gboolean more;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, sku);
  for (;;) {
    gint64 id;

    if (!sauda_statement_step (find, &more, error))
      return FALSE;
    if (!more)
      return TRUE;
    id = sauda_statement_get_int64 (find, 0);
    g_array_append_val (offers, id);
  }
}

/* One SKU may stand for offers of several stores: all of them have this competitor. The SKU is looked for as
 * the file has it, then without the blanks that a hand left beside it. */
static gboolean
store_row (Import *self, SaudaConnection *connection, const Row *row, gint64 price, GError **error)
{
  g_autoptr (GArray) offers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *squeezed = sauda_text_squeeze (row->sku);

  if (!find_offers (connection, row->sku, offers, error) ||
      (offers->len == 0 && !find_offers (connection, squeezed, offers, error)))
    return FALSE;
  if (offers->len == 0) {
    refuse (self, row, COLUMN_SKU, row->sku, _ ("The catalogue has no such offer."));
    return TRUE;
  }
  for (guint i = 0; i < offers->len; i++)
    if (!sauda_competitors_set (connection, g_array_index (offers, gint64, i), row->seller, price,
                                self->now_ms, error))
      return FALSE;
  self->report->offers += offers->len;
  self->report->changed++;
  return TRUE;
}

static gpointer
import_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Import *self = data;

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    gint64 price;

    if (!sauda_money_parse (row->text, &price, NULL) || price <= 0)
      refuse (self, row, COLUMN_PRICE, row->text, _ ("This is not a price in whole tenge."));
    else if (!store_row (self, connection, row, price, error))
      return NULL;
  }
  return self;
}

/**
 * sauda_competitor_files_import:
 * @database: a database
 * @path: CSV or XLSX with a SKU, a price and a seller in each row
 * @now_ms: UTC ms
 * @cancellable: (nullable): cancels while the file is read
 * @error: return location
 *
 * Keeps what others ask for the merchant's offers. Blocks: for worker threads, the command line and tests.
 *
 * Returns: (transfer full) (nullable): rows, changed and refused with their reasons, or %NULL with an error
 * of the sheets or the store room
 */
SaudaCatalogReport *
sauda_competitor_files_import (SaudaDatabase *database,
                               const char *path,
                               gint64 now_ms,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_autoptr (SaudaCatalogReport) report = sauda_catalog_report_new ();
  Import import = { columns, rows, report, now_ms };

  g_array_set_clear_func (rows, row_clear);
  if (!sauda_sheet_read (path, NULL, take_row, &import, cancellable, error) ||
      !sauda_sheet_columns_check (columns, error))
    return NULL;
  report->rows = rows->len;
  return sauda_database_run (database, import_work, &import, error) != NULL ? g_steal_pointer (&report)
                                                                            : NULL;
}
