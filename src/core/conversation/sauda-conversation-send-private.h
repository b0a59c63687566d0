#pragma once

#include "sauda-conversation.h"

G_BEGIN_DECLS

/* Private to the room. */

SaudaMessage *sauda_conversation_get_outbound (SaudaConnection *connection,
                                               gint64 message_id,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
