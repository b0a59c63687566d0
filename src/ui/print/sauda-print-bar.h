#pragma once

#include "sauda-print-run.h"

G_BEGIN_DECLS

/**
 * SaudaPrintBar:
 *
 * A line that tells how far printing is, and asks what came out.
 */
#define SAUDA_TYPE_PRINT_BAR (sauda_print_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintBar, sauda_print_bar, SAUDA, PRINT_BAR, GtkBox)

void sauda_print_bar_show (SaudaPrintBar *self, SaudaPrintRun *run);
SaudaPrintRun *sauda_print_bar_get_run (SaudaPrintBar *self);
const char *sauda_print_bar_get_text (SaudaPrintBar *self);
gboolean sauda_print_bar_is_busy (SaudaPrintBar *self);

G_END_DECLS
