#pragma once

#include "sauda-order-record.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* The order that lines are merged into. */
typedef struct {
  gint64 order_id;
  gint64 now_ms;
  const char *who;        /* (not nullable) for the history */
  gboolean authoritative; /* known values may be written over */
  gboolean complete;      /* a line that is not told is gone */
} SaudaLineMerge;

gboolean sauda_order_lines_merge (SaudaConnection *connection,
                                  const SaudaLineMerge *merge,
                                  GPtrArray *lines,
                                  gboolean *changed,
                                  GError **error);

G_END_DECLS
