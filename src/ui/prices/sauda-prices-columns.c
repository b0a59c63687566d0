#include "sauda-prices-columns.h"

#include "sauda-money.h"
#include "sauda-number.h"

#include <glib/gi18n-lib.h>

static const SaudaPriceRow *
get_row (gconstpointer item)
{
  return sauda_price_item_get_row ((gpointer) item);
}

static char *
format_price (gint64 price)
{
  return price >= 0 ? sauda_money_format (price) : NULL;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* A price that is not known is no 0. */
#define AMOUNT(name, field)                                                                                  \
  static char *get_##name##_text (gpointer item, gint64 now_ms)                                              \
  {                                                                                                          \
    return format_price (get_row (item)->field);                                                             \
  }                                                                                                          \
  static gboolean get_##name##_number (gpointer item, double *number)                                        \
  {                                                                                                          \
    *number = (double) get_row (item)->field;                                                                \
    return get_row (item)->field >= 0;                                                                       \
  }                                                                                                          \
  static int compare_##name (gconstpointer a, gconstpointer b)                                               \
  {                                                                                                          \
    return compare_numbers (get_row (a)->field, get_row (b)->field);                                         \
  }

AMOUNT (price, price)
AMOUNT (floor, floor)
AMOUNT (break_even, break_even)
AMOUNT (target, target)
AMOUNT (kaspi, kaspi)
AMOUNT (competitor, competitor)

static char *
get_store_text (gpointer item, gint64 now_ms)
{
  return g_strdup (get_row (item)->store);
}

static char *
get_sku_text (gpointer item, gint64 now_ms)
{
  return g_strdup (get_row (item)->sku);
}

static char *
get_title_text (gpointer item, gint64 now_ms)
{
  return g_strdup (get_row (item)->title);
}

static char *
get_margin_text (gpointer item, gint64 now_ms)
{
  g_autofree char *percent = sauda_number_format (get_row (item)->result.margin, 1);

  return sauda_price_item_knows_margin (item) ? g_strdup_printf ("%s %%", percent) : NULL;
}

static gboolean
get_margin_number (gpointer item, double *number)
{
  *number = get_row (item)->result.margin;
  return sauda_price_item_knows_margin (item);
}

static char *
get_profit_text (gpointer item, gint64 now_ms)
{
  return sauda_price_item_knows_margin (item) ? sauda_money_format (get_row (item)->result.profit) : NULL;
}

static gboolean
get_profit_number (gpointer item, double *number)
{
  *number = (double) get_row (item)->result.profit;
  return sauda_price_item_knows_margin (item);
}

static char *
get_alarm_text (gpointer item, gint64 now_ms)
{
  return sauda_prices_describe_alarms (get_row (item));
}

static int
compare_stores (gconstpointer a, gconstpointer b)
{
  int order = g_strcmp0 (get_row (a)->store, get_row (b)->store);

  return order != 0 ? order
                    : compare_numbers (sauda_price_item_get_rank ((gpointer) a),
                                       sauda_price_item_get_rank ((gpointer) b));
}

static int
compare_skus (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_row (a)->sku, get_row (b)->sku);
}

/* By product, sizes as the catalogue has them; thousands of offers stand as they came. */
static int
compare_titles (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_price_item_get_rank ((gpointer) a), sauda_price_item_get_rank ((gpointer) b));
}

/* What is not known stands last. */
static double
get_sorted_margin (gconstpointer item)
{
  return sauda_price_item_knows_margin ((gpointer) item) ? get_row (item)->result.margin : G_MAXDOUBLE;
}

static int
compare_margins (gconstpointer a, gconstpointer b)
{
  double first = get_sorted_margin (a), second = get_sorted_margin (b);

  return (first > second) - (first < second);
}

static int
compare_profits (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_row (a)->result.profit, get_row (b)->result.profit);
}

static int
compare_alarms (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_price_row_get_alarms (get_row (b)), sauda_price_row_get_alarms (get_row (a)));
}

static gboolean
read_price (const char *text, char **value, GError **error)
{
  gint64 price;

  if (!sauda_money_parse (text != NULL ? text : "", &price, NULL) || price <= 0) {
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
                 _ ("“%s” is no price. Type whole tenge, such as 8990."), text != NULL ? text : "");
    return FALSE;
  }
  *value = sauda_money_format (price);
  return TRUE;
}

#define MONEY (SAUDA_GRID_COLUMN_NUMERIC | SAUDA_GRID_COLUMN_PRICE)
#define EXTRA SAUDA_GRID_COLUMN_EXTRA

static const SaudaGridColumn columns[SAUDA_N_PRICES_COLUMNS] = {
  [SAUDA_PRICES_COLUMN_STORE] = { "store", N_ ("Store"), NULL, get_store_text, compare_stores, 92 },
  [SAUDA_PRICES_COLUMN_SKU] = { "sku", N_ ("SKU"), NULL, get_sku_text, compare_skus, 210,
                                SAUDA_GRID_COLUMN_CODE | SAUDA_GRID_COLUMN_EXPAND },
  [SAUDA_PRICES_COLUMN_TITLE] = { "title", N_ ("Product"), NULL, get_title_text, compare_titles, 110,
                                  SAUDA_GRID_COLUMN_EXPAND },
  [SAUDA_PRICES_COLUMN_PRICE] = { "price", N_ ("Price"), NULL, get_price_text, compare_price, 92,
                                  MONEY | SAUDA_GRID_COLUMN_EDITABLE, NULL, read_price, get_price_number },
  [SAUDA_PRICES_COLUMN_MARGIN] = { "margin", N_ ("Margin"), NULL, get_margin_text, compare_margins, 76, MONEY,
                                   NULL, NULL, get_margin_number },
  [SAUDA_PRICES_COLUMN_PROFIT] = { "profit", N_ ("Profit"), NULL, get_profit_text, compare_profits, 86,
                                   MONEY | EXTRA, NULL, NULL, get_profit_number },
  [SAUDA_PRICES_COLUMN_FLOOR] = { "floor", N_ ("Floor"), NULL, get_floor_text, compare_floor, 86, MONEY, NULL,
                                  NULL, get_floor_number },
  [SAUDA_PRICES_COLUMN_BREAK_EVEN] = { "break-even", N_ ("Break-even"), NULL, get_break_even_text,
                                       compare_break_even, 92, MONEY | EXTRA, NULL, NULL,
                                       get_break_even_number },
  [SAUDA_PRICES_COLUMN_TARGET] = { "target", N_ ("Target"), NULL, get_target_text, compare_target, 86, MONEY,
                                   NULL, NULL, get_target_number },
  [SAUDA_PRICES_COLUMN_KASPI] = { "kaspi", N_ ("At Kaspi"), NULL, get_kaspi_text, compare_kaspi, 86, MONEY,
                                  NULL, NULL, get_kaspi_number },
  [SAUDA_PRICES_COLUMN_COMPETITOR] = { "competitor", N_ ("Others"), NULL, get_competitor_text,
                                       compare_competitor, 86, MONEY, NULL, NULL, get_competitor_number },
  [SAUDA_PRICES_COLUMN_ALARM] = { "alarm", N_ ("Look at"), NULL, get_alarm_text, compare_alarms, 170,
                                  SAUDA_GRID_COLUMN_PRICE },
};

/**
 * sauda_prices_columns_get_kind:
 *
 * Returns: (not nullable): the columns of the table of prices, what they show and how they are put in order
 */
const SaudaGridKind *
sauda_prices_columns_get_kind (void)
{
  static const SaudaGridKind kind = {
    .title = N_ ("Prices"),
    .columns = columns,
    .n_columns = SAUDA_N_PRICES_COLUMNS,
    .default_sort = SAUDA_PRICES_COLUMN_TITLE,
    .fixed = SAUDA_PRICES_COLUMN_SKU,
    .order_key = "prices-columns",
    .widths_key = "prices-column-widths",
    .sort_key = "prices-sort-column",
    .descending_key = "prices-sort-descending",
  };

  return &kind;
}

/**
 * sauda_prices_describe_alarms:
 * @row: an offer
 *
 * Returns: (transfer full) (nullable): what to look at, in words; %NULL: nothing
 */
char *
sauda_prices_describe_alarms (const SaudaPriceRow *row)
{
  guint alarms = sauda_price_row_get_alarms (row);
  const char *found[4] = { NULL };
  guint n = 0;

  if (alarms & SAUDA_PRICE_ALARM_FLOOR)
    found[n++] = _ ("⚠ below the floor");
  if (alarms & SAUDA_PRICE_ALARM_KASPI)
    found[n++] = _ ("Kaspi has another price");
  if (alarms & SAUDA_PRICE_ALARM_COMPETITOR)
    found[n++] = _ ("others sell for less");
  return n > 0 ? g_strjoinv (", ", (char **) found) : NULL;
}

/**
 * sauda_prices_describe_missing:
 * @row: an offer of which it is not known what it earns
 *
 * Returns: why, in words
 */
const char *
sauda_prices_describe_missing (const SaudaPriceRow *row)
{
  return sauda_price_row_lacks_yuan (row) ? _ ("rate of the yuan not set") : _ ("cost not known");
}
