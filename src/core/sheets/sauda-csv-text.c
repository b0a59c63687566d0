#include "sauda-csv-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BOM_BYTES 3

/* Letters are told apart from chance by how many of them are right for each that is wrong. */
#define SURE 4

/* What is known of a text after part of it was seen. */
typedef struct {
  guint missing;    /* bytes that the character begun still needs */
  guchar low, high; /* between which the next of them must be */
  guint64 letters;  /* characters of several bytes that are right */
  guint64 mistakes;
} Utf8Check;

static const struct {
  guint length;
  guchar bytes[BOM_BYTES];
  const char *encoding; /* (nullable) for iconv; NULL is UTF-8 */
} marks[] = {
  { 3, { 0xef, 0xbb, 0xbf }, NULL },
  { 2, { 0xff, 0xfe }, "UTF-16LE" },
  { 2, { 0xfe, 0xff }, "UTF-16BE" },
};

static void
begin_letter (Utf8Check *check, guchar byte)
{
  check->low = 0x80;
  check->high = 0xbf;
  if (byte >= 0xc2 && byte <= 0xdf) {
    check->missing = 1;
  } else if (byte >= 0xe0 && byte <= 0xef) {
    check->missing = 2;
    if (byte == 0xe0)
      check->low = 0xa0;
    else if (byte == 0xed)
      check->high = 0x9f;
  } else if (byte >= 0xf0 && byte <= 0xf4) {
    check->missing = 3;
    if (byte == 0xf0)
      check->low = 0x90;
    else if (byte == 0xf4)
      check->high = 0x8f;
  } else {
    check->mistakes++;
  }
}

/* How many of the bytes from @bytes on are ASCII, eight at a time. */
static gsize
count_ascii (const guchar *bytes, gsize length)
{
  gsize count = 0;
  guint64 word;

  for (; count + sizeof word <= length; count += sizeof word) {
    memcpy (&word, bytes + count, sizeof word);
    if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
      break;
  }
  return count;
}

/* How many letters of Russian follow from @bytes on, four at a time. */
static gsize
count_cyrillic (const guchar *bytes, gsize length)
{
  static const guchar mask[] = { 0xfe, 0xc0, 0xfe, 0xc0, 0xfe, 0xc0, 0xfe, 0xc0 },
                      letters[] = { 0xd0, 0x80, 0xd0, 0x80, 0xd0, 0x80, 0xd0, 0x80 };
  guint64 word, masks, wanted;
  gsize count = 0;

  memcpy (&masks, mask, sizeof masks);
  memcpy (&wanted, letters, sizeof wanted);
  for (; 2 * count + sizeof word <= length; count += 4) {
    memcpy (&word, bytes + 2 * count, sizeof word);
    if ((word & masks) != wanted)
      break;
  }
  return count;
}

/* Characters may be cut anywhere between two calls. */
static void
check_utf8 (Utf8Check *check, const guchar *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    guchar byte = bytes[i];

    if (check->missing == 0) {
      if (byte < 0x80) {
        i += count_ascii (bytes + i + 1, length - i - 1);
      } else if (byte >= 0xc2 && byte <= 0xdf && i + 1 < length && (bytes[i + 1] & 0xc0) == 0x80) {
        gsize more = count_cyrillic (bytes + i + 2, length - i - 2); /* one letter behind the other */

        check->letters += 1 + more;
        i += 1 + 2 * more;
      } else {
        begin_letter (check, byte);
      }
      continue;
    }
    if (byte >= check->low && byte <= check->high) {
      check->low = 0x80;
      check->high = 0xbf;
      check->letters += --check->missing == 0;
      continue;
    }
    check->mistakes++;
    check->missing = 0;
    if (byte >= 0x80)
      begin_letter (check, byte);
  }
}

static void
set_binary (GError **error, const char *file)
{
  g_set_error (
    error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NOT_A_SHEET,
    _ ("“%s” is no spreadsheet: bytes stand in it that no text has. Choose an XLSX or a CSV file."), file);
}

static void
set_broken_letters (GError **error, const char *file)
{
  g_set_error (
    error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_ENCODING,
    _ ("Some letters of “%s” are broken, perhaps because the file was cut off. Save it again as CSV UTF-8 "
       "and import it again."),
    file);
}

/* Reads the whole file once: only the last byte tells that all of it is UTF-8. */
static gboolean
check_stream (GInputStream *stream,
              const SaudaSheetRow *row,
              Utf8Check *check,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree guchar *buffer = g_malloc (row->limit.chunk_bytes);
  g_autoptr (GError) reason = NULL;
  gssize got;

  while ((got = g_input_stream_read (stream, buffer, row->limit.chunk_bytes, cancellable, &reason)) > 0) {
    if (memchr (buffer, '\0', (gsize) got) != NULL) {
      set_binary (error, row->file);
      return FALSE;
    }
    check_utf8 (check, buffer, (gsize) got);
  }
  if (got < 0) {
    sauda_csv_text_set_read_error (error, g_steal_pointer (&reason), row->file);
    return FALSE;
  }
  check->mistakes += check->missing > 0;
  return TRUE;
}

/* CP1251 has hardly a text whose bytes are UTF-8 by chance, so mostly right letters are a damaged
 * UTF-8 file. */
static gboolean
find_encoding (GInputStream *stream,
               const SaudaSheetRow *row,
               gboolean marked,
               const char **encoding,
               GCancellable *cancellable,
               GError **error)
{
  Utf8Check check = { 0 };

  if (!check_stream (stream, row, &check, cancellable, error))
    return FALSE;
  *encoding = NULL;
  if (check.mistakes == 0)
    return TRUE;
  if (marked || check.letters > SURE * check.mistakes) {
    set_broken_letters (error, row->file);
    return FALSE;
  }
  *encoding = "WINDOWS-1251";
  return TRUE;
}

static gboolean
read_mark (GInputStream *stream,
           const SaudaSheetRow *row,
           guint *length,
           const char **encoding,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  guchar start[BOM_BYTES] = { 0 };
  gsize got;

  *length = 0;
  *encoding = NULL;
  if (!g_input_stream_read_all (stream, start, sizeof start, &got, cancellable, &reason)) {
    sauda_csv_text_set_read_error (error, g_steal_pointer (&reason), row->file);
    return FALSE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (marks) && *length == 0; i++) {
    if (got >= marks[i].length && memcmp (start, marks[i].bytes, marks[i].length) == 0) {
      *length = marks[i].length;
      *encoding = marks[i].encoding;
    }
  }
  return TRUE;
}

static gboolean
rewind_to (GInputStream *stream,
           guint offset,
           const SaudaSheetRow *row,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, cancellable, &reason))
    return TRUE;
  sauda_csv_text_set_read_error (error, g_steal_pointer (&reason), row->file);
  return FALSE;
}

/**
 * sauda_csv_text_set_read_error: (skip)
 * @error: return location
 * @reason: (transfer full): what GIO said
 * @file: name of the file for the sentence
 *
 * Converts an error of a stream: a stop passes through, letters that cannot be converted are
 * %SAUDA_SHEETS_ERROR_ENCODING, all else is %SAUDA_SHEETS_ERROR_UNREADABLE.
 */
void
sauda_csv_text_set_read_error (GError **error, GError *reason, const char *file)
{
  g_autoptr (GError) owned = reason;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_MISSING,
                 _ ("The file “%s” is not there any more. Choose it again."), file);
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_UNREADABLE,
                 _ ("“%s” is a folder. Choose an XLSX or a CSV file."), file);
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_UNREADABLE,
                 _ ("The file “%s” may not be read. Allow reading it, or copy it to another folder."), file);
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
           g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    set_broken_letters (error, file);
  else
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_UNREADABLE,
                 _ ("The file “%s” cannot be read: %s. Copy it to another folder and import it again."), file,
                 owned->message);
}

/**
 * sauda_csv_text_open: (skip)
 * @file: a text file
 * @row: gives the limits and the name for sentences
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Finds out how the letters are written: UTF-16 by its mark, UTF-8 when the whole file is, else CP1251 as
 * spreadsheets in Russian save it.
 *
 * Returns: (transfer full) (nullable): the file as UTF-8 without a byte-order mark
 */
GInputStream *
sauda_csv_text_open (GFile *file, const SaudaSheetRow *row, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInputStream) bytes = g_file_read (file, cancellable, &reason);
  g_autoptr (GCharsetConverter) converter = NULL;
  const char *encoding;
  guint mark;

  if (bytes == NULL) {
    sauda_csv_text_set_read_error (error, g_steal_pointer (&reason), row->file);
    return NULL;
  }
  if (!read_mark (G_INPUT_STREAM (bytes), row, &mark, &encoding, cancellable, error) ||
      !rewind_to (G_INPUT_STREAM (bytes), mark, row, cancellable, error))
    return NULL;
  if (encoding == NULL &&
      (!find_encoding (G_INPUT_STREAM (bytes), row, mark > 0, &encoding, cancellable, error) ||
       !rewind_to (G_INPUT_STREAM (bytes), mark, row, cancellable, error)))
    return NULL;
  if (encoding == NULL)
    return G_INPUT_STREAM (g_steal_pointer (&bytes));
  converter = g_charset_converter_new ("UTF-8", encoding, &reason);
  if (converter == NULL) {
    sauda_csv_text_set_read_error (error, g_steal_pointer (&reason), row->file);
    return NULL;
  }
  return g_converter_input_stream_new (G_INPUT_STREAM (bytes), G_CONVERTER (converter));
}
