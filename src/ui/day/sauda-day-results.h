#pragma once

#include "sauda-day-run.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaDayResults:
 *
 * What a run of the day does and did: its steps, the proof at the end, and what failed.
 */
#define SAUDA_TYPE_DAY_RESULTS (sauda_day_results_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDayResults, sauda_day_results, SAUDA, DAY_RESULTS, AdwBin)

void sauda_day_results_begin (SaudaDayResults *self, SaudaDayRun *run);
void sauda_day_results_end (SaudaDayResults *self, const GError *error);

G_END_DECLS
