#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How fast a person decides, order by order. */
typedef struct _SaudaDecisionPace SaudaDecisionPace;

SaudaDecisionPace *sauda_decision_pace_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_decision_pace_free (SaudaDecisionPace *pace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaDecisionPace, sauda_decision_pace_free)

void sauda_decision_pace_show (SaudaDecisionPace *pace, gint64 now_us);
void sauda_decision_pace_press (SaudaDecisionPace *pace);
void sauda_decision_pace_decide (SaudaDecisionPace *pace, gint64 now_us);
guint sauda_decision_pace_count (SaudaDecisionPace *pace);
char *sauda_decision_pace_describe (SaudaDecisionPace *pace) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
