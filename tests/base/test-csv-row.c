#include "sauda-csv-row.h"

static void
test_row (void)
{
  static const struct {
    const char *field;
    const char *cell;
  } cases[] = {
    { "", "" },
    { "plain", "plain" },
    { "a;b", "\"a;b\"" },
    { "say \"yes\"", "\"say \"\"yes\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "8 990 ₸", "8 990 ₸" },
    { "=1+1", "\"'=1+1\"" },
    { "+7 701 123", "\"'+7 701 123\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "\tx", "\"'\tx\"" },
    { "-cmd|' /C calc'!A0", "\"'-cmd|' /C calc'!A0\"" },
    { "-5", "-5" },
    { "-5,50", "-5,50" },
    { "+12.5", "+12.5" },
    { "-", "\"'-\"" },
    { "a=b", "a=b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *fields[] = { cases[i].field, "x", NULL };
    g_autoptr (GString) csv = g_string_new (NULL);
    g_autofree char *expected = g_strconcat (cases[i].cell, ";x\r\n", NULL);

    sauda_csv_append_row (csv, fields);
    g_assert_cmpstr (csv->str, ==, expected);
  }
}

static void
test_rows_follow (void)
{
  g_autoptr (GString) csv = g_string_new ("\ufeff");

  sauda_csv_append_row (csv, (const char *const[]){ "a", "b", NULL });
  sauda_csv_append_row (csv, (const char *const[]){ "", NULL });
  sauda_csv_append_row (csv, (const char *const[]){ NULL });
  g_assert_cmpstr (csv->str, ==, "\ufeffa;b\r\n\r\n\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/csv-row/row", test_row);
  g_test_add_func ("/base/csv-row/rows-follow", test_rows_follow);
  return g_test_run ();
}
