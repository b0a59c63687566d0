#pragma once

#include "sauda-customer-list.h"
#include "sauda-orders.h"
#include "sauda-waybills.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaOrderDetails:
 *
 * All that is known of one order, for its card.
 */
typedef struct {
  SaudaOrderInfo *order;       /* (owned) (not nullable) */
  char *address;               /* (owned) (nullable) */
  char *delivery_mode;         /* (owned) (nullable) */
  char *payment_mode;          /* (owned) (nullable) */
  char *cancellation_reason;   /* (owned) (nullable) */
  gint64 delivery_cost;        /* for the seller, whole tenge; -1: not known */
  SaudaCustomerInfo *customer; /* (owned) (nullable) NULL: nobody is known */
  GPtrArray *history;          /* (owned) (not nullable) (element-type SaudaOrderEvent) the oldest first */
  GPtrArray
    *others; /* (owned) (not nullable) (element-type SaudaOrderInfo) of the same buyer, the newest first */
  SaudaWaybill *waybill; /* (owned) (nullable) the saved label */
} SaudaOrderDetails;

void sauda_order_details_free (SaudaOrderDetails *details);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderDetails, sauda_order_details_free)

SaudaOrderDetails *sauda_order_details_load (SaudaConnection *connection,
                                             gint64 order_id,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_order_details_load_async (SaudaDatabase *database,
                                     gint64 order_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SaudaOrderDetails *sauda_order_details_load_finish (SaudaDatabase *database,
                                                    GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
