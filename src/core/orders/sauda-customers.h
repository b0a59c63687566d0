#pragma once

#include "sauda-order-record.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_customers_merge (SaudaConnection *connection,
                                const SaudaOrderRecord *record,
                                gint64 *customer_id,
                                gboolean *changed,
                                GError **error);

G_END_DECLS
