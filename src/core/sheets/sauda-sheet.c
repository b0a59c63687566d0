#include "sauda-sheet.h"

#include "sauda-csv-reader.h"
#include "sauda-csv-text.h"
#include "sauda-xlsx-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define START_BYTES 512
#define SCAN_CHUNK (64 * 1024)
#define SCAN_OVERLAP 64

#define ZIP_FLAGS_OFFSET 6
#define ZIP_FLAG_ENCRYPTED 1

typedef enum { KIND_TEXT, KIND_ZIP, KIND_OLE, KIND_OTHER, KIND_WEB_PAGE } FileKind;

/* How files begin, whatever their names say. */
static const struct {
  const char *start;
  gsize length;
  FileKind kind;
} starts[] = {
  { "PK\003\004", 4, KIND_ZIP },
  { "PK\005\006", 4, KIND_ZIP },
  { "\320\317\021\340\241\261\032\341", 8, KIND_OLE },
  { "%PDF-", 5, KIND_OTHER },
  { "\211PNG", 4, KIND_OTHER },
  { "\377\330\377", 3, KIND_OTHER },
  { "GIF8", 4, KIND_OTHER },
  { "RIFF", 4, KIND_OTHER },
  { "Rar!", 4, KIND_OTHER },
  { "7z\274\257\047\034", 6, KIND_OTHER },
  { "\037\213", 2, KIND_OTHER },
  { "{\\rtf", 5, KIND_OTHER },
};

static const char *const web_starts[] = {
  "<!doctype", "<html", "<head", "<table", "<meta", "<?xml", "<script"
};

static FileKind
find_kind (const char *start, gsize length)
{
  const char *text = start;

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length >= starts[i].length && memcmp (start, starts[i].start, starts[i].length) == 0)
      return starts[i].kind;
  if (g_str_has_prefix (text, "\357\273\277"))
    text += 3;
  text += strspn (text, " \t\r\n");
  for (gsize i = 0; i < G_N_ELEMENTS (web_starts); i++)
    if (g_ascii_strncasecmp (text, web_starts[i], strlen (web_starts[i])) == 0)
      return KIND_WEB_PAGE;
  return KIND_TEXT;
}

/* Names in an OLE file are UTF-16. @word is ASCII. */
static gboolean
has_wide_word (const char *bytes, gsize length, const char *word)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (word, -1, NULL, NULL, NULL);

  return memmem (bytes, length, wide, strlen (word) * sizeof (gunichar2)) != NULL;
}

/* A workbook with a password is an OLE file with one stream of a known name in it. */
static gboolean
is_encrypted_ole (GInputStream *stream, GCancellable *cancellable)
{
  g_autofree char *buffer = g_malloc (SCAN_OVERLAP + SCAN_CHUNK);
  gsize kept = 0, got;

  while (g_input_stream_read_all (stream, buffer + kept, SCAN_CHUNK, &got, cancellable, NULL) && got > 0) {
    gsize held = kept + got;

    if (has_wide_word (buffer, held, "EncryptedPackage"))
      return TRUE;
    kept = MIN (held, SCAN_OVERLAP);
    memmove (buffer, buffer + held - kept, kept);
  }
  return FALSE;
}

static void
refuse_ole (GInputStream *stream, const char *file, GCancellable *cancellable, GError **error)
{
  gboolean encrypted = is_encrypted_ole (stream, cancellable);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;
  if (encrypted)
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_ENCRYPTED,
                 _ ("“%s” is protected with a password. Save it without a password and import it again."),
                 file);
  else
    g_set_error (
      error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_OLD_FORMAT,
      _ ("“%s” is in the format of old spreadsheet programs (.xls). Save it as XLSX and import it again."),
      file);
}

static gboolean
check_size (GFileInputStream *stream, const SaudaSheetRow *row, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
    g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);

  if (info == NULL || (guint64) g_file_info_get_size (info) <= row->limit.max_bytes)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
               _ ("“%s” is larger than a spreadsheet may be. Split it into several files."), row->file);
  return FALSE;
}

/* Looks at the beginning of the file; refuses what is no spreadsheet. */
static gboolean
examine (GFile *file, const SaudaSheetRow *row, FileKind *kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &reason);
  char start[START_BYTES + 1] = { 0 };
  gsize got;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), start, START_BYTES, &got, cancellable, &reason)) {
    sauda_csv_text_set_read_error (error, g_steal_pointer (&reason), row->file);
    return FALSE;
  }
  if (!check_size (stream, row, cancellable, error))
    return FALSE;
  *kind = find_kind (start, got);
  if (*kind == KIND_OLE)
    refuse_ole (G_INPUT_STREAM (stream), row->file, cancellable, error);
  else if (*kind == KIND_OTHER)
    g_set_error (
      error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NOT_A_SHEET,
      _ ("“%s” is a picture, a document or an archive, but no spreadsheet. Choose an XLSX or a CSV file."),
      row->file);
  else if (*kind == KIND_WEB_PAGE)
    g_set_error (
      error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NOT_A_SHEET,
      _ ("“%s” is a web page, but no spreadsheet. Perhaps the cabinet asked to sign in: sign in and download "
         "the file again."),
      row->file);
  else if (*kind == KIND_ZIP && (start[ZIP_FLAGS_OFFSET] & ZIP_FLAG_ENCRYPTED) != 0)
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_ENCRYPTED,
                 _ ("“%s” is protected with a password. Save it without a password and import it again."),
                 row->file);
  else
    return TRUE;
  return FALSE;
}

/**
 * sauda_sheet_read:
 * @path: an XLSX or CSV file; its content decides, not its name
 * @options: (nullable): limits and the worksheet
 * @func: takes the rows
 * @data: data of @func
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads a file row by row with flat memory. It blocks: call it from a thread that may wait. Rows handed over
 * before an error are to be thrown away, because the file is not whole. With worksheets to skip, the error is
 * %SAUDA_SHEETS_ERROR_NO_WORKSHEET when there are no more.
 *
 * Returns: %FALSE with a code of #SaudaSheetsError, %G_IO_ERROR_CANCELLED or the error of @func
 */
gboolean
sauda_sheet_read (const char *path,
                  const SaudaSheetOptions *options,
                  SaudaSheetRowFunc func,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (SaudaSheetRow) row;
  FileKind kind;

  sauda_sheet_row_init (&row, name, options, func, data);
  if (!examine (file, &row, &kind, cancellable, error))
    return FALSE;
  if (kind != KIND_ZIP && row.limit.skip > 0) {
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_WORKSHEET, "one sheet alone in “%s”", name);
    return FALSE;
  }
  if (kind == KIND_ZIP ? !sauda_xlsx_reader_read (path, &row, cancellable, error)
                       : !sauda_csv_reader_read (file, &row, cancellable, error))
    return FALSE;
  if (row.delivered > 0)
    return TRUE;
  g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_EMPTY,
               _ ("Nothing stands in “%s”. Check that the right file was chosen, or download it again."),
               name);
  return FALSE;
}
