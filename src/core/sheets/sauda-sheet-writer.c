#include "sauda-sheet-writer.h"

#include "sauda-file.h"
#include "sauda-sheet-format.h"
#include "sauda-sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define MAX_NAME 31
#define MAX_ROWS 1048576 /* of a worksheet, the header among them */

struct _SaudaSheetWriter {
  char *path;               /* (owned) (not nullable) where the file shall be */
  char *beside;             /* (owned) (not nullable) where it is written */
  SaudaSheetFormat *format; /* (owned) (not nullable) */
  gboolean is_csv;
  GPtrArray *names; /* (owned) (not nullable) (element-type utf8) of the sheets */
  GArray
    *filled; /* (owned) (not nullable) (element-type guint) rows of each sheet in which something stands */
  guint n_titles; /* of the sheet being written */
  guint row;      /* of it, the last written; the header is 0 */
  gboolean closed;
};

static gboolean
fail (SaudaSheetWriter *self, const char *reason, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  g_set_error (
    error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_UNWRITABLE,
    _ ("The file %s cannot be written: %s. Choose another folder or free some space, and try again."), name,
    reason);
  return FALSE;
}

static gboolean
check (SaudaSheetWriter *self, gboolean done, GError **error)
{
  return done || fail (self, self->format->reason != NULL ? self->format->reason : "", error);
}

static gboolean
make_beside (SaudaSheetWriter *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int fd;

  self->beside = g_build_filename (folder, ".sauda-XXXXXX", NULL);
  fd = g_mkstemp (self->beside); /* readable by its owner alone: buyers' names may stand in it */
  if (fd >= 0) {
    close (fd);
    return TRUE;
  }
  g_clear_pointer (&self->beside, g_free);
  return fail (self, g_strerror (errno), error);
}

static gboolean
is_same_name (gconstpointer one, gconstpointer other)
{
  g_autofree char *a = g_utf8_casefold (one, -1), *b = g_utf8_casefold (other, -1);

  return strcmp (a, b) == 0;
}

static gboolean
is_filled (const SaudaSheetCell *cell)
{
  switch (cell->kind) {
  case SAUDA_SHEET_CELL_EMPTY:
    return FALSE;
  case SAUDA_SHEET_CELL_TEXT:
    return cell->text != NULL && cell->text[strspn (cell->text, " \t\r\n")] != '\0';
  case SAUDA_SHEET_CELL_NUMBER:
    return isfinite (cell->number);
  case SAUDA_SHEET_CELL_DATE:
    return cell->whole != SAUDA_DAY_NONE;
  case SAUDA_SHEET_CELL_TIME:
    return cell->whole != 0;
  default:
    return TRUE;
  }
}

static gboolean
count_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  ++*(guint *) data;
  return TRUE;
}

/* The library that writes does not tell every full disk, so the sheets are read back and their rows counted;
 * checksums are compared on the way. */
static gboolean
read_back (SaudaSheetWriter *self, GError **error)
{
  for (guint i = 0; i < self->names->len && !self->is_csv; i++) {
    SaudaSheetOptions options = { .sheet = g_ptr_array_index (self->names, i) };
    guint rows = 0;

    if (!sauda_sheet_read (self->beside, &options, count_row, &rows, NULL, NULL) ||
        rows < g_array_index (self->filled, guint, i))
      return fail (self, g_strerror (ENOSPC), error);
  }
  return TRUE;
}

/* What Excel forbids in names of sheets, and two of the same name, would make the whole file unreadable. */
static void
add_name (SaudaSheetWriter *self, const char *wanted)
{
  g_autofree char *clean = g_strdelimit (g_utf8_make_valid (wanted, -1), "[]:*?/\\'", ' ');
  g_autofree char *stem = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), MAX_NAME - 4));
  char *name = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), MAX_NAME));

  for (guint n = 2; *name == '\0' || g_ptr_array_find_with_equal_func (self->names, name, is_same_name, NULL);
       n++) {
    g_free (name);
    name = g_strdup_printf ("%s %u", stem, n);
  }
  g_ptr_array_add (self->names, name);
}

static gboolean
swap (SaudaSheetWriter *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int fd = g_open (self->beside, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  if (!synced)
    return fail (self, g_strerror (code), error);
  if (g_rename (self->beside, self->path) != 0)
    return fail (self, g_strerror (errno), error);
  sauda_file_sync_folder (folder);
  return TRUE;
}

/**
 * sauda_sheet_writer_new:
 * @path: where the file shall be; `.csv` at its end makes a CSV file, anything else an XLSX workbook
 * @options: (nullable): how CSV is written
 * @error: return location
 *
 * Begins a file. It is written beside @path with flat memory and takes its place when it is whole; a writer
 * that is freed before leaves nothing behind, and an older file as it was. Writing blocks: use a thread.
 *
 * Returns: (transfer full) (nullable): a writer, or %NULL with %SAUDA_SHEETS_ERROR_UNWRITABLE
 */
SaudaSheetWriter *
sauda_sheet_writer_new (const char *path, const SaudaSheetWriteOptions *options, GError **error)
{
  g_autoptr (SaudaSheetWriter) self = g_new0 (SaudaSheetWriter, 1);
  g_autofree char *lower = g_ascii_strdown (path, -1);

  self->path = g_strdup (path);
  self->is_csv = g_str_has_suffix (lower, ".csv");
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->filled = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!make_beside (self, error))
    return NULL;
  self->format =
    self->is_csv ? sauda_csv_format_open (self->beside, options) : sauda_xlsx_format_open (self->beside);
  return g_steal_pointer (&self);
}

/**
 * sauda_sheet_writer_free:
 * @self: (transfer full): a writer
 *
 * Ends a writer. What was not finished is thrown away.
 */
void
sauda_sheet_writer_free (SaudaSheetWriter *self)
{
  if (self->format != NULL)
    self->format->klass->free (self->format);
  if (self->beside != NULL)
    g_unlink (self->beside); /* nothing is left there once it took its place */
  g_ptr_array_unref (self->names);
  g_array_unref (self->filled);
  g_free (self->beside);
  g_free (self->path);
  g_free (self);
}

/**
 * sauda_sheet_writer_begin:
 * @self: a writer
 * @name: of the sheet; what spreadsheets forbid in it is replaced
 * @titles: (array length=n_titles): heads of the columns
 * @n_titles: how many
 * @error: return location
 *
 * Begins a sheet: its header stays in sight and has filters. A CSV file has one sheet only.
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_UNWRITABLE
 */
gboolean
sauda_sheet_writer_begin (SaudaSheetWriter *self,
                          const char *name,
                          const SaudaSheetTitle *titles,
                          guint n_titles,
                          GError **error)
{
  guint filled = 1;

  g_return_val_if_fail (!self->closed && (!self->is_csv || self->names->len == 0), FALSE);
  add_name (self, name);
  g_array_append_val (self->filled, filled);
  self->n_titles = n_titles;
  self->row = 0;
  return check (self,
                self->format->klass->begin (
                  self->format, g_ptr_array_index (self->names, self->names->len - 1), titles, n_titles),
                error);
}

/**
 * sauda_sheet_writer_append:
 * @self: a writer
 * @cells: (array length=n_cells): the row
 * @n_cells: how many; those that are left out are empty
 * @error: return location
 *
 * Writes a row below the last one of the sheet.
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_UNWRITABLE, or %SAUDA_SHEETS_ERROR_TOO_LARGE after 1,048,575 rows,
 * which is all that a worksheet holds
 */
gboolean
sauda_sheet_writer_append (SaudaSheetWriter *self, const SaudaSheetCell *cells, guint n_cells, GError **error)
{
  gboolean filled = FALSE;

  g_return_val_if_fail (self->names->len > 0 && n_cells <= self->n_titles && !self->closed, FALSE);
  if (self->row + 1 >= MAX_ROWS && !self->is_csv) {
    g_set_error_literal (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
                         _ ("A worksheet holds 1,048,575 rows and no more. Choose fewer, or write CSV."));
    return FALSE;
  }
  for (guint i = 0; i < n_cells && !filled; i++)
    filled = is_filled (&cells[i]);
  if (filled)
    g_array_index (self->filled, guint, self->filled->len - 1)++;
  return check (self, self->format->klass->append (self->format, ++self->row, cells, n_cells), error);
}

/**
 * sauda_sheet_writer_add_chart:
 * @self: a writer
 * @chart: what it shows
 * @error: return location
 *
 * Puts a chart beside the table of the sheet, below earlier charts. CSV has none, and neither has a sheet
 * without rows: then nothing is done.
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_UNWRITABLE
 */
gboolean
sauda_sheet_writer_add_chart (SaudaSheetWriter *self, const SaudaSheetChart *chart, GError **error)
{
  g_return_val_if_fail (chart->values + MAX (chart->n_values, 1) <= self->n_titles, FALSE);
  if (self->format->klass->add_chart == NULL || self->row == 0)
    return TRUE;
  return check (self, self->format->klass->add_chart (self->format, chart), error);
}

/**
 * sauda_sheet_writer_finish:
 * @self: a writer that began a sheet
 * @error: return location
 *
 * Ends the file, reads it back and puts it in its place.
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_UNWRITABLE; then an older file is as it was
 */
gboolean
sauda_sheet_writer_finish (SaudaSheetWriter *self, GError **error)
{
  g_return_val_if_fail (self->names->len > 0 && !self->closed, FALSE);
  self->closed = TRUE;
  return check (self, self->format->klass->close (self->format), error) && read_back (self, error) &&
         swap (self, error);
}
