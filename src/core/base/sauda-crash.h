#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sauda_crash_watch (const char *folder, const char *version);
char *sauda_crash_take_report (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
