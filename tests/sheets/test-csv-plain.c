#include "sauda-test.h"
#include "sheet-files.h"

#include <csv.h>
#include <string.h>

/* Rows that the reader cuts by itself are what libcsv makes of them: random texts are read both ways. */

#define TEXTS 120
#define MAX_PIECES 120

static const char *const pieces[] = {
  ";",  ";",  ";",  "\n",   "\r\n", "\r", "a",    "bc",  " ",
  "  ", "\t", "\"", "\"\"", "\";",  "ё",  "0,95", ";\"", "\"\n",
};

typedef struct {
  GString *rows; /* (owned) cells end with `|`, rows with `¶` */
  GString *row;  /* (owned) */
  gboolean says; /* whether anything but blanks stands in the row */
} Oracle;

static void
take_cell (void *cell, size_t length, void *data)
{
  Oracle *oracle = data;

  for (size_t i = 0; i < length; i++)
    oracle->says |= ((guchar *) cell)[i] > ' ';
  g_string_append_len (oracle->row, cell, (gssize) length);
  g_string_append_c (oracle->row, '|');
}

static void
end_row (int terminator, void *data)
{
  Oracle *oracle = data;

  if (oracle->says)
    g_string_append_printf (oracle->rows, "%s¶", oracle->row->str);
  g_string_truncate (oracle->row, 0);
  oracle->says = FALSE;
}

static int
is_blank (unsigned char byte)
{
  return 0;
}

/* Returns what libcsv makes of @text, to which a blank is a letter like others; %NULL when a quotation mark
 * is never closed. */
static char *
read_with_libcsv (const char *text, char delimiter)
{
  Oracle oracle = { g_string_new (NULL), g_string_new (NULL), FALSE };
  struct csv_parser parser;
  gboolean open;

  g_assert_cmpint (csv_init (&parser, CSV_REPALL_NL), ==, 0);
  csv_set_delim (&parser, (guchar) delimiter);
  csv_set_space_func (&parser, is_blank);
  g_assert_cmpuint (csv_parse (&parser, text, strlen (text), take_cell, end_row, &oracle), ==, strlen (text));
  open = parser.quoted && parser.pstate == 2;
  csv_fini (&parser, take_cell, end_row, &oracle);
  csv_free (&parser);
  g_string_free (oracle.row, TRUE);
  return g_string_free (oracle.rows, open);
}

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  g_assert_null (cells[n_cells]);
  for (guint i = 0; i < n_cells; i++)
    g_string_append_printf (data, "%s|", cells[i]);
  g_string_append (data, "¶");
  return TRUE;
}

/* Twenty rows in front settle which delimiter it is. */
static char *
make_text (char delimiter)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_test_rand_int_range (1, MAX_PIECES);

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "a%cb%cc%cd\n", delimiter, delimiter, delimiter);
  for (guint i = 0; i < n; i++) {
    const char *piece = pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];

    for (const char *p = piece; *p != '\0'; p++)
      g_string_append_c (text, *p == ';' ? delimiter : *p);
  }
  return g_string_free (text, FALSE);
}

static void
test_as_libcsv (SaudaTestFolder *folder, gconstpointer data)
{
  static const gsize chunks[] = { 1, 3, 64, 0 };
  const char *delimiters = ";\t,";

  for (guint i = 0; i < TEXTS; i++) {
    char delimiter = delimiters[i % 3];
    g_autofree char *text = make_text (delimiter);
    g_autofree char *wanted = read_with_libcsv (text, delimiter);
    g_autofree char *path = sheet_files_write (folder->path, "random.csv", text, -1);

    for (gsize k = 0; k < G_N_ELEMENTS (chunks); k++) {
      const SaudaSheetOptions options = { .chunk_bytes = chunks[k] };
      g_autoptr (GString) got = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (text, NULL);

      g_test_message ("“%s” by %" G_GSIZE_FORMAT, shown, chunks[k]);
      if (sauda_sheet_read (path, &options, take_row, got, NULL, &error))
        g_assert_cmpstr (got->str, ==, wanted);
      else
        g_assert_null (wanted);
    }
  }
}

/* Beyond the limits libcsv's way says what is wrong, whoever cut the rows before. */
static void
test_limits (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *text;
    SaudaSheetOptions options;
  } cases[] = {
    { "a;b\n1;2\n1;2;3\n", { .max_columns = 2 } },
    { "a;b\n1;2\n123456789;2\n", { .max_cell_bytes = 8 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = sheet_files_write (folder->path, "limits.csv", cases[i].text, -1);
    g_autoptr (GString) got = g_string_new (NULL);
    g_autoptr (GError) error = NULL;

    g_assert_false (sauda_sheet_read (path, &cases[i].options, take_row, got, NULL, &error));
    g_assert_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE);
    g_assert_nonnull (strstr (error->message, "3"));
    g_assert_cmpstr (got->str, ==, "a|b|¶1|2|¶");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sheets/csv-plain/as-libcsv", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_as_libcsv,
              sauda_test_folder_tear_down);
  g_test_add ("/sheets/csv-plain/limits", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_limits,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
