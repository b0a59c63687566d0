#include "sauda-stamp-boxes-private.h"

#include "sauda-pdf-geometry-private.h"
#include "sauda-stamp-content-private.h"

#include <math.h>

/* Points: what moves less belongs to the same layout. */
#define LAYOUT_STEP 4.0
/* Points: the bars and squares of codes that are drawn, not pictures, differ from label to label. */
#define CODE_PART_WIDTH 7.0
#define CODE_PART_LENGTH 57.0

static gboolean
is_of_layout (const SaudaStampBox *box)
{
  double width = box->right - box->left, height = box->bottom - box->top;

  if (box->kind != SAUDA_STAMP_BOX_SHAPE)
    return box->kind == SAUDA_STAMP_BOX_PICTURE;
  return MIN (width, height) > CODE_PART_WIDTH || MAX (width, height) > CODE_PART_LENGTH;
}

/**
 * sauda_stamp_page_read: (skip)
 * @document: a file
 * @page: a page of it
 *
 * Reads where there is something on the page from its content stream, without drawing it: text, shapes and
 * pictures by their outer measures. A hundred times as fast as drawing, and too large rather than too small.
 *
 * Returns: (transfer full): what was found
 */
SaudaStampPage *
sauda_stamp_page_read (qpdf_data document, qpdf_oh page)
{
  SaudaStampPage *self = g_new0 (SaudaStampPage, 1);
  qpdf_oh notes = qpdf_oh_get_key (document, page, "/Annots");
  SaudaPdfGeometry geometry = { 0 };

  self->boxes = g_array_new (FALSE, FALSE, sizeof (SaudaStampBox));
  self->open = sauda_pdf_geometry_read (&geometry, document, page);
  self->width = geometry.width;
  self->height = geometry.height;
  self->to_sight = geometry.to_sight;
  self->sure =
    self->open && (!qpdf_oh_is_array (document, notes) || qpdf_oh_get_array_n_items (document, notes) == 0);
  if (self->open)
    sauda_stamp_content_read (self, document, page);
  return self;
}

/**
 * sauda_stamp_page_free: (skip)
 * @self: (transfer full): a page
 */
void
sauda_stamp_page_free (SaudaStampPage *self)
{
  g_array_unref (self->boxes);
  g_free (self);
}

/**
 * sauda_stamp_page_hash_layout: (skip)
 * @self: a page
 *
 * Returns: a number that is the same for pages whose pictures and shapes lie in the same places, whatever
 * their texts and codes are
 */
guint
sauda_stamp_page_hash_layout (const SaudaStampPage *self)
{
  guint hash = 5381;

  hash = hash * 33 + (guint) lround (self->width);
  hash = hash * 33 + (guint) lround (self->height);
  for (guint i = 0; i < self->boxes->len; i++) {
    const SaudaStampBox *box = &g_array_index (self->boxes, SaudaStampBox, i);

    if (!is_of_layout (box))
      continue;
    hash = hash * 33 + (guint) lround (box->left / LAYOUT_STEP);
    hash = hash * 33 + (guint) lround (box->top / LAYOUT_STEP);
    hash = hash * 33 + (guint) lround (box->right / LAYOUT_STEP);
    hash = hash * 33 + (guint) lround (box->bottom / LAYOUT_STEP);
  }
  return hash;
}

/**
 * sauda_stamp_page_name_layout: (skip)
 * @self: a page
 *
 * Returns: (transfer full): the layout as files keep it
 */
char *
sauda_stamp_page_name_layout (const SaudaStampPage *self)
{
  return g_strdup_printf ("%08x", sauda_stamp_page_hash_layout (self));
}
