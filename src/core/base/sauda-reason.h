#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_reason_new (const char *sentence, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
char *sauda_reason_new_count (const char *singular, const char *plural, guint count, ...)
  G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
char *sauda_reason_show (const char *reason) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
