#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_money_format (gint64 tenge) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_money_format_range (gint64 least, gint64 highest) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_money_parse (const char *text, gint64 *tenge, GError **error);

G_END_DECLS
