#include "sauda-stamp-boxes-private.h"

#include "sauda-stamp-content-private.h"

#include <math.h>

/* Points: what moves less belongs to the same layout. */
#define LAYOUT_STEP 4.0
/* Points: the bars and squares of codes that are drawn, not pictures, differ from label to label. */
#define CODE_PART_WIDTH 7.0
#define CODE_PART_LENGTH 57.0

static gboolean
read_box (qpdf_data document, qpdf_oh page, const char *key, double box[4])
{
  qpdf_oh array = qpdf_oh_get_key (document, page, key);
  double read[4];

  if (!qpdf_oh_is_array (document, array) || qpdf_oh_get_array_n_items (document, array) != 4)
    return FALSE;
  for (int i = 0; i < 4; i++) {
    qpdf_oh item = qpdf_oh_get_array_item (document, array, i);

    if (!qpdf_oh_is_number (document, item))
      return FALSE;
    read[i] = qpdf_oh_get_numeric_value (document, item);
  }
  box[0] = MIN (read[0], read[2]);
  box[1] = MIN (read[1], read[3]);
  box[2] = MAX (read[0], read[2]);
  box[3] = MAX (read[1], read[3]);
  return TRUE;
}

/* Turned clockwise by that much, seen from the upper left corner. */
static gboolean
set_sight (SaudaStampPage *self, const double box[4], int turn)
{
  double width = box[2] - box[0], height = box[3] - box[1];

  self->width = turn % 180 == 0 ? width : height;
  self->height = turn % 180 == 0 ? height : width;
  switch ((turn % 360 + 360) % 360) {
  case 0:
    cairo_matrix_init (&self->to_sight, 1, 0, 0, -1, -box[0], box[3]);
    return TRUE;
  case 90:
    cairo_matrix_init (&self->to_sight, 0, 1, 1, 0, -box[1], -box[0]);
    return TRUE;
  case 180:
    cairo_matrix_init (&self->to_sight, -1, 0, 0, 1, box[2], -box[1]);
    return TRUE;
  case 270:
    cairo_matrix_init (&self->to_sight, 0, -1, -1, 0, box[3], box[2]);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
read_geometry (SaudaStampPage *self, qpdf_data document, qpdf_oh page)
{
  qpdf_oh rotate = qpdf_oh_get_key (document, page, "/Rotate");
  double media[4], crop[4];

  if (!read_box (document, page, "/MediaBox", media) || qpdf_oh_has_key (document, page, "/UserUnit"))
    return FALSE;
  if (read_box (document, page, "/CropBox", crop)) {
    media[0] = MAX (media[0], crop[0]);
    media[1] = MAX (media[1], crop[1]);
    media[2] = MIN (media[2], crop[2]);
    media[3] = MIN (media[3], crop[3]);
  }
  return media[2] > media[0] && media[3] > media[1] &&
         set_sight (self, media,
                    qpdf_oh_is_integer (document, rotate) ? qpdf_oh_get_int_value_as_int (document, rotate)
                                                          : 0);
}

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

  self->boxes = g_array_new (FALSE, FALSE, sizeof (SaudaStampBox));
  self->open = read_geometry (self, document, page);
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
