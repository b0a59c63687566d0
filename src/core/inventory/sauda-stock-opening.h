#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A catalogue whose stocks disagree throughout says the same a thousand times: so many are named. */
#define SAUDA_STOCK_DOUBTS_NAMED 20

/* A variant whose offers disagree on what lies on the shelf. */
typedef struct {
  char *sku; /* (owned) (nullable) of the first ones */
  gint64 smallest;
  gint64 largest;
  gint64 taken;
} SaudaStockDoubt;

void sauda_stock_doubt_free (SaudaStockDoubt *doubt);

gboolean sauda_stock_opening_take (SaudaConnection *connection,
                                   const char *title,
                                   const char *who,
                                   gint64 now_ms,
                                   GPtrArray **doubts,
                                   GError **error);
gboolean
sauda_stock_opening_find (SaudaConnection *connection, gint64 at_ms, gboolean *found, GError **error);
gboolean sauda_stock_opening_take_back (SaudaConnection *connection, gint64 at_ms, GError **error);

G_END_DECLS
