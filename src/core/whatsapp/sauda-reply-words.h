#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to the room: what a word can mean in a buyer's answer. A word may mean several things. */
typedef enum {
  SAUDA_WORD_HEIGHT = 1 << 0,       /* names the height */
  SAUDA_WORD_WEIGHT = 1 << 1,       /* names the weight */
  SAUDA_WORD_WEAK = 1 << 2,         /* names it only right before a number: р 175 в 80 */
  SAUDA_WORD_CM = 1 << 3,           /* unit */
  SAUDA_WORD_METRE = 1 << 4,        /* unit */
  SAUDA_WORD_KG = 1 << 5,           /* unit */
  SAUDA_WORD_FOREIGN_UNIT = 1 << 6, /* pounds, feet: a person converts them */
  SAUDA_WORD_NOT_AFTER = 1 << 7,    /* the number before it is no measure: 25 лет */
  SAUDA_WORD_NOT_BEFORE = 1 << 8,   /* the number behind it is no measure: возраст 25 */
  SAUDA_WORD_PERSON = 1 << 9,       /* an age may follow: сыну 12 */
  SAUDA_WORD_SIZE = 1 << 10,        /* a size stands near: размер, ношу */
  SAUDA_WORD_ORDINAL = 1 << 11,     /* makes a number a size: 50-й */
  SAUDA_WORD_WANT = 1 << 12,        /* the size behind it is the wanted one */
  SAUDA_WORD_INSTEAD = 1 << 13,     /* the size behind it is the unwanted one */
  SAUDA_WORD_MISFIT = 1 << 14,      /* the size before it does not fit: L маленький */
  SAUDA_WORD_TOO = 1 << 15,         /* makes a no of a misfit: большой будет */
  SAUDA_WORD_YES = 1 << 16,
  SAUDA_WORD_NO = 1 << 17,
  SAUDA_WORD_EMPHASIS = 1 << 18,   /* a yes alone, otherwise stress: конечно нет */
  SAUDA_WORD_VERDICT = 1 << 19,    /* with a negation, a no: не подойдёт */
  SAUDA_WORD_NOT = 1 << 20,        /* negates what follows */
  SAUDA_WORD_NOT_SO = 1 << 21,     /* negates what stands before: емес */
  SAUDA_WORD_FILLER = 1 << 22,     /* changes nothing: спасибо */
  SAUDA_WORD_HEDGE = 1 << 23,      /* the writer is not sure */
  SAUDA_WORD_OR = 1 << 24,         /* offers a choice */
  SAUDA_WORD_QUESTION = 1 << 25,   /* makes a question */
  SAUDA_WORD_OPENER = 1 << 26,     /* makes a question as the first word: есть XL */
  SAUDA_WORD_ASKING = 1 << 27,     /* makes a question as the last word: ма, ме */
  SAUDA_WORD_STOP = 1 << 28,       /* ends the messages when it is the whole message */
  SAUDA_WORD_ABOUT_SIZE = 1 << 29, /* about the question, but no answer to it */
  SAUDA_WORD_TENS = 1 << 30,       /* a number in words */
  SAUDA_WORD_IF = 1u << 31,        /* makes a condition */
} SaudaWord;

/* A line of the table: words in natural spelling, apart by blanks; `*` at the end stands for any ending. */
typedef struct {
  guint meaning; /* #SaudaWord bits */
  const char *words;
} SaudaWordRow;

extern const SaudaWordRow sauda_reply_words[];
extern const gsize sauda_reply_n_words;

G_END_DECLS
