#include "sauda-text-fit.h"

#define STEP 0.92      /* from one size of letters to the next smaller */
#define MEASURED 100.0 /* letters, points: texts are laid out with these */
/* Fitted texts that are kept: those of a run are alike but for numbers. */
#define KEPT 96

#define LETTERS "Roboto Condensed, DejaVu Sans Condensed, Sans"

struct _SaudaTextFitter {
  cairo_t *cairo;                 /* (owned) (not nullable) */
  PangoContext *context;          /* (owned) (not nullable) */
  PangoFontDescription *fonts[2]; /* (owned) (not nullable) normal and bold */
  GHashTable *fitted;             /* (owned) (not nullable) (element-type utf8 SaudaFittedText) */
};

static void
fitted_free (gpointer data)
{
  SaudaFittedText *fitted = data;

  g_object_unref (fitted->layout);
  g_free (fitted);
}

/* Texts are laid out in letters of one size, and scaled: every other size would have its fonts looked for
 * anew. */
static void
measure (SaudaFittedText *fitted, double size)
{
  PangoRectangle ink;

  fitted->scale = size / MEASURED;
  pango_layout_get_extents (fitted->layout, &ink, NULL);
  fitted->x = pango_units_to_double (ink.x) * fitted->scale;
  fitted->y = pango_units_to_double (ink.y) * fitted->scale;
  fitted->width = pango_units_to_double (ink.width) * fitted->scale;
  fitted->height = pango_units_to_double (ink.height) * fitted->scale;
}

/* The room as wide as it is for letters of that size. */
static void
set_room (SaudaFittedText *fitted, double width, double size)
{
  pango_layout_set_width (fitted->layout, pango_units_from_double (MAX (width, 0) * MEASURED / size));
}

static gboolean
lies_within (const SaudaFittedText *fitted, const SaudaTextFit *fit)
{
  return fitted->width <= fit->width && fitted->height <= fit->height;
}

/* One row of letters grows evenly. */
static void
scale (SaudaFittedText *fitted, const SaudaTextFit *fit)
{
  double size;

  measure (fitted, MEASURED);
  if (fitted->width <= 0 || fitted->height <= 0)
    return;
  size =
    MIN (fit->largest, MEASURED * MIN (fit->width / fitted->width, fit->height / fitted->height) * 0.995);
  measure (fitted, MAX (size, fit->smallest));
}

static void
shrink (SaudaFittedText *fitted, const SaudaTextFit *fit)
{
  double size = fit->largest;

  do {
    set_room (fitted, fit->width, size);
    measure (fitted, size);
    size *= STEP;
  } while (!lies_within (fitted, fit) && size > fit->smallest);
}

/* Letters that would be too small to read are cut off with an ellipsis. One letter is kept whatever the room,
 * so they get smaller still until it lies within. */
static void
cut (SaudaFittedText *fitted, const SaudaTextFit *fit)
{
  double size = fit->smallest;

  pango_layout_set_ellipsize (fitted->layout, PANGO_ELLIPSIZE_END);
  do {
    set_room (fitted, fit->width, size);
    pango_layout_set_height (
      fitted->layout, fit->wrap ? pango_units_from_double (MAX (fit->height, 0) * MEASURED / size) : 0);
    measure (fitted, size);
    size *= STEP;
  } while (!lies_within (fitted, fit) && size > 0.1);
  fitted->cut = pango_layout_is_ellipsized (fitted->layout);
}

/**
 * sauda_text_fitter_new:
 * @cairo: of the surface, in points; text becomes text where the surface knows it
 *
 * Returns: (transfer full): a fitter
 */
SaudaTextFitter *
sauda_text_fitter_new (cairo_t *cairo)
{
  SaudaTextFitter *self = g_new0 (SaudaTextFitter, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->cairo = cairo_reference (cairo);
  self->context = pango_cairo_create_context (cairo);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  for (guint bold = 0; bold < 2; bold++) {
    self->fonts[bold] = pango_font_description_from_string (LETTERS);
    pango_font_description_set_weight (self->fonts[bold], bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size (self->fonts[bold], MEASURED * PANGO_SCALE);
  }
  self->fitted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fitted_free);
  cairo_font_options_destroy (options);
  return self;
}

/**
 * sauda_text_fitter_free:
 * @self: (transfer full): a fitter
 */
void
sauda_text_fitter_free (SaudaTextFitter *self)
{
  g_hash_table_unref (self->fitted);
  pango_font_description_free (self->fonts[0]);
  pango_font_description_free (self->fonts[1]);
  g_object_unref (self->context);
  cairo_destroy (self->cairo);
  g_free (self);
}

/**
 * sauda_text_fitter_forget:
 * @self: a fitter
 *
 * To be called before each page: throws away what was fitted when that has become too much. What
 * sauda_text_fitter_fit() returned before is gone then.
 */
void
sauda_text_fitter_forget (SaudaTextFitter *self)
{
  if (g_hash_table_size (self->fitted) > KEPT)
    g_hash_table_remove_all (self->fitted);
}

/**
 * sauda_text_fitter_fit:
 * @self: a fitter
 * @fit: a text and its room
 *
 * Text that does not fit shrinks, then is cut off; it never overflows.
 *
 * Returns: (transfer none): the text, good until sauda_text_fitter_forget()
 */
const SaudaFittedText *
sauda_text_fitter_fit (SaudaTextFitter *self, const SaudaTextFit *fit)
{
  g_autofree char *key = g_strdup_printf ("%s\n%.2f %.2f %.2f %d %d %d", fit->text, fit->width, fit->height,
                                          fit->largest, fit->bold, fit->wrap, fit->align);
  SaudaFittedText *fitted = g_hash_table_lookup (self->fitted, key);

  if (fitted != NULL)
    return fitted;
  fitted = g_new0 (SaudaFittedText, 1);
  fitted->layout = pango_layout_new (self->context);
  pango_layout_set_text (fitted->layout, fit->text, -1);
  pango_layout_set_font_description (fitted->layout, self->fonts[fit->bold ? 1 : 0]);
  pango_layout_set_alignment (fitted->layout, fit->align);
  if (fit->wrap) {
    pango_layout_set_wrap (fitted->layout, PANGO_WRAP_WORD);
    shrink (fitted, fit);
  } else {
    pango_layout_set_single_paragraph_mode (fitted->layout, TRUE);
    scale (fitted, fit);
  }
  if (!lies_within (fitted, fit))
    cut (fitted, fit);
  g_hash_table_insert (self->fitted, g_steal_pointer (&key), fitted);
  return fitted;
}

/**
 * sauda_text_fitter_show:
 * @self: a fitter
 * @fitted: a text
 * @x: where its ink's left edge shall be, points
 * @y: where its ink's upper edge shall be, points
 */
void
sauda_text_fitter_show (SaudaTextFitter *self, const SaudaFittedText *fitted, double x, double y)
{
  cairo_save (self->cairo);
  cairo_translate (self->cairo, x - fitted->x, y - fitted->y);
  cairo_scale (self->cairo, fitted->scale, fitted->scale);
  cairo_move_to (self->cairo, 0, 0);
  pango_cairo_show_layout (self->cairo, fitted->layout);
  cairo_restore (self->cairo);
}
