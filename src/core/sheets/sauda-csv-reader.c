#include "sauda-csv-reader.h"

#include "sauda-csv-delimiter.h"
#include "sauda-csv-text.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define PROBE_BYTES (64 * 1024)
#define CELL_BLOCK 4096

/* libcsv's states between two rows and inside a cell; it has no names for them outside its source. */
#define CSV_BETWEEN_ROWS 0
#define CSV_INSIDE_CELL 2

typedef struct {
  struct csv_parser parser;
  SaudaSheetRow *row;
  guint line;        /* where the reader stands, from 1 */
  guint column;      /* of the next cell */
  gboolean after_cr; /* a line feed right now belongs to the carriage return before it */
  gboolean failed;
  GError *error; /* (owned) (nullable) */
} CsvReader;

/* libcsv grows the cell without end; a cell that gets nothing more ends the reading instead. */
static void *
grow_cell (void *cell, size_t size)
{
  return size > SAUDA_SHEET_MAX_CELL_BYTES + CELL_BLOCK ? NULL : realloc (cell, size);
}

/* What stands beside a SKU is part of it, and no spreadsheet takes it off either. */
static int
is_blank (unsigned char byte)
{
  return 0;
}

static guint
count_breaks (const char *text, gsize length)
{
  const char *end = text + length;
  guint breaks = 0;

  for (const char *p = text; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
    breaks++;
  return breaks;
}

static void
begin_row (CsvReader *self)
{
  self->column = 0;
  sauda_sheet_row_begin (self->row, self->line);
}

static void
take_cell (void *cell, size_t length, void *data)
{
  CsvReader *self = data;

  self->after_cr = FALSE;
  if (self->failed)
    return;
  self->failed = !sauda_sheet_row_put (self->row, self->column++, cell, length, &self->error);
  self->line += count_breaks (cell, length);
}

static void
end_row (int terminator, void *data)
{
  CsvReader *self = data;

  if (self->failed)
    return;
  if (self->column > 0)
    self->failed = !sauda_sheet_row_deliver (self->row, &self->error);
  if (terminator != '\n' || !self->after_cr)
    self->line++;
  self->after_cr = terminator == '\r';
  begin_row (self);
}

/* What is searched for once in a piece of text and not again for each of its rows. */
static const char *
find_or_end (const char *text, const char *end, char byte)
{
  const char *found = memchr (text, byte, (gsize) (end - text));

  return found != NULL ? found : end;
}

/* Rows of one line each without a quotation mark mean the same to everybody, and catalogues of 100,000 rows
 * have hardly others: they are cut at their delimiters. libcsv asks itself what each byte is, which takes
 * five times as long as all else; it reads the rows where that is the question. Returns the bytes taken. */
static gsize
take_plain_rows (CsvReader *self, const char *text, gsize length)
{
  const char *line = text, *end = text + length, *stop;
  const char *quote = find_or_end (text, end, '"'), *cr = NULL;

  while (!self->failed && (stop = memchr (line, '\n', (gsize) (end - line))) != NULL && stop < quote) {
    const char *last = stop > line && stop[-1] == '\r' ? stop - 1 : stop;

    if (cr == NULL || cr < line)
      cr = find_or_end (line, end, '\r');
    if (cr < last ||
        !sauda_sheet_row_put_plain (self->row, line, (gsize) (last - line), (char) self->parser.delim_char))
      break;
    self->failed = !sauda_sheet_row_deliver (self->row, &self->error);
    self->line++;
    begin_row (self);
    line = stop + 1;
  }
  return (gsize) (line - text);
}

/* A line at a time, so that behind each the plain ones may be taken again. Returns the bytes taken. */
static gsize
take_rows (CsvReader *self, const char *text, gsize length)
{
  gsize taken = 0;

  while (taken < length && !self->failed) {
    const char *stop;
    gsize wanted;

    if (self->parser.pstate == CSV_BETWEEN_ROWS && !self->after_cr)
      taken += take_plain_rows (self, text + taken, length - taken);
    if (taken == length || self->failed)
      break;
    stop = memchr (text + taken, '\n', length - taken);
    wanted = stop != NULL ? (gsize) (stop - text) + 1 - taken : length - taken;
    if (csv_parse (&self->parser, text + taken, wanted, take_cell, end_row, self) != wanted)
      break;
    taken += wanted;
  }
  return taken;
}

static gboolean
parse (CsvReader *self, const char *text, gsize length)
{
  if (memchr (text, '\0', length) != NULL) {
    g_set_error (
      &self->error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NOT_A_SHEET,
      _ ("“%s” is no spreadsheet: bytes stand in it that no text has. Choose an XLSX or a CSV file."),
      self->row->file);
    return FALSE;
  }
  if (take_rows (self, text, length) != length && !self->failed) {
    g_set_error (
      &self->error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
      _ ("In the row of line %u of “%s” a cell does not end. Perhaps a quotation mark is never closed. "
         "Repair that row and import the file again."),
      self->row->number, self->row->file);
    return FALSE;
  }
  return !self->failed;
}

static gboolean
finish (CsvReader *self)
{
  if (self->parser.quoted && self->parser.pstate == CSV_INSIDE_CELL) {
    g_set_error (
      &self->error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_DAMAGED,
      _ ("In “%s” a quotation mark opened in the row of line %u is never closed, so the rows below it "
         "cannot be told apart. Repair that row and import the file again."),
      self->row->file, self->row->number);
    return FALSE;
  }
  csv_fini (&self->parser, take_cell, end_row, self);
  return !self->failed;
}

/* The first bytes serve twice: to find the delimiter, then as text. */
static gboolean
read_stream (CsvReader *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  gsize chunk = self->row->limit.chunk_bytes, got;
  gsize size = MAX (chunk, PROBE_BYTES);
  g_autofree char *buffer = g_malloc (size);
  guint64 total = 0;

  for (gsize want = PROBE_BYTES;; want = chunk) {
    g_autoptr (GError) reason = NULL;

    if (!g_input_stream_read_all (stream, buffer, want, &got, cancellable, &reason)) {
      sauda_csv_text_set_read_error (error, g_steal_pointer (&reason), self->row->file);
      return FALSE;
    }
    if (got == 0)
      return finish (self);
    if (total == 0)
      csv_set_delim (&self->parser, (guchar) sauda_csv_delimiter_find (buffer, got));
    total += got;
    for (gsize offset = 0; offset < got; offset += chunk)
      if (!parse (self, buffer + offset, MIN (chunk, got - offset)))
        return FALSE;
  }
}

/**
 * sauda_csv_reader_read: (skip)
 * @file: a text file
 * @row: takes the cells
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads CSV as spreadsheets and hands write it: `;`, tab or comma, cells with line breaks, stray quotation
 * marks inside a cell kept as they are.
 *
 * Returns: %FALSE with @error when it cannot be read to its end
 */
gboolean
sauda_csv_reader_read (GFile *file, SaudaSheetRow *row, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = sauda_csv_text_open (file, row, cancellable, error);
  CsvReader self = { .row = row, .line = 1 };
  gboolean done;

  if (stream == NULL)
    return FALSE;
  csv_init (&self.parser, CSV_REPALL_NL);
  csv_set_realloc_func (&self.parser, grow_cell);
  csv_set_space_func (&self.parser, is_blank);
  csv_set_blk_size (&self.parser, CELL_BLOCK);
  begin_row (&self);
  done = read_stream (&self, stream, cancellable, error);
  if (self.error != NULL)
    g_propagate_error (error, self.error);
  csv_free (&self.parser);
  return done;
}
