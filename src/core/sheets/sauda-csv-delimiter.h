#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to the room. */

char sauda_csv_delimiter_find (const char *text, gsize length);

G_END_DECLS
