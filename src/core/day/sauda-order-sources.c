#include "sauda-order-sources.h"

#include "sauda-connection.h"
#include "sauda-time.h"

#include <string.h>

#define NOTHING "{}"
#define UNKNOWN_PRICE (-1)

/* Written by hand: a hundred thousand orders pass here at once, and a tree of nodes for each takes longer
 * than all the rest. */
static void
append_quoted (GString *json, const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

  g_string_append_c (json, '"');
  for (const char *p = valid != NULL ? valid : text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (json, '\\');
    if ((guchar) *p < ' ')
      g_string_append_printf (json, "\\u%04x", (guchar) *p);
    else
      g_string_append_c (json, *p);
  }
  g_string_append_c (json, '"');
}

static void
add_text (GString *json, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (json->len > 1)
    g_string_append_c (json, ',');
  append_quoted (json, name);
  g_string_append_c (json, ':');
  append_quoted (json, text);
}

/* A word of the API; a spreadsheet's own text says the same in other words and would always differ. */
static void
add_word (GString *json, const char *name, const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    if (!g_ascii_isupper (*p) && !g_ascii_isdigit (*p) && *p != '_')
      return;
  add_text (json, name, text);
}

static void
add_amount (GString *json, const char *name, gint64 amount)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, amount);

  if (amount >= 0)
    add_text (json, name, text);
}

/* Less than nothing is no price, so no order takes it; that the source told it is kept all the same. */
static void
add_price (GString *json, const char *name, gint64 price)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, price);

  if (price != UNKNOWN_PRICE)
    add_text (json, name, text);
}

static void
add_day (GString *json, const char *name, gint64 utc_ms)
{
  g_autofree char *text = utc_ms > 0 ? sauda_day_format_iso (sauda_day_from_ms (utc_ms)) : NULL;

  add_text (json, name, text);
}

static void
add_fact (GString *json, const char *name, SaudaFact fact)
{
  if (fact != SAUDA_FACT_UNKNOWN)
    add_text (json, name, fact == SAUDA_FACT_YES ? "yes" : "no");
}

/* Whether an earlier line of the order has the same SKU: lines are told apart by it, as no source numbers
 * them alike. */
static gboolean
is_repeated (const SaudaOrderRecord *record, guint position)
{
  const SaudaOrderLineRecord *line = g_ptr_array_index (record->lines, position);

  for (guint i = 0; i < position; i++)
    if (strcmp (((SaudaOrderLineRecord *) g_ptr_array_index (record->lines, i))->sku, line->sku) == 0)
      return TRUE;
  return FALSE;
}

static void
add_line (GString *json, const SaudaOrderRecord *record, guint position)
{
  const SaudaOrderLineRecord *first = g_ptr_array_index (record->lines, position);
  g_autofree char *quantity_name = g_strconcat ("quantity:", first->sku, NULL);
  g_autofree char *amount_name = g_strconcat ("amount:", first->sku, NULL);
  gint64 quantity = 0, amount = 0;
  gboolean known = TRUE;

  for (guint i = position; i < record->lines->len; i++) {
    const SaudaOrderLineRecord *line = g_ptr_array_index (record->lines, i);

    if (strcmp (line->sku, first->sku) != 0)
      continue;
    quantity += line->quantity;
    known &= line->amount != UNKNOWN_PRICE;
    amount += line->amount;
  }
  add_amount (json, quantity_name, quantity);
  add_price (json, amount_name, known ? amount : UNKNOWN_PRICE);
}

static char *
describe (const SaudaOrderRecord *record)
{
  GString *json = g_string_new ("{");

  add_word (json, "status", record->status);
  add_day (json, "created", record->created_ms);
  add_day (json, "planned_handover", record->planned_handover_ms);
  add_word (json, "delivery_mode", record->delivery_mode);
  add_word (json, "payment_mode", record->payment_mode);
  add_text (json, "pickup_point", record->pickup_point);
  add_fact (json, "kaspi_delivery", record->kaspi_delivery);
  add_fact (json, "signature_required", record->signature_required);
  add_fact (json, "pre_order", record->pre_order);
  add_fact (json, "assembled", record->assembled);
  /* Both tell it of open orders alone. */
  if (g_strcmp0 (record->status, "ACCEPTED_BY_MERCHANT") == 0)
    add_text (json, "handed_over", record->handed_over || record->handed_over_ms > 0 ? "yes" : "no");
  add_price (json, "total",
             record->total < UNKNOWN_PRICE ? record->total : sauda_order_record_find_total (record));
  add_amount (json, "delivery_cost", record->delivery_cost);
  /* Kaspi says 0 until it knows. */
  if (record->delivery_cost_for_seller > 0)
    add_amount (json, "delivery_cost_for_seller", record->delivery_cost_for_seller);
  for (guint i = 0; i < record->lines->len; i++)
    if (!is_repeated (record, i))
      add_line (json, record, i);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static gboolean
write_fields (SaudaConnection *connection,
              gint64 store_id,
              const char *code,
              SaudaOrderSource source,
              const char *fields,
              gint64 as_of_ms,
              GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO order_source (order_id, source, fields, as_of_ms)"
    " SELECT id, ?3, ?4, ?5 FROM orders WHERE store_id = ?1 AND code = ?2"
    " ON CONFLICT (order_id, source) DO UPDATE SET fields = excluded.fields, as_of_ms = excluded.as_of_ms"
    " WHERE excluded.as_of_ms > as_of_ms OR (excluded.as_of_ms = as_of_ms AND excluded.fields <> fields)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, store_id);
  sauda_statement_bind_text (insert, 2, code);
  sauda_statement_bind_text (insert, 3, source == SAUDA_ORDER_SOURCE_API ? "api" : "file");
  sauda_statement_bind_text (insert, 4, fields);
  sauda_statement_bind_int64 (insert, 5, as_of_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_order_sources_keep:
 * @connection: inside a transaction, after sauda_orders_merge() of the same records
 * @store_id: the store that all the records belong to
 * @records: (element-type SaudaOrderRecord): what a source tells
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Keeps what the source said last of each order, for sauda_parity_read(). An older moment never replaces a
 * newer one.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_order_sources_keep (SaudaConnection *connection,
                          gint64 store_id,
                          GPtrArray *records,
                          gint64 now_ms,
                          GError **error)
{
  for (guint i = 0; i < records->len; i++) {
    const SaudaOrderRecord *record = g_ptr_array_index (records, i);
    g_autofree char *fields = describe (record);
    gint64 as_of_ms =
      record->as_of_ms == 0 && record->source == SAUDA_ORDER_SOURCE_API ? now_ms : record->as_of_ms;

    if (!write_fields (connection, store_id, record->code, record->source, fields, MIN (as_of_ms, now_ms),
                       error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_order_sources_keep_unknown:
 * @connection: inside a transaction
 * @store_id: a store
 * @code: number of an order that Kaspi does not know by it
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Keeps that the API was asked for an order in vain, so that others are asked for first next time.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_order_sources_keep_unknown (SaudaConnection *connection,
                                  gint64 store_id,
                                  const char *code,
                                  gint64 now_ms,
                                  GError **error)
{
  return write_fields (connection, store_id, code, SAUDA_ORDER_SOURCE_API, NOTHING, now_ms, error);
}

/**
 * sauda_order_sources_list_below_zero:
 * @connection: a connection inside a transaction
 * @error: return location
 *
 * An order takes no amount below zero, so it would look as if nobody had told one.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of the open orders of which the API told
 * such an amount last; %NULL with an error of the database
 */
GHashTable *
sauda_order_sources_list_below_zero (SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT orders.id FROM orders JOIN order_source ON order_id = orders.id AND order_source.source = 'api'"
    " WHERE stage NOT IN ('completed', 'cancelled', 'returned')"
    " AND (fields LIKE '%\"total\":\"-%' OR fields LIKE '%\"amount:%\":\"-%')",
    error);
  gboolean row = list != NULL;

  while (row) {
    gint64 id;

    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (!row)
      break;
    id = sauda_statement_get_int64 (list, 0);
    g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
  }
  return list != NULL ? g_steal_pointer (&ids) : NULL;
}
