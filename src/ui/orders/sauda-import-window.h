#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaImportWindow:
 *
 * Shows what is in files before they come in, and what came in afterwards, with every row that has a problem.
 */
#define SAUDA_TYPE_IMPORT_WINDOW (sauda_import_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaImportWindow, sauda_import_window, SAUDA, IMPORT_WINDOW, AdwWindow)

SaudaImportWindow *sauda_import_window_new (GtkWindow *parent,
                                            SaudaWorkspace *workspace,
                                            GListModel *files) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_import_window_is_busy (SaudaImportWindow *self);
gboolean sauda_import_window_is_done (SaudaImportWindow *self);
void sauda_import_window_accept (SaudaImportWindow *self);

G_END_DECLS
