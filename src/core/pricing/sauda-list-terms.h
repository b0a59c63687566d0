#pragma once

#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What an offer of one store is listed with. */
typedef struct {
  gint64 offer_id;
  gint64 variant_id;    /* 0: not linked */
  char *sku;            /* (owned) (not nullable) */
  char *title;          /* (owned) (nullable) */
  char *brand;          /* (owned) (nullable) */
  gint64 price;         /* whole tenge; -1: not known */
  gint64 stock_entered; /* as the catalogue tells it; -1: not told */
  gint pre_order;       /* days, 0 for none */
} SaudaListedOffer;

gboolean sauda_list_terms_check_pre_order (gint days, GError **error);
gboolean sauda_list_terms_check_city (const char *city_id, GError **error);
GPtrArray *sauda_list_terms_read_offers (SaudaConnection *connection,
                                         gint64 store_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_list_terms_read_city_prices (SaudaConnection *connection,
                                               gint64 store_id,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_list_terms_read_pre_orders (SaudaConnection *connection,
                                              gint64 store_id,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_list_terms_find (GHashTable *values, gint64 offer_id, const char *where);
gboolean sauda_list_terms_set_city_price (SaudaConnection *connection,
                                          gint64 offer_id,
                                          const char *city_id,
                                          gint64 price,
                                          GError **error);
gboolean
sauda_list_terms_set_pre_order (SaudaConnection *connection, gint64 offer_id, gint days, GError **error);

gboolean sauda_list_terms_set_place_pre_order (SaudaConnection *connection,
                                               gint64 offer_id,
                                               const char *place,
                                               gint days,
                                               GError **error);

G_END_DECLS
