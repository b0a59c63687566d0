#include "sauda-order-read.h"

#include "sauda-catalog.h"
#include "sauda-connection.h"
#include "sauda-size-word.h"

/* The exact offer comes along at once; the few lines without one are looked up one by one. */
#define SELECT_LINES                                                                                         \
  "SELECT orders.id, orders.store_id, store.name, orders.code, orders.kaspi_id, orders.state, "              \
  "orders.status,"                                                                                           \
  " orders.stage, orders.assembled, orders.pre_order, orders.express, orders.signature_required,"            \
  " orders.kaspi_delivery, orders.imei_required, orders.returned_to_warehouse, orders.created_ms,"           \
  " orders.planned_handover_ms, orders.planned_delivery_ms, orders.handed_over_ms,"                          \
  " coalesce ((SELECT warehouse.cutoff_minutes FROM warehouse WHERE warehouse.store_id = orders.store_id"    \
  " AND orders.pickup_point IN (warehouse.name, store.merchant_id || '_' || warehouse.name)),"               \
  " store.cutoff_minutes),"                                                                                  \
  " orders.total, orders.waybill_number, orders.waybill_url, customer.name, customer.phone, orders.town,"    \
  " orders.note, waybill.path, waybill.sha256, waybill.pages, orders.tags, orders.hold_until, "              \
  "orders.hold_reason,"                                                                                      \
  " line.id, line.position, line.sku, line.title, line.seller_title, line.decided_size, line.decided_by,"    \
  " line.decided_reason, line.decided_ms, line.quantity, line.amount, variant.id, variant.model_name, "      \
  "variant.size, variant.model_key"                                                                          \
  " FROM orders JOIN store ON store.id = orders.store_id"                                                    \
  " LEFT JOIN customer ON customer.id = orders.customer_id"                                                  \
  " LEFT JOIN waybill ON waybill.order_id = orders.id"                                                       \
  " LEFT JOIN order_line AS line ON line.order_id = orders.id"                                               \
  " LEFT JOIN offer ON offer.store_id = orders.store_id AND offer.sku = line.sku"                            \
  " LEFT JOIN variant ON variant.id = offer.variant_id"                                                      \
  " WHERE "

#define FIRST_LINE_COLUMN 33

/* What the catalogue says about a SKU that is in no offer of its store. */
typedef struct {
  gint64 variant_id; /* 0: nothing */
  char *model;       /* (owned) (nullable) */
  char *model_key;   /* (owned) (nullable) */
  char *size;        /* (owned) (nullable) */
} Variant;

static void
variant_free (gpointer data)
{
  Variant *variant = data;

  g_free (variant->model);
  g_free (variant->model_key);
  g_free (variant->size);
  g_free (variant);
}

static char *
dup_text (SaudaStatement *row, int column)
{
  return g_strdup (sauda_statement_get_text (row, column));
}

static SaudaFact
read_fact (SaudaStatement *row, int column)
{
  if (sauda_statement_is_null (row, column))
    return SAUDA_FACT_UNKNOWN;
  return sauda_statement_get_int64 (row, column) != 0 ? SAUDA_FACT_YES : SAUDA_FACT_NO;
}

static gint64
read_amount (SaudaStatement *row, int column)
{
  return sauda_statement_is_null (row, column) ? -1 : sauda_statement_get_int64 (row, column);
}

static void
read_texts (SaudaOrderInfo *info, SaudaStatement *row)
{
  info->store = dup_text (row, 2);
  info->code = dup_text (row, 3);
  info->kaspi_id = dup_text (row, 4);
  info->state = dup_text (row, 5);
  info->status = dup_text (row, 6);
  info->waybill_number = dup_text (row, 21);
  info->waybill_url = dup_text (row, 22);
  info->buyer = dup_text (row, 23);
  info->phone = dup_text (row, 24);
  info->town = dup_text (row, 25);
  info->note = dup_text (row, 26);
  info->label_path = dup_text (row, 27);
  info->label_sha256 = dup_text (row, 28);
  info->tags = dup_text (row, 30);
  info->hold_reason = dup_text (row, 32);
}

static SaudaOrderInfo *
read_order (SaudaStatement *row)
{
  SaudaOrderInfo *info = sauda_order_info_new ();

  info->id = sauda_statement_get_int64 (row, 0);
  info->store_id = sauda_statement_get_int64 (row, 1);
  read_texts (info, row);
  if (!sauda_stage_from_name (sauda_statement_get_text (row, 7), &info->stage))
    info->stage = SAUDA_STAGE_UNKNOWN;
  info->assembled = read_fact (row, 8);
  info->pre_order = sauda_statement_get_int64 (row, 9) != 0;
  info->express = sauda_statement_get_int64 (row, 10) != 0;
  info->signature_required = sauda_statement_get_int64 (row, 11) != 0;
  info->kaspi_delivery = sauda_statement_get_int64 (row, 12) != 0;
  info->imei_required = sauda_statement_get_int64 (row, 13) != 0;
  info->returned_to_warehouse = sauda_statement_get_int64 (row, 14) != 0;
  info->created_ms = sauda_statement_get_int64 (row, 15);
  info->planned_handover_ms = sauda_statement_get_int64 (row, 16);
  info->planned_delivery_ms = sauda_statement_get_int64 (row, 17);
  info->handed_over_ms = sauda_statement_get_int64 (row, 18);
  if (info->planned_handover_ms != 0)
    info->ship_by_ms = sauda_day_time_ms (sauda_day_from_ms (info->planned_handover_ms), 0,
                                          (int) sauda_statement_get_int64 (row, 19));
  info->total = read_amount (row, 20);
  info->label_pages = (guint) sauda_statement_get_int64 (row, 29);
  info->hold_until = (SaudaDay) sauda_statement_get_int64 (row, 31);
  return info;
}

/* The model's name on groups and labels: the catalogue's, else what Kaspi calls the product. */
static char *
choose_model (const char *catalog_name, const SaudaOrderLineInfo *line)
{
  if (catalog_name != NULL && *catalog_name != '\0')
    return g_strdup (catalog_name);
  return g_strdup (line->title != NULL ? line->title : line->sku);
}

/* A SKU often ends in its size; a title often does. */
static char *
find_size (const SaudaOrderLineInfo *line)
{
  char *size = sauda_size_word_find (line->sku);

  if (size == NULL && line->title != NULL)
    size = sauda_size_word_find (line->title);
  return size;
}

/* The catalogue's size, else the one in the texts, which are read once: many orders sell the same. */
static char *
choose_size (const char *catalog_size, const SaudaOrderLineInfo *line, GHashTable *sizes)
{
  g_autofree char *key = NULL;
  gpointer size;

  if (catalog_size != NULL)
    return g_strdup (catalog_size);
  key = g_strconcat (line->sku, "\n", line->title, NULL);
  if (!g_hash_table_lookup_extended (sizes, key, NULL, &size)) {
    size = find_size (line);
    g_hash_table_insert (sizes, g_steal_pointer (&key), size);
  }
  return g_strdup (size);
}

static SaudaOrderLineInfo *
read_line (SaudaStatement *row, GHashTable *sizes)
{
  SaudaOrderLineInfo *line = g_new0 (SaudaOrderLineInfo, 1);

  line->id = sauda_statement_get_int64 (row, FIRST_LINE_COLUMN);
  line->position = (gint) sauda_statement_get_int64 (row, 34);
  line->sku = dup_text (row, 35);
  line->title = dup_text (row, sauda_statement_is_null (row, 36) ? 37 : 36);
  line->decided_size = dup_text (row, 38);
  line->decided_by = dup_text (row, 39);
  line->decided_reason = dup_text (row, 40);
  line->decided_ms = sauda_statement_get_int64 (row, 41);
  line->quantity = (gint) sauda_statement_get_int64 (row, 42);
  line->amount = read_amount (row, 43);
  line->variant_id = sauda_statement_get_int64 (row, 44);
  line->model = choose_model (sauda_statement_get_text (row, 45), line);
  line->clicked_size = choose_size (sauda_statement_get_text (row, 46), line, sizes);
  line->model_key = choose_model (sauda_statement_get_text (row, 47), line);
  return line;
}

static GPtrArray *
read_rows (SaudaStatement *select, GError **error)
{
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_info_free);
  SaudaOrderInfo *order = NULL;
  gboolean row;

  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&orders);
    if (order == NULL || order->id != sauda_statement_get_int64 (select, 0)) {
      order = read_order (select);
      g_ptr_array_add (orders, order);
    }
    if (!sauda_statement_is_null (select, FIRST_LINE_COLUMN))
      g_ptr_array_add (order->lines, read_line (select, sizes));
  }
}

static Variant *
look_up_variant (SaudaConnection *connection, gint64 store_id, const char *sku, GError **error)
{
  Variant *variant = g_new0 (Variant, 1);
  SaudaStatement *find = NULL;
  gboolean row = FALSE;

  if (!sauda_catalog_find_variant (connection, store_id, sku, &variant->variant_id, NULL, error))
    goto failed;
  if (variant->variant_id == 0)
    return variant;
  find = sauda_connection_prepare (connection, "SELECT model_name, size, model_key FROM variant WHERE id = ?",
                                   error);
  if (find == NULL)
    goto failed;
  sauda_statement_bind_int64 (find, 1, variant->variant_id);
  if (!sauda_statement_step (find, &row, error))
    goto failed;
  if (row) {
    variant->model = dup_text (find, 0);
    variant->size = dup_text (find, 1);
    variant->model_key = dup_text (find, 2);
    sauda_statement_reset (find);
  }
  return variant;
failed:
  variant_free (variant);
  return NULL;
}

static gboolean
link_line (SaudaConnection *connection,
           GHashTable *variants,
           gint64 store_id,
           SaudaOrderLineInfo *line,
           GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", store_id, line->sku);
  Variant *variant = g_hash_table_lookup (variants, key);

  if (variant == NULL) {
    variant = look_up_variant (connection, store_id, line->sku, error);
    if (variant == NULL)
      return FALSE;
    g_hash_table_insert (variants, g_steal_pointer (&key), variant);
  }
  if (variant->variant_id == 0)
    return TRUE;
  line->variant_id = variant->variant_id;
  g_free (line->model);
  line->model = choose_model (variant->model, line);
  g_free (line->model_key);
  line->model_key = choose_model (variant->model_key, line);
  if (variant->size != NULL) {
    g_free (line->clicked_size);
    line->clicked_size = g_strdup (variant->size);
  }
  return TRUE;
}

/**
 * sauda_orders_read:
 * @connection: inside a transaction
 * @condition: which orders
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): the orders in the order in which they
 * came, their lines as the source listed them; or %NULL with an error of the store
 */
GPtrArray *
sauda_orders_read (SaudaConnection *connection, const SaudaOrderCondition *condition, GError **error)
{
  g_autofree char *sql =
    g_strconcat (SELECT_LINES, condition->where, " ORDER BY orders.id, line.position, line.id", NULL);
  g_autoptr (GHashTable) variants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variant_free);
  g_autoptr (GPtrArray) orders = NULL;
  SaudaStatement *select = sauda_connection_prepare (connection, sql, error);

  if (select == NULL)
    return NULL;
  for (guint i = 0; i < condition->n_numbers; i++)
    sauda_statement_bind_int64 (select, (int) i + 1, condition->numbers[i]);
  if (condition->text != NULL)
    sauda_statement_bind_text (select, (int) condition->n_numbers + 1, condition->text);
  orders = read_rows (select, error);
  for (guint i = 0; orders != NULL && i < orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    for (guint n = 0; n < order->lines->len; n++) {
      SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, n);

      if (line->variant_id == 0 && !link_line (connection, variants, order->store_id, line, error))
        return NULL;
    }
  }
  return g_steal_pointer (&orders);
}
