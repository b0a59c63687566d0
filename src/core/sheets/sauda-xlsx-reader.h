#pragma once

#include "sauda-sheet-row.h"

G_BEGIN_DECLS

/* Private to the room. */

gboolean
sauda_xlsx_reader_read (const char *path, SaudaSheetRow *row, GCancellable *cancellable, GError **error);

G_END_DECLS
