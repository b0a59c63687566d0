#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStockQuestionsWindow:
 *
 * Late cancellations and returns that only a person can settle: is the parcel here?
 *
 * Signal: `changed` after an answer.
 */
#define SAUDA_TYPE_STOCK_QUESTIONS_WINDOW (sauda_stock_questions_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStockQuestionsWindow,
                      sauda_stock_questions_window,
                      SAUDA,
                      STOCK_QUESTIONS_WINDOW,
                      AdwWindow)

SaudaStockQuestionsWindow *sauda_stock_questions_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
guint sauda_stock_questions_window_count (SaudaStockQuestionsWindow *self);

G_END_DECLS
