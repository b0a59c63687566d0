#pragma once

#include <glib.h>

G_BEGIN_DECLS

int sauda_day_lock_take (const char *folder, GError **error);
void sauda_day_lock_release (int lock);

G_END_DECLS
