#pragma once

#include "sauda-xlsx-package.h"

G_BEGIN_DECLS

/* Private to the room: which cell formats show a number as a date. */

typedef struct _SaudaXlsxStyles SaudaXlsxStyles;

SaudaXlsxStyles *sauda_xlsx_styles_read (SaudaXlsxPackage *package,
                                         const char *part,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_xlsx_styles_free (SaudaXlsxStyles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaXlsxStyles, sauda_xlsx_styles_free)
gboolean sauda_xlsx_styles_is_date (SaudaXlsxStyles *self, guint64 style);

char *sauda_xlsx_date_format (double serial, gboolean date1904) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
