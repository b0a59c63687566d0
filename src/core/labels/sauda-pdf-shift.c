#include "sauda-pdf-shift.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-source-private.h"

#include <glib/gi18n-lib.h>

#define POINTS_PER_MM (72.0 / 25.4)

/* A way on a page, in points of its own space: to the right and up, whatever turn it is shown with. */
typedef struct {
  double x;
  double y;
} Way;

/* What a person sees as right and down, in the space of a page that is shown turned by @degrees. */
static Way
turn (double right, double down, int degrees)
{
  switch (((degrees % 360) + 360) % 360) {
  case 90:
    return (Way){ down, right };
  case 180:
    return (Way){ -right, down };
  case 270:
    return (Way){ -down, -right };
  default:
    return (Way){ right, -down };
  }
}

/* The box goes the other way, so that what is drawn goes this way on the paper. */
static void
move_box (qpdf_data file, qpdf_oh page, const char *key, Way way)
{
  qpdf_oh box;
  qpdf_oh moved;

  if (!qpdf_oh_has_key (file, page, key))
    return;
  box = qpdf_oh_get_key (file, page, key);
  if (!qpdf_oh_is_array (file, box) || qpdf_oh_get_array_n_items (file, box) != 4)
    return;
  moved = qpdf_oh_new_array (file);
  for (int i = 0; i < 4; i++) {
    double value = qpdf_oh_get_numeric_value (file, qpdf_oh_get_array_item (file, box, i));
    double step = i % 2 == 0 ? way.x : way.y;

    qpdf_oh_append_item (file, moved, qpdf_oh_new_real_from_double (file, value - step, 4));
  }
  qpdf_oh_replace_key (file, page, key, moved);
}

static void
move_page (qpdf_data file, guint number, double right, double down)
{
  static const char *const boxes[] = { "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox" };
  qpdf_oh page = qpdf_get_page_n (file, number);
  int degrees = 0;
  Way way;

  if (qpdf_oh_has_key (file, page, "/Rotate"))
    degrees = qpdf_oh_get_int_value_as_int (file, qpdf_oh_get_key (file, page, "/Rotate"));
  way = turn (right * POINTS_PER_MM, down * POINTS_PER_MM, degrees);
  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    move_box (file, page, boxes[i], way);
}

static GBytes *
write_moved (qpdf_data file, GError **error)
{
  qpdf_init_write_memory (file);
  qpdf_set_decode_level (file, qpdf_dl_none);
  qpdf_set_compress_streams (file, QPDF_FALSE);
  if ((qpdf_write (file) & QPDF_ERRORS) == 0)
    return g_bytes_new (qpdf_get_buffer (file), qpdf_get_buffer_length (file));
  sauda_labels_set_unwritten (error, "PDF", _ ("the pages could not be moved"));
  return NULL;
}

/**
 * sauda_pdf_shift:
 * @pdf: a PDF
 * @right: millimetres to the right as a person sees the page, less than 0 to the left
 * @down: millimetres down, less than 0 up
 * @error: return location
 *
 * Moves what is on the pages, for a printer that puts it beside its place. Nothing is drawn anew and the size
 * of the pages stays; only their boxes move.
 *
 * Returns: (transfer full) (nullable): the moved PDF, or %NULL with %SAUDA_LABELS_ERROR_ENCRYPTED,
 * %SAUDA_LABELS_ERROR_DAMAGED or %SAUDA_LABELS_ERROR_WRITE
 */
GBytes *
sauda_pdf_shift (GBytes *pdf, double right, double down, GError **error)
{
  guint pages = 0;
  qpdf_data file = sauda_pdf_source_open (pdf, &pages, error);
  GBytes *moved = NULL;

  if (file == NULL)
    return NULL;
  qpdf_push_inherited_attributes_to_page (file);
  for (guint i = 0; i < pages; i++)
    move_page (file, i, right, down);
  if (qpdf_has_error (file))
    sauda_pdf_source_set_damaged (error);
  else
    moved = write_moved (file, error);
  sauda_pdf_source_close (file);
  return moved;
}
