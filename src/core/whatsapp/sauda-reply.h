#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaReplyIntent:
 * @SAUDA_REPLY_MEASUREMENTS: height and weight
 * @SAUDA_REPLY_HEIGHT_ONLY: the height alone
 * @SAUDA_REPLY_WEIGHT_ONLY: the weight alone
 * @SAUDA_REPLY_SIZE: a size, no measurements
 * @SAUDA_REPLY_YES: agrees with what was proposed
 * @SAUDA_REPLY_NO: disagrees with what was proposed
 * @SAUDA_REPLY_AMBIGUOUS: about the question, but a person has to read it
 * @SAUDA_REPLY_QUESTION: the buyer asks something; measurements that came with it are kept
 * @SAUDA_REPLY_OPTOUT: wants no messages any more
 * @SAUDA_REPLY_OPTIN: wants messages again
 * @SAUDA_REPLY_CANCEL: wants no order any more
 * @SAUDA_REPLY_HUMAN: wants a person, or is the wrong person
 * @SAUDA_REPLY_OTHER: a greeting, thanks, or nothing that answers the question
 *
 * What a buyer's message means.
 */
typedef enum {
  SAUDA_REPLY_MEASUREMENTS,
  SAUDA_REPLY_HEIGHT_ONLY,
  SAUDA_REPLY_WEIGHT_ONLY,
  SAUDA_REPLY_SIZE,
  SAUDA_REPLY_YES,
  SAUDA_REPLY_NO,
  SAUDA_REPLY_AMBIGUOUS,
  SAUDA_REPLY_QUESTION,
  SAUDA_REPLY_OPTOUT,
  SAUDA_REPLY_OPTIN,
  SAUDA_REPLY_CANCEL,
  SAUDA_REPLY_HUMAN,
  SAUDA_REPLY_OTHER,
} SaudaReplyIntent;

#define SAUDA_REPLY_MIN_HEIGHT_CM 100.0
#define SAUDA_REPLY_MAX_HEIGHT_CM 215.0
#define SAUDA_REPLY_MIN_WEIGHT_KG 15.0
#define SAUDA_REPLY_MAX_WEIGHT_KG 200.0

/* What was read out of one message. */
typedef struct {
  SaudaReplyIntent intent;
  double height_cm; /* 0 when not given */
  double weight_kg; /* 0 when not given */
  char size[8];     /* as sauda_size_word_find() writes it, or two numbers: "48-50"; "" when not given */
} SaudaReply;

SaudaReply sauda_reply_parse (const char *text);
const char *sauda_reply_intent_get_name (SaudaReplyIntent intent);

G_END_DECLS
