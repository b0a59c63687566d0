#pragma once

#include "sauda-act.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaActRow:
 *
 * One act of the ledger: on which order, what for, what became of it. One whose effect is unclear can be
 * settled by the merchant, who says how he knows.
 *
 * Signals: `settled` (gint64 act, gboolean done, text reason).
 */
#define SAUDA_TYPE_ACT_ROW (sauda_act_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaActRow, sauda_act_row, SAUDA, ACT_ROW, AdwExpanderRow)

GtkWidget *sauda_act_row_new (const SaudaAct *act, const char *store) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *sauda_act_row_new_problem (const char *store,
                                      const char *code,
                                      const char *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
