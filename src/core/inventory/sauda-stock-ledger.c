#include "sauda-stock-ledger.h"

#include "sauda-connection.h"
#include "sauda-settings.h"
#include "sauda-variants.h"

#include <glib/gi18n-lib.h>

#define USUAL_BUFFER "stock-buffer"
#define MAX_PIECES 1000000

/* What was undone is as if it had never been: a count that was taken back counted nothing. */
#define UNDONE "(SELECT undoes FROM stock_batch WHERE undoes IS NOT NULL)"
#define UNDOS "(SELECT id FROM stock_batch WHERE undoes IS NOT NULL)"

#define SELECT_SUMS                                                                                          \
  "SELECT movement.variant_id, sum (movement.pieces), sum (movement.inspect), buffer.pieces,"                \
  " max (CASE WHEN movement.kind IN ('opening', 'count') AND movement.batch_id NOT IN " UNDONE               \
  " THEN movement.at_ms END)"                                                                                \
  " FROM stock_movement AS movement LEFT JOIN stock_buffer AS buffer"                                        \
  " ON buffer.variant_id = movement.variant_id"

#define GROUP_SUMS                                                                                           \
  " GROUP BY movement.variant_id"                                                                            \
  " HAVING sum (movement.batch_id NOT IN " UNDONE " AND movement.batch_id NOT IN " UNDOS ") > 0"

#define SELECT_MOVEMENTS                                                                                     \
  "SELECT movement.id, movement.variant_id, movement.batch_id, movement.at_ms, movement.kind, "              \
  "movement.pieces,"                                                                                         \
  " movement.inspect, variant.sku, movement.order_code, movement.reason, batch.who, batch.title"             \
  " FROM stock_movement AS movement JOIN stock_batch AS batch ON batch.id = movement.batch_id"               \
  " JOIN variant ON variant.id = movement.variant_id"                                                        \
  " WHERE ?1 = 0 OR movement.variant_id = ?1 ORDER BY movement.id DESC LIMIT ?2"

static void
read_sum (SaudaStatement *row, gint64 usual_buffer, SaudaStockSum *sum)
{
  sum->variant_id = sauda_statement_get_int64 (row, 0);
  sum->on_hand = sauda_statement_get_int64 (row, 1);
  sum->to_inspect = sauda_statement_get_int64 (row, 2);
  sum->buffer = sauda_statement_is_null (row, 3) ? usual_buffer : sauda_statement_get_int64 (row, 3);
  sum->baseline_ms = sauda_statement_get_int64 (row, 4);
}

static gboolean
check_pieces (gint64 pieces, GError **error)
{
  if (pieces >= -MAX_PIECES && pieces <= MAX_PIECES)
    return TRUE;
  g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                       _ ("A number of pieces is at most a million. Check the number."));
  return FALSE;
}

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
  gboolean row, undone;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, batch_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row) {
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
                 _ ("There is no change of the stock with the number %u."), (guint) batch_id);
    return FALSE;
  }
  *title = g_strdup (sauda_statement_get_text (find, 0));
  undone = !sauda_statement_is_null (find, 1) || !sauda_statement_is_null (find, 2);
  sauda_statement_reset (find);
  if (undone)
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_DONE_ALREADY,
                 _ ("The change “%s” was undone already, or is an undo itself."), *title);
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

static SaudaStockMovement *
read_movement (SaudaStatement *row)
{
  SaudaStockMovement *movement = g_new0 (SaudaStockMovement, 1);

  movement->id = sauda_statement_get_int64 (row, 0);
  movement->variant_id = sauda_statement_get_int64 (row, 1);
  movement->batch_id = sauda_statement_get_int64 (row, 2);
  movement->at_ms = sauda_statement_get_int64 (row, 3);
  if (!sauda_stock_kind_from_name (sauda_statement_get_text (row, 4), &movement->kind))
    movement->kind = SAUDA_STOCK_CORRECTION;
  movement->pieces = sauda_statement_get_int64 (row, 5);
  movement->inspect = sauda_statement_get_int64 (row, 6);
  movement->sku = g_strdup (sauda_statement_get_text (row, 7));
  movement->order_code = g_strdup (sauda_statement_get_text (row, 8));
  movement->reason = g_strdup (sauda_statement_get_text (row, 9));
  movement->who = g_strdup (sauda_statement_get_text (row, 10));
  movement->title = g_strdup (sauda_statement_get_text (row, 11));
  return movement;
}

/**
 * sauda_stock_movement_free:
 * @movement: (transfer full) (nullable): a movement
 */
void
sauda_stock_movement_free (SaudaStockMovement *movement)
{
  if (movement == NULL)
    return;
  g_free (movement->sku);
  g_free (movement->order_code);
  g_free (movement->reason);
  g_free (movement->who);
  g_free (movement->title);
  g_free (movement);
}

/**
 * sauda_stock_batch_free:
 * @batch: (transfer full) (nullable): an act
 */
void
sauda_stock_batch_free (SaudaStockBatch *batch)
{
  if (batch == NULL)
    return;
  g_free (batch->title);
  g_free (batch->who);
  g_free (batch);
}

/**
 * sauda_stock_ledger_begin:
 * @connection: inside a transaction
 * @title: what is done, a few words
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
sauda_stock_ledger_check_inspected (SaudaConnection *connection,
                                    const SaudaStockDraft *draft,
                                    GError **error)
{
  gboolean inspected = draft->kind == SAUDA_STOCK_GOOD || draft->kind == SAUDA_STOCK_DAMAGED ||
                       draft->kind == SAUDA_STOCK_LOST;
  g_autofree char *sku = NULL;
  SaudaStockSum sum;

  if (!inspected)
    return TRUE;
  if (!sauda_stock_ledger_sum_one (connection, draft->variant_id, &sum, error))
    return FALSE;
  if (sum.to_inspect + draft->inspect >= 0)
    return TRUE;
  if (!read_sku (connection, draft->variant_id, &sku, error))
    return FALSE;
  if (sum.to_inspect <= 0)
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                 _ ("No piece of “%s” waits to be inspected. Write down first what came back."), sku);
  else
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
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

  if (!check_pieces (draft->pieces, error) || !check_pieces (draft->inspect, error) ||
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
 *   %SAUDA_INVENTORY_ERROR_DONE_ALREADY or an error of the store
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
  title = g_strdup_printf (_ ("Undo: %s"), undone);
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
  return write_undo (connection, batch_id, undo_id, now_ms, error) ? undo_id : 0;
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
 * sauda_stock_ledger_sum:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 SaudaStockSum) (nullable): the sums by variant; variants
 *   without a movement are not in it
 */
GHashTable *
sauda_stock_ledger_sum (SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  SaudaStatement *select;
  gint64 usual_buffer;
  gboolean row;

  if (!sauda_stock_ledger_get_usual_buffer (connection, &usual_buffer, error))
    return NULL;
  select = sauda_connection_prepare (connection, SELECT_SUMS GROUP_SUMS, error);
  if (select == NULL)
    return NULL;
  for (;;) {
    SaudaStockSum *sum;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&sums);
    sum = g_new0 (SaudaStockSum, 1);
    read_sum (select, usual_buffer, sum);
    g_hash_table_insert (sums, &sum->variant_id, sum);
  }
}

/**
 * sauda_stock_ledger_sum_one:
 * @connection: inside a transaction
 * @variant_id: a variant
 * @sum: (out): its sum; zeros when it never moved
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_ledger_sum_one (SaudaConnection *connection,
                            gint64 variant_id,
                            SaudaStockSum *sum,
                            GError **error)
{
  SaudaStatement *select;
  gint64 usual_buffer;
  gboolean row;

  *sum = (SaudaStockSum){ .variant_id = variant_id };
  if (!sauda_stock_ledger_get_usual_buffer (connection, &usual_buffer, error))
    return FALSE;
  sum->buffer = usual_buffer;
  select =
    sauda_connection_prepare (connection, SELECT_SUMS " WHERE movement.variant_id = ?" GROUP_SUMS, error);
  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, variant_id);
  if (!sauda_statement_step (select, &row, error))
    return FALSE;
  if (row)
    read_sum (select, usual_buffer, sum);
  sauda_statement_reset (select);
  return TRUE;
}

/**
 * sauda_stock_ledger_list:
 * @connection: inside a transaction
 * @variant_id: a variant, 0 for every one
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStockMovement) (nullable): movements, the newest first
 */
GPtrArray *
sauda_stock_ledger_list (SaudaConnection *connection, gint64 variant_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) movements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_movement_free);
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_MOVEMENTS, error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, variant_id);
  sauda_statement_bind_int64 (select, 2, limit);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&movements);
    g_ptr_array_add (movements, read_movement (select));
  }
}

/**
 * sauda_stock_ledger_list_batches:
 * @connection: inside a transaction
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStockBatch) (nullable): acts, the newest first
 */
GPtrArray *
sauda_stock_ledger_list_batches (SaudaConnection *connection, guint limit, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_batch_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT id, at_ms, title, who, (SELECT count(*) FROM stock_movement WHERE batch_id = batch.id),"
    " (SELECT coalesce (sum (pieces), 0) FROM stock_movement WHERE batch_id = batch.id),"
    " undoes IS NOT NULL OR EXISTS (SELECT 1 FROM stock_batch AS later WHERE later.undoes = batch.id)"
    " FROM stock_batch AS batch ORDER BY id DESC LIMIT ?",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, limit);
  for (;;) {
    SaudaStockBatch *batch;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&batches);
    batch = g_new0 (SaudaStockBatch, 1);
    batch->id = sauda_statement_get_int64 (select, 0);
    batch->at_ms = sauda_statement_get_int64 (select, 1);
    batch->title = g_strdup (sauda_statement_get_text (select, 2));
    batch->who = g_strdup (sauda_statement_get_text (select, 3));
    batch->movements = (guint) sauda_statement_get_int64 (select, 4);
    batch->pieces = sauda_statement_get_int64 (select, 5);
    batch->undone = sauda_statement_get_int64 (select, 6) != 0;
    g_ptr_array_add (batches, batch);
  }
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

/**
 * sauda_stock_ledger_set_buffer:
 * @connection: inside a transaction
 * @variant_id: a variant
 * @pieces: how many of it are kept back; -1 for the usual number
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_stock_ledger_set_buffer (SaudaConnection *connection, gint64 variant_id, gint64 pieces, GError **error)
{
  SaudaStatement *change;

  if (!check_pieces (pieces, error))
    return FALSE;
  change =
    sauda_connection_prepare (connection,
                              pieces < 0 ? "DELETE FROM stock_buffer WHERE variant_id = ?1"
                                         : "INSERT INTO stock_buffer (variant_id, pieces) VALUES (?1, ?2)"
                                           " ON CONFLICT (variant_id) DO UPDATE SET pieces = excluded.pieces",
                              error);
  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, variant_id);
  if (pieces >= 0)
    sauda_statement_bind_int64 (change, 2, pieces);
  return sauda_statement_run (change, error);
}

/**
 * sauda_stock_ledger_get_usual_buffer:
 * @connection: inside a transaction
 * @pieces: (out): how many pieces of every variant are kept back, 0 at first
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_ledger_get_usual_buffer (SaudaConnection *connection, gint64 *pieces, GError **error)
{
  g_autofree char *value = NULL;

  if (!sauda_settings_get (connection, USUAL_BUFFER, &value, error))
    return FALSE;
  *pieces = value != NULL ? CLAMP (g_ascii_strtoll (value, NULL, 10), 0, MAX_PIECES) : 0;
  return TRUE;
}

/**
 * sauda_stock_ledger_set_usual_buffer:
 * @connection: inside a transaction
 * @pieces: how many pieces of every variant are kept back, 0 or more
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_stock_ledger_set_usual_buffer (SaudaConnection *connection,
                                     gint64 pieces,
                                     gint64 now_ms,
                                     GError **error)
{
  char value[24];

  if (pieces < 0 || !check_pieces (pieces, error)) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                           _ ("Pieces kept back are 0 or more."));
    return FALSE;
  }
  g_snprintf (value, sizeof value, "%" G_GINT64_FORMAT, pieces);
  return sauda_settings_set (connection, USUAL_BUFFER, value, now_ms, error);
}
