#include "sauda-pdf-paper-private.h"

#include "sauda-pdf-geometry-private.h"
#include "sauda-pdf-source-private.h"
#include "sauda-stamp-ink-private.h"

#include <math.h>

/* Points; PDF makers round the same paper in several ways, and such a page is left as it is. */
#define SAME_SIZE 1.0
/* Points that what is printed may seem to have moved by: half a cell of ink, and its rounding. */
#define SAME_PLACE SAUDA_STAMP_POINTS (1)

/* What is seen of a page, points from the left and the top. */
typedef struct {
  double width, height;
  cairo_rectangle_t ink;
} Sight;

static gboolean
is_as_large (double width, double height, double wanted_width, double wanted_height)
{
  return fabs (width - wanted_width) < SAME_SIZE && fabs (height - wanted_height) < SAME_SIZE;
}

/* Where the paper begins on the page, along one side. A label in a corner of a larger sheet keeps its own
 * margins to the corner; otherwise what is printed comes into the middle. */
static double
find_begin (double page, double paper, double ink, double length)
{
  if (page <= paper)
    return (page - paper) / 2;
  if (ink + length <= paper)
    return 0;
  return ink >= page - paper ? page - paper : ink + (length - paper) / 2;
}

/* A quarter to the right, as the page is shown. */
static void
turn_sight (Sight *sight)
{
  *sight = (Sight){ sight->height,
                    sight->width,
                    { sight->height - sight->ink.y - sight->ink.height, sight->ink.x, sight->ink.height,
                      sight->ink.width } };
}

static void
turn_page (qpdf_data file, qpdf_oh page)
{
  qpdf_oh rotate = qpdf_oh_get_key (file, page, "/Rotate");
  int degrees = qpdf_oh_is_integer (file, rotate) ? qpdf_oh_get_int_value_as_int (file, rotate) : 0;

  qpdf_oh_replace_key (file, page, "/Rotate", qpdf_oh_new_integer (file, (degrees + 90) % 360));
}

static gboolean
set_boxes (qpdf_data file, qpdf_oh page, const cairo_rectangle_t *seen)
{
  SaudaPdfGeometry geometry;
  cairo_matrix_t from_sight;
  double x1 = seen->x, y1 = seen->y, x2 = seen->x + seen->width, y2 = seen->y + seen->height;
  static const char *const others[] = { "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox" };

  if (!sauda_pdf_geometry_read (&geometry, file, page))
    return FALSE;
  from_sight = geometry.to_sight;
  if (cairo_matrix_invert (&from_sight) != CAIRO_STATUS_SUCCESS)
    return FALSE;
  cairo_matrix_transform_point (&from_sight, &x1, &y1);
  cairo_matrix_transform_point (&from_sight, &x2, &y2);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    qpdf_oh_remove_key (file, page, others[i]);
  qpdf_oh_replace_key (
    file, page, "/MediaBox",
    sauda_pdf_numbers (file, (const double[]){ MIN (x1, x2), MIN (y1, y2), MAX (x1, x2), MAX (y1, y2) }, 4));
  return TRUE;
}

/* Returns: whether the page was changed */
static gboolean
fit_page (qpdf_data file, GBytes *pdf, guint number, double width, double height)
{
  qpdf_oh page = qpdf_get_page_n (file, number);
  SaudaPdfGeometry geometry;
  g_autoptr (SaudaStampInk) ink = NULL;
  Sight sight = { 0 };
  gboolean turned;

  if (!sauda_pdf_geometry_read (&geometry, file, page) ||
      is_as_large (geometry.width, geometry.height, width, height))
    return FALSE;
  ink = sauda_stamp_ink_new_drawn (pdf, number);
  if (ink == NULL || !sauda_stamp_ink_get_extent (ink, &sight.ink))
    return FALSE;
  sight.width = geometry.width;
  sight.height = geometry.height;
  turned = sight.ink.width > width || sight.ink.height > height;
  /* a whole label that lies on its side has its own margins, however little is printed on it */
  turned = turned || is_as_large (sight.width, sight.height, height, width);
  if (turned)
    turn_sight (&sight);
  if (sight.ink.width > width || sight.ink.height > height)
    return FALSE;
  if (turned)
    turn_page (file, page);
  return set_boxes (file, page,
                    &(cairo_rectangle_t){ find_begin (sight.width, width, sight.ink.x, sight.ink.width),
                                          find_begin (sight.height, height, sight.ink.y, sight.ink.height),
                                          width, height });
}

/* A larger box may show what the old one hid: such a page stays as it was. */
static gboolean
shows_the_same (GBytes *before, GBytes *after, guint page)
{
  g_autoptr (SaudaStampInk) old = sauda_stamp_ink_new_drawn (before, page);
  g_autoptr (SaudaStampInk) new = sauda_stamp_ink_new_drawn (after, page);
  cairo_rectangle_t a, b;

  if (old == NULL || new == NULL || !sauda_stamp_ink_get_extent (old, &a) ||
      !sauda_stamp_ink_get_extent (new, &b))
    return old == NULL && new == NULL;
  return (fabs (a.width - b.width) < SAME_PLACE && fabs (a.height - b.height) < SAME_PLACE) ||
         (fabs (a.width - b.height) < SAME_PLACE && fabs (a.height - b.width) < SAME_PLACE);
}

static GBytes *
write_bytes (qpdf_data file)
{
  qpdf_init_write_memory (file);
  qpdf_set_preserve_encryption (file, QPDF_FALSE);
  qpdf_set_decode_level (file, qpdf_dl_none);
  qpdf_set_compress_streams (file, QPDF_FALSE);
  if ((qpdf_write (file) & QPDF_ERRORS) != 0)
    return NULL;
  return g_bytes_new (qpdf_get_buffer (file), qpdf_get_buffer_length (file));
}

/**
 * sauda_pdf_paper_fit: (skip)
 * @pdf: labels
 * @width: of the paper, points
 * @height: of the paper, points
 *
 * Gives labels of other makers the paper's size at 100 %: a label in a corner of A4 is cut out, a smaller one
 * comes into the middle, one on its side is turned. Only the boxes of pages change, nothing is drawn anew.
 * Pages whose print does not fit the paper stay as they are, and so do pages of that size already.
 *
 * Returns: (transfer full): the labels, @pdf itself when nothing had to be done
 */
GBytes *
sauda_pdf_paper_fit (GBytes *pdf, double width, double height)
{
  guint pages = 0, changed = 0;
  qpdf_data file = sauda_pdf_source_open (pdf, &pages, NULL);
  g_autoptr (GBytes) fitted = NULL;

  if (file == NULL)
    return g_bytes_ref (pdf);
  qpdf_push_inherited_attributes_to_page (file);
  for (guint i = 0; i < pages; i++)
    changed += fit_page (file, pdf, i, width, height) ? 1 : 0;
  if (changed > 0)
    fitted = write_bytes (file);
  sauda_pdf_source_close (file);
  for (guint i = 0; i < pages && fitted != NULL; i++)
    if (!shows_the_same (pdf, fitted, i))
      g_clear_pointer (&fitted, g_bytes_unref);
  return fitted != NULL ? g_steal_pointer (&fitted) : g_bytes_ref (pdf);
}
