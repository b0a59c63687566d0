#pragma once

#include "sauda-sheet-row.h"

G_BEGIN_DECLS

/* Private to the room: the bytes of a text file as UTF-8. */

GInputStream *sauda_csv_text_open (GFile *file,
                                   const SaudaSheetRow *row,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_csv_text_set_read_error (GError **error, GError *reason, const char *file);

G_END_DECLS
