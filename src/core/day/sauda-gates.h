#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/* The setting in which the import of order sheets leaves the usual columns that the last one lacked. */
#define SAUDA_GATES_MISSING_COLUMNS "order-columns-missing"

/**
 * SaudaGateKind:
 *
 * What is looked at before anything is shipped. The names are those of sauda_gate_get_name().
 */
typedef enum {
  SAUDA_GATE_ORDERS,     /* orders that are open or came within a week; at least */
  SAUDA_GATE_COLUMNS,    /* per cent of open lines that lack a needed value; at most */
  SAUDA_GATE_SUMS,       /* open orders whose amounts cannot be right; at most */
  SAUDA_GATE_DRIFT,      /* usual columns that the last order sheet lacked; at most */
  SAUDA_GATE_UNMAPPED,   /* per cent of open lines whose SKU is not in the catalogue; less than */
  SAUDA_GATE_SIZES,      /* per cent of open lines without a size; less than */
  SAUDA_GATE_CLOCK,      /* minutes that this computer's clock is behind what it wrote itself; at most */
  SAUDA_GATE_SYNC,       /* minutes since the store that was read the longest ago; at most */
  SAUDA_GATE_DISK,       /* free megabytes where the data lies; at least */
  SAUDA_GATE_LABELS,     /* assembled orders due today without a label; at most */
  SAUDA_GATE_DUPLICATES, /* orders that share a label, or a number and lines with another; at most */
  SAUDA_N_GATES
} SaudaGateKind;

/**
 * SaudaGate:
 *
 * One gate, looked at.
 */
typedef struct {
  SaudaGateKind kind;
  gboolean open; /* the day may go on */
  double value;
  double threshold;
  char *reason;      /* (owned) (not nullable) a sentence: what was found, and what to do when it is closed */
  char *kept_reason; /* (owned) (not nullable) the same as sauda_reason_new() keeps it */
  GStrv rows;        /* (owned) (not nullable) the orders or columns it is about, a sentence each */
  GArray *order_ids; /* (owned) (not nullable) (element-type gint64) the orders that can be left out */
  gboolean left_out; /* and are: the day goes on without them */
} SaudaGate;

void sauda_gate_free (SaudaGate *gate);
const char *sauda_gate_get_name (SaudaGateKind kind);
const char *sauda_gate_get_title (SaudaGateKind kind);
const char *sauda_gate_get_closed_title (SaudaGateKind kind);
const char *sauda_gate_get_button (SaudaGateKind kind);
const char *sauda_gate_get_action (SaudaGateKind kind);
const char *sauda_gate_get_command (SaudaGateKind kind);
gboolean sauda_gate_from_name (const char *name, SaudaGateKind *kind);
GPtrArray *sauda_gates_check (SaudaWorkspace *workspace, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_gates_set_threshold (SaudaWorkspace *workspace,
                                    SaudaGateKind kind,
                                    double threshold,
                                    const char *who,
                                    GError **error);
GStrv sauda_gates_list_changes (SaudaWorkspace *workspace, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_gates_check_async (SaudaWorkspace *workspace,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *sauda_gates_check_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
