#pragma once

#include "sauda-order-record.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* How many orders a merge found in which way. */
typedef struct {
  guint added;
  guint changed;
  guint same;
} SaudaMergeCounts;

gboolean sauda_orders_merge (SaudaConnection *connection,
                             gint64 store_id,
                             GPtrArray *records,
                             gint64 now_ms,
                             SaudaMergeCounts *counts,
                             GError **error);
gboolean sauda_orders_preview_merge (SaudaConnection *connection,
                                     gint64 store_id,
                                     GPtrArray *records,
                                     gint64 now_ms,
                                     SaudaMergeCounts *counts,
                                     GError **error);
gboolean sauda_orders_read_newest_moment (SaudaConnection *connection, gint64 *moment_ms, GError **error);

G_END_DECLS
