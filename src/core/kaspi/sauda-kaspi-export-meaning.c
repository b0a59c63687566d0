#include "sauda-kaspi-export-meaning.h"

/* So many orders of several rows have equal sums by chance: two sizes of one model cost the same. */
#define FEW_ORDERS 2

#define PRICES_DIFFER -1

static gboolean
has_equal_amounts (const SaudaKaspiExportOrder *order)
{
  const SaudaKaspiExportLine *first = order->lines->pdata[0];

  for (guint i = 1; i < order->lines->len; i++)
    if (((SaudaKaspiExportLine *) order->lines->pdata[i])->amount != first->amount)
      return FALSE;
  return TRUE;
}

/* What a piece of an article costs by the orders of one row, where all meanings are the same. */
static GHashTable *
collect_prices (GPtrArray *orders)
{
  GHashTable *prices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < orders->len; i++) {
    const SaudaKaspiExportOrder *order = orders->pdata[i];
    const SaudaKaspiExportLine *line = order->lines->len == 1 ? order->lines->pdata[0] : NULL;
    gint64 price, *known;

    if (line == NULL || line->amount % line->quantity != 0)
      continue;
    price = line->amount / line->quantity;
    known = g_hash_table_lookup (prices, line->sku);
    if (known == NULL)
      g_hash_table_insert (prices, line->sku, g_memdup2 (&price, sizeof price));
    else if (*known != price)
      *known = PRICES_DIFFER;
  }
  return prices;
}

/* The sum of a line is its price by its pieces; the sum of an order is more than that of any of its lines. */
static void
ask_prices (const SaudaKaspiExportOrder *order, GHashTable *prices, guint *of_lines, guint *of_orders)
{
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaKaspiExportLine *line = order->lines->pdata[i];
    const gint64 *price = g_hash_table_lookup (prices, line->sku);

    if (price == NULL || *price == PRICES_DIFFER)
      continue;
    *of_lines += line->amount == *price * line->quantity;
    *of_orders += line->amount > *price * line->quantity;
  }
}

/*
 * sauda_export_find_meaning:
 * @orders: (element-type SaudaKaspiExportOrder): with the amounts as they are written
 * @of_2026: whether the file has a column that came when every row already had the sum of its line
 *
 * kaspi-api 9.1: when all rows of every order of several rows have the same amount, it is the order's. One or
 * two such orders prove nothing yet: then prices of the same articles elsewhere in the file tell, else its
 * form.
 *
 * Returns: the meaning
 */
SaudaAmountFinding
sauda_export_find_meaning (GPtrArray *orders, gboolean of_2026)
{
  g_autoptr (GHashTable) prices = NULL;
  const SaudaKaspiExportOrder *last = NULL;
  guint several = 0, of_lines = 0, of_orders = 0;

  for (guint i = 0; i < orders->len; i++) {
    const SaudaKaspiExportOrder *order = orders->pdata[i];

    if (order->lines->len < 2)
      continue;
    if (!has_equal_amounts (order))
      return (SaudaAmountFinding){ SAUDA_AMOUNT_LINE_TOTAL, NULL };
    several++;
    last = order;
  }
  if (several == 0)
    return (SaudaAmountFinding){ SAUDA_AMOUNT_UNDECIDED, NULL };
  if (several > FEW_ORDERS)
    return (SaudaAmountFinding){ SAUDA_AMOUNT_ORDER_TOTAL, NULL };
  prices = collect_prices (orders);
  for (guint i = 0; i < orders->len; i++)
    if (((SaudaKaspiExportOrder *) orders->pdata[i])->lines->len > 1)
      ask_prices (orders->pdata[i], prices, &of_lines, &of_orders);
  if (of_lines > 0 && of_orders == 0)
    return (SaudaAmountFinding){ SAUDA_AMOUNT_LINE_TOTAL, NULL };
  if (of_orders > 0 && of_lines == 0)
    return (SaudaAmountFinding){ SAUDA_AMOUNT_ORDER_TOTAL, NULL };
  return (SaudaAmountFinding){ of_2026 ? SAUDA_AMOUNT_LINE_TOTAL : SAUDA_AMOUNT_ORDER_TOTAL, last };
}
