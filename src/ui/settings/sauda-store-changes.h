#pragma once

#include "sauda-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The action that takes a name back, for the page that shows stores: it has (new name, old name). */
#define SAUDA_STORE_CHANGES_RENAME "settings.rename-store"

void
sauda_store_changes_rename (GtkWidget *page, SaudaWorkspace *workspace, const char *store, const char *name);
void sauda_store_changes_merge (GtkWidget *page, SaudaWorkspace *workspace, const char *store);

G_END_DECLS
