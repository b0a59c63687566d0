#include "sauda-size-measure.h"

#include "sauda-reason.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* sizing.md "Inputs"; sizes for children go from 85 to 155 cm, so a taller buyer told somebody
 * else's height. */
#define LEAST_HEIGHT_CM 100
#define LEAST_HEIGHT_OF_KIDS_CM 80
#define MOST_HEIGHT_CM 215
#define MOST_HEIGHT_OF_KIDS_CM 170
#define LEAST_WEIGHT_KG 15
#define LEAST_WEIGHT_OF_KIDS_KG 8
#define MOST_WEIGHT_KG 200
#define SWAPPED_BELOW_HEIGHT_CM 140
#define SWAPPED_FROM_WEIGHT_KG 140
#define LEAST_BODY_MASS_INDEX 13
#define MOST_BODY_MASS_INDEX 50

/**
 * sauda_size_measure_check:
 * @people: whom the product is cut for
 * @height_cm: (inout): height in cm
 * @weight_kg: (inout): weight in kg; for children 0 when nobody told it
 *
 * Checks what a buyer wrote. Swapped numbers are put right; anything else that is wrong stays as it is, for
 * asking again: a number is never bent into what is possible.
 *
 * Returns: what to think of it
 */
SaudaSizeMeasure
sauda_size_measure_check (SaudaSizePeople people, double *height_cm, double *weight_kg)
{
  gboolean kids = people == SAUDA_SIZE_PEOPLE_KIDS, swapped = FALSE;
  double index;

  if (*height_cm < SWAPPED_BELOW_HEIGHT_CM && *weight_kg >= SWAPPED_FROM_WEIGHT_KG) {
    double height = *weight_kg;

    *weight_kg = *height_cm;
    *height_cm = height;
    swapped = TRUE;
  }
  /* Written so that what is no number fails too. */
  if (!(*height_cm >= (kids ? LEAST_HEIGHT_OF_KIDS_CM : LEAST_HEIGHT_CM) &&
        *height_cm <= (kids ? MOST_HEIGHT_OF_KIDS_CM : MOST_HEIGHT_CM)))
    return SAUDA_SIZE_MEASURE_HEIGHT;
  if (kids && *weight_kg == 0)
    return SAUDA_SIZE_MEASURE_GOOD;
  if (!(*weight_kg >= (kids ? LEAST_WEIGHT_OF_KIDS_KG : LEAST_WEIGHT_KG) && *weight_kg <= MOST_WEIGHT_KG))
    return SAUDA_SIZE_MEASURE_WEIGHT;
  index = *weight_kg * 10000 / (*height_cm * *height_cm);
  if (index < LEAST_BODY_MASS_INDEX || index > MOST_BODY_MASS_INDEX)
    return SAUDA_SIZE_MEASURE_UNLIKELY;
  return swapped ? SAUDA_SIZE_MEASURE_SWAPPED : SAUDA_SIZE_MEASURE_GOOD;
}

/**
 * sauda_size_measure_is_usable:
 * @measure: the end of a check
 *
 * Returns: whether a size may be worked out; otherwise the buyer is asked again
 */
gboolean
sauda_size_measure_is_usable (SaudaSizeMeasure measure)
{
  return measure == SAUDA_SIZE_MEASURE_GOOD || measure == SAUDA_SIZE_MEASURE_SWAPPED;
}

/**
 * sauda_size_measure_describe:
 * @measure: the end of a check
 * @height_cm: the height in cm
 * @weight_kg: the weight in kg
 *
 * Returns: (transfer full): a sentence for the merchant, of sauda_reason_new()
 */
char *
sauda_size_measure_describe (SaudaSizeMeasure measure, double height_cm, double weight_kg)
{
  g_autofree char *height = g_strdup_printf ("%.0f", height_cm);
  g_autofree char *weight = g_strdup_printf ("%.0f", weight_kg);

  switch (measure) {
  case SAUDA_SIZE_MEASURE_HEIGHT:
    return sauda_reason_new (N_ ("A height of %s cm is not possible. Ask the buyer again."), height, NULL);
  case SAUDA_SIZE_MEASURE_WEIGHT:
    return sauda_reason_new (N_ ("A weight of %s kg is not possible. Ask the buyer again."), weight, NULL);
  case SAUDA_SIZE_MEASURE_UNLIKELY:
    return sauda_reason_new (N_ ("%s cm and %s kg hardly belong to one person. Ask the buyer again."), height,
                             weight, NULL);
  case SAUDA_SIZE_MEASURE_SWAPPED:
    return sauda_reason_new (N_ ("Height and weight were swapped: taken as %s cm and %s kg."), height, weight,
                             NULL);
  case SAUDA_SIZE_MEASURE_GOOD:
  default:
    return sauda_reason_new (N_ ("%s cm, %s kg."), height, weight, NULL);
  }
}

/**
 * sauda_size_measure_get_height_of_age:
 * @years: age in years
 *
 * Reckons a child's height when only the age is told: 2.5 inches a year and 30 inches (Weech 1954, for 2 to
 * 12 years).
 *
 * Returns: the usual height in cm, 0 for an age outside of 2 to 12 years
 */
double
sauda_size_measure_get_height_of_age (double years)
{
  return years >= 2 && years <= 12 ? (2.5 * years + 30) * 2.54 : 0;
}
