#include "sauda-number.h"

#include <glib/gi18n-lib.h>

static void
test_digits (void)
{
  static const struct {
    double number;
    int decimals;
    const char *text;
  } cases[] = {
    { 12.5, -1, "12.5" }, { 64, 1, "64.0" }, { 0.25, 2, "0.25" },    { -3.14159, 1, "-3.1" },
    { 12, -1, "12" },     { 7.96, 0, "8" },  { 0.125, -1, "0.125" }, { 100, -1, "100" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = sauda_number_format (cases[i].number, cases[i].decimals);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/digits", test_digits);
  return g_test_run ();
}
