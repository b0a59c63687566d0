#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_stall_watch_start (guint limit_ms);
void sauda_stall_watch_stop (void);
guint sauda_stall_watch_get_longest (void);
guint sauda_stall_watch_get_longest_work (void);

G_END_DECLS
