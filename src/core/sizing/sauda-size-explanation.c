#include "sauda-size-explanation.h"

#include "sauda-number.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static guint
find_likeliest (const double *probabilities, guint n)
{
  guint likeliest = 0;

  for (guint i = 1; i < n; i++)
    if (probabilities[i] > probabilities[likeliest])
      likeliest = i;
  return likeliest;
}

/* The limit that parts the chart's size from the next smaller one; for the smallest, from the next larger
 * one. */
static void
find_limit (SaudaSizeExplanation *explanation,
            const SaudaSizeChart *chart,
            double height_cm,
            double weight_kg)
{
  guint k = explanation->by_chart > 0 ? explanation->by_chart - 1 : 0;
  const SaudaSizeLimit *limit = &chart->limits[k];
  double weight_limit_kg = limit->weight_kg + explanation->shift_kg;
  double by_weight = (weight_limit_kg - weight_kg) / limit->weight_softness_kg;
  double by_height = (limit->height_cm - height_cm) / limit->height_softness_cm;

  explanation->above = explanation->by_chart > 0;
  explanation->limit = k;
  explanation->by_height = chart->by_height_only || by_height < by_weight;
  explanation->limit_value = explanation->by_height ? limit->height_cm : weight_limit_kg;
  explanation->margin = (explanation->by_height ? height_cm : weight_kg) - explanation->limit_value;
  if (!explanation->above)
    explanation->margin = -explanation->margin;
}

static void
count_similar (SaudaSizeExplanation *explanation,
               const SaudaSizeLearner *learner,
               double height_cm,
               double weight_kg,
               guint group)
{
  gboolean by_height_only = sauda_size_learner_get_model (learner)->chart.by_height_only;
  guint n_orders;
  const SaudaSizeOrder *orders = sauda_size_learner_get_orders (learner, &n_orders);

  for (guint i = 0; i < n_orders; i++) {
    if ((group != SAUDA_SIZE_NO_GROUP && orders[i].group != group) ||
        fabs (orders[i].height_cm - height_cm) > SAUDA_SIZE_SIMILAR_CM ||
        (!by_height_only && fabs (orders[i].weight_kg - weight_kg) > SAUDA_SIZE_SIMILAR_KG))
      continue;
    explanation->similar[orders[i].size]++;
    explanation->n_similar++;
  }
}

/**
 * sauda_size_explanation_init:
 * @explanation: (out caller-allocates): why
 * @learner: who advised
 * @advice: what was advised
 * @height_cm: height in cm
 * @weight_kg: weight in kg
 * @group: a product group or %SAUDA_SIZE_NO_GROUP
 *
 * Finds the limit that decided, by how much, and what similar buyers got.
 */
void
sauda_size_explanation_init (SaudaSizeExplanation *explanation,
                             const SaudaSizeLearner *learner,
                             const SaudaSizeAdvice *advice,
                             double height_cm,
                             double weight_kg,
                             guint group)
{
  const SaudaSizeModel *model = sauda_size_learner_get_model (learner);
  double wishes[SAUDA_SIZE_MOST_SIZES];

  sauda_size_model_get_wishes (model, height_cm, weight_kg, group, wishes);
  *explanation = (SaudaSizeExplanation){ .size = advice->size,
                                         .second = advice->second,
                                         .by_chart = find_likeliest (wishes, advice->n_sizes),
                                         .probability = advice->probabilities[advice->size],
                                         .second_probability = advice->probabilities[advice->second],
                                         .shift_kg = sauda_size_model_get_shift (model, group) };
  find_limit (explanation, &model->chart, height_cm, weight_kg);
  count_similar (explanation, learner, height_cm, weight_kg, group);
}

static char *
describe_limit (const SaudaSizeExplanation *explanation, const SaudaSizeChart *chart)
{
  const char *name = chart->names[explanation->limit];
  g_autofree char *margin = sauda_number_format (fabs (explanation->margin), 1);
  g_autofree char *limit = sauda_number_format (explanation->limit_value, 1);
  gboolean above = explanation->above == (explanation->margin >= 0);

  return sauda_reason_new (explanation->by_height
                             ? above ? N_ ("The height is %s cm above the limit of %s (%s cm).")
                                     : N_ ("The height is %s cm below the limit of %s (%s cm).")
                           : above ? N_ ("The weight is %s kg above the limit of %s (%s kg).")
                                   : N_ ("The weight is %s kg below the limit of %s (%s kg)."),
                           margin, name, limit, NULL);
}

/**
 * sauda_size_explanation_describe:
 * @explanation: why
 * @chart: the chart whose sizes it names
 *
 * Returns: (transfer full): the reason in a few sentences for the merchant, of sauda_reason_new()
 */
char *
sauda_size_explanation_describe (const SaudaSizeExplanation *explanation, const SaudaSizeChart *chart)
{
  /* The sentences side by side; a missing one ends them. */
  static const char *const rows[] = { "%s", "%s %s", "%s %s %s", "%s %s %s %s" };
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  const char *row;
  g_autofree char *chance = g_strdup_printf ("%.0f %%", explanation->second_probability * 100);

  g_ptr_array_add (sentences, describe_limit (explanation, chart));
  if (explanation->by_chart != explanation->size)
    g_ptr_array_add (sentences,
                     sauda_reason_new (N_ ("By the chart it would be %s, which does not seem to be there."),
                                       chart->names[explanation->by_chart], NULL));
  if (explanation->n_similar > 0) {
    g_autofree char *got = g_strdup_printf ("%u", explanation->similar[explanation->size]);

    g_ptr_array_add (
      sentences, sauda_reason_new_count ("%u earlier order with nearly these measures; %s got %s.",
                                         "%u earlier orders with nearly these measures; %s got %s.",
                                         explanation->n_similar, got, chart->names[explanation->size], NULL));
  }
  g_ptr_array_add (sentences, sauda_reason_new (N_ ("Next comes %s with %s."),
                                                chart->names[explanation->second], chance, NULL));
  row = rows[sentences->len - 1];
  g_ptr_array_set_size (sentences, G_N_ELEMENTS (rows));
  return sauda_reason_new (row, sentences->pdata[0], sentences->pdata[1], sentences->pdata[2],
                           sentences->pdata[3], NULL);
}
