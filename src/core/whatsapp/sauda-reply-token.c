#include "sauda-reply-token.h"

#include "sauda-reply-lexicon.h"

#include <string.h>

/* WhatsApp allows 4096 characters; what comes later in a longer text is no answer to our question. */
#define MAX_CHARACTERS 4096

static void
token_clear (gpointer data)
{
  SaudaToken *token = data;

  g_free (token->text);
  g_free (token->key);
  g_free (token->sounds);
}

/* Characters without a width of their own: joiners, directions, emoji variants and skin colours, key caps. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x20e3 ||
         (c >= 0x1f3fb && c <= 0x1f3ff);
}

/* What mail-like clients quote stands in lines that begin with ">": those are our words. Alone they are all
 * there is. */
static char *
drop_quotes (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*g_strchug (lines[i]) != '>')
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? "\n" : "", lines[i]);
  return g_strdup (kept->len > 0 ? kept->str : text);
}

/* Compatible characters as one, lower case, no invisible characters. № would become "No", which is
 * an answer. */
static char *
normalize (const char *text)
{
  g_autofree char *all = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *valid = drop_quotes (all);
  g_autofree char *start = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_CHARACTERS));
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *composed = NULL;
  GString *lower;

  for (const char *p = start; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!is_invisible (c))
      g_string_append_unichar (plain, c == 0x2116 ? '#' : c);
  }
  composed = g_utf8_normalize (plain->str, -1, G_NORMALIZE_ALL_COMPOSE);
  {
    g_autofree char *folded = g_utf8_strdown (composed != NULL ? composed : plain->str, -1);

    lower = g_string_new (folded);
  }
  g_string_replace (lower, "р-р", "размер", 0);
  g_string_replace (lower, "р/р", "размер", 0);
  return g_string_free (lower, FALSE);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x2bc || c == '`';
}

static gboolean
starts_address (const char *p)
{
  return g_str_has_prefix (p, "http://") || g_str_has_prefix (p, "https://") || g_str_has_prefix (p, "www.");
}

static const char *
skip_address (const char *p)
{
  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static const char *
read_number (const char *p, SaudaToken *token)
{
  GString *digits = g_string_new (NULL);

  while (g_unichar_isdigit (g_utf8_get_char (p))) {
    g_string_append_printf (digits, "%d", g_unichar_digit_value (g_utf8_get_char (p)));
    p = g_utf8_next_char (p);
  }
  token->kind = SAUDA_TOKEN_NUMBER;
  token->text = g_string_free (digits, FALSE);
  token->value = g_ascii_strtod (token->text, NULL);
  return p;
}

/* An apostrophe inside a word is left out: don't → dont. */
static const char *
read_word (const char *p, SaudaToken *token)
{
  GString *word = g_string_new (NULL);

  while (*p != '\0') {
    gunichar c = g_utf8_get_char (p);
    gboolean inside = is_apostrophe (c) && g_unichar_isalpha (g_utf8_get_char (g_utf8_next_char (p)));

    if (!g_unichar_isalpha (c) && !g_unichar_ismark (c) && !inside)
      break;
    if (!inside)
      g_string_append_unichar (word, c);
    p = g_utf8_next_char (p);
  }
  token->kind = SAUDA_TOKEN_WORD;
  token->text = g_string_free (word, FALSE);
  token->key = sauda_reply_lexicon_fold (token->text);
  token->sounds = sauda_reply_lexicon_to_cyrillic (token->text);
  token->meaning = sauda_reply_lexicon_find (token->text);
  return p;
}

/* «Сәлеметсіз бе» asks nothing. */
static gboolean
is_greeting_end (GArray *tokens, const SaudaToken *token)
{
  const SaudaToken *last = tokens->len > 0 ? &g_array_index (tokens, SaudaToken, tokens->len - 1) : NULL;

  return last != NULL && last->kind == SAUDA_TOKEN_WORD && token->kind == SAUDA_TOKEN_WORD &&
         g_str_has_prefix (last->key, "салем") &&
         (g_str_equal (token->key, "бе") || g_str_equal (token->key, "ба"));
}

/**
 * sauda_reply_tokens_new:
 * @text: (nullable): a message; bytes that are no UTF-8 are replaced
 *
 * Returns: (transfer full) (element-type SaudaToken): its words, numbers and marks in order, links left out
 */
GArray *
sauda_reply_tokens_new (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (SaudaToken));
  g_autofree char *lower = normalize (text);
  const char *p = lower;
  gboolean spaced = TRUE;

  g_array_set_clear_func (tokens, token_clear);
  while (*p != '\0') {
    gunichar c = g_utf8_get_char (p);
    SaudaToken token = { .spaced = spaced };

    spaced = g_unichar_isspace (c);
    if (starts_address (p)) {
      p = skip_address (p);
      continue;
    }
    if (g_unichar_isdigit (c)) {
      p = read_number (p, &token);
    } else if (g_unichar_isalpha (c)) {
      p = read_word (p, &token);
    } else {
      token.kind = SAUDA_TOKEN_MARK;
      token.mark = c;
      p = g_utf8_next_char (p);
      if (spaced && c != '\n')
        continue;
    }
    if (is_greeting_end (tokens, &token))
      token_clear (&token);
    else
      g_array_append_val (tokens, token);
  }
  return tokens;
}

/**
 * sauda_reply_tokens_get:
 * @tokens: (element-type SaudaToken): a message
 * @index: any number
 *
 * Returns: (transfer none) (nullable): the token at @index; %NULL outside the message
 */
SaudaToken *
sauda_reply_tokens_get (GArray *tokens, gint64 index)
{
  return index >= 0 && index < tokens->len ? &g_array_index (tokens, SaudaToken, index) : NULL;
}

/**
 * sauda_reply_tokens_is:
 * @tokens: (element-type SaudaToken): a message
 * @index: any number
 * @kind: a kind
 *
 * Returns: whether a token of @kind stands at @index
 */
gboolean
sauda_reply_tokens_is (GArray *tokens, gint64 index, SaudaTokenKind kind)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return token != NULL && token->kind == kind;
}

/**
 * sauda_reply_tokens_means:
 * @tokens: (element-type SaudaToken): a message
 * @index: any number
 * @meaning: #SaudaWord bits
 *
 * Returns: whether the word at @index can mean one of @meaning
 */
gboolean
sauda_reply_tokens_means (GArray *tokens, gint64 index, guint meaning)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return token != NULL && token->kind == SAUDA_TOKEN_WORD && (token->meaning & meaning) != 0;
}

/**
 * sauda_reply_tokens_get_mark:
 * @tokens: (element-type SaudaToken): a message
 * @index: any number
 *
 * Returns: the mark at @index, 0 when there is none
 */
gunichar
sauda_reply_tokens_get_mark (GArray *tokens, gint64 index)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return token != NULL && token->kind == SAUDA_TOKEN_MARK ? token->mark : 0;
}

/**
 * sauda_reply_tokens_join:
 * @tokens: (element-type SaudaToken): a message
 * @first: the token that stays
 * @last: the last one that it swallows
 */
void
sauda_reply_tokens_join (GArray *tokens, guint first, guint last)
{
  if (last > first)
    g_array_remove_range (tokens, first + 1, last - first);
}

/**
 * sauda_reply_tokens_has:
 * @tokens: (element-type SaudaToken): a message
 * @kind: a kind
 *
 * Returns: whether the message holds a token of @kind
 */
gboolean
sauda_reply_tokens_has (GArray *tokens, SaudaTokenKind kind)
{
  for (guint i = 0; i < tokens->len; i++)
    if (sauda_reply_tokens_is (tokens, i, kind))
      return TRUE;
  return FALSE;
}
