#pragma once

#include "sauda-pack-window.h"

G_BEGIN_DECLS

gboolean sauda_pack_commands_write (const char *path, GError **error);
void sauda_pack_commands_print (GtkWindow *parent);

G_END_DECLS
