#pragma once

#include "sauda-print-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPrintJobView:
 *
 * One print job with its labels, and what can be done about it.
 *
 * Signals: `confirm` (uint printed): a person says how many labels came out; `again` (GPtrArray of
 * SaudaPrintLabel, utf8 reason): labels shall be printed again; the reason may be empty.
 */
#define SAUDA_TYPE_PRINT_JOB_VIEW (sauda_print_job_view_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintJobView, sauda_print_job_view, SAUDA, PRINT_JOB_VIEW, AdwBin)

void sauda_print_job_view_show (SaudaPrintJobView *self, const SaudaPrintRecord *record);
void sauda_print_job_view_set_busy (SaudaPrintJobView *self, gboolean busy);

G_END_DECLS
