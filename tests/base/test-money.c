#include "sauda-base-error.h"
#include "sauda-money.h"

#define NBSP "\u00a0"

static const struct {
  gint64 tenge;
  const char *text;
} formats[] = {
  { 0, "0" NBSP "₸" },
  { 7, "7" NBSP "₸" },
  { 999, "999" NBSP "₸" },
  { 1000, "1" NBSP "000" NBSP "₸" },
  { 8990, "8" NBSP "990" NBSP "₸" },
  { 123456, "123" NBSP "456" NBSP "₸" },
  { 1234567, "1" NBSP "234" NBSP "567" NBSP "₸" },
  { -8990, "−8" NBSP "990" NBSP "₸" },
  { G_MININT64, "−9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808" NBSP "₸" },
};

static const struct {
  const char *text;
  gint64 tenge;
} readable[] = {
  { "8990", 8990 },
  { "8 990", 8990 },
  { "8" NBSP "990" NBSP "₸", 8990 },
  { "8\u202f990 ₸", 8990 },
  { " 8990.0 ", 8990 },
  { "8990,00", 8990 },
  { "0", 0 },
  { "-500", -500 },
  { "−500 ₸", -500 },
  { "₸ 8 990", 8990 },
  { "8990 тг", 8990 },
  { "8 990 ?", 8990 },
  { "8990,00\u00a0?", 8990 },
  { "8 990 тенге", 8990 },
  { "1 000 000 000 000", G_GINT64_CONSTANT (1000000000000) },
};

static const char *const unreadable[] = {
  NULL,
  "",
  " ",
  "₸",
  "-",
  "8990.5",
  "8990.",
  "8.000",
  "8,000",
  "8 990.000",
  "8990,50",
  "8.990",
  "8,990",
  "12 штук",
  "8990 ₸ ₸",
  "abc",
  "1e3",
  "0x10",
  "99999999999999999999999999",
  "- 500 x",
  "8990.0.0",
  "nan",
  "8990?",
  "?",
};

static void
test_format (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *text = sauda_money_format (formats[i].tenge);

    g_assert_cmpstr (text, ==, formats[i].text);
  }
}

/* The currency stands once. */
static void
test_range (void)
{
  g_autofree char *range = sauda_money_format_range (7990, 12990);
  g_autofree char *one = sauda_money_format_range (7990, 7990);

  g_assert_cmpstr (range, ==, "7" NBSP "990–12" NBSP "990" NBSP "₸");
  g_assert_cmpstr (one, ==, "7" NBSP "990" NBSP "₸");
}

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readable); i++) {
    g_autoptr (GError) error = NULL;
    gint64 tenge = -1;

    g_test_message ("“%s”", readable[i].text);
    g_assert_true (sauda_money_parse (readable[i].text, &tenge, &error));
    g_assert_no_error (error);
    g_assert_cmpint (tenge, ==, readable[i].tenge);
  }
}

static void
test_refuse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unreadable); i++) {
    g_autoptr (GError) error = NULL;
    gint64 tenge = 42;

    g_test_message ("“%s”", unreadable[i] != NULL ? unreadable[i] : "(null)");
    g_assert_false (sauda_money_parse (unreadable[i], &tenge, &error));
    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE);
    g_assert_cmpint (tenge, ==, 42);
  }
}

static void
test_round_trip (void)
{
  for (gint64 tenge = -100000; tenge < 100000; tenge += 37) {
    g_autofree char *text = sauda_money_format (tenge);
    gint64 again;

    g_assert_true (sauda_money_parse (text, &again, NULL));
    g_assert_cmpint (again, ==, tenge);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/format", test_format);
  g_test_add_func ("/base/money/range", test_range);
  g_test_add_func ("/base/money/parse", test_parse);
  g_test_add_func ("/base/money/refuse", test_refuse);
  g_test_add_func ("/base/money/round-trip", test_round_trip);
  return g_test_run ();
}
