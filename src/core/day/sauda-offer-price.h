#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaOfferPrice:
 * @store: (not nullable): a store's name
 * @sku: (not nullable): the SKU of its offer
 * @usual: what the other sizes of the model cost, tenge; -1 when it is not known
 * @before: what the person saw, tenge; -1 for none
 * @after: the price that is wanted, tenge
 *
 * A price that a person types.
 */
typedef struct {
  const char *store;
  const char *sku;
  gint64 usual;
  gint64 before;
  gint64 after;
} SaudaOfferPrice;

gboolean sauda_offer_price_set (SaudaConnection *connection,
                                const SaudaOfferPrice *price,
                                const char *who,
                                gint64 now_ms,
                                GError **error);

G_END_DECLS
