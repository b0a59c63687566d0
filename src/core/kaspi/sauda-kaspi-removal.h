#pragma once

#include "sauda-kaspi-change.h"

G_BEGIN_DECLS

/**
 * SaudaKaspiRemoval:
 *
 * What stays of one line of an order after a partial cancellation (kaspi-api 5.7).
 */
typedef struct {
  const char *entry_id;   /* (not nullable) opaque */
  const char *reason;     /* (not nullable) MERCHANT_OUT_OF_STOCK … */
  const char *notes;      /* (nullable) */
  gint remained_quantity; /* what stays; 0 removes the line */
  gint remained_weight;   /* grams that stay; -1: not sold by weight */
} SaudaKaspiRemoval;

GBytes *sauda_kaspi_removal_format (const SaudaKaspiRemoval *removal) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sauda_kaspi_removal_format_many (const SaudaKaspiRemoval *removals,
                                         gsize n_removals) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiAnswer
sauda_kaspi_removal_judge (const SaudaHttpResponse *response, const char *order_id, GError **error);
SaudaKaspiAnswer
sauda_kaspi_removal_judge_many (const SaudaHttpResponse *response, const char *order_id, GError **error);

G_END_DECLS
