#pragma once

#include "sauda-xlsx-package.h"

G_BEGIN_DECLS

/* Private to the room: where the parts of a workbook stand. */

typedef struct {
  char *sheet;       /* (owned) (not nullable) part of the worksheet */
  char *strings;     /* (owned) (nullable) part of the shared strings */
  char *styles;      /* (owned) (nullable) part of the styles */
  gboolean date1904; /* days count from 1904 */
} SaudaXlsxWorkbook;

SaudaXlsxWorkbook *sauda_xlsx_workbook_find (SaudaXlsxPackage *package,
                                             const SaudaSheetRow *row,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_xlsx_workbook_free (SaudaXlsxWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaXlsxWorkbook, sauda_xlsx_workbook_free)

G_END_DECLS
