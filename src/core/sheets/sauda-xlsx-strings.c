#include "sauda-xlsx-strings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A workbook of a million different texts stays below both. */
#define MAX_TEXT_BYTES (256u * 1024 * 1024)
#define MAX_STRINGS (8u * 1024 * 1024)

#define ESCAPE_LENGTH 7 /* _x000D_ */

struct _SaudaXlsxStrings {
  GString *text;  /* (owned) (not nullable) all texts, one behind the other */
  GArray *starts; /* (owned) (not nullable) (element-type guint32) and one more for the end */
};

typedef struct {
  SaudaXlsxStrings *strings;
  SaudaSheetRow *row;
  GString *current; /* (owned) (not nullable) */
  gboolean in_text;
  guint phonetic; /* depth inside reading aids, which are no text of the cell */
} Reading;

static gboolean
begin_element (gpointer data, const char *name, const SaudaXlsxAttributes *attributes, GError **error)
{
  Reading *reading = data;

  if (strcmp (name, "si") == 0)
    g_string_truncate (reading->current, 0);
  else if (strcmp (name, "rPh") == 0)
    reading->phonetic++;
  else if (strcmp (name, "t") == 0)
    reading->in_text = reading->phonetic == 0;
  return TRUE;
}

static gboolean
add_string (Reading *reading, GError **error)
{
  SaudaXlsxStrings *strings = reading->strings;
  guint32 end;

  sauda_xlsx_unescape (reading->current);
  if (strings->starts->len >= MAX_STRINGS || strings->text->len + reading->current->len > MAX_TEXT_BYTES) {
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
                 _ ("“%s” holds more text than a spreadsheet may. Split it into several files."),
                 reading->row->file);
    return FALSE;
  }
  g_string_append_len (strings->text, reading->current->str, (gssize) reading->current->len);
  end = (guint32) strings->text->len;
  g_array_append_val (strings->starts, end);
  return TRUE;
}

static gboolean
end_element (gpointer data, const char *name, GError **error)
{
  Reading *reading = data;

  if (strcmp (name, "si") == 0)
    return add_string (reading, error);
  if (strcmp (name, "rPh") == 0 && reading->phonetic > 0)
    reading->phonetic--;
  else if (strcmp (name, "t") == 0)
    reading->in_text = FALSE;
  return TRUE;
}

static gboolean
take_text (gpointer data, const char *text, gsize length, GError **error)
{
  Reading *reading = data;

  if (!reading->in_text)
    return TRUE;
  if (reading->current->len + length > reading->row->limit.max_cell_bytes) {
    g_set_error (
      error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
      _ ("A cell of “%s” is longer than %zu bytes. Shorten it, save the file and import it again."),
      reading->row->file, reading->row->limit.max_cell_bytes);
    return FALSE;
  }
  g_string_append_len (reading->current, text, (gssize) length);
  return TRUE;
}

/* Reads `_xHHHH_` at @text; %FALSE when it is not one. */
static gboolean
read_escape (const char *text, gunichar *c)
{
  *c = 0;
  if (text[0] != '_' || text[1] != 'x')
    return FALSE;
  for (int i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value (text[i]);

    if (digit < 0)
      return FALSE;
    *c = *c * 16 + (gunichar) digit;
  }
  return text[6] == '_';
}

/**
 * sauda_xlsx_unescape: (skip)
 * @text: (inout): text of a cell
 *
 * Puts the characters in place that spreadsheets write as `_x000D_` (ECMA-376 part 1, 22.9.2.19). Those that
 * no text holds become a space.
 */
void
sauda_xlsx_unescape (GString *text)
{
  char *found = strstr (text->str, "_x");

  while (found != NULL) {
    gsize offset = (gsize) (found - text->str);
    gunichar c;

    if (read_escape (found, &c)) {
      char utf8[6];
      gboolean usable = c >= 0x20 || c == '\n' || c == '\r' || c == '\t';
      int length = g_unichar_to_utf8 (usable && g_unichar_validate (c) ? c : ' ', utf8);

      g_string_erase (text, (gssize) offset, ESCAPE_LENGTH);
      g_string_insert_len (text, (gssize) offset, utf8, length);
      offset += (gsize) length;
    } else {
      offset += 1;
    }
    found = strstr (text->str + offset, "_x");
  }
}

/**
 * sauda_xlsx_strings_read: (skip)
 * @package: an opened package
 * @part: (nullable): the part; %NULL when the workbook has none
 * @row: gives the limits
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the texts, or %NULL with @error
 */
SaudaXlsxStrings *
sauda_xlsx_strings_read (SaudaXlsxPackage *package, const char *part, SaudaSheetRow *row, GError **error)
{
  static const SaudaXlsxHandler handler = { begin_element, end_element, take_text };
  g_autoptr (SaudaXlsxStrings) self = g_new0 (SaudaXlsxStrings, 1);
  Reading reading = { .strings = self, .row = row };
  guint32 start = 0;
  gboolean done;

  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->starts, start);
  if (part == NULL)
    return g_steal_pointer (&self);
  reading.current = g_string_new (NULL);
  done = sauda_xlsx_package_parse (package, part, &handler, &reading, error);
  g_string_free (reading.current, TRUE);
  return done ? g_steal_pointer (&self) : NULL;
}

/**
 * sauda_xlsx_strings_free: (skip)
 * @self: (transfer full): the texts
 */
void
sauda_xlsx_strings_free (SaudaXlsxStrings *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}

/**
 * sauda_xlsx_strings_get: (skip)
 * @self: the texts
 * @index: from 0
 * @text: (out): the text, not ended by a zero
 * @length: (out): its bytes
 *
 * Returns: %FALSE when there is no such text
 */
gboolean
sauda_xlsx_strings_get (SaudaXlsxStrings *self, guint64 index, const char **text, gsize *length)
{
  guint32 start;

  if (index + 1 >= self->starts->len)
    return FALSE;
  start = g_array_index (self->starts, guint32, index);
  *text = self->text->str + start;
  *length = g_array_index (self->starts, guint32, index + 1) - start;
  return TRUE;
}
