#pragma once

#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* An offer as Kaspi's own list has it. */
typedef struct {
  char *sku;    /* (owned) (not nullable) */
  char *title;  /* (owned) (nullable) */
  gint64 price; /* whole tenge; -1: none */
  gint64 stock; /* pieces; -1: not told */
  gboolean available;
} SaudaSeenOffer;

void sauda_seen_offer_free (SaudaSeenOffer *offer);

gboolean sauda_list_watch_remember (SaudaConnection *connection,
                                    gint64 store_id,
                                    GPtrArray *offers,
                                    gint64 now_ms,
                                    GError **error);
GPtrArray *sauda_list_watch_read (SaudaConnection *connection,
                                  gint64 store_id,
                                  gint64 *read_ms,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_list_watch_read_drift (SaudaConnection *connection,
                                         gint64 store_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_list_watch_set_drift (SaudaConnection *connection, gint64 store_id, GHashTable *since, GError **error);
char *sauda_list_watch_make_key (const char *sku, const char *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
