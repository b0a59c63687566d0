#include "sheet-files.h"

#include <string.h>
#include <zip.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

static void
add_part (zip_t *archive, const char *name, char *text)
{
  zip_source_t *source;
  zip_int64_t index;

  if (text == NULL)
    return;
  source = zip_source_buffer (archive, text, strlen (text), 1);
  index = zip_file_add (archive, name, source, 0);
  g_assert_cmpint (index, >=, 0);
  g_assert_cmpint (zip_file_set_dostime (archive, (zip_uint64_t) index, 0, 0, 0), ==, 0);
}

static char *
wrap (const char *element, const char *content)
{
  return content == NULL ? NULL
                         : g_strdup_printf (XML "<%s xmlns=\"" MAIN "\">%s</%s>", element, content, element);
}

static char *
write_worksheet (const SheetBook *book)
{
  g_autofree char *data = NULL;

  if (book->whole != NULL)
    return g_strdup (book->whole);
  if (book->sheet == NULL)
    return NULL;
  data = g_strconcat ("<sheetData>", book->sheet, "</sheetData>", NULL);
  return wrap ("worksheet", data);
}

/**
 * sheet_files_write:
 * @folder: where
 * @name: of the file
 * @data: (array length=length): its bytes
 * @length: how many; -1 for a text
 *
 * Returns: (transfer full): path of the new file
 */
char *
sheet_files_write (const char *folder, const char *name, const void *data, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
  return path;
}

/**
 * sheet_files_write_book:
 * @folder: where
 * @name: of the file
 * @book: its parts
 *
 * Returns: (transfer full): path of a new XLSX file, its entries dated 1980-00-00 as Kaspi's are
 */
char *
sheet_files_write_book (const char *folder, const char *name, const SheetBook *book)
{
  static const char *const sheet = "<sheet name=\"Sheet0\" sheetId=\"1\" r:id=\"rId3\"/>";
  char *path = g_build_filename (folder, name, NULL);
  zip_t *archive = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert_nonnull (archive);
  add_part (archive, "_rels/.rels",
            g_strdup (XML "<Relationships xmlns=\"" PACKAGE
                          "\"><Relationship Id=\"rId1\" Target=\"xl/workbook.xml\" "
                          "Type=\"" OFFICE "/officeDocument\"/></Relationships>"));
  add_part (archive, "xl/workbook.xml",
            g_strdup_printf (
              XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">%s<sheets>%s</sheets></workbook>",
              book->book != NULL ? book->book : "", book->sheets != NULL ? book->sheets : sheet));
  add_part (
    archive, "xl/_rels/workbook.xml.rels",
    g_strdup (XML "<Relationships xmlns=\"" PACKAGE "\">"
                  "<Relationship Id=\"rId1\" Target=\"sharedStrings.xml\" Type=\"" OFFICE "/sharedStrings\"/>"
                  "<Relationship Id=\"rId2\" Target=\"/xl/styles.xml\" Type=\"" OFFICE "/styles\"/>"
                  "<Relationship Id=\"rId3\" Target=\"worksheets/sheet1.xml\" Type=\"" OFFICE "/worksheet\"/>"
                  "<Relationship Id=\"rId4\" Target=\"./worksheets/sheet2.xml\" Type=\"" OFFICE
                  "/worksheet\"/>"
                  "</Relationships>"));
  add_part (archive, "xl/worksheets/sheet1.xml", write_worksheet (book));
  add_part (archive, "xl/worksheets/sheet2.xml",
            wrap ("worksheet", "<sheetData><row><c><v>2</v></c></row></sheetData>"));
  add_part (archive, "xl/sharedStrings.xml", wrap ("sst", book->strings));
  add_part (archive, "xl/styles.xml", wrap ("styleSheet", book->styles));
  g_assert_cmpint (zip_close (archive), ==, 0);
  return path;
}

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  GString *text = data;
  g_autofree char *joined = g_strjoinv ("|", (char **) cells);

  g_assert_cmpuint (g_strv_length ((char **) cells), ==, n_cells);
  g_assert_true (g_utf8_validate (joined, -1, NULL));
  g_string_append_printf (text, "%u:%s;", row, joined);
  return TRUE;
}

/**
 * sheet_files_read:
 * @path: a file
 * @options: (nullable): how
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `1:a|b;2:c|d;`, or %NULL with @error
 */
char *
sheet_files_read (const char *path, const SaudaSheetOptions *options, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!sauda_sheet_read (path, options, take_row, text, NULL, error))
    return NULL;
  return g_strdup (text->str);
}
