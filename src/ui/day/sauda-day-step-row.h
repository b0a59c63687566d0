#pragma once

#include "sauda-day-step.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaDayStepRow:
 *
 * A row with one step of the day: what it is, how far, and how it ended.
 */
#define SAUDA_TYPE_DAY_STEP_ROW (sauda_day_step_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDayStepRow, sauda_day_step_row, SAUDA, DAY_STEP_ROW, GtkListBoxRow)

GtkWidget *sauda_day_step_row_new (SaudaDayStep *step) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
