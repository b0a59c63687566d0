#include "sauda-sheet-format.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define MAX_TEXT 32767
#define EPOCH 25569.0 /* 1 January 1970 as spreadsheets count days */
#define CHART_ROWS 16

typedef struct {
  SaudaSheetFormat parent;
  char *path;                                        /* (owned) (not nullable) where the file shall be */
  int packed;                                        /* the file while the library packs it; -1 without one */
  lxw_workbook *book;                                /* (owned) (nullable) until it is closed */
  lxw_worksheet *sheet;                              /* (nullable) the one being written, of the book */
  char *name;                                        /* (owned) (nullable) its name */
  lxw_format *formats[SAUDA_SHEET_CELL_BOOLEAN + 1]; /* of the book, by kind of cell */
  lxw_format *header;                                /* of the book */
  guint n_titles;
  guint last_row; /* of the sheet */
  guint n_charts; /* of the sheet */
} XlsxFormat;

static gboolean
check (XlsxFormat *self, lxw_error code)
{
  if (code == LXW_NO_ERROR)
    return TRUE;
  g_free (self->parent.reason);
  self->parent.reason = g_strdup (lxw_strerror (code));
  return FALSE;
}

static void
finish_sheet (XlsxFormat *self)
{
  if (self->sheet == NULL || self->n_titles == 0)
    return;
  worksheet_freeze_panes (self->sheet, 1, 0);
  worksheet_autofilter (self->sheet, 0, 0, self->last_row, (lxw_col_t) (self->n_titles - 1));
}

static gboolean
xlsx_begin (SaudaSheetFormat *format, const char *name, const SaudaSheetTitle *titles, guint n_titles)
{
  XlsxFormat *self = (XlsxFormat *) format;

  if (self->book == NULL)
    return check (self, LXW_ERROR_MEMORY_MALLOC_FAILED);
  finish_sheet (self);
  self->sheet = workbook_add_worksheet (self->book, name);
  g_free (self->name);
  self->name = g_strdup (name);
  self->n_titles = n_titles;
  self->last_row = self->n_charts = 0;
  if (self->sheet == NULL)
    return check (self, LXW_ERROR_MEMORY_MALLOC_FAILED);
  for (guint i = 0; i < n_titles; i++) {
    /* the arrow of the filter takes room beside the title */
    double width = titles[i].width > 0 ? titles[i].width : (double) g_utf8_strlen (titles[i].text, -1) + 4;

    worksheet_set_column (self->sheet, (lxw_col_t) i, (lxw_col_t) i, width, NULL);
    if (!check (self, worksheet_write_string (self->sheet, 0, (lxw_col_t) i, titles[i].text, self->header)))
      return FALSE;
  }
  return TRUE;
}

static lxw_error
write_text (XlsxFormat *self, guint row, guint column, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (g_utf8_strlen (valid, -1) > MAX_TEXT)
    strcpy (g_utf8_offset_to_pointer (valid, MAX_TEXT - 1), "…");
  return worksheet_write_string (self->sheet, row, (lxw_col_t) column, valid,
                                 self->formats[SAUDA_SHEET_CELL_TEXT]);
}

static lxw_error
write_cell (XlsxFormat *self, guint row, guint column, const SaudaSheetCell *cell)
{
  lxw_format *look = self->formats[cell->kind];
  lxw_col_t at = (lxw_col_t) column;

  switch (cell->kind) {
  case SAUDA_SHEET_CELL_TEXT:
    return cell->text == NULL || *cell->text == '\0' ? LXW_NO_ERROR
                                                     : write_text (self, row, column, cell->text);
  case SAUDA_SHEET_CELL_INTEGER:
  case SAUDA_SHEET_CELL_MONEY:
    return worksheet_write_number (self->sheet, row, at, (double) cell->whole, look);
  case SAUDA_SHEET_CELL_NUMBER:
    return isfinite (cell->number) ? worksheet_write_number (self->sheet, row, at, cell->number, look)
                                   : LXW_NO_ERROR;
  case SAUDA_SHEET_CELL_DATE:
    return cell->whole == SAUDA_DAY_NONE
             ? LXW_NO_ERROR
             : worksheet_write_number (self->sheet, row, at, (double) cell->whole + EPOCH, look);
  case SAUDA_SHEET_CELL_TIME:
    return cell->whole == 0
             ? LXW_NO_ERROR
             : worksheet_write_number (
                 self->sheet, row, at,
                 (double) (cell->whole + SAUDA_ALMATY_OFFSET_MS) / SAUDA_MS_PER_DAY + EPOCH, look);
  case SAUDA_SHEET_CELL_BOOLEAN:
    return worksheet_write_boolean (self->sheet, row, at, (int) cell->whole, look);
  case SAUDA_SHEET_CELL_EMPTY:
  default:
    return LXW_NO_ERROR;
  }
}

static gboolean
xlsx_append (SaudaSheetFormat *format, guint row, const SaudaSheetCell *cells, guint n_cells)
{
  XlsxFormat *self = (XlsxFormat *) format;

  for (guint i = 0; i < n_cells; i++)
    if (!check (self, write_cell (self, row, i, &cells[i])))
      return FALSE;
  self->last_row = row;
  return TRUE;
}

static gboolean
xlsx_add_chart (SaudaSheetFormat *format, const SaudaSheetChart *wanted)
{
  static const guint8 kinds[] = { LXW_CHART_COLUMN, LXW_CHART_BAR, LXW_CHART_LINE, LXW_CHART_PIE };
  XlsxFormat *self = (XlsxFormat *) format;
  lxw_chart *chart = workbook_add_chart (self->book, kinds[wanted->kind]);
  guint n_values = MAX (wanted->n_values, 1);

  if (chart == NULL)
    return check (self, LXW_ERROR_MEMORY_MALLOC_FAILED);
  if (wanted->title != NULL)
    chart_title_set_name (chart, wanted->title);
  if (n_values == 1 && wanted->kind != SAUDA_SHEET_CHART_PIE)
    chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  for (guint i = 0; i < n_values; i++) {
    lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
    lxw_col_t column = (lxw_col_t) (wanted->values + i);

    chart_series_set_categories (series, self->name, 1, (lxw_col_t) wanted->categories, self->last_row,
                                 (lxw_col_t) wanted->categories);
    chart_series_set_values (series, self->name, 1, column, self->last_row, column);
    chart_series_set_name_range (series, self->name, 0, column);
  }
  return check (self, worksheet_insert_chart (self->sheet, 1 + self->n_charts++ * CHART_ROWS,
                                              (lxw_col_t) (self->n_titles + 1), chart));
}

static gboolean
fail (XlsxFormat *self, int cause)
{
  g_free (self->parent.reason);
  self->parent.reason = g_strdup (g_strerror (cause));
  return FALSE;
}

static gboolean
write_out (XlsxFormat *self)
{
  int fd = g_open (self->path, O_WRONLY | O_TRUNC | O_CLOEXEC, 0);
  ssize_t written;
  int cause;

  if (fd < 0)
    return fail (self, errno);
  do
    written = sendfile (fd, self->packed, NULL, G_MAXINT32);
  while (written > 0 || (written < 0 && errno == EINTR));
  cause = written < 0 ? errno : 0;
  if (close (fd) != 0 && cause == 0)
    cause = errno;
  return cause == 0 || fail (self, cause);
}

static gboolean
xlsx_close (SaudaSheetFormat *format)
{
  XlsxFormat *self = (XlsxFormat *) format;

  lxw_error code;
  int cause;

  finish_sheet (self);
  errno = 0;
  code = workbook_close (g_steal_pointer (&self->book));
  cause = errno;
  if (code == LXW_NO_ERROR)
    return write_out (self);
  /* the library only says that it failed; the system knows why */
  return cause == 0 ? check (self, code) : fail (self, cause);
}

static void
xlsx_free (SaudaSheetFormat *format)
{
  XlsxFormat *self = (XlsxFormat *) format;

  g_clear_pointer (&self->book, lxw_workbook_free);
  if (self->packed >= 0)
    close (self->packed);
  g_free (self->path);
  g_free (self->name);
  g_free (self->parent.reason);
  g_free (self);
}

static void
add_formats (XlsxFormat *self)
{
  static const char *const shown[SAUDA_SHEET_CELL_BOOLEAN + 1] = {
    [SAUDA_SHEET_CELL_INTEGER] = "0",    [SAUDA_SHEET_CELL_MONEY] = "#,##0\" ₸\"",
    [SAUDA_SHEET_CELL_DATE] = "d.mm.yy", [SAUDA_SHEET_CELL_TIME] = "d.mm.yy hh:mm",
    [SAUDA_SHEET_CELL_TEXT] = "@",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    if (shown[i] != NULL) {
      self->formats[i] = workbook_add_format (self->book);
      format_set_num_format (self->formats[i], shown[i]);
    }
  self->header = workbook_add_format (self->book);
  format_set_bold (self->header);
  format_set_bg_color (self->header, 0xE8E8E8);
  format_set_bottom (self->header, LXW_BORDER_THIN);
  format_set_align (self->header, LXW_ALIGN_VERTICAL_CENTER);
}

static const SaudaSheetFormatClass xlsx_class = { xlsx_begin, xlsx_append, xlsx_add_chart, xlsx_close,
                                                  xlsx_free };

SaudaSheetFormat *
sauda_xlsx_format_open (const char *path)
{
  XlsxFormat *self = g_new0 (XlsxFormat, 1);
  g_autofree char *folder = g_path_get_dirname (path), *memory = NULL;
  /* rows go to a file beside at once, so memory stays flat, and a full /tmp is no matter */
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };

  self->parent.klass = &xlsx_class;
  self->path = g_strdup (path);
  /* The library has words of its own on the terminal for a disk on which it cannot write. So it packs into
   * memory, where only the packed file lies, and that is written by us. */
  self->packed = memfd_create ("sauda-xlsx", MFD_CLOEXEC);
  memory = g_strdup_printf ("/proc/self/fd/%d", self->packed);
  if (self->packed >= 0)
    self->book = workbook_new_opt (memory, &options);
  if (self->book != NULL)
    add_formats (self);
  return &self->parent;
}
