#pragma once

#include "sauda-channel.h"
#include "sauda-day-step.h"
#include "sauda-orders.h"

G_BEGIN_DECLS

/* A label is on disk: @path, so many pages. */
typedef void (*SaudaWaybillFetchFunc) (const char *store,
                                       const char *code,
                                       const char *path,
                                       guint pages,
                                       gpointer user_data);

/**
 * SaudaWaybillFetchOptions:
 * @channels: (not nullable) (element-type SaudaChannel): the stores' ways to Kaspi
 * @step: (not nullable): shows the progress and takes what failed and what waits
 * @saved: (nullable): called for each label that was saved
 * @data: data for @saved
 */
typedef struct {
  GPtrArray *channels;
  SaudaDayStep *step;
  SaudaWaybillFetchFunc saved;
  gpointer data;
} SaudaWaybillFetchOptions;

gboolean sauda_waybill_fetch_is_formed (const SaudaOrderInfo *order);
void sauda_waybill_fetch_async (SaudaWorkspace *workspace,
                                const SaudaWaybillFetchOptions *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sauda_waybill_fetch_finish (GAsyncResult *result, guint *saved, GError **error);

G_END_DECLS
