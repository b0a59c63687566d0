#pragma once

#include <cairo.h>
#include <poppler.h>

G_BEGIN_DECLS

/* What a mark adds to a page. */
typedef struct {
  guint added;   /* dots that had no ink before */
  guint changed; /* dots that had ink before and look otherwise now */
  int left, top, right, bottom;
} SaudaStampDifference;

cairo_surface_t *sauda_stamp_test_draw (PopplerDocument *document, int page);
SaudaStampDifference sauda_stamp_test_compare (PopplerDocument *plain, PopplerDocument *stamped, int page);

G_END_DECLS
