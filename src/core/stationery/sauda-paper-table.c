#include "sauda-paper-table.h"

#include "sauda-barcode.h"
#include "sauda-stationery-error.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#define GAP SAUDA_MM (1.2)
#define BARCODE_HEIGHT SAUDA_MM (12)
#define FOOT SAUDA_MM (6)
#define MOST_COLUMNS 12
/* Cell text that is longer than a page is cut: nobody writes it on purpose. */
#define MOST_CELL_LINES 12

typedef enum { TITLE, HEADING, NOTE, CODE, HEAD, ROW, NEW_PAGE, N_KINDS } Kind;

static const struct {
  const char *font;
  double before; /* points above it */
} looks[N_KINDS] = {
  [TITLE] = { "Sans Bold 15", 0 }, [HEADING] = { "Sans Bold 11", SAUDA_MM (3) }, [NOTE] = { "Sans 9", 0 },
  [CODE] = { "Sans 9", 0 },        [HEAD] = { "Sans Bold 8.5", SAUDA_MM (2) },   [ROW] = { "Sans 9.5", 0 },
  [NEW_PAGE] = { "Sans 9", 0 },
};

/* A line of the paper. */
typedef struct {
  Kind kind;
  GStrv cells;   /* (owned) (not nullable) one for what goes over the whole width */
  guint columns; /* index of the columns' set */
} Line;

typedef struct {
  SaudaPaperColumn columns[MOST_COLUMNS];
  char *titles[MOST_COLUMNS]; /* (owned) (nullable) */
  guint count;
} ColumnSet;

struct _SaudaPaperTable {
  double width, height, margin;
  GPtrArray *lines; /* (owned) (not nullable) (element-type Line) */
  GPtrArray *sets;  /* (owned) (not nullable) (element-type ColumnSet) */
  cairo_t *cairo;   /* (nullable) while it is written */
  PangoLayout *layout;
};

static void
line_free (gpointer data)
{
  Line *line = data;

  g_strfreev (line->cells);
  g_free (line);
}

static void
set_free (gpointer data)
{
  ColumnSet *set = data;

  for (guint i = 0; i < set->count; i++)
    g_free (set->titles[i]);
  g_free (set);
}

static void
add_line (SaudaPaperTable *self, Kind kind, const char *const *cells)
{
  Line *line = g_new0 (Line, 1);

  line->kind = kind;
  line->cells = g_strdupv ((char **) cells);
  line->columns = self->sets->len - 1;
  g_ptr_array_add (self->lines, line);
}

static double
get_room (const SaudaPaperTable *self)
{
  return self->width - 2 * self->margin;
}

static double
lay_out (SaudaPaperTable *self, Kind kind, const char *text, double width, gboolean right)
{
  PangoFontDescription *font = pango_font_description_from_string (looks[kind].font);
  PangoRectangle extents;

  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (self->layout, pango_units_from_double (width));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (self->layout, -MOST_CELL_LINES);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (self->layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_extents (self->layout, NULL, &extents);
  return pango_units_to_double (extents.height);
}

static gboolean
has_columns (Kind kind)
{
  return kind == ROW || kind == HEAD;
}

static const ColumnSet *
columns_of (SaudaPaperTable *self, const Line *line)
{
  return g_ptr_array_index (self->sets, line->columns);
}

static double
measure (SaudaPaperTable *self, const Line *line)
{
  double height = 0, room = get_room (self);

  if (line->kind == NEW_PAGE)
    return 0;
  if (line->kind == CODE)
    return BARCODE_HEIGHT + 2 * GAP;
  if (!has_columns (line->kind))
    return lay_out (self, line->kind, line->cells[0], room, FALSE) + 2 * GAP + looks[line->kind].before;
  for (guint i = 0; i < columns_of (self, line)->count && line->cells[i] != NULL; i++) {
    const SaudaPaperColumn *column = &columns_of (self, line)->columns[i];

    height =
      MAX (height, lay_out (self, line->kind, line->cells[i], column->part * room - 2 * GAP, column->right));
  }
  return height + 2 * GAP + looks[line->kind].before;
}

static void
draw_barcode (SaudaPaperTable *self, const char *text, double y)
{
  g_autoptr (SaudaBarcode) barcode = sauda_barcode_new (SAUDA_BARCODE_CODE128, text, NULL);

  if (barcode != NULL)
    sauda_barcode_draw (
      barcode, self->cairo,
      &(cairo_rectangle_t){ self->margin, y + GAP, MIN (get_room (self), SAUDA_MM (80)), BARCODE_HEIGHT });
}

static void
draw_rule (SaudaPaperTable *self, double y, double pen)
{
  cairo_set_line_width (self->cairo, pen);
  cairo_move_to (self->cairo, self->margin, y);
  cairo_line_to (self->cairo, self->width - self->margin, y);
  cairo_stroke (self->cairo);
}

static void
draw_cells (SaudaPaperTable *self, const Line *line, double y)
{
  double x = self->margin, room = get_room (self);

  for (guint i = 0; i < columns_of (self, line)->count && line->cells[i] != NULL; i++) {
    const SaudaPaperColumn *column = &columns_of (self, line)->columns[i];

    lay_out (self, line->kind, line->cells[i], column->part * room - 2 * GAP, column->right);
    cairo_move_to (self->cairo, x + GAP, y + GAP);
    pango_cairo_show_layout (self->cairo, self->layout);
    x += column->part * room;
  }
}

static void
draw_line (SaudaPaperTable *self, const Line *line, double y, double height)
{
  y += looks[line->kind].before;
  height -= looks[line->kind].before;
  if (line->kind == CODE) {
    draw_barcode (self, line->cells[0], y);
    return;
  }
  if (has_columns (line->kind)) {
    draw_cells (self, line, y);
    draw_rule (self, y + height, line->kind == HEAD ? 0.9 : 0.3);
    return;
  }
  lay_out (self, line->kind, line->cells[0], get_room (self), FALSE);
  cairo_move_to (self->cairo, self->margin, y + GAP);
  pango_cairo_show_layout (self->cairo, self->layout);
}

static void
end_page (SaudaPaperTable *self, guint page)
{
  g_autofree char *text = g_strdup_printf ("%u", page);

  lay_out (self, NOTE, text, get_room (self), TRUE);
  cairo_move_to (self->cairo, self->margin, self->height - self->margin - FOOT / 2);
  pango_cairo_show_layout (self->cairo, self->layout);
  cairo_show_page (self->cairo);
}

/* A row that begins a page has the head of its columns above it. */
static double
repeat_head (SaudaPaperTable *self, const Line *line, double y)
{
  const ColumnSet *set = columns_of (self, line);
  Line head = { HEAD, (char **) set->titles, line->columns };
  double height;

  if (line->kind != ROW || set->titles[0] == NULL)
    return y;
  height = measure (self, &head);
  draw_line (self, &head, y, height);
  return y + height;
}

static guint
draw_all (SaudaPaperTable *self)
{
  double y = self->margin, end = self->height - self->margin - FOOT;
  guint pages = 1;

  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = g_ptr_array_index (self->lines, i);
    double height = measure (self, line), needed = height;

    if ((line->kind == HEADING || line->kind == HEAD) && i + 1 < self->lines->len)
      needed += measure (self, g_ptr_array_index (self->lines, i + 1));
    if (y > self->margin && (line->kind == NEW_PAGE || y + needed > end)) {
      end_page (self, pages++);
      y = repeat_head (self, line, self->margin);
    }
    if (line->kind == NEW_PAGE)
      continue;
    draw_line (self, line, y, height);
    y += height;
  }
  end_page (self, pages);
  return pages;
}

/**
 * sauda_paper_table_new:
 * @width: of the paper, millimetres
 * @height: of the paper, millimetres
 *
 * Returns: (transfer full): an empty paper
 */
SaudaPaperTable *
sauda_paper_table_new (double width, double height)
{
  SaudaPaperTable *self = g_new0 (SaudaPaperTable, 1);

  self->width = SAUDA_MM (width);
  self->height = SAUDA_MM (height);
  self->margin = SAUDA_MM (width < 150 ? 5 : 12);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->sets = g_ptr_array_new_with_free_func (set_free);
  g_ptr_array_add (self->sets, g_new0 (ColumnSet, 1));
  return self;
}

/**
 * sauda_paper_table_free:
 * @self: (transfer full): a paper
 */
void
sauda_paper_table_free (SaudaPaperTable *self)
{
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

/**
 * sauda_paper_table_begin_page:
 * @self: a paper
 *
 * What follows begins a new page.
 */
void
sauda_paper_table_begin_page (SaudaPaperTable *self)
{
  add_line (self, NEW_PAGE, (const char *const[]){ "", NULL });
}

/**
 * sauda_paper_table_add_title:
 * @self: a paper
 * @text: large letters
 */
void
sauda_paper_table_add_title (SaudaPaperTable *self, const char *text)
{
  add_line (self, TITLE, (const char *const[]){ text, NULL });
}

/**
 * sauda_paper_table_add_heading:
 * @self: a paper
 * @text: bold letters; never alone at the foot of a page
 */
void
sauda_paper_table_add_heading (SaudaPaperTable *self, const char *text)
{
  add_line (self, HEADING, (const char *const[]){ text, NULL });
}

/**
 * sauda_paper_table_add_note:
 * @self: a paper
 * @text: a sentence or more
 */
void
sauda_paper_table_add_note (SaudaPaperTable *self, const char *text)
{
  add_line (self, NOTE, (const char *const[]){ text, NULL });
}

/**
 * sauda_paper_table_add_barcode:
 * @self: a paper
 * @text: for Code 128: ASCII
 */
void
sauda_paper_table_add_barcode (SaudaPaperTable *self, const char *text)
{
  add_line (self, CODE, (const char *const[]){ text, NULL });
}

/**
 * sauda_paper_table_set_columns:
 * @self: a paper
 * @columns: (array length=n_columns): of the rows that follow; copied
 * @n_columns: at most 12
 */
void
sauda_paper_table_set_columns (SaudaPaperTable *self, const SaudaPaperColumn *columns, guint n_columns)
{
  ColumnSet *set = g_new0 (ColumnSet, 1);

  g_return_if_fail (n_columns < MOST_COLUMNS);
  set->count = n_columns;
  for (guint i = 0; i < n_columns; i++) {
    set->columns[i] = columns[i];
    set->titles[i] = g_strdup (columns[i].title);
  }
  g_ptr_array_add (self->sets, set);
  if (set->titles[0] != NULL)
    add_line (self, HEAD, (const char *const *) set->titles);
}

/**
 * sauda_paper_table_add_row:
 * @self: a paper with columns
 * @cells: (array zero-terminated=1): texts, which wrap
 */
void
sauda_paper_table_add_row (SaudaPaperTable *self, const char *const *cells)
{
  add_line (self, ROW, cells);
}

/**
 * sauda_paper_table_write:
 * @self: a paper
 * @path: where the PDF goes
 * @pages: (out) (optional): its pages
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_WRITE
 */
gboolean
sauda_paper_table_write (SaudaPaperTable *self, const char *path, guint *pages, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, self->width, self->height);
  cairo_status_t status;
  guint count = 0;

  self->cairo = cairo_create (surface);
  self->layout = pango_cairo_create_layout (self->cairo);
  /* Cairo never frees the pictures that are drawn on a file that cannot be written. */
  if (cairo_status (self->cairo) == CAIRO_STATUS_SUCCESS)
    count = draw_all (self);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->cairo, cairo_destroy);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (pages != NULL)
    *pages = count;
  if (status != CAIRO_STATUS_SUCCESS)
    sauda_stationery_set_unwritten (error, path, cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}
