#include "sauda-practice-options.h"

#define DEFAULT_ORDERS 100
#define DEFAULT_SEED 1
#define DEFAULT_WAYBILL_TTL_SECONDS 60

/**
 * sauda_practice_options_new:
 *
 * Returns: (transfer full): 100 orders of seed 1 on any free port, without a folder
 */
SaudaPracticeOptions *
sauda_practice_options_new (void)
{
  SaudaPracticeOptions *options = g_new0 (SaudaPracticeOptions, 1);

  options->orders = DEFAULT_ORDERS;
  options->seed = DEFAULT_SEED;
  options->waybill_ttl_seconds = DEFAULT_WAYBILL_TTL_SECONDS;
  return options;
}

/**
 * sauda_practice_options_copy:
 * @options: options
 *
 * Returns: (transfer full): a copy that shares the clock
 */
SaudaPracticeOptions *
sauda_practice_options_copy (const SaudaPracticeOptions *options)
{
  SaudaPracticeOptions *copy;

  g_return_val_if_fail (options != NULL, NULL);

  copy = g_memdup2 (options, sizeof *options);
  copy->faults = g_strdup (options->faults);
  copy->folder = g_strdup (options->folder);
  copy->clock = options->clock != NULL ? g_object_ref (options->clock) : sauda_clock_new ();
  return copy;
}

/**
 * sauda_practice_options_free:
 * @options: (transfer full): options
 */
void
sauda_practice_options_free (SaudaPracticeOptions *options)
{
  g_free (options->faults);
  g_free (options->folder);
  g_clear_object (&options->clock);
  g_free (options);
}
