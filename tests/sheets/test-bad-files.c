#include "sauda-test.h"
#include "sheet-files.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/resource.h>

#define MEGABYTE (1024 * 1024)
#define ONE_CELL "<row><c><v>1</v></c></row>"

static void
check_refused (const char *path, const SaudaSheetOptions *options, SaudaSheetsError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *got = sheet_files_read (path, options, &error);

  g_test_message ("%s: %s", name, error != NULL ? error->message : got);
  g_assert_error (error, SAUDA_SHEETS_ERROR, (int) code);
  g_assert_null (got);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* What is no spreadsheet, under names that say it is. */
static void
test_bytes (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *bytes;
    gssize length;
    SaudaSheetsError code;
  } files[] = {
    { "empty.xlsx", "", 0, SAUDA_SHEETS_ERROR_EMPTY },
    { "mark.csv", "\357\273\277", 3, SAUDA_SHEETS_ERROR_EMPTY },
    { "blanks.csv", " \r\n\t\n ;;; \n", -1, SAUDA_SHEETS_ERROR_EMPTY },
    { "picture.xlsx", "\211PNG\r\n\032\n\0\0\0\rIHDR", 16, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "photo.xlsx", "\377\330\377\340\0\020JFIF", 10, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "paper.csv", "%PDF-1.7\n", -1, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "page.xlsx", "  <!DOCTYPE html><html>", -1, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "table.xlsx", "\357\273\277<Table><tr>", -1, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "program.xlsx", "\177ELF\002\001\001\0\0\0", 10, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "zeroes.csv", "a;b\n1;\0;2\n", 11, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "zeroes16.csv", "\377\376a\0;\0\0\0b\0", 10, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "cut.csv", "\320\260;\320\261\320\262\320\263\320\264\320\265;\320", -1, SAUDA_SHEETS_ERROR_ENCODING },
    { "marked.csv", "\357\273\277a;\377\n", -1, SAUDA_SHEETS_ERROR_ENCODING },
    { "half16.csv", "\377\376a\0;\0b\0\n\0\020", 11, SAUDA_SHEETS_ERROR_ENCODING },
    { "quote.csv", "a;b\n1;\"2\n3;4\n", -1, SAUDA_SHEETS_ERROR_DAMAGED },
    { "old.xls", "\320\317\021\340\241\261\032\341\0\0W\0o\0r\0k\0b\0o\0o\0k\0", 26,
      SAUDA_SHEETS_ERROR_OLD_FORMAT },
    { "cut.xlsx", "PK\003\004\024\0\010\0\010\0", 10, SAUDA_SHEETS_ERROR_DAMAGED },
    { "locked.xlsx", "PK\003\004\024\0\001\0\010\0", 10, SAUDA_SHEETS_ERROR_ENCRYPTED },
    { "archive.xlsx", "PK\005\006\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, SAUDA_SHEETS_ERROR_NOT_A_SHEET },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = sheet_files_write (folder->path, files[i].name, files[i].bytes, files[i].length);

    check_refused (path, NULL, files[i].code);
  }
}

static void
test_password (SaudaTestFolder *folder, gconstpointer data)
{
  static const gsize offsets[] = { 512, 1024, 64 * 1024 + 512 - 10, 200000 };

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++) {
    g_autofree guint8 *bytes = g_malloc0 (256 * 1024);
    g_autofree gunichar2 *word = g_utf8_to_utf16 ("EncryptedPackage", -1, NULL, NULL, NULL);
    g_autofree char *path = NULL;

    memcpy (bytes, "\320\317\021\340\241\261\032\341", 8);
    memcpy (bytes + offsets[i], word, 32);
    path = sheet_files_write (folder->path, "secret.xlsx", bytes, 256 * 1024);
    check_refused (path, NULL, SAUDA_SHEETS_ERROR_ENCRYPTED);
  }
}

static void
test_books (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *name;
    SheetBook book;
    SaudaSheetOptions options;
    SaudaSheetsError code;
  } books[] = {
    { "nosheet.xlsx", { .sheet = NULL }, { 0 }, SAUDA_SHEETS_ERROR_NO_WORKSHEET },
    { "nosheets.xlsx", { .sheet = ONE_CELL, .sheets = " " }, { 0 }, SAUDA_SHEETS_ERROR_NO_WORKSHEET },
    { "norows.xlsx", { .sheet = "" }, { 0 }, SAUDA_SHEETS_ERROR_EMPTY },
    { "blanks.xlsx",
      { .sheet = "<row><c t=\"inlineStr\"><is><t> </t></is></c></row>" },
      { 0 },
      SAUDA_SHEETS_ERROR_EMPTY },
    { "torn.xlsx", { .whole = "<worksheet><sheetData>" ONE_CELL }, { 0 }, SAUDA_SHEETS_ERROR_DAMAGED },
    { "crossed.xlsx",
      { .whole = "<worksheet><sheetData>" ONE_CELL "</worksheet></sheetData>" },
      { 0 },
      SAUDA_SHEETS_ERROR_DAMAGED },
    { "nostring.xlsx", { .sheet = "<row><c t=\"s\"><v>0</v></c></row>" }, { 0 }, SAUDA_SHEETS_ERROR_DAMAGED },
    { "strings.xlsx",
      { .sheet = "<row><c t=\"s\"><v>7</v></c></row>", .strings = "<si><t>a</t></si>" },
      { 0 },
      SAUDA_SHEETS_ERROR_DAMAGED },
    { "entities.xlsx",
      { .whole = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><w><sheetData><row><c "
                 "t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></w>" },
      { 0 },
      SAUDA_SHEETS_ERROR_NOT_A_SHEET },
    { "entity.xlsx",
      { .sheet = "<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>" },
      { 0 },
      SAUDA_SHEETS_ERROR_DAMAGED },
    { "wide.xlsx",
      { .sheet = "<row><c r=\"XFD1\"><v>1</v></c></row>" },
      { 0 },
      SAUDA_SHEETS_ERROR_TOO_LARGE },
    { "long.xlsx",
      { .sheet = "<row r=\"1048577\"><c><v>1</v></c></row>" },
      { 0 },
      SAUDA_SHEETS_ERROR_TOO_LARGE },
    { "cell.xlsx",
      { .sheet = "<row><c t=\"inlineStr\"><is><t>123456</t></is></c></row>" },
      { .max_cell_bytes = 5 },
      SAUDA_SHEETS_ERROR_TOO_LARGE },
    { "shared.xlsx",
      { .sheet = ONE_CELL, .strings = "<si><t>123456</t></si>" },
      { .max_cell_bytes = 5 },
      SAUDA_SHEETS_ERROR_TOO_LARGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (books); i++) {
    g_autofree char *path = sheet_files_write_book (folder->path, books[i].name, &books[i].book);

    check_refused (path, &books[i].options, books[i].code);
  }
}

/* A file that lost its end, or one byte of which changed on its way, never comes in as if it were whole. */
static void
test_damage (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) bytes = sauda_test_data_read ("kaspi/ActiveOrders.xlsx");
  g_autofree char *whole_path = sauda_test_data_path ("kaspi/ActiveOrders.xlsx");
  g_autofree char *whole = sheet_files_read (whole_path, NULL, NULL);
  gsize length = g_bytes_get_size (bytes);

  for (gsize at = 10; at < length; at += 131) {
    g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
    g_autofree char *cut = sheet_files_write (folder->path, "cut.xlsx", copy, (gssize) at);
    g_autofree char *path = NULL, *got = NULL;
    g_autoptr (GError) error = NULL;

    check_refused (cut, NULL, SAUDA_SHEETS_ERROR_DAMAGED);
    copy[at] ^= 0x55;
    path = sheet_files_write (folder->path, "changed.xlsx", copy, (gssize) length);
    got = sheet_files_read (path, NULL, &error);
    if (error != NULL)
      g_assert_cmpint (error->domain, ==, SAUDA_SHEETS_ERROR);
    else
      g_assert_cmpstr (got, ==, whole);
  }
}

static void
test_places (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *absent = g_build_filename (folder->path, "absent.xlsx", NULL);
  g_autofree char *small = sheet_files_write (folder->path, "small.csv", "a;b\n1;2\n", -1);
  SaudaSheetOptions options = { .max_bytes = 4 };

  check_refused (absent, NULL, SAUDA_SHEETS_ERROR_MISSING);
  check_refused (folder->path, NULL, SAUDA_SHEETS_ERROR_UNREADABLE);
  check_refused (small, &options, SAUDA_SHEETS_ERROR_TOO_LARGE);
}

static guint64
get_peak_kilobytes (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return (guint64) usage.ru_maxrss;
}

/* Writes @unit again and again through a stream, so that the test itself needs no memory. */
static char *
write_large (const char *folder, const char *name, const char *start, const char *unit, gsize megabytes)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr (GString) block = g_string_new (NULL);

  while (block->len < MEGABYTE)
    g_string_append (block, unit);
  g_assert_true (g_output_stream_write_all (G_OUTPUT_STREAM (out), start, strlen (start), NULL, NULL, NULL));
  for (gsize i = 0; i < megabytes; i++)
    g_assert_true (
      g_output_stream_write_all (G_OUTPUT_STREAM (out), block->str, block->len, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (out), NULL, NULL));
  return path;
}

/* Sanitizers keep freed memory back, so what a file took is asked from the reader's own limits there. */
static void
check_flat (guint64 before)
{
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpuint (get_peak_kilobytes () - before, <, 24 * 1024);
#endif
}

static void
test_large_texts (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *start;
    const char *unit;
    gsize megabytes;
    SaudaSheetsError code;
  } files[] = {
    { "spaces.csv", "", " ", 50, SAUDA_SHEETS_ERROR_TOO_LARGE },
    { "breaks.csv", "", "\r\n", 50, SAUDA_SHEETS_ERROR_EMPTY },
    { "line.csv", "", "abc", 200, SAUDA_SHEETS_ERROR_TOO_LARGE },
    { "quoted.csv", "a;b\n1;\"", "x\n", 50, SAUDA_SHEETS_ERROR_TOO_LARGE },
    { "columns.csv", "", ";a", 50, SAUDA_SHEETS_ERROR_TOO_LARGE },
    { "cells.csv", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;", 50,
      SAUDA_SHEETS_ERROR_TOO_LARGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path =
      write_large (folder->path, files[i].name, files[i].start, files[i].unit, files[i].megabytes);
    guint64 before = get_peak_kilobytes ();

    check_refused (path, NULL, files[i].code);
    check_flat (before);
  }
}

static gboolean
count_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  guint *rows = data;

  (*rows)++;
  return TRUE;
}

static void
test_many_rows (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_large (folder->path, "many.csv", "a;b\n", "осень;\"зима\"\n", 20);
  guint64 before = get_peak_kilobytes ();
  g_autoptr (GError) error = NULL;
  guint rows = 0;

  sauda_sheet_read (path, NULL, count_row, &rows, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows, >, 900000);
  check_flat (before);
}

/* 50 MB of blanks between two rows, unpacked from 50 kB. */
static void
test_blanks (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = sauda_test_data_path ("sheets/blanks-50-mb.xlsx");
  SaudaSheetOptions options = { .max_bytes = 10 * MEGABYTE };
  guint64 before = get_peak_kilobytes ();
  g_autofree char *got = sheet_files_read (path, NULL, NULL);

  g_assert_cmpstr (got, ==, "1:1;");
  check_flat (before);
  check_refused (path, &options, SAUDA_SHEETS_ERROR_TOO_LARGE);
}

/* The same in one cell and in one shared text. */
static void
test_zip_bombs (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *blanks = g_strnfill (50 * MEGABYTE, ' ');
  g_autofree char *cell =
    g_strconcat ("<row><c t=\"inlineStr\"><is><t>", blanks, "</t></is></c></row>", NULL);
  g_autofree char *shared = g_strconcat ("<si><t>", blanks, "</t></si>", NULL);
  const SheetBook books[] = { { .sheet = cell }, { .sheet = ONE_CELL, .strings = shared } };

  for (gsize i = 0; i < G_N_ELEMENTS (books); i++) {
    g_autofree char *path = sheet_files_write_book (folder->path, "bomb.xlsx", &books[i]);

    check_refused (path, NULL, SAUDA_SHEETS_ERROR_TOO_LARGE);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (SaudaTestFolder *folder, gconstpointer data);
  } tests[] = {
    { "/sheets/bad-files/blanks", test_blanks },           { "/sheets/bad-files/bytes", test_bytes },
    { "/sheets/bad-files/password", test_password },       { "/sheets/bad-files/books", test_books },
    { "/sheets/bad-files/damage", test_damage },           { "/sheets/bad-files/places", test_places },
    { "/sheets/bad-files/large-texts", test_large_texts }, { "/sheets/bad-files/many-rows", test_many_rows },
    { "/sheets/bad-files/zip-bombs", test_zip_bombs },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, SaudaTestFolder, NULL, sauda_test_folder_set_up, tests[i].test,
                sauda_test_folder_tear_down);
  return g_test_run ();
}
