#pragma once

#include "sauda-order-record.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaOrderRow:
 *
 * An order as the database has it, to be merged with what a source tells.
 */
typedef struct {
  SaudaOrderRecord *known; /* (owned) (not nullable) without lines */
  gint64 id;               /* 0: not there yet */
  gint64 store_id;
  gint64 customer_id;    /* 0: nobody */
  gint64 as_of_ms;       /* the moment that whoever told the stage spoke of */
  gboolean from_api;     /* the API has told of it */
  gboolean buyer_erased; /* the buyer asked to be forgotten: nothing about him is taken in any more */
  SaudaStage stage;
} SaudaOrderRow;

SaudaOrderRow *sauda_order_row_load (SaudaConnection *connection,
                                     gint64 store_id,
                                     const char *code,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_order_row_free (SaudaOrderRow *row);
gboolean
sauda_order_row_save (SaudaOrderRow *row, SaudaConnection *connection, gint64 now_ms, GError **error);
gboolean sauda_order_row_save_moment (const SaudaOrderRow *row,
                                      SaudaConnection *connection,
                                      gint64 now_ms,
                                      GError **error);
void sauda_order_row_get_facts (const SaudaOrderRow *row, SaudaStageFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderRow, sauda_order_row_free)

G_END_DECLS
