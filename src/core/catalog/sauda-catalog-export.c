#include "sauda-catalog-export.h"

#include "sauda-catalog-columns.h"
#include "sauda-catalog-error.h"
#include "sauda-catalog-range.h"
#include "sauda-connection.h"
#include "sauda-csv-row.h"
#include "sauda-file.h"
#include "sauda-sheet-writer.h"

/* The catalogue in the merchant's own columns, in which it comes in again without a change. */

/* What an export takes from the database, in the order of the catalogue's columns. */
#define SELECT_EXPORT                                                                                        \
  "SELECT variant.sku, offer.name, offer.my_size, offer.size_on_kaspi, offer.kaspi_code, offer.sku, "        \
  "offer.title,"                                                                                             \
  " offer.price, offer.stock_entered, variant.model_key, offer.secondary, variant.product_type,"             \
  " variant.sub_category, variant.brand, variant.model, variant.color, offer.our_size, variant.gender,"      \
  " variant.season, variant.cost_cny, variant.weight_grams, offer.gender_text, store.name, "                 \
  "offer.kaspi_code_2"                                                                                       \
  " FROM offer JOIN store ON store.id = offer.store_id JOIN variant ON variant.id = offer.variant_id"        \
  " ORDER BY offer.id"

/* What a cell says in CSV, in the order of SELECT_EXPORT. */
static char *
format_cell (SaudaStatement *row, int column)
{
  if (sauda_statement_is_null (row, column))
    return g_strdup ("");
  if (column == SAUDA_CATALOG_COLUMN_WEIGHT)
    return sauda_catalog_range_format_decimal ((double) sauda_statement_get_int64 (row, column) / 1000);
  if (column == SAUDA_CATALOG_COLUMN_COST)
    return sauda_catalog_range_format_decimal (sauda_statement_get_double (row, column));
  return g_strdup (sauda_statement_get_text (row, column));
}

static SaudaSheetCell
make_cell (SaudaStatement *row, int column)
{
  if (sauda_statement_is_null (row, column))
    return SAUDA_CELL_EMPTY;
  switch (column) {
  case SAUDA_CATALOG_COLUMN_WEIGHT:
    return SAUDA_CELL_NUMBER ((double) sauda_statement_get_int64 (row, column) / 1000);
  case SAUDA_CATALOG_COLUMN_COST:
    return SAUDA_CELL_NUMBER (sauda_statement_get_double (row, column));
  case SAUDA_CATALOG_COLUMN_PRICE:
  case SAUDA_CATALOG_COLUMN_STOCK:
    return SAUDA_CELL_INTEGER (sauda_statement_get_int64 (row, column));
  default:
    return SAUDA_CELL_TEXT (sauda_statement_get_text (row, column));
  }
}

static GStrv
list_headers (void)
{
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  for (guint i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
    g_autofree char *header = sauda_catalog_column_get_header (i);

    g_strv_builder_add (headers, header);
  }
  return g_strv_builder_end (headers);
}

static void
convert_error (GError **error, GError *reason)
{
  g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_FILE, reason->message);
  g_error_free (reason);
}

static gboolean
write_csv (SaudaStatement *select, const char *path, guint *rows, GError **error)
{
  g_autoptr (GString) csv = g_string_new ("\357\273\277");
  g_auto (GStrv) headers = list_headers ();
  GError *reason = NULL;
  gboolean row;

  sauda_csv_append_row (csv, (const char *const *) headers);
  for (;;) {
    g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
    g_auto (GStrv) fields = NULL;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      break;
    for (int i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
      g_autofree char *cell = format_cell (select, i);

      g_strv_builder_add (builder, cell);
    }
    fields = g_strv_builder_end (builder);
    sauda_csv_append_row (csv, (const char *const *) fields);
    ++*rows;
  }
  if (sauda_file_write (path, csv->str, csv->len, &reason))
    return TRUE;
  convert_error (error, reason);
  return FALSE;
}

static gboolean
write_rows (SaudaSheetWriter *writer, SaudaStatement *select, guint *rows, GError **error)
{
  g_auto (GStrv) headers = list_headers ();
  SaudaSheetTitle titles[SAUDA_CATALOG_N_COLUMNS] = { 0 };
  SaudaSheetCell cells[SAUDA_CATALOG_N_COLUMNS];
  gboolean row;

  for (guint i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++)
    titles[i].text = headers[i];
  if (!sauda_sheet_writer_begin (writer, "M02", titles, SAUDA_CATALOG_N_COLUMNS, error))
    return FALSE;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return sauda_sheet_writer_finish (writer, error);
    for (int i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++)
      cells[i] = make_cell (select, i);
    if (!sauda_sheet_writer_append (writer, cells, SAUDA_CATALOG_N_COLUMNS, error))
      return FALSE;
    ++*rows;
  }
}

/**
 * sauda_catalog_export:
 * @connection: inside a transaction
 * @path: the file to write; XLSX when its name ends so, else CSV
 * @rows: (out): offers written
 * @error: return location
 *
 * Writes the catalogue in the merchant's own columns; importing it again changes nothing.
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_FILE or an error of the store
 */
gboolean
sauda_catalog_export (SaudaConnection *connection, const char *path, guint *rows, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_EXPORT, error);
  g_autofree char *folded = g_ascii_strdown (path, -1);
  g_autoptr (SaudaSheetWriter) writer = NULL;
  GError *reason = NULL;

  *rows = 0;
  if (select == NULL)
    return FALSE;
  if (!g_str_has_suffix (folded, ".xlsx"))
    return write_csv (select, path, rows, error);
  writer = sauda_sheet_writer_new (path, NULL, &reason);
  if (writer != NULL && write_rows (writer, select, rows, &reason))
    return TRUE;
  if (reason->domain == SAUDA_SHEETS_ERROR)
    convert_error (error, reason);
  else
    g_propagate_error (error, reason);
  return FALSE;
}
