#include "sauda-csv-row.h"
#include "sauda-sheet-format.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

#define UTF8_MARK "\357\273\277"

typedef struct {
  SaudaSheetFormat parent;
  FILE *file;    /* (owned) (nullable) until it is closed */
  GString *line; /* (owned) (not nullable) the row being written */
  SaudaSheetWriteOptions options;
} CsvFormat;

static gboolean
fail (CsvFormat *self)
{
  g_free (self->parent.reason);
  self->parent.reason = g_strdup (g_strerror (errno));
  return FALSE;
}

static gboolean
write_line (CsvFormat *self)
{
  g_string_append (self->line, "\r\n");
  if (fwrite (self->line->str, 1, self->line->len, self->file) != self->line->len)
    return fail (self);
  g_string_truncate (self->line, 0);
  return TRUE;
}

/* Days as 2025-10-08: every spreadsheet takes that for a date, in any language. The decimal mark is the one
 * that goes with the delimiter; with the other, Excel makes texts or dates of numbers. */
static char *
format_cell (const CsvFormat *self, const SaudaSheetCell *cell)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *day = NULL, *clock = NULL;

  switch (cell->kind) {
  case SAUDA_SHEET_CELL_TEXT:
    return g_strdup (cell->text);
  case SAUDA_SHEET_CELL_INTEGER:
  case SAUDA_SHEET_CELL_MONEY:
  case SAUDA_SHEET_CELL_BOOLEAN:
    return g_strdup_printf ("%" G_GINT64_FORMAT, cell->whole);
  case SAUDA_SHEET_CELL_NUMBER:
    g_ascii_formatd (number, sizeof number, "%.15g", cell->number);
    return g_strdelimit (g_strdup (number), ".", self->options.delimiter == ';' ? ',' : '.');
  case SAUDA_SHEET_CELL_DATE:
    return sauda_day_format_iso ((SaudaDay) cell->whole);
  case SAUDA_SHEET_CELL_TIME:
    if (cell->whole == 0)
      return NULL;
    day = sauda_day_format_iso (sauda_day_from_ms (cell->whole));
    clock = sauda_time_format_clock (cell->whole);
    return g_strdup_printf ("%s %s", day, clock);
  case SAUDA_SHEET_CELL_EMPTY:
  default:
    return NULL;
  }
}

static void
put_cell (CsvFormat *self, guint column, const SaudaSheetCell *cell)
{
  g_autofree char *text = format_cell (self, cell);

  if (column > 0)
    g_string_append_c (self->line, self->options.delimiter);
  if (text != NULL)
    sauda_csv_append_cell (self->line, text, self->options.delimiter,
                           self->options.defuse && cell->kind == SAUDA_SHEET_CELL_TEXT &&
                             sauda_csv_is_formula (text));
}

static gboolean
csv_begin (SaudaSheetFormat *format, const char *name, const SaudaSheetTitle *titles, guint n_titles)
{
  CsvFormat *self = (CsvFormat *) format;

  if (self->file == NULL)
    return fail (self);
  if (self->options.bom)
    g_string_append (self->line, UTF8_MARK);
  for (guint i = 0; i < n_titles; i++)
    put_cell (self, i, &SAUDA_CELL_TEXT (titles[i].text));
  return write_line (self);
}

static gboolean
csv_append (SaudaSheetFormat *format, guint row, const SaudaSheetCell *cells, guint n_cells)
{
  CsvFormat *self = (CsvFormat *) format;

  for (guint i = 0; i < n_cells; i++)
    put_cell (self, i, &cells[i]);
  return write_line (self);
}

static gboolean
csv_close (SaudaSheetFormat *format)
{
  CsvFormat *self = (CsvFormat *) format;
  gboolean whole = !ferror (self->file);

  if (fclose (g_steal_pointer (&self->file)) == 0 && whole)
    return TRUE;
  return fail (self);
}

static void
csv_free (SaudaSheetFormat *format)
{
  CsvFormat *self = (CsvFormat *) format;

  g_clear_pointer (&self->file, fclose);
  g_string_free (self->line, TRUE);
  g_free (self->parent.reason);
  g_free (self);
}

static const SaudaSheetFormatClass csv_class = { csv_begin, csv_append, NULL, csv_close, csv_free };

SaudaSheetFormat *
sauda_csv_format_open (const char *path, const SaudaSheetWriteOptions *options)
{
  CsvFormat *self = g_new0 (CsvFormat, 1);

  self->parent.klass = &csv_class;
  self->line = g_string_new (NULL);
  if (options != NULL)
    self->options = *options;
  if (self->options.delimiter == '\0')
    self->options.delimiter = ';';
  self->file = g_fopen (path, "wbe");
  return &self->parent;
}
