#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaCatalogueImportWindow:
 *
 * A catalogue on its way in: what is new, what changes and what cannot be right, row by row; two rows of one
 * offer side by side, of which a person chooses. Nothing is written before a yes, and then all or nothing.
 *
 * Signal: `imported` after it came in, or was taken back.
 */
#define SAUDA_TYPE_CATALOGUE_IMPORT_WINDOW (sauda_catalogue_import_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCatalogueImportWindow,
                      sauda_catalogue_import_window,
                      SAUDA,
                      CATALOGUE_IMPORT_WINDOW,
                      AdwWindow)

SaudaCatalogueImportWindow *sauda_catalogue_import_window_new (GtkWindow *parent,
                                                               SaudaWorkspace *workspace,
                                                               const char *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_catalogue_import_window_is_busy (SaudaCatalogueImportWindow *self);
gboolean sauda_catalogue_import_window_is_done (SaudaCatalogueImportWindow *self);
void sauda_catalogue_import_window_accept (SaudaCatalogueImportWindow *self);
void sauda_catalogue_import_window_take_back (SaudaCatalogueImportWindow *self);
void sauda_catalogue_import_window_choose (SaudaCatalogueImportWindow *self, guint row);

G_END_DECLS
