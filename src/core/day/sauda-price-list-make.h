#pragma once

#include "sauda-kaspi-price-list.h"
#include "sauda-price-list-loss.h"
#include "sauda-stores.h"

G_BEGIN_DECLS

/* A list of one store, ready to be written, with what a person should know before. */
typedef struct {
  SaudaKaspiPriceList *list; /* (owned) (not nullable) */
  SaudaStoreInfo *store;     /* (owned) (not nullable) */
  guint on_sale;             /* offers that can be ordered */
  guint without_price;       /* offers that the list cannot hold */
  SaudaListLoss loss;        /* what it lacks of the list before it */
  GPtrArray *run_out; /* (owned) (not nullable) (element-type SaudaOfferState) gone, and not confirmed */
} SaudaMadeList;

void sauda_made_list_free (SaudaMadeList *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaMadeList, sauda_made_list_free)

SaudaStoreInfo *sauda_price_list_find_store (SaudaConnection *connection,
                                             const char *name,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaMadeList *sauda_price_list_make (SaudaConnection *connection,
                                      gint64 store_id,
                                      gint64 now_ms,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
