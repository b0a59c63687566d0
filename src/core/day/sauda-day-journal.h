#pragma once

#include "sauda-connection.h"
#include "sauda-day-step.h"
#include "sauda-time.h"

G_BEGIN_DECLS

gint64 sauda_day_journal_begin (SaudaConnection *connection,
                                SaudaDay day,
                                const char *who,
                                const char *folder,
                                gint64 now_ms,
                                GError **error);
gboolean sauda_day_journal_write_step (SaudaConnection *connection,
                                       gint64 run_id,
                                       SaudaDayStep *step,
                                       gint64 now_ms,
                                       GError **error);
gboolean sauda_day_journal_end (SaudaConnection *connection,
                                gint64 run_id,
                                SaudaStepState state,
                                gint64 now_ms,
                                GError **error);

G_END_DECLS
