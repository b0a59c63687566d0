#pragma once

#include "sauda-price-lists.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

#define SAUDA_ACT_PUBLISH "publish-list"
#define SAUDA_PRICE_LIST_SERVED "served"

/**
 * SaudaPublishOptions:
 * @store_id: whose list
 * @place: where to: any address that GIO can write (a path, `sftp://`, `davs://`), or
 *   %SAUDA_PRICE_LIST_SERVED for the list that sauda_price_list_server_new() serves
 * @rollback_id: a list of the history that is published again, 0 to make a new one
 * @confirmed_gone: how many offers the person confirmed to be missing, -1: none
 * @accept_run_out: whether what has run out goes off sale with this list
 * @who: the person or the rule
 *
 * How a list is published.
 */
typedef struct {
  gint64 store_id;
  const char *place;
  gint64 rollback_id;
  gint confirmed_gone;
  gboolean accept_run_out;
  const char *who;
} SaudaPublishOptions;

SaudaPriceListInfo *sauda_price_list_publish (SaudaWorkspace *workspace,
                                              const SaudaPublishOptions *options,
                                              GCancellable *cancellable,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_price_list_publish_async (SaudaWorkspace *workspace,
                                     const SaudaPublishOptions *options,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SaudaPriceListInfo *sauda_price_list_publish_finish (GAsyncResult *result,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_price_list_get_place (SaudaConnection *connection, const char *store, char **place, GError **error);
gboolean sauda_price_list_set_place (SaudaConnection *connection,
                                     const char *store,
                                     const char *place,
                                     gint64 now_ms,
                                     GError **error);

G_END_DECLS
