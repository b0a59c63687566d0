#pragma once

#include "sauda-connection.h"

G_BEGIN_DECLS

/* How the store of a file's orders is found. */
typedef struct {
  const char *chosen;       /* (nullable) a person's choice */
  const char *named_before; /* (nullable) merchant id that the chosen store got earlier in this run */
  char **named;             /* (out) (nullable) merchant id that it gets now */
  gint64 now_ms;
  const char *merchant_id; /* (nullable) of the order that was looked at last */
  gint64 store_id;         /* that it belongs to; 0 none yet */
} SaudaOrderFileStore;

gint64 sauda_order_file_store_find (SaudaOrderFileStore *self,
                                    SaudaConnection *connection,
                                    const char *merchant_id,
                                    GError **error);

G_END_DECLS
