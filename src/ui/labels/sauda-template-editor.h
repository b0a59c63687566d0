#pragma once

#include "sauda-template-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaTemplateEditor:
 *
 * Where labels of our own are laid out, in millimetres, with a preview of what prints.
 *
 * Signals: `saved` (utf8 id): a template was saved or reset.
 */
#define SAUDA_TYPE_TEMPLATE_EDITOR (sauda_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTemplateEditor, sauda_template_editor, SAUDA, TEMPLATE_EDITOR, AdwWindow)

SaudaTemplateEditor *sauda_template_editor_new (GtkWindow *parent, const char *folder, const char *id);
const SaudaTemplate *sauda_template_editor_get_template (SaudaTemplateEditor *self);

G_END_DECLS
