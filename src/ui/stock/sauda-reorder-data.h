#pragma once

#include "sauda-purchase.h"
#include "sauda-stock-levels.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* All that the window of purchases shows, read at one moment. */
typedef struct {
  SaudaStockLevels *levels; /* (owned) (not nullable) */
  GPtrArray *suppliers;     /* (owned) (not nullable) (element-type SaudaSupplier) */
  GPtrArray *purchases;     /* (owned) (not nullable) (element-type SaudaPurchase) */
} SaudaReorderData;

void sauda_reorder_data_free (gpointer data);
gpointer sauda_reorder_data_read (SaudaConnection *connection, gpointer now_ms, GError **error);

/**
 * SaudaReorderJob:
 * @supplier: (owned) (nullable): name of a supplier
 * @model: (owned) (nullable): SKU_key of a model
 * @path: (owned) (nullable): a file to write
 * @rule: how the supplier delivers
 * @purchase_id: a purchase, or 0
 * @variant_id: a variant; 0: all that is left of the purchase
 * @pieces: how many
 * @now_ms: UTC ms
 *
 * What is to be done to suppliers and purchases.
 */
typedef struct {
  char *supplier;
  char *model;
  char *path;
  SaudaReorderRule rule;
  gint64 purchase_id;
  gint64 variant_id;
  gint64 pieces;
  gint64 now_ms;
} SaudaReorderJob;

SaudaReorderJob *sauda_reorder_job_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_reorder_job_free (gpointer job);
gpointer sauda_reorder_job_order (SaudaConnection *connection, gpointer job, GError **error);
gpointer sauda_reorder_job_set_supplier (SaudaConnection *connection, gpointer job, GError **error);
gpointer sauda_reorder_job_receive (SaudaConnection *connection, gpointer job, GError **error);
gpointer sauda_reorder_job_close (SaudaConnection *connection, gpointer job, GError **error);
gpointer sauda_reorder_job_export (SaudaConnection *connection, gpointer job, GError **error);

G_END_DECLS
