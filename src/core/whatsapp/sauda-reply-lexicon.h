#pragma once

#include "sauda-reply-words.h"

G_BEGIN_DECLS

/* Private to the room: looks words up, however they are typed. */

char *sauda_reply_lexicon_fold (const char *word) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_reply_lexicon_to_cyrillic (const char *word) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_reply_lexicon_find (const char *word);

G_END_DECLS
