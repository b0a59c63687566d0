#pragma once

#include "sauda-order-packing.h"
#include "sauda-orders.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaPackLookUp:
 *
 * What a scan leads to.
 */
typedef struct {
  char *code;            /* (owned) (not nullable) */
  gboolean is_order;     /* the code is the number of an order */
  SaudaOrderInfo *order; /* (owned) (nullable) when there is one order of that number */
  SaudaPacking packing;  /* of @order */
  guint n_orders;        /* of that number */
  GPtrArray *matches;    /* (owned) (nullable) variants of a product's code */
} SaudaPackLookUp;

gpointer sauda_pack_look_up_work (SaudaConnection *connection, gpointer text, GError **error);
void sauda_pack_look_up_free (gpointer data);

G_END_DECLS
