#pragma once

#include "sauda-template.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaTemplateCanvas:
 *
 * A label template as it prints, with sample words in it. Its items are chosen, moved and resized with the
 * pointer or with the arrow keys.
 *
 * Signals: `changing`: an item is about to be moved or resized; `changed`: it was; `selected`: another item
 * is chosen.
 */
#define SAUDA_TYPE_TEMPLATE_CANVAS (sauda_template_canvas_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTemplateCanvas, sauda_template_canvas, SAUDA, TEMPLATE_CANVAS, GtkWidget)

#define SAUDA_TEMPLATE_CANVAS_NONE G_MAXUINT

void sauda_template_canvas_show (SaudaTemplateCanvas *self, SaudaTemplate *label);
void sauda_template_canvas_select (SaudaTemplateCanvas *self, guint item);
guint sauda_template_canvas_get_selected (SaudaTemplateCanvas *self);

G_END_DECLS
