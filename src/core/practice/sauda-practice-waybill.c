#include "sauda-practice-waybill-private.h"

#include "sauda-practice-barcode-private.h"
#include "sauda-practice-catalog.h"
#include "sauda-time.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

/* 100 x 150 mm in points. All places below were measured on Kaspi's labels, from the left and the top. */
#define PAGE_WIDTH 283.465
#define PAGE_HEIGHT 425.197
#define LEFT 12.0
#define RIGHT 272.0

#define FONT_FAMILIES "Roboto, DejaVu Sans"

#define FIRST_ITEM_BASELINE 140.96
#define ITEM_STEP 20.0
#define ITEMS_HEIGHT 42.0 /* down to the name of the shop */
#define ITEM_TITLE_WIDTH 232.0
#define ITEM_SIZE 7.5
#define SMALL_ITEM_SIZE 6.0

typedef enum { ALIGN_LEFT, ALIGN_RIGHT } Align;

typedef struct {
  cairo_t *cr;         /* (owned) (not nullable) */
  PangoLayout *layout; /* (owned) (not nullable): used again for every text */
} Label;

/* Written on the baseline, as barcodes and boxes were measured against it. */
static void
draw_text (Label *self, double x, double baseline, double size, Align align, const char *text)
{
  PangoFontDescription *font = pango_font_description_from_string (FONT_FAMILIES);
  int width = 0;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_text (self->layout, text, -1);
  if (align == ALIGN_RIGHT)
    pango_layout_get_size (self->layout, &width, NULL);
  cairo_move_to (self->cr, x - pango_units_to_double (width),
                 baseline - pango_units_to_double (pango_layout_get_baseline (self->layout)));
  pango_cairo_show_layout (self->cr, self->layout);
  pango_font_description_free (font);
}

static void G_GNUC_PRINTF (6, 7)
  draw_format (Label *self, double x, double baseline, double size, Align align, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  draw_text (self, x, baseline, size, align, text);
}

static void
draw_box (Label *self, double x, double y, double width, double height)
{
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_fill (self->cr);
}

/* "900 105 990": by threes, as people read it. */
static char *
group_digits (const char *code)
{
  GString *text = g_string_new (NULL);
  gsize length = strlen (code);

  for (gsize i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      g_string_append_c (text, ' ');
    g_string_append_c (text, code[i]);
  }
  return g_string_free (text, FALSE);
}

static char *
format_day (gint64 ms)
{
  static const char *const months[] = { "янв.", "февр.", "мар.",  "апр.", "мая",   "июн.",
                                        "июл.", "авг.",  "сент.", "окт.", "нояб.", "дек." };
  int year, month, day;

  if (ms == 0 || !sauda_day_get_date (sauda_day_from_ms (ms), &year, &month, &day))
    return g_strdup ("");
  return g_strdup_printf ("%d %s", day, months[month - 1]);
}

static guint
get_weight_grams (const SaudaPracticeOrder *order)
{
  guint grams = 0;

  for (guint i = 0; i < order->entries->len; i++) {
    const SaudaPracticeEntry *entry = sauda_practice_order_get_entry (order, i);

    grams += entry->weight_grams > 0 ? entry->weight_grams : entry->quantity * entry->offer->weight_grams;
  }
  return grams;
}

static void
draw_head (Label *self, const SaudaPracticeOrder *order, guint place)
{
  g_autofree char *code = group_digits (order->code);
  g_autofree char *barcode = g_strdup_printf ("%s-%u", order->code, place);

  draw_box (self, LEFT, 12, 58, 58);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  draw_format (self, place < 10 ? 30 : 19, 53.11, 40, ALIGN_LEFT, "%u", place);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  sauda_practice_barcode_draw_lines (self->cr, barcode, 86, 12, 150, 40);
  draw_format (self, 88, 69.77, 17, ALIGN_LEFT, "%s - %u", code, place);
  draw_format (self, RIGHT, 34.2, 11, ALIGN_RIGHT, "%u/%u", place, order->places);
  draw_box (self, 192, 80, 80, 28);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  draw_text (self, 198, 99.63, 19, ALIGN_LEFT, order->town->hub);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  draw_format (self, 66, 122.2, 11, ALIGN_LEFT, "%s - ZMMLR (%s)", order->town->name, order->town->name);
}

static void
draw_items (Label *self, const SaudaPracticeOrder *order)
{
  guint count = order->entries->len;
  double step = count > 2 ? ITEMS_HEIGHT / count : ITEM_STEP;
  double size = count > 2 ? SMALL_ITEM_SIZE : ITEM_SIZE;

  for (guint i = 0; i < count; i++) {
    const SaudaPracticeEntry *entry = sauda_practice_order_get_entry (order, i);
    double baseline = FIRST_ITEM_BASELINE + i * step;

    pango_layout_set_width (self->layout, (int) (ITEM_TITLE_WIDTH * PANGO_SCALE));
    pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    draw_format (self, 14, baseline, size, ALIGN_LEFT, "%u. %s . . . . . .", i + 1, entry->offer->title);
    pango_layout_set_width (self->layout, -1);
    draw_format (self, 252, baseline, size, ALIGN_LEFT, "%u шт.", entry->quantity);
  }
}

static void
draw_middle (Label *self, const SaudaPracticeOrder *order)
{
  draw_text (self, LEFT, 193.28, 10, ALIGN_LEFT, sauda_practice_get_stores (NULL)[order->store].title);
  draw_text (self, LEFT, 209.49, 7, ALIGN_LEFT, "700 000 00 00");
  sauda_practice_barcode_draw_lines (self->cr, order->code, 172, 208, 100, 30);
  cairo_set_line_width (self->cr, 0.8);
  cairo_move_to (self->cr, LEFT, 240);
  cairo_line_to (self->cr, RIGHT, 240);
  cairo_stroke (self->cr);
  draw_text (self, LEFT, 257.92, 15, ALIGN_LEFT, order->town->name);
  draw_text (self, RIGHT, 257.92, 15, ALIGN_RIGHT, order->town->hub);
  draw_format (self, LEFT, 297.28, 10, ALIGN_LEFT, "%s, д. %u", order->street, order->house);
  draw_format (self, RIGHT, 297.28, 10, ALIGN_RIGHT, "%s %s", order->first_name, order->last_name);
}

static void
draw_foot (Label *self, const SaudaPracticeOrder *order, guint place)
{
  g_autofree char *square = g_strdup_printf ("KS|%s|%u|%u", order->code, place, order->places);
  g_autofree char *day = format_day (order->planned_delivery_ms);
  guint number = (guint) g_ascii_strtoull (order->code, NULL, 10);
  char weight[G_ASCII_DTOSTR_BUF_SIZE];

  draw_format (self, 32, 376.12, 26, ALIGN_LEFT, "%u", 100 + number % 900);
  sauda_practice_barcode_draw_square (self->cr, square, 110, 330, 66);
  draw_box (self, 200, 352, 64, 32);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  draw_format (self, 206, 374.27, 22, ALIGN_LEFT, "%04u", number % 10000);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  draw_text (self, LEFT, 408.49, 7, ALIGN_LEFT, "план дата доставки:");
  draw_text (self, 116, 410.06, 13, ALIGN_LEFT, day);
  g_ascii_formatd (weight, sizeof weight, "%.3g", get_weight_grams (order) / 1000.0);
  draw_format (self, RIGHT, 409.42, 8, ALIGN_RIGHT, "Взвесить ≈%sкг", weight);
}

static cairo_status_t
keep_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static PangoLayout *
create_layout (cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context = pango_layout_get_context (layout);

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_layout_context_changed (layout);
  cairo_font_options_destroy (options);
  return layout;
}

/**
 * sauda_practice_waybill_draw:
 * @order: an assembled order
 *
 * Draws a label of 100 x 150 mm as Kaspi does: the size that the buyer clicked, two Code 128 and a QR code as
 * images, text as text.
 *
 * Returns: (transfer full): a PDF of one page for each place
 */
GBytes *
sauda_practice_waybill_draw (const SaudaPracticeOrder *order)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (keep_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  g_autofree char *made = sauda_time_format_iso (order->created_ms);
  Label label = { cairo_create (surface) };

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Sauda practice store");
  /* Of the order, not of this moment: the same label is the same file. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
  label.layout = create_layout (label.cr);
  for (guint place = 1; place <= order->places; place++) {
    draw_head (&label, order, place);
    draw_items (&label, order);
    draw_middle (&label, order);
    draw_foot (&label, order, place);
    cairo_show_page (label.cr);
  }
  g_object_unref (label.layout);
  cairo_destroy (label.cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
