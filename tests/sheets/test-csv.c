#include "sauda-test.h"
#include "sheet-files.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *text; /* UTF-8, converted by the test */
  const char *expected;
} CsvCase;

static const CsvCase cases[] = {
  { "semicolon", "a;b\n1;2\n", "1:a|b;2:1|2;" },
  { "comma", "a,b\n1,2", "1:a|b;2:1|2;" },
  { "tab", "a\tb\n1\t2\n", "1:a|b;2:1|2;" },
  { "carriage-return", "a;b\r1;2\r", "1:a|b;2:1|2;" },
  { "both-ends", "a;b\r\n\r\n1;2\r\n", "1:a|b;3:1|2;" },
  { "decimal-comma", "вес;цена\n0,95;1\n0,45;2\n", "1:вес|цена;2:0,95|1;3:0,45|2;" },
  { "comma-in-title", "Прайс, осень, зима, весна\nа;б;в\n1;2;3\n4;5;6\n",
    "1:Прайс, осень, зима, весна;2:а|б|в;3:1|2|3;4:4|5|6;" },
  { "quoted-delimiter", "\"а;б\",\"в;г\"\n\"д;е\",ж\n", "1:а;б|в;г;2:д;е|ж;" },
  { "line-break", "a;b\n\"одна\nдве\nтри\";2\nx;y\n", "1:a|b;2:одна\nдве\nтри|2;5:x|y;" },
  { "doubled-quotes", "a;b\n\"он \"\"сам\"\"\";2\n", "1:a|b;2:он \"сам\"|2;" },
  { "stray-quotes", "a;b\nосень\"\" черная\";2\nx;5\"\n", "1:a|b;2:осень\"\" черная\"|2;3:x|5\";" },
  { "blank-rows", "\n\na;b\n;;\n  \n1;2\n;;;\n", "3:a|b;6:1|2;" },
  { "ragged", "a;b;c\n1\n1;2;3;4\n", "1:a|b|c;2:1;3:1|2|3|4;" },
  { "letters", "Размер;Қазақ\nҰлы Дала;ё\n", "1:Размер|Қазақ;2:Ұлы Дала|ё;" },
  { "outer-blanks", "a ;b\n 1;2 3 \n\" 4\";\"5 \"\n6 ; \n", "1:a |b;2: 1|2 3 ;3: 4|5 ;4:6 | ;" },
  { "outer-blanks-beside-quotes", "a;b;c\n 1 ;\"2;3\"; 4\t\n", "1:a|b|c;2: 1 |2;3| 4\t;" },
  { "one-column", "a\nb\n", "1:a;2:b;" },
};

static const struct {
  const char *name;
  const char *charset; /* (nullable) NULL is UTF-8 */
  const char *mark;
  gsize mark_length;
} encodings[] = {
  { "utf8", NULL, "", 0 },
  { "utf8-mark", NULL, "\357\273\277", 3 },
  { "utf16le", "UTF-16LE", "\377\376", 2 },
  { "utf16be", "UTF-16BE", "\376\377", 2 },
  { "cp1251", "WINDOWS-1251", "", 0 },
};

static const gsize chunks[] = { 1, 2, 3, 5, 7, 0 };

static void
check_case (const char *folder, const CsvCase *wanted, gsize encoding)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *path = NULL, *converted = NULL;
  gsize length = strlen (wanted->text);

  converted = encodings[encoding].charset != NULL
                ? g_convert (wanted->text, -1, encodings[encoding].charset, "UTF-8", NULL, &length, NULL)
                : g_strdup (wanted->text);
  if (converted == NULL) {
    g_assert_cmpstr (wanted->name, ==, "letters");
    return;
  }
  g_byte_array_append (bytes, (const guint8 *) encodings[encoding].mark,
                       (guint) encodings[encoding].mark_length);
  g_byte_array_append (bytes, (const guint8 *) converted, (guint) length);
  path = sheet_files_write (folder, "sheet.xlsx", bytes->data, bytes->len);
  for (gsize i = 0; i < G_N_ELEMENTS (chunks); i++) {
    SaudaSheetOptions options = { .chunk_bytes = chunks[i] };
    g_autoptr (GError) error = NULL;
    g_autofree char *got = sheet_files_read (path, &options, &error);

    g_test_message ("%s in %s by %" G_GSIZE_FORMAT, wanted->name, encodings[encoding].name, chunks[i]);
    g_assert_no_error (error);
    g_assert_cmpstr (got, ==, wanted->expected);
  }
}

static void
test_cases (SaudaTestFolder *folder, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (encodings); k++)
      check_case (folder->path, &cases[i], k);
}

/* The one byte that tells CP1251 may stand at the very end of a large file. */
static void
test_late_letter (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("a;b\n");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *got = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "1;2\n");
  g_string_append (text, "x;\xff\n");
  path = sheet_files_write (folder->path, "late.csv", text->str, (gssize) text->len);
  got = sheet_files_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (got, "50001:1|2;50002:x|я;"));
}

static gboolean
stop_at_third (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  guint *rows = data;

  if (++*rows < 3)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "enough");
  return FALSE;
}

static void
test_stopping (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = sheet_files_write (folder->path, "stop.csv", "a;b\n1;2\n3;4\n5;6\n", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) stopped = NULL, cancelled = NULL;
  guint rows = 0;

  g_assert_false (sauda_sheet_read (path, NULL, stop_at_third, &rows, NULL, &stopped));
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (rows, ==, 3);
  g_cancellable_cancel (cancellable);
  g_assert_false (sauda_sheet_read (path, NULL, stop_at_third, &rows, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sheets/csv/cases", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_cases,
              sauda_test_folder_tear_down);
  g_test_add ("/sheets/csv/late-letter", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_late_letter,
              sauda_test_folder_tear_down);
  g_test_add ("/sheets/csv/stopping", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_stopping,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
