#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* One act on the shop that the plan will do. */
typedef struct {
  gint64 order_id;
  gint64 store_id;
  char *store;      /* (owned) (not nullable) */
  char *code;       /* (owned) (not nullable) order number */
  char *kaspi_id;   /* (owned) (nullable) Kaspi's own id of the order */
  const char *kind; /* "accept" or "assemble" */
  const char
    *before; /* (not nullable) static: what is so now, a few words to be translated where they are shown */
  const char *after; /* (not nullable) static: what will be so */
} SaudaDayAct;

/**
 * SaudaDayPlan:
 *
 * What is due now and possible, what waits and for whom.
 */
typedef struct {
  SaudaDay day;
  guint to_accept;         /* orders */
  guint to_assemble;       /* orders; those to accept are counted too, as they become ready */
  guint to_fetch_labels;   /* orders whose waybill is formed and not saved */
  guint to_ship;           /* orders to ship */
  guint labelled;          /* of these, with a saved label */
  guint overdue;           /* still here, planned for before today; new ones too */
  guint to_write;          /* messages to buyers */
  guint to_ask;            /* buyers who have not been asked yet, and will be */
  guint awaited;           /* orders that are not shipped before their buyer's answer or the cut-off */
  gint64 next_cut_off_ms;  /* the first cut-off of these, UTC ms; 0 for none */
  gint64 awaited_until_ms; /* the last one */
  GPtrArray *acts;         /* (owned) (element-type SaudaDayAct) */
  GPtrArray
    *stock; /* (owned) (nullable) (element-type SaudaStockImpact) what leaves the shelf, once it is read */
  GStrv waiting; /* (owned) (not nullable) sentences: what waits and for whom */
  char *button;  /* (owned) (not nullable) what the button will do now, "Ship 64 orders" */
  char *title;   /* (owned) (not nullable) the same as sauda_reason_new() keeps it */
} SaudaDayPlan;

void sauda_day_plan_free (SaudaDayPlan *plan);
gboolean sauda_day_plan_is_empty (const SaudaDayPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaDayPlan, sauda_day_plan_free)

gboolean
sauda_day_plan_read_stock (SaudaDayPlan *plan, SaudaConnection *connection, gint64 now_ms, GError **error);
gint64 sauda_day_plan_count_pieces (const SaudaDayPlan *plan);
guint sauda_day_plan_leave_out (SaudaDayPlan *plan, const GArray *order_ids, GPtrArray *left);
void sauda_day_plan_async (SaudaWorkspace *workspace,
                           SaudaDay day,
                           gboolean tomorrow,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
SaudaDayPlan *sauda_day_plan_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
