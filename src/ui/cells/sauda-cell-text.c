#include "sauda-cell-text.h"

/* A GtkInscription asks for the same room whatever it says, and yet shapes a line of the alphabet to learn
 * it, each time and each of the thousands of cells of a table: two thirds of the time in which a table comes
 * into view. What one of them learnt holds for all of the same font. */

#define REMEMBERED 8

typedef struct {
  int minimum;
  int natural;
  int minimum_baseline;
  int natural_baseline;
} Room;

typedef struct {
  PangoFontDescription *font;    /* (owned) (nullable) when nothing is remembered here */
  cairo_font_options_t *options; /* (owned) (nullable) */
  PangoFontMap *fonts;           /* (unowned) compared, never looked into */
  guint fonts_serial;
  double resolution;
  GtkOrientation orientation;
  guint minimum_count; /* letters or lines */
  guint natural_count;
  Room room;
} Measured;

struct _SaudaCellTextLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (SaudaCellTextLayout, sauda_cell_text_layout, GTK_TYPE_LAYOUT_MANAGER)

static gboolean
have_same_options (const cairo_font_options_t *one, const cairo_font_options_t *other)
{
  return one == NULL || other == NULL ? one == other : cairo_font_options_equal (one, other);
}

static gboolean
is_same (const Measured *one, const Measured *other)
{
  return one->font != NULL && one->orientation == other->orientation &&
         one->minimum_count == other->minimum_count && one->natural_count == other->natural_count &&
         one->fonts == other->fonts && one->fonts_serial == other->fonts_serial &&
         one->resolution == other->resolution && pango_font_description_equal (one->font, other->font) &&
         have_same_options (one->options, other->options);
}

static void
remember (Measured *place, const Measured *asked)
{
  g_clear_pointer (&place->font, pango_font_description_free);
  g_clear_pointer (&place->options, cairo_font_options_destroy);
  *place = *asked;
  place->font = pango_font_description_copy (asked->font);
  place->options = asked->options != NULL ? cairo_font_options_copy (asked->options) : NULL;
}

static GtkSizeRequestMode
sauda_cell_text_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
sauda_cell_text_layout_measure (GtkLayoutManager *layout,
                                GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  static Measured remembered[REMEMBERED];
  static guint next;
  GtkInscription *text = GTK_INSCRIPTION (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMap *fonts = pango_context_get_font_map (context);
  gboolean is_wide = orientation == GTK_ORIENTATION_HORIZONTAL;
  Measured asked = {
    .font = pango_context_get_font_description (context),
    .options = (cairo_font_options_t *) pango_cairo_context_get_font_options (context),
    .fonts = fonts,
    .fonts_serial = pango_font_map_get_serial (fonts),
    .resolution = pango_cairo_context_get_resolution (context),
    .orientation = orientation,
    .minimum_count = is_wide ? gtk_inscription_get_min_chars (text) : gtk_inscription_get_min_lines (text),
    .natural_count = is_wide ? gtk_inscription_get_nat_chars (text) : gtk_inscription_get_nat_lines (text),
    .room = { .minimum_baseline = -1, .natural_baseline = -1 },
  };
  gsize at = 0;

  while (at < REMEMBERED && !is_same (&remembered[at], &asked))
    at++;
  if (at == REMEMBERED) {
    GTK_WIDGET_GET_CLASS (widget)->measure (widget, orientation, for_size, &asked.room.minimum,
                                            &asked.room.natural, &asked.room.minimum_baseline,
                                            &asked.room.natural_baseline);
    at = next++ % REMEMBERED;
    remember (&remembered[at], &asked);
  }
  *minimum = remembered[at].room.minimum;
  *natural = remembered[at].room.natural;
  if (minimum_baseline != NULL)
    *minimum_baseline = remembered[at].room.minimum_baseline;
  if (natural_baseline != NULL)
    *natural_baseline = remembered[at].room.natural_baseline;
}

static void
sauda_cell_text_layout_allocate (GtkLayoutManager *layout,
                                 GtkWidget *widget,
                                 int width,
                                 int height,
                                 int baseline)
{
  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, width, height, baseline);
}

static void
sauda_cell_text_layout_class_init (SaudaCellTextLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = sauda_cell_text_layout_get_request_mode;
  layout_class->measure = sauda_cell_text_layout_measure;
  layout_class->allocate = sauda_cell_text_layout_allocate;
}

static void
sauda_cell_text_layout_init (SaudaCellTextLayout *self)
{
}

/**
 * sauda_cell_text_new:
 *
 * Returns: (transfer none): (type GtkInscription): an empty text of a cell or a row of a long list, whose
 * room is measured once for all of its font
 */
GtkWidget *
sauda_cell_text_new (void)
{
  GtkWidget *text = gtk_inscription_new (" ");

  gtk_widget_set_layout_manager (text, g_object_new (SAUDA_TYPE_CELL_TEXT_LAYOUT, NULL));
  return text;
}
