#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A label printer's dot, points: bars of whole dots are all alike on paper, thinner ones cannot
 * be printed. */
#define SAUDA_BARCODE_DOT (72 / 203.0)

/**
 * SaudaBarcodeKind:
 * @SAUDA_BARCODE_CODE128: any ASCII text (ISO/IEC 15417)
 * @SAUDA_BARCODE_EAN13: 12 or 13 digits; the 13th is checked (ISO/IEC 15420)
 * @SAUDA_BARCODE_EAN8: 7 or 8 digits
 * @SAUDA_BARCODE_QR: any text (ISO/IEC 18004)
 * @SAUDA_BARCODE_DATAMATRIX: any text (ISO/IEC 16022)
 */
typedef enum {
  SAUDA_BARCODE_CODE128,
  SAUDA_BARCODE_EAN13,
  SAUDA_BARCODE_EAN8,
  SAUDA_BARCODE_QR,
  SAUDA_BARCODE_DATAMATRIX,
} SaudaBarcodeKind;

#define SAUDA_BARCODE_N_KINDS 5

/**
 * SaudaBarcode:
 *
 * A bar code, ready to be drawn.
 */
typedef struct _SaudaBarcode SaudaBarcode;

const char *sauda_barcode_kind_get_name (SaudaBarcodeKind kind);
gboolean sauda_barcode_kind_find (const char *name, SaudaBarcodeKind *kind);
gboolean sauda_barcode_kind_is_square (SaudaBarcodeKind kind);

SaudaBarcode *
sauda_barcode_new (SaudaBarcodeKind kind, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_barcode_free (SaudaBarcode *self);
const char *sauda_barcode_get_caption (const SaudaBarcode *self);
double sauda_barcode_get_module (const SaudaBarcode *self, double width, double height);
void sauda_barcode_draw (const SaudaBarcode *self, cairo_t *cairo, const cairo_rectangle_t *room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaBarcode, sauda_barcode_free)

G_END_DECLS
