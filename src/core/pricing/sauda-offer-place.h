#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What Kaspi's own list told of an offer in one warehouse. */
typedef struct {
  char *name; /* (owned) (not nullable) PP1 */
  gboolean available;
  gint64 stock;   /* pieces; -1: not told */
  gint pre_order; /* days, 0 for none */
} SaudaOfferPlace;

GHashTable *sauda_offer_places_read (SaudaConnection *connection,
                                     gint64 store_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_offer_places_hold (GHashTable *places, gint64 offer_id, gint64 stock);
const SaudaOfferPlace *sauda_offer_places_find (GHashTable *places, gint64 offer_id, const char *name);
gboolean sauda_offer_places_add (SaudaConnection *connection,
                                 gint64 offer_id,
                                 const SaudaOfferPlace *place,
                                 GError **error);

G_END_DECLS
