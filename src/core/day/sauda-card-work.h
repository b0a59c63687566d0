#pragma once

#include "sauda-card-check.h"
#include "sauda-catalog.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

#define SAUDA_ACT_CARDS "cards"

/**
 * SaudaCardPlanRequest:
 *
 * Cards that shall be uploaded.
 */
typedef struct {
  gint64 store_id;
  GPtrArray *cards;   /* (not nullable) (element-type SaudaCard) */
  gboolean good_only; /* leave out what Kaspi would refuse, rather than plan nothing */
  const char *who;    /* (not nullable) */
  gint64 now_ms;
} SaudaCardPlanRequest;

/**
 * SaudaCardPlan:
 *
 * What became of the request.
 */
typedef struct {
  gint64 plan_id;      /* in the ledger, not approved; 0: nothing was planned */
  guint planned;       /* cards in the plan */
  guint batches;       /* acts in the plan */
  GPtrArray *problems; /* (owned) (element-type SaudaCardProblem) */
  char *obstacle;      /* (owned) (nullable) why a batch is not planned again */
} SaudaCardPlan;

void sauda_card_plan_free (SaudaCardPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCardPlan, sauda_card_plan_free)

GPtrArray *
sauda_card_work_load (const char *path, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv sauda_card_work_list_categories (GPtrArray *cards) G_GNUC_WARN_UNUSED_RESULT;
SaudaCard *sauda_card_work_draft (const SaudaCatalogOffer *offer,
                                  const SaudaCardForm *form) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_card_work_check (SaudaConnection *connection,
                                  GPtrArray *cards,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCardPlan *sauda_card_work_plan (SaudaConnection *connection,
                                     const SaudaCardPlanRequest *request,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
