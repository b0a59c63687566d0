#include "sauda-template-draw.h"

#include "sauda-template-code-private.h"
#include "sauda-text-fit.h"

#define CAPTION_SMALLEST 4.0

struct _SaudaTemplatePen {
  cairo_t *cairo;          /* (owned) (not nullable) */
  SaudaTextFitter *fitter; /* (owned) (not nullable) */
};

static double
align (SaudaTemplateAlign where, double room, double taken)
{
  return where == SAUDA_TEMPLATE_START ? 0 : (room - taken) / (where == SAUDA_TEMPLATE_MIDDLE ? 2 : 1);
}

static void
draw_text (SaudaTemplatePen *self,
           const SaudaTemplateItem *item,
           const char *text,
           const cairo_rectangle_t *room)
{
  static const PangoAlignment aligns[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
  const SaudaFittedText *fitted;

  if (*text == '\0')
    return;
  fitted = sauda_text_fitter_fit (self->fitter, &(SaudaTextFit){ text, room->width, room->height, item->size,
                                                                 item->smallest, item->bold, item->wrap,
                                                                 aligns[item->align] });
  cairo_set_source_rgb (self->cairo, item->white, item->white, item->white);
  sauda_text_fitter_show (self->fitter, fitted, room->x + align (item->align, room->width, fitted->width),
                          room->y + align (item->valign, room->height, fitted->height));
}

/* Long codes are words that are tied together: a row may end behind each. */
static char *
make_breakable (const char *text)
{
  GString *breakable = g_string_new (NULL);

  for (const char *letter = text; *letter != '\0'; letter++) {
    g_string_append_c (breakable, *letter);
    if (*letter == '_' || *letter == '-' || *letter == '.')
      g_string_append (breakable, "\u200b");
  }
  return g_string_free (breakable, FALSE);
}

static gboolean
draw_barcode (SaudaTemplatePen *self,
              const SaudaTemplateItem *item,
              const char *text,
              const cairo_rectangle_t *room,
              GError **error)
{
  g_auto (SaudaTemplateCode) code = { NULL };

  if (*text == '\0')
    return TRUE;
  if (!sauda_template_code_init (&code, item, text, room, error))
    return FALSE;
  if (code.caption.width > 0) {
    SaudaTemplateItem caption = *item;
    g_autofree char *breakable = code.beside ? make_breakable (text) : NULL;

    caption.align = code.beside ? SAUDA_TEMPLATE_START : SAUDA_TEMPLATE_MIDDLE;
    caption.valign = SAUDA_TEMPLATE_MIDDLE;
    caption.smallest = CAPTION_SMALLEST;
    caption.wrap = code.beside;
    caption.white = FALSE;
    draw_text (self, &caption, code.beside ? breakable : sauda_barcode_get_caption (code.barcode),
               &code.caption);
  }
  sauda_barcode_draw (code.barcode, self->cairo, &code.room);
  return TRUE;
}

static void
draw_shape (SaudaTemplatePen *self, const SaudaTemplateItem *item, const cairo_rectangle_t *room)
{
  double pen = SAUDA_MM (item->thickness);

  cairo_set_source_rgb (self->cairo, 0, 0, 0);
  cairo_set_line_width (self->cairo, pen);
  switch (item->type) {
  case SAUDA_TEMPLATE_FILL:
    cairo_rectangle (self->cairo, room->x, room->y, room->width, room->height);
    cairo_fill (self->cairo);
    return;
  case SAUDA_TEMPLATE_FRAME:
    cairo_rectangle (self->cairo, room->x + pen / 2, room->y + pen / 2, room->width - pen,
                     room->height - pen);
    break;
  case SAUDA_TEMPLATE_LINE:
  default:
    cairo_move_to (self->cairo, room->x, room->y);
    cairo_line_to (self->cairo, room->x + room->width, room->y + room->height);
    break;
  }
  cairo_stroke (self->cairo);
}

static gboolean
draw_item (SaudaTemplatePen *self,
           const SaudaTemplateItem *item,
           GHashTable *fields,
           const cairo_rectangle_t *room,
           GError **error)
{
  g_autofree char *text = item->text != NULL ? sauda_template_fill_in (item->text, fields) : NULL;

  if (item->type == SAUDA_TEMPLATE_BARCODE)
    return draw_barcode (self, item, text, room, error);
  if (item->type == SAUDA_TEMPLATE_TEXT)
    draw_text (self, item, text, room);
  else
    draw_shape (self, item, room);
  return TRUE;
}

/**
 * sauda_template_pen_new:
 * @cairo: of the surface, in points
 *
 * Returns: (transfer full): a pen
 */
SaudaTemplatePen *
sauda_template_pen_new (cairo_t *cairo)
{
  SaudaTemplatePen *self = g_new0 (SaudaTemplatePen, 1);

  self->cairo = cairo_reference (cairo);
  self->fitter = sauda_text_fitter_new (cairo);
  return self;
}

/**
 * sauda_template_pen_free:
 * @self: (transfer full): a pen
 */
void
sauda_template_pen_free (SaudaTemplatePen *self)
{
  sauda_text_fitter_free (self->fitter);
  cairo_destroy (self->cairo);
  g_free (self);
}

/**
 * sauda_template_pen_draw:
 * @self: a pen
 * @label: what is drawn
 * @fields: (element-type utf8 utf8): what is put in
 * @x: the label's left edge, points
 * @y: its upper edge, points
 * @error: return location
 *
 * Draws a label. Nothing of it goes beyond the room of its item: texts shrink, wrap, and are cut off at last.
 * A bar code that cannot be drawn leaves its room empty.
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_BARCODE
 */
gboolean
sauda_template_pen_draw (SaudaTemplatePen *self,
                         const SaudaTemplate *label,
                         GHashTable *fields,
                         double x,
                         double y,
                         GError **error)
{
  gboolean drawn = TRUE;

  sauda_text_fitter_forget (self->fitter);
  for (guint i = 0; i < label->items->len; i++) {
    const SaudaTemplateItem *item = g_ptr_array_index (label->items, i);
    const cairo_rectangle_t room = { x + SAUDA_MM (item->x), y + SAUDA_MM (item->y), SAUDA_MM (item->width),
                                     SAUDA_MM (item->height) };

    if (!draw_item (self, item, fields, &room, drawn ? error : NULL))
      drawn = FALSE;
  }
  return drawn;
}
