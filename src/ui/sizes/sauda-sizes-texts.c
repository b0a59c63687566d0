#include "sauda-sizes-texts.h"

#include "sauda-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_SCORES 60
#define FITS_AS_WRITTEN 0.15 /* sizes; less is not worth a word */

static double
get_percent (const SaudaSizeShare *share)
{
  return share->n > 0 ? 100.0 * share->right / share->n : 0;
}

/* Starts a new part of a list. */
static void
begin_part (GString *text, const char *separator)
{
  if (text->len > 0)
    g_string_append (text, separator);
}

/**
 * sauda_sizes_describe_known:
 * @report: what is known
 *
 * Returns: (transfer full): how many orders it rests on
 */
char *
sauda_sizes_describe_known (const SaudaSizeReport *report)
{
  return g_strdup_printf (
    ngettext ("Learned from %u decided order", "Learned from %u decided orders", report->n_orders),
    report->n_orders);
}

/**
 * sauda_sizes_describe_sure:
 * @report: what is known
 *
 * Returns: (transfer full): what would have been decided without a person
 */
char *
sauda_sizes_describe_sure (const SaudaSizeReport *report)
{
  if (report->n_scores < LEAST_SCORES) {
    guint missing = LEAST_SCORES - report->n_scores;

    return g_strdup_printf (
      ngettext ("After %u more decided order Sauda can tell how sure it may be. Until then "
                "a person looks at every size.",
                "After %u more decided orders Sauda can tell how sure it may be. Until "
                "then a person looks at every size.",
                missing),
      missing);
  }
  if (report->sure.n == 0)
    return g_strdup (_ ("No size was sure enough to go without a person."));
  return g_strdup_printf (
    _ ("Of the last %u sizes %.0f %% would have been decided without a person, from %.0f %% probability on; "
       "%.0f %% of these were right."),
    report->n_scores, 100.0 * report->sure.n / report->n_scores, report->threshold * 100,
    get_percent (&report->sure));
}

/**
 * sauda_sizes_describe_products:
 * @report: what is known
 *
 * Returns: (transfer full): which products run small or large, one a line
 */
char *
sauda_sizes_describe_products (const SaudaSizeReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->products->len; i++) {
    const SaudaProductFit *product = g_ptr_array_index (report->products, i);
    g_autofree char *sizes = sauda_number_format (fabs (product->sizes), 1);

    begin_part (text, "\n");
    if (product->sizes > FITS_AS_WRITTEN)
      g_string_append_printf (text, _ ("%s runs small by %s size (n = %u)"), product->product, sizes,
                              product->n);
    else if (product->sizes < -FITS_AS_WRITTEN)
      g_string_append_printf (text, _ ("%s runs large by %s size (n = %u)"), product->product, sizes,
                              product->n);
    else
      g_string_append_printf (text, _ ("%s fits as the chart says (n = %u)"), product->product, product->n);
  }
  if (text->len == 0)
    return g_strdup (_ ("Too little is known of any product yet."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sauda_sizes_describe_reliability:
 * @report: what is known
 *
 * Returns: (transfer full): what was claimed and what was right, in words
 */
char *
sauda_sizes_describe_reliability (const SaudaSizeReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < SAUDA_SIZE_CALIBRATION_BINS; i++) {
    const SaudaSizeBin *bin = &report->bins[i];

    if (bin->count == 0)
      continue;
    begin_part (text, ", ");
    g_string_append_printf (text, _ ("claimed %.0f %%, right %.0f %% (%u)"), bin->claimed * 100,
                            bin->right * 100, bin->count);
  }
  if (text->len == 0)
    return g_strdup (_ ("Nothing was foretold yet"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "50: 81 %, 100: 84 %" */
static char *
list_shares (GArray *shares)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < shares->len; i++) {
    const SaudaSizeShare *share = &g_array_index (shares, SaudaSizeShare, i);

    begin_part (text, ", ");
    g_string_append_printf (text, "%u: %.0f %%", share->before, get_percent (share));
  }
  if (text->len == 0)
    return g_strdup (_ ("Nothing was foretold yet"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sauda_sizes_describe_times:
 * @report: what is known
 *
 * Returns: (transfer full): how often it was right over time, in words
 */
char *
sauda_sizes_describe_times (const SaudaSizeReport *report)
{
  return list_shares (report->times);
}

/**
 * sauda_sizes_describe_curve:
 * @report: what is known
 *
 * Returns: (transfer full): how often it is right after so many orders, in words
 */
char *
sauda_sizes_describe_curve (const SaudaSizeReport *report)
{
  return list_shares (report->curve);
}

/**
 * sauda_sizes_describe_sizes:
 * @report: what is known
 *
 * Returns: (transfer full): how often it was right for each size, in words
 */
char *
sauda_sizes_describe_sizes (const SaudaSizeReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->learned.n_sizes; i++) {
    if (report->sizes[i].n == 0)
      continue;
    begin_part (text, ", ");
    g_string_append_printf (text, "%s: %.0f %% (%u)", report->learned.names[i],
                            get_percent (&report->sizes[i]), report->sizes[i].n);
  }
  if (text->len == 0)
    return g_strdup (_ ("Nothing was foretold yet"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
describe_move (GString *text, const char *size, gboolean soft, double before, double after, const char *unit)
{
  g_autofree char *from = sauda_number_format (before, 1), *to = sauda_number_format (after, 1);

  if (before == after)
    return;
  begin_part (text, ", ");
  g_string_append_printf (text, soft ? _ ("%s: softness %s → %s %s") : _ ("%s: %s → %s %s"), size, from, to,
                          unit);
}

/**
 * sauda_sizes_describe_moves:
 * @before: a chart
 * @after: the same sizes with other limits
 *
 * Returns: (transfer full): which limits moved from where to where, and which are softer or harder; "" for
 * none
 */
char *
sauda_sizes_describe_moves (const SaudaSizeChart *before, const SaudaSizeChart *after)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k + 1 < before->n_sizes; k++) {
    const SaudaSizeLimit *from = &before->limits[k], *to = &after->limits[k];

    describe_move (text, before->names[k], FALSE, from->weight_kg, to->weight_kg, _ ("kg"));
    describe_move (text, before->names[k], TRUE, from->weight_softness_kg, to->weight_softness_kg, _ ("kg"));
    describe_move (text, before->names[k], FALSE, from->height_cm, to->height_cm, _ ("cm"));
    describe_move (text, before->names[k], TRUE, from->height_softness_cm, to->height_softness_cm, _ ("cm"));
  }
  return g_string_free (text, FALSE);
}

/**
 * sauda_sizes_get_source_title:
 * @source: where a chart comes from
 *
 * Returns: a few words for it
 */
const char *
sauda_sizes_get_source_title (SaudaChartSource source)
{
  switch (source) {
  case SAUDA_CHART_SOURCE_SUPPLIER:
    return _ ("supplier's chart");
  case SAUDA_CHART_SOURCE_MOVED:
    return _ ("limits moved");
  case SAUDA_CHART_SOURCE_USUAL:
  default:
    return _ ("usual chart");
  }
}
