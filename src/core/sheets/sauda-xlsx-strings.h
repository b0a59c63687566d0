#pragma once

#include "sauda-xlsx-package.h"

G_BEGIN_DECLS

/* Private to the room: the texts that cells share. */

typedef struct _SaudaXlsxStrings SaudaXlsxStrings;

SaudaXlsxStrings *sauda_xlsx_strings_read (SaudaXlsxPackage *package,
                                           const char *part,
                                           SaudaSheetRow *row,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_xlsx_strings_free (SaudaXlsxStrings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaXlsxStrings, sauda_xlsx_strings_free)
gboolean sauda_xlsx_strings_get (SaudaXlsxStrings *self, guint64 index, const char **text, gsize *length);
void sauda_xlsx_unescape (GString *text);

G_END_DECLS
