#include "sauda-reply-numbers.h"

#include "sauda-reply.h"

#include <string.h>

#define LONG_RUN 7 /* phones and order numbers have at least so many digits */
#define PHONE_DIGITS 11
#define NATIONAL_DIGITS 10
#define WORDS_OF_QUESTION 10 /* the shortest of ours has eleven */
#define MIN_METRES_CM 100.0
#define MAX_METRES_CM 220.0

static const char *
digits_at (GArray *tokens, gint64 index)
{
  return sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_NUMBER)
           ? sauda_reply_tokens_get (tokens, index)->text
           : "";
}

static gsize
count_digits (GArray *tokens, gint64 index)
{
  return strlen (digits_at (tokens, index));
}

static gboolean
is_spaced (GArray *tokens, gint64 index)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return token == NULL || token->spaced;
}

/* A mark of @allowed with a number close on both sides: the middle of 1,75. */
static gboolean
is_point (GArray *tokens, gint64 index, const char *allowed)
{
  gunichar mark = sauda_reply_tokens_get_mark (tokens, index);

  return mark != 0 && mark < 128 && strchr (allowed, (int) mark) != NULL && !is_spaced (tokens, index) &&
         !is_spaced (tokens, index + 1) && sauda_reply_tokens_is (tokens, index + 1, SAUDA_TOKEN_NUMBER);
}

static void
blank (GArray *tokens, guint first, guint last)
{
  sauda_reply_tokens_get (tokens, first)->kind = SAUDA_TOKEN_BLANK;
  sauda_reply_tokens_join (tokens, first, last);
}

static void
set_value (GArray *tokens, guint first, guint last, double value, SaudaUnit unit)
{
  SaudaToken *token = sauda_reply_tokens_get (tokens, first);

  token->value = value;
  token->unit = unit;
  sauda_reply_tokens_join (tokens, first, last);
}

/* Where the phone that starts at @first ends, 0 when none does: 8 (701) 123-45-67, 701 123 45 67. */
static guint
find_phone_end (GArray *tokens, guint first)
{
  const char *start = digits_at (tokens, first);
  gsize length = strlen (start), digits = 0, groups = 0;
  gsize wanted = length == 3 && *start == '7' ? NATIONAL_DIGITS : PHONE_DIGITS;
  gboolean whole = *start == '7' || (*start == '8' && length != 3);

  for (guint i = first; whole && length != 2 && i < tokens->len; i++) {
    gunichar mark = sauda_reply_tokens_get_mark (tokens, i);

    if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_NUMBER)) {
      digits += count_digits (tokens, i);
      groups++;
    } else if (mark != '-' && mark != '(' && mark != ')' && mark != 0x2010 && mark != 0x2011) {
      break;
    }
    if (digits == wanted)
      return groups > 2 || wanted == PHONE_DIGITS ? i : 0;
    if (digits > wanted)
      break;
  }
  return 0;
}

static gboolean
is_between (GArray *tokens, gint64 index, double least, double most)
{
  double value = sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_NUMBER)
                   ? sauda_reply_tokens_get (tokens, index)->value
                   : -1;

  return value >= least && value <= most;
}

/* 14.05.2025, 14.05 and 18:30 end at the token that is returned; 0 for anything else. */
static guint
find_date_end (GArray *tokens, guint first)
{
  gboolean two_digits = count_digits (tokens, first + 2) == 2;

  if (is_point (tokens, first + 1, ".-/") && is_point (tokens, first + 3, ".-/") &&
      is_between (tokens, first, 1, 31) && is_between (tokens, first + 2, 1, 12) &&
      (count_digits (tokens, first + 4) == 2 || count_digits (tokens, first + 4) == 4))
    return first + 4;
  if (is_point (tokens, first + 1, ".") && count_digits (tokens, first) == 2 &&
      is_between (tokens, first, 1, 31) && two_digits && is_between (tokens, first + 2, 1, 12))
    return first + 2;
  if (is_point (tokens, first + 1, ":") && is_between (tokens, first, 3, 23) && two_digits &&
      is_between (tokens, first + 2, 0, 59))
    return first + 2;
  return 0;
}

/* A fraction of metres: 7 → 70 cm, 75 → 75 cm, 755 → 75.5 cm. */
static double
read_fraction_cm (const char *digits)
{
  double value = g_ascii_strtod (digits, NULL);

  if (strlen (digits) == 1)
    return value * 10;
  return strlen (digits) == 2 ? value : value / 10;
}

static gboolean
set_metres (GArray *tokens, guint first, guint last, double whole, double fraction_cm)
{
  double cm = whole * 100 + fraction_cm;

  if (cm < MIN_METRES_CM || cm > MAX_METRES_CM)
    return FALSE;
  if (sauda_reply_tokens_means (tokens, last + 1, SAUDA_WORD_CM) ||
      (sauda_reply_tokens_means (tokens, last + 1, SAUDA_WORD_METRE)))
    last++;
  set_value (tokens, first, last, cm, SAUDA_UNIT_CM);
  return TRUE;
}

/* "метр 75": the word itself stands for the one metre. */
static gboolean
join_lone_metre (GArray *tokens, guint first)
{
  SaudaToken *token = sauda_reply_tokens_get (tokens, first);

  if (!sauda_reply_tokens_means (tokens, first, SAUDA_WORD_METRE) || g_utf8_strlen (token->text, -1) == 1 ||
      count_digits (tokens, first + 1) != 2 || sauda_reply_tokens_means (tokens, first + 2, SAUDA_WORD_KG))
    return FALSE;
  token->kind = SAUDA_TOKEN_NUMBER;
  return set_metres (tokens, first, first + 1, 1, g_ascii_strtod (digits_at (tokens, first + 1), NULL));
}

/* 1.75, 1,75, 1-75, 1м75, 1 м 75 см, 1.9 метра, 2 метра, 1 75. */
static gboolean
join_metres (GArray *tokens, guint first)
{
  const char *whole = digits_at (tokens, first);
  double metres = g_ascii_strtod (whole, NULL);
  guint next = first + 1;
  gboolean weight;

  if (strlen (whole) != 1 || metres < 1 || metres > 2)
    return join_lone_metre (tokens, first);
  if (is_point (tokens, next, ".,") ||
      (is_point (tokens, next, "-:'") && count_digits (tokens, next + 1) == 2)) {
    weight = sauda_reply_tokens_means (tokens, next + 2, SAUDA_WORD_KG);
    return !weight && count_digits (tokens, next + 1) <= 3 &&
           set_metres (tokens, first, next + 1, metres, read_fraction_cm (digits_at (tokens, next + 1)));
  }
  if (sauda_reply_tokens_means (tokens, next, SAUDA_WORD_METRE)) {
    gsize digits;

    /* 1м.78 */
    if (is_point (tokens, next + 1, "."))
      next++;
    digits = count_digits (tokens, next + 1);

    weight = sauda_reply_tokens_means (tokens, next + 2, SAUDA_WORD_KG);
    if (digits == 0 || digits > 2 || weight || metres > 1.5)
      return set_metres (tokens, first, next, metres, 0);
    return set_metres (tokens, first, next + 1, metres, read_fraction_cm (digits_at (tokens, next + 1)));
  }
  weight = sauda_reply_tokens_means (tokens, next + 1, SAUDA_WORD_KG | SAUDA_WORD_NOT_AFTER);
  return count_digits (tokens, next) == 2 && is_between (tokens, next, 30, 99) && !weight &&
         set_metres (tokens, first, next, metres, g_ascii_strtod (digits_at (tokens, next), NULL));
}

/* 72,5 and 80.50, but 175.80 is a pair and 175,80,25 a list. */
static gboolean
join_decimal (GArray *tokens, guint first)
{
  gsize whole = count_digits (tokens, first), fraction = count_digits (tokens, first + 2);
  gboolean listed = first > 1 && is_point (tokens, (gint64) first - 1, ",.");
  g_autofree char *text = NULL;

  if (!is_point (tokens, first + 1, ".,") || whole < 2 || whole > 3)
    return FALSE;
  if (fraction != 1 && !(fraction == 2 && whole == 2 && !listed))
    return FALSE;
  text = g_strdup_printf ("%s.%s", digits_at (tokens, first), digits_at (tokens, first + 2));
  set_value (tokens, first, first + 2, g_ascii_strtod (text, NULL), SAUDA_UNIT_NONE);
  return TRUE;
}

/**
 * sauda_reply_numbers_join:
 * @tokens: (inout) (element-type SaudaToken): a message, as it was split
 *
 * Makes one number of 72,5 and of 1м75, and none of phones, order numbers, dates and times of day (rules 3
 * and 4 of whatsapp-api.md 6.3).
 */
void
sauda_reply_numbers_join (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++) {
    guint end;

    if (!sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_NUMBER)) {
      join_lone_metre (tokens, i);
      continue;
    }
    if (count_digits (tokens, i) >= LONG_RUN)
      blank (tokens, i, i);
    else if ((end = find_phone_end (tokens, i)) > 0 || (end = find_date_end (tokens, i)) > 0)
      blank (tokens, i, end);
    else if (!join_metres (tokens, i))
      join_decimal (tokens, i);
  }
}

/* The number that a word such as грудь or возраст is about: the one behind it, else the one before it. */
static void
blank_around (GArray *tokens, guint index)
{
  gint64 after = index + 1;

  while (sauda_reply_tokens_means (tokens, after, SAUDA_WORD_NOT_BEFORE | SAUDA_WORD_FILLER) ||
         (sauda_reply_tokens_get_mark (tokens, after) != 0 &&
          strchr (":-=#", (int) MIN (sauda_reply_tokens_get_mark (tokens, after), 127)) != NULL))
    after++;
  if (sauda_reply_tokens_means (tokens, index, SAUDA_WORD_NOT_BEFORE) &&
      sauda_reply_tokens_is (tokens, after, SAUDA_TOKEN_NUMBER)) {
    /* "заказ 12345", but "заказ: 175/80" */
    if (!sauda_reply_tokens_means (tokens, index, SAUDA_WORD_FILLER) || count_digits (tokens, after) > 3)
      blank (tokens, after, after);
    return;
  }
  if (sauda_reply_tokens_means (tokens, index, SAUDA_WORD_NOT_AFTER)) {
    gint64 before = (gint64) index - 1;

    while (sauda_reply_tokens_means (tokens, before, SAUDA_WORD_SIZE) ||
           sauda_reply_tokens_get_mark (tokens, before) == '-')
      before--;
    if (sauda_reply_tokens_is (tokens, before, SAUDA_TOKEN_NUMBER))
      blank (tokens, before, before);
  }
}

static gboolean
is_text (GArray *tokens, gint64 index, const char *text)
{
  return sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_WORD) &&
         g_str_equal (sauda_reply_tokens_get (tokens, index)->text, text);
}

/* "ОТ-92, об: 104" and "ОТ 92 ОБ 104" are waist and hips; "от 75 до 80" is none. Returns where the number
 * stands, 0 for none. */
static guint
find_girth (GArray *tokens, guint index)
{
  gunichar mark = sauda_reply_tokens_get_mark (tokens, index + 1);
  gboolean marked = mark == '-' || mark == ':' || mark == '=';
  guint place = marked ? index + 2 : index + 1;
  gboolean hips = is_text (tokens, index, "об") || is_text (tokens, index, "ог");
  gboolean waist = is_text (tokens, index, "от") && (marked || is_text (tokens, (gint64) index - 2, "ог") ||
                                                     is_text (tokens, index + 2, "об"));

  return (hips || waist) && sauda_reply_tokens_is (tokens, place, SAUDA_TOKEN_NUMBER) ? place : 0;
}

/* Who quotes our question, "например 178/82", has told nothing of himself. */
static gboolean
is_example (GArray *tokens, guint index)
{
  return sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_WORD) &&
         (g_str_equal (sauda_reply_tokens_get (tokens, index)->key, "например") ||
          g_str_equal (sauda_reply_tokens_get (tokens, index)->key, "мысалы"));
}

static void
blank_example (GArray *tokens, guint index)
{
  gint64 at = (gint64) index + 1;

  while (sauda_reply_tokens_get_mark (tokens, at) == ':' || sauda_reply_tokens_get_mark (tokens, at) == ',')
    at++;
  if (sauda_reply_tokens_is (tokens, at, SAUDA_TOKEN_NUMBER) &&
      sauda_reply_tokens_get_mark (tokens, at + 1) == '/' &&
      sauda_reply_tokens_is (tokens, at + 2, SAUDA_TOKEN_NUMBER))
    blank (tokens, (guint) at, (guint) at + 2);
}

static gboolean
has_number (GArray *tokens, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_NUMBER))
      return TRUE;
  return FALSE;
}

static guint
count_words (GArray *tokens, guint first, guint end)
{
  guint count = 0;

  for (guint i = first; i < end; i++)
    count += sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_WORD);
  return count;
}

/* Who copies our question into his answer asks nothing and names no size: the line with its example is left
 * out when there are numbers on others, or when it is as long as ours. */
static void
drop_copied_question (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++) {
    guint first = i, end = i;
    gboolean answered;

    if (!is_example (tokens, i))
      continue;
    while (first > 0 && sauda_reply_tokens_get_mark (tokens, first - 1) != '\n')
      first--;
    while (end < tokens->len && sauda_reply_tokens_get_mark (tokens, end) != '\n')
      end++;
    answered = has_number (tokens, 0, first) || has_number (tokens, end, tokens->len);
    if (!answered && count_words (tokens, first, end) < WORDS_OF_QUESTION)
      continue;
    sauda_reply_tokens_get (tokens, first)->kind = SAUDA_TOKEN_MARK;
    sauda_reply_tokens_get (tokens, first)->mark = answered ? '\n' : '?';
    sauda_reply_tokens_join (tokens, first, end - 1);
    i = first;
  }
}

/* "мне 25, рост 175, вес 80": an age behind a person, when enough numbers are left without it. */
static void
blank_age (GArray *tokens, guint index, guint numbers)
{
  SaudaToken *token = sauda_reply_tokens_get (tokens, index + 1);
  gboolean unit = sauda_reply_tokens_means (tokens, index + 2, SAUDA_WORD_CM | SAUDA_WORD_KG);

  if (numbers > 2 && token != NULL && token->kind == SAUDA_TOKEN_NUMBER && token->value < 90 && !unit)
    token->kind = SAUDA_TOKEN_BLANK;
}

/**
 * sauda_reply_numbers_blank:
 * @tokens: (inout) (element-type SaudaToken): a message
 *
 * Takes out ages, prices, chest and foot values and counts (rule 3 of whatsapp-api.md 6.3).
 */
void
sauda_reply_numbers_blank (GArray *tokens)
{
  guint numbers = 0;

  drop_copied_question (tokens);
  for (guint i = 0; i < tokens->len; i++) {
    gunichar mark = sauda_reply_tokens_get_mark (tokens, i);
    guint girth;

    if (is_example (tokens, i))
      blank_example (tokens, i);
    else if ((girth = find_girth (tokens, i)) > 0)
      blank (tokens, girth, girth);
    else if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_NOT_AFTER | SAUDA_WORD_NOT_BEFORE))
      blank_around (tokens, i);
    else if ((mark == 0x20b8 || mark == 0x20bd || mark == '%') &&
             sauda_reply_tokens_is (tokens, (gint64) i - 1, SAUDA_TOKEN_NUMBER))
      blank (tokens, i - 1, i - 1);
    else if (mark == '#' && sauda_reply_tokens_is (tokens, i + 1, SAUDA_TOKEN_NUMBER))
      blank (tokens, i + 1, i + 1);
  }
  for (guint i = 0; i < tokens->len; i++)
    numbers += sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_NUMBER);
  for (guint i = 0; i < tokens->len; i++)
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_PERSON))
      blank_age (tokens, i, numbers);
}

/**
 * sauda_reply_numbers_take_units:
 * @tokens: (inout) (element-type SaudaToken): a message
 *
 * Gives numbers the units that stand behind them: `175 см` and `175м` (a slip for см), `80 кг`, `80к`.
 */
void
sauda_reply_numbers_take_units (GArray *tokens)
{
  for (guint i = 0; i + 1 < tokens->len; i++) {
    SaudaToken *number = sauda_reply_tokens_get (tokens, i);
    const SaudaToken *word = sauda_reply_tokens_get (tokens, i + 1);
    gboolean letter;

    if (number->kind != SAUDA_TOKEN_NUMBER || word->kind != SAUDA_TOKEN_WORD ||
        number->unit != SAUDA_UNIT_NONE)
      continue;
    letter = g_utf8_strlen (word->text, -1) == 1;
    if ((word->meaning & SAUDA_WORD_CM) != 0)
      number->unit = SAUDA_UNIT_CM;
    else if ((word->meaning & SAUDA_WORD_KG) != 0 && !(letter && word->spaced))
      number->unit = SAUDA_UNIT_KG;
    else if ((word->meaning & SAUDA_WORD_METRE) != 0 && number->value >= SAUDA_REPLY_MIN_HEIGHT_CM &&
             number->value <= SAUDA_REPLY_MAX_HEIGHT_CM)
      number->unit = SAUDA_UNIT_CM;
    else
      continue;
    sauda_reply_tokens_join (tokens, i, i + 1);
  }
}
