#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_language_use (const char *language);
char *sauda_language_get_fault (const char *language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
