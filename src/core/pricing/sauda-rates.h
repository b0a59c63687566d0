#pragma once

#include "sauda-cost-model.h"
#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A dated setting of the cost model. */
typedef struct {
  char *name;        /* (owned) (not nullable) SAUDA_RATE_DELIVERY: a tariff, and no value */
  char *scope;       /* (owned) (not nullable) a category; empty: everything */
  SaudaDay from_day; /* SAUDA_DAY_NONE: Sauda's own, until a person sets one */
  double value;
  char *who;                         /* (owned) (nullable) */
  gboolean estimate;                 /* nobody set it */
  const SaudaDeliveryTariff *tariff; /* (nullable) */
} SaudaRate;

#define SAUDA_RATE_DELIVERY "delivery"

void sauda_rate_free (SaudaRate *rate);

GPtrArray *sauda_rates_list (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_rates_get_title (const char *name);
gboolean sauda_rates_set (SaudaConnection *connection,
                          const char *name,
                          const char *scope,
                          double value,
                          SaudaDay from_day,
                          const char *who,
                          gint64 now_ms,
                          GError **error);
gboolean sauda_rates_set_tariff (SaudaConnection *connection,
                                 const SaudaDeliveryBand *bands,
                                 guint n_bands,
                                 SaudaDay from_day,
                                 const char *who,
                                 gint64 now_ms,
                                 GError **error);
const SaudaRate *sauda_rates_find_tariff (GPtrArray *rates, SaudaDay day);
void sauda_rates_find (GPtrArray *rates,
                       SaudaDay day,
                       const char *category,
                       SaudaCostRates *found,
                       gboolean *estimate);

G_END_DECLS
