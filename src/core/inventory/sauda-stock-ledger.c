#include "sauda-stock-ledger.h"

#include "sauda-connection.h"
#include "sauda-reason.h"
#include "sauda-stock-sums.h"
#include "sauda-variants.h"

#include <glib/gi18n-lib.h>

static void
bind_id (SaudaStatement *statement, int index, gint64 id)
{
  if (id != 0)
    sauda_statement_bind_int64 (statement, index, id);
  else
    sauda_statement_bind_null (statement, index);
}

static gboolean
read_sku (SaudaConnection *connection, gint64 variant_id, char **sku, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, "SELECT sku FROM variant WHERE id = ?", error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, variant_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  *sku = g_strdup (row ? sauda_statement_get_text (find, 0) : "");
  sauda_statement_reset (find);
  return TRUE;
}

/* Whether a batch may be undone: it is there, was not undone and is no undo itself. */
static gboolean
check_undo (SaudaConnection *connection, gint64 batch_id, char **title, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT title, undoes, (SELECT id FROM stock_batch AS later WHERE later.undoes = "
    "stock_batch.id) FROM stock_batch WHERE id = ?",
    error);
  g_autofree char *words = NULL;
  gboolean row, undone;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, batch_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row) {
    g_set_error (
      error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
      _ ("There is no change of the stock with the number %u. “saudactl stock history” shows them."),
      (guint) batch_id);
    return FALSE;
  }
  *title = g_strdup (sauda_statement_get_text (find, 0));
  words = sauda_reason_show (*title);
  undone = !sauda_statement_is_null (find, 1) || !sauda_statement_is_null (find, 2);
  sauda_statement_reset (find);
  if (undone)
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_DONE_ALREADY,
                 _ ("The change “%s” was undone already, or is an undo itself."), words);
  return !undone;
}

/* The other way round, movement by movement: nothing is taken out of the history. */
static gboolean
write_undo (SaudaConnection *connection, gint64 batch_id, gint64 undo_id, gint64 now_ms, GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces, inspect, order_code, line_id)"
    " SELECT variant_id, ?2, ?3, 'correction', -pieces, -inspect, order_code, line_id FROM stock_movement"
    " WHERE batch_id = ?1",
    error);
  SaudaStatement *offers;

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, batch_id);
  sauda_statement_bind_int64 (insert, 2, undo_id);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  offers = sauda_connection_prepare (connection,
                                     "DELETE FROM offer_sale WHERE batch_id = ? AND before IS NULL", error);
  if (offers == NULL)
    return FALSE;
  sauda_statement_bind_int64 (offers, 1, batch_id);
  if (!sauda_statement_run (offers, error))
    return FALSE;
  offers = sauda_connection_prepare (
    connection,
    "UPDATE offer_sale SET state = before, before = NULL, batch_id = ?2, since_ms = ?3 WHERE batch_id = ?1",
    error);
  if (offers == NULL)
    return FALSE;
  sauda_statement_bind_int64 (offers, 1, batch_id);
  sauda_statement_bind_int64 (offers, 2, undo_id);
  sauda_statement_bind_int64 (offers, 3, now_ms);
  if (!sauda_statement_run (offers, error))
    return FALSE;
  /* What the batch put back on sale; a later decision about an offer stays. */
  offers = sauda_connection_prepare (connection,
                                     "INSERT OR IGNORE INTO offer_sale (offer_id, state, since_ms, batch_id)"
                                     " SELECT offer_id, state, ?3, ?2 FROM offer_release WHERE batch_id = ?1",
                                     error);
  if (offers == NULL)
    return FALSE;
  sauda_statement_bind_int64 (offers, 1, batch_id);
  sauda_statement_bind_int64 (offers, 2, undo_id);
  sauda_statement_bind_int64 (offers, 3, now_ms);
  return sauda_statement_run (offers, error);
}

/* A return that was inspected since: its pieces are not in the box any more, and cannot leave it again. */
static gboolean
check_box (SaudaConnection *connection, gint64 undo_id, const char *title, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT variant.sku FROM stock_movement AS movement JOIN variant ON variant.id = movement.variant_id"
    " WHERE movement.variant_id IN (SELECT variant_id FROM stock_movement WHERE batch_id = ? AND inspect < 0)"
    " GROUP BY movement.variant_id HAVING sum (movement.inspect) < 0 LIMIT 1",
    error);
  g_autofree char *words = sauda_reason_show (title);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, undo_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                 _ ("“%s” cannot be undone: what came back of “%s” was inspected since. Undo the inspection "
                    "first, then this."),
                 words, sauda_statement_get_text (find, 0));
  sauda_statement_reset (find);
  return !row;
}

/**
 * sauda_stock_ledger_check_pieces:
 * @pieces: of a movement, or kept back
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE when nobody has so many
 */
gboolean
sauda_stock_ledger_check_pieces (gint64 pieces, GError **error)
{
  if (pieces >= -SAUDA_STOCK_MAX_PIECES && pieces <= SAUDA_STOCK_MAX_PIECES)
    return TRUE;
  g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                       _ ("A number of pieces is at most a million. Check the number."));
  return FALSE;
}

/**
 * sauda_stock_ledger_begin:
 * @connection: inside a transaction
 * @title: what is done, a few words; a reason as sauda_reason_new() makes it, for any language
 * @who: the person, the rule or the file
 * @now_ms: UTC ms
 * @error: return location
 *
 * Opens an act: what is written under it is undone as a whole.
 *
 * Returns: its number, 0 with an error of the store
 */
gint64
sauda_stock_ledger_begin (SaudaConnection *connection,
                          const char *title,
                          const char *who,
                          gint64 now_ms,
                          GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO stock_batch (title, at_ms, who) VALUES (?, ?, ?)", error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, title);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_stock_ledger_check_inspected:
 * @connection: inside a transaction
 * @draft: a movement that is not written
 * @error: return location
 *
 * Only what waits in the box "to inspect" can be inspected. Other movements pass.
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_stock_ledger_check_inspected (SaudaConnection *connection, const SaudaStockDraft *draft, GError **error)
{
  gboolean inspected =
    draft->kind == SAUDA_STOCK_GOOD || draft->kind == SAUDA_STOCK_DAMAGED || draft->kind == SAUDA_STOCK_LOST;
  g_autofree char *sku = NULL;
  SaudaStockSum sum;

  if (!inspected)
    return TRUE;
  if (!sauda_stock_sum_read (connection, draft->variant_id, &sum, error))
    return FALSE;
  if (sum.to_inspect + draft->inspect >= 0)
    return TRUE;
  if (!read_sku (connection, draft->variant_id, &sku, error))
    return FALSE;
  if (sum.to_inspect <= 0)
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                 _ ("No piece of “%s” waits to be inspected. Write down first what came back."), sku);
  else
    g_set_error (
      error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
      ngettext ("Only %d piece of “%s” waits to be inspected. Lower the number, or write down first "
                "what else came back.",
                "Only %d pieces of “%s” wait to be inspected. Lower the number, or write down first "
                "what else came back.",
                (gulong) sum.to_inspect),
      (int) sum.to_inspect, sku);
  return FALSE;
}

/**
 * sauda_stock_ledger_add:
 * @connection: inside the transaction of the act
 * @batch_id: the act
 * @draft: a movement
 * @now_ms: UTC ms
 * @added: (out) (nullable): %FALSE when its key is in the ledger already: it moved before
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_stock_ledger_add (SaudaConnection *connection,
                        gint64 batch_id,
                        const SaudaStockDraft *draft,
                        gint64 now_ms,
                        gboolean *added,
                        GError **error)
{
  SaudaStatement *insert;

  if (!sauda_stock_ledger_check_pieces (draft->pieces, error) ||
      !sauda_stock_ledger_check_pieces (draft->inspect, error) ||
      !sauda_stock_ledger_check_inspected (connection, draft, error))
    return FALSE;
  insert = sauda_connection_prepare (
    connection,
    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces, inspect, order_code, line_id,"
    " reason, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
    error);
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, draft->variant_id);
  sauda_statement_bind_int64 (insert, 2, batch_id);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  sauda_statement_bind_text (insert, 4, sauda_stock_kind_get_name (draft->kind));
  sauda_statement_bind_int64 (insert, 5, draft->pieces);
  sauda_statement_bind_int64 (insert, 6, draft->inspect);
  sauda_statement_bind_text (insert, 7, draft->order_code);
  bind_id (insert, 8, draft->line_id);
  sauda_statement_bind_text (insert, 9, draft->reason);
  sauda_statement_bind_text (insert, 10, draft->key);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  if (added != NULL)
    *added = sauda_connection_get_changes (connection) > 0;
  return TRUE;
}

/**
 * sauda_stock_ledger_undo:
 * @connection: inside a transaction
 * @batch_id: an act
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Writes every movement of the act the other way round, and puts offers that it took off sale or kept there
 * back. Nothing is deleted.
 *
 * Returns: the number of the undo, 0 with %SAUDA_INVENTORY_ERROR_NOT_FOUND,
 *   %SAUDA_INVENTORY_ERROR_DONE_ALREADY, %SAUDA_INVENTORY_ERROR_INVALID_VALUE when what came back was
 * inspected since, or an error of the store
 */
gint64
sauda_stock_ledger_undo (SaudaConnection *connection,
                         gint64 batch_id,
                         const char *who,
                         gint64 now_ms,
                         GError **error)
{
  g_autofree char *undone = NULL, *title = NULL;
  SaudaStatement *insert;
  gint64 undo_id;

  if (!check_undo (connection, batch_id, &undone, error))
    return 0;
  title = sauda_reason_new (N_ ("Undo: %s"), undone, NULL);
  insert = sauda_connection_prepare (
    connection, "INSERT INTO stock_batch (title, at_ms, who, undoes) VALUES (?, ?, ?, ?)", error);
  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, title);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  sauda_statement_bind_int64 (insert, 4, batch_id);
  if (!sauda_statement_run (insert, error))
    return 0;
  undo_id = sauda_connection_get_last_id (connection);
  return write_undo (connection, batch_id, undo_id, now_ms, error) &&
             check_box (connection, undo_id, undone, error)
           ? undo_id
           : 0;
}

/**
 * sauda_stock_ledger_has:
 * @connection: inside a transaction
 * @key: what makes a movement the only one of its kind
 * @has: (out): whether it is in the ledger
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_ledger_has (SaudaConnection *connection, const char *key, gboolean *has, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT 1 FROM stock_movement WHERE key = ?", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, key);
  if (!sauda_statement_step (find, has, error))
    return FALSE;
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_stock_ledger_read_line:
 * @connection: inside a transaction
 * @line_id: a line of an order
 * @variant_id: (out): what it took from the shelf, 0 when nothing is out
 * @pieces: (out): by how many the shelf changed in all: less than 0 while they are out
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_ledger_read_line (SaudaConnection *connection,
                              gint64 line_id,
                              gint64 *variant_id,
                              gint64 *pieces,
                              GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection,
                              "SELECT variant_id, sum (pieces) FROM stock_movement WHERE line_id = ?"
                              " GROUP BY variant_id HAVING sum (pieces) < 0 ORDER BY max (id) DESC",
                              error);
  gboolean row;

  *variant_id = *pieces = 0;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, line_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    *variant_id = sauda_statement_get_int64 (find, 0);
    *pieces = sauda_statement_get_int64 (find, 1);
  }
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_stock_ledger_find_variant:
 * @connection: inside a transaction
 * @sku: a SKU_ID, the SKU of an offer whose variant is the only one that it leads to, or a bar code
 * @variant_id: (out): the variant, 0 when none or more than one would fit
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_ledger_find_variant (SaudaConnection *connection,
                                 const char *sku,
                                 gint64 *variant_id,
                                 GError **error)
{
  static const char *const queries[] = {
    "SELECT id FROM variant WHERE sku = ?",
    "SELECT min (variant_id) FROM offer WHERE sku = ? AND variant_id IS NOT NULL"
    " HAVING count (DISTINCT variant_id) = 1",
  };

  *variant_id = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (queries) && *variant_id == 0; i++) {
    SaudaStatement *find = sauda_connection_prepare (connection, queries[i], error);
    gboolean row;

    if (find == NULL)
      return FALSE;
    sauda_statement_bind_text (find, 1, sku);
    if (!sauda_statement_step (find, &row, error))
      return FALSE;
    if (row)
      *variant_id = sauda_statement_get_int64 (find, 0);
    sauda_statement_reset (find);
  }
  return *variant_id != 0 || sauda_variants_find_barcode (connection, sku, variant_id, error);
}
