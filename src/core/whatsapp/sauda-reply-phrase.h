#pragma once

#include "sauda-reply-token.h"
#include "sauda-reply.h"

G_BEGIN_DECLS

/* Private to the room: wishes that come before everything else. */

gboolean sauda_reply_phrase_find (GArray *tokens, SaudaReplyIntent *intent);

G_END_DECLS
