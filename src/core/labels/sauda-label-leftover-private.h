#pragma once

#include "sauda-time.h"

G_BEGIN_DECLS

#define SAUDA_LABEL_MANIFEST_PREFIX "manifest_"

void sauda_label_leftover_remove_tree (const char *path);
void sauda_label_leftover_remove_store (const char *path);
void sauda_label_leftover_remove_run (const char *path);
gboolean sauda_label_leftover_is_store (const char *name, SaudaDay day);
void sauda_label_leftover_give_back (const char *old, const char *current);

G_END_DECLS
