#pragma once

#include "sauda-size-chart.h"

G_BEGIN_DECLS

/**
 * SaudaSizeMeasure:
 * @SAUDA_SIZE_MEASURE_GOOD: may be used
 * @SAUDA_SIZE_MEASURE_SWAPPED: height and weight stood in each other's place; put right, may be used
 * @SAUDA_SIZE_MEASURE_HEIGHT: no height that a buyer can have
 * @SAUDA_SIZE_MEASURE_WEIGHT: no weight that a buyer can have
 * @SAUDA_SIZE_MEASURE_UNLIKELY: hardly the height and weight of one person
 *
 * What to think of a height and a weight that somebody wrote.
 */
typedef enum {
  SAUDA_SIZE_MEASURE_GOOD,
  SAUDA_SIZE_MEASURE_SWAPPED,
  SAUDA_SIZE_MEASURE_HEIGHT,
  SAUDA_SIZE_MEASURE_WEIGHT,
  SAUDA_SIZE_MEASURE_UNLIKELY,
} SaudaSizeMeasure;

SaudaSizeMeasure sauda_size_measure_check (SaudaSizePeople people, double *height_cm, double *weight_kg);
gboolean sauda_size_measure_is_usable (SaudaSizeMeasure measure);
char *sauda_size_measure_describe (SaudaSizeMeasure measure,
                                   double height_cm,
                                   double weight_kg) G_GNUC_WARN_UNUSED_RESULT;
double sauda_size_measure_get_height_of_age (double years);

G_END_DECLS
