#pragma once

#include "sauda-reply-token.h"

G_BEGIN_DECLS

/* Private to the room: the sizes of a message. */
typedef enum {
  SAUDA_SIZES_NONE,
  SAUDA_SIZES_ONE,
  SAUDA_SIZES_UNCLEAR, /* several, a refused one alone, or a number that is no size */
} SaudaSizes;

void sauda_reply_size_mark (GArray *tokens);
SaudaSizes sauda_reply_size_choose (GArray *tokens, char *size);

G_END_DECLS
