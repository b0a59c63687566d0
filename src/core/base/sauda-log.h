#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_log_set_up (gboolean verbose);
char *sauda_log_mask (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
