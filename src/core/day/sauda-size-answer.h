#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a buyer, or a merchant in a buyer's place, wrote about the size. */
typedef struct {
  double height_cm; /* 0 when not told */
  double weight_kg; /* 0 when not told */
  char size[8];     /* as sauda_size_word_find() writes it; "" when not told */
} SaudaSizeAnswer;

gboolean sauda_size_answer_read (const char *text, SaudaSizeAnswer *answer);

G_END_DECLS
