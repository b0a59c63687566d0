#include "sauda-text.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *expected;
} Pair;

static void
test_empty (void)
{
  static const char *const empty[] = {
    NULL, "",  "  ",  "\u00a0", "\ufeff", "nan",    "NaN",       "None",   "null",    "-",     "–",
    "—",  "_", " - ", "#N/A",   "#REF!",  "=A1+B2", "= SUM(A1)", "#NAME?", "#DIV/0!", "#ЗНАЧ!"
  };
  static const char *const full[] = {
    "0", "S", "нет", "--", "none of these", "-5", "nano", "_x", "#1 чёрный"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (empty); i++)
    g_assert_true (sauda_text_is_empty (empty[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (full); i++)
    g_assert_false (sauda_text_is_empty (full[i]));
}

static void
test_squeeze (void)
{
  static const Pair pairs[] = {
    { NULL, "" },           { "", "" },
    { "  a  b ", "a b" },   { "a\u00a0\u202fb\t\nc", "a b c" },
    { "\ufeffSKU", "SKU" }, { "Принт  5в1 ", "Принт 5в1" },
    { "a\xff", "a\ufffd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *squeezed = sauda_text_squeeze (pairs[i].text);

    g_assert_cmpstr (squeezed, ==, pairs[i].expected);
  }
}

static void
test_search_key (void)
{
  static const Pair pairs[] = {
    { "ЁЛКА", "елка" },
    { "Ёлка  Новая", "елка новая" },
    { "ӘЛІЯ Қанат", "әлія қанат" },
    { "Straße", "strasse" },
    { "и\u0306", "й" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *key = sauda_text_search_key (pairs[i].text);

    g_assert_cmpstr (key, ==, pairs[i].expected);
  }
}

/* The short way for ASCII and Russian gives what Unicode's own way does. */
static void
test_search_key_letters (void)
{
  for (gunichar c = '!'; c < 0x600; c++) {
    char letter[8] = { 0 }, twice[16];
    g_autofree char *normal = NULL, *folded = NULL, *key = NULL;
    g_autoptr (GString) expected = NULL;

    if (sauda_text_is_blank (c))
      continue;
    g_unichar_to_utf8 (c, letter);
    g_snprintf (twice, sizeof twice, "%sa%s", letter, letter);
    normal = g_utf8_normalize (twice, -1, G_NORMALIZE_ALL_COMPOSE);
    folded = g_utf8_casefold (normal, -1);
    expected = g_string_new (folded);
    g_string_replace (expected, "ё", "е", 0);
    key = sauda_text_search_key (twice);
    g_assert_cmpstr (key, ==, expected->str);
  }
}

static void
test_mask_phone (void)
{
  static const Pair pairs[] = {
    { "7011234567", "••••••••67" },
    { "+7 (701) 123-45-67", "•••••••••67" },
    { "67", "67" },
    { "", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *masked = sauda_text_mask_phone (pairs[i].text);

    g_assert_cmpstr (masked, ==, pairs[i].expected);
  }
}

static void
test_file_name (void)
{
  static const struct {
    const char *text;
    gsize max;
    const char *expected;
  } cases[] = {
    { "Принт 5в1 черный", 100, "Принт 5в1 черный" },
    { "a/b\\c:d*e?f\"g<h>i|j", 100, "a-b-c-d-e-f-g-h-i-j" },
    { "..", 100, "_" },
    { ".", 100, "_" },
    { "../../etc/passwd", 100, "..-..-etc-passwd" },
    { "", 100, "_" },
    { NULL, 100, "_" },
    { "name. ", 100, "name" },
    { "line\nbreak", 100, "line break" },
    { "ЖЖЖ", 5, "ЖЖ" },
    { "ЖЖЖ", 1, "_" },
    { "a\001b", 100, "a-b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = sauda_text_file_name (cases[i].text, cases[i].max);

    g_assert_cmpstr (name, ==, cases[i].expected);
  }
}

static void
test_digit_runs (void)
{
  static const struct {
    const char *text;
    gsize min;
    const char *expected; /* joined by a comma */
  } cases[] = {
    { "KASPI_SHOP-123456789.pdf", 9, "123456789" },
    { "waybill_123456789_987654321 (1).pdf", 5, "123456789,987654321" },
    { "no digits", 1, "" },
    { "1 22 333", 2, "22,333" },
    { "٣٤٥ 12", 1, "12" },
    { NULL, 1, "" },
    { "", 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) runs = sauda_text_digit_runs (cases[i].text, cases[i].min);
    g_autofree char *joined = g_strjoinv (",", runs);

    g_assert_cmpstr (joined, ==, cases[i].expected);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/empty", test_empty);
  g_test_add_func ("/base/text/squeeze", test_squeeze);
  g_test_add_func ("/base/text/search-key", test_search_key);
  g_test_add_func ("/base/text/search-key-letters", test_search_key_letters);
  g_test_add_func ("/base/text/mask-phone", test_mask_phone);
  g_test_add_func ("/base/text/file-name", test_file_name);
  g_test_add_func ("/base/text/digit-runs", test_digit_runs);
  return g_test_run ();
}
