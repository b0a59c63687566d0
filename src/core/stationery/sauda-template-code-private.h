#pragma once

#include "sauda-template.h"

G_BEGIN_DECLS

/* A bar code in its room, with what people read beside it. */
typedef struct {
  SaudaBarcode *barcode;     /* (owned) (not nullable) */
  cairo_rectangle_t room;    /* points, quiet zone included */
  cairo_rectangle_t caption; /* points; of no width without one */
  gboolean beside;           /* the caption stands beside the code, on several rows */
} SaudaTemplateCode;

gboolean sauda_template_code_init (SaudaTemplateCode *self,
                                   const SaudaTemplateItem *item,
                                   const char *text,
                                   const cairo_rectangle_t *room,
                                   GError **error);
void sauda_template_code_clear (SaudaTemplateCode *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaudaTemplateCode, sauda_template_code_clear)

G_END_DECLS
