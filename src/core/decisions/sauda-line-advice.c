#include "sauda-line-advice-private.h"

#include "sauda-catalog-product.h"
#include "sauda-size-explanation.h"
#include "sauda-size-measure.h"

#include <glib/gi18n-lib.h>

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  double difference =
    ((const SaudaAdvisedSize *) b)->probability - ((const SaudaAdvisedSize *) a)->probability;

  return (difference > 0) - (difference < 0);
}

/* Whether the catalogue lists sizes of the product, and none of them is on the chart. */
static gboolean
is_off_the_chart (const SaudaSizedLine *line, const SaudaSizeChart *chart)
{
  if (line->product == NULL || line->product->sizes->len == 0)
    return line->line->clicked_size != NULL && sauda_size_chart_find (chart, line->line->clicked_size) < 0;
  for (guint i = 0; i < line->product->sizes->len; i++) {
    const SaudaCatalogSize *size = g_ptr_array_index (line->product->sizes, i);

    if (sauda_size_chart_find (chart, size->size) >= 0)
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_line_advice_new:
 * @people: whom the product is cut for
 * @has_sizes: whether its buyers are asked
 * @height_cm: the buyer's height in cm, as told
 * @weight_kg: the buyer's weight in kg, as told
 *
 * Returns: (transfer full): an advice that says why there is none, or %SAUDA_ADVICE_SIZE, still to be filled
 */
SaudaLineAdvice *
sauda_line_advice_new (SaudaSizePeople people, gboolean has_sizes, double height_cm, double weight_kg)
{
  SaudaLineAdvice *advice = g_new0 (SaudaLineAdvice, 1);
  SaudaSizeMeasure measure;

  advice->people = people;
  if (!has_sizes) {
    advice->kind = SAUDA_ADVICE_NO_SIZES;
    advice->reason = g_strdup (N_ ("Products of this type have no sizes."));
  } else {
    measure = sauda_size_measure_check (people, &height_cm, &weight_kg);
    advice->kind = sauda_size_measure_is_usable (measure) ? SAUDA_ADVICE_SIZE : SAUDA_ADVICE_ASK_AGAIN;
    advice->reason = sauda_size_measure_describe (measure, height_cm, weight_kg);
  }
  advice->height_cm = height_cm;
  advice->weight_kg = weight_kg;
  return advice;
}

/**
 * sauda_line_advice_fill:
 * @question: an advice to fill
 * @memory: what is known of the sizes of its people
 */
void
sauda_line_advice_fill (const SaudaLineQuestion *question, const SaudaSizeMemory *memory)
{
  SaudaLineAdvice *advice = question->advice;
  const SaudaSizeChart *chart = &memory->set.chart;
  guint group = sauda_size_set_find_group (&memory->set, question->product);
  SaudaSizeShelf shelf = { 0 };
  SaudaSizeAdvice found;
  SaudaSizeExplanation explanation;

  g_free (advice->reason);
  if (question->line != NULL && is_off_the_chart (question->line, chart)) {
    advice->kind = SAUDA_ADVICE_NO_CHART;
    advice->reason = g_strdup (N_ ("The sizes of this product are not on the size chart. Choose the size."));
    return;
  }
  if (question->line != NULL)
    shelf = sauda_sized_line_get_shelf (question->line, chart);
  sauda_size_learner_advise (memory->learner, advice->height_cm, advice->weight_kg, group, &shelf, &found);
  sauda_size_explanation_init (&explanation, memory->learner, &found, advice->height_cm, advice->weight_kg,
                               group);
  advice->reason = sauda_size_explanation_describe (&explanation, chart);
  advice->sure = found.sure;
  advice->n_similar = explanation.n_similar;
  advice->n_sizes = chart->n_sizes;
  for (guint i = 0; i < chart->n_sizes; i++) {
    SaudaAdvisedSize *size = &advice->sizes[i];

    g_strlcpy (size->size, chart->names[i], SAUDA_SIZE_NAME_LENGTH);
    size->probability = found.probabilities[i];
    size->stock = question->line != NULL ? sauda_sized_line_get_stock (question->line, size->size) : -1;
    size->similar = explanation.similar[i];
  }
  qsort (advice->sizes, advice->n_sizes, sizeof *advice->sizes, compare_sizes);
}

/**
 * sauda_line_advice_free:
 * @advice: (transfer full) (nullable): an advice
 */
void
sauda_line_advice_free (SaudaLineAdvice *advice)
{
  if (advice == NULL)
    return;
  g_free (advice->reason);
  g_free (advice);
}
