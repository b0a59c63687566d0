#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sauda_backup_copy (const char *from, const char *to, GError **error);

G_END_DECLS
