#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStampEditor:
 *
 * Where the size mark goes on waybills like this one.
 */
#define SAUDA_TYPE_STAMP_EDITOR (sauda_stamp_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStampEditor, sauda_stamp_editor, SAUDA, STAMP_EDITOR, AdwWindow)

SaudaStampEditor *
sauda_stamp_editor_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *waybill, guint page);
gboolean sauda_stamp_editor_is_ready (SaudaStampEditor *self);
gboolean sauda_stamp_editor_is_free (SaudaStampEditor *self);

G_END_DECLS
