#pragma once

#include "sauda-pick-list.h"

G_BEGIN_DECLS

gboolean sauda_pick_sheet_write (const SaudaPickList *list, const char *path, guint *pages, GError **error);

G_END_DECLS
