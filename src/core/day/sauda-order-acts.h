#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What shall stay of a line. */
typedef struct {
  char *sku; /* (owned) (not nullable) */
  gint quantity;
} SaudaOrderActLine;

/**
 * SaudaOrderActsRequest:
 *
 * What a person wants to do to some orders at Kaspi.
 */
typedef struct {
  const char *kind;          /* (not nullable) see sauda-act-kind.h */
  const char *const *codes;  /* (not nullable) order numbers, ended by NULL */
  const char *store;         /* (nullable) needed when two stores have an order with the same number */
  const char *reason;        /* (nullable) of a cancellation, from sauda_order_acts_read_reason() */
  const char *comment;       /* (nullable) of a cancellation */
  const char *security_code; /* (nullable) the buyer's, for completing */
  GPtrArray *lines;          /* (nullable) (element-type SaudaOrderActLine) for cancelling lines */
  const char *who;           /* (not nullable) */
  gint64 now_ms;
} SaudaOrderActsRequest;

/* One order of a request. */
typedef struct {
  char *code;    /* (owned) (not nullable) */
  char *store;   /* (owned) (nullable) NULL: the order is not known */
  char *problem; /* (owned) (nullable) a sentence: why it is not in the plan */
} SaudaOrderActsOrder;

typedef struct {
  gint64 plan_id;    /* in the ledger, not approved; 0: nothing could be planned */
  GPtrArray *orders; /* (owned) (element-type SaudaOrderActsOrder) as they were asked for */
} SaudaOrderActs;

void sauda_order_act_line_free (SaudaOrderActLine *line);
void sauda_order_acts_free (SaudaOrderActs *acts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderActs, sauda_order_acts_free)

const char *sauda_order_acts_read_reason (const char *text);
SaudaOrderActs *sauda_order_acts_plan (SaudaConnection *connection,
                                       const SaudaOrderActsRequest *request,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
