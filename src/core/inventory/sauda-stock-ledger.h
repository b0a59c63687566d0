#pragma once

#include "sauda-inventory-error.h"
#include "sauda-stock-kind.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* Far above any shelf; what is more is a slip of the finger or a bar code. */
#define SAUDA_STOCK_MAX_PIECES 1000000

/**
 * SaudaStockDraft:
 * @variant_id: what lies on the shelf
 * @kind: why it changes
 * @pieces: by how many the shelf changes; 0 is written too and tells that nothing had to move
 * @inspect: by how many the box "to inspect" changes
 * @order_code: (nullable): the order behind it
 * @line_id: its line, 0 for none
 * @reason: (nullable): in a person's words
 * @key: (nullable): what makes it the only one of its kind, `sale/<line>`
 *
 * A movement to be written.
 */
typedef struct {
  gint64 variant_id;
  SaudaStockKind kind;
  gint64 pieces;
  gint64 inspect;
  const char *order_code;
  gint64 line_id;
  const char *reason;
  const char *key;
} SaudaStockDraft;

gint64 sauda_stock_ledger_begin (SaudaConnection *connection,
                                 const char *title,
                                 const char *who,
                                 gint64 now_ms,
                                 GError **error);
gboolean sauda_stock_ledger_check_inspected (SaudaConnection *connection,
                                             const SaudaStockDraft *draft,
                                             GError **error);
gboolean sauda_stock_ledger_add (SaudaConnection *connection,
                                 gint64 batch_id,
                                 const SaudaStockDraft *draft,
                                 gint64 now_ms,
                                 gboolean *added,
                                 GError **error);
gint64 sauda_stock_ledger_undo (SaudaConnection *connection,
                                gint64 batch_id,
                                const char *who,
                                gint64 now_ms,
                                GError **error);
gboolean sauda_stock_ledger_has (SaudaConnection *connection, const char *key, gboolean *has, GError **error);
gboolean sauda_stock_ledger_read_line (SaudaConnection *connection,
                                       gint64 line_id,
                                       gint64 *variant_id,
                                       gint64 *pieces,
                                       GError **error);
gboolean sauda_stock_ledger_find_variant (SaudaConnection *connection,
                                          const char *sku,
                                          gint64 *variant_id,
                                          GError **error);
gboolean sauda_stock_ledger_check_pieces (gint64 pieces, GError **error);

G_END_DECLS
