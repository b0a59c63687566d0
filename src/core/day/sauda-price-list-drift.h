#pragma once

#include "sauda-price-list-diff.h"

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaDriftOptions:
 * @store: (nullable): the store; %NULL to take it from the list
 * @adopt: whether offers that the catalogue lacks are taken into it, so that the next own list keeps them
 * @now_ms: UTC ms
 */
typedef struct {
  const char *store;
  gboolean adopt;
  gint64 now_ms;
} SaudaDriftOptions;

/* What a comparison found. */
typedef struct {
  char *store;       /* (owned) (nullable) NULL: no store has this merchant id, so everything is unknown */
  char *merchant_id; /* (owned) (nullable) as the list tells it */
  gboolean archive;  /* nothing in it is on sale: Kaspi's archive, which is compared with nothing */
  guint offers;      /* in Kaspi's list */
  guint adopted;     /* offers taken into the catalogue */
  GPtrArray *drift;  /* (owned) (not nullable) (element-type SaudaDrift) */
  SaudaKaspiPriceList *list; /* (owned) (not nullable) with its warnings */
} SaudaDriftReport;

void sauda_drift_report_free (SaudaDriftReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaDriftReport, sauda_drift_report_free)

SaudaDriftReport *sauda_price_list_compare (SaudaDatabase *database,
                                            const char *path,
                                            const SaudaDriftOptions *options,
                                            GCancellable *cancellable,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
