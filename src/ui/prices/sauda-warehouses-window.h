#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_WAREHOUSES_WINDOW (sauda_warehouses_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWarehousesWindow, sauda_warehouses_window, SAUDA, WAREHOUSES_WINDOW, AdwWindow)

SaudaWarehousesWindow *sauda_warehouses_window_new (GtkWindow *parent,
                                                    SaudaWorkspace *workspace,
                                                    gint64 store_id,
                                                    const char *usual);
gboolean sauda_warehouses_window_is_busy (SaudaWarehousesWindow *self);

G_END_DECLS
