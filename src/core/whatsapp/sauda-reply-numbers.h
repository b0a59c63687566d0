#pragma once

#include "sauda-reply-token.h"

G_BEGIN_DECLS

/* Private to the room: makes numbers of digits, and takes out those that are no measures. */

void sauda_reply_numbers_join (GArray *tokens);
void sauda_reply_numbers_blank (GArray *tokens);
void sauda_reply_numbers_take_units (GArray *tokens);

G_END_DECLS
