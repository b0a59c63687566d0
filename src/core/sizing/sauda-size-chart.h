#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_SIZE_MOST_SIZES 20
#define SAUDA_SIZE_NAME_LENGTH 8

/**
 * SaudaSizePeople:
 * @SAUDA_SIZE_PEOPLE_MEN: men, also for unisex products
 * @SAUDA_SIZE_PEOPLE_WOMEN: women
 * @SAUDA_SIZE_PEOPLE_KIDS: children, sized by height
 * @SAUDA_SIZE_PEOPLE_MEN_NUMBERS: men, sizes in the numbers 44 to 64
 * @SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS: women, sizes in the numbers 44 to 64
 *
 * Whom a product is cut for, and by which sizes.
 */
typedef enum {
  SAUDA_SIZE_PEOPLE_MEN,
  SAUDA_SIZE_PEOPLE_WOMEN,
  SAUDA_SIZE_PEOPLE_KIDS,
  SAUDA_SIZE_PEOPLE_MEN_NUMBERS,
  SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS,
} SaudaSizePeople;

/**
 * SaudaSizeLimit:
 *
 * Up to where a size fits. The softness is the scale of a logistic curve: at the limit half of the buyers get
 * the size or a smaller one, one softness above it 27 %.
 */
typedef struct {
  double weight_kg;
  double weight_softness_kg;
  double height_cm;
  double height_softness_cm;
} SaudaSizeLimit;

/**
 * SaudaSizeChart:
 *
 * Sizes from small to large and the upper limits of all but the last.
 */
typedef struct {
  guint n_sizes; /* at least 2 */
  char names[SAUDA_SIZE_MOST_SIZES][SAUDA_SIZE_NAME_LENGTH];
  gboolean by_height_only; /* the weight limits say nothing */
  SaudaSizeLimit limits[SAUDA_SIZE_MOST_SIZES - 1];
} SaudaSizeChart;

void sauda_size_chart_init_usual (SaudaSizeChart *chart, SaudaSizePeople people);
gboolean sauda_size_chart_init_supplier (SaudaSizeChart *chart,
                                         const char *const *sizes,
                                         const double *weights_kg,
                                         const double *heights_cm,
                                         guint n_sizes) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_chart_init_chest (SaudaSizeChart *chart,
                                  SaudaSizePeople people,
                                  const char *const *sizes,
                                  const double *chests_cm,
                                  guint n_sizes);
gboolean sauda_size_chart_add_size (SaudaSizeChart *chart, const char *size);
gboolean sauda_size_chart_is_sound (const SaudaSizeChart *chart);
int sauda_size_chart_find (const SaudaSizeChart *chart, const char *size);
double sauda_size_chart_get_weight_of_chest (SaudaSizePeople people, double chest_cm);
double sauda_size_chart_get_chest (SaudaSizePeople people, double height_cm, double weight_kg);

G_END_DECLS
