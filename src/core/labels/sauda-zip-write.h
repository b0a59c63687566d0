#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sauda_zip_write (const char *path,
                          const char *base,
                          const char *const *names,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
