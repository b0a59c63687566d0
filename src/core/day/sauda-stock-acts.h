#pragma once

#include "sauda-stock-impact.h"
#include "sauda-stock-levels.h"

G_BEGIN_DECLS

/**
 * SaudaStockAct:
 * @drafts: (element-type SaudaStockDraft): what moves
 * @title: what people read in the history
 * @who: the person, the rule or the file
 * @now_ms: UTC ms
 * @preview: whether to tell what would happen and write nothing
 *
 * An act on the stock.
 */
typedef struct {
  GArray *drafts;
  const char *title;
  const char *who;
  gint64 now_ms;
  gboolean preview;
} SaudaStockAct;

/* What an act did, or would do. */
typedef struct {
  gint64 batch_id;    /* 0: nothing was written */
  GPtrArray *impacts; /* (owned) (not nullable) (element-type SaudaStockImpact) */
} SaudaStockOutcome;

void sauda_stock_outcome_free (SaudaStockOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStockOutcome, sauda_stock_outcome_free)

SaudaStockOutcome *sauda_stock_acts_apply (SaudaConnection *connection,
                                           const SaudaStockAct *act,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stock_acts_add_count (SaudaConnection *connection,
                                     GArray *drafts,
                                     gint64 variant_id,
                                     gint64 counted,
                                     GError **error);
gboolean sauda_stock_acts_make_move (gint64 variant_id,
                                     SaudaStockKind kind,
                                     gint64 pieces,
                                     SaudaStockDraft *draft,
                                     GError **error);

GPtrArray *sauda_stock_acts_list_waiting (SaudaConnection *connection,
                                          const SaudaStockLevels *levels,
                                          gboolean back,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_stock_acts_list_run_out (SaudaConnection *connection,
                                          gint64 now_ms,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_stock_acts_take_off_sale (SaudaConnection *connection,
                                       GPtrArray *offers,
                                       const char *who,
                                       gint64 now_ms,
                                       GError **error);
GPtrArray *sauda_stock_acts_list_back (SaudaConnection *connection,
                                       gint64 now_ms,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_stock_acts_put_back (SaudaConnection *connection,
                                  GPtrArray *offers,
                                  const char *who,
                                  gint64 now_ms,
                                  GError **error);

G_END_DECLS
