#pragma once

#include "sauda-reply-token.h"

G_BEGIN_DECLS

/* Private to the room: whether a message without numbers and sizes agrees or not. */
typedef enum {
  SAUDA_CONSENT_NONE,    /* says nothing about the question */
  SAUDA_CONSENT_YES,     /* every word agrees */
  SAUDA_CONSENT_NO,      /* every word disagrees */
  SAUDA_CONSENT_UNCLEAR, /* about the question, but no clear word */
} SaudaConsent;

SaudaConsent sauda_reply_consent_read (GArray *tokens);

G_END_DECLS
