#include "sauda-size-answer.h"

#include "sauda-reply.h"

/* Who types into a line that asks for height and weight tells them in that order, so two numbers need no more
 * signs. Of a buyer's message 128/27 might be anything; here it is a child. What nobody can have is told by
 * sauda_size_measure_check(). */
#define PAIR "^\\s*(\\d{2,3})\\s*[-\\s/,;xхXХ]\\s*(\\d{1,3}(?:[.,]\\d)?)\\s*$"
#define LEAST_HEIGHT_CM 80

static gboolean
read_pair (const char *text, SaudaSizeAnswer *answer)
{
  g_autoptr (GRegex) pair = g_regex_new (PAIR, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *height = NULL;
  g_autofree char *weight = NULL;

  if (!g_regex_match (pair, text, 0, &match))
    return FALSE;
  height = g_match_info_fetch (match, 1);
  weight = g_strdelimit (g_match_info_fetch (match, 2), ",", '.');
  *answer = (SaudaSizeAnswer){ .height_cm = g_ascii_strtod (height, NULL),
                               .weight_kg = g_ascii_strtod (weight, NULL) };
  return answer->height_cm >= LEAST_HEIGHT_CM && answer->weight_kg > 0 &&
         answer->height_cm > answer->weight_kg;
}

/**
 * sauda_size_answer_read:
 * @text: what was typed, such as `178 82`, `рост 178 вес 82` or `XL`
 * @answer: (out caller-allocates): what it says
 *
 * Reads what a merchant types on the page of decisions, by the same rules as the answers of buyers; what they
 * leave open is read as a height and a weight when it is just two numbers.
 *
 * Returns: whether it says a height, with or without a weight, or one size
 */
gboolean
sauda_size_answer_read (const char *text, SaudaSizeAnswer *answer)
{
  SaudaReply reply = sauda_reply_parse (text);

  *answer = (SaudaSizeAnswer){ .height_cm = reply.height_cm, .weight_kg = reply.weight_kg };
  g_strlcpy (answer->size, reply.size, sizeof answer->size);
  return reply.intent == SAUDA_REPLY_MEASUREMENTS || reply.intent == SAUDA_REPLY_HEIGHT_ONLY ||
         reply.intent == SAUDA_REPLY_SIZE || read_pair (text, answer);
}
