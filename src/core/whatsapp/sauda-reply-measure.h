#pragma once

#include "sauda-reply-token.h"

G_BEGIN_DECLS

/* Private to the room: height and weight of a message. */
typedef enum {
  SAUDA_MEASURES_NONE,
  SAUDA_MEASURES_FOUND,
  SAUDA_MEASURES_UNCLEAR, /* numbers, but a person has to read them */
} SaudaMeasures;

SaudaMeasures sauda_reply_measure_read (GArray *tokens, double *height_cm, double *weight_kg);

G_END_DECLS
