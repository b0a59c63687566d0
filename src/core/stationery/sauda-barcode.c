#include "sauda-barcode.h"

#include "sauda-stationery-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <zint.h>

struct _SaudaBarcode {
  struct zint_symbol *symbol; /* (owned) (not nullable) */
  char *caption;              /* (owned) (not nullable) */
  int columns, rows;          /* modules, without the quiet zone; bars have one row */
  int quiet;                  /* modules on each side across */
  gboolean square;
};

static const struct {
  const char *name;
  int symbology;
  int quiet; /* modules that the standard wants white at each side */
  gboolean square;
} kinds[SAUDA_BARCODE_N_KINDS] = {
  [SAUDA_BARCODE_CODE128] = { "code128", BARCODE_CODE128, 10, FALSE },
  [SAUDA_BARCODE_EAN13] = { "ean13", BARCODE_EANX, 11, FALSE },
  [SAUDA_BARCODE_EAN8] = { "ean8", BARCODE_EANX, 7, FALSE },
  [SAUDA_BARCODE_QR] = { "qr", BARCODE_QRCODE, 4, TRUE },
  [SAUDA_BARCODE_DATAMATRIX] = { "datamatrix", BARCODE_DATAMATRIX, 1, TRUE },
};

static gboolean
is_ean (SaudaBarcodeKind kind)
{
  return kind == SAUDA_BARCODE_EAN13 || kind == SAUDA_BARCODE_EAN8;
}

/* The same library takes shorter numbers for other codes, so the length is checked here. */
static gboolean
check_ean (SaudaBarcodeKind kind, const char *text, GError **error)
{
  gsize digits = kind == SAUDA_BARCODE_EAN13 ? 13 : 8, length = strlen (text);
  guint sum = 0;

  if (strspn (text, "0123456789") != length || (length != digits && length != digits - 1)) {
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_BARCODE,
                 _ ("“%s” is no EAN: it has %u digits. Correct the number, or take Code 128."), text,
                 (guint) digits);
    return FALSE;
  }
  for (gsize i = 0; i < digits - 1; i++)
    sum += (guint) (text[i] - '0') * ((digits - 1 - i) % 2 == 1 ? 3 : 1);
  if (length == digits && (guint) (text[digits - 1] - '0') != (10 - sum % 10) % 10) {
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_BARCODE,
                 _ ("“%s” is no EAN: its last digit must be %u. Correct the number, or take Code 128."), text,
                 (10 - sum % 10) % 10);
    return FALSE;
  }
  return TRUE;
}

static gboolean
is_dark (const struct zint_symbol *symbol, int row, int module)
{
  return (symbol->encoded_data[row][module / 8] >> (module % 8)) & 1;
}

/* One bit a pixel: Cairo keeps that in a PDF, and printers keep its edges sharp. A pixel is a dot of a label
 * printer, since Poppler smooths pictures that it makes less than four times as large. */
static cairo_surface_t *
paint (const SaudaBarcode *self, int dots)
{
  int rows = self->square ? self->rows * dots : 1, columns = self->columns * dots;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);
  int stride = cairo_image_surface_get_stride (surface);
  unsigned char *data = cairo_image_surface_get_data (surface);

  for (int y = 0; y < rows; y++) {
    guint32 *line = (guint32 *) (void *) (data + y * stride);

    if (y % dots != 0) {
      memcpy (line, data + (y - 1) * stride, (gsize) columns * sizeof *line);
      continue;
    }
    for (int x = 0; x < columns; x++)
      line[x] = is_dark (self->symbol, MIN (y / dots, self->symbol->rows - 1), x / dots) ? 0 : 0xffffff;
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static double
snap (double place)
{
  return round (place / SAUDA_BARCODE_DOT) * SAUDA_BARCODE_DOT;
}

/**
 * sauda_barcode_kind_get_name:
 * @kind: a kind
 *
 * Returns: its name in templates
 */
const char *
sauda_barcode_kind_get_name (SaudaBarcodeKind kind)
{
  return kinds[kind].name;
}

/**
 * sauda_barcode_kind_find:
 * @name: a name in a template
 * @kind: (out): the kind
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
sauda_barcode_kind_find (const char *name, SaudaBarcodeKind *kind)
{
  for (guint i = 0; i < SAUDA_BARCODE_N_KINDS; i++)
    if (g_strcmp0 (name, kinds[i].name) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_barcode_kind_is_square:
 * @kind: a kind
 *
 * Returns: whether it is a square of modules, not a row of bars
 */
gboolean
sauda_barcode_kind_is_square (SaudaBarcodeKind kind)
{
  return kinds[kind].square;
}

/**
 * sauda_barcode_new:
 * @kind: what kind
 * @text: what it says, UTF-8
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a bar code, or %NULL with %SAUDA_STATIONERY_ERROR_BARCODE
 */
SaudaBarcode *
sauda_barcode_new (SaudaBarcodeKind kind, const char *text, GError **error)
{
  struct zint_symbol *symbol;
  SaudaBarcode *self;

  if (is_ean (kind) && !check_ean (kind, text, error))
    return NULL;
  symbol = ZBarcode_Create ();
  symbol->symbology = kinds[kind].symbology;
  symbol->input_mode = UNICODE_MODE;
  if (kind == SAUDA_BARCODE_QR)
    symbol->option_1 = 2; /* a smudge of 15 % is read all the same */
  if (kind == SAUDA_BARCODE_DATAMATRIX)
    symbol->option_3 = DM_SQUARE;
  if (*text == '\0' || ZBarcode_Encode (symbol, (const unsigned char *) text, 0) >= ZINT_ERROR) {
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_BARCODE,
                 _ ("No bar code of kind %s can hold “%s”. Shorten the text, use Latin letters, or take QR."),
                 kinds[kind].name, text);
    ZBarcode_Delete (symbol);
    return NULL;
  }
  self = g_new0 (SaudaBarcode, 1);
  self->square = kinds[kind].square;
  self->columns = symbol->width;
  self->rows = self->square ? symbol->rows : 1;
  self->quiet = kinds[kind].quiet;
  self->caption = g_strdup (*symbol->text != '\0' ? (const char *) symbol->text : text);
  self->symbol = symbol;
  return self;
}

/**
 * sauda_barcode_free:
 * @self: (transfer full): a bar code
 */
void
sauda_barcode_free (SaudaBarcode *self)
{
  ZBarcode_Delete (self->symbol);
  g_free (self->caption);
  g_free (self);
}

/**
 * sauda_barcode_get_caption:
 * @self: a bar code
 *
 * Returns: (transfer none): what people read under it, with the check digit of an EAN
 */
const char *
sauda_barcode_get_caption (const SaudaBarcode *self)
{
  return self->caption;
}

/**
 * sauda_barcode_get_module:
 * @self: a bar code
 * @width: points
 * @height: points
 *
 * Returns: width of its narrowest bar in a room of that size, points: whole dots of a label printer where
 * they fit, its quiet zone lies inside the room
 */
double
sauda_barcode_get_module (const SaudaBarcode *self, double width, double height)
{
  double module = width / (self->columns + 2 * self->quiet);

  if (self->square)
    module = MIN (module, height / (self->rows + 2 * self->quiet));
  return module >= SAUDA_BARCODE_DOT ? floor (module / SAUDA_BARCODE_DOT + 1e-6) * SAUDA_BARCODE_DOT : module;
}

/**
 * sauda_barcode_draw:
 * @self: a bar code
 * @cairo: where to draw, in points
 * @room: its room, quiet zone included
 *
 * Draws it in the middle of the room, as a picture of one bit a dot without smoothing.
 */
void
sauda_barcode_draw (const SaudaBarcode *self, cairo_t *cairo, const cairo_rectangle_t *room)
{
  double module = sauda_barcode_get_module (self, room->width, room->height);
  int dots = MAX ((int) round (module / SAUDA_BARCODE_DOT), 1);
  cairo_surface_t *picture = paint (self, dots);
  double width = self->columns * module, height = self->square ? self->rows * module : snap (room->height);

  cairo_save (cairo);
  /* on the printer's own grid, or a bar of one dot is spread over two */
  cairo_translate (cairo, snap (room->x + (room->width - width) / 2),
                   snap (room->y + (room->height - height) / 2));
  cairo_scale (cairo, width / cairo_image_surface_get_width (picture),
               height / cairo_image_surface_get_height (picture));
  cairo_set_source_surface (cairo, picture, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cairo), CAIRO_FILTER_NEAREST);
  cairo_paint (cairo);
  cairo_restore (cairo);
  cairo_surface_destroy (picture);
}
