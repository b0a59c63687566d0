#include "sauda-size-word.h"

#include "sauda-text.h"

#include <stdlib.h>
#include <string.h>

/* A run of letters and digits, with Cyrillic look-alikes written in Latin. */
typedef struct {
  char *word; /* (owned) upper case */
  gboolean
    lone_cyrillic; /* one Cyrillic letter between words: more likely «с» (with) or «м» (metre) than a size */
} Token;

static void
token_clear (gpointer data)
{
  g_free (((Token *) data)->word);
}

static gunichar
fold_look_alike (gunichar c)
{
  switch (c) {
  case 0x041c: /* М */
    return 'M';
  case 0x0425: /* Х */
    return 'X';
  case 0x0421: /* С */
    return 'S';
  case 0x041b: /* Л */
    return 'L';
  default:
    return c;
  }
}

static gboolean
is_bracket (gunichar c)
{
  return c == '/' || c == '(' || c == ')' || c == '_' || c == '[' || c == ']';
}

static gboolean
belongs_to_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '\'' || c == 0x2019;
}

static GArray *
split (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  gunichar before = 0;
  const char *p = text;

  g_array_set_clear_func (tokens, token_clear);
  while (*p != '\0') {
    gunichar c = g_utf8_get_char (p);
    GString *word;
    glong letters = 0;
    gboolean cyrillic = FALSE, enclosed;

    if (!belongs_to_word (c)) {
      if (!sauda_text_is_blank (c) || before == 0)
        before = c;
      else if (!is_bracket (before))
        before = ' ';
      p = g_utf8_next_char (p);
      continue;
    }
    word = g_string_new (NULL);
    while (*p != '\0' && belongs_to_word (c = g_utf8_get_char (p))) {
      gunichar upper = g_unichar_toupper (c);

      cyrillic |= fold_look_alike (upper) != upper;
      g_string_append_unichar (word, fold_look_alike (upper));
      letters++;
      p = g_utf8_next_char (p);
    }
    enclosed = is_bracket (before) || is_bracket (g_utf8_get_char (p));
    before = 'a';
    g_array_append_vals (tokens, &(Token){ word->str, cyrillic && letters == 1 && !enclosed }, 1);
    g_string_free (word, FALSE);
  }
  if (tokens->len == 1)
    g_array_index (tokens, Token, 0).lone_cyrillic = FALSE;
  return tokens;
}

/* @count times X before L or S: XL, 2XL, 3XS. */
static char *
with_count (gulong count, char letter)
{
  if (count == 1)
    return g_strdup_printf ("X%c", letter);
  return g_strdup_printf ("%luX%c", count, letter);
}

/* XL, XXL, 2XL, 3X, X-LARGE's first half is left to find_pair(). */
static char *
read_letters (const char *word)
{
  gulong digits = strspn (word, "0123456789"), crosses = strspn (word + digits, "X");
  const char *rest = word + digits + crosses;
  gulong count = digits > 0 ? strtoul (word, NULL, 10) : crosses;

  if (digits == 0 && crosses == 0) {
    if (g_str_equal (word, "S") || g_str_equal (word, "SMALL"))
      return g_strdup ("S");
    if (g_str_equal (word, "M") || g_str_equal (word, "MEDIUM"))
      return g_strdup ("M");
    if (g_str_equal (word, "L") || g_str_equal (word, "LARGE"))
      return g_strdup ("L");
    return NULL;
  }
  if (crosses == 0 || count < 1 || count > 9 || (digits > 0 && crosses > 1))
    return NULL;
  if (g_str_equal (rest, "L") || g_str_equal (rest, "LARGE") || (*rest == '\0' && digits > 0))
    return with_count (count, 'L');
  if (g_str_equal (rest, "S") || g_str_equal (rest, "SMALL"))
    return with_count (count, 'S');
  return NULL;
}

/* 22–34 are children's sizes, 44–64 adults'; both come in twos. */
static char *
read_number (const char *word)
{
  gulong value;

  if (strlen (word) != 2 || strspn (word, "0123456789") != 2)
    return NULL;
  value = strtoul (word, NULL, 10);
  if (value % 2 != 0 || !((value >= 22 && value <= 34) || (value >= 44 && value <= 64)))
    return NULL;
  return g_strdup (word);
}

/* "2 XL", "X-LARGE", "XX-LARGE", "3X LARGE", "EXTRA LARGE". */
static char *
read_pair (const char *first, const char *second)
{
  gulong crosses = strspn (first, "X");

  if (strlen (first) == 1 && *first >= '2' && *first <= '9' &&
      (g_str_equal (second, "XL") || g_str_equal (second, "X") || g_str_equal (second, "XS")))
    return with_count ((gulong) (*first - '0'), second[1] == 'S' ? 'S' : 'L');
  if (g_str_equal (first, "EXTRA"))
    crosses = 1;
  else if (g_ascii_isdigit (*first) && first[1] == 'X' && first[2] == '\0')
    crosses = (gulong) (*first - '0');
  else if (first[crosses] != '\0')
    return NULL;
  if (crosses < 1 || crosses > 9)
    return NULL;
  if (g_str_equal (second, "LARGE") || (g_str_equal (second, "L") && first[0] == 'X'))
    return with_count (crosses, 'L');
  if (g_str_equal (second, "SMALL"))
    return with_count (crosses, 'S');
  return NULL;
}

/**
 * sauda_size_word_find:
 * @text: (nullable): a size as a merchant, a title or an article code writes it
 *
 * Reads the size out of @text: `52/2XL` → `2XL`, `ХХЛ` → `2XL`, `3x` → `3XL`, `x-large` → `XL`, `Костюм 28` →
 * `28`. The last recognised word wins; Cyrillic look-alikes count as Latin (product.md 2).
 *
 * Returns: (transfer full) (nullable): the size in the one way that Sauda writes it, or %NULL when there is
 * none
 */
char *
sauda_size_word_find (const char *text)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);
  g_autoptr (GArray) tokens = NULL;

  if (sauda_text_is_empty (squeezed))
    return NULL;
  tokens = split (squeezed);
  for (guint i = tokens->len; i > 0; i--) {
    const Token *token = &g_array_index (tokens, Token, i - 1);
    char *size = NULL;

    if (i > 1)
      size = read_pair (g_array_index (tokens, Token, i - 2).word, token->word);
    if (size == NULL && !token->lone_cyrillic)
      size = read_letters (token->word);
    if (size == NULL)
      size = read_number (token->word);
    if (size != NULL)
      return size;
  }
  return NULL;
}

/* Letters first from small to large, then numbers, then everything else. */
static int
rank (const char *size)
{
  gulong digits = strspn (size, "0123456789");
  int count = digits > 0 ? atoi (size) : 1;

  if (size[digits] == '\0' && digits > 0)
    return 1000 + count;
  if (digits == 0 && g_str_equal (size, "S"))
    return 100;
  if (digits == 0 && g_str_equal (size, "M"))
    return 101;
  if (digits == 0 && g_str_equal (size, "L"))
    return 102;
  if (g_str_equal (size + digits, "XS"))
    return 100 - count;
  if (g_str_equal (size + digits, "XL"))
    return 102 + count;
  return 2000;
}

/**
 * sauda_size_word_compare:
 * @a: (nullable): a size from sauda_size_word_find()
 * @b: (nullable): another one
 *
 * Orders sizes the way a shelf is laid: XS S M L XL 2XL 3XL …, then numbers, then unknown words, no size
 * last.
 *
 * Returns: less than, equal to or greater than 0
 */
int
sauda_size_word_compare (const char *a, const char *b)
{
  gboolean no_a = a == NULL || *a == '\0', no_b = b == NULL || *b == '\0';

  if (no_a || no_b)
    return (int) no_a - (int) no_b;
  if (rank (a) != rank (b))
    return rank (a) < rank (b) ? -1 : 1;
  return strcmp (a, b);
}

/**
 * sauda_size_word_equal:
 * @a: (nullable): a size as written somewhere
 * @b: (nullable): a size as written elsewhere
 *
 * Returns: whether both name the same size, however they are written; two texts without a size are equal
 */
gboolean
sauda_size_word_equal (const char *a, const char *b)
{
  g_autofree char *size_a = sauda_size_word_find (a);
  g_autofree char *size_b = sauda_size_word_find (b);

  return g_strcmp0 (size_a, size_b) == 0;
}
