#include "sauda-reply-consent.h"

/* Words that have to do with the question, so that a person should read the message. */
#define ON_TOPIC                                                                                             \
  (SAUDA_WORD_ABOUT_SIZE | SAUDA_WORD_HEDGE | SAUDA_WORD_OR | SAUDA_WORD_STOP | SAUDA_WORD_HEIGHT |          \
   SAUDA_WORD_WEIGHT | SAUDA_WORD_CM | SAUDA_WORD_METRE | SAUDA_WORD_TENS | SAUDA_WORD_SIZE |                \
   SAUDA_WORD_MISFIT | SAUDA_WORD_VERDICT | SAUDA_WORD_NOT_SO)

/* What was met so far. */
typedef struct {
  guint yes, no, emphasis;
  guint doubt;   /* hedges, other words about sizes */
  guint filler;  /* words of no weight */
  guint topic;   /* fillers that are about sizes */
  guint foreign; /* anything that is neither yes, no nor filler */
} Votes;

static const gunichar yes_signs[] = { 0x1f44d, 0x1f44c, 0x2705, 0x2714, 0x2611, 0x1f197, 0x1f91d, 0x1f4af };
static const gunichar no_signs[] = { 0x1f44e, 0x274c, 0x2716, 0x1f645, 0x26d4, 0x1f6ab };
static const gunichar doubt_signs[] = {
  0x1f914, 0x1f937, 0x1f615, 0x1f612, 0x1f610, 0xb1, '?', 0x2753, 0x2754
};

static gboolean
is_among (gunichar sign, const gunichar *signs, gsize n_signs)
{
  for (gsize i = 0; i < n_signs; i++)
    if (signs[i] == sign)
      return TRUE;
  return FALSE;
}

static gboolean
has_plus (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    if (sauda_reply_tokens_get_mark (tokens, i) == '+')
      return TRUE;
  return FALSE;
}

/* + is a yes; +- and - are anything. Other marks and emoji mean nothing. */
static void
count_mark (GArray *tokens, guint index, Votes *votes)
{
  gunichar mark = sauda_reply_tokens_get_mark (tokens, index);

  if (mark == '+' || is_among (mark, yes_signs, G_N_ELEMENTS (yes_signs)))
    votes->yes++;
  else if (is_among (mark, no_signs, G_N_ELEMENTS (no_signs)))
    votes->no++;
  else if (is_among (mark, doubt_signs, G_N_ELEMENTS (doubt_signs)) ||
           (mark == '-' && (tokens->len == 1 || has_plus (tokens))))
    votes->doubt++;
}

static gboolean
is_word (GArray *tokens, gint64 index, const char *key)
{
  return sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_WORD) &&
         g_str_equal (sauda_reply_tokens_get (tokens, index)->key, key);
}

/* «подтверждаю заказ», «заказ не идет»: of the order, and not of the size that was proposed. */
static gboolean
is_about_order (GArray *tokens, guint index)
{
  for (gint64 i = (gint64) index - 2; i <= (gint64) index + 1; i++)
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_NOT_BEFORE) &&
        sauda_reply_tokens_means (tokens, i, SAUDA_WORD_FILLER))
      return TRUE;
  return FALSE;
}

/* не подойдёт is a no; «не» alone as well; before any other word it makes the message unclear. Returns how
   many tokens were read. */
static guint
count_negation (GArray *tokens, guint index, Votes *votes)
{
  if (sauda_reply_tokens_means (tokens, index + 1, SAUDA_WORD_VERDICT) &&
      !is_about_order (tokens, index + 1)) {
    votes->no++;
    return 2;
  }
  /* "не мой размер" is a no, "не мой" may be a wrong number. */
  if (is_word (tokens, index + 1, "мои") && sauda_reply_tokens_means (tokens, index + 2, SAUDA_WORD_SIZE)) {
    votes->no++;
    return 3;
  }
  if (sauda_reply_tokens_is (tokens, index + 1, SAUDA_TOKEN_WORD))
    votes->doubt++;
  else
    votes->no++;
  return 1;
}

/* большой будет, слишком большой, мне большой, нет, большой; but «большой» alone may be the answer to another
 * question. */
static gboolean
is_strong_misfit (GArray *tokens, guint index)
{
  for (gint64 i = (gint64) index - 3; i <= (gint64) index + 2; i++)
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_TOO | SAUDA_WORD_PERSON | SAUDA_WORD_NO))
      return TRUE;
  return FALSE;
}

/* "большой размер" is a wish, "размер большой" a complaint. */
static gboolean
is_wish (GArray *tokens, guint index)
{
  return sauda_reply_tokens_means (tokens, index + 1, SAUDA_WORD_SIZE);
}

/* тар болады: "it will be tight", no yes. */
static gboolean
is_future (GArray *tokens, guint index)
{
  return sauda_reply_tokens_means (tokens, index, SAUDA_WORD_TOO) &&
         sauda_reply_tokens_means (tokens, (gint64) index - 1, SAUDA_WORD_MISFIT);
}

/* «да ну», «да уже» and «да ладно» are anything but a yes; so is whatever «никогда» stands in. */
static gboolean
is_disbelief (GArray *tokens, guint index)
{
  if (is_word (tokens, index, "никогда"))
    return TRUE;
  return index > 0 && index + 1 == tokens->len &&
         (is_word (tokens, index, "ну") ||
          (is_word (tokens, index - 1, "да") &&
           (is_word (tokens, index, "ладно") || is_word (tokens, index, "уже"))));
}

/* «да, большое», «да слишком»: what is too much is not said. "большое спасибо" is thanks. */
static gboolean
is_half_said (GArray *tokens, guint index)
{
  if (is_word (tokens, index, "болшое"))
    return !is_word (tokens, index + 1, "спасибо") && !is_word (tokens, (gint64) index - 1, "спасибо") &&
           !is_word (tokens, index + 1, "рахмет");
  return is_word (tokens, index, "слишком") &&
         !sauda_reply_tokens_means (tokens, index + 1, SAUDA_WORD_MISFIT) &&
         !sauda_reply_tokens_means (tokens, (gint64) index - 1, SAUDA_WORD_MISFIT);
}

/* «нет размера», «времени нет», «у меня нет»: something is missing, and nothing is refused. */
static gboolean
is_lack (GArray *tokens, guint index)
{
  static const char *const lacked[] = { "размера", "размеров", "времени" };

  if (!is_word (tokens, index, "нет"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (lacked); i++)
    if (is_word (tokens, index + 1, lacked[i]) || is_word (tokens, (gint64) index - 1, lacked[i]))
      return TRUE;
  return is_word (tokens, (gint64) index - 1, "меня") && is_word (tokens, (gint64) index - 2, "у");
}

/* «всё так» agrees. */
static gboolean
is_all_so (GArray *tokens, guint index)
{
  return is_word (tokens, index, "так") &&
         (is_word (tokens, (gint64) index - 1, "все") || is_word (tokens, index + 1, "все"));
}

/* For what the word at @index speaks, without a negation. */
static guint *
find_vote (GArray *tokens, guint index, Votes *votes)
{
  guint meaning = sauda_reply_tokens_get (tokens, index)->meaning;
  gboolean misfit = (meaning & SAUDA_WORD_MISFIT) != 0;

  if ((misfit && is_wish (tokens, index)) || is_disbelief (tokens, index) || is_lack (tokens, index) ||
      is_half_said (tokens, index) || ((meaning & SAUDA_WORD_VERDICT) != 0 && is_about_order (tokens, index)))
    return &votes->doubt;
  if (is_future (tokens, index))
    return &votes->topic;
  if ((meaning & SAUDA_WORD_YES) != 0 || is_all_so (tokens, index))
    return &votes->yes;
  if ((meaning & SAUDA_WORD_NO) != 0 || (misfit && is_strong_misfit (tokens, index)))
    return &votes->no;
  if ((meaning & SAUDA_WORD_EMPHASIS) != 0)
    return &votes->emphasis;
  if ((meaning & SAUDA_WORD_FILLER) != 0)
    return (meaning & SAUDA_WORD_ABOUT_SIZE) != 0 ? &votes->topic : &votes->filler;
  return (meaning & ON_TOPIC) != 0 && (meaning & SAUDA_WORD_WEAK) == 0 ? &votes->doubt : &votes->foreign;
}

/* Returns how many tokens were read. */
static guint
count_word (GArray *tokens, guint index, Votes *votes)
{
  if (sauda_reply_tokens_means (tokens, index, SAUDA_WORD_NOT))
    return count_negation (tokens, index, votes);
  if (sauda_reply_tokens_means (tokens, index, SAUDA_WORD_VERDICT) &&
      sauda_reply_tokens_means (tokens, index + 1, SAUDA_WORD_NOT_SO)) {
    votes->no++;
    return 2;
  }
  *find_vote (tokens, index, votes) += 1;
  return 1;
}

/**
 * sauda_reply_consent_read:
 * @tokens: (element-type SaudaToken): a message without numbers and sizes
 *
 * A yes or a no only when every word is one or a filler; yes and no together, hedges and question marks make
 * it unclear (rule 8 of whatsapp-api.md 6.3).
 *
 * Returns: what the message says
 */
SaudaConsent
sauda_reply_consent_read (GArray *tokens)
{
  Votes votes = { 0 };
  guint step;

  for (guint i = 0; i < tokens->len; i += step) {
    step = 1;
    if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_MARK))
      count_mark (tokens, i, &votes);
    else if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_WORD))
      step = count_word (tokens, i, &votes);
    else
      votes.doubt++;
  }
  if (votes.no == 0)
    votes.yes += votes.emphasis;
  if (votes.yes + votes.no + votes.doubt == 0)
    return votes.topic > 0 ? SAUDA_CONSENT_UNCLEAR : SAUDA_CONSENT_NONE;
  if (votes.doubt > 0 || votes.foreign > 0 || (votes.yes > 0 && votes.no > 0))
    return SAUDA_CONSENT_UNCLEAR;
  return votes.yes > 0 ? SAUDA_CONSENT_YES : SAUDA_CONSENT_NO;
}
