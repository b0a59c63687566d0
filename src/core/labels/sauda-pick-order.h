#pragma once

#include <glib.h>

G_BEGIN_DECLS

GStrv sauda_pick_order_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_pick_order_save (const char *const *models, const char *path, GError **error);

G_END_DECLS
