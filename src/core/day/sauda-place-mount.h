#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sauda_place_mount (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
