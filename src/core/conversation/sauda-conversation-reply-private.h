#pragma once

#include "sauda-conversation.h"

G_BEGIN_DECLS

/* A buyer's words that shall have their effect. */
typedef struct {
  gint64 message_id;
  gint64 contact_id;
  gint64 question_id; /* 0: none, or not clear which */
  gboolean several;
  SaudaWhatsappContent content;
  const char *text;
  gint64 now_ms;
} SaudaReplyTaking;

gboolean sauda_conversation_apply (SaudaConnection *connection,
                                   const SaudaReplyTaking *taking,
                                   SaudaConversationCounts *counts,
                                   GError **error);
gboolean sauda_conversation_reopen (SaudaConnection *connection,
                                    const SaudaMessage *original,
                                    const char *text,
                                    gint64 now_ms,
                                    SaudaConversationCounts *counts,
                                    GError **error);

G_END_DECLS
