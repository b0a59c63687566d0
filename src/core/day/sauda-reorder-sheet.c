#include "sauda-reorder-sheet.h"

#include "sauda-purchase.h"
#include "sauda-sheet-writer.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

static gboolean
is_meant (const SaudaStockLevel *level, const char *supplier)
{
  return level->reorder > 0 && (supplier == NULL || g_strcmp0 (level->supplier, supplier) == 0);
}

static gboolean
append_level (SaudaSheetWriter *writer, const SaudaStockLevel *level, GError **error)
{
  const SaudaSheetCell cells[] = {
    SAUDA_CELL_TEXT (level->supplier),
    SAUDA_CELL_TEXT (level->model),
    SAUDA_CELL_TEXT (level->size),
    SAUDA_CELL_TEXT (level->sku),
    SAUDA_CELL_INTEGER (level->on_hand),
    SAUDA_CELL_INTEGER (level->available),
    SAUDA_CELL_INTEGER (level->on_order),
    SAUDA_CELL_INTEGER (level->sold),
    SAUDA_CELL_NUMBER (level->per_day),
    level->days_cover >= 0 ? SAUDA_CELL_NUMBER (level->days_cover) : SAUDA_CELL_EMPTY,
    SAUDA_CELL_NUMBER (level->reorder_point),
    SAUDA_CELL_INTEGER (level->reorder),
  };

  return sauda_sheet_writer_append (writer, cells, G_N_ELEMENTS (cells), error);
}

/**
 * sauda_reorder_sheet_write:
 * @levels: the stock
 * @supplier: (nullable): one supplier's products alone
 * @path: .xlsx or .csv
 * @error: return location
 *
 * Writes the proposal of a purchase, a row for every size that has to be ordered.
 *
 * Returns: %FALSE with an error of the sheets room
 */
gboolean
sauda_reorder_sheet_write (const SaudaStockLevels *levels,
                           const char *supplier,
                           const char *path,
                           GError **error)
{
  const SaudaSheetTitle titles[] = {
    { _ ("Supplier"), 16 },     { _ ("Model"), 36 },          { _ ("Size"), 8 },
    { _ ("SKU"), 36 },          { _ ("On hand"), 0 },         { _ ("Available"), 0 },
    { _ ("On its way"), 0 },    { _ ("Sold in 14 days"), 0 }, { _ ("A day"), 0 },
    { _ ("Days of cover"), 0 }, { _ ("Reorder point"), 0 },   { _ ("To order"), 12 },
  };
  g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, NULL, error);

  if (writer == NULL ||
      !sauda_sheet_writer_begin (writer, _ ("Purchase"), titles, G_N_ELEMENTS (titles), error))
    return FALSE;
  for (guint i = 0; i < levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (levels->levels, i);

    if (is_meant (level, supplier) && !append_level (writer, level, error))
      return FALSE;
  }
  return sauda_sheet_writer_finish (writer, error);
}

/**
 * sauda_reorder_sheet_order:
 * @connection: the transaction in which the stock was read
 * @levels: the stock
 * @supplier: (nullable): one supplier's products alone
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Writes the proposal down as ordered: the pieces are on their way from now on.
 *
 * Returns: the purchase, 0 with %SAUDA_INVENTORY_ERROR_NOT_FOUND when nothing has to be ordered, or an error
 * of the store
 */
gint64
sauda_reorder_sheet_order (SaudaConnection *connection,
                           const SaudaStockLevels *levels,
                           const char *supplier,
                           const char *who,
                           gint64 now_ms,
                           GError **error)
{
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (now_ms));
  g_autofree char *title = g_strdup_printf (_ ("Purchase of %s"), day);
  gint64 purchase_id = 0;

  for (guint i = 0; i < levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (levels->levels, i);

    if (!is_meant (level, supplier))
      continue;
    if (purchase_id == 0)
      purchase_id =
        sauda_purchase_add (connection, title, supplier != NULL ? level->supplier_id : 0, who, now_ms, error);
    if (purchase_id == 0 ||
        !sauda_purchase_add_line (connection, purchase_id, level->variant_id, level->reorder, error))
      return 0;
  }
  if (purchase_id == 0)
    g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
                         _ ("Nothing has to be ordered now."));
  return purchase_id;
}
