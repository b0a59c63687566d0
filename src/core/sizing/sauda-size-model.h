#pragma once

#include "sauda-size-order.h"

G_BEGIN_DECLS

/**
 * SaudaSizeSpread:
 *
 * How far, as standard deviations, a chart may be from the one that is true.
 */
typedef struct {
  double common_kg;    /* all weight limits together */
  double scale_kg;     /* the outer weight limits against the middle ones */
  double limit_kg;     /* each weight limit */
  double common_cm;    /* all height limits together */
  double limit_cm;     /* each height limit */
  double softness_log; /* logarithm of a softness */
  double group_kg;     /* shift of a product group */
} SaudaSizeSpread;

extern const SaudaSizeSpread sauda_size_spread_usual;
extern const SaudaSizeSpread sauda_size_spread_drift;

/**
 * SaudaSizeModel:
 *
 * A chart that was learned: the limits, what each product group shifts them by, and how sure that is.
 */
typedef struct {
  SaudaSizeChart chart;
  guint n_groups;
  double *shifts_kg; /* (owned) per group */
  double
    *weight_variances; /* (owned) kg², per group and limit; behind the last group, those of an unknown one */
  double height_variances[SAUDA_SIZE_MOST_SIZES - 1]; /* cm² */
  double temperature;                                 /* above 1 the probabilities are drawn together */
} SaudaSizeModel;

SaudaSizeModel *sauda_size_model_new (const SaudaSizeChart *chart,
                                      const SaudaSizeSpread *spread) G_GNUC_WARN_UNUSED_RESULT;
SaudaSizeModel *sauda_size_model_copy (const SaudaSizeModel *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_model_free (SaudaSizeModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeModel, sauda_size_model_free)

void sauda_size_model_set_groups (SaudaSizeModel *self, guint n_groups);
double sauda_size_model_get_shift (const SaudaSizeModel *self, guint group);
void sauda_size_model_predict (const SaudaSizeModel *self,
                               double height_cm,
                               double weight_kg,
                               guint group,
                               const double *presence,
                               double *probabilities);
void sauda_size_model_get_wishes (const SaudaSizeModel *self,
                                  double height_cm,
                                  double weight_kg,
                                  guint group,
                                  double *probabilities);

G_END_DECLS
