#include "sauda-size-measure.h"

#include <math.h>
#include <string.h>

static void
test_check (void)
{
  static const struct {
    SaudaSizePeople people;
    double height_cm, weight_kg;
    SaudaSizeMeasure measure;
  } cases[] = {
    { SAUDA_SIZE_PEOPLE_MEN, 178, 82, SAUDA_SIZE_MEASURE_GOOD },
    { SAUDA_SIZE_PEOPLE_MEN, 100, 15, SAUDA_SIZE_MEASURE_GOOD },
    { SAUDA_SIZE_PEOPLE_MEN, 215, 200, SAUDA_SIZE_MEASURE_GOOD },
    { SAUDA_SIZE_PEOPLE_MEN, 99, 60, SAUDA_SIZE_MEASURE_HEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, 216, 90, SAUDA_SIZE_MEASURE_HEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, 0, 80, SAUDA_SIZE_MEASURE_HEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, NAN, 80, SAUDA_SIZE_MEASURE_HEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, 178, NAN, SAUDA_SIZE_MEASURE_WEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, 178, 14, SAUDA_SIZE_MEASURE_WEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, 178, 201, SAUDA_SIZE_MEASURE_WEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, 178, 41, SAUDA_SIZE_MEASURE_UNLIKELY },
    { SAUDA_SIZE_PEOPLE_MEN, 178, 42, SAUDA_SIZE_MEASURE_GOOD },
    { SAUDA_SIZE_PEOPLE_MEN, 178, 158, SAUDA_SIZE_MEASURE_GOOD },
    { SAUDA_SIZE_PEOPLE_MEN, 178, 159, SAUDA_SIZE_MEASURE_UNLIKELY },
    { SAUDA_SIZE_PEOPLE_MEN, 82, 178, SAUDA_SIZE_MEASURE_SWAPPED },
    { SAUDA_SIZE_PEOPLE_MEN, 139, 140, SAUDA_SIZE_MEASURE_UNLIKELY },
    { SAUDA_SIZE_PEOPLE_MEN, 140, 140, SAUDA_SIZE_MEASURE_UNLIKELY },
    { SAUDA_SIZE_PEOPLE_KIDS, 85, 12, SAUDA_SIZE_MEASURE_GOOD },
    { SAUDA_SIZE_PEOPLE_KIDS, 85, 0, SAUDA_SIZE_MEASURE_GOOD },
    { SAUDA_SIZE_PEOPLE_KIDS, 79, 12, SAUDA_SIZE_MEASURE_HEIGHT },
    { SAUDA_SIZE_PEOPLE_MEN, 178, 0, SAUDA_SIZE_MEASURE_WEIGHT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    double height_cm = cases[i].height_cm, weight_kg = cases[i].weight_kg;
    SaudaSizeMeasure measure = sauda_size_measure_check (cases[i].people, &height_cm, &weight_kg);
    g_autofree char *sentence = sauda_size_measure_describe (measure, height_cm, weight_kg);

    g_assert_cmpint (measure, ==, cases[i].measure);
    g_assert_cmpint (sauda_size_measure_is_usable (measure), ==,
                     measure == SAUDA_SIZE_MEASURE_GOOD || measure == SAUDA_SIZE_MEASURE_SWAPPED);
    g_assert_cmpuint (strlen (sentence), >, 5);
  }
}

/* What is wrong is never bent; what is swapped is put right. */
static void
test_numbers_stay (void)
{
  double height_cm = 82, weight_kg = 178;

  sauda_size_measure_check (SAUDA_SIZE_PEOPLE_MEN, &height_cm, &weight_kg);
  g_assert_cmpfloat (height_cm, ==, 178);
  g_assert_cmpfloat (weight_kg, ==, 82);
  height_cm = 260;
  sauda_size_measure_check (SAUDA_SIZE_PEOPLE_MEN, &height_cm, &weight_kg);
  g_assert_cmpfloat (height_cm, ==, 260);
}

static void
test_age (void)
{
  g_assert_cmpfloat_with_epsilon (sauda_size_measure_get_height_of_age (6), 114.3, 0.01);
  g_assert_cmpfloat (sauda_size_measure_get_height_of_age (1.5), ==, 0);
  g_assert_cmpfloat (sauda_size_measure_get_height_of_age (13), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/measure/check", test_check);
  g_test_add_func ("/sizing/measure/numbers-stay", test_numbers_stay);
  g_test_add_func ("/sizing/measure/age", test_age);
  return g_test_run ();
}
