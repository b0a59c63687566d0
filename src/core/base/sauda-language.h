#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_language_use (const char *language);

G_END_DECLS
