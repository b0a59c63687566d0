#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_city_find_id (const char *text) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_city_get_name (const char *id);

G_END_DECLS
