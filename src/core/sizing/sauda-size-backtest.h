#pragma once

#include "sauda-size-learner.h"

G_BEGIN_DECLS

/**
 * SaudaSizeBacktest:
 *
 * How well the shipped sizes of orders were predicted, each before it was known.
 */
typedef struct {
  guint n;
  double exact;             /* share of orders */
  double within_one;        /* share of orders: the size or the one beside it */
  double macro;             /* mean over the sizes of the share that was right */
  double log_loss;          /* mean, natural logarithm */
  double ece;               /* expected calibration error over 10 bins */
  double top2;              /* share of orders: the most probable size or the second */
  double coverage_at_90;    /* largest share that could be decided with 90 % right */
  double learned_coverage;  /* share that the threshold learned before would have decided */
  double learned_precision; /* share of these that were right; 0 when there are none */
  double seconds_per_prediction;
  double refit_ms; /* mean */
} SaudaSizeBacktest;

/**
 * SaudaSizeProtocol:
 * @SAUDA_SIZE_PROTOCOL_FIT_ONCE: fit to the history, then only follow which sizes exist
 * @SAUDA_SIZE_PROTOCOL_ONLINE: learn every order, refit after every 25
 * @SAUDA_SIZE_PROTOCOL_TWO_SPEEDS: the same, with a fast chart on top of a slow one
 *
 * How a backtest learns (sizing.md "What it must reach": A, B, C).
 */
typedef enum {
  SAUDA_SIZE_PROTOCOL_FIT_ONCE,
  SAUDA_SIZE_PROTOCOL_ONLINE,
  SAUDA_SIZE_PROTOCOL_TWO_SPEEDS,
} SaudaSizeProtocol;

void sauda_size_backtest (const SaudaSizeChart *chart,
                          SaudaSizeProtocol protocol,
                          const SaudaSizeOrder *history,
                          guint n_history,
                          const SaudaSizeOrder *orders,
                          guint n_orders,
                          SaudaSizeBacktest *backtest);

G_END_DECLS
