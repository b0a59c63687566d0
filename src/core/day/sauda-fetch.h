#pragma once

#include "sauda-day-step.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* By how much Kaspi's clock is ahead of this machine's, ms, as its answers told last. */
#define SAUDA_FETCH_KASPI_AHEAD "kaspi-clock-ahead-ms"

/**
 * SaudaFetchReport:
 *
 * What a reading of orders from Kaspi brought.
 */
typedef struct {
  guint orders, lines;
  guint new_orders, changed, same;
  guint requests;
  double seconds;
  GStrv problems;   /* (owned) (not nullable) sentences: which store or order could not be read and why */
  GStrv from_files; /* (owned) (not nullable) the same of stores that are trusted with files alone: nothing
                       failed */
  GStrv warnings;   /* (owned) (not nullable) sentences: what is odd, such as the clock of this computer */
} SaudaFetchReport;

void sauda_fetch_report_free (SaudaFetchReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaFetchReport, sauda_fetch_report_free)

void sauda_fetch_async (SaudaWorkspace *workspace,
                        GPtrArray *channels,
                        const char *store,
                        guint days,
                        SaudaDayStep *step,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
SaudaFetchReport *sauda_fetch_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
