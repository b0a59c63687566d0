#pragma once

#include "sauda-practice-messenger-private.h"

G_BEGIN_DECLS

/* Brings what is new to whoever asked for it, as Meta and 360dialog do. */
typedef struct _SaudaPracticeWebhook SaudaPracticeWebhook;

SaudaPracticeWebhook *sauda_practice_webhook_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_webhook_free (SaudaPracticeWebhook *webhook);
void sauda_practice_webhook_deliver (SaudaPracticeWebhook *webhook,
                                     const SaudaPracticeMessenger *messenger,
                                     SoupServerMessage *message);

G_END_DECLS
