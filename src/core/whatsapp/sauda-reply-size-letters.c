#include "sauda-reply-size-letters.h"

#include <string.h>

#define MAX_COUNT 9
#define MAX_SPACED_COUNT 6 /* "2 XL", but "9 XL" is nine of them */

/* What a word says about a size: crosses (the X of XL) and the letter, or crosses alone. */
typedef struct {
  guint crosses;
  char letter; /* S, M, L; 0 when the letter is still to come */
} Letters;

/* Sizes as they are spoken, and English words; longer forms come from endings(). */
static const struct {
  const char *words;
  Letters letters;
} spoken[] = {
  { "эс эска эску эски эсочка эсочку small смол смолл", { 0, 'S' } },
  { "эм эмка эмку эмки эмочка эмочку мка мку медиум medium", { 0, 'M' } },
  { "эль эл элька эльку эльки элечка элечку лка лку лардж large", { 0, 'L' } },
  { "иксэль иксэл иксель эксель иксэлька иксэльку икселька иксельку хэль хэлька хэльку", { 1, 'L' } },
  { "иксэс иксэска", { 1, 'S' } },
  { "икс экс extra экстра", { 1, 0 } },
};

/* Cyrillic look-alikes as the Latin letters of sizes; 0 for a letter that no size has. */
static char
fold_size_letter (gunichar c)
{
  switch (c) {
  case 'x':
  case 0x445: /* х */
    return 'X';
  case 's':
  case 0x441: /* с */
    return 'S';
  case 'm':
  case 0x43c: /* м */
    return 'M';
  case 'l':
  case 0x43b: /* л */
    return 'L';
  default:
    return 0;
  }
}

static gboolean
is_in_list (const char *list, const char *word)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}

/* The colloquial ending of lка, хлку: the size without it; NULL when there is none. */
static char *
without_ending (const char *word)
{
  static const char *const endings[] = { "ка", "ку", "ки", "ке" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (word, endings[i]) && strlen (word) > strlen (endings[i]))
      return g_strndup (word, strlen (word) - strlen (endings[i]));
  return NULL;
}

static gboolean
read_written (const char *word, Letters *letters)
{
  Letters found = { 0 };

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p)) {
    char letter = fold_size_letter (g_utf8_get_char (p));

    if (letter == 0 || found.letter != 0)
      return FALSE;
    if (letter == 'X')
      found.crosses++;
    else
      found.letter = letter;
  }
  if (found.crosses > MAX_COUNT || (found.letter == 'M' && found.crosses > 0))
    return FALSE;
  *letters = found;
  return found.crosses > 0 || found.letter != 0;
}

static gboolean
read_word (const SaudaToken *token, Letters *letters)
{
  g_autofree char *bare = NULL;

  if (token == NULL || token->kind != SAUDA_TOKEN_WORD)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (spoken); i++)
    if (is_in_list (spoken[i].words, token->text)) {
      *letters = spoken[i].letters;
      return TRUE;
    }
  if (read_written (token->text, letters))
    return TRUE;
  bare = without_ending (token->text);
  return bare != NULL && (g_utf8_strlen (bare, -1) > 1 || (guchar) *bare < 128) &&
         read_written (bare, letters);
}

/* с, м and л alone are prepositions and units more often than sizes. */
static gboolean
is_doubtful_letter (const SaudaToken *token)
{
  return g_utf8_strlen (token->text, -1) == 1 && (guchar) *token->text >= 128;
}

static gboolean
is_neutral (GArray *tokens, gint64 index)
{
  return sauda_reply_tokens_get (tokens, index) == NULL ||
         sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_MARK);
}

/* "л пожалуйста" */
static gboolean
is_politely_alone (GArray *tokens, guint index)
{
  for (guint i = 0; i < tokens->len; i++)
    if (i != index && !sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_MARK) &&
        !sauda_reply_tokens_means (tokens, i, SAUDA_WORD_FILLER))
      return FALSE;
  return TRUE;
}

/* «с размером», «с ростом», but «с маленький» */
static gboolean
is_preposition (GArray *tokens, guint index)
{
  static const char *const endings[] = { "ом", "ем", "ами", "ями" };
  const SaudaToken *next = sauda_reply_tokens_get (tokens, index + 1);

  if (next == NULL || next->kind != SAUDA_TOKEN_WORD ||
      !g_str_equal (sauda_reply_tokens_get (tokens, index)->text, "с"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (next->text, endings[i]))
      return TRUE;
  /* «хочу с человеком», but «хочу м» */
  return (next->meaning & ~SAUDA_WORD_FILLER) == 0;
}

/* A doubtful letter is a size beside a word like размер or давайте, at the end of a clause, or alone. */
static gboolean
stands_for_size (GArray *tokens, guint index)
{
  const SaudaToken *before = sauda_reply_tokens_get (tokens, (gint64) index - 1);
  const guint near = SAUDA_WORD_SIZE | SAUDA_WORD_WANT | SAUDA_WORD_NOT;

  if (sauda_reply_tokens_is (tokens, index + 1, SAUDA_TOKEN_NUMBER))
    return FALSE;
  if (before != NULL && before->kind == SAUDA_TOKEN_NUMBER && !sauda_reply_tokens_get (tokens, index)->spaced)
    return FALSE;
  if (is_neutral (tokens, index + 1))
    return TRUE;
  if (is_preposition (tokens, index))
    return FALSE;
  if (is_politely_alone (tokens, index))
    return TRUE;
  return sauda_reply_tokens_means (tokens, (gint64) index - 1, near) ||
         sauda_reply_tokens_means (tokens, index + 1, near | SAUDA_WORD_MISFIT | SAUDA_WORD_VERDICT);
}

/* The digit of 2XL, 2-XL and "2 XL", or the word of "два икс эль"; 0 when there is none. */
static guint
read_count (GArray *tokens, guint index, guint *first)
{
  static const char *const words[] = { "два двойная двойной двойную двух", "три тройная тройной тройную",
                                       "четыре" };
  gboolean hyphen = sauda_reply_tokens_get_mark (tokens, (gint64) index - 1) == '-';
  gint64 at = (gint64) index - (hyphen ? 2 : 1);
  const SaudaToken *token = sauda_reply_tokens_get (tokens, at);
  gboolean spaced = sauda_reply_tokens_get (tokens, index)->spaced || hyphen;

  if (token == NULL)
    return 0;
  *first = (guint) at;
  if (token->kind == SAUDA_TOKEN_NUMBER && strlen (token->text) == 1 && token->unit == SAUDA_UNIT_NONE &&
      token->value >= 2 && token->value <= (spaced ? MAX_SPACED_COUNT : MAX_COUNT))
    return (guint) token->value;
  for (guint i = 0; token->kind == SAUDA_TOKEN_WORD && i < G_N_ELEMENTS (words); i++)
    if (is_in_list (words[i], token->text))
      return i + 2;
  return 0;
}

static void
set_size (GArray *tokens, guint first, guint last, guint crosses, char letter)
{
  SaudaToken *token = sauda_reply_tokens_get (tokens, first);

  token->kind = SAUDA_TOKEN_SIZE;
  if (crosses == 0)
    g_snprintf (token->size, sizeof token->size, "%c", letter);
  else if (crosses == 1)
    g_snprintf (token->size, sizeof token->size, "X%c", letter);
  else
    g_snprintf (token->size, sizeof token->size, "%uX%c", MIN (crosses, MAX_COUNT), letter);
  sauda_reply_tokens_join (tokens, first, last);
}

/* The ending that stands apart: L-ка, xl ку. */
static guint
skip_ending (GArray *tokens, guint last)
{
  guint at = last + (sauda_reply_tokens_get_mark (tokens, last + 1) == '-' ? 2 : 1);
  const SaudaToken *token = sauda_reply_tokens_get (tokens, at);

  return token != NULL && token->kind == SAUDA_TOKEN_WORD && is_in_list ("ка ку ки ке очка очку", token->text)
           ? at
           : last;
}

/* Joins what starts at @index when it is a size: words of crosses first, then the letter. */
static void
mark_at (GArray *tokens, guint index)
{
  Letters letters, more;
  guint first = index, last = index, count;

  if (!read_word (sauda_reply_tokens_get (tokens, index), &letters))
    return;
  while (letters.letter == 0) {
    guint next = last + (sauda_reply_tokens_get_mark (tokens, last + 1) == '-' ? 2 : 1);

    if (!read_word (sauda_reply_tokens_get (tokens, next), &more))
      break;
    letters.crosses += more.crosses;
    letters.letter = more.letter;
    last = next;
  }
  count = letters.crosses > 0 ? read_count (tokens, index, &first) : 0;
  if (letters.letter == 0) {
    /* 3x is 3XL, but 175x80 is a pair. */
    if (count == 0 || sauda_reply_tokens_get (tokens, index)->spaced ||
        sauda_reply_tokens_is (tokens, last + 1, SAUDA_TOKEN_NUMBER))
      return;
    letters.letter = 'L';
  }
  if (letters.letter == 'M' && letters.crosses > 0)
    return;
  if (last == index && is_doubtful_letter (sauda_reply_tokens_get (tokens, index)) &&
      !stands_for_size (tokens, index))
    return;
  if (is_in_list ("small large", sauda_reply_tokens_get (tokens, index)->text) &&
      sauda_reply_tokens_means (tokens, (gint64) index - 1, SAUDA_WORD_TOO))
    return;
  last = skip_ending (tokens, last);
  if (count > 0)
    set_size (tokens, first, last, count, letters.letter);
  else
    set_size (tokens, index, last, letters.crosses, letters.letter);
}

/**
 * sauda_reply_size_letters_mark:
 * @tokens: (inout) (element-type SaudaToken): a message
 *
 * Makes sizes of XL, ХХЛ, 2XL, "2 икс эль", эмка and x-large (rule 7 of whatsapp-api.md 6.3).
 */
void
sauda_reply_size_letters_mark (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    mark_at (tokens, i);
}
