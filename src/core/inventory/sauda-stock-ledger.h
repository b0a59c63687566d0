#pragma once

#include "sauda-inventory-error.h"
#include "sauda-stock-kind.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

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

/* A movement as the ledger has it. */
typedef struct {
  gint64 id;
  gint64 variant_id;
  gint64 batch_id;
  gint64 at_ms;
  SaudaStockKind kind;
  gint64 pieces;
  gint64 inspect;
  char *sku;        /* (owned) (not nullable) of the variant */
  char *order_code; /* (owned) (nullable) */
  char *reason;     /* (owned) (nullable) */
  char *who;        /* (owned) (not nullable) person, rule or file */
  char *title;      /* (owned) (not nullable) what the act was called */
} SaudaStockMovement;

void sauda_stock_movement_free (SaudaStockMovement *movement);

/* The sum of a variant's movements. */
typedef struct {
  gint64 variant_id;
  gint64 on_hand;     /* pieces on the shelf; may be less than 0, which is told loudly */
  gint64 to_inspect;  /* pieces that came back */
  gint64 buffer;      /* pieces kept back */
  gint64 baseline_ms; /* when the shelf was last known for sure: opening or count; 0: never */
} SaudaStockSum;

/* An act on the stock: one line of the history, undone as a whole. */
typedef struct {
  gint64 id;
  gint64 at_ms;
  char *title; /* (owned) (not nullable) */
  char *who;   /* (owned) (not nullable) */
  guint movements;
  gint64 pieces;   /* sum of the shelf's changes */
  gboolean undone; /* or itself the undo of another */
} SaudaStockBatch;

void sauda_stock_batch_free (SaudaStockBatch *batch);

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
GHashTable *sauda_stock_ledger_sum (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stock_ledger_sum_one (SaudaConnection *connection,
                                     gint64 variant_id,
                                     SaudaStockSum *sum,
                                     GError **error);
GPtrArray *sauda_stock_ledger_list (SaudaConnection *connection,
                                    gint64 variant_id,
                                    guint limit,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_stock_ledger_list_batches (SaudaConnection *connection,
                                            guint limit,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stock_ledger_find_variant (SaudaConnection *connection,
                                          const char *sku,
                                          gint64 *variant_id,
                                          GError **error);
gboolean
sauda_stock_ledger_set_buffer (SaudaConnection *connection, gint64 variant_id, gint64 pieces, GError **error);
gboolean sauda_stock_ledger_get_usual_buffer (SaudaConnection *connection, gint64 *pieces, GError **error);
gboolean sauda_stock_ledger_set_usual_buffer (SaudaConnection *connection,
                                              gint64 pieces,
                                              gint64 now_ms,
                                              GError **error);

G_END_DECLS
