#include "sauda-size-answer.h"

#include "sauda-reply.h"

/**
 * sauda_size_answer_read:
 * @text: what was typed, such as `178 82`, `рост 178 вес 82` or `XL`
 * @answer: (out caller-allocates): what it says
 *
 * Reads what a merchant types on the page of decisions, by the same rules as the answers of buyers.
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
         reply.intent == SAUDA_REPLY_SIZE;
}
