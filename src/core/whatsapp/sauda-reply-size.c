#include "sauda-reply-size.h"

#include "sauda-reply-size-letters.h"

#include <string.h>

#define MIN_NUMBER 44
#define MAX_NUMBER 64
#define MIN_MEASURE 100 /* a number behind размер that is a height rather than a size */

static gboolean
is_hyphen (gunichar mark)
{
  return mark == '-' || mark == 0x2010 || mark == 0x2011 || mark == 0x2013 || mark == 0x2014;
}

static gboolean
is_bare_number (GArray *tokens, gint64 index)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return token != NULL && token->kind == SAUDA_TOKEN_NUMBER && token->unit == SAUDA_UNIT_NONE;
}

static gboolean
is_size_number (GArray *tokens, gint64 index)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return is_bare_number (tokens, index) && (int) token->value % 2 == 0 &&
         (int) token->value == token->value && token->value >= MIN_NUMBER && token->value <= MAX_NUMBER;
}

/* Whether a label such as вес claims the number at @index. */
static gboolean
is_labelled (GArray *tokens, gint64 index)
{
  gint64 before = index - 1;

  while (sauda_reply_tokens_is (tokens, before, SAUDA_TOKEN_MARK) &&
         sauda_reply_tokens_get_mark (tokens, before) != '\n')
    before--;
  if (is_size_number (tokens, index) && sauda_reply_tokens_means (tokens, before, SAUDA_WORD_WEAK))
    return sauda_reply_tokens_means (tokens, before, SAUDA_WORD_WEIGHT);
  return sauda_reply_tokens_means (tokens, before, SAUDA_WORD_HEIGHT | SAUDA_WORD_WEIGHT);
}

static void
set_number (GArray *tokens, guint index)
{
  SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  if (is_size_number (tokens, index))
    g_snprintf (token->size, sizeof token->size, "%d", (int) token->value);
  token->kind = SAUDA_TOKEN_SIZE;
}

/* 48-50 and 48/50, but not the weight of "вес 48-50". */
static void
mark_pair (GArray *tokens, guint index)
{
  SaudaToken *token = sauda_reply_tokens_get (tokens, index);
  gunichar mark = sauda_reply_tokens_get_mark (tokens, index + 1);

  if (!is_size_number (tokens, index) || !is_size_number (tokens, index + 2) ||
      (!is_hyphen (mark) && mark != '/') || is_labelled (tokens, index) ||
      (sauda_reply_tokens_is (tokens, index + 3, SAUDA_TOKEN_MARK) &&
       sauda_reply_tokens_is (tokens, index + 4, SAUDA_TOKEN_NUMBER) &&
       !sauda_reply_tokens_get (tokens, index + 4)->spaced))
    return;
  if (sauda_reply_tokens_get (tokens, index + 2)->value != token->value + 2)
    return;
  g_snprintf (token->size, sizeof token->size, "%d-%d", (int) token->value, (int) token->value + 2);
  token->kind = SAUDA_TOKEN_SIZE;
  sauda_reply_tokens_join (tokens, index, index + 2);
}

/* 50-й, 50й. */
static void
mark_ordinal (GArray *tokens, guint index)
{
  guint ending = index + (is_hyphen (sauda_reply_tokens_get_mark (tokens, index + 1)) ? 2 : 1);

  if (!is_size_number (tokens, index) || !sauda_reply_tokens_means (tokens, ending, SAUDA_WORD_ORDINAL) ||
      (ending == index + 1 && sauda_reply_tokens_get (tokens, ending)->spaced))
    return;
  set_number (tokens, index);
  sauda_reply_tokens_join (tokens, index, ending);
}

static guint
count_numbers (GArray *tokens)
{
  guint count = 0;

  for (guint i = 0; i < tokens->len; i++)
    count += sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_NUMBER);
  return count;
}

/* The number behind размер, over small words and marks. Whether a size or a number stands there. */
static gboolean
mark_behind (GArray *tokens, guint cue)
{
  gint64 at = cue + 1;
  gunichar mark;

  while (sauda_reply_tokens_means (tokens, at, SAUDA_WORD_FILLER) ||
         (mark = sauda_reply_tokens_get_mark (tokens, at)) == ':' || is_hyphen (mark) || mark == '=' ||
         mark == '.')
    at++;
  if (sauda_reply_tokens_is (tokens, at, SAUDA_TOKEN_SIZE))
    return TRUE;
  if (!is_bare_number (tokens, at) || sauda_reply_tokens_get (tokens, at)->value >= MIN_MEASURE)
    return FALSE;
  set_number (tokens, (guint) at);
  return TRUE;
}

/* Whether a number stands close before the one at @index: 165/60, "165 60". */
static gboolean
has_neighbour (GArray *tokens, gint64 index)
{
  gint64 at = index - 1;

  if (sauda_reply_tokens_is (tokens, at, SAUDA_TOKEN_MARK))
    at--;
  return sauda_reply_tokens_is (tokens, at, SAUDA_TOKEN_NUMBER);
}

/* The number before размер: 50 размер. Of two numbers beside each other it is the weight: 165 60 размер. */
static void
mark_before (GArray *tokens, guint cue)
{
  gint64 at = (gint64) cue - 1;
  guint numbers = count_numbers (tokens);

  while (is_hyphen (sauda_reply_tokens_get_mark (tokens, at)) ||
         sauda_reply_tokens_get_mark (tokens, at) == '.')
    at--;
  if (!is_bare_number (tokens, at) || is_labelled (tokens, at) ||
      sauda_reply_tokens_get (tokens, at)->value >= MIN_MEASURE)
    return;
  if (numbers == 1 || (is_size_number (tokens, at) && (numbers > 2 || !has_neighbour (tokens, at))))
    set_number (tokens, (guint) at);
}

/* "р 50", "50 р": р is размер beside such a number, рост elsewhere. */
static void
mark_letter (GArray *tokens, guint index)
{
  SaudaToken *token = sauda_reply_tokens_get (tokens, index);
  gint64 after = index + (sauda_reply_tokens_get_mark (tokens, index + 1) == '.' ? 2 : 1);

  if (!g_str_equal (token->text, "р"))
    return;
  if (is_size_number (tokens, after))
    set_number (tokens, (guint) after);
  else if (!sauda_reply_tokens_is (tokens, after, SAUDA_TOKEN_NUMBER) &&
           is_size_number (tokens, (gint64) index - 1) && !is_labelled (tokens, (gint64) index - 1))
    set_number (tokens, index - 1);
  else
    return;
  token->meaning = SAUDA_WORD_SIZE | SAUDA_WORD_FILLER;
}

/**
 * sauda_reply_size_mark:
 * @tokens: (inout) (element-type SaudaToken): a message whose numbers are read
 *
 * Makes size tokens: letters, and numbers from 44 to 64 beside a word like размер, with -й or as a pair (rule
 * 7 of whatsapp-api.md 6.3). A number beside размер that is no size becomes a size without a name.
 */
void
sauda_reply_size_mark (GArray *tokens)
{
  sauda_reply_size_letters_mark (tokens);
  for (guint i = 0; i < tokens->len; i++) {
    mark_pair (tokens, i);
    mark_ordinal (tokens, i);
  }
  for (guint i = 0; i < tokens->len; i++) {
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_SIZE) && !mark_behind (tokens, i))
      mark_before (tokens, i);
    else if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_WORD))
      mark_letter (tokens, i);
  }
}

/* "L был мал" tells of an earlier order. */
static gint64
skip_past (GArray *tokens, gint64 index)
{
  static const char *const words[] = { "был", "была", "было", "были", "болды" };
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  for (gsize i = 0; token != NULL && token->kind == SAUDA_TOKEN_WORD && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (token->text, words[i]))
      return index + 1;
  return index;
}

static gint64
skip_fillers (GArray *tokens, gint64 index, int step)
{
  while (sauda_reply_tokens_means (tokens, index, SAUDA_WORD_FILLER))
    index += step;
  return index;
}

/* не L · не надо L · вместо L · с L на XL · L маленький · L не подойдёт · L емес */
static gboolean
is_refused (GArray *tokens, gint64 index)
{
  gint64 before = skip_fillers (tokens, index - 1, -1), after = skip_fillers (tokens, index + 1, 1);
  const SaudaToken *word = sauda_reply_tokens_get (tokens, index - 1);

  if (sauda_reply_tokens_means (tokens, before, SAUDA_WORD_NOT | SAUDA_WORD_INSTEAD | SAUDA_WORD_MISFIT))
    return TRUE;
  if (sauda_reply_tokens_means (tokens, before, SAUDA_WORD_VERDICT | SAUDA_WORD_WANT) &&
      sauda_reply_tokens_means (tokens, before - 1, SAUDA_WORD_NOT))
    return TRUE;
  if (word != NULL && word->kind == SAUDA_TOKEN_WORD && g_str_equal (word->text, "с"))
    return TRUE;
  word = sauda_reply_tokens_get (tokens, index + 1);
  if (word != NULL && word->kind == SAUDA_TOKEN_WORD && g_str_equal (word->text, "на") &&
      sauda_reply_tokens_is (tokens, index + 2, SAUDA_TOKEN_SIZE))
    return TRUE;
  if (sauda_reply_tokens_get_mark (tokens, after) == ',' &&
      sauda_reply_tokens_means (tokens, after + 1, SAUDA_WORD_NOT))
    after++;
  if (sauda_reply_tokens_means (tokens, after, SAUDA_WORD_NOT))
    return !sauda_reply_tokens_is (tokens, skip_fillers (tokens, after + 1, 1), SAUDA_TOKEN_SIZE);
  return sauda_reply_tokens_means (tokens, skip_past (tokens, after),
                                   SAUDA_WORD_MISFIT | SAUDA_WORD_NOT_SO | SAUDA_WORD_NO);
}

static gboolean
is_wanted (GArray *tokens, gint64 index)
{
  gint64 before = skip_fillers (tokens, index - 1, -1), after = skip_fillers (tokens, index + 1, 1);

  return sauda_reply_tokens_means (tokens, before, SAUDA_WORD_WANT) ||
         sauda_reply_tokens_means (tokens, after, SAUDA_WORD_WANT);
}

static gboolean
is_letter_size (const SaudaToken *token)
{
  return strpbrk (token->size, "SML") != NULL;
}

/* The one size among those that @accepts; NULL when there is none or more than one. */
static const char *
find_only (GArray *tokens, gboolean wanted_only, gboolean letters_only)
{
  const char *only = NULL;

  for (guint i = 0; i < tokens->len; i++) {
    const SaudaToken *token = sauda_reply_tokens_get (tokens, i);

    if (token->kind != SAUDA_TOKEN_SIZE || token->refused || (wanted_only && !is_wanted (tokens, i)) ||
        (letters_only && !is_letter_size (token)))
      continue;
    if (*token->size == '\0' || (only != NULL && !g_str_equal (only, token->size)))
      return NULL;
    only = token->size;
  }
  return only;
}

/**
 * sauda_reply_size_choose:
 * @tokens: (inout) (element-type SaudaToken): a message whose sizes are marked
 * @size: (out caller-allocates): 8 bytes for the size
 *
 * Of several sizes the one counts that is not refused and that is asked for: `не L, а XL`, `L маленький,
 * давайте XL`; of letters and numbers side by side, the letters.
 *
 * Returns: whether there is one size
 */
SaudaSizes
sauda_reply_size_choose (GArray *tokens, char *size)
{
  const char *only;

  *size = '\0';
  if (!sauda_reply_tokens_has (tokens, SAUDA_TOKEN_SIZE))
    return SAUDA_SIZES_NONE;
  for (guint i = 0; i < tokens->len; i++) {
    SaudaToken *token = sauda_reply_tokens_get (tokens, i);

    token->refused = token->kind == SAUDA_TOKEN_SIZE && is_refused (tokens, i);
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_OR))
      return SAUDA_SIZES_UNCLEAR;
  }
  only = find_only (tokens, FALSE, FALSE);
  if (only == NULL)
    only = find_only (tokens, TRUE, FALSE);
  if (only == NULL)
    only = find_only (tokens, FALSE, TRUE);
  if (only == NULL)
    return SAUDA_SIZES_UNCLEAR;
  g_strlcpy (size, only, 8);
  return SAUDA_SIZES_ONE;
}
