#include "sauda-bulk-change.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-range.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MIN_PERCENT (-99)
#define MAX_PERCENT 1000

static gboolean
is_number (SaudaVariantField field)
{
  return field == SAUDA_VARIANT_FIELD_WEIGHT || field == SAUDA_VARIANT_FIELD_COST;
}

/* `5`, `-7,5` and `+10 %`, in thousandths. */
static gboolean
read_percent (const char *text, gint64 *thousandths)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);
  gsize length = strlen (squeezed);
  const char *digits = squeezed;
  gboolean less = *digits == '-' || g_str_has_prefix (digits, "−");

  if (length > 0 && squeezed[length - 1] == '%')
    squeezed[length - 1] = '\0';
  if (less || *digits == '+')
    digits = g_utf8_next_char (digits);
  g_strchomp (squeezed);
  if (!sauda_catalog_range_read_thousandths (digits, thousandths))
    return FALSE;
  if (less)
    *thousandths = -*thousandths;
  return *thousandths >= MIN_PERCENT * 1000 && *thousandths <= MAX_PERCENT * 1000;
}

static char *
replace_part (const char *text, const char *part, const char *replacement)
{
  g_auto (GStrv) parts = g_strsplit (text, part, -1);

  return g_strjoinv (replacement != NULL ? replacement : "", parts);
}

static char *
grow (SaudaVariantField field, const char *before, gint64 percent)
{
  gint64 value;
  double grown;

  if (!sauda_catalog_range_read_thousandths (before, &value))
    return g_strdup (before);
  grown = (double) value * (100000.0 + (double) percent) / 100000.0;
  /* Grams for a weight, hundredths of a yuan for a cost. */
  grown = field == SAUDA_VARIANT_FIELD_COST ? round (grown / 10) / 100 : round (grown) / 1000;
  return sauda_catalog_range_format_decimal (grown);
}

/**
 * sauda_bulk_change_fits:
 * @field: a field
 * @kind: how it would be changed
 *
 * Bar codes are each product's own, so they cannot be set for several.
 *
 * Returns: whether that makes sense
 */
gboolean
sauda_bulk_change_fits (SaudaVariantField field, SaudaBulkKind kind)
{
  if (field == SAUDA_VARIANT_FIELD_BARCODES || field == SAUDA_VARIANT_FIELD_RETIRED ||
      field == SAUDA_VARIANT_FIELD_PICTURE)
    return FALSE;
  return kind == SAUDA_BULK_PERCENT ? is_number (field) : kind != SAUDA_BULK_REPLACE || !is_number (field);
}

/**
 * sauda_bulk_change_check:
 * @change: a change
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_INVALID_VALUE when what was typed cannot be meant
 */
gboolean
sauda_bulk_change_check (const SaudaBulkChange *change, GError **error)
{
  g_autofree char *value = NULL;
  gint64 percent;

  if (change->kind == SAUDA_BULK_SET)
    return sauda_variant_field_read (change->field, change->text, &value, error);
  if (change->kind == SAUDA_BULK_REPLACE && change->text != NULL && *change->text != '\0')
    return TRUE;
  if (change->kind == SAUDA_BULK_PERCENT && read_percent (change->text, &percent))
    return TRUE;
  if (change->kind == SAUDA_BULK_REPLACE)
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                         _ ("Type what is to be replaced."));
  else
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                 _ ("“%s” is no percent. Type 5, -10 or 7,5."), change->text != NULL ? change->text : "");
  return FALSE;
}

/**
 * sauda_bulk_change_apply:
 * @change: a change that can be meant
 * @before: (nullable): a value
 * @after: (out): what becomes of it; may be the same
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_INVALID_VALUE when this value cannot become what is wanted
 */
gboolean
sauda_bulk_change_apply (const SaudaBulkChange *change, const char *before, char **after, GError **error)
{
  g_autofree char *text = NULL;
  gint64 percent;

  if (change->kind != SAUDA_BULK_SET && (before == NULL || *before == '\0')) {
    *after = g_strdup ("");
    return TRUE;
  }
  if (change->kind == SAUDA_BULK_SET)
    text = g_strdup (change->text);
  else if (change->kind == SAUDA_BULK_REPLACE)
    text = replace_part (before, change->text, change->replacement);
  else if (read_percent (change->text, &percent))
    text = grow (change->field, before, percent);
  return sauda_variant_field_read (change->field, text, after, error);
}
