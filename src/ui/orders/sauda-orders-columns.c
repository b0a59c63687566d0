#include "sauda-orders-columns.h"

#include "sauda-money.h"
#include "sauda-ship-by.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

/* What the columns of the table are: one row here for each. */

static char *
get_store_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_store (line));
}

static char *
get_code_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_code (line));
}

static char *
get_stage_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_stage_get_title (sauda_order_line_get_stage (line)));
}

static char *
get_product_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_product (line));
}

static char *
get_clicked_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_clicked_size (line));
}

static char *
get_decided_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_decided_size (line));
}

static char *
get_quantity_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup_printf ("%d", sauda_order_line_get_quantity (line));
}

static char *
get_amount_text (SaudaOrderLine *line, gint64 now_ms)
{
  gint64 amount = sauda_order_line_get_amount (line);

  return amount >= 0 ? sauda_money_format (amount) : NULL;
}

static char *
get_buyer_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_buyer (line));
}

static char *
get_note_text (SaudaOrderLine *line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_note (line));
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* By keys that the list made once; lines of one order stay together. */
static int
compare_keys (SaudaOrderLine *a, SaudaOrderLine *b, SaudaOrderLineKey key)
{
  return g_strcmp0 (sauda_order_line_get_sort_key (a, key), sauda_order_line_get_sort_key (b, key));
}

static int
compare_stores (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_STORE);
}

static int
compare_codes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_CODE);
}

static int
compare_products (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_PRODUCT);
}

static int
compare_buyers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_BUYER);
}

static int
compare_stages (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_numbers (sauda_order_line_get_stage ((gpointer) a),
                          sauda_order_line_get_stage ((gpointer) b));
}

/* What is still to hand over first, the most urgent on top; then what is done, the newest on top; no time
 * last. */
static int
compare_ship_by (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SaudaOrder *first = sauda_order_line_get_order ((gpointer) a);
  SaudaOrder *second = sauda_order_line_get_order ((gpointer) b);
  gboolean first_open = sauda_ship_by_is_open (sauda_order_get_stage (first));
  gboolean second_open = sauda_ship_by_is_open (sauda_order_get_stage (second));
  gint64 first_ms = sauda_order_get_ship_by_ms (first);
  gint64 second_ms = sauda_order_get_ship_by_ms (second);

  if (first_open != second_open)
    return first_open ? -1 : 1;
  if ((first_ms > 0) != (second_ms > 0))
    return first_ms > 0 ? -1 : 1;
  return first_open ? compare_numbers (first_ms, second_ms) : compare_numbers (second_ms, first_ms);
}

/* Sizes by growing, never by letter; no size last. */
static int
compare_sizes (const char *a, const char *b)
{
  if (a == b)
    return 0;
  if (a == NULL || *a == '\0')
    return 1;
  if (b == NULL || *b == '\0')
    return -1;
  return sauda_size_word_compare (a, b);
}

static int
compare_clicked (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_sizes (sauda_order_line_get_clicked_size ((gpointer) a),
                        sauda_order_line_get_clicked_size ((gpointer) b));
}

static int
compare_decided (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_sizes (sauda_order_line_get_decided_size ((gpointer) a),
                        sauda_order_line_get_decided_size ((gpointer) b));
}

static int
compare_quantities (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_numbers (sauda_order_line_get_quantity ((gpointer) a),
                          sauda_order_line_get_quantity ((gpointer) b));
}

static int
compare_amounts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_numbers (sauda_order_line_get_amount ((gpointer) a),
                          sauda_order_line_get_amount ((gpointer) b));
}

/* Notes are few and written by hand: those with one come first. */
static int
compare_notes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *first = sauda_order_line_get_note ((gpointer) a);
  const char *second = sauda_order_line_get_note ((gpointer) b);
  gboolean first_empty = first == NULL || *first == '\0';
  gboolean second_empty = second == NULL || *second == '\0';

  if (first_empty || second_empty)
    return first_empty - second_empty;
  return g_utf8_collate (first, second);
}

static const struct {
  const char *name;
  const char *title;
  const char *property; /* of the line, whose change changes the text */
  char *(*get_text) (SaudaOrderLine *line, gint64 now_ms);
  GCompareDataFunc compare;
  int width; /* pixels at the usual size of text: up to the quantity all are seen in a small window */
  gboolean numeric;
  int field; /* SaudaEditField, -1: cannot be edited */
} columns[SAUDA_N_ORDERS_COLUMNS] = {
  [SAUDA_ORDERS_COLUMN_STORE] = { "store", N_ ("Store"), "store", get_store_text, compare_stores, 88, FALSE,
                                  -1 },
  [SAUDA_ORDERS_COLUMN_CODE] = { "order", N_ ("Order"), "code", get_code_text, compare_codes, 88, FALSE, -1 },
  [SAUDA_ORDERS_COLUMN_STAGE] = { "stage", N_ ("Stage"), "stage", get_stage_text, compare_stages, 146, FALSE,
                                  -1 },
  [SAUDA_ORDERS_COLUMN_SHIP_BY] = { "ship-by", N_ ("Ship by"), "ship-by-ms", sauda_ship_by_format,
                                    compare_ship_by, 134, FALSE, -1 },
  [SAUDA_ORDERS_COLUMN_PRODUCT] = { "product", N_ ("Product"), "product", get_product_text, compare_products,
                                    180, FALSE, -1 },
  [SAUDA_ORDERS_COLUMN_CLICKED_SIZE] = { "clicked-size", N_ ("Clicked"), "clicked-size", get_clicked_text,
                                         compare_clicked, 84, FALSE, -1 },
  [SAUDA_ORDERS_COLUMN_DECIDED_SIZE] = { "decided-size", N_ ("Decided"), "decided-size", get_decided_text,
                                         compare_decided, 88, FALSE, SAUDA_EDIT_FIELD_SIZE },
  [SAUDA_ORDERS_COLUMN_QUANTITY] = { "quantity", N_ ("Pcs"), "quantity", get_quantity_text,
                                     compare_quantities, 48, TRUE, -1 },
  [SAUDA_ORDERS_COLUMN_AMOUNT] = { "amount", N_ ("Sum"), "amount", get_amount_text, compare_amounts, 92, TRUE,
                                   -1 },
  [SAUDA_ORDERS_COLUMN_BUYER] = { "buyer", N_ ("Buyer"), "buyer", get_buyer_text, compare_buyers, 132, FALSE,
                                  -1 },
  [SAUDA_ORDERS_COLUMN_NOTE] = { "note", N_ ("Note"), "note", get_note_text, compare_notes, 160, FALSE,
                                 SAUDA_EDIT_FIELD_NOTE },
};

/**
 * sauda_orders_column_get_name:
 * @column: a column
 *
 * Returns: its name in settings
 */
const char *
sauda_orders_column_get_name (SaudaOrdersColumn column)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, NULL);
  return columns[column].name;
}

/**
 * sauda_orders_column_get_title:
 * @column: a column
 *
 * Returns: its translated header
 */
const char *
sauda_orders_column_get_title (SaudaOrdersColumn column)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, NULL);
  return _ (columns[column].title);
}

/**
 * sauda_orders_column_get_property:
 * @column: a column
 *
 * Returns: the property of #SaudaOrderLine that the column shows
 */
const char *
sauda_orders_column_get_property (SaudaOrdersColumn column)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, NULL);
  return columns[column].property;
}

/**
 * sauda_orders_column_get_width:
 * @column: a column
 *
 * Returns: its first width in pixels
 */
int
sauda_orders_column_get_width (SaudaOrdersColumn column)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, -1);
  return columns[column].width;
}

/**
 * sauda_orders_column_is_numeric:
 * @column: a column
 *
 * Returns: whether it holds numbers, which stand at the right
 */
gboolean
sauda_orders_column_is_numeric (SaudaOrdersColumn column)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, FALSE);
  return columns[column].numeric;
}

/**
 * sauda_orders_column_is_editable:
 * @column: a column
 * @field: (out) (optional): what is edited
 *
 * Returns: whether the merchant may change it
 */
gboolean
sauda_orders_column_is_editable (SaudaOrdersColumn column, SaudaEditField *field)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, FALSE);

  if (columns[column].field < 0)
    return FALSE;
  if (field != NULL)
    *field = (SaudaEditField) columns[column].field;
  return TRUE;
}

/**
 * sauda_orders_column_get_text:
 * @column: a column
 * @line: a line of an order
 * @now_ms: the time, UTC ms
 *
 * Returns: (transfer full) (nullable): what the cell shows
 */
char *
sauda_orders_column_get_text (SaudaOrdersColumn column, SaudaOrderLine *line, gint64 now_ms)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, NULL);
  return columns[column].get_text (line, now_ms);
}

/**
 * sauda_orders_column_create_sorter:
 * @column: a column
 *
 * Returns: (transfer full): what sorts by it, fast enough for 100,000 lines
 */
GtkSorter *
sauda_orders_column_create_sorter (SaudaOrdersColumn column)
{
  g_return_val_if_fail (column < SAUDA_N_ORDERS_COLUMNS, NULL);
  return GTK_SORTER (gtk_custom_sorter_new (columns[column].compare, NULL, NULL));
}
