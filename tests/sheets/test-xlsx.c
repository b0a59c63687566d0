#include "sauda-test.h"
#include "sheet-files.h"

#include <string.h>

#define STYLES                                                                                               \
  "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/>"                                        \
  "<numFmt numFmtId=\"165\" formatCode=\"#,##0.00&quot; days&quot;\"/>"                                      \
  "<numFmt numFmtId=\"166\" formatCode=\"[$-419]d mmm\"/><numFmt numFmtId=\"167\" formatCode=\"[Red]0.0\"/>" \
  "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"                                             \
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"           \
  "<xf numFmtId=\"22\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/></cellXfs>"

typedef struct {
  const char *name;
  SheetBook book;
  const char *expected;
} BookCase;

static const BookCase cases[] = {
  { "inline",
    { .sheet = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>№ &amp; &#1103;</t></is></c></row>" },
    "1:№ & я;" },
  { "empty-cells",
    { .sheet = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t></t></is></c><c r=\"B1\"/>"
               "<c r=\"C1\" t=\"inlineStr\"/><c r=\"D1\"><v>1</v></c></row>" },
    "1:|||1;" },
  { "gaps",
    { .sheet = "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"AB3\"><v>2</v></c></row>" },
    "3:|1||||||||||||||||||||||||||2;" },
  { "no-references",
    { .sheet = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>" },
    "1:1|2;2:3;" },
  { "blank-rows",
    { .sheet = "<row r=\"1\"/><row r=\"2\"><c t=\"inlineStr\"><is><t>  </t></is></c></row>"
               "<row r=\"9\"><c><v>1</v></c></row>" },
    "9:1;" },
  { "shared",
    { .sheet = "<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"/></row>",
      .strings = "<si><t>нуль</t></si><si><t xml:space=\"preserve\"> один </t></si>" },
    "1: один |нуль|;" },
  { "runs",
    { .sheet =
        "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><r><t>в</t></r><r><t>г</t></r></is></c></row>",
      .strings =
        "<si><r><rPr><b/></rPr><t>а</t></r><r><t>б</t></r><rPh sb=\"0\" eb=\"1\"><t>zzz</t></rPh></si>" },
    "1:аб|вг;" },
  { "numbers",
    { .sheet = "<row><c><v>900103173</v></c><c><v>9.00103173E8</v></c><c><v>0.94999999999999996</v></c>"
               "<c><v>12990.0</v></c><c><v>-3</v></c><c t=\"n\"><v>1.5</v></c></row>" },
    "1:900103173|900103173|0.95|12990|-3|1.5;" },
  { "kinds",
    { .sheet = "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c>"
               "<c t=\"str\"><f>A1&amp;B1</f><v>итог</v></c><c><f>1+1</f><v>2</v></c>"
               "<c t=\"d\"><v>2026-11-23T10:15:00</v></c><c t=\"d\"><v>2026-11-23</v></c></row>" },
    "1:TRUE|FALSE|#N/A|итог|2|23.11.2026 10:15:00|23.11.2026;" },
  { "formulas without a result",
    { .sheet =
        "<row><c><f>A1+1</f></c><c><f>A1+1</f><v/></c><c t=\"str\"><f>A1</f></c>"
        "<c t=\"str\"><f>A1</f><v/></c><c><f t=\"shared\" si=\"0\"/></c><c><f>1</f><v>0</v></c><c/></row>" },
    "1:=|=|=||=|0|;" },
  { "dates",
    { .sheet =
        "<row><c s=\"1\"><v>46349</v></c><c s=\"2\"><v>46349</v></c><c s=\"4\"><v>46349.427083333336</v></c>"
        "<c s=\"3\"><v>46349</v></c><c s=\"5\"><v>1</v></c><c s=\"6\"><v>2.5</v></c>"
        "<c s=\"1\"><v>0.5</v></c><c s=\"99\"><v>7</v></c></row>",
      .styles = STYLES },
    "1:23.11.2026|23.11.2026|23.11.2026 10:15:00|46349|01.01.1900|2.5|12:00:00|7;" },
  { "dates-of-1904",
    { .sheet = "<row><c s=\"1\"><v>44887</v></c></row>",
      .styles = STYLES,
      .book = "<workbookPr date1904=\"1\"/>" },
    "1:23.11.2026;" },
  { "escapes",
    { .sheet = "<row><c t=\"inlineStr\"><is><t>а_x000A_б_x0041_ _x00_ _x0000_</t></is></c></row>" },
    "1:а\nбA _x00_  ;" },
  { "prefixes",
    { .whole =
        "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>"
        "<x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>да</x:t></x:is></x:c></x:row></x:sheetData>"
        "</x:worksheet>" },
    "1:да;" },
  { "no-namespace",
    { .whole =
        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t><![CDATA[<a>]]></t></is></c></row></sheetData>"
        "</worksheet>" },
    "1:<a>;" },
  { "outside-the-data",
    { .whole =
        "<worksheet><cols><c r=\"A1\"><v>9</v></c></cols><sheetData><row><c><v>1</v></c></row></sheetData>"
        "<extra><v>5</v></extra></worksheet>" },
    "1:1;" },
  { "hidden-first",
    { .sheet = "<row><c><v>1</v></c></row>",
      .sheets = "<sheet name=\"a\" sheetId=\"1\" state=\"hidden\" r:id=\"rId3\"/>"
                "<sheet name=\"b\" sheetId=\"2\" r:id=\"rId4\"/>" },
    "1:2;" },
};

static void
test_cases (SaudaTestFolder *folder, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = sheet_files_write_book (folder->path, "book.csv", &cases[i].book);
    g_autoptr (GError) error = NULL;
    g_autofree char *got = sheet_files_read (path, NULL, &error);

    g_test_message ("%s", cases[i].name);
    g_assert_no_error (error);
    g_assert_cmpstr (got, ==, cases[i].expected);
  }
}

static void
test_by_name (SaudaTestFolder *folder, gconstpointer data)
{
  static const SheetBook book = { .sheet = "<row><c><v>1</v></c></row>",
                                  .sheets = "<sheet name=\"Январь\" sheetId=\"1\" r:id=\"rId3\"/>"
                                            "<sheet name=\"Февраль\" sheetId=\"2\" r:id=\"rId4\"/>" };
  g_autofree char *path = sheet_files_write_book (folder->path, "book.xlsx", &book);
  SaudaSheetOptions second = { .sheet = "Февраль" }, absent = { .sheet = "Март" };
  g_autoptr (GError) error = NULL, missing = NULL;
  g_autofree char *got = sheet_files_read (path, &second, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, "1:2;");
  g_assert_null (sheet_files_read (path, &absent, &missing));
  g_assert_error (missing, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_WORKSHEET);
  g_assert_nonnull (strstr (missing->message, "Март"));
}

/* One visible sheet after the other, until there are no more. */
static void
test_skip (SaudaTestFolder *folder, gconstpointer data)
{
  static const SheetBook book = {
    .sheet = "<row><c><v>1</v></c></row>",
    .sheets = "<sheet name=\"a\" sheetId=\"1\" state=\"hidden\" r:id=\"rId4\"/>"
              "<sheet name=\"b\" sheetId=\"2\" r:id=\"rId3\"/><sheet name=\"c\" sheetId=\"3\" r:id=\"rId4\"/>"
              "<sheet name=\"d\" sheetId=\"4\" state=\"hidden\" r:id=\"rId3\"/>"
  };
  g_autofree char *path = sheet_files_write_book (folder->path, "book.xlsx", &book);
  g_autofree char *csv = g_build_filename (folder->path, "book.csv", NULL);
  static const char *const expected[] = { "1:1;", "1:2;", NULL };

  for (guint skip = 0; skip < G_N_ELEMENTS (expected); skip++) {
    SaudaSheetOptions options = { .skip = skip };
    g_autoptr (GError) error = NULL;
    g_autofree char *got = sheet_files_read (path, &options, &error);

    g_assert_cmpstr (got, ==, expected[skip]);
    if (expected[skip] == NULL)
      g_assert_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_WORKSHEET);
  }
  g_assert_true (g_file_set_contents (csv, "1\n", -1, NULL));
  for (guint skip = 0; skip < 2; skip++) {
    SaudaSheetOptions options = { .skip = skip };
    g_autoptr (GError) error = NULL;
    g_autofree char *got = sheet_files_read (csv, &options, &error);

    g_assert_cmpstr (got, ==, skip == 0 ? "1:1;" : NULL);
  }
}

static gboolean
count_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  guint *cells_seen = data;

  *cells_seen += n_cells;
  return TRUE;
}

/* Kaspi's own files: shared strings present and empty, entries dated 1980-00-00. */
static void
test_exports (void)
{
  static const struct {
    const char *name;
    guint cells;
  } files[] = { { "kaspi/ActiveOrders.xlsx", 46 * 28 }, { "kaspi/ActiveOrders (1).xlsx", 32 * 29 } };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = sauda_test_data_path (files[i].name);
    g_autoptr (GError) error = NULL;
    guint cells = 0;

    sauda_sheet_read (path, NULL, count_row, &cells, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (cells, ==, files[i].cells);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sheets/xlsx/cases", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_cases,
              sauda_test_folder_tear_down);
  g_test_add ("/sheets/xlsx/skip", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_skip,
              sauda_test_folder_tear_down);
  g_test_add ("/sheets/xlsx/by-name", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_by_name,
              sauda_test_folder_tear_down);
  g_test_add_func ("/sheets/xlsx/exports", test_exports);
  return g_test_run ();
}
