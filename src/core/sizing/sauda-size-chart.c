#include "sauda-size-chart.h"

#include "sauda-size-word.h"

#include <math.h>
#include <string.h>

#define SUPPLIER_WEIGHT_SOFTNESS_KG 2.5
#define SUPPLIER_HEIGHT_SOFTNESS_CM 3.0
/* What merchants' decisions show; bodies of one height and weight differ by more. */
#define CHEST_WEIGHT_SOFTNESS_KG 1.4
#define GENERIC_HEIGHT_CM 168.0
#define GENERIC_HEIGHT_STEP_CM 6.0
#define GENERIC_HEIGHT_SOFTNESS_CM 4.0
#define KIDS_HEIGHT_SOFTNESS_CM 2.0
/* A number is half the chest: 44 is for 86 to 90 cm. */
#define LEAST_NUMBER 44
#define MOST_NUMBER 64
#define NUMBER_STEP 2

/* Chest from height and weight: ANSUR II, public domain (sizing.md "Start without data"). */
typedef struct {
  double offset_cm;
  double slope_cm;
  double height_cm; /* of the person whose weight stands in the chart */
} ChestLine;

static const ChestLine chest_lines[] = {
  [SAUDA_SIZE_PEOPLE_MEN] = { -6.03, 162.08, 175 },
  [SAUDA_SIZE_PEOPLE_WOMEN] = { -6.07, 158.25, 163 },
};

static const char *const adult_sizes[] = { "S", "M", "L", "XL", "2XL", "3XL", "4XL" };
static const double men_chests_cm[] = { 92, 98, 104, 112, 120, 128, 136 };
static const double women_chests_cm[] = { 86, 90, 96, 102, 108, 114 };
static const char *const kids_sizes[] = { "22", "24", "26", "28", "30", "32", "34" };
static const double kids_heights_cm[] = { 95, 105, 115, 125, 135, 145 };

static const ChestLine *
get_line (SaudaSizePeople people)
{
  gboolean women = people == SAUDA_SIZE_PEOPLE_WOMEN || people == SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS;

  return &chest_lines[women ? SAUDA_SIZE_PEOPLE_WOMEN : SAUDA_SIZE_PEOPLE_MEN];
}

static void
set_names (SaudaSizeChart *chart, const char *const *sizes, guint n_sizes)
{
  *chart = (SaudaSizeChart){ .n_sizes = n_sizes };
  for (guint i = 0; i < n_sizes; i++)
    g_strlcpy (chart->names[i], sizes[i], SAUDA_SIZE_NAME_LENGTH);
}

static void
init_kids (SaudaSizeChart *chart)
{
  set_names (chart, kids_sizes, G_N_ELEMENTS (kids_sizes));
  chart->by_height_only = TRUE;
  for (guint k = 0; k < G_N_ELEMENTS (kids_heights_cm); k++)
    chart->limits[k] = (SaudaSizeLimit){ .weight_kg = 200,
                                         .weight_softness_kg = SUPPLIER_WEIGHT_SOFTNESS_KG,
                                         .height_cm = kids_heights_cm[k],
                                         .height_softness_cm = KIDS_HEIGHT_SOFTNESS_CM };
}

static SaudaSizeLimit
between (const SaudaSizeLimit *a, const SaudaSizeLimit *b, double share)
{
  return (SaudaSizeLimit){
    .weight_kg = a->weight_kg + share * (b->weight_kg - a->weight_kg),
    .weight_softness_kg = a->weight_softness_kg,
    .height_cm = a->height_cm + share * (b->height_cm - a->height_cm),
    .height_softness_cm = a->height_softness_cm,
  };
}

/**
 * sauda_size_chart_get_chest:
 * @people: men or women
 * @height_cm: height in cm
 * @weight_kg: weight in kg
 *
 * Returns: the chest in cm that people of such height and weight have on average (ANSUR II, height and weight
 * as people tell them)
 */
double
sauda_size_chart_get_chest (SaudaSizePeople people, double height_cm, double weight_kg)
{
  const ChestLine *line = get_line (people);

  return line->offset_cm + line->slope_cm * sqrt (weight_kg / height_cm);
}

/**
 * sauda_size_chart_get_weight_of_chest:
 * @people: men or women
 * @chest_cm: a chest in cm
 *
 * Returns: the weight in kg at which people of usual height (men 175 cm) have that chest on average
 */
double
sauda_size_chart_get_weight_of_chest (SaudaSizePeople people, double chest_cm)
{
  const ChestLine *line = get_line (people);
  double root = (chest_cm - line->offset_cm) / line->slope_cm;

  return line->height_cm * root * root;
}

/**
 * sauda_size_chart_init_chest:
 * @chart: (out caller-allocates): the chart
 * @people: men or women
 * @sizes: (array length=n_sizes): sizes from small to large
 * @chests_cm: (array length=n_sizes): the largest chest of each in cm; that of the last is not used
 * @n_sizes: how many, 2 to %SAUDA_SIZE_MOST_SIZES
 *
 * Makes a chart of weights out of one of chests, by men's or women's proportions. Heights are generic.
 */
void
sauda_size_chart_init_chest (SaudaSizeChart *chart,
                             SaudaSizePeople people,
                             const char *const *sizes,
                             const double *chests_cm,
                             guint n_sizes)
{
  g_return_if_fail (n_sizes >= 2 && n_sizes <= SAUDA_SIZE_MOST_SIZES);

  set_names (chart, sizes, n_sizes);
  for (guint k = 0; k + 1 < n_sizes; k++)
    chart->limits[k] = (SaudaSizeLimit){
      .weight_kg = sauda_size_chart_get_weight_of_chest (people, chests_cm[k]),
      .weight_softness_kg = CHEST_WEIGHT_SOFTNESS_KG,
      .height_cm = GENERIC_HEIGHT_CM + GENERIC_HEIGHT_STEP_CM * k,
      .height_softness_cm = GENERIC_HEIGHT_SOFTNESS_CM,
    };
}

/* The generic height of a chest lies between those of the sizes in letters around it. */
static double
get_height_of_chest (const double *chests_cm, guint n_chests, double chest_cm)
{
  guint k = 1;

  while (k + 1 < n_chests && chests_cm[k] < chest_cm)
    k++;
  return GENERIC_HEIGHT_CM +
         GENERIC_HEIGHT_STEP_CM * (k - (chests_cm[k] - chest_cm) / (chests_cm[k] - chests_cm[k - 1]));
}

static void
init_numbers (SaudaSizeChart *chart, SaudaSizePeople people)
{
  gboolean women = people == SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS;
  const double *letters_cm = women ? women_chests_cm : men_chests_cm;
  guint n_letters = women ? G_N_ELEMENTS (women_chests_cm) : G_N_ELEMENTS (men_chests_cm);

  *chart = (SaudaSizeChart){ .n_sizes = (MOST_NUMBER - LEAST_NUMBER) / NUMBER_STEP + 1 };
  for (guint i = 0; i < chart->n_sizes; i++) {
    guint number = LEAST_NUMBER + NUMBER_STEP * i;
    double chest_cm = 2.0 * number + NUMBER_STEP;

    g_snprintf (chart->names[i], SAUDA_SIZE_NAME_LENGTH, "%u", number);
    if (i + 1 < chart->n_sizes)
      chart->limits[i] = (SaudaSizeLimit){
        .weight_kg = sauda_size_chart_get_weight_of_chest (people, chest_cm),
        .weight_softness_kg = CHEST_WEIGHT_SOFTNESS_KG,
        .height_cm = get_height_of_chest (letters_cm, n_letters, chest_cm),
        .height_softness_cm = GENERIC_HEIGHT_SOFTNESS_CM,
      };
  }
}

/**
 * sauda_size_chart_init_supplier:
 * @chart: (out caller-allocates): the chart
 * @sizes: (array length=n_sizes): sizes from small to large
 * @weights_kg: (array length=n_sizes): the largest weight of each in kg; that of the last is not used
 * @heights_cm: (array length=n_sizes): the largest height of each in cm; that of the last is not used
 * @n_sizes: how many
 *
 * Takes the chart that a supplier prints.
 *
 * Returns: %FALSE when there are too few or too many sizes, when one comes twice or when the limits do not
 * grow
 */
gboolean
sauda_size_chart_init_supplier (SaudaSizeChart *chart,
                                const char *const *sizes,
                                const double *weights_kg,
                                const double *heights_cm,
                                guint n_sizes)
{
  if (n_sizes < 2 || n_sizes > SAUDA_SIZE_MOST_SIZES)
    return FALSE;
  set_names (chart, sizes, n_sizes);
  for (guint k = 0; k < n_sizes; k++) {
    if (strlen (sizes[k]) >= SAUDA_SIZE_NAME_LENGTH)
      return FALSE;
    if (k + 1 < n_sizes)
      chart->limits[k] = (SaudaSizeLimit){ weights_kg[k], SUPPLIER_WEIGHT_SOFTNESS_KG, heights_cm[k],
                                           SUPPLIER_HEIGHT_SOFTNESS_CM };
  }
  return sauda_size_chart_is_sound (chart);
}

/**
 * sauda_size_chart_init_usual:
 * @chart: (out caller-allocates): the chart
 * @people: whom the product is cut for
 *
 * Makes the chart to begin with when neither a supplier's chart nor decided orders are known.
 */
void
sauda_size_chart_init_usual (SaudaSizeChart *chart, SaudaSizePeople people)
{
  if (people == SAUDA_SIZE_PEOPLE_KIDS)
    init_kids (chart);
  else if (people == SAUDA_SIZE_PEOPLE_MEN_NUMBERS || people == SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS)
    init_numbers (chart, people);
  else if (people == SAUDA_SIZE_PEOPLE_WOMEN)
    sauda_size_chart_init_chest (chart, people, adult_sizes, women_chests_cm, G_N_ELEMENTS (women_chests_cm));
  else
    sauda_size_chart_init_chest (chart, people, adult_sizes, men_chests_cm, G_N_ELEMENTS (men_chests_cm));
}

/**
 * sauda_size_chart_is_sound:
 * @chart: a chart from outside
 *
 * Returns: whether it has two sizes at least, each named once, and limits that grow
 */
gboolean
sauda_size_chart_is_sound (const SaudaSizeChart *chart)
{
  if (chart->n_sizes < 2 || chart->n_sizes > SAUDA_SIZE_MOST_SIZES)
    return FALSE;
  for (guint i = 0; i < chart->n_sizes; i++) {
    const SaudaSizeLimit *limit = &chart->limits[i];

    if (chart->names[i][0] == '\0' || sauda_size_chart_find (chart, chart->names[i]) != (int) i)
      return FALSE;
    if (i + 1 == chart->n_sizes)
      break;
    /* Written so that what is no number fails too. */
    if (!(limit->weight_kg > 0 && limit->weight_softness_kg > 0 && limit->height_cm > 0 &&
          limit->height_softness_cm > 0) ||
        (i > 0 && !chart->by_height_only && !(limit->weight_kg > limit[-1].weight_kg)) ||
        (i > 0 && !(limit->height_cm >= limit[-1].height_cm)))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_size_chart_find:
 * @chart: a chart
 * @size: a size as sauda_size_word_find() writes it
 *
 * Returns: the place of @size in @chart, -1 when it has none
 */
int
sauda_size_chart_find (const SaudaSizeChart *chart, const char *size)
{
  for (guint i = 0; i < chart->n_sizes; i++)
    if (g_str_equal (chart->names[i], size))
      return (int) i;
  return -1;
}

/**
 * sauda_size_chart_add_size:
 * @chart: (inout): a chart
 * @size: a size as sauda_size_word_find() writes it
 *
 * Gives a place to a size that the chart lacks: one step below the first, one above the last, or halfway
 * between its neighbours.
 *
 * Returns: %FALSE when the chart has @size, when the chart is full or @size too long
 */
gboolean
sauda_size_chart_add_size (SaudaSizeChart *chart, const char *size)
{
  guint place = 0, last = chart->n_sizes - 2;
  SaudaSizeLimit *limits = chart->limits, added;

  if (chart->n_sizes >= SAUDA_SIZE_MOST_SIZES || strlen (size) >= SAUDA_SIZE_NAME_LENGTH ||
      sauda_size_chart_find (chart, size) >= 0)
    return FALSE;
  while (place < chart->n_sizes && sauda_size_word_compare (chart->names[place], size) < 0)
    place++;
  if (place > 0 && place <= last)
    added = between (&limits[place - 1], &limits[place], 0.5);
  else if (last == 0)
    added = (SaudaSizeLimit){ limits[0].weight_kg + (place == 0 ? -10 : 10), limits[0].weight_softness_kg,
                              limits[0].height_cm + (place == 0 ? -6 : 6), limits[0].height_softness_cm };
  else if (place == 0)
    added = between (&limits[0], &limits[1], -1);
  else
    added = between (&limits[last], &limits[last - 1], -1);
  memmove (chart->names + place + 1, chart->names + place, (chart->n_sizes - place) * sizeof chart->names[0]);
  g_strlcpy (chart->names[place], size, SAUDA_SIZE_NAME_LENGTH);
  place = MIN (place, last + 1);
  memmove (limits + place + 1, limits + place, (last + 1 - place) * sizeof *limits);
  limits[place] = added;
  chart->n_sizes++;
  return TRUE;
}
