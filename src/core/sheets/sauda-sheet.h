#pragma once

#include "sauda-sheets-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaSheetRowFunc:
 * @row: the row as a spreadsheet numbers it, from 1; in CSV the line on which the row begins
 * @cells: (array length=n_cells): texts, never %NULL; a %NULL stands behind the last. Valid during the call
 * @n_cells: how many
 * @data: data of the caller
 * @error: return location
 *
 * Takes one row. Rows in which nothing stands are not handed over.
 *
 * Returns: %FALSE with @error set to stop reading
 */
typedef gboolean (
  *SaudaSheetRowFunc) (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error);

/**
 * SaudaSheetOptions:
 *
 * How a file is read. Zero stands for the usual value everywhere.
 */
typedef struct {
  const char *sheet;    /* (nullable) XLSX: name of the worksheet; the first visible one otherwise */
  guint skip;           /* so many visible worksheets before it, when it has no name */
  gsize chunk_bytes;    /* read at a time; 64 KiB */
  guint max_columns;    /* 2000 */
  gsize max_cell_bytes; /* 1 MiB, and never more */
  guint64 max_bytes;    /* of a file once unpacked; 2 GiB */
} SaudaSheetOptions;

gboolean sauda_sheet_read (const char *path,
                           const SaudaSheetOptions *options,
                           SaudaSheetRowFunc func,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
