#pragma once

#include "sauda-reply-token.h"

G_BEGIN_DECLS

/* Private to the room: sizes in letters, written or spoken. */

void sauda_reply_size_letters_mark (GArray *tokens);

G_END_DECLS
