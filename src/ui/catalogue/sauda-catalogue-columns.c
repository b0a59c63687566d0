#include "sauda-catalogue-columns.h"

#include "sauda-catalog-range.h"
#include "sauda-money.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

/* The columns of the catalogue: texts, orders, and what may be typed. */

static const SaudaVariantInfo *
get_info (gconstpointer row)
{
  return sauda_catalogue_row_get_info ((gpointer) row);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* Rows with nothing there come last. */
static int
compare_texts (const char *first, const char *second)
{
  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);
  return strcmp (first, second);
}

/* A column for each field that is typed as it is shown. */
#define FIELD(name, field)                                                                                   \
  static char *get_##name##_text (gpointer row, gint64 now_ms)                                               \
  {                                                                                                          \
    return g_strdup (sauda_catalogue_row_get_value (row, field));                                            \
  }                                                                                                          \
  static gboolean read_##name (const char *text, char **value, GError **error)                               \
  {                                                                                                          \
    return sauda_variant_field_read (field, text, value, error);                                             \
  }                                                                                                          \
  static int compare_##name (gconstpointer a, gconstpointer b)                                               \
  {                                                                                                          \
    return compare_texts (get_info (a)->values[field], get_info (b)->values[field]);                         \
  }

FIELD (color, SAUDA_VARIANT_FIELD_COLOR)
FIELD (barcodes, SAUDA_VARIANT_FIELD_BARCODES)
FIELD (brand, SAUDA_VARIANT_FIELD_BRAND)
FIELD (model, SAUDA_VARIANT_FIELD_MODEL)
FIELD (gender, SAUDA_VARIANT_FIELD_GENDER)
FIELD (season, SAUDA_VARIANT_FIELD_SEASON)
FIELD (type, SAUDA_VARIANT_FIELD_TYPE)
FIELD (subtype, SAUDA_VARIANT_FIELD_SUBTYPE)

static char *
get_name_text (gpointer row, gint64 now_ms)
{
  return g_strdup (sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_NAME));
}

static gboolean
read_name (const char *text, char **value, GError **error)
{
  return sauda_variant_field_read (SAUDA_VARIANT_FIELD_NAME, text, value, error);
}

static char *
get_size_text (gpointer row, gint64 now_ms)
{
  return g_strdup (sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_SIZE));
}

static gboolean
read_size (const char *text, char **value, GError **error)
{
  return sauda_variant_field_read (SAUDA_VARIANT_FIELD_SIZE, text, value, error);
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  return sauda_size_word_compare (get_info (a)->values[SAUDA_VARIANT_FIELD_SIZE],
                                  get_info (b)->values[SAUDA_VARIANT_FIELD_SIZE]);
}

static char *
get_weight_text (gpointer row, gint64 now_ms)
{
  return g_strdup (sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_WEIGHT));
}

static gboolean
read_weight (const char *text, char **value, GError **error)
{
  return sauda_variant_field_read (SAUDA_VARIANT_FIELD_WEIGHT, text, value, error);
}

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (a)->weight_grams, get_info (b)->weight_grams);
}

static gboolean
get_weight_number (gpointer row, double *number)
{
  *number = (double) get_info (row)->weight_grams / 1000;
  return get_info (row)->weight_grams >= 0;
}

static char *
get_cost_text (gpointer row, gint64 now_ms)
{
  return g_strdup (sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_COST));
}

static gboolean
read_cost (const char *text, char **value, GError **error)
{
  return sauda_variant_field_read (SAUDA_VARIANT_FIELD_COST, text, value, error);
}

static gboolean
get_cost_number (gpointer row, double *number)
{
  const char *text = sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_COST);
  gint64 thousandths = 0;

  if (text == NULL || !sauda_catalog_range_read_thousandths (text, &thousandths))
    return FALSE;
  *number = (double) thousandths / 1000;
  return TRUE;
}

static int
compare_costs (gconstpointer a, gconstpointer b)
{
  double first = -1, second = -1;

  get_cost_number ((gpointer) a, &first);
  get_cost_number ((gpointer) b, &second);
  return (first > second) - (first < second);
}

static char *
get_sku_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_info (row)->sku);
}

static int
compare_skus (gconstpointer a, gconstpointer b)
{
  return strcmp (get_info (a)->sku, get_info (b)->sku);
}

static char *
get_price_text (gpointer row, gint64 now_ms)
{
  const SaudaVariantInfo *info = get_info (row);

  return info->least_price >= 0 ? sauda_money_format_range (info->least_price, info->highest_price) : NULL;
}

static int
compare_prices (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (a)->least_price, get_info (b)->least_price);
}

static gboolean
get_price_number (gpointer row, double *number)
{
  const SaudaVariantInfo *info = get_info (row);

  *number = (double) info->least_price;
  return info->least_price >= 0 && info->least_price == info->highest_price;
}

static char *
get_stock_text (gpointer row, gint64 now_ms)
{
  if (!sauda_catalogue_row_is_counted (row) && sauda_catalogue_row_get_on_hand (row) == 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, sauda_catalogue_row_get_on_hand (row));
}

static int
compare_stocks (gconstpointer a, gconstpointer b)
{
  return compare_numbers (sauda_catalogue_row_get_on_hand ((gpointer) a),
                          sauda_catalogue_row_get_on_hand ((gpointer) b));
}

static gboolean
get_stock_number (gpointer row, double *number)
{
  *number = (double) sauda_catalogue_row_get_on_hand (row);
  return sauda_catalogue_row_is_counted (row);
}

static char *
get_offers_text (gpointer row, gint64 now_ms)
{
  return g_strdup_printf ("%u", get_info (row)->offers);
}

static int
compare_offers (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (a)->offers, get_info (b)->offers);
}

static gboolean
get_offers_number (gpointer row, double *number)
{
  *number = get_info (row)->offers;
  return TRUE;
}

static char *
get_stores_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_info (row)->stores);
}

static int
compare_stores (gconstpointer a, gconstpointer b)
{
  return compare_texts (get_info (a)->stores, get_info (b)->stores);
}

static char *
get_check_text (gpointer row, gint64 now_ms)
{
  return sauda_catalogue_columns_describe_doubts (get_info (row));
}

static int
compare_checks (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (b)->doubts, get_info (a)->doubts);
}

static char *
get_key_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_info (row)->model_key);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (get_info (a)->model_key, get_info (b)->model_key);
}

static char *
get_retired_text (gpointer row, gint64 now_ms)
{
  return sauda_catalogue_row_is_retired (row) ? g_strdup (_ ("archived")) : NULL;
}

static char *
get_retired_value (gpointer row)
{
  return g_strdup (sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_RETIRED));
}

static int
compare_retired (gconstpointer a, gconstpointer b)
{
  return compare_texts (get_info (a)->values[SAUDA_VARIANT_FIELD_RETIRED],
                        get_info (b)->values[SAUDA_VARIANT_FIELD_RETIRED]);
}

static char *
get_picture_text (gpointer row, gint64 now_ms)
{
  return g_strdup (sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_PICTURE));
}

static int
compare_pictures (gconstpointer a, gconstpointer b)
{
  return compare_texts (get_info (a)->values[SAUDA_VARIANT_FIELD_PICTURE],
                        get_info (b)->values[SAUDA_VARIANT_FIELD_PICTURE]);
}

#define NUMERIC SAUDA_GRID_COLUMN_NUMERIC
#define EDITABLE SAUDA_GRID_COLUMN_EDITABLE
#define EXTRA SAUDA_GRID_COLUMN_EXTRA
#define PRICE SAUDA_GRID_COLUMN_PRICE
#define CHOICES SAUDA_GRID_COLUMN_CHOICES

static const SaudaGridColumn columns[SAUDA_N_CATALOGUE_COLUMNS] = {
  [SAUDA_CATALOGUE_COLUMN_SKU] = { "sku", N_ ("SKU"), NULL, get_sku_text, compare_skus, 190,
                                   SAUDA_GRID_COLUMN_CODE },
  [SAUDA_CATALOGUE_COLUMN_NAME] = { "name", N_ ("Name"), NULL, get_name_text,
                                    sauda_catalogue_row_compare_names, 160,
                                    SAUDA_GRID_COLUMN_EXPAND | EDITABLE, NULL, read_name },
  [SAUDA_CATALOGUE_COLUMN_SIZE] = { "size", N_ ("Size"), NULL, get_size_text, compare_sizes, 64,
                                    EDITABLE | CHOICES, NULL, read_size },
  [SAUDA_CATALOGUE_COLUMN_COLOR] = { "color", N_ ("Colour"), NULL, get_color_text, compare_color, 84,
                                     EDITABLE, NULL, read_color },
  [SAUDA_CATALOGUE_COLUMN_PRICE] = { "price", N_ ("Price"), NULL, get_price_text, compare_prices, 128,
                                     NUMERIC | PRICE, NULL, NULL, get_price_number },
  [SAUDA_CATALOGUE_COLUMN_STOCK] = { "stock", N_ ("Stock"), NULL, get_stock_text, compare_stocks, 72, NUMERIC,
                                     NULL, NULL, get_stock_number },
  [SAUDA_CATALOGUE_COLUMN_WEIGHT] = { "weight", N_ ("Weight, kg"), NULL, get_weight_text, compare_weights, 76,
                                      NUMERIC | EDITABLE, NULL, read_weight, get_weight_number },
  [SAUDA_CATALOGUE_COLUMN_BARCODES] = { "barcodes", N_ ("Barcodes"), NULL, get_barcodes_text,
                                        compare_barcodes, 116, EDITABLE, NULL, read_barcodes },
  [SAUDA_CATALOGUE_COLUMN_OFFERS] = { "offers", N_ ("Offers"), NULL, get_offers_text, compare_offers, 72,
                                      NUMERIC, NULL, NULL, get_offers_number },
  [SAUDA_CATALOGUE_COLUMN_STORES] = { "stores", N_ ("Stores"), NULL, get_stores_text, compare_stores, 130,
                                      EXTRA },
  [SAUDA_CATALOGUE_COLUMN_CHECK] = { "check", N_ ("To Check"), NULL, get_check_text, compare_checks, 120,
                                     EXTRA },
  [SAUDA_CATALOGUE_COLUMN_BRAND] = { "brand", N_ ("Brand"), NULL, get_brand_text, compare_brand, 90,
                                     EDITABLE | EXTRA, NULL, read_brand },
  [SAUDA_CATALOGUE_COLUMN_MODEL] = { "model", N_ ("Model"), NULL, get_model_text, compare_model, 90,
                                     EDITABLE | EXTRA, NULL, read_model },
  [SAUDA_CATALOGUE_COLUMN_GENDER] = { "gender", N_ ("For Whom"), NULL, get_gender_text, compare_gender, 80,
                                      EDITABLE | EXTRA, NULL, read_gender },
  [SAUDA_CATALOGUE_COLUMN_SEASON] = { "season", N_ ("Season"), NULL, get_season_text, compare_season, 80,
                                      EDITABLE | EXTRA, NULL, read_season },
  [SAUDA_CATALOGUE_COLUMN_TYPE] = { "category", N_ ("Category"), NULL, get_type_text, compare_type, 90,
                                    EDITABLE | EXTRA, NULL, read_type },
  [SAUDA_CATALOGUE_COLUMN_SUBTYPE] = { "subcategory", N_ ("Subcategory"), NULL, get_subtype_text,
                                       compare_subtype, 100, EDITABLE | EXTRA, NULL, read_subtype },
  [SAUDA_CATALOGUE_COLUMN_COST] = { "cost", N_ ("Cost, CNY"), NULL, get_cost_text, compare_costs, 90,
                                    NUMERIC | EDITABLE | EXTRA | PRICE, NULL, read_cost, get_cost_number },
  [SAUDA_CATALOGUE_COLUMN_KEY] = { "key", N_ ("Model Key"), NULL, get_key_text, compare_keys, 180, EXTRA },
  /* Not typed, but undone as the others. */
  [SAUDA_CATALOGUE_COLUMN_RETIRED] = { "retired", N_ ("Archived"), NULL, get_retired_text, compare_retired,
                                       90, EXTRA, get_retired_value },
  [SAUDA_CATALOGUE_COLUMN_PICTURE] = { "picture", N_ ("Picture"), NULL, get_picture_text, compare_pictures,
                                       90, EXTRA },
};

static const SaudaGridKind kind = {
  .title = N_ ("Catalogue"),
  .columns = columns,
  .n_columns = SAUDA_N_CATALOGUE_COLUMNS,
  .default_sort = SAUDA_CATALOGUE_COLUMN_NAME,
  .fixed = SAUDA_CATALOGUE_COLUMN_SKU,
  .order_key = "catalogue-columns",
  .widths_key = "catalogue-column-widths",
  .sort_key = "catalogue-sort-column",
  .descending_key = "catalogue-sort-descending",
};

/**
 * sauda_catalogue_columns_get_kind:
 *
 * Returns: (transfer none): what the table of the catalogue is made of; its columns are
 * #SaudaCatalogueColumn
 */
const SaudaGridKind *
sauda_catalogue_columns_get_kind (void)
{
  return &kind;
}

/**
 * sauda_catalogue_columns_get_field:
 * @column: a column
 * @field: (out): what stands there
 *
 * Returns: whether a person may change it
 */
gboolean
sauda_catalogue_columns_get_field (guint column, SaudaVariantField *field)
{
  return ((columns[column].flags & EDITABLE) != 0 || column == SAUDA_CATALOGUE_COLUMN_RETIRED ||
          column == SAUDA_CATALOGUE_COLUMN_PICTURE) &&
         sauda_variant_field_from_name (columns[column].name, field);
}

/**
 * sauda_catalogue_columns_describe_doubts:
 * @info: a variant
 *
 * Returns: (transfer full) (nullable): what cannot all be right, in words
 */
char *
sauda_catalogue_columns_describe_doubts (const SaudaVariantInfo *info)
{
  GString *text = g_string_new (NULL);

  if ((info->doubts & SAUDA_VARIANT_DOUBT_WEIGHT) != 0) {
    g_autofree char *told = sauda_catalog_range_format_decimal ((double) info->weight_grams / 1000);
    g_autofree char *usual = sauda_catalog_range_format_decimal ((double) info->usual_weight / 1000);

    /* Translators: a weight in kilograms, and what the other sizes weigh */
    g_string_append_printf (text, _ ("weight %s or %s?"), told, usual);
  }
  if ((info->doubts & SAUDA_VARIANT_DOUBT_PRICE) != 0) {
    g_autofree char *usual = sauda_money_format (info->usual_price);

    if (text->len > 0)
      g_string_append (text, ", ");
    /* Translators: what the other sizes cost */
    g_string_append_printf (text, _ ("price, usually %s"), usual);
  }
  if ((info->doubts & SAUDA_VARIANT_DOUBT_SIZE) != 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ ("offers tell another size"));
  return g_string_free (text, text->len == 0);
}
