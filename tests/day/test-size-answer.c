#include "sauda-size-answer.h"

#include <locale.h>

static void
assert_read (const char *text, double height_cm, double weight_kg)
{
  SaudaSizeAnswer answer;

  g_assert_true (sauda_size_answer_read (text, &answer));
  g_assert_cmpfloat_with_epsilon (answer.height_cm, height_cm, 0.01);
  g_assert_cmpfloat_with_epsilon (answer.weight_kg, weight_kg, 0.01);
  g_assert_cmpstr (answer.size, ==, "");
}

/* Children are smaller than what a message may say without a word of what it is. */
static void
test_pair (void)
{
  assert_read ("178 82", 178, 82);
  assert_read ("рост 128 вес 27", 128, 27);
  assert_read ("128 27", 128, 27);
  assert_read (" 110/18,5 ", 110, 18.5);
  assert_read ("92-13", 92, 13);
}

static void
test_size (void)
{
  SaudaSizeAnswer answer;

  g_assert_true (sauda_size_answer_read ("XL", &answer));
  g_assert_cmpstr (answer.size, ==, "XL");
  g_assert_cmpfloat (answer.height_cm, ==, 0);
}

static void
test_neither (void)
{
  SaudaSizeAnswer answer;

  g_assert_false (sauda_size_answer_read ("27 128", &answer));
  g_assert_false (sauda_size_answer_read ("128", &answer) && answer.weight_kg > 0);
  g_assert_false (sauda_size_answer_read ("потом", &answer));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/size-answer/pair", test_pair);
  g_test_add_func ("/size-answer/size", test_size);
  g_test_add_func ("/size-answer/neither", test_neither);
  return g_test_run ();
}
