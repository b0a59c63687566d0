#include "sauda-profit-table.h"

#include "sauda-money.h"
#include "sauda-number.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

struct _SaudaProfitTable {
  SaudaNamedTable parent_instance;
};

G_DEFINE_FINAL_TYPE (SaudaProfitTable, sauda_profit_table, SAUDA_TYPE_NAMED_TABLE)

static const SaudaProfitRow *
get_row (gconstpointer item)
{
  return sauda_profit_item_get_row ((gpointer) item);
}

static int
compare_numbers (double a, double b)
{
  return (a > b) - (a < b);
}

/* The largest stands first. */
#define NUMBER(name, field)                                                                                  \
  static gboolean get_##name##_number (gpointer item, double *number)                                        \
  {                                                                                                          \
    *number = (double) get_row (item)->field;                                                                \
    return TRUE;                                                                                             \
  }                                                                                                          \
  static int compare_##name (gconstpointer a, gconstpointer b)                                               \
  {                                                                                                          \
    return compare_numbers ((double) get_row (b)->field, (double) get_row (a)->field);                       \
  }

#define AMOUNT(name, field)                                                                                  \
  NUMBER (name, field)                                                                                       \
  static char *get_##name##_text (gpointer item, gint64 now_ms)                                              \
  {                                                                                                          \
    return sauda_money_format (get_row (item)->field);                                                       \
  }

AMOUNT (revenue, revenue)
AMOUNT (profit, profit)
AMOUNT (commission, commission)
AMOUNT (delivery, delivery)
AMOUNT (vat, vat)
AMOUNT (goods, goods)
AMOUNT (unknown, without_goods)
NUMBER (orders, orders)
NUMBER (pieces, pieces)

static char *
get_orders_text (gpointer item, gint64 now_ms)
{
  return g_strdup_printf ("%u", get_row (item)->orders);
}

static char *
get_pieces_text (gpointer item, gint64 now_ms)
{
  return g_strdup_printf ("%d", (int) get_row (item)->pieces);
}

/* The number of an order alone says little. */
static char *
get_name_text (gpointer item, gint64 now_ms)
{
  const SaudaProfitRow *row = get_row (item);
  g_autofree char *day = NULL;

  if (row->store == NULL)
    return g_strdup (row->name);
  day = sauda_day_format_short (row->day);
  return g_strjoin (" · ", row->name, day, row->store, NULL);
}

static char *
get_day_text (gpointer item, gint64 now_ms)
{
  return get_row (item)->day != SAUDA_DAY_NONE ? sauda_day_format_short (get_row (item)->day) : NULL;
}

static char *
get_store_text (gpointer item, gint64 now_ms)
{
  return g_strdup (get_row (item)->store);
}

static gboolean
get_margin_number (gpointer item, double *number)
{
  const SaudaProfitRow *row = get_row (item);

  *number = row->revenue != 0 ? (double) row->profit * 100 / (double) row->revenue : 0;
  return row->revenue != 0;
}

static char *
get_margin_text (gpointer item, gint64 now_ms)
{
  return sauda_profit_describe_margin (get_row (item));
}

static char *
get_estimated_text (gpointer item, gint64 now_ms)
{
  return sauda_profit_describe_estimated (get_row (item));
}

static double
get_share (gconstpointer item)
{
  const SaudaProfitRow *row = get_row (item);
  gint64 costs = sauda_profit_row_get_costs (row);

  return (costs > 0 ? (double) sauda_profit_row_get_estimated (row) / (double) costs : 0) +
         (row->revenue > 0 ? (double) row->without_goods / (double) row->revenue : 0);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_row (b)->day, get_row (a)->day);
}

/* The newest day first; models and stores by the alphabet. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  int order = compare_days (a, b);

  return order != 0 ? order : sauda_named_row_compare (a, b);
}

static int
compare_stores (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_row (a)->store, get_row (b)->store);
}

static int
compare_margins (gconstpointer a, gconstpointer b)
{
  double one = -G_MAXDOUBLE, other = -G_MAXDOUBLE, number;

  if (get_margin_number ((gpointer) a, &number))
    one = number;
  if (get_margin_number ((gpointer) b, &number))
    other = number;
  return compare_numbers (other, one);
}

static int
compare_estimated (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_share (b), get_share (a));
}

#define NUMERIC SAUDA_GRID_COLUMN_NUMERIC
#define MONEY (SAUDA_GRID_COLUMN_NUMERIC | SAUDA_GRID_COLUMN_PRICE)

static const SaudaGridColumn columns[SAUDA_N_PROFIT_COLUMNS] = {
  [SAUDA_PROFIT_COLUMN_NAME] = { "name", N_ ("Profit of"), NULL, get_name_text, compare_names, 200,
                                 SAUDA_GRID_COLUMN_EXPAND },
  [SAUDA_PROFIT_COLUMN_DAY] = { "day", N_ ("Day"), NULL, get_day_text, compare_days, 80,
                                SAUDA_GRID_COLUMN_EXTRA },
  [SAUDA_PROFIT_COLUMN_STORE] = { "store", N_ ("Store"), NULL, get_store_text, compare_stores, 110,
                                  SAUDA_GRID_COLUMN_EXTRA },
  [SAUDA_PROFIT_COLUMN_REVENUE] = { "revenue", N_ ("Revenue"), NULL, get_revenue_text, compare_revenue, 100,
                                    MONEY, NULL, NULL, get_revenue_number },
  [SAUDA_PROFIT_COLUMN_PROFIT] = { "profit", N_ ("Profit"), NULL, get_profit_text, compare_profit, 100, MONEY,
                                   NULL, NULL, get_profit_number },
  [SAUDA_PROFIT_COLUMN_MARGIN] = { "margin", N_ ("Margin"), NULL, get_margin_text, compare_margins, 80, MONEY,
                                   NULL, NULL, get_margin_number },
  [SAUDA_PROFIT_COLUMN_ESTIMATED] = { "estimated", N_ ("Estimated"), NULL, get_estimated_text,
                                      compare_estimated, 240, SAUDA_GRID_COLUMN_PRICE },
  [SAUDA_PROFIT_COLUMN_COMMISSION] = { "commission", N_ ("Commission"), NULL, get_commission_text,
                                       compare_commission, 100, MONEY, NULL, NULL, get_commission_number },
  [SAUDA_PROFIT_COLUMN_DELIVERY] = { "delivery", N_ ("Delivery"), NULL, get_delivery_text, compare_delivery,
                                     95, MONEY, NULL, NULL, get_delivery_number },
  [SAUDA_PROFIT_COLUMN_VAT] = { "vat", N_ ("VAT"), NULL, get_vat_text, compare_vat, 90, MONEY, NULL, NULL,
                                get_vat_number },
  [SAUDA_PROFIT_COLUMN_GOODS] = { "goods", N_ ("Cost of Goods"), NULL, get_goods_text, compare_goods, 120,
                                  MONEY, NULL, NULL, get_goods_number },
  [SAUDA_PROFIT_COLUMN_UNKNOWN] = { "unknown", N_ ("Cost not known"), NULL, get_unknown_text, compare_unknown,
                                    120, MONEY | SAUDA_GRID_COLUMN_EXTRA, NULL, NULL, get_unknown_number },
  [SAUDA_PROFIT_COLUMN_ORDERS] = { "orders", N_ ("Orders"), NULL, get_orders_text, compare_orders, 80,
                                   NUMERIC, NULL, NULL, get_orders_number },
  [SAUDA_PROFIT_COLUMN_PIECES] = { "pieces", N_ ("Pieces"), NULL, get_pieces_text, compare_pieces, 80,
                                   NUMERIC, NULL, NULL, get_pieces_number },
};

static const SaudaGridKind kind = {
  .title = N_ ("Profit"),
  .columns = columns,
  .n_columns = SAUDA_N_PROFIT_COLUMNS,
  .default_sort = SAUDA_PROFIT_COLUMN_NAME,
  .fixed = SAUDA_PROFIT_COLUMN_NAME,
  .order_key = "profit-columns",
  .widths_key = "profit-column-widths",
  .sort_key = "profit-sort-column",
  .descending_key = "profit-sort-descending",
};

static char *
describe_all (SaudaGrid *grid)
{
  guint rows = sauda_grid_model_count (sauda_grid_get_model (grid));

  return g_strdup_printf (ngettext ("%u row is selected.", "%u rows are selected.", rows), rows);
}

static void
sauda_profit_table_class_init (SaudaProfitTableClass *klass)
{
  SAUDA_GRID_CLASS (klass)->kind = &kind;
  SAUDA_GRID_CLASS (klass)->describe_all = describe_all;
}

static void
sauda_profit_table_init (SaudaProfitTable *self)
{
}

/* Of what there is a part of, at least one: "0 %" would say that there is none. */
static guint
count_percent (gint64 part, gint64 whole)
{
  if (part <= 0 || whole <= 0)
    return 0;
  return (guint) CLAMP ((part * 100 + whole / 2) / whole, 1, 100);
}

/**
 * sauda_profit_describe_margin:
 * @row: a line of an account
 *
 * Returns: (transfer full) (nullable): the profit in percent of the revenue; %NULL where there is none
 */
char *
sauda_profit_describe_margin (const SaudaProfitRow *row)
{
  g_autofree char *percent = NULL;

  if (row->revenue == 0)
    return NULL;
  percent = sauda_number_format ((double) row->profit * 100 / (double) row->revenue, 1);
  return g_strdup_printf ("%s %%", percent);
}

/**
 * sauda_profit_describe_estimated:
 * @row: a line of an account
 *
 * Returns: (transfer full): which share of it is estimated, and what, in words
 */
char *
sauda_profit_describe_estimated (const SaudaProfitRow *row)
{
  guint costs = count_percent (sauda_profit_row_get_estimated (row), sauda_profit_row_get_costs (row));
  guint goods = count_percent (row->without_goods, row->revenue);
  GString *text = g_string_new (NULL);

  if (row->estimated_commission > 0 && row->estimated_delivery > 0)
    g_string_append_printf (text, _ ("%u %% of the costs (commission and delivery)"), costs);
  else if (row->estimated_commission > 0)
    g_string_append_printf (text, _ ("%u %% of the costs (commission)"), costs);
  else if (row->estimated_delivery > 0)
    g_string_append_printf (text, _ ("%u %% of the costs (delivery)"), costs);
  if (goods > 0) {
    g_string_append (text, text->len > 0 ? "; " : "");
    g_string_append_printf (text, _ ("cost of goods not known for %u %% of the revenue"), goods);
  }
  if (text->len == 0)
    g_string_append (text, _ ("nothing"));
  return g_string_free (text, FALSE);
}
