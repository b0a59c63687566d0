#pragma once

#include "sauda-window.h"

G_BEGIN_DECLS

typedef gboolean (*StageReady) (SaudaWindow *window, const char *page);

void stage_settle (GtkWindow *window);
gboolean stage_save_picture (GtkWidget *widget, const char *path);
void stage_serve (SaudaWindow *window, StageReady is_ready);

G_END_DECLS
