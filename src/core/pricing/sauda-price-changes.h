#pragma once

#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A change as the history has it. */
typedef struct {
  gint64 batch_id;
  gint64 offer_id;
  gint64 at_ms;
  char *store;   /* (owned) (not nullable) */
  char *sku;     /* (owned) (not nullable) */
  char *title;   /* (owned) (not nullable) what the change was called */
  char *who;     /* (owned) (not nullable) */
  char *reason;  /* (owned) (nullable) */
  gint64 before; /* whole tenge; -1: none */
  gint64 after;
} SaudaPriceChange;

void sauda_price_change_free (SaudaPriceChange *change);

gint64 sauda_price_changes_begin (SaudaConnection *connection,
                                  const char *title,
                                  const char *reason,
                                  const char *who,
                                  gint64 now_ms,
                                  GError **error);
gboolean sauda_price_changes_write (SaudaConnection *connection,
                                    gint64 batch_id,
                                    gint64 offer_id,
                                    gint64 before,
                                    gint64 after,
                                    gint64 now_ms,
                                    GError **error);
gint64 sauda_price_changes_undo (SaudaConnection *connection,
                                 gint64 batch_id,
                                 const char *who,
                                 gint64 now_ms,
                                 GError **error);
GHashTable *sauda_price_changes_count_since (SaudaConnection *connection,
                                             gint64 since_ms,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
sauda_price_changes_list (SaudaConnection *connection, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean sauda_competitors_set (SaudaConnection *connection,
                                gint64 offer_id,
                                const char *seller,
                                gint64 price,
                                gint64 now_ms,
                                GError **error);
GHashTable *sauda_competitors_read_least (SaudaConnection *connection,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
