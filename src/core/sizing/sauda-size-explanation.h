#pragma once

#include "sauda-size-learner.h"

G_BEGIN_DECLS

/* Measures that are no further apart are nearly the same. */
#define SAUDA_SIZE_SIMILAR_CM 3.0
#define SAUDA_SIZE_SIMILAR_KG 3.0

/**
 * SaudaSizeExplanation:
 *
 * Why a size is advised, told by the limits of the chart.
 */
typedef struct {
  guint size;     /* the advised one */
  guint second;   /* the next one */
  guint by_chart; /* what the chart says; another one than @size when that does not exist */
  double probability;
  double second_probability;
  gboolean by_height; /* a height limit decided, else a weight limit */
  gboolean above; /* the buyer is above the limit of the next smaller size, else below that of the smallest */
  guint limit;    /* the size whose upper limit decided */
  double limit_value; /* cm or kg, with the shift of the product */
  double margin;   /* cm or kg by which the buyer is on the size's side of the limit; below 0 on the other */
  double shift_kg; /* of the product; below 0 it runs small */
  guint n_similar; /* earlier orders of the product with nearly this height and weight */
  guint similar[SAUDA_SIZE_MOST_SIZES]; /* what they got */
} SaudaSizeExplanation;

void sauda_size_explanation_init (SaudaSizeExplanation *explanation,
                                  const SaudaSizeLearner *learner,
                                  const SaudaSizeAdvice *advice,
                                  double height_cm,
                                  double weight_kg,
                                  guint group);
char *sauda_size_explanation_describe (const SaudaSizeExplanation *explanation,
                                       const SaudaSizeChart *chart) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
