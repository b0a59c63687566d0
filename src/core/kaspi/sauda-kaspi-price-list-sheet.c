#include "sauda-kaspi-price-list-private.h"

#include "sauda-money.h"
#include "sauda-sheet-columns.h"
#include "sauda-sheet-writer.h"
#include "sauda-sheet.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_PLACES 5

enum { COLUMN_SKU, COLUMN_MODEL, COLUMN_BRAND, COLUMN_PRICE, COLUMN_PLACE };
#define COLUMN_PRE_ORDER (COLUMN_PLACE + N_PLACES)
#define N_COLUMNS (COLUMN_PRE_ORDER + 1)

/* The header of kaspi-api 7.3. */
static const SaudaSheetColumn table[N_COLUMNS] = {
  [COLUMN_SKU] = { "SKU", TRUE },        [COLUMN_MODEL] = { "model", TRUE },
  [COLUMN_BRAND] = { "brand", FALSE },   [COLUMN_PRICE] = { "price", TRUE },
  [COLUMN_PLACE] = { "PP1", FALSE },     [COLUMN_PLACE + 1] = { "PP2", FALSE },
  [COLUMN_PLACE + 2] = { "PP3", FALSE }, [COLUMN_PLACE + 3] = { "PP4", FALSE },
  [COLUMN_PLACE + 4] = { "PP5", FALSE }, [COLUMN_PRE_ORDER] = { "preorder", FALSE },
};

typedef struct {
  SaudaKaspiPriceList *list;  /* (owned) (not nullable) */
  SaudaSheetColumns *columns; /* (owned) (not nullable) */
  const char *path;           /* (not owned) */
} Reading;

/* `yes`, `no` or a number of pieces. */
static void
take_place (Reading *self, SaudaKaspiOffer *offer, guint place, const char *text, gint pre_order)
{
  gint64 stock = -1;
  gboolean available = g_ascii_strcasecmp (text, "yes") == 0;

  if (sauda_text_is_empty (text))
    return;
  if (!available && g_ascii_strcasecmp (text, "no") != 0)
    available = sauda_kaspi_price_list_take_stock (self->list, offer, text, &stock) && stock > 0;
  sauda_kaspi_offer_add_availability (offer, table[COLUMN_PLACE + place].names, available, pre_order, stock);
}

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Reading *self = data;
  const char *texts[N_COLUMNS];
  g_autofree char *name = NULL, *formula = NULL;
  SaudaKaspiOffer *offer;
  gint64 pre_order = 0;
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (self->columns, row, cells, n_cells, &is_data, error))
    return FALSE;
  if (!is_data)
    return TRUE;
  for (guint i = 0; i < N_COLUMNS; i++)
    texts[i] = sauda_sheet_columns_get_cell (self->columns, i, cells, n_cells);
  name = g_path_get_basename (self->path);
  formula = sauda_kaspi_price_list_refuse_sku (texts[COLUMN_SKU], row, name);
  if (formula != NULL) {
    g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE, formula);
    return FALSE;
  }
  offer = sauda_kaspi_offer_new (texts[COLUMN_SKU]);
  offer->row = row;
  offer->model = g_strdup (texts[COLUMN_MODEL]);
  offer->brand = g_strdup (texts[COLUMN_BRAND]);
  g_ptr_array_add (self->list->offers, offer);
  if (*texts[COLUMN_PRICE] != '\0' &&
      (!sauda_money_parse (texts[COLUMN_PRICE], &offer->price, NULL) || offer->price < 0)) {
    offer->price = -1;
    sauda_kaspi_price_list_warn (self->list, row, offer->sku, TRUE,
                                 _ ("A price is no amount in whole tenge."));
  }
  if (*texts[COLUMN_PRE_ORDER] != '\0' && !sauda_money_parse (texts[COLUMN_PRE_ORDER], &pre_order, NULL))
    sauda_kaspi_price_list_warn (self->list, row, offer->sku, TRUE,
                                 _ ("The days of a pre-order are no whole number."));
  for (guint i = 0; i < N_PLACES; i++)
    take_place (self, offer, i, texts[COLUMN_PLACE + i], (gint) CLAMP (pre_order, 0, G_MAXINT));
  return TRUE;
}

static SaudaKaspiPriceList *
read_sheet (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaudaKaspiPriceList) list = sauda_kaspi_price_list_new (NULL);
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
  Reading reading = { list, columns, path };
  GError *reason = NULL;

  list->is_sheet = TRUE;
  if (sauda_sheet_read (path, NULL, take_row, &reading, cancellable, &reason) &&
      sauda_sheet_columns_check (columns, &reason))
    return g_steal_pointer (&list);
  if (reason->domain == SAUDA_SHEETS_ERROR) {
    g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE, reason->message);
    g_error_free (reason);
  } else {
    g_propagate_error (error, reason);
  }
  return NULL;
}

/* Whether the file begins as XML does: a mark of UTF-8 or UTF-16, blanks, `<`. */
static gboolean
begins_as_xml (const char *path, GCancellable *cancellable, gboolean *xml, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *name = g_path_get_basename (path);
  char head[64];
  gsize got, at = 0;

  if (stream == NULL) {
    if (error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_clear_error (error);
      g_set_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
                   _ ("“%s” cannot be opened. Check that the file is there and that you may read it."), name);
    }
    return FALSE;
  }
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &got, cancellable, error))
    return FALSE;
  while (at < got && (g_ascii_isspace (head[at]) || (guchar) head[at] >= 0x80 || head[at] == '\0'))
    at++;
  *xml = at < got && head[at] == '<';
  return TRUE;
}

/* The place of a warehouse in the sheet, from 0; -1 when its name does not end in PP1 to PP5. */
static int
find_place (const char *store_id)
{
  gsize length = strlen (store_id);
  int place;

  if (length < 3 || (length > 3 && store_id[length - 4] != '_') ||
      strncmp (store_id + length - 3, "PP", 2) != 0)
    return -1;
  place = store_id[length - 1] - '1';
  return place >= 0 && place < N_PLACES ? place : -1;
}

/* Fills a row. Returns what the sheet cannot express, or NULL. */
static const char *
fill_row (const SaudaKaspiOffer *offer, SaudaSheetCell *cells)
{
  gint64 price = sauda_kaspi_offer_get_price (offer);
  gint pre_order = 0;
  gboolean sells = FALSE;

  for (guint i = 1; i < offer->city_prices->len; i++)
    if (g_array_index (offer->city_prices, SaudaKaspiCityPrice, i).price != price)
      return _ ("prices differ by city");
  cells[COLUMN_SKU] = SAUDA_CELL_TEXT (offer->sku);
  cells[COLUMN_MODEL] = SAUDA_CELL_TEXT (offer->model);
  cells[COLUMN_BRAND] = SAUDA_CELL_TEXT (offer->brand);
  cells[COLUMN_PRICE] = SAUDA_CELL_INTEGER (MAX (price, 0));
  for (guint i = 0; i < offer->availabilities->len; i++) {
    const SaudaKaspiAvailability *place = &g_array_index (offer->availabilities, SaudaKaspiAvailability, i);
    int at = find_place (place->store_id);

    if (at < 0)
      return _ ("a warehouse is none of PP1 to PP5");
    if (place->available && sells && place->pre_order != pre_order)
      return _ ("pre-order days differ by warehouse");
    if (place->available)
      pre_order = place->pre_order;
    sells |= place->available;
    cells[COLUMN_PLACE + at] = !place->available   ? SAUDA_CELL_TEXT ("no")
                               : place->stock >= 0 ? SAUDA_CELL_INTEGER (place->stock)
                                                   : SAUDA_CELL_TEXT ("yes");
  }
  if (pre_order > 0)
    cells[COLUMN_PRE_ORDER] = SAUDA_CELL_INTEGER (pre_order);
  return NULL;
}

static gboolean
append_offer (SaudaSheetWriter *writer, const SaudaKaspiOffer *offer, GError **error)
{
  SaudaSheetCell cells[N_COLUMNS] = { 0 };
  const char *obstacle = fill_row (offer, cells);

  if (obstacle == NULL)
    return sauda_sheet_writer_append (writer, cells, N_COLUMNS, error);
  g_set_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
               _ ("The spreadsheet cannot hold the offer “%s”: %s. Write the list as XML."), offer->sku,
               obstacle);
  return FALSE;
}

/**
 * sauda_kaspi_price_list_read:
 * @path: ACTIVE.xml, ARCHIVE.xml, ACTIVE.xlsx, or a list that Sauda wrote
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads a whole price list, whatever its name: XML or the sheet of ten columns. Memory is bounded whatever
 * the file holds. Blocks: for worker threads, the command line and tests.
 *
 * Returns: (transfer full) (nullable): the list with warnings about single cells, or %NULL with
 *   %SAUDA_KASPI_ERROR_FILE or %G_IO_ERROR_CANCELLED
 */
SaudaKaspiPriceList *
sauda_kaspi_price_list_read (const char *path, GCancellable *cancellable, GError **error)
{
  gboolean xml;

  if (!begins_as_xml (path, cancellable, &xml, error))
    return NULL;
  return xml ? sauda_kaspi_price_list_read_xml (path, cancellable, error)
             : read_sheet (path, cancellable, error);
}

/**
 * sauda_kaspi_price_list_write_xlsx:
 * @list: a list
 * @path: the workbook
 * @error: return location
 *
 * Writes the sheet of ten columns (kaspi-api 7.3), beside and swapped. It cannot express prices by city, nor
 * warehouses beyond PP5: then nothing is written.
 *
 * Returns: %FALSE with %SAUDA_KASPI_ERROR_FILE
 */
gboolean
sauda_kaspi_price_list_write_xlsx (const SaudaKaspiPriceList *list, const char *path, GError **error)
{
  SaudaSheetTitle titles[N_COLUMNS] = { 0 };
  g_autoptr (SaudaSheetWriter) writer = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean written = FALSE;

  for (guint i = 0; i < N_COLUMNS; i++)
    titles[i] = (SaudaSheetTitle){ table[i].names, i == COLUMN_MODEL ? 48 : 0 };
  writer = sauda_sheet_writer_new (path, NULL, &reason);
  if (writer != NULL && sauda_sheet_writer_begin (writer, "Sheet0", titles, N_COLUMNS, &reason)) {
    written = TRUE;
    for (guint i = 0; i < list->offers->len && written; i++)
      written = append_offer (writer, g_ptr_array_index (list->offers, i), &reason);
    written = written && sauda_sheet_writer_finish (writer, &reason);
  }
  if (!written)
    g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE, reason->message);
  return written;
}
