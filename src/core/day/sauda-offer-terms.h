#pragma once

#include "sauda-price-rule.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A city price or pre-order that is wanted for one offer. */
typedef struct {
  const char *store;  /* (nullable) needed when two stores have the SKU */
  const char *sku;    /* (not nullable) */
  const char *city;   /* (nullable) a name or KATO number; NULL: the pre-order days */
  gint64 value;       /* whole tenge or days; -1 takes the city price back, 0 the pre-order */
  const char *reason; /* (nullable) typed, where the price is below the floor */
  const char *who;    /* (not nullable) */
  gint64 now_ms;
} SaudaOfferTermOrder;

gint64 sauda_offer_terms_set (SaudaConnection *connection, const SaudaOfferTermOrder *order, GError **error);
gboolean sauda_offer_terms_has_warehouse (SaudaConnection *connection,
                                          const SaudaOfferTermOrder *order,
                                          gboolean *has,
                                          GError **error);

G_END_DECLS
