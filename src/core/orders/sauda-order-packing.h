#pragma once

#include "sauda-orders.h"

G_BEGIN_DECLS

/**
 * SaudaPacking:
 * @SAUDA_PACKING_OPEN: nobody packed it yet
 * @SAUDA_PACKING_PACKED: it lies in its parcel
 * @SAUDA_PACKING_HELD: it was put aside
 *
 * How far an order is on the packing table.
 */
typedef enum {
  SAUDA_PACKING_OPEN,
  SAUDA_PACKING_PACKED,
  SAUDA_PACKING_HELD,
} SaudaPacking;

gboolean sauda_orders_find_id (SaudaConnection *connection,
                               const char *store,
                               const char *code,
                               gint64 *id,
                               GError **error);
gboolean sauda_orders_add_printed (SaudaConnection *connection,
                                   gint64 order_id,
                                   const char *printer,
                                   const SaudaOrderEdit *edit,
                                   GError **error);
gboolean sauda_orders_set_packing (SaudaConnection *connection,
                                   gint64 order_id,
                                   SaudaPacking packing,
                                   const SaudaOrderEdit *edit,
                                   GError **error);
gboolean sauda_orders_get_packing (SaudaConnection *connection,
                                   gint64 order_id,
                                   SaudaPacking *packing,
                                   GError **error);

G_END_DECLS
