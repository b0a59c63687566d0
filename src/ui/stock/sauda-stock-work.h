#pragma once

#include "sauda-stock-acts.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* Who acts, in the history of the stock: the person at this window. */
#define SAUDA_STOCK_WHO "merchant"

/**
 * SaudaStockEdit:
 *
 * A number that was typed into the table, and the act that it became, so that it can be taken back as that
 * act. Shared by the table and the database's thread.
 */
typedef struct {
  gatomicrefcount references;
  gint64 variant_id;
  gint64 pieces;
  gint64 now_ms;
  char *before;    /* (owned) (nullable) what stood there */
  gint64 batch_id; /* of the database's thread; 0: nothing was written */
} SaudaStockEdit;

SaudaStockEdit *sauda_stock_edit_new (SaudaWorkspace *workspace,
                                      gint64 variant_id,
                                      gint64 pieces,
                                      const char *before) G_GNUC_WARN_UNUSED_RESULT;
SaudaStockEdit *sauda_stock_edit_ref (SaudaStockEdit *edit) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stock_edit_unref (SaudaStockEdit *edit);

gpointer sauda_stock_work_count (SaudaConnection *connection, gpointer edit, GError **error);
gpointer sauda_stock_work_take_back (SaudaConnection *connection, gpointer edit, GError **error);
gpointer sauda_stock_work_set_buffer (SaudaConnection *connection, gpointer edit, GError **error);

/**
 * SaudaStockRequest:
 * @variant_id: a variant, or 0
 * @batch_id: an act of the ledger, or 0
 * @offers: (owned) (nullable) (element-type SaudaOfferState): what was shown and is confirmed
 * @now_ms: UTC ms
 * @flag: what the work says it is
 *
 * What work on the stock is given.
 */
typedef struct {
  gint64 variant_id;
  gint64 batch_id;
  GPtrArray *offers;
  gint64 now_ms;
  gboolean flag;
} SaudaStockRequest;

SaudaStockRequest *sauda_stock_request_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stock_request_free (gpointer request);
gpointer sauda_stock_work_undo (SaudaConnection *connection, gpointer request, GError **error);

G_END_DECLS
