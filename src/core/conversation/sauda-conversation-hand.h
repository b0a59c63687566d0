#pragma once

#include "sauda-conversation.h"

G_BEGIN_DECLS

/**
 * SaudaHandOutcome:
 * @SAUDA_HAND_SENT: the person pressed Send
 * @SAUDA_HAND_NO_WHATSAPP: the number is not on WhatsApp
 * @SAUDA_HAND_LATER: not sent; it is due again
 *
 * What a person says about a chat that was opened by hand: nothing else tells (whatsapp-api 5).
 */
typedef enum {
  SAUDA_HAND_SENT,
  SAUDA_HAND_NO_WHATSAPP,
  SAUDA_HAND_LATER,
} SaudaHandOutcome;

gboolean sauda_conversation_open_by_hand (SaudaConnection *connection,
                                          gint64 question_id,
                                          const char *who,
                                          gint64 now_ms,
                                          char **to,
                                          char **text,
                                          GError **error);
gboolean sauda_conversation_settle_by_hand (SaudaConnection *connection,
                                            gint64 question_id,
                                            SaudaHandOutcome outcome,
                                            const char *who,
                                            gint64 now_ms,
                                            GError **error);
gint64 sauda_conversation_find_opened (SaudaConnection *connection, gint64 question_id, GError **error);

G_END_DECLS
