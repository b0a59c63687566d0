#include "sauda-orders-columns.h"

#include "sauda-money.h"
#include "sauda-orders.h"
#include "sauda-packer-view.h"
#include "sauda-ship-by.h"
#include "sauda-size-word.h"
#include "sauda-text.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

/* What the columns of the table are: one row here for each. */

static char *
get_store_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_store (line));
}

static char *
get_code_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_code (line));
}

/* A held order says so where its stage stands: nobody looks for it elsewhere. */
static char *
get_stage_text (gpointer line, gint64 now_ms)
{
  SaudaOrder *order = sauda_order_line_get_order (line);
  SaudaDay until = sauda_order_get_hold_until (order);
  g_autofree char *day = NULL;

  if (until <= sauda_day_from_ms (now_ms) || !sauda_ship_by_is_open (sauda_order_get_stage (order)))
    return g_strdup (sauda_stage_get_title (sauda_order_line_get_stage (line)));
  day = sauda_day_format_short (until);
  /* Translators: a day */
  return g_strdup_printf (_ ("Held until %s"), day);
}

static char *
get_product_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_product (line));
}

static char *
get_clicked_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_clicked_size (line));
}

static char *
get_decided_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_decided_size (line));
}

static char *
get_quantity_text (gpointer line, gint64 now_ms)
{
  return g_strdup_printf ("%d", sauda_order_line_get_quantity (line));
}

static char *
get_amount_text (gpointer line, gint64 now_ms)
{
  gint64 amount = sauda_order_line_get_amount (line);

  return amount >= 0 ? sauda_money_format (amount) : NULL;
}

static char *
get_buyer_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_buyer (line));
}

static char *
get_note_text (gpointer line, gint64 now_ms)
{
  return sauda_packer_view_show_text (sauda_order_line_get_note (line));
}

static char *
get_tags_text (gpointer line, gint64 now_ms)
{
  return sauda_packer_view_show_text (sauda_order_get_tags (sauda_order_line_get_order (line)));
}

static char *
get_phone_text (gpointer line, gint64 now_ms)
{
  return sauda_packer_view_show_phone (sauda_order_get_phone (sauda_order_line_get_order (line)));
}

static char *
get_town_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_get_town (sauda_order_line_get_order (line)));
}

static char *
get_created_text (gpointer line, gint64 now_ms)
{
  gint64 created_ms = sauda_order_get_created_ms (sauda_order_line_get_order (line));

  return created_ms > 0 ? sauda_day_format_short (sauda_day_from_ms (created_ms)) : NULL;
}

static char *
get_sku_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_line_get_sku (line));
}

static char *
get_label_text (gpointer line, gint64 now_ms)
{
  return g_strdup (sauda_order_get_has_label (sauda_order_line_get_order (line)) ? _ ("saved") : NULL);
}

static gboolean
get_quantity_number (gpointer line, double *number)
{
  *number = sauda_order_line_get_quantity (line);
  return TRUE;
}

static gboolean
get_amount_number (gpointer line, double *number)
{
  *number = (double) sauda_order_line_get_amount (line);
  return *number >= 0;
}

static char *
get_ship_by_text (gpointer line, gint64 now_ms)
{
  return sauda_ship_by_format (line, now_ms);
}

/* Sizes in Sauda's one way of writing; an empty size is no decision. */
static gboolean
read_size (const char *text, char **value, GError **error)
{
  *value = sauda_order_edit_read_size (text);
  return TRUE;
}

static gboolean
read_tags (const char *text, char **value, GError **error)
{
  *value = sauda_order_edit_read_tags (text);
  return TRUE;
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
compare_stores (gconstpointer a, gconstpointer b)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_STORE);
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_CODE);
}

static int
compare_products (gconstpointer a, gconstpointer b)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_PRODUCT);
}

static int
compare_buyers (gconstpointer a, gconstpointer b)
{
  return compare_keys ((gpointer) a, (gpointer) b, SAUDA_ORDER_LINE_KEY_BUYER);
}

static int
compare_stages (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_order_line_get_stage ((gpointer) a),
                          sauda_order_line_get_stage ((gpointer) b));
}

/* What is still to hand over first, the most urgent on top; then what is done, the newest on top; no time
 * last. */
static int
compare_ship_by (gconstpointer a, gconstpointer b)
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
compare_clicked (gconstpointer a, gconstpointer b)
{
  return compare_sizes (sauda_order_line_get_clicked_size ((gpointer) a),
                        sauda_order_line_get_clicked_size ((gpointer) b));
}

static int
compare_decided (gconstpointer a, gconstpointer b)
{
  return compare_sizes (sauda_order_line_get_decided_size ((gpointer) a),
                        sauda_order_line_get_decided_size ((gpointer) b));
}

static int
compare_quantities (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_order_line_get_quantity ((gpointer) a),
                          sauda_order_line_get_quantity ((gpointer) b));
}

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_order_line_get_amount ((gpointer) a),
                          sauda_order_line_get_amount ((gpointer) b));
}

/* Texts that few rows have: those with one come first. */
static int
compare_rare (const char *first, const char *second)
{
  gboolean first_empty = first == NULL || *first == '\0';
  gboolean second_empty = second == NULL || *second == '\0';

  if (first_empty || second_empty)
    return first_empty - second_empty;
  return g_utf8_collate (first, second);
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  return compare_rare (sauda_order_line_get_note ((gpointer) a), sauda_order_line_get_note ((gpointer) b));
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  return compare_rare (sauda_order_get_tags (sauda_order_line_get_order ((gpointer) a)),
                       sauda_order_get_tags (sauda_order_line_get_order ((gpointer) b)));
}

/* Digits and town names need no collation to stand together. */
static int
compare_phones (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (sauda_order_get_phone (sauda_order_line_get_order ((gpointer) a)),
                    sauda_order_get_phone (sauda_order_line_get_order ((gpointer) b)));
}

static int
compare_towns (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (sauda_order_get_town (sauda_order_line_get_order ((gpointer) a)),
                    sauda_order_get_town (sauda_order_line_get_order ((gpointer) b)));
}

static int
compare_created (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_order_get_created_ms (sauda_order_line_get_order ((gpointer) a)),
                          sauda_order_get_created_ms (sauda_order_line_get_order ((gpointer) b)));
}

static int
compare_skus (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (sauda_order_line_get_sku ((gpointer) a), sauda_order_line_get_sku ((gpointer) b));
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_order_get_has_label (sauda_order_line_get_order ((gpointer) a)),
                          sauda_order_get_has_label (sauda_order_line_get_order ((gpointer) b)));
}

#define NUMERIC SAUDA_GRID_COLUMN_NUMERIC
#define EDITABLE SAUDA_GRID_COLUMN_EDITABLE
#define EXTRA SAUDA_GRID_COLUMN_EXTRA

/* Up to the quantity all columns are seen in a small window. */
static const SaudaGridColumn columns[SAUDA_N_ORDERS_COLUMNS] = {
  [SAUDA_ORDERS_COLUMN_STORE] = { "store", N_ ("Store"), "store", get_store_text, compare_stores, 88 },
  [SAUDA_ORDERS_COLUMN_CODE] = { "order", N_ ("Order"), "code", get_code_text, compare_codes, 100 },
  [SAUDA_ORDERS_COLUMN_STAGE] = { "stage", N_ ("Stage"), "stage", get_stage_text, compare_stages, 146,
                                  SAUDA_GRID_COLUMN_CLOCK },
  [SAUDA_ORDERS_COLUMN_SHIP_BY] = { "ship-by", N_ ("Ship by"), "ship-by-ms", get_ship_by_text,
                                    compare_ship_by, 134, SAUDA_GRID_COLUMN_CLOCK },
  [SAUDA_ORDERS_COLUMN_PRODUCT] = { "product", N_ ("Product"), "product", get_product_text, compare_products,
                                    176, SAUDA_GRID_COLUMN_EXPAND },
  [SAUDA_ORDERS_COLUMN_CLICKED_SIZE] = { "clicked-size", N_ ("Clicked"), "clicked-size", get_clicked_text,
                                         compare_clicked, 76 },
  [SAUDA_ORDERS_COLUMN_DECIDED_SIZE] = { "decided-size", N_ ("Decided"), "decided-size", get_decided_text,
                                         compare_decided, 88, EDITABLE | SAUDA_GRID_COLUMN_CHOICES, NULL,
                                         read_size },
  [SAUDA_ORDERS_COLUMN_QUANTITY] = { "quantity", N_ ("Pcs"), "quantity", get_quantity_text,
                                     compare_quantities, 48, NUMERIC, NULL, NULL, get_quantity_number },
  [SAUDA_ORDERS_COLUMN_AMOUNT] = { "amount", N_ ("Sum"), "amount", get_amount_text, compare_amounts, 92,
                                   NUMERIC | SAUDA_GRID_COLUMN_PRICE, NULL, NULL, get_amount_number },
  [SAUDA_ORDERS_COLUMN_BUYER] = { "buyer", N_ ("Buyer"), "buyer", get_buyer_text, compare_buyers, 132 },
  [SAUDA_ORDERS_COLUMN_NOTE] = { "note", N_ ("Note"), "note", get_note_text, compare_notes, 160, EDITABLE },
  [SAUDA_ORDERS_COLUMN_TAGS] = { "tags", N_ ("Tags"), "tags", get_tags_text, compare_tags, 120,
                                 EDITABLE | EXTRA, NULL, read_tags },
  [SAUDA_ORDERS_COLUMN_PHONE] = { "phone", N_ ("Phone"), "buyer", get_phone_text, compare_phones, 130,
                                  EXTRA },
  [SAUDA_ORDERS_COLUMN_TOWN] = { "town", N_ ("Town"), "buyer", get_town_text, compare_towns, 110, EXTRA },
  [SAUDA_ORDERS_COLUMN_CREATED] = { "created", N_ ("Ordered"), "code", get_created_text, compare_created, 80,
                                    EXTRA },
  [SAUDA_ORDERS_COLUMN_SKU] = { "sku", N_ ("SKU"), "sku", get_sku_text, compare_skus, 150,
                                EXTRA | SAUDA_GRID_COLUMN_CODE },
  [SAUDA_ORDERS_COLUMN_LABEL] = { "label", N_ ("Label"), "stage", get_label_text, compare_labels, 84, EXTRA },
};

static const SaudaGridKind kind = {
  .title = N_ ("Orders"),
  .columns = columns,
  .n_columns = SAUDA_N_ORDERS_COLUMNS,
  .default_sort = SAUDA_ORDERS_COLUMN_SHIP_BY,
  .fixed = SAUDA_ORDERS_COLUMN_CODE,
  .order_key = "order-columns",
  .widths_key = "order-column-widths",
  .sort_key = "order-sort-column",
  .descending_key = "order-sort-descending",
};

/**
 * sauda_orders_columns_get_kind:
 *
 * Returns: (transfer none): what the table of orders is made of; its columns are #SaudaOrdersColumn
 */
const SaudaGridKind *
sauda_orders_columns_get_kind (void)
{
  return &kind;
}
