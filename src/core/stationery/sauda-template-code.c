#include "sauda-template-code-private.h"

#include <glib/gi18n-lib.h>

/* Part of a bar code's height that its caption takes, and no more than that. */
#define CAPTION_PART 0.24
#define CAPTION_HEIGHT SAUDA_MM (3.2)
#define CAPTION_GAP SAUDA_MM (0.6)
/* A bar of one dot of a label printer prints unevenly: scanners read two and more. */
#define FEWEST_DOTS 2

static gboolean
is_readable (const SaudaBarcode *barcode, const cairo_rectangle_t *room)
{
  return sauda_barcode_get_module (barcode, room->width, room->height) >=
         FEWEST_DOTS * SAUDA_BARCODE_DOT - 1e-6;
}

static void
put_caption_below (SaudaTemplateCode *self)
{
  double height = MIN (self->room.height * CAPTION_PART, CAPTION_HEIGHT);

  self->caption =
    (cairo_rectangle_t){ self->room.x, self->room.y + self->room.height - height, self->room.width, height };
  self->room.height -= height + CAPTION_GAP;
}

/* The flat room of bars: the square takes all of its height, and leaves the rest of its width to
 * the caption. */
static void
put_caption_beside (SaudaTemplateCode *self)
{
  double side = MIN (self->room.height, self->room.width), rest = self->room.width - side - CAPTION_GAP;

  self->beside = TRUE;
  self->room.width = side;
  self->caption =
    (cairo_rectangle_t){ self->room.x + side + CAPTION_GAP, self->room.y, MAX (rest, 0), self->room.height };
}

/**
 * sauda_template_code_init: (skip)
 * @self: (out): the code
 * @item: a bar code of a template
 * @text: what it says, not empty
 * @room: of the item, points
 * @error: return location
 *
 * Bars that would be thinner than a label printer prints well are left for a QR code in the same room, which
 * takes far less of it.
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_BARCODE when the text fits in neither
 */
gboolean
sauda_template_code_init (SaudaTemplateCode *self,
                          const SaudaTemplateItem *item,
                          const char *text,
                          const cairo_rectangle_t *room,
                          GError **error)
{
  *self = (SaudaTemplateCode){ .room = *room };
  self->barcode = sauda_barcode_new (item->barcode, text, error);
  if (self->barcode == NULL)
    return FALSE;
  if (item->caption)
    put_caption_below (self);
  if (is_readable (self->barcode, &self->room))
    return TRUE;
  if (item->barcode == SAUDA_BARCODE_CODE128) {
    g_clear_pointer (&self->barcode, sauda_barcode_free);
    self->barcode = sauda_barcode_new (SAUDA_BARCODE_QR, text, NULL);
    self->room = *room;
    if (item->caption)
      put_caption_beside (self);
    if (self->barcode != NULL && is_readable (self->barcode, &self->room))
      return TRUE;
  }
  g_clear_pointer (&self->barcode, sauda_barcode_free);
  g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_BARCODE,
               _ ("“%s” is too long for a bar code of %g x %g mm. Take a larger label, or give the code more "
                  "room on it."),
               text, item->width, item->height);
  return FALSE;
}

/**
 * sauda_template_code_clear: (skip)
 * @self: a code
 */
void
sauda_template_code_clear (SaudaTemplateCode *self)
{
  g_clear_pointer (&self->barcode, sauda_barcode_free);
}
