#pragma once

#include "sauda-size-chart.h"

G_BEGIN_DECLS

/**
 * SaudaAdviceKind:
 * @SAUDA_ADVICE_SIZE: a size is advised
 * @SAUDA_ADVICE_NO_SIZES: the product has no sizes; its buyer is never asked
 * @SAUDA_ADVICE_ASK_AGAIN: height and weight can hardly be those of one person; the reason is a sentence
 * @SAUDA_ADVICE_NO_CHART: the product's sizes are on no chart; a person decides
 *
 * What an advice says.
 */
typedef enum {
  SAUDA_ADVICE_SIZE,
  SAUDA_ADVICE_NO_SIZES,
  SAUDA_ADVICE_ASK_AGAIN,
  SAUDA_ADVICE_NO_CHART,
} SaudaAdviceKind;

/* A size that might be shipped. */
typedef struct {
  char size[SAUDA_SIZE_NAME_LENGTH];
  double probability;
  gint64 stock;  /* pieces; -1 unknown */
  guint similar; /* earlier orders of the product with nearly these measures that got it */
} SaudaAdvisedSize;

/**
 * SaudaLineAdvice:
 *
 * Which size a buyer of such a height and weight should get of a line of an order.
 */
typedef struct {
  gint64 line_id;
  SaudaAdviceKind kind;
  SaudaSizePeople people;
  double height_cm; /* put right where height and weight were swapped */
  double weight_kg;
  guint n_sizes;                                 /* 0 unless %SAUDA_ADVICE_SIZE */
  SaudaAdvisedSize sizes[SAUDA_SIZE_MOST_SIZES]; /* the most probable first */
  gboolean sure; /* right often enough in the past, so that nobody has to look; never while little is known */
  guint n_similar;
  char *reason; /* (owned) (not nullable) for the merchant, see sauda_reason_show() */
} SaudaLineAdvice;

void sauda_line_advice_free (SaudaLineAdvice *advice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLineAdvice, sauda_line_advice_free)

G_END_DECLS
