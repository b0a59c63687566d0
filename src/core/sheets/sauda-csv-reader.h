#pragma once

#include "sauda-sheet-row.h"

G_BEGIN_DECLS

/* Private to the room. */

gboolean sauda_csv_reader_read (GFile *file, SaudaSheetRow *row, GCancellable *cancellable, GError **error);

G_END_DECLS
