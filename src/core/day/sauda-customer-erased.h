#pragma once

#include "sauda-orders.h"

G_BEGIN_DECLS

gboolean sauda_customer_erased_remember (const char *folder,
                                         SaudaConnection *connection,
                                         GPtrArray *orders,
                                         gint64 now_ms,
                                         GError **error);
GArray *sauda_customer_erased_find (const char *folder,
                                    SaudaConnection *connection,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_customer_erased_is_empty (const char *folder);

G_END_DECLS
