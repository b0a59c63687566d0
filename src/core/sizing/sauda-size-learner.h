#pragma once

#include "sauda-size-calibration.h"
#include "sauda-size-model.h"

G_BEGIN_DECLS

/**
 * SaudaSizeLearnerOptions:
 *
 * How a learner learns.
 */
typedef struct {
  guint refit_every;   /* refit after so many decided orders, such as 25; 0 for never */
  gboolean two_speeds; /* a fast chart on top of a slow one */
  double precision;    /* what a size that nobody looks at must reach, such as 0.9 */
} SaudaSizeLearnerOptions;

/**
 * SaudaSizeAdvice:
 *
 * What is probable for one buyer.
 */
typedef struct {
  guint n_sizes;
  double probabilities[SAUDA_SIZE_MOST_SIZES];
  guint size;    /* the most probable one */
  guint second;  /* the next one */
  gboolean sure; /* probable enough that nobody needs to look */
} SaudaSizeAdvice;

/**
 * SaudaSizeShelf:
 *
 * Which sizes of a product are known to be there, and which are known to be gone, a bit per size. What is in
 * neither is judged by what was shipped before.
 */
typedef struct {
  guint32 there;
  guint32 gone;
} SaudaSizeShelf;

typedef struct _SaudaSizeLearner SaudaSizeLearner;

SaudaSizeLearner *sauda_size_learner_new (const SaudaSizeChart *chart,
                                          const SaudaSizeLearnerOptions *options) G_GNUC_WARN_UNUSED_RESULT;
SaudaSizeLearner *sauda_size_learner_copy (const SaudaSizeLearner *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_learner_free (SaudaSizeLearner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeLearner, sauda_size_learner_free)

void sauda_size_learner_replay (SaudaSizeLearner *self, const SaudaSizeOrder *orders, guint n_orders);
void sauda_size_learner_restore (SaudaSizeLearner *self, const SaudaSizeOrder *orders, guint n_orders);
void sauda_size_learner_restore_score (SaudaSizeLearner *self, const double *probabilities, guint size);
void sauda_size_learner_foretell (const SaudaSizeLearner *self,
                                  const SaudaSizeOrder *order,
                                  double *probabilities);
void sauda_size_learner_note (SaudaSizeLearner *self, const SaudaSizeOrder *order);
void sauda_size_learner_learn (SaudaSizeLearner *self, const SaudaSizeOrder *order);
gboolean sauda_size_learner_is_due (const SaudaSizeLearner *self);
void sauda_size_learner_refit (SaudaSizeLearner *self);
void sauda_size_learner_set_chart (SaudaSizeLearner *self, const SaudaSizeChart *chart);
void sauda_size_learner_advise (const SaudaSizeLearner *self,
                                double height_cm,
                                double weight_kg,
                                guint group,
                                const SaudaSizeShelf *shelf,
                                SaudaSizeAdvice *advice);
const SaudaSizeModel *sauda_size_learner_get_model (const SaudaSizeLearner *self);
const SaudaSizeCalibration *sauda_size_learner_get_calibration (const SaudaSizeLearner *self);
const SaudaSizeOrder *sauda_size_learner_get_orders (const SaudaSizeLearner *self, guint *n_orders);
double sauda_size_learner_get_threshold (const SaudaSizeLearner *self);

G_END_DECLS
