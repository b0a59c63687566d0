#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

/* How much room the glyphs of a font take, as far as the file says. Lengths in sizes of the font. */
typedef struct {
  guint code_bytes; /* of a glyph in a string: 1 or 2 */
  double ascent;
  double descent;       /* negative below the line */
  double default_width; /* of glyphs that @widths does not know */
  GArray *runs;         /* (owned) (not nullable) (element-type WidthRun) */
  GArray *widths;       /* (owned) (not nullable) (element-type double) */
} SaudaStampFont;

SaudaStampFont *sauda_stamp_font_new (qpdf_data document, qpdf_oh font) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_font_free (SaudaStampFont *self);
double sauda_stamp_font_get_width (const SaudaStampFont *self, guint code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampFont, sauda_stamp_font_free)

G_END_DECLS
