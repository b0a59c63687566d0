#include "sauda-stationery-print.h"

#include "sauda-template-draw.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MARK_LENGTH SAUDA_MM (2)
#define MARK_PEN 0.25
/* Millimetres that makers of sheets round away. */
#define TOLERANCE 0.6

typedef struct {
  const SaudaStationeryPrint *print; /* (not nullable) borrowed */
  cairo_t *cairo;                    /* (not nullable) borrowed */
  SaudaTemplatePen *pen;             /* (not nullable) borrowed */
  guint pages;
} Writing;

static gboolean
check_size (const SaudaStationeryPrint *print, GError **error)
{
  const SaudaSheetGrid *sheet = print->sheet;
  const SaudaTemplate *label = print->label;

  if (sheet == NULL ||
      (label->width <= sheet->width + TOLERANCE && label->height <= sheet->height + TOLERANCE))
    return TRUE;
  g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_PAPER,
               _ ("“%s” is %g x %g mm, but a label of the sheet “%s” is %g x %g mm. Choose another of them: "
                  "nothing is ever made smaller by itself."),
               label->title, label->width, label->height, sheet->title, sheet->width, sheet->height);
  return FALSE;
}

static void
mark_corner (cairo_t *cairo, double x, double y, double across, double down)
{
  cairo_move_to (cairo, x, y);
  cairo_line_to (cairo, x + across, y);
  cairo_move_to (cairo, x, y);
  cairo_line_to (cairo, x, y + down);
}

static void
draw_marks (Writing *writing, double x, double y)
{
  const SaudaSheetGrid *sheet = writing->print->sheet;
  double right = x + SAUDA_MM (sheet->width), bottom = y + SAUDA_MM (sheet->height);

  cairo_set_source_rgb (writing->cairo, 0, 0, 0);
  cairo_set_line_width (writing->cairo, MARK_PEN);
  mark_corner (writing->cairo, x, y, MARK_LENGTH, MARK_LENGTH);
  mark_corner (writing->cairo, right, y, -MARK_LENGTH, MARK_LENGTH);
  mark_corner (writing->cairo, x, bottom, MARK_LENGTH, -MARK_LENGTH);
  mark_corner (writing->cairo, right, bottom, -MARK_LENGTH, -MARK_LENGTH);
  cairo_stroke (writing->cairo);
}

/* In the middle of its place on the sheet. */
static gboolean
draw_on_sheet (Writing *writing, guint place, GHashTable *fields, GError **error)
{
  const SaudaSheetGrid *sheet = writing->print->sheet;
  const SaudaTemplate *label = writing->print->label;
  double x = SAUDA_MM (sheet->left + place % sheet->columns * sheet->step_x);
  double y = SAUDA_MM (sheet->top + place / sheet->columns * sheet->step_y);

  if (writing->print->marks)
    draw_marks (writing, x, y);
  return sauda_template_pen_draw (writing->pen, label, fields, x + SAUDA_MM (sheet->width - label->width) / 2,
                                  y + SAUDA_MM (sheet->height - label->height) / 2, error);
}

static gboolean
draw_all (Writing *writing, GCancellable *cancellable, GError **error)
{
  const SaudaStationeryPrint *print = writing->print;
  guint places = print->sheet != NULL ? print->sheet->columns * print->sheet->rows : 1;
  guint place = print->sheet != NULL ? print->first % places : 0;

  for (guint i = 0; i < print->copies->len; i++) {
    GHashTable *fields = g_ptr_array_index (print->copies, i);

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (print->sheet != NULL ? !draw_on_sheet (writing, place, fields, error)
                             : !sauda_template_pen_draw (writing->pen, print->label, fields, 0, 0, error))
      return FALSE;
    if (++place < places && i + 1 < print->copies->len)
      continue;
    cairo_show_page (writing->cairo);
    writing->pages++;
    place = 0;
  }
  return TRUE;
}

static cairo_status_t
keep_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
write_pages (const SaudaStationeryPrint *self, guint *pages, GCancellable *cancellable, GError **error)
{
  double width = self->sheet != NULL ? self->sheet->page_width : self->label->width;
  double height = self->sheet != NULL ? self->sheet->page_height : self->label->height;
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (keep_bytes, bytes, SAUDA_MM (width), SAUDA_MM (height));
  Writing writing = { .print = self, .cairo = cairo_create (surface) };
  gboolean drawn;

  writing.pen = sauda_template_pen_new (writing.cairo);
  drawn = draw_all (&writing, cancellable, error);
  sauda_template_pen_free (writing.pen);
  cairo_destroy (writing.cairo);
  cairo_surface_finish (surface);
  if (drawn && cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS) {
    sauda_stationery_set_unwritten (error, "PDF", cairo_status_to_string (cairo_surface_status (surface)));
    drawn = FALSE;
  }
  cairo_surface_destroy (surface);
  *pages = writing.pages;
  if (drawn)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

/**
 * sauda_stationery_print_write_bytes:
 * @self: labels
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a PDF, or %NULL with %SAUDA_STATIONERY_ERROR_PAPER,
 * %SAUDA_STATIONERY_ERROR_BARCODE or %G_IO_ERROR_CANCELLED
 */
GBytes *
sauda_stationery_print_write_bytes (const SaudaStationeryPrint *self,
                                    GCancellable *cancellable,
                                    GError **error)
{
  guint pages;

  return check_size (self, error) ? write_pages (self, &pages, cancellable, error) : NULL;
}

/**
 * sauda_stationery_print_write:
 * @self: labels
 * @path: where the PDF goes
 * @pages: (out): pages written
 * @cancellable: (nullable): to stop; a file that was there before stays then
 * @error: return location
 *
 * Returns: %FALSE with an error as sauda_stationery_print_write_bytes(), or %SAUDA_STATIONERY_ERROR_WRITE
 */
gboolean
sauda_stationery_print_write (const SaudaStationeryPrint *self,
                              const char *path,
                              guint *pages,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GBytes) pdf = check_size (self, error) ? write_pages (self, pages, cancellable, error) : NULL;
  g_autoptr (GError) local = NULL;
  gsize length;
  const char *data = pdf != NULL ? g_bytes_get_data (pdf, &length) : NULL;

  if (pdf == NULL)
    return FALSE;
  if (g_file_set_contents (path, data, (gssize) length, &local))
    return TRUE;
  sauda_stationery_set_unwritten (error, path, local->message);
  return FALSE;
}
