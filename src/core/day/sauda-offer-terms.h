#pragma once

#include "sauda-price-view.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A city price or pre-order that is wanted for one offer. */
typedef struct {
  const char *store;  /* (nullable) needed when two stores have the SKU */
  const char *sku;    /* (not nullable) */
  const char *city;   /* (nullable) a name or KATO number; NULL: the pre-order days */
  const char *place;  /* (nullable) PP2: the days there; NULL: in all warehouses */
  gint64 value;       /* whole tenge or days; -1 takes what is of a city or warehouse back, 0 the pre-order */
  const char *reason; /* (nullable) typed, where the price is below the floor */
  const char *who;    /* (not nullable) */
  gint64 now_ms;
} SaudaOfferTermOrder;

GPtrArray *sauda_offer_terms_read_warehouses (SaudaConnection *connection,
                                              const SaudaPriceRow *row,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_offer_terms_judge (SaudaConnection *connection,
                                  const SaudaOfferTermOrder *order,
                                  const SaudaPriceRow *row,
                                  const char *city_id,
                                  GError **error);
gint64 sauda_offer_terms_set (SaudaConnection *connection, const SaudaOfferTermOrder *order, GError **error);
gboolean sauda_offer_terms_has_warehouse (SaudaConnection *connection,
                                          const SaudaOfferTermOrder *order,
                                          gboolean *has,
                                          GError **error);

G_END_DECLS
