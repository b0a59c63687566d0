#pragma once

#include "sauda-kaspi-client.h"

G_BEGIN_DECLS

/**
 * SaudaOrderLookup:
 *
 * What looking orders up by their numbers brought.
 */
typedef struct {
  GPtrArray *orders;  /* (owned) (element-type SaudaKaspiOrder) */
  GPtrArray *unknown; /* (owned) (element-type utf8) numbers that Kaspi does not know */
  GError *error;      /* (owned) (nullable) why the others were not asked for */
} SaudaOrderLookup;

void sauda_order_lookup_free (SaudaOrderLookup *lookup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderLookup, sauda_order_lookup_free)

void sauda_order_lookup_async (SaudaKaspiClient *client,
                               GPtrArray *codes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SaudaOrderLookup *sauda_order_lookup_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
