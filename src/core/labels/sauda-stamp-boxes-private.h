#pragma once

#include <cairo.h>
#include <glib.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

typedef enum {
  SAUDA_STAMP_BOX_TEXT,
  SAUDA_STAMP_BOX_SHAPE,
  SAUDA_STAMP_BOX_PICTURE,
} SaudaStampBoxKind;

/* What something on a page covers at most; points from the left and the top of the page as a person
 * sees it. */
typedef struct {
  SaudaStampBoxKind kind;
  double left, top, right, bottom;
} SaudaStampBox;

/* A page as its content stream tells it. */
typedef struct {
  double width, height;    /* as a person sees it, points */
  cairo_matrix_t to_sight; /* from the page's own measures */
  GArray *boxes;           /* (owned) (not nullable) (element-type SaudaStampBox) */
  gboolean sure;           /* whether nothing on the page lies outside of @boxes */
  gboolean open;           /* whether something can be drawn on top with known measures */
  guint depth;             /* states that the stream saves and never restores */
} SaudaStampPage;

SaudaStampPage *sauda_stamp_page_read (qpdf_data document, qpdf_oh page) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_page_free (SaudaStampPage *self);
guint sauda_stamp_page_hash_layout (const SaudaStampPage *self);
char *sauda_stamp_page_name_layout (const SaudaStampPage *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampPage, sauda_stamp_page_free)

G_END_DECLS
