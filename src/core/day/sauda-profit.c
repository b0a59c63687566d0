#include "sauda-profit.h"

#include "sauda-connection.h"
#include "sauda-order-demand.h"
#include "sauda-orders.h"
#include "sauda-rates.h"
#include "sauda-sheet-writer.h"

#include <glib/gi18n-lib.h>

static const char *const names[] = {
  [SAUDA_PROFIT_BY_ORDER] = "order",
  [SAUDA_PROFIT_BY_DAY] = "day",
  [SAUDA_PROFIT_BY_MODEL] = "model",
  [SAUDA_PROFIT_BY_STORE] = "store",
};

/* A returned order keeps its delivery and brings nothing, and so does one that was cancelled after it
 * was handed over: Kaspi tells what its delivery cost (kaspi-api 11.1). Others that were cancelled
 * cost nothing. */
#define FROM_LINES                                                                                           \
  " FROM orders JOIN store ON store.id = orders.store_id JOIN order_line AS line ON line.order_id = "        \
  "orders.id"                                                                                                \
  " WHERE orders.created_ms >= ?1 AND orders.created_ms < ?2 AND (orders.stage <> 'cancelled'"               \
  " OR orders.delivery_cost_for_seller > 0)"
#define SELECT_WEIGHTS "SELECT line.id, line.quantity, orders.id" FROM_LINES
#define SELECT_LINES                                                                                         \
  "SELECT line.id, line.quantity, line.amount, orders.total, orders.created_ms, orders.code, store.name,"    \
  " orders.delivery_cost_for_seller, orders.express, orders.kaspi_delivery, orders.stage,"                   \
  " coalesce (line.title, line.sku), orders.id, orders.delivery_mode" FROM_LINES                             \
  " ORDER BY orders.created_ms, orders.id, line.position"

typedef struct {
  gint64 variant_id;
  double cost_cny;
  gint64 grams;
  char *category; /* (owned) (nullable) */
  char *model;    /* (owned) (nullable) */
} Goods;

typedef struct {
  SaudaConnection *connection; /* (not owned) */
  SaudaProfit *profit;         /* (not owned) */
  GHashTable *by_key;          /* (owned) */
  GHashTable *variants;        /* (owned) (element-type gint64 gint64) variant by line */
  GHashTable *goods;           /* (owned) (element-type gint64 Goods) */
  GHashTable *grams;           /* (owned) (element-type gint64 gint64) of all lines, by order */
  GPtrArray *rates;            /* (owned) */
  SaudaProfitBy by;
  gint64 order_id; /* of the line before */
} Account;

static SaudaProfitRow *
row_new (const char *key, const char *name)
{
  SaudaProfitRow *row = g_new0 (SaudaProfitRow, 1);

  row->key = g_strdup (key);
  row->name = g_strdup (name);
  row->day = SAUDA_DAY_NONE;
  row->order_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return row;
}

static void
row_free (gpointer data)
{
  sauda_profit_row_free (data);
}

static void
goods_free (gpointer data)
{
  Goods *goods = data;

  g_free (goods->category);
  g_free (goods->model);
  g_free (goods);
}

static gboolean
find_goods (Account *self, gint64 line_id, const Goods **found, GError **error)
{
  const gint64 *variant_id = g_hash_table_lookup (self->variants, &line_id);
  SaudaStatement *find;
  Goods *goods;
  gboolean row;

  *found = NULL;
  if (variant_id == NULL || *variant_id == 0)
    return TRUE;
  *found = g_hash_table_lookup (self->goods, variant_id);
  if (*found != NULL)
    return TRUE;
  find = sauda_connection_prepare (
    self->connection, "SELECT cost_cny, weight_grams, product_type, model_name FROM variant WHERE id = ?",
    error);
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, *variant_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  goods = g_new0 (Goods, 1);
  goods->variant_id = *variant_id;
  goods->cost_cny = sauda_statement_is_null (find, 0) ? -1 : sauda_statement_get_double (find, 0);
  goods->grams = sauda_statement_is_null (find, 1) ? -1 : sauda_statement_get_int64 (find, 1);
  goods->category = g_strdup (sauda_statement_get_text (find, 2));
  goods->model = g_strdup (sauda_statement_get_text (find, 3));
  sauda_statement_reset (find);
  g_hash_table_insert (self->goods, &goods->variant_id, goods);
  *found = goods;
  return TRUE;
}

static SaudaProfitRow *
ensure_row (Account *self, const char *key, const char *name)
{
  SaudaProfitRow *row = g_hash_table_lookup (self->by_key, key);

  if (row == NULL) {
    row = row_new (key, name);
    g_ptr_array_add (self->profit->rows, row);
    g_hash_table_insert (self->by_key, row->key, row);
  }
  return row;
}

static SaudaProfitRow *
find_row (Account *self, SaudaStatement *line, const Goods *goods)
{
  const char *model =
    goods != NULL && goods->model != NULL ? goods->model : sauda_statement_get_text (line, 11);
  SaudaDay day = sauda_day_from_ms (sauda_statement_get_int64 (line, 4));
  const char *code = sauda_statement_get_text (line, 5), *store = sauda_statement_get_text (line, 6);
  g_autofree char *key = NULL, *date = NULL;
  SaudaProfitRow *row;

  switch (self->by) {
  case SAUDA_PROFIT_BY_ORDER:
    key = g_strjoin ("/", store, code, NULL);
    row = ensure_row (self, key, code);
    row->day = day;
    if (row->store == NULL)
      row->store = g_strdup (store);
    return row;
  case SAUDA_PROFIT_BY_DAY:
    key = sauda_day_format_iso (day);
    date = sauda_day_format_short (day);
    row = ensure_row (self, key, date);
    row->day = day;
    return row;
  case SAUDA_PROFIT_BY_MODEL:
    return ensure_row (self, model, model);
  default:
    return ensure_row (self, store, store);
  }
}

/* The lines of an order come one after another, so that it is the last one that a row knows, or new to it. */
static void
add_line (SaudaProfitRow *row, const SaudaProfitRow *part, gint64 order_id, gboolean cancelled)
{
  GArray *ids = row->order_ids;

  if (ids->len == 0 || g_array_index (ids, gint64, ids->len - 1) != order_id) {
    g_array_append_val (ids, order_id);
    row->orders += !cancelled;
  }
  sauda_profit_row_add (row, part);
}

/* Delivery is paid once an order: its first line bears it. */
static void
add_delivery (Account *self, SaudaStatement *line, const SaudaCostRates *rates, SaudaProfitRow *part)
{
  gint64 order_id = sauda_statement_get_int64 (line, 12);
  const gint64 *grams = g_hash_table_lookup (self->grams, &order_id);
  SaudaDeliveryWay way =
    sauda_statement_get_int64 (line, 8) != 0 ? SAUDA_DELIVERY_EXPRESS : SAUDA_DELIVERY_CITY;
  const char *mode = sauda_statement_get_text (line, 13);
  gint64 total = sauda_statement_is_null (line, 3) ? part->revenue : sauda_statement_get_int64 (line, 3);

  if (mode != NULL && (strstr (mode, "REGIONAL") != NULL || strstr (mode, "межгород") != NULL))
    way = SAUDA_DELIVERY_BETWEEN;
  if (!sauda_statement_is_null (line, 7) && sauda_statement_get_int64 (line, 7) > 0) {
    part->delivery = sauda_statement_get_int64 (line, 7);
  } else if (sauda_statement_get_int64 (line, 9) != 0) {
    part->delivery = sauda_delivery_tariff_get_cost (rates->tariff, way, total, grams != NULL ? *grams : 0);
    part->estimated_delivery = part->delivery;
  }
}

static void
account_line (Account *self, SaudaStatement *line, const Goods *goods, SaudaProfitRow *part)
{
  gboolean first = sauda_statement_get_int64 (line, 12) != self->order_id;
  const char *stage = sauda_statement_get_text (line, 10);
  gboolean cancelled = g_strcmp0 (stage, "cancelled") == 0;
  gboolean kept = !cancelled && g_strcmp0 (stage, "returned") != 0 && g_strcmp0 (stage, "cancelling") != 0;
  SaudaCostItem item = { goods != NULL ? goods->cost_cny : -1, goods != NULL ? goods->grams : -1,
                         SAUDA_DELIVERY_CITY };
  SaudaCostRates rates;
  SaudaCostResult result;
  gint64 amount = sauda_statement_is_null (line, 2) ? 0 : sauda_statement_get_int64 (line, 2);

  sauda_rates_find (self->rates, sauda_day_from_ms (sauda_statement_get_int64 (line, 4)),
                    goods != NULL ? goods->category : NULL, &rates, &part->estimate);
  if (kept) {
    part->pieces = sauda_statement_get_int64 (line, 1);
    part->revenue = amount;
    sauda_cost_model_evaluate (&rates, &item, amount, 0, &result);
    part->commission = result.commission;
    part->estimated_commission = part->estimate ? part->commission : 0;
    part->vat = result.vat;
    part->goods = result.goods >= 0 ? result.goods * part->pieces : 0;
    part->without_goods = result.goods >= 0 ? 0 : amount;
  }
  if (first)
    add_delivery (self, line, &rates, part);
  part->profit = part->revenue - part->commission - part->vat - part->delivery - part->goods;
  self->order_id = sauda_statement_get_int64 (line, 12);
}

static SaudaStatement *
select_lines (Account *self, const char *sql, SaudaDay from, SaudaDay to, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (self->connection, sql, error);

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, sauda_day_start_ms (from));
  sauda_statement_bind_int64 (select, 2, sauda_day_start_ms (to + 1));
  return select;
}

/* The tariff goes by the weight of the whole order, which its first line does not know. */
static gboolean
weigh_orders (Account *self, SaudaDay from, SaudaDay to, GError **error)
{
  SaudaStatement *select = select_lines (self, SELECT_WEIGHTS, from, to, error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    const Goods *goods;
    gint64 order_id, *grams;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!find_goods (self, sauda_statement_get_int64 (select, 0), &goods, error))
      return FALSE;
    if (goods == NULL || goods->grams <= 0)
      continue;
    order_id = sauda_statement_get_int64 (select, 2);
    grams = g_hash_table_lookup (self->grams, &order_id);
    if (grams == NULL) {
      grams = g_new0 (gint64, 1);
      g_hash_table_insert (self->grams, g_memdup2 (&order_id, sizeof order_id), grams);
    }
    *grams += goods->grams * sauda_statement_get_int64 (select, 1);
  }
}

static gboolean
account_lines (Account *self, SaudaDay from, SaudaDay to, GError **error)
{
  SaudaStatement *select;
  gboolean row;

  if (!weigh_orders (self, from, to, error))
    return FALSE;
  select = select_lines (self, SELECT_LINES, from, to, error);
  if (select == NULL)
    return FALSE;
  for (;;) {
    SaudaProfitRow part = { 0 };
    const Goods *goods;
    gboolean cancelled;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!find_goods (self, sauda_statement_get_int64 (select, 0), &goods, error))
      return FALSE;
    account_line (self, select, goods, &part);
    cancelled = g_strcmp0 (sauda_statement_get_text (select, 10), "cancelled") == 0;
    add_line (find_row (self, select, goods), &part, self->order_id, cancelled);
    add_line (self->profit->total, &part, self->order_id, cancelled);
  }
}

static GHashTable *
read_variants (SaudaConnection *connection, SaudaDay from, GError **error)
{
  g_autoptr (GHashTable) variants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) lines = sauda_order_demand_list (connection, sauda_day_start_ms (from), error);

  if (lines == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++) {
    const SaudaOrderDemand *line = &g_array_index (lines, SaudaOrderDemand, i);

    g_hash_table_insert (variants, g_memdup2 (&line->line_id, sizeof line->line_id),
                         g_memdup2 (&line->variant_id, sizeof line->variant_id));
  }
  return g_steal_pointer (&variants);
}

static gboolean
append_row (SaudaSheetWriter *writer, const SaudaProfitRow *row, GError **error)
{
  const SaudaSheetCell cells[] = {
    SAUDA_CELL_TEXT (row->name),           SAUDA_CELL_INTEGER (row->orders),
    SAUDA_CELL_INTEGER (row->pieces),      SAUDA_CELL_MONEY (row->revenue),
    SAUDA_CELL_MONEY (row->commission),    SAUDA_CELL_MONEY (row->vat),
    SAUDA_CELL_MONEY (row->delivery),      SAUDA_CELL_MONEY (row->goods),
    SAUDA_CELL_MONEY (row->profit),        SAUDA_CELL_MONEY (row->estimated_delivery),
    SAUDA_CELL_MONEY (row->without_goods),
  };

  return sauda_sheet_writer_append (writer, cells, G_N_ELEMENTS (cells), error);
}

/**
 * sauda_profit_by_get_name:
 * @by: what the lines of an account are
 *
 * Returns: its name in commands and settings
 */
const char *
sauda_profit_by_get_name (SaudaProfitBy by)
{
  g_return_val_if_fail (by < SAUDA_N_PROFIT_BY, NULL);
  return names[by];
}

/**
 * sauda_profit_by_from_name:
 * @name: order, day, model or store
 * @by: (out): what it means
 *
 * Returns: %FALSE when it is none of these
 */
gboolean
sauda_profit_by_from_name (const char *name, SaudaProfitBy *by)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0) {
      *by = (SaudaProfitBy) i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_profit_row_free:
 * @row: (transfer full) (nullable): a line of an account
 */
void
sauda_profit_row_free (SaudaProfitRow *row)
{
  if (row == NULL)
    return;
  g_free (row->key);
  g_free (row->name);
  g_free (row->store);
  g_array_unref (row->order_ids);
  g_free (row);
}

/**
 * sauda_profit_row_new_sum:
 *
 * Returns: (transfer full): a line that nothing was added to
 */
SaudaProfitRow *
sauda_profit_row_new_sum (void)
{
  return row_new ("", "");
}

/**
 * sauda_profit_row_add:
 * @self: a sum
 * @part: what its amounts get; its orders are not counted
 */
void
sauda_profit_row_add (SaudaProfitRow *self, const SaudaProfitRow *part)
{
  self->pieces += part->pieces;
  self->revenue += part->revenue;
  self->commission += part->commission;
  self->vat += part->vat;
  self->delivery += part->delivery;
  self->goods += part->goods;
  self->profit += part->profit;
  self->estimated_commission += part->estimated_commission;
  self->estimated_delivery += part->estimated_delivery;
  self->without_goods += part->without_goods;
  self->estimate |= part->estimate;
}

/**
 * sauda_profit_row_get_costs:
 * @self: a line of an account
 *
 * Returns: what went off the revenue, whole tenge
 */
gint64
sauda_profit_row_get_costs (const SaudaProfitRow *self)
{
  return self->commission + self->vat + self->delivery + self->goods;
}

/**
 * sauda_profit_row_get_estimated:
 * @self: a line of an account
 *
 * Returns: of its costs, what neither Kaspi nor the merchant told, whole tenge
 */
gint64
sauda_profit_row_get_estimated (const SaudaProfitRow *self)
{
  return self->estimated_commission + self->estimated_delivery;
}

/**
 * sauda_profit_free:
 * @profit: (transfer full) (nullable): an account
 */
void
sauda_profit_free (SaudaProfit *profit)
{
  if (profit == NULL)
    return;
  g_ptr_array_unref (profit->rows);
  sauda_profit_row_free (profit->total);
  g_free (profit);
}

/**
 * sauda_profit_read:
 * @connection: inside a transaction
 * @from: the first Almaty day
 * @to: the last
 * @by: what the lines of the account are
 * @error: return location
 *
 * Profit = price·(1 − commission) − delivery − share of VAT − cost of goods (product.md 2), by the rates of
 * each order's day; what Kaspi says that an order's delivery cost beats the tariff. What is estimated is told
 * apart. Cancelled orders are left out, but for the delivery of those that were handed over; returned
 * ones bring nothing and keep theirs (kaspi-api 11.1).
 *
 * Returns: (transfer full) (nullable): the account, or %NULL with an error of the store
 */
SaudaProfit *
sauda_profit_read (SaudaConnection *connection, SaudaDay from, SaudaDay to, SaudaProfitBy by, GError **error)
{
  g_autoptr (SaudaProfit) profit = g_new0 (SaudaProfit, 1);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) goods = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, goods_free);
  g_autoptr (GHashTable) variants = NULL;
  g_autoptr (GPtrArray) rates = NULL;
  g_autoptr (GHashTable) grams = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Account account = {
    .connection = connection, .profit = profit, .by_key = by_key, .goods = goods, .grams = grams, .by = by
  };

  profit->rows = g_ptr_array_new_with_free_func (row_free);
  profit->total = row_new ("", _ ("Total"));
  account.rates = rates = sauda_rates_list (connection, error);
  if (rates == NULL)
    return NULL;
  account.variants = variants = read_variants (connection, from, error);
  if (variants == NULL || !account_lines (&account, from, to, error))
    return NULL;
  return g_steal_pointer (&profit);
}

/**
 * sauda_profit_export:
 * @profit: an account
 * @path: .xlsx or .csv
 * @error: return location
 *
 * Returns: %FALSE with an error of the sheets room
 */
gboolean
sauda_profit_export (const SaudaProfit *profit, const char *path, GError **error)
{
  const SaudaSheetTitle titles[] = {
    { "", 32 },
    { _ ("Orders"), 0 },
    { _ ("Pieces"), 0 },
    { _ ("Revenue"), 14 },
    { _ ("Commission"), 14 },
    { _ ("VAT"), 14 },
    { _ ("Delivery"), 14 },
    { _ ("Goods"), 14 },
    { _ ("Profit"), 14 },
    { _ ("of it estimated delivery"), 14 },
    { _ ("revenue without known cost"), 14 },
  };
  g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, NULL, error);

  if (writer == NULL ||
      !sauda_sheet_writer_begin (writer, _ ("Profit"), titles, G_N_ELEMENTS (titles), error))
    return FALSE;
  for (guint i = 0; i < profit->rows->len; i++)
    if (!append_row (writer, g_ptr_array_index (profit->rows, i), error))
      return FALSE;
  return append_row (writer, profit->total, error) && sauda_sheet_writer_finish (writer, error);
}
