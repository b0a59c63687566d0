#include "sauda-day-error.h"
#include "sauda-file.h"
#include "sauda-report.h"
#include "sauda-sheet-writer.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

/* Points: A4 lying, with margins that any printer leaves. */
#define PAGE_WIDTH 841.89
#define PAGE_HEIGHT 595.276
#define MARGIN 36.0
#define FOOT 22.0
#define GAP 6.0
#define DIGIT 5.6 /* width of a letter of a table, at most about so much */
#define TITLE_FONT "Sans Bold 8.5"

/* A long table is cut: the workbook has all of it. */
#define MAX_ROWS 400

typedef struct {
  cairo_t *cairo;        /* (owned) (not nullable) */
  PangoContext *context; /* (owned) (not nullable) */
  GHashTable *layouts;   /* (owned) (not nullable) (element-type utf8 PangoLayout): of the section at hand */
  const SaudaReport *report;
  GArray *widths; /* (owned) (element-type double): of the columns of the section at hand */
  double y;
  guint page;
} Sheet;

static cairo_status_t
write_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Shaping a text takes most of the time, and the same ones come again and again in a table. */
static PangoLayout *
get_layout (Sheet *self, const char *font, PangoAlignment alignment, double width, const char *text)
{
  g_autofree char *key =
    g_strdup_printf ("%s|%d|%d|%s", font, (int) alignment, (int) (width * PANGO_SCALE), text);
  PangoLayout *layout = g_hash_table_lookup (self->layouts, key);
  PangoFontDescription *description;

  if (layout != NULL)
    return layout;
  layout = pango_layout_new (self->context);
  description = pango_font_description_from_string (font);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  g_hash_table_insert (self->layouts, g_steal_pointer (&key), layout);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
show_text (Sheet *self, PangoLayout *layout, double x, double y)
{
  cairo_move_to (self->cairo, x, y);
  pango_cairo_show_layout (self->cairo, layout);
}

static void
draw_foot (Sheet *self)
{
  g_autofree char *text = g_strdup_printf ("%s · %u", self->report->title, self->page);

  show_text (self, get_layout (self, "Sans 8", PANGO_ALIGN_LEFT, PAGE_WIDTH - 2 * MARGIN, text), MARGIN,
             PAGE_HEIGHT - MARGIN);
}

static void
next_page (Sheet *self)
{
  if (self->page > 0) {
    draw_foot (self);
    cairo_show_page (self->cairo);
  }
  self->page++;
  self->y = MARGIN;
}

static void
make_room (Sheet *self, double height)
{
  if (self->y + height > PAGE_HEIGHT - MARGIN - FOOT)
    next_page (self);
}

static gboolean
is_number (const SaudaSheetCell *cell)
{
  return cell->kind == SAUDA_SHEET_CELL_INTEGER || cell->kind == SAUDA_SHEET_CELL_MONEY ||
         cell->kind == SAUDA_SHEET_CELL_NUMBER;
}

/* How many letters of a text must stand side by side: all of a number or a time, else the longest word. */
static guint
count_unbroken (const char *text, gboolean whole)
{
  guint longest = 0, run = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    run = !whole && *p == ' ' ? 0 : run + 1;
    longest = MAX (longest, run);
  }
  return longest;
}

/* The widest word of a column's title: bold letters differ so much that counting them does not do. */
static double
measure_title (Sheet *self, const char *title)
{
  g_auto (GStrv) words = g_strsplit (title, " ", -1);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    int width;

    pango_layout_get_size (get_layout (self, TITLE_FONT, PANGO_ALIGN_LEFT, PAGE_WIDTH, words[i]), &width,
                           NULL);
    widest = MAX (widest, (double) width / PANGO_SCALE);
  }
  return widest;
}

/* What a column needs, so that no word of its title and no order number is broken. */
static double
find_need (Sheet *self, const SaudaReportSection *section, guint column)
{
  double title = measure_title (self, g_array_index (section->columns, SaudaSheetTitle, column).text) + 0.5;
  guint longest = 0;

  for (guint i = 0; i < MIN (section->rows->len, MAX_ROWS); i++) {
    const GArray *row = g_ptr_array_index (section->rows, i);
    g_autofree char *text = column < row->len ? sauda_report_dup_text (section, i, column) : NULL;

    if (text != NULL)
      longest = MAX (longest, count_unbroken (text, g_array_index (row, SaudaSheetCell, column).kind !=
                                                      SAUDA_SHEET_CELL_TEXT));
  }
  return MIN (MAX (longest * DIGIT, title) + GAP, (PAGE_WIDTH - 2 * MARGIN) / 4);
}

/* Widths go by those of the workbook, so both look alike; who needs more takes it from those who can spare
 * it. */
static void
set_widths (Sheet *self, const SaudaReportSection *section)
{
  g_autofree double *needs = g_new0 (double, section->columns->len);
  double all = 0, taken = 0, spare = 0;

  for (guint i = 0; i < section->columns->len; i++)
    all += g_array_index (section->columns, SaudaSheetTitle, i).width;
  g_array_set_size (self->widths, section->columns->len);
  for (guint i = 0; i < section->columns->len; i++) {
    double *width = &g_array_index (self->widths, double, i);

    needs[i] = find_need (self, section, i);
    *width = (PAGE_WIDTH - 2 * MARGIN) * g_array_index (section->columns, SaudaSheetTitle, i).width / all;
    if (*width < needs[i]) {
      taken += needs[i] - *width;
      *width = needs[i];
    } else
      spare += *width - needs[i];
  }
  for (guint i = 0; i < section->columns->len && taken > 0; i++) {
    double *width = &g_array_index (self->widths, double, i);

    if (taken <= spare)
      *width -= (*width - needs[i]) * taken / spare;
    else
      *width *= (PAGE_WIDTH - 2 * MARGIN) / (PAGE_WIDTH - 2 * MARGIN + taken);
  }
}

static double
get_width (const Sheet *self, guint column)
{
  return g_array_index (self->widths, double, column);
}

static void
draw_row (Sheet *self, const char *font, char **texts, const GArray *cells)
{
  g_autofree PangoLayout **layouts = g_new0 (PangoLayout *, self->widths->len);
  double height = 0, x = MARGIN;

  for (guint i = 0; texts[i] != NULL; i++) {
    gboolean number = i < cells->len && is_number (&g_array_index (cells, SaudaSheetCell, i));

    layouts[i] = get_layout (self, font, number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT,
                             get_width (self, i) - GAP, texts[i]);
    height = MAX (height, get_height (layouts[i]));
  }
  make_room (self, height);
  for (guint i = 0; texts[i] != NULL; i++) {
    show_text (self, layouts[i], x, self->y);
    x += get_width (self, i);
  }
  self->y += height + 2;
}

static void
draw_header (Sheet *self, const SaudaReportSection *section)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < section->columns->len; i++)
    g_strv_builder_add (titles, g_array_index (section->columns, SaudaSheetTitle, i).text);
  texts = g_strv_builder_end (titles);
  draw_row (self, TITLE_FONT, texts, g_ptr_array_index (section->rows, 0));
  cairo_set_line_width (self->cairo, 0.5);
  cairo_move_to (self->cairo, MARGIN, self->y - 1);
  cairo_line_to (self->cairo, PAGE_WIDTH - MARGIN, self->y - 1);
  cairo_stroke (self->cairo);
  self->y += 2;
}

static void
draw_line (Sheet *self, const char *font, const char *text, double above)
{
  PangoLayout *layout = get_layout (self, font, PANGO_ALIGN_LEFT, PAGE_WIDTH - 2 * MARGIN, text);
  double height = get_height (layout);

  make_room (self, above + height + 40);
  self->y += above;
  show_text (self, layout, MARGIN, self->y);
  self->y += height + 4;
}

static void
draw_section (Sheet *self, const SaudaReportSection *section)
{
  guint shown = MIN (section->rows->len, MAX_ROWS);

  if (section->rows->len == 0)
    return;
  set_widths (self, section);
  g_hash_table_remove_all (self->layouts);
  draw_line (self, "Sans Bold 12", section->title, 12);
  draw_header (self, section);
  for (guint i = 0; i < shown; i++) {
    const GArray *row = g_ptr_array_index (section->rows, i);
    guint page = self->page;
    g_auto (GStrv) texts = g_new0 (char *, row->len + 1);

    for (guint k = 0; k < row->len; k++)
      texts[k] = sauda_report_dup_text (section, i, k);
    make_room (self, 14);
    if (self->page != page)
      draw_header (self, section);
    draw_row (self, "Sans 8.5", texts, row);
  }
  if (shown < section->rows->len) {
    g_autofree char *more =
      g_strdup_printf (_ ("… and %u more rows: the workbook has all of them."), section->rows->len - shown);

    draw_line (self, "Sans 8.5", more, 2);
  }
}

static void
draw_report (Sheet *self)
{
  g_autofree char *counts = sauda_report_describe_counts (self->report);

  next_page (self);
  draw_line (self, "Sans Bold 18", self->report->title, 0);
  draw_line (self, "Sans 10", counts, 0);
  for (guint i = 0; i < self->report->sections->len; i++)
    draw_section (self, g_ptr_array_index (self->report->sections, i));
  draw_foot (self);
  cairo_show_page (self->cairo);
}

/**
 * sauda_report_write_pdf:
 * @report: a report
 * @path: where it goes
 * @error: return location
 *
 * Writes the report for paper. It blocks.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE or %SAUDA_DAY_ERROR_NOTHING_READ
 */
gboolean
sauda_report_write_pdf (const SaudaReport *report, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (write_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  Sheet sheet = { .report = report };
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  sheet.cairo = cairo_create (surface);
  sheet.context = pango_cairo_create_context (sheet.cairo);
  /* Pango takes a screen for granted; on paper a point is a point. */
  pango_cairo_context_set_resolution (sheet.context, 72);
  sheet.layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  sheet.widths = g_array_new (FALSE, FALSE, sizeof (double));
  draw_report (&sheet);
  g_hash_table_unref (sheet.layouts);
  g_object_unref (sheet.context);
  g_array_unref (sheet.widths);
  cairo_destroy (sheet.cairo);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return sauda_file_write (path, bytes->data, bytes->len, error);
  g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ, _ ("The report cannot be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}
