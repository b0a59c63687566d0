#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_archive_name_decode (const char *raw) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_archive_name_is_litter (const char *name);

G_END_DECLS
