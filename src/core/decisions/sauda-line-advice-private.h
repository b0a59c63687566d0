#pragma once

#include "sauda-line-advice.h"
#include "sauda-size-memory.h"
#include "sauda-sized-line.h"

G_BEGIN_DECLS

/* Private to the room: an advice that is worked out, and the line it is for. */
typedef struct {
  SaudaLineAdvice *advice;
  const SaudaSizedLine *line; /* (nullable) NULL: no order, the product alone */
  const char *product;        /* (not nullable) physical model, as a search key */
} SaudaLineQuestion;

SaudaLineAdvice *sauda_line_advice_new (SaudaSizePeople people,
                                        gboolean has_sizes,
                                        double height_cm,
                                        double weight_kg) G_GNUC_WARN_UNUSED_RESULT;
void sauda_line_advice_fill (const SaudaLineQuestion *question, const SaudaSizeMemory *memory);

G_END_DECLS
