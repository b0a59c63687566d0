#pragma once

#include "sauda-reply-words.h"

G_BEGIN_DECLS

/* Private to the room: a message as a row of tokens, which one pass after another rewrites. */
typedef enum {
  SAUDA_TOKEN_WORD,
  SAUDA_TOKEN_NUMBER, /* may be a measure */
  SAUDA_TOKEN_BLANK,  /* a number that is none: a phone, a date, an age */
  SAUDA_TOKEN_SIZE,
  SAUDA_TOKEN_MARK, /* one character that is neither letter nor digit */
} SaudaTokenKind;

typedef enum {
  SAUDA_UNIT_NONE,
  SAUDA_UNIT_CM,
  SAUDA_UNIT_KG,
} SaudaUnit;

typedef struct {
  SaudaTokenKind kind;
  gboolean spaced;  /* a blank or a line break stands before it */
  char *text;       /* (owned) as written, in lower case; digits of a number */
  char *key;        /* (owned) (nullable) of a word: folded */
  char *sounds;     /* (owned) (nullable) of a word in Latin letters: as it sounds in Cyrillic, folded */
  guint meaning;    /* of a word: #SaudaWord bits */
  gunichar mark;    /* of a mark; '\n' for a line break */
  double value;     /* of a number */
  SaudaUnit unit;   /* of a number */
  char size[8];     /* of a size */
  gboolean refused; /* of a size: "not this one" */
} SaudaToken;

GArray *sauda_reply_tokens_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
SaudaToken *sauda_reply_tokens_get (GArray *tokens, gint64 index);
gboolean sauda_reply_tokens_is (GArray *tokens, gint64 index, SaudaTokenKind kind);
gboolean sauda_reply_tokens_means (GArray *tokens, gint64 index, guint meaning);
gunichar sauda_reply_tokens_get_mark (GArray *tokens, gint64 index);
void sauda_reply_tokens_join (GArray *tokens, guint first, guint last);
gboolean sauda_reply_tokens_has (GArray *tokens, SaudaTokenKind kind);

G_END_DECLS
