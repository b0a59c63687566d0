#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int sauda_day_lock_take (const char *folder, GError **error);
int sauda_day_lock_wait (const char *folder, GError **error);
void sauda_day_lock_take_async (const char *folder, GAsyncReadyCallback callback, gpointer user_data);
int sauda_day_lock_take_finish (GAsyncResult *result, GError **error);
void sauda_day_lock_release (int lock);
int sauda_day_lock_hold_open (const char *folder);
gboolean sauda_day_lock_is_open (const char *folder);

G_END_DECLS
