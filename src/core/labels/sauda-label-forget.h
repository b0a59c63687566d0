#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint sauda_label_forget_orders (const char *folder, const char *store, GHashTable *codes);

G_END_DECLS
