#pragma once

#include "sauda-print-queue.h"

G_BEGIN_DECLS

gboolean sauda_print_work_set_sent (SaudaConnection *connection,
                                    gint64 job_id,
                                    const char *who,
                                    gint64 now_ms,
                                    GError **error);

G_END_DECLS
