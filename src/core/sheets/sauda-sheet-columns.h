#pragma once

#include "sauda-sheets-error.h"

G_BEGIN_DECLS

/**
 * SaudaSheetColumn:
 *
 * A column that a caller knows. Its place in the caller's table is its number.
 */
typedef struct {
  const char
    *names;        /* (not nullable) header texts parted by `|`, the most wanted first; the first is shown */
  gboolean needed; /* without it the file is not read */
} SaudaSheetColumn;

typedef struct _SaudaSheetColumns SaudaSheetColumns;

SaudaSheetColumns *sauda_sheet_columns_new (const SaudaSheetColumn *table,
                                            guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
void sauda_sheet_columns_free (SaudaSheetColumns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSheetColumns, sauda_sheet_columns_free)

void sauda_sheet_columns_add_name (SaudaSheetColumns *self, guint column, const char *name);
gboolean sauda_sheet_columns_take_row (SaudaSheetColumns *self,
                                       guint row,
                                       const char *const *cells,
                                       guint n_cells,
                                       gboolean *is_data,
                                       GError **error);
gboolean sauda_sheet_columns_take_best (SaudaSheetColumns *self);
gboolean sauda_sheet_columns_check (SaudaSheetColumns *self, GError **error);
guint sauda_sheet_columns_get_header_row (SaudaSheetColumns *self);
gboolean sauda_sheet_columns_has (SaudaSheetColumns *self, guint column);
const char *sauda_sheet_columns_get_title (SaudaSheetColumns *self, guint column);
const char *
sauda_sheet_columns_get_cell (SaudaSheetColumns *self, guint column, const char *const *cells, guint n_cells);
void sauda_sheet_columns_pick (SaudaSheetColumns *self,
                               const char *const *cells,
                               guint n_cells,
                               const char **picked);
const char *const *sauda_sheet_columns_get_unknown (SaudaSheetColumns *self);
GStrv sauda_sheet_columns_list_missing (SaudaSheetColumns *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
