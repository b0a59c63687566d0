#include "sauda-size-word.h"

#include <glib.h>

static const struct {
  const char *text;
  const char *size; /* NULL: none */
} words[] = {
  /* letters */
  { "S", "S" },
  { "m", "M" },
  { " L ", "L" },
  { "XL", "XL" },
  { "xxl", "2XL" },
  { "XXL", "2XL" },
  { "XXXL", "3XL" },
  { "XXXXL", "4XL" },
  { "2XL", "2XL" },
  { "2 XL", "2XL" },
  { "2-XL", "2XL" },
  { "3x", "3XL" },
  { "3X", "3XL" },
  { "4хл", "4XL" },
  { "XS", "XS" },
  { "XXS", "2XS" },
  { "x-large", "XL" },
  { "X-Large", "XL" },
  { "XX-Large", "2XL" },
  { "x large", "XL" },
  { "extra large", "XL" },
  { "Medium", "M" },
  { "small", "S" },
  { "X-Small", "XS" },
  /* Cyrillic look-alikes */
  { "М", "M" },
  { "С", "S" },
  { "с", "S" },
  { "Л", "L" },
  { "ХЛ", "XL" },
  { "ХХЛ", "2XL" },
  { "ххл", "2XL" },
  { "ХХХЛ", "3XL" },
  { "ХL", "XL" },
  { "Xл", "XL" },
  { "2ХЛ", "2XL" },
  /* numbers */
  { "28", "28" },
  { "22", "22" },
  { "34", "34" },
  { "44", "44" },
  { "52", "52" },
  { "64", "64" },
  { "36", NULL },
  { "20", NULL },
  { "66", NULL },
  { "152", NULL },
  { "5", NULL },
  /* several: the last wins */
  { "52/2XL", "2XL" },
  { "2XL/52", "52" },
  { "M, L", "L" },
  { "Костюм спортивный черный XL", "XL" },
  { "Принт 5в1 черный_2XL", "2XL" },
  { "CL_OC_MAN-PRINT51-BLACK_3XL", "3XL" },
  { "Костюм с капюшоном", NULL },
  { "Костюм детский 28", "28" },
  { "Размер: XXL (54)", "54" },
  /* nothing */
  { "nan", NULL },
  { "NaN", NULL },
  { "none", NULL },
  { "None", NULL },
  { "null", NULL },
  { "-", NULL },
  { "_", NULL },
  { "", NULL },
  { "  ", NULL },
  { NULL, NULL },
  { "=VLOOKUP(A1;B:C;2)", NULL },
  { "=XL", NULL },
  { "#N/A", NULL },
  { "Чехол", NULL },
  { "XLR", NULL },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *size = sauda_size_word_find (words[i].text);

    g_test_message ("“%s”", words[i].text != NULL ? words[i].text : "(null)");
    g_assert_cmpstr (size, ==, words[i].size);
  }
}

static void
test_find_is_stable (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *size = sauda_size_word_find (words[i].text);
    g_autofree char *again = sauda_size_word_find (size);

    g_assert_cmpstr (again, ==, size);
  }
}

static void
test_compare (void)
{
  static const char *const in_order[] = { "3XS", "2XS", "XS", "S",  "M",  "L",  "XL", "2XL",
                                          "3XL", "4XL", "22", "28", "34", "44", "52", "64" };

  for (gsize i = 0; i < G_N_ELEMENTS (in_order); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (in_order); j++) {
      int sign = sauda_size_word_compare (in_order[i], in_order[j]);

      g_assert_cmpint ((sign > 0) - (sign < 0), ==, (i > j) - (i < j));
    }
  g_assert_cmpint (sauda_size_word_compare ("64", NULL), <, 0);
  g_assert_cmpint (sauda_size_word_compare (NULL, "S"), >, 0);
  g_assert_cmpint (sauda_size_word_compare (NULL, ""), ==, 0);
  g_assert_cmpint (sauda_size_word_compare ("64", "one size"), <, 0);
  g_assert_cmpint (sauda_size_word_compare ("one size", NULL), <, 0);
}

static void
test_equal (void)
{
  g_assert_true (sauda_size_word_equal ("XXL", "2 XL"));
  g_assert_true (sauda_size_word_equal ("ХХЛ", "xx-large"));
  g_assert_true (sauda_size_word_equal (NULL, "nan"));
  g_assert_false (sauda_size_word_equal ("XL", "2XL"));
  g_assert_false (sauda_size_word_equal ("XL", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/size-word/find", test_find);
  g_test_add_func ("/base/size-word/find-is-stable", test_find_is_stable);
  g_test_add_func ("/base/size-word/compare", test_compare);
  g_test_add_func ("/base/size-word/equal", test_equal);
  return g_test_run ();
}
