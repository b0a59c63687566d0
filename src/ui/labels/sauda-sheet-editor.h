#pragma once

#include "sauda-template-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaSheetEditor:
 *
 * Where the labels of a sheet lie, in millimetres, with a picture of the sheet.
 *
 * Signals: `saved` (utf8 id): a sheet was saved or reset.
 */
#define SAUDA_TYPE_SHEET_EDITOR (sauda_sheet_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSheetEditor, sauda_sheet_editor, SAUDA, SHEET_EDITOR, AdwWindow)

SaudaSheetEditor *sauda_sheet_editor_new (GtkWindow *parent, const char *folder, const char *id);
const SaudaSheetGrid *sauda_sheet_editor_get_sheet (SaudaSheetEditor *self);

G_END_DECLS
