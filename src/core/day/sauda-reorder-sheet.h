#pragma once

#include "sauda-stock-levels.h"

G_BEGIN_DECLS

gboolean sauda_reorder_sheet_write (const SaudaStockLevels *levels,
                                    const char *supplier,
                                    const char *path,
                                    GError **error);
gint64 sauda_reorder_sheet_order (SaudaConnection *connection,
                                  const SaudaStockLevels *levels,
                                  const char *supplier,
                                  const char *who,
                                  gint64 now_ms,
                                  GError **error);

G_END_DECLS
