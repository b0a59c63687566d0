#include "sauda-variant-field.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-range.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BARCODE 64

static const struct {
  const char *name;   /* on the command line */
  const char *title;  /* header of a column */
  const char *column; /* in the database; NULL: it has a table of its own */
} fields[] = {
  [SAUDA_VARIANT_FIELD_NAME] = { "name", N_ ("Name"), "model_name" },
  [SAUDA_VARIANT_FIELD_SIZE] = { "size", N_ ("Size"), "size" },
  [SAUDA_VARIANT_FIELD_BRAND] = { "brand", N_ ("Brand"), "brand" },
  [SAUDA_VARIANT_FIELD_MODEL] = { "model", N_ ("Model"), "model" },
  [SAUDA_VARIANT_FIELD_COLOR] = { "color", N_ ("Colour"), "color" },
  [SAUDA_VARIANT_FIELD_GENDER] = { "gender", N_ ("For Whom"), "gender" },
  [SAUDA_VARIANT_FIELD_SEASON] = { "season", N_ ("Season"), "season" },
  [SAUDA_VARIANT_FIELD_TYPE] = { "category", N_ ("Category"), "product_type" },
  [SAUDA_VARIANT_FIELD_SUBTYPE] = { "subcategory", N_ ("Subcategory"), "sub_category" },
  [SAUDA_VARIANT_FIELD_WEIGHT] = { "weight", N_ ("Weight, kg"), "weight_grams" },
  [SAUDA_VARIANT_FIELD_COST] = { "cost", N_ ("Cost, CNY"), "cost_cny" },
  [SAUDA_VARIANT_FIELD_BARCODES] = { "barcodes", N_ ("Barcodes"), NULL },
  [SAUDA_VARIANT_FIELD_RETIRED] = { "retired", N_ ("Archived"), "retired_ms" },
  [SAUDA_VARIANT_FIELD_PICTURE] = { "picture", N_ ("Picture"), "picture" },
};

/* Codes of shops end in a digit that is counted from the others, weighing every second one three times
 * (GS1 General Specifications 7.9). */
static char
find_check_digit (const char *code)
{
  gsize length = strlen (code);
  guint sum = 0;

  for (gsize i = 0; i + 1 < length; i++)
    sum += (guint) (code[i] - '0') * ((length - i) % 2 == 0 ? 3 : 1);
  return (char) ('0' + (10 - sum % 10) % 10);
}

static gboolean
check_barcode (const char *code, GError **error)
{
  gsize length = strlen (code);
  gboolean digits = strspn (code, "0123456789") == length;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (code[i]) || length > MAX_BARCODE) {
      g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                   _ ("“%s” cannot be printed as a bar code: Latin letters, digits and signs, up to %d of "
                      "them."),
                   code, MAX_BARCODE);
      return FALSE;
    }
  if (digits && (length == 8 || length == 12 || length == 13) &&
      find_check_digit (code) != code[length - 1]) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                 _ ("“%s” has a wrong digit: as a bar code of shops it would end in %c. Scan it again."),
                 code, find_check_digit (code));
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_barcodes (const char *text, char **value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ", ;\t\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++) {
    if (*parts[i] == '\0' || !g_hash_table_add (seen, parts[i]))
      continue;
    if (!check_barcode (parts[i], error))
      return FALSE;
    g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", parts[i]);
  }
  *value = g_string_free (g_steal_pointer (&joined), FALSE);
  return TRUE;
}

static gboolean
read_weight (const char *text, char **value, GError **error)
{
  gint64 grams;

  if (sauda_catalog_range_read_weight (text, &grams)) {
    *value = sauda_catalog_range_format_decimal ((double) grams / 1000);
    return TRUE;
  }
  g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
               _ ("“%s” is no weight: it is told in kilograms, from 0,01 to 150. 950 grams are 0,95."), text);
  return FALSE;
}

static gboolean
read_cost (const char *text, char **value, GError **error)
{
  gint64 thousandths;

  if (sauda_catalog_range_read_cost (text, &thousandths)) {
    *value = sauda_catalog_range_format_decimal ((double) thousandths / 1000);
    return TRUE;
  }
  g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
               _ ("“%s” is no cost: it is told in yuan, such as 65 or 47,5."), text);
  return FALSE;
}

/**
 * sauda_variant_field_get_name:
 * @field: a field
 *
 * Returns: (not nullable): its name on the command line and in the history
 */
const char *
sauda_variant_field_get_name (SaudaVariantField field)
{
  return fields[field].name;
}

/**
 * sauda_variant_field_get_title:
 * @field: a field
 *
 * Returns: (not nullable): what people read, not translated yet
 */
const char *
sauda_variant_field_get_title (SaudaVariantField field)
{
  return fields[field].title;
}

/**
 * sauda_variant_field_get_column: (skip)
 * @field: a field
 *
 * Returns: (nullable): its column in the database
 */
const char *
sauda_variant_field_get_column (SaudaVariantField field)
{
  return fields[field].column;
}

/**
 * sauda_variant_field_from_name:
 * @name: as on the command line
 * @field: (out): the field
 *
 * Returns: whether there is such a field
 */
gboolean
sauda_variant_field_from_name (const char *name, SaudaVariantField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name)) {
      *field = (SaudaVariantField) i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_variant_field_write_size:
 * @text: a size as people write it
 *
 * Returns: (transfer full): the one way of writing it, else what stands there: some goods have sizes of their
 * own
 */
char *
sauda_variant_field_write_size (const char *text)
{
  char *size = sauda_size_word_find (text);

  return size != NULL ? size : sauda_text_squeeze (text);
}

/**
 * sauda_variant_field_read:
 * @field: a field
 * @text: what a person typed or pasted
 * @value: (out): what it means; empty takes the value away
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_INVALID_VALUE, which says what may be typed
 */
gboolean
sauda_variant_field_read (SaudaVariantField field, const char *text, char **value, GError **error)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);

  if (*squeezed == '\0' && field == SAUDA_VARIANT_FIELD_NAME) {
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                         _ ("A product needs a name: it stands on labels and on files for the packers."));
    return FALSE;
  }
  if (*squeezed == '\0') {
    *value = g_steal_pointer (&squeezed);
    return TRUE;
  }
  switch (field) {
  case SAUDA_VARIANT_FIELD_WEIGHT:
    return read_weight (squeezed, value, error);
  case SAUDA_VARIANT_FIELD_COST:
    return read_cost (squeezed, value, error);
  case SAUDA_VARIANT_FIELD_BARCODES:
    return read_barcodes (squeezed, value, error);
  case SAUDA_VARIANT_FIELD_SIZE:
    *value = sauda_variant_field_write_size (squeezed);
    return TRUE;
  case SAUDA_VARIANT_FIELD_RETIRED:
    *value = g_strdup (g_str_equal (squeezed, "0") ? "" : "1");
    return TRUE;
  default:
    *value = g_steal_pointer (&squeezed);
    return TRUE;
  }
}

/**
 * sauda_variant_field_equal:
 * @first: (nullable): a value
 * @second: (nullable): another
 *
 * Returns: whether they are the same; nothing and empty are
 */
gboolean
sauda_variant_field_equal (const char *first, const char *second)
{
  return g_strcmp0 (first != NULL ? first : "", second != NULL ? second : "") == 0;
}
