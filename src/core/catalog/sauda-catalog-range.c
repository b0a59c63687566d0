#include "sauda-catalog-range.h"

#include "sauda-money.h"
#include "sauda-text.h"

#include <string.h>

#define MAX_COST_CNY 1000000

/* Beyond these a digit or a comma slipped: sizes of one model differ in price and weight, but never
 * so far. */
#define PRICE_FACTOR 5
#define WEIGHT_FACTOR 10
/* With fewer values nobody can tell which of them is wrong. */
#define MIN_VALUES 3

static int
compare_values (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
is_bare_number (const char *text)
{
  return text[strspn (text, "0123456789.,")] == '\0';
}

/* "0,95 кг" says the same as "0,95". */
static char *
cut_unit (const char *text)
{
  static const char *const units[] = { "кг.", "кг", "kg" };
  g_autofree char *squeezed = sauda_text_squeeze (text);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_suffix (squeezed, units[i]))
      return g_strndup (squeezed, strlen (squeezed) - strlen (units[i]));
  return g_steal_pointer (&squeezed);
}

/**
 * sauda_catalog_range_read_thousandths:
 * @text: a number with a point or a comma; blanks are left out
 * @thousandths: (out): the number times 1000
 *
 * Returns: whether it is a number of not more than three decimals
 */
gboolean
sauda_catalog_range_read_thousandths (const char *text, gint64 *thousandths)
{
  g_autofree char *squeezed = is_bare_number (text) ? NULL : sauda_text_squeeze (text);
  gint64 value = 0;
  guint digits = 0, decimals = 0;
  gboolean fraction = FALSE;

  for (const char *p = squeezed != NULL ? squeezed : text; *p != '\0'; p++) {
    if ((*p == '.' || *p == ',') && !fraction && digits > 0) {
      fraction = TRUE;
    } else if (!g_ascii_isdigit (*p) || ++digits > 12) {
      return FALSE;
    } else if (!fraction || decimals < 3) {
      value = value * 10 + (*p - '0');
      decimals += fraction ? 1 : 0;
    } else if (*p != '0') {
      return FALSE;
    }
  }
  for (; decimals < 3; decimals++)
    value *= 10;
  *thousandths = value;
  return digits > 0;
}

/**
 * sauda_catalog_range_read_weight:
 * @text: kilograms, as people write them, with or without the unit behind
 * @grams: (out): the weight
 *
 * Returns: whether it is a weight of 0.01 to 150 kilograms
 */
gboolean
sauda_catalog_range_read_weight (const char *text, gint64 *grams)
{
  g_autofree char *number = is_bare_number (text) ? NULL : cut_unit (text);

  return sauda_catalog_range_read_thousandths (number != NULL ? number : text, grams) &&
         *grams >= SAUDA_CATALOG_MIN_WEIGHT_GRAMS && *grams <= SAUDA_CATALOG_MAX_WEIGHT_GRAMS;
}

/**
 * sauda_catalog_range_read_cost:
 * @text: yuan
 * @thousandths: (out): the cost times 1000
 *
 * Returns: whether it is a cost
 */
gboolean
sauda_catalog_range_read_cost (const char *text, gint64 *thousandths)
{
  return sauda_catalog_range_read_thousandths (text, thousandths) &&
         *thousandths <= MAX_COST_CNY * G_GINT64_CONSTANT (1000);
}

/**
 * sauda_catalog_range_read_price:
 * @text: an amount
 * @tenge: (out): the price
 *
 * Returns: whether it is a price in whole tenge
 */
gboolean
sauda_catalog_range_read_price (const char *text, gint64 *tenge)
{
  return sauda_money_parse (text, tenge, NULL) && *tenge > 0;
}

/**
 * sauda_catalog_range_read_stock:
 * @text: pieces, written like an amount of money: blanks between digits, a zero fraction, a sign
 * @pieces: (out): how many; may be less than 0, which the caller refuses in words of its own
 *
 * Returns: whether it is a whole number of pieces
 */
gboolean
sauda_catalog_range_read_stock (const char *text, gint64 *pieces)
{
  return sauda_money_parse (text, pieces, NULL) && *pieces <= SAUDA_CATALOG_MAX_STOCK;
}

/**
 * sauda_catalog_range_format_decimal:
 * @value: a weight or a cost
 *
 * Returns: (transfer full): as catalogues write it: 0,95
 */
char *
sauda_catalog_range_format_decimal (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.10g", value);
  return g_strdelimit (g_strdup (buffer), ".", ',');
}

/**
 * sauda_catalog_range_find_median:
 * @values: (element-type gint64): what the sizes of a model have; gets sorted
 *
 * Returns: the one in the middle, or -1 with too few to tell
 */
gint64
sauda_catalog_range_find_median (GArray *values)
{
  if (values->len < MIN_VALUES)
    return -1;
  g_array_sort (values, compare_values);
  return g_array_index (values, gint64, values->len / 2);
}

/**
 * sauda_catalog_range_is_far:
 * @quantity: what it is
 * @value: of one size, less than 0 for none
 * @median: of its model, less than 0 when it is not known
 *
 * Returns: whether a digit or a comma must have slipped
 */
gboolean
sauda_catalog_range_is_far (SaudaCatalogQuantity quantity, gint64 value, gint64 median)
{
  gint64 factor = quantity == SAUDA_CATALOG_QUANTITY_PRICE ? PRICE_FACTOR : WEIGHT_FACTOR;

  return value >= 0 && median > 0 && (value >= median * factor || value * factor <= median);
}
