#pragma once

#include "sauda-connection.h"
#include "sauda-kaspi-export.h"
#include "sauda-order-files.h"

G_BEGIN_DECLS

/* What is kept of order sheets that came in whole, so that the same file is told as known. */
char *sauda_order_file_memory_describe (SaudaAmountMeaning amount,
                                        const char *store,
                                        const char *const *names) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_order_file_memory_find (SaudaConnection *connection,
                                       const char *way,
                                       SaudaOrderFile *file,
                                       gboolean counts,
                                       GError **error);
gboolean sauda_order_file_memory_keep (SaudaConnection *connection,
                                       const char *way,
                                       const SaudaOrderFile *file,
                                       gboolean counts,
                                       gint64 now_ms,
                                       GError **error);

G_END_DECLS
