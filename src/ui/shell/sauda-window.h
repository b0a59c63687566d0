#pragma once

#include "sauda-application.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaWindow:
 *
 * The window: a sidebar of pages, the page that is open, and what says that this is practice. It opens the
 * data folder by itself; while that lasts it shows a spinner, and when it fails the reason and a button.
 *
 * Signal `opened`: the data folder is open, or failed to open.
 */
#define SAUDA_TYPE_WINDOW (sauda_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWindow, sauda_window, SAUDA, WINDOW, AdwApplicationWindow)

SaudaWindow *sauda_window_new (SaudaApplication *application) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_window_is_open (SaudaWindow *self);
gboolean sauda_window_has_failed (SaudaWindow *self);
SaudaWorkspace *sauda_window_get_workspace (SaudaWindow *self);
GtkWidget *sauda_window_get_page (SaudaWindow *self, const char *name);
void sauda_window_show_page (SaudaWindow *self, const char *name);
void sauda_window_quit (SaudaWindow *self);
void sauda_window_import (SaudaWindow *self, GListModel *files);

G_END_DECLS
