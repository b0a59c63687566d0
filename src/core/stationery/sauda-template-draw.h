#pragma once

#include "sauda-template.h"

G_BEGIN_DECLS

/**
 * SaudaTemplatePen:
 *
 * Draws labels upon one surface, the same for screen, PDF and paper; belongs to one thread.
 */
typedef struct _SaudaTemplatePen SaudaTemplatePen;

SaudaTemplatePen *sauda_template_pen_new (cairo_t *cairo) G_GNUC_WARN_UNUSED_RESULT;
void sauda_template_pen_free (SaudaTemplatePen *self);
gboolean sauda_template_pen_draw (SaudaTemplatePen *self,
                                  const SaudaTemplate *label,
                                  GHashTable *fields,
                                  double x,
                                  double y,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTemplatePen, sauda_template_pen_free)

G_END_DECLS
