#pragma once

#include "sauda-kaspi-price-list.h"

G_BEGIN_DECLS

/**
 * SaudaDriftField:
 * @SAUDA_DRIFT_PRICE: another price
 * @SAUDA_DRIFT_STOCK: another number of pieces
 * @SAUDA_DRIFT_AVAILABILITY: on sale in one, off sale in the other
 * @SAUDA_DRIFT_PRE_ORDER: other days until it can be handed over, where both sell it
 * @SAUDA_DRIFT_MISSING: the merchant has it, Kaspi's list does not
 * @SAUDA_DRIFT_UNKNOWN: Kaspi's list has it, the merchant's catalogue does not
 */
typedef enum {
  SAUDA_DRIFT_PRICE,
  SAUDA_DRIFT_STOCK,
  SAUDA_DRIFT_AVAILABILITY,
  SAUDA_DRIFT_PRE_ORDER,
  SAUDA_DRIFT_MISSING,
  SAUDA_DRIFT_UNKNOWN,
} SaudaDriftField;

const char *sauda_drift_field_get_name (SaudaDriftField field);
const char *sauda_drift_field_get_title (SaudaDriftField field);
char *sauda_drift_field_write_value (SaudaDriftField field, gint64 value) G_GNUC_WARN_UNUSED_RESULT;

/* One difference between the merchant's own figures and Kaspi's list. */
typedef struct {
  char *sku;         /* (owned) (not nullable) merchant SKU */
  char *title;       /* (owned) (nullable) */
  char *variant_sku; /* (owned) (nullable) */
  char *place;       /* (owned) (nullable) warehouse or KATO number, where it differs in one of several */
  SaudaDriftField field;
  gint64 mine;     /* tenge, pieces, days, or 1 for on sale; -1: none */
  gint64 kaspi;    /* the same of Kaspi's list */
  gint64 since_ms; /* when it was seen first, UTC ms */
} SaudaDrift;

void sauda_drift_free (gpointer drift);
char *sauda_drift_make_title (const SaudaDrift *drift) G_GNUC_WARN_UNUSED_RESULT;
SaudaDrift *sauda_price_list_add_drift (GPtrArray *found,
                                        const SaudaKaspiOffer *offer,
                                        SaudaDriftField field,
                                        gint64 mine,
                                        gint64 kaspi);
GPtrArray *sauda_price_list_diff (const SaudaKaspiPriceList *before,
                                  const SaudaKaspiPriceList *after) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
