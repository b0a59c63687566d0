#pragma once

#include "sauda-size-report.h"

G_BEGIN_DECLS

/* What the page of sizes says in words; all (transfer full) but the last. */
char *sauda_sizes_describe_known (const SaudaSizeReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_sizes_describe_sure (const SaudaSizeReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_sizes_describe_products (const SaudaSizeReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_sizes_describe_reliability (const SaudaSizeReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_sizes_describe_times (const SaudaSizeReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_sizes_describe_sizes (const SaudaSizeReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_sizes_describe_curve (const SaudaSizeReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_sizes_describe_moves (const SaudaSizeChart *before,
                                  const SaudaSizeChart *after) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_sizes_get_source_title (SaudaChartSource source);

G_END_DECLS
