#include "sauda-purchase.h"

#include "sauda-connection.h"
#include "sauda-reason.h"
#include "sauda-stock-ledger.h"

#include <glib/gi18n-lib.h>

static void
line_free (gpointer data)
{
  SaudaPurchaseLine *line = data;

  g_free (line->sku);
  g_free (line->model);
  g_free (line->size);
  g_free (line);
}

static gboolean
read_lines (SaudaConnection *connection, SaudaPurchase *purchase, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT variant.id, variant.sku, variant.model_name, variant.size, line.pieces, line.received"
    " FROM purchase_line AS line JOIN variant ON variant.id = line.variant_id WHERE line.purchase_id = ?"
    " ORDER BY variant.model_key, variant.id",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, purchase->id);
  for (;;) {
    SaudaPurchaseLine *line;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    line = g_new0 (SaudaPurchaseLine, 1);
    line->variant_id = sauda_statement_get_int64 (select, 0);
    line->sku = g_strdup (sauda_statement_get_text (select, 1));
    line->model = g_strdup (sauda_statement_get_text (select, 2));
    line->size = g_strdup (sauda_statement_get_text (select, 3));
    line->pieces = sauda_statement_get_int64 (select, 4);
    line->received = sauda_statement_get_int64 (select, 5);
    g_ptr_array_add (purchase->lines, line);
  }
}

static SaudaSupplier *
read_supplier (SaudaStatement *row)
{
  SaudaSupplier *supplier = g_new0 (SaudaSupplier, 1);

  supplier->id = sauda_statement_get_int64 (row, 0);
  supplier->name = g_strdup (sauda_statement_get_text (row, 1));
  supplier->rule =
    (SaudaReorderRule){ sauda_statement_get_double (row, 2), sauda_statement_get_double (row, 3),
                        sauda_statement_get_double (row, 4) };
  return supplier;
}

static SaudaPurchase *
read_purchase (SaudaStatement *row)
{
  SaudaPurchase *purchase = g_new0 (SaudaPurchase, 1);

  purchase->id = sauda_statement_get_int64 (row, 0);
  purchase->title = g_strdup (sauda_statement_get_text (row, 1));
  purchase->supplier = g_strdup (sauda_statement_get_text (row, 2));
  purchase->made_ms = sauda_statement_get_int64 (row, 3);
  purchase->closed_ms = sauda_statement_get_int64 (row, 4);
  purchase->lines = g_ptr_array_new_with_free_func (line_free);
  return purchase;
}

static gboolean
check_rule (const SaudaReorderRule *rule, GError **error)
{
  if (rule->lead_days >= 0 && rule->lead_days <= 365 && rule->review_days > 0 && rule->review_days <= 365 &&
      rule->service_z >= 0 && rule->service_z <= 4)
    return TRUE;
  g_set_error_literal (
    error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
    _ ("The days until a delivery are 0 to 365, the days between two orders 1 to 365 and the "
       "safety factor 0 to 4."));
  return FALSE;
}

/* Notes what came of a line. Returns FALSE when the purchase has no such line, or nothing is open. */
static gboolean
note_received (SaudaConnection *connection,
               gint64 purchase_id,
               gint64 variant_id,
               gint64 pieces,
               GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    "UPDATE purchase_line SET received = received + ?3 WHERE purchase_id = ?1 AND"
    " variant_id = ?2 AND EXISTS (SELECT 1 FROM purchase WHERE id = ?1 AND closed_ms "
    "IS NULL)",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, purchase_id);
  sauda_statement_bind_int64 (change, 2, variant_id);
  sauda_statement_bind_int64 (change, 3, pieces);
  if (!sauda_statement_run (change, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) > 0)
    return TRUE;
  g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
               _ ("The purchase %u does not have this product, or is closed."), (guint) purchase_id);
  return FALSE;
}

/* So that the undo of the act knows what is on its way again; a trigger sees to it. */
static gboolean
keep_receipt (SaudaConnection *connection,
              gint64 batch_id,
              gint64 purchase_id,
              gint64 variant_id,
              gint64 pieces,
              GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO purchase_receipt (batch_id, purchase_id, variant_id, pieces) VALUES (?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, batch_id);
  sauda_statement_bind_int64 (insert, 2, purchase_id);
  sauda_statement_bind_int64 (insert, 3, variant_id);
  sauda_statement_bind_int64 (insert, 4, pieces);
  return sauda_statement_run (insert, error);
}

static gboolean
close_when_complete (SaudaConnection *connection, gint64 purchase_id, gint64 now_ms, GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    "UPDATE purchase SET closed_ms = ?2 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM purchase_line"
    " WHERE purchase_id = ?1 AND received < pieces)",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, purchase_id);
  sauda_statement_bind_int64 (change, 2, now_ms);
  return sauda_statement_run (change, error);
}

/**
 * sauda_supplier_free:
 * @supplier: (transfer full) (nullable): a supplier
 */
void
sauda_supplier_free (SaudaSupplier *supplier)
{
  if (supplier == NULL)
    return;
  g_free (supplier->name);
  g_free (supplier);
}

/**
 * sauda_purchase_free:
 * @purchase: (transfer full) (nullable): a purchase
 */
void
sauda_purchase_free (SaudaPurchase *purchase)
{
  if (purchase == NULL)
    return;
  g_free (purchase->title);
  g_free (purchase->supplier);
  g_ptr_array_unref (purchase->lines);
  g_free (purchase);
}

/**
 * sauda_supplier_set:
 * @connection: inside a transaction
 * @name: a supplier; made when there is none of that name
 * @rule: how it delivers
 * @error: return location
 *
 * Returns: its number, 0 with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gint64
sauda_supplier_set (SaudaConnection *connection,
                    const char *name,
                    const SaudaReorderRule *rule,
                    GError **error)
{
  SaudaStatement *change;
  gboolean row;
  gint64 id;

  if (!check_rule (rule, error))
    return 0;
  change = sauda_connection_prepare (
    connection,
    "INSERT INTO supplier (name, lead_days, review_days, service_z) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (name) DO UPDATE SET lead_days = excluded.lead_days, review_days = excluded.review_days,"
    " service_z = excluded.service_z RETURNING id",
    error);
  if (change == NULL)
    return 0;
  sauda_statement_bind_text (change, 1, name);
  sauda_statement_bind_double (change, 2, rule->lead_days);
  sauda_statement_bind_double (change, 3, rule->review_days);
  sauda_statement_bind_double (change, 4, rule->service_z);
  if (!sauda_statement_step (change, &row, error))
    return 0;
  id = sauda_statement_get_int64 (change, 0);
  sauda_statement_reset (change);
  return id;
}

/**
 * sauda_supplier_list:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaSupplier) (nullable): suppliers by name
 */
GPtrArray *
sauda_supplier_list (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) suppliers = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_supplier_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT id, name, lead_days, review_days, service_z FROM supplier ORDER BY name", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&suppliers);
    g_ptr_array_add (suppliers, read_supplier (select));
  }
}

/* A person types the SKU_key in any case, or the name that a single model has. */
static char *
find_model (SaudaConnection *connection, const char *name, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT model_key, min (CASE WHEN model_key = ?1 THEN 0 WHEN search_key (model_key) = search_key (?1)"
    "  THEN 1 ELSE 2 END) AS way FROM variant WHERE search_key (model_key) = search_key (?1)"
    " OR search_key (model_name) = search_key (?1) GROUP BY model_key ORDER BY way LIMIT 2",
    error);
  g_autofree char *key = NULL;
  gint64 way = -1;
  gboolean row = find != NULL;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, name);
  while (row) {
    if (!sauda_statement_step (find, &row, error))
      return NULL;
    if (row && key == NULL) {
      key = g_strdup (sauda_statement_get_text (find, 0));
      way = sauda_statement_get_int64 (find, 1);
    } else if (row && sauda_statement_get_int64 (find, 1) == way) {
      g_clear_pointer (&key, g_free);
    }
  }
  if (key == NULL)
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
                 _ ("No model, or more than one, is called “%s”. Type its SKU_key as the catalogue has it."),
                 name);
  return g_steal_pointer (&key);
}

/**
 * sauda_supplier_set_model:
 * @connection: inside a transaction
 * @name: a supplier
 * @model: a model: the SKU_key of its variants in any case, or a name that no other model has
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_supplier_set_model (SaudaConnection *connection, const char *name, const char *model, GError **error)
{
  g_autofree char *key = find_model (connection, model, error);
  SaudaStatement *change =
    key == NULL
      ? NULL
      : sauda_connection_prepare (
          connection,
          "INSERT INTO supplier_model (model_key, supplier_id) SELECT ?2, id FROM supplier WHERE name = ?1"
          " ON CONFLICT (model_key) DO UPDATE SET supplier_id = excluded.supplier_id",
          error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_text (change, 1, name);
  sauda_statement_bind_text (change, 2, key);
  if (!sauda_statement_run (change, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) > 0)
    return TRUE;
  g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
               _ ("There is no supplier “%s”. Add it first."), name);
  return FALSE;
}

/**
 * sauda_supplier_read_models:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 SaudaSupplier) (nullable): the supplier of each model that has
 *   one, by SKU_key
 */
GHashTable *
sauda_supplier_read_models (SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) models =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sauda_supplier_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT supplier.id, name, lead_days, review_days, service_z, model_key FROM supplier_model"
    " JOIN supplier ON supplier.id = supplier_id",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&models);
    g_hash_table_replace (models, g_strdup (sauda_statement_get_text (select, 5)), read_supplier (select));
  }
}

/**
 * sauda_purchase_add:
 * @connection: inside a transaction
 * @title: what people call it
 * @supplier_id: from whom, 0 when it is not known
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: its number, 0 with an error of the store
 */
gint64
sauda_purchase_add (SaudaConnection *connection,
                    const char *title,
                    gint64 supplier_id,
                    const char *who,
                    gint64 now_ms,
                    GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO purchase (title, supplier_id, made_ms, who) VALUES (?1, nullif (?2, 0), ?3, ?4)",
    error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, title);
  sauda_statement_bind_int64 (insert, 2, supplier_id);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  sauda_statement_bind_text (insert, 4, who);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_purchase_add_line:
 * @connection: inside a transaction
 * @purchase_id: a purchase
 * @variant_id: what is ordered
 * @pieces: how many, 1 or more
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_purchase_add_line (SaudaConnection *connection,
                         gint64 purchase_id,
                         gint64 variant_id,
                         gint64 pieces,
                         GError **error)
{
  SaudaStatement *insert;

  if (pieces < 1) {
    g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                         _ ("One piece at least is ordered."));
    return FALSE;
  }
  insert = sauda_connection_prepare (
    connection,
    "INSERT INTO purchase_line (purchase_id, variant_id, pieces) VALUES (?, ?, ?)"
    " ON CONFLICT (purchase_id, variant_id) DO UPDATE SET pieces = pieces + excluded.pieces",
    error);
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, purchase_id);
  sauda_statement_bind_int64 (insert, 2, variant_id);
  sauda_statement_bind_int64 (insert, 3, pieces);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_purchase_list:
 * @connection: inside a transaction
 * @id: a purchase, 0 for every one
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPurchase) (nullable): purchases with their lines, the newest
 *   first
 */
GPtrArray *
sauda_purchase_list (SaudaConnection *connection, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_purchase_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT purchase.id, title, supplier.name, made_ms, closed_ms FROM purchase LEFT JOIN supplier"
    " ON supplier.id = supplier_id WHERE ?1 = 0 OR purchase.id = ?1 ORDER BY purchase.id DESC",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, id);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      break;
    g_ptr_array_add (purchases, read_purchase (select));
  }
  for (guint i = 0; i < purchases->len; i++)
    if (!read_lines (connection, g_ptr_array_index (purchases, i), error))
      return NULL;
  return g_steal_pointer (&purchases);
}

/**
 * sauda_purchase_read_on_order:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 gint64) (nullable): pieces that are on their way, by variant
 */
GHashTable *
sauda_purchase_read_on_order (SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT variant_id, sum (pieces - received) FROM purchase_line JOIN purchase ON purchase.id = purchase_id"
    " WHERE closed_ms IS NULL AND received < pieces GROUP BY variant_id",
    error);

  return select != NULL ? sauda_statement_read_map (select, error) : NULL;
}

/**
 * sauda_purchase_receive:
 * @connection: inside a transaction
 * @purchase_id: an open purchase
 * @variant_id: what came
 * @pieces: how many came; may be more than were ordered
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Puts the pieces on the shelf. The purchase is closed when everything has come, and open again
 * when the act is taken back.
 *
 * Returns: the act in the stock ledger, 0 with %SAUDA_INVENTORY_ERROR_NOT_FOUND,
 *   %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gint64
sauda_purchase_receive (SaudaConnection *connection,
                        gint64 purchase_id,
                        gint64 variant_id,
                        gint64 pieces,
                        const char *who,
                        gint64 now_ms,
                        GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", (guint) purchase_id);
  g_autofree char *title = sauda_reason_new (N_ ("Received: purchase %s"), number, NULL);
  const SaudaStockDraft draft = { .variant_id = variant_id, .kind = SAUDA_STOCK_PURCHASE, .pieces = pieces };
  gint64 batch_id;

  if (pieces < 1) {
    g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                         _ ("One piece at least is received."));
    return 0;
  }
  if (!note_received (connection, purchase_id, variant_id, pieces, error))
    return 0;
  batch_id = sauda_stock_ledger_begin (connection, title, who, now_ms, error);
  if (batch_id == 0 || !sauda_stock_ledger_add (connection, batch_id, &draft, now_ms, NULL, error) ||
      !keep_receipt (connection, batch_id, purchase_id, variant_id, pieces, error) ||
      !close_when_complete (connection, purchase_id, now_ms, error))
    return 0;
  return batch_id;
}

/**
 * sauda_purchase_close:
 * @connection: inside a transaction that may write
 * @purchase_id: an open purchase
 * @now_ms: UTC ms
 * @error: return location
 *
 * What has not come of it is not expected any more: an order that was taken back, or the rest of one. What
 * came stays on the shelf.
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_purchase_close (SaudaConnection *connection, gint64 purchase_id, gint64 now_ms, GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection, "UPDATE purchase SET closed_ms = ?2 WHERE id = ?1 AND closed_ms IS NULL", error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, purchase_id);
  sauda_statement_bind_int64 (change, 2, now_ms);
  if (!sauda_statement_run (change, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) > 0)
    return TRUE;
  g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
               _ ("There is no purchase %u, or nothing of it is expected any more."), (guint) purchase_id);
  return FALSE;
}
