#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaOfferSale:
 * @SAUDA_OFFER_SALE_BY_STOCK: on sale while there is stock
 * @SAUDA_OFFER_SALE_OFF: off sale, whatever the stock
 * @SAUDA_OFFER_SALE_ON: on sale, whatever the stock
 *
 * What was decided about an offer.
 */
typedef enum {
  SAUDA_OFFER_SALE_BY_STOCK,
  SAUDA_OFFER_SALE_OFF,
  SAUDA_OFFER_SALE_ON,
} SaudaOfferSale;

/* An offer of a variant, as lists of consequences show it. */
typedef struct {
  gint64 offer_id;
  gint64 variant_id;
  char *store;       /* (owned) (not nullable) */
  char *sku;         /* (owned) (not nullable) merchant SKU */
  char *variant_sku; /* (owned) (not nullable) */
  SaudaOfferSale state;
  gint64 since_ms; /* 0: never decided */
} SaudaOfferState;

void sauda_offer_state_free (SaudaOfferState *state);

GPtrArray *sauda_offer_sale_list (SaudaConnection *connection,
                                  const gint64 *variant_ids,
                                  gsize n_variants,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_offer_sale_read_off_variants (SaudaConnection *connection,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_offer_sale_read (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_offer_sale_set (SaudaConnection *connection,
                               gint64 batch_id,
                               gint64 offer_id,
                               SaudaOfferSale state,
                               gint64 now_ms,
                               GError **error);

G_END_DECLS
