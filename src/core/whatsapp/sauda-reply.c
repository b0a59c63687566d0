#include "sauda-reply.h"

#include "sauda-reply-consent.h"
#include "sauda-reply-measure.h"
#include "sauda-reply-numbers.h"
#include "sauda-reply-phrase.h"
#include "sauda-reply-size.h"

static const char *const intent_names[] = {
  "measurements", "height_only", "weight_only", "size",   "yes",   "no",    "ambiguous",
  "question",     "optout",      "optin",       "cancel", "human", "other",
};

/* Words that stand around measurements without asking anything. */
#define AROUND_MEASURES                                                                                      \
  (SAUDA_WORD_FILLER | SAUDA_WORD_HEIGHT | SAUDA_WORD_WEIGHT | SAUDA_WORD_CM | SAUDA_WORD_KG |               \
   SAUDA_WORD_METRE | SAUDA_WORD_PERSON | SAUDA_WORD_HEDGE)

static gboolean
has_mark (GArray *tokens, gunichar mark)
{
  for (guint i = 0; i < tokens->len; i++)
    if (sauda_reply_tokens_get_mark (tokens, i) == mark)
      return TRUE;
  return FALSE;
}

static gboolean
has_question_mark (GArray *tokens)
{
  return has_mark (tokens, '?') || has_mark (tokens, 0x2753) || has_mark (tokens, 0x2754) ||
         has_mark (tokens, 0x61f);
}

/* Whether a word of @meaning stands anywhere that has nothing of @but. */
static gboolean
has_word (GArray *tokens, guint meaning, guint but)
{
  for (guint i = 0; i < tokens->len; i++)
    if (sauda_reply_tokens_means (tokens, i, meaning) && !sauda_reply_tokens_means (tokens, i, but))
      return TRUE;
  return FALSE;
}

/* Whether the message says more than numbers, their names and small words. */
static gboolean
has_content (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++) {
    if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_SIZE) ||
        sauda_reply_tokens_means (tokens, i, SAUDA_WORD_SIZE))
      return TRUE;
    if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_WORD) &&
        !sauda_reply_tokens_means (tokens, i, AROUND_MEASURES))
      return TRUE;
  }
  return FALSE;
}

/* где то, какой-то: something, and no question. */
static gboolean
is_indefinite (GArray *tokens, gint64 index)
{
  const SaudaToken *next = sauda_reply_tokens_get (tokens, index + 1);

  return sauda_reply_tokens_get_mark (tokens, index + 1) == '-' ||
         (next != NULL && next->kind == SAUDA_TOKEN_WORD && g_str_equal (next->text, "то"));
}

static gboolean
is_word (GArray *tokens, gint64 index, const char *key)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return token != NULL && token->kind == SAUDA_TOKEN_WORD && g_str_equal (token->key, key);
}

/* «извините, что поздно», «то есть 82» and «так и есть» ask nothing. */
static gboolean
is_no_opener (GArray *tokens, gint64 index)
{
  static const char *const sorry[] = { "извините", "извини", "простите", "сорри", "спасибо", "кешириниз" };
  gint64 before = index - 1 - (sauda_reply_tokens_get_mark (tokens, index - 1) == ',');

  for (gsize i = 0; i < G_N_ELEMENTS (sorry); i++)
    if (is_word (tokens, index, "что") && is_word (tokens, before, sorry[i]))
      return TRUE;
  return is_word (tokens, index, "есть") &&
         (is_word (tokens, index - 1, "то") || is_word (tokens, index - 1, "и"));
}

/* какой, but neither "не знаю какой", "какой размер не знаю" nor "какой-то". */
static gboolean
asks_at (GArray *tokens, gint64 index)
{
  for (gint64 i = index + 1; i <= index + 3; i++)
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_NOT) &&
        sauda_reply_tokens_means (tokens, i + 1, SAUDA_WORD_HEDGE))
      return FALSE;
  return sauda_reply_tokens_means (tokens, index, SAUDA_WORD_QUESTION) &&
         !sauda_reply_tokens_means (tokens, index - 1, SAUDA_WORD_HEDGE | SAUDA_WORD_NOT) &&
         !is_indefinite (tokens, index);
}

/* A question without a question mark: by its first word, its last one, or, beside numbers, any. */
static gboolean
asks_in_words (GArray *tokens, gboolean numbers)
{
  gint64 first = -1, last = -1;

  for (guint i = 0; i < tokens->len; i++) {
    if (!sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_WORD))
      continue;
    if (first < 0 && !sauda_reply_tokens_means (tokens, i, SAUDA_WORD_FILLER))
      first = i;
    last = i;
    if ((numbers || sauda_reply_tokens_means (tokens, i, SAUDA_WORD_ASKING)) && asks_at (tokens, i))
      return TRUE;
  }
  if (first < 0)
    return FALSE;
  if (asks_at (tokens, first) || (sauda_reply_tokens_means (tokens, first, SAUDA_WORD_OPENER) &&
                                  tokens->len > 1 && !is_no_opener (tokens, first)))
    return TRUE;
  return (first < last || sauda_reply_tokens_has (tokens, SAUDA_TOKEN_SIZE)) &&
         !sauda_reply_tokens_means (tokens, last - 1, SAUDA_WORD_HEDGE) &&
         sauda_reply_tokens_means (tokens, last, SAUDA_WORD_QUESTION | SAUDA_WORD_ASKING);
}

/* Rule 9: a question never confirms. Where a yes, a stop or a choice stands beside it, a person decides. */
static SaudaReplyIntent
read_question (GArray *tokens)
{
  if (has_word (tokens, SAUDA_WORD_YES | SAUDA_WORD_NO,
                SAUDA_WORD_VERDICT | SAUDA_WORD_WANT | SAUDA_WORD_MISFIT) ||
      has_word (tokens, SAUDA_WORD_STOP | SAUDA_WORD_OR, 0) || !has_content (tokens))
    return SAUDA_REPLY_AMBIGUOUS;
  return SAUDA_REPLY_QUESTION;
}

static SaudaReplyIntent
read_size (GArray *tokens, gboolean asks, SaudaSizes sizes)
{
  if (has_word (tokens, SAUDA_WORD_OR, 0))
    return SAUDA_REPLY_AMBIGUOUS;
  if (asks)
    return SAUDA_REPLY_QUESTION;
  if (sizes == SAUDA_SIZES_UNCLEAR || has_word (tokens, SAUDA_WORD_HEDGE | SAUDA_WORD_IF, 0))
    return SAUDA_REPLY_AMBIGUOUS;
  return SAUDA_REPLY_SIZE;
}

static SaudaReplyIntent
read_consent (GArray *tokens, gboolean asks)
{
  if (asks)
    return read_question (tokens);
  switch (sauda_reply_consent_read (tokens)) {
  case SAUDA_CONSENT_YES:
    return SAUDA_REPLY_YES;
  case SAUDA_CONSENT_NO:
    return SAUDA_REPLY_NO;
  case SAUDA_CONSENT_UNCLEAR:
    return SAUDA_REPLY_AMBIGUOUS;
  case SAUDA_CONSENT_NONE:
    break;
  }
  return SAUDA_REPLY_OTHER;
}

static SaudaReplyIntent
read_measures (GArray *tokens, const SaudaReply *reply, gboolean asks)
{
  if (asks && has_content (tokens))
    return SAUDA_REPLY_QUESTION;
  if (reply->height_cm > 0 && reply->weight_kg > 0)
    return SAUDA_REPLY_MEASUREMENTS;
  return reply->height_cm > 0 ? SAUDA_REPLY_HEIGHT_ONLY : SAUDA_REPLY_WEIGHT_ONLY;
}

static void
read_answer (GArray *tokens, SaudaReply *reply)
{
  SaudaReply read = { 0 };
  SaudaSizes sizes = sauda_reply_size_choose (tokens, read.size);
  SaudaMeasures measures = sauda_reply_measure_read (tokens, &read.height_cm, &read.weight_kg);
  gboolean asks = has_question_mark (tokens) || asks_in_words (tokens, measures != SAUDA_MEASURES_NONE);

  if (measures == SAUDA_MEASURES_FOUND) {
    *reply = read;
    reply->intent = read_measures (tokens, &read, asks);
  } else if (measures == SAUDA_MEASURES_UNCLEAR) {
    reply->intent = asks ? read_question (tokens) : SAUDA_REPLY_AMBIGUOUS;
  } else if (sizes != SAUDA_SIZES_NONE) {
    reply->intent = read_size (tokens, asks, sizes);
    if (reply->intent == SAUDA_REPLY_SIZE)
      *reply = (SaudaReply){ .intent = SAUDA_REPLY_SIZE, .size = "" };
    if (reply->intent == SAUDA_REPLY_SIZE)
      g_strlcpy (reply->size, read.size, sizeof reply->size);
  } else {
    reply->intent = read_consent (tokens, asks);
  }
}

/**
 * sauda_reply_parse:
 * @text: (nullable): a buyer's message as it came in; any bytes
 *
 * Reads a message that answers our question for height and weight, or our proposal of a size, by the rules of
 * whatsapp-api.md 6.3. What is not clear beyond doubt is left to a person: numbers in words, pounds and feet,
 * ranges, corrections, yes with a condition. Pure: it keeps nothing and asks nobody.
 *
 * Returns: what was read
 */
SaudaReply
sauda_reply_parse (const char *text)
{
  g_autoptr (GArray) tokens = sauda_reply_tokens_new (text);
  SaudaReply reply = { .intent = SAUDA_REPLY_OTHER };
  SaudaReplyIntent wish;

  sauda_reply_numbers_join (tokens);
  sauda_reply_numbers_blank (tokens);
  sauda_reply_numbers_take_units (tokens);
  sauda_reply_size_mark (tokens);
  if (sauda_reply_phrase_find (tokens, &wish))
    reply.intent = wish;
  else
    read_answer (tokens, &reply);
  return reply;
}

/**
 * sauda_reply_intent_get_name:
 * @intent: an intent
 *
 * Returns: (transfer none): its name for programs: `measurements`, `height_only` …
 */
const char *
sauda_reply_intent_get_name (SaudaReplyIntent intent)
{
  g_return_val_if_fail ((gsize) intent < G_N_ELEMENTS (intent_names), "other");
  return intent_names[intent];
}
