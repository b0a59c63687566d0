#include "sauda-pick-sheet.h"

#include "sauda-labels-error.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

/* Points: A4 with margins that any printer leaves. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.89
#define MARGIN 42.0
#define FOOT 24.0
#define BOX 9.0

typedef enum { TITLE, SECTION, MODEL, SIZE, NOTE, N_STYLES } RowStyle;

/* How a row looks, by its style. */
static const struct {
  const char *font;
  double height; /* of a row of one line, points */
  double indent;
} styles[N_STYLES] = {
  [TITLE] = { "Sans Bold 18", 34, 0 },   [SECTION] = { "Sans Bold 13", 30, 0 },
  [MODEL] = { "Sans Bold 10.5", 22, 0 }, [SIZE] = { "Sans 10.5", 17, 32 },
  [NOTE] = { "Sans 9", 17, 0 },
};

typedef struct {
  RowStyle style;
  char *text;  /* (owned) (not nullable) */
  char *count; /* (owned) (nullable) at the right edge */
} Row;

typedef struct {
  cairo_t *cairo;      /* (owned) (not nullable) */
  PangoLayout *layout; /* (owned) (not nullable) */
  GPtrArray *rows;     /* (owned) (not nullable) */
  GArray *breaks;      /* (owned) (not nullable) index of each page's first row */
} Sheet;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->text);
  g_free (row->count);
  g_free (row);
}

static void
add_row (Sheet *sheet, RowStyle style, char *text, char *count)
{
  Row *row = g_new (Row, 1);

  *row = (Row){ style, text, count };
  g_ptr_array_add (sheet->rows, row);
}

static char *
format_pieces (guint pieces)
{
  return g_strdup_printf (ngettext ("%u piece", "%u pieces", pieces), pieces);
}

static void
add_model (Sheet *sheet, const SaudaPickList *list, const SaudaPickModel *model, int store)
{
  guint pieces = sauda_pick_list_count (list, model, store);

  if (pieces == 0)
    return;
  add_row (sheet, MODEL, g_strdup (model->name), g_strdup_printf ("%u", pieces));
  for (guint i = 0; i < model->sizes->len; i++) {
    const SaudaPickSize *size = g_ptr_array_index (model->sizes, i);
    guint count = store < 0 ? size->pieces : size->by_store[store];

    if (count > 0)
      add_row (sheet, SIZE, g_strdup (size->size != NULL ? size->size : _ ("no size")),
               g_strdup_printf ("%u", count));
  }
}

static void
add_section (Sheet *sheet, const SaudaPickList *list, const char *title, int store)
{
  add_row (sheet, SECTION, g_strdup (title), format_pieces (sauda_pick_list_count (list, NULL, store)));
  for (guint i = 0; i < list->models->len; i++)
    add_model (sheet, list, g_ptr_array_index (list->models, i), store);
}

static void
add_rows (Sheet *sheet, const SaudaPickList *list)
{
  g_autofree char *day = sauda_day_format_short (list->day);
  guint stores = g_strv_length (list->stores);

  add_row (sheet, TITLE, g_strdup_printf (_ ("Pick list for %s"), day),
           format_pieces (sauda_pick_list_count (list, NULL, -1)));
  if (list->missing > 0)
    add_row (sheet, NOTE,
             g_strdup_printf (
               ngettext ("%u order has no label and is not on this list. It is named in missing_orders.csv.",
                         "%u orders have no label and are not on this list. They are named in "
                         "missing_orders.csv.",
                         list->missing),
               list->missing),
             NULL);
  for (guint i = 0; i < stores; i++)
    add_section (sheet, list, list->stores[i], (int) i);
  if (stores > 1)
    add_section (sheet, list, _ ("All stores together"), -1);
}

static void
set_text (Sheet *sheet, RowStyle style, const char *text, double width)
{
  PangoFontDescription *font = pango_font_description_from_string (styles[style].font);

  pango_layout_set_font_description (sheet->layout, font);
  pango_layout_set_width (sheet->layout, width > 0 ? (int) (width * PANGO_SCALE) : -1);
  pango_layout_set_text (sheet->layout, text, -1);
  pango_font_description_free (font);
}

static double
text_width (const Row *row)
{
  return PAGE_WIDTH - 2 * MARGIN - styles[row->style].indent - (row->count != NULL ? 110 : 0);
}

static double
row_height (Sheet *sheet, const Row *row)
{
  PangoRectangle extents;

  set_text (sheet, row->style, row->text, text_width (row));
  pango_layout_get_extents (sheet->layout, NULL, &extents);
  return MAX (styles[row->style].height, (double) extents.height / PANGO_SCALE + 6);
}

/* A heading never stands alone at the foot of a page. */
static double
height_with_follower (Sheet *sheet, guint index)
{
  const Row *row = g_ptr_array_index (sheet->rows, index);
  double height = row_height (sheet, row);

  if ((row->style == SECTION || row->style == MODEL) && index + 1 < sheet->rows->len)
    height += height_with_follower (sheet, index + 1);
  return height;
}

static void
find_breaks (Sheet *sheet)
{
  double y = MARGIN;

  g_array_append_vals (sheet->breaks, &(guint){ 0 }, 1);
  for (guint i = 0; i < sheet->rows->len; i++) {
    if (y > MARGIN && y + height_with_follower (sheet, i) > PAGE_HEIGHT - MARGIN - FOOT) {
      g_array_append_val (sheet->breaks, i);
      y = MARGIN;
    }
    y += row_height (sheet, g_ptr_array_index (sheet->rows, i));
  }
}

static void
show_right (Sheet *sheet, RowStyle style, const char *text, double y)
{
  PangoRectangle extents;

  set_text (sheet, style, text, 0);
  pango_layout_get_extents (sheet->layout, NULL, &extents);
  cairo_move_to (sheet->cairo, PAGE_WIDTH - MARGIN - (double) extents.width / PANGO_SCALE, y);
  pango_cairo_show_layout (sheet->cairo, sheet->layout);
}

static void
draw_line (Sheet *sheet, double y, double grey)
{
  cairo_set_source_rgb (sheet->cairo, grey, grey, grey);
  cairo_set_line_width (sheet->cairo, 0.6);
  cairo_move_to (sheet->cairo, MARGIN, y);
  cairo_line_to (sheet->cairo, PAGE_WIDTH - MARGIN, y);
  cairo_stroke (sheet->cairo);
  cairo_set_source_rgb (sheet->cairo, 0, 0, 0);
}

static double
draw_row (Sheet *sheet, const Row *row, double y)
{
  double height = row_height (sheet, row), top = row->style == SECTION ? y + 8 : y + 3;

  cairo_move_to (sheet->cairo, MARGIN + styles[row->style].indent, top);
  pango_cairo_show_layout (sheet->cairo, sheet->layout);
  if (row->count != NULL)
    show_right (sheet, row->style, row->count, top);
  if (row->style == SECTION)
    draw_line (sheet, y + height - 1, 0);
  if (row->style == SIZE) {
    cairo_set_line_width (sheet->cairo, 0.8);
    cairo_rectangle (sheet->cairo, MARGIN + 14, top + 3, BOX, BOX);
    cairo_stroke (sheet->cairo);
    draw_line (sheet, y + height - 0.5, 0.85);
  }
  return height;
}

static void
draw_page (Sheet *sheet, guint page)
{
  guint first = g_array_index (sheet->breaks, guint, page);
  guint end =
    page + 1 < sheet->breaks->len ? g_array_index (sheet->breaks, guint, page + 1) : sheet->rows->len;
  g_autofree char *foot = g_strdup_printf (_ ("page %u / %u"), page + 1, sheet->breaks->len);
  double y = MARGIN;

  for (guint i = first; i < end; i++)
    y += draw_row (sheet, g_ptr_array_index (sheet->rows, i), y);
  show_right (sheet, NOTE, foot, PAGE_HEIGHT - MARGIN);
  cairo_show_page (sheet->cairo);
}

/**
 * sauda_pick_sheet_write:
 * @list: what is to be taken from the shelf
 * @path: where the PDF goes
 * @pages: (out) (optional): its A4 pages
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE
 */
gboolean
sauda_pick_sheet_write (const SaudaPickList *list, const char *path, guint *pages, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_status_t status;
  Sheet sheet = {
    .cairo = cairo_create (surface),
    .rows = g_ptr_array_new_with_free_func (row_free),
    .breaks = g_array_new (FALSE, FALSE, sizeof (guint)),
  };

  sheet.layout = pango_cairo_create_layout (sheet.cairo);
  pango_layout_set_wrap (sheet.layout, PANGO_WRAP_WORD_CHAR);
  add_rows (&sheet, list);
  find_breaks (&sheet);
  for (guint i = 0; i < sheet.breaks->len; i++)
    draw_page (&sheet, i);
  if (pages != NULL)
    *pages = sheet.breaks->len;
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    sauda_labels_set_unwritten (error, path, cairo_status_to_string (status));
  g_object_unref (sheet.layout);
  cairo_destroy (sheet.cairo);
  cairo_surface_destroy (surface);
  g_ptr_array_unref (sheet.rows);
  g_array_unref (sheet.breaks);
  return status == CAIRO_STATUS_SUCCESS;
}
