#pragma once

#include "sauda-gates.h"
#include "sauda-orders.h"

G_BEGIN_DECLS

#define SAUDA_GATES_WEEK_MS (7 * SAUDA_MS_PER_DAY)

/* Private to the gates: what is looked at, read in one transaction. */
typedef struct {
  gint64 now_ms;
  gint64 kaspi_ahead_ms; /* Kaspi's clock before this machine's, as it was read last */
  gboolean practice;
  const char *folder; /* (not nullable) where the data lies */
  GPtrArray *orders;  /* (owned) (element-type SaudaOrderInfo) open ones, and those of the last week */
  GHashTable
    *below_zero;     /* (owned) (element-type gint64) orders of which a source told an amount below zero */
  GPtrArray *stores; /* (owned) (element-type SaudaStoreInfo) */
  GStrv missing;     /* (owned) (not nullable) usual columns that the last order sheet lacked */
  double thresholds[SAUDA_N_GATES];
} SaudaGateFacts;

/* What a gate is about. */
typedef struct {
  GPtrArray *sentences; /* (owned) (element-type utf8) */
  GArray *order_ids;    /* (owned) (element-type gint64) */
} SaudaGateRows;

/* Fills in value and rows. */
void sauda_gate_measure (SaudaGateKind kind, const SaudaGateFacts *facts, double *value, SaudaGateRows *rows);

G_END_DECLS
