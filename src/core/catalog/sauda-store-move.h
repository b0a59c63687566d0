#pragma once

#include "sauda-stores.h"

G_BEGIN_DECLS

/**
 * SaudaOfferTwin:
 *
 * An offer code that two stores have.
 */
typedef struct {
  char *sku;        /* (owned) (not nullable) */
  char *from;       /* (owned) (not nullable) what the store that goes says of it */
  char *into;       /* (owned) (not nullable) what the other one says */
  gboolean differs; /* in price, product or title: a person chooses */
} SaudaOfferTwin;

void sauda_offer_twin_free (SaudaOfferTwin *twin);

GPtrArray *sauda_store_move_list_twins (SaudaConnection *connection, gint64 from, gint64 into, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_store_move_offers (SaudaConnection *connection,
                                  gint64 from,
                                  gint64 into,
                                  gboolean prefer_from,
                                  GError **error);
gboolean
sauda_store_move_end (SaudaConnection *connection, gint64 from, gint64 into, gint64 now_ms, GError **error);

G_END_DECLS
