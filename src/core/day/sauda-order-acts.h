#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

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
  const gint64 *store_ids;   /* (nullable) the store of each order, where that is known */
  guint places;              /* parcels of each order, for assembling; 0 for one */
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
  gboolean stopped;  /* a store's trust level kept orders out */
} SaudaOrderActs;

#define SAUDA_MAX_PLACES 99
#define SAUDA_MAX_COMMENT 1000

void sauda_order_act_line_free (SaudaOrderActLine *line);
void sauda_order_acts_free (SaudaOrderActs *acts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderActs, sauda_order_acts_free)

const char *sauda_order_acts_read_reason (const char *text);
SaudaOrderActs *sauda_order_acts_plan (SaudaConnection *connection,
                                       const SaudaOrderActsRequest *request,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_order_acts_plan_again (SaudaConnection *connection,
                                      gint64 plan_id,
                                      gint64 act_id,
                                      const char *who,
                                      gint64 now_ms,
                                      GError **error);

void sauda_order_acts_plan_async (SaudaWorkspace *workspace,
                                  const SaudaOrderActsRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
SaudaOrderActs *sauda_order_acts_plan_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_order_acts_retry_async (SaudaWorkspace *workspace,
                                   GArray *act_ids,
                                   const char *who,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gint64 sauda_order_acts_retry_finish (GAsyncResult *result, GError **error);
void sauda_order_acts_settle_async (SaudaWorkspace *workspace,
                                    gint64 act_id,
                                    gboolean done,
                                    const char *who,
                                    const char *reason,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sauda_order_acts_settle_finish (GAsyncResult *result, GError **error);
void sauda_order_acts_list_async (SaudaWorkspace *workspace,
                                  gint64 plan_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *sauda_order_acts_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
