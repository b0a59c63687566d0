#pragma once

#include "sauda-day-plan.h"
#include "sauda-gates.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPlanAnswer:
 *
 * What a person says to a plan.
 */
typedef enum {
  SAUDA_PLAN_ANSWER_NO,
  SAUDA_PLAN_ANSWER_YES,
  SAUDA_PLAN_ANSWER_WITHOUT, /* without the orders that closed gates name */
} SaudaPlanAnswer;

/**
 * SaudaPlanWindow:
 *
 * Shows what is about to be sent to the shops and asks for a yes.
 *
 * Signal `answered` (SaudaPlanAnswer): once; closing the window is a no.
 */
#define SAUDA_TYPE_PLAN_WINDOW (sauda_plan_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPlanWindow, sauda_plan_window, SAUDA, PLAN_WINDOW, AdwWindow)

SaudaPlanWindow *sauda_plan_window_new (GtkWindow *parent,
                                        const SaudaDayPlan *plan,
                                        gboolean practice) G_GNUC_WARN_UNUSED_RESULT;
void sauda_plan_window_add_gate (SaudaPlanWindow *self, const SaudaGate *gate);
void sauda_plan_window_offer_without (SaudaPlanWindow *self, guint orders);

G_END_DECLS
