#pragma once

#include "sauda-size-chart.h"

G_BEGIN_DECLS

/* No known group: its shift is not learned, and its uncertainty counts. */
#define SAUDA_SIZE_NO_GROUP G_MAXUINT

/* Every size of a chart exists. */
#define SAUDA_SIZE_ALL ((guint32) -1)

/**
 * SaudaSizeOutcome:
 * @SAUDA_SIZE_OUTCOME_SHIPPED: the size was shipped and kept, as far as is known
 * @SAUDA_SIZE_OUTCOME_TOO_SMALL: it came back, a larger one was needed
 * @SAUDA_SIZE_OUTCOME_TOO_LARGE: it came back, a smaller one was needed
 * @SAUDA_SIZE_OUTCOME_WRONG: it came back for its size, nobody noted which way
 * @SAUDA_SIZE_OUTCOME_EXCHANGED: @size is the one that the buyer got in exchange
 *
 * What became of a size.
 */
typedef enum {
  SAUDA_SIZE_OUTCOME_SHIPPED,
  SAUDA_SIZE_OUTCOME_TOO_SMALL,
  SAUDA_SIZE_OUTCOME_TOO_LARGE,
  SAUDA_SIZE_OUTCOME_WRONG,
  SAUDA_SIZE_OUTCOME_EXCHANGED,
} SaudaSizeOutcome;

/**
 * SaudaSizeOrder:
 *
 * A decided order line of a product with sizes.
 */
typedef struct {
  float height_cm;
  float weight_kg;
  guint16 group;  /* number of the physical model, counted from 0 by the caller */
  guint8 size;    /* place in the chart */
  guint8 outcome; /* SaudaSizeOutcome */
  guint32 exists; /* bit per size that the product had that day; 0 when unknown */
} SaudaSizeOrder;

G_END_DECLS
