#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * SaudaTextFit:
 * @text: (not nullable): a text
 * @width: of the room, points
 * @height: of the room, points
 * @largest: height of letters, points
 * @smallest: letters below this cannot be read: what does not fit then is cut off with an ellipsis
 * @bold: whether letters are bold
 * @wrap: whether the text may take several rows
 * @align: of the rows to one another
 *
 * How a text is fitted into a room.
 */
typedef struct {
  const char *text;
  double width, height;
  double largest, smallest;
  gboolean bold, wrap;
  PangoAlignment align;
} SaudaTextFit;

/**
 * SaudaFittedText:
 * @layout: (not nullable): the text laid out
 * @scale: how large the layout is shown
 * @x: from the layout's corner to its ink's, points
 * @y: likewise
 * @width: of its ink, points
 * @height: of its ink, points
 * @cut: whether not all of it could be shown
 *
 * A text that lies within its room.
 */
typedef struct {
  PangoLayout *layout;
  double scale;
  double x, y;
  double width, height;
  gboolean cut;
} SaudaFittedText;

/**
 * SaudaTextFitter:
 *
 * Fits texts for one surface, and keeps what it fitted; belongs to one thread.
 */
typedef struct _SaudaTextFitter SaudaTextFitter;

SaudaTextFitter *sauda_text_fitter_new (cairo_t *cairo) G_GNUC_WARN_UNUSED_RESULT;
void sauda_text_fitter_free (SaudaTextFitter *self);
void sauda_text_fitter_forget (SaudaTextFitter *self);
const SaudaFittedText *sauda_text_fitter_fit (SaudaTextFitter *self, const SaudaTextFit *fit);
void sauda_text_fitter_show (SaudaTextFitter *self, const SaudaFittedText *fitted, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTextFitter, sauda_text_fitter_free)

G_END_DECLS
