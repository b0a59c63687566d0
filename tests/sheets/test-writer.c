#include "sauda-sheet-writer.h"
#include "sauda-test.h"
#include "sheet-files.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <zip.h>

static const SaudaSheetTitle titles[] = {
  { "Артикул", 14 }, { "Штук", 0 }, { "Сумма", 12 }, { "Вес", 0 }, { "День", 0 }, { "Время", 0 }, { "Да", 0 },
};

/* 8 October 2025, 14:05 in Almaty */
#define DAY 20369
#define MOMENT (20369 * G_GINT64_CONSTANT (86400000) + (9 * 60 + 5) * G_GINT64_CONSTANT (60000))

static void
write_sheet (const char *path, const SaudaSheetWriteOptions *options, gboolean chart)
{
  const SaudaSheetCell rows[][G_N_ELEMENTS (titles)] = {
    { SAUDA_CELL_TEXT ("0045"), SAUDA_CELL_INTEGER (12), SAUDA_CELL_MONEY (8990), SAUDA_CELL_NUMBER (0.95),
      SAUDA_CELL_DATE (DAY), SAUDA_CELL_TIME (MOMENT), SAUDA_CELL_BOOLEAN (TRUE) },
    { SAUDA_CELL_TEXT ("=1+2"), SAUDA_CELL_INTEGER (-3), SAUDA_CELL_EMPTY, SAUDA_CELL_NUMBER (1e300 * 1e300),
      SAUDA_CELL_DATE (SAUDA_DAY_NONE), SAUDA_CELL_TIME (0), SAUDA_CELL_BOOLEAN (FALSE) },
    { SAUDA_CELL_TEXT ("Ұлы <Дала> & \"ё\"; да, \001 нет") },
    { SAUDA_CELL_TEXT (NULL) },
  };
  const SaudaSheetChart pie = { .kind = SAUDA_SHEET_CHART_PIE, .title = "Группы", .values = 1 };
  const SaudaSheetChart column = { .kind = SAUDA_SHEET_CHART_COLUMN, .values = 1, .n_values = 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, options, &error);

  g_assert_no_error (error);
  g_assert_true (sauda_sheet_writer_begin (writer, "Заказы [1/2]", titles, G_N_ELEMENTS (titles), &error));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (sauda_sheet_writer_append (writer, rows[i], i < 2 ? G_N_ELEMENTS (titles) : 1, &error));
  if (chart) {
    g_assert_true (sauda_sheet_writer_add_chart (writer, &pie, &error));
    g_assert_true (sauda_sheet_writer_add_chart (writer, &column, &error));
    g_assert_true (sauda_sheet_writer_begin (writer, "заказы [1/2]", titles, 2, &error));
    g_assert_true (sauda_sheet_writer_append (
      writer, (SaudaSheetCell[]){ SAUDA_CELL_TEXT ("второй"), SAUDA_CELL_INTEGER (5) }, 2, &error));
  }
  g_assert_true (sauda_sheet_writer_finish (writer, &error));
  g_assert_no_error (error);
}

static void
assert_only_file (const char *folder, const char *name) /* (nullable): none at all */
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, name);
  g_assert_true (name == NULL || g_dir_read_name (dir) == NULL);
}

static void
test_xlsx (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "лист.xlsx", NULL);
  SaudaSheetOptions second = { .sheet = "заказы  1 2  2" };
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL, *other = NULL;
  struct stat info;

  write_sheet (path, NULL, TRUE);
  got = sheet_files_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
    got, ==,
    "1:Артикул|Штук|Сумма|Вес|День|Время|Да;2:0045|12|8990|0.95|08.10.2025|08.10.2025 14:05:00|TRUE;"
    "3:=1+2|-3|||||FALSE;4:Ұлы <Дала> & \"ё\"; да,   нет;");
  other = sheet_files_read (path, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other, ==, "1:Артикул|Штук;2:второй|5;");
  assert_only_file (folder->path, "лист.xlsx");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static char *
read_part (zip_t *archive, zip_int64_t index, gsize *length)
{
  zip_stat_t info;
  zip_file_t *part;
  char *text;

  g_assert_cmpint (zip_stat_index (archive, (zip_uint64_t) index, 0, &info), ==, 0);
  part = zip_fopen_index (archive, (zip_uint64_t) index, 0);
  text = g_malloc (info.size + 1);
  g_assert_cmpint (zip_fread (part, text, info.size), ==, (zip_int64_t) info.size);
  text[info.size] = '\0';
  zip_fclose (part);
  *length = info.size;
  return text;
}

/* Another reader's view: every part is XML, and what Excel shows beyond cells is there. */
static void
test_parts (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const wanted[][2] = {
    { "xl/worksheets/sheet1.xml", "<autoFilter ref=\"A1:G5\"/>" },
    { "xl/worksheets/sheet1.xml", "state=\"frozen\"" },
    { "xl/worksheets/sheet1.xml", "<col min=\"1\" max=\"1\" width=\"14." },
    { "xl/styles.xml", "#,##0&quot; ₸&quot;" },
    { "xl/charts/chart1.xml", "<c:pieChart>" },
    { "xl/charts/chart2.xml", "$C$2:$C$5" },
  };
  g_autofree char *path = g_build_filename (folder->path, "parts.xlsx", NULL);
  zip_t *archive;

  write_sheet (path, NULL, TRUE);
  archive = zip_open (path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
  g_assert_nonnull (archive);
  for (zip_int64_t i = 0; i < zip_get_num_entries (archive, 0); i++) {
    gsize length;
    g_autofree char *text = read_part (archive, i, &length);
    xmlDoc *document = xmlReadMemory (text, (int) length, NULL, NULL, XML_PARSE_NONET);

    g_assert_nonnull (document);
    xmlFreeDoc (document);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++) {
    gsize length;
    zip_int64_t index = zip_name_locate (archive, wanted[i][0], 0);
    g_autofree char *text = NULL;

    g_test_message ("%s", wanted[i][1]);
    g_assert_cmpint (index, >=, 0);
    text = read_part (archive, index, &length);
    g_assert_nonnull (strstr (text, wanted[i][1]));
  }
  zip_discard (archive);
}

static void
test_csv (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    SaudaSheetWriteOptions options;
    const char *expected;
  } forms[] = {
    { { 0 },
      "Артикул;Штук;Сумма;Вес;День;Время;Да\r\n0045;12;8990;0,95;2025-10-08;2025-10-08 14:05;1\r\n"
      "=1+2;-3;;inf;;;0\r\n\"Ұлы <Дала> & \"\"ё\"\"; да, \001 нет\"\r\n\r\n" },
    { { .delimiter = ',', .bom = TRUE, .defuse = TRUE },
      "\357\273\277Артикул,Штук,Сумма,Вес,День,Время,Да\r\n0045,12,8990,0.95,2025-10-08,2025-10-08 "
      "14:05,1\r\n"
      "\"'=1+2\",-3,,inf,,,0\r\n\"Ұлы <Дала> & \"\"ё\"\"; да, \001 нет\"\r\n\r\n" },
  };
  g_autofree char *path = g_build_filename (folder->path, "sheet.CSV", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autofree char *text = NULL;

    write_sheet (path, &forms[i].options, FALSE);
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, forms[i].expected);
    assert_only_file (folder->path, "sheet.CSV");
  }
}

static void
test_defused (void)
{
  static const char *const texts[][2] = {
    { "=A1", "\"'=A1\"" }, { "+77011234567", "\"'+77011234567\"" },
    { "-5", "\"'-5\"" },   { "@SUM", "\"'@SUM\"" },
    { "\tx", "\"'\tx\"" }, { "\rx", "\"'\rx\"" },
    { "a=1", "a=1" },      { "", "" },
    { "5-6", "5-6" },
  };
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  const SaudaSheetWriteOptions options = { .defuse = TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, &options, NULL);
    g_autofree char *expected = g_strdup_printf ("x\r\n%s\r\n", texts[i][1]);
    g_autofree char *text = NULL;

    g_assert_true (sauda_sheet_writer_begin (writer, "", (SaudaSheetTitle[]){ { "x", 0 } }, 1, NULL));
    g_assert_true (sauda_sheet_writer_append (writer, &SAUDA_CELL_TEXT (texts[i][0]), 1, NULL));
    g_assert_true (sauda_sheet_writer_finish (writer, NULL));
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, expected);
  }
  sauda_test_folder_remove (folder);
}

static void
test_unfinished (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const names[] = { "old.xlsx", "old.csv" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = sheet_files_write (folder->path, names[i], "old", -1);
    g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, NULL, NULL);
    g_autofree char *text = NULL;

    g_assert_true (sauda_sheet_writer_begin (writer, "a", titles, 2, NULL));
    g_assert_true (sauda_sheet_writer_append (writer, &SAUDA_CELL_INTEGER (1), 1, NULL));
    g_clear_pointer (&writer, sauda_sheet_writer_free);
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, "old");
    assert_only_file (folder->path, names[i]);
    g_assert_cmpint (g_unlink (path), ==, 0);
  }
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_sheet_writer_new ("/nowhere/at/all.xlsx", NULL, &error));
  g_assert_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_UNWRITABLE);
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.xlsx"));
}

/* A limit on the size of files plays the full disk: writing ends in the middle. */
static void
test_full_disk (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const names[] = { "full.xlsx", "full.csv" };
  const struct rlimit small = { 20000, RLIM_INFINITY };
  struct rlimit before;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder->path, names[i], NULL);
    g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, NULL, NULL);
    g_autoptr (GError) error = NULL;
    gboolean going;

    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
    going = sauda_sheet_writer_begin (writer, "a", titles, 2, &error);
    for (int k = 0; going && k < 20000; k++)
      going = sauda_sheet_writer_append (
        writer, (SaudaSheetCell[]){ SAUDA_CELL_TEXT ("Футболка"), SAUDA_CELL_INTEGER (k) }, 2, &error);
    going = going && sauda_sheet_writer_finish (writer, &error);
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
    g_assert_false (going);
    g_assert_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_UNWRITABLE);
    g_assert_true (strstr (error->message, g_strerror (EFBIG)) ||
                   strstr (error->message, g_strerror (ENOSPC)));
    g_clear_pointer (&writer, sauda_sheet_writer_free);
    assert_only_file (folder->path, NULL);
  }
}

/* Writes on a small disk of its own until that is full; who may not mount one, writes nothing. */
static void
test_full_disk_alone (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "full.xlsx", NULL);
  g_autoptr (SaudaSheetWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean going;

  if (unshare (CLONE_NEWNS) != 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("tmpfs", folder->path, "tmpfs", 0, "size=64k") != 0)
    return;
  writer = sauda_sheet_writer_new (path, NULL, &error);
  going = writer != NULL && sauda_sheet_writer_begin (writer, "a", titles, 2, &error);
  for (int k = 0; going && k < 20000; k++)
    going = sauda_sheet_writer_append (
      writer, (SaudaSheetCell[]){ SAUDA_CELL_TEXT ("Футболка"), SAUDA_CELL_INTEGER (k) }, 2, &error);
  g_assert_false (going && sauda_sheet_writer_finish (writer, &error));
  g_assert_nonnull (strstr (error->message, g_strerror (ENOSPC)));
  g_clear_pointer (&writer, sauda_sheet_writer_free);
  umount (folder->path);
}

/* The sentence is ours alone: the library that writes says nothing beside it. */
static void
test_full_disk_is_told_once (void)
{
  g_test_trap_subprocess ("/sheets/writer/full-disk/subprocess/alone", 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

/* A cell longer than Excel takes is cut with a mark, and the file stays readable. */
static void
test_long_text (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "long.xlsx", NULL);
  g_autofree char *text = g_strnfill (40000, 'a');
  g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, NULL, NULL);
  g_autofree char *got = NULL;

  g_assert_true (sauda_sheet_writer_begin (writer, "a", titles, 1, NULL));
  g_assert_true (sauda_sheet_writer_append (writer, &SAUDA_CELL_TEXT (text), 1, NULL));
  g_assert_true (sauda_sheet_writer_finish (writer, NULL));
  got = sheet_files_read (path, NULL, NULL);
  g_assert_true (g_str_has_suffix (got, "a…;"));
  g_assert_cmpint (g_utf8_strlen (got, -1), ==, 32767 + strlen ("1:;2:;") + g_utf8_strlen ("Артикул", -1));
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/sheets/writer/" name, SaudaTestFolder, NULL, sauda_test_folder_set_up, func,                 \
              sauda_test_folder_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("xlsx", test_xlsx);
  ADD ("parts", test_parts);
  ADD ("csv", test_csv);
  ADD ("unfinished", test_unfinished);
  ADD ("full-disk", test_full_disk);
  ADD ("full-disk/subprocess/alone", test_full_disk_alone);
  g_test_add_func ("/sheets/writer/full-disk/told-once", test_full_disk_is_told_once);
  ADD ("long-text", test_long_text);
  g_test_add_func ("/sheets/writer/defused", test_defused);
  g_test_add_func ("/sheets/writer/no-folder", test_no_folder);
  return g_test_run ();
}
