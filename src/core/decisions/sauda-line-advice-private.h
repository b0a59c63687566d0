#pragma once

#include "sauda-line-advice.h"
#include "sauda-size-memory.h"
#include "sauda-sized-line.h"

G_BEGIN_DECLS

/* Private to the room: an advice that is worked out, and the line it is for. */
typedef struct {
  SaudaLineAdvice *advice;
  const SaudaSizedLine *line;
} SaudaLineQuestion;

SaudaLineAdvice *sauda_line_advice_new (const SaudaSizedLine *line,
                                        double height_cm,
                                        double weight_kg) G_GNUC_WARN_UNUSED_RESULT;
void sauda_line_advice_fill (const SaudaLineQuestion *question, const SaudaSizeMemory *memory);

G_END_DECLS
