#pragma once

#include "sauda-stamp-boxes-private.h"

#include <cairo.h>

G_BEGIN_DECLS

#define SAUDA_STAMP_POINTS(millimetres) ((millimetres) *72 / 25.4)

/* Where something stands on a page, in cells of half a millimetre. */
typedef struct {
  double width, height; /* points */
  int columns, rows;
  guint8 *cells; /* (owned) (not nullable) row by row, 1 where there is ink */
} SaudaStampInk;

SaudaStampInk *sauda_stamp_ink_new (double width, double height) G_GNUC_WARN_UNUSED_RESULT;
SaudaStampInk *sauda_stamp_ink_new_from_boxes (const SaudaStampPage *page,
                                               gboolean margins) G_GNUC_WARN_UNUSED_RESULT;
SaudaStampInk *sauda_stamp_ink_new_drawn (GBytes *pdf, guint page) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_ink_free (SaudaStampInk *self);
void sauda_stamp_ink_spread (SaudaStampInk *self, double margin);
gboolean sauda_stamp_ink_get_extent (const SaudaStampInk *self, cairo_rectangle_t *extent);
gboolean sauda_stamp_ink_covers (const SaudaStampInk *self, const SaudaStampInk *other);
gboolean sauda_stamp_ink_is_free (const SaudaStampInk *self, const cairo_rectangle_t *place);
gboolean sauda_stamp_ink_find_place (const SaudaStampInk *self, cairo_rectangle_t *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampInk, sauda_stamp_ink_free)

G_END_DECLS
