#pragma once

#include "sauda-kaspi-price-list.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaDriftField:
 * @SAUDA_DRIFT_PRICE: another price
 * @SAUDA_DRIFT_STOCK: another number of pieces
 * @SAUDA_DRIFT_AVAILABILITY: on sale in one, off sale in the other
 * @SAUDA_DRIFT_MISSING: the merchant has it, Kaspi's list does not
 * @SAUDA_DRIFT_UNKNOWN: Kaspi's list has it, the merchant's catalogue does not
 */
typedef enum {
  SAUDA_DRIFT_PRICE,
  SAUDA_DRIFT_STOCK,
  SAUDA_DRIFT_AVAILABILITY,
  SAUDA_DRIFT_MISSING,
  SAUDA_DRIFT_UNKNOWN,
} SaudaDriftField;

const char *sauda_drift_field_get_name (SaudaDriftField field);
const char *sauda_drift_field_get_title (SaudaDriftField field);

/* One difference between the merchant's own figures and Kaspi's list. */
typedef struct {
  char *sku;         /* (owned) (not nullable) merchant SKU */
  char *title;       /* (owned) (nullable) */
  char *variant_sku; /* (owned) (nullable) */
  SaudaDriftField field;
  gint64 mine;     /* tenge, pieces, or 1 for on sale; -1: none */
  gint64 kaspi;    /* the same of Kaspi's list */
  gint64 since_ms; /* when it was seen first, UTC ms */
} SaudaDrift;

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
GPtrArray *sauda_price_list_diff (const SaudaKaspiPriceList *before,
                                  const SaudaKaspiPriceList *after) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
