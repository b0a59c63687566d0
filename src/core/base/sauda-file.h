#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sauda_file_make_folder (const char *path, GError **error);
gboolean sauda_file_write (const char *path, const void *data, gsize length, GError **error);
char *
sauda_file_sha256 (const char *path, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_file_sync_folder (const char *path);

G_END_DECLS
