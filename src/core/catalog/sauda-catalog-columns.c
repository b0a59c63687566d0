#include "sauda-catalog-columns.h"

#include "sauda-catalog-error.h"
#include "sauda-sheet.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The merchant's own header first, then the field of the API (product.md 6), then what else people write. */
static const SaudaSheetColumn table[SAUDA_CATALOG_N_COLUMNS] = {
  [SAUDA_CATALOG_COLUMN_SKU_ID] = { "SKU_ID|merchantProductId", TRUE },
  [SAUDA_CATALOG_COLUMN_NAME_CORE] = { "Kaspi_name_core|title", FALSE },
  [SAUDA_CATALOG_COLUMN_MY_SIZE] = { "MY_SIZE", FALSE },
  [SAUDA_CATALOG_COLUMN_SIZE_KASPI] = { "Size_kaspi", FALSE },
  [SAUDA_CATALOG_COLUMN_KASPI_CODE] = { "Kaspi_art_1|masterCode", FALSE },
  [SAUDA_CATALOG_COLUMN_OFFER_SKU] = { "SKU_ID_KSP|code|Артикул", TRUE },
  [SAUDA_CATALOG_COLUMN_NAME_SOURCE] = { "Kaspi_name_source", FALSE },
  [SAUDA_CATALOG_COLUMN_PRICE] = { "Initial_KSP_Price|price|Цена", FALSE },
  [SAUDA_CATALOG_COLUMN_STOCK] = { "Stock_entered|availableAmount|Остаток", FALSE },
  [SAUDA_CATALOG_COLUMN_SKU_KEY] = { "SKU_key", FALSE },
  [SAUDA_CATALOG_COLUMN_SECONDARY] = { "Secondary", FALSE },
  [SAUDA_CATALOG_COLUMN_PRODUCT_TYPE] = { "Product_Type|category|Категория", FALSE },
  [SAUDA_CATALOG_COLUMN_SUB_CATEGORY] = { "Sub_Category|subcategory", FALSE },
  [SAUDA_CATALOG_COLUMN_BRAND] = { "Brend|Brand|Бренд", FALSE },
  [SAUDA_CATALOG_COLUMN_MODEL] = { "Model|Модель", FALSE },
  [SAUDA_CATALOG_COLUMN_COLOR] = { "Color|Colour|Цвет", FALSE },
  [SAUDA_CATALOG_COLUMN_OUR_SIZE] = { "Our_Size|size|Размер", FALSE },
  [SAUDA_CATALOG_COLUMN_GENDER] = { "Gender|Пол", FALSE },
  [SAUDA_CATALOG_COLUMN_SEASON] = { "Season|Сезон", FALSE },
  [SAUDA_CATALOG_COLUMN_COST] = { "BaseCost_CNY", FALSE },
  [SAUDA_CATALOG_COLUMN_WEIGHT] = { "Weight_kg|weight|Вес", FALSE },
  [SAUDA_CATALOG_COLUMN_GENDER_TEXT] = { "Gender2", FALSE },
  [SAUDA_CATALOG_COLUMN_STORE] = { "Store_name|store|Магазин", TRUE },
  [SAUDA_CATALOG_COLUMN_KASPI_CODE_2] = { "Kaspi_art_2", FALSE },
};

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (data, row, cells, n_cells, &is_data, error))
    return FALSE;
  if (is_data) /* nothing below the header matters here */
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "header");
  return !is_data;
}

/**
 * sauda_catalog_column_find:
 * @name: one of the writings of a column
 *
 * Returns: the column, or -1 when there is none
 */
int
sauda_catalog_column_find (const char *name)
{
  g_autofree char *wanted = sauda_text_search_key (name);

  for (int i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
    g_auto (GStrv) names = g_strsplit (table[i].names, "|", -1);

    for (gsize n = 0; names[n] != NULL; n++) {
      g_autofree char *key = sauda_text_search_key (names[n]);

      if (g_str_equal (key, wanted))
        return i;
    }
  }
  return -1;
}

static gboolean
add_override (SaudaSheetColumns *columns, const char *override, GError **error)
{
  const char *equals = strrchr (override, '=');
  g_autofree char *header = equals != NULL ? g_strndup (override, (gsize) (equals - override)) : NULL;
  int column = equals != NULL ? sauda_catalog_column_find (equals + 1) : -1;

  if (column < 0 || sauda_text_is_empty (header)) {
    g_set_error (
      error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_COLUMNS,
      _ ("“%s” does not say which column is which. Write the header of your file, “=” and one of the "
         "catalogue's columns, such as Price=Initial_KSP_Price."),
      override);
    return FALSE;
  }
  sauda_sheet_columns_add_name (columns, (guint) column, header);
  return TRUE;
}

/**
 * sauda_catalog_column_get_header:
 * @column: a column
 *
 * Returns: (transfer full) (not nullable): its header in exports
 */
char *
sauda_catalog_column_get_header (SaudaCatalogColumn column)
{
  return g_strndup (table[column].names, strcspn (table[column].names, "|"));
}

/**
 * sauda_catalog_column_is_needed:
 * @column: a column
 *
 * Returns: whether a file without it is not read
 */
gboolean
sauda_catalog_column_is_needed (SaudaCatalogColumn column)
{
  return table[column].needed;
}

/**
 * sauda_catalog_columns_new:
 * @overrides: (nullable): `HEADER=FIELD` pairs, ended by %NULL
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what finds the columns of a file, or %NULL with
 * %SAUDA_CATALOG_ERROR_COLUMNS when an override names no field
 */
SaudaSheetColumns *
sauda_catalog_columns_new (const char *const *overrides, GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, SAUDA_CATALOG_N_COLUMNS);

  for (gsize i = 0; overrides != NULL && overrides[i] != NULL; i++)
    if (!add_override (columns, overrides[i], error))
      return NULL;
  return g_steal_pointer (&columns);
}

/**
 * sauda_catalog_columns_are_missing: (skip)
 * @reason: (nullable): why a sheet was not read
 *
 * Returns: whether the catalogue may stand on another sheet of the workbook
 */
gboolean
sauda_catalog_columns_are_missing (const GError *reason)
{
  return g_error_matches (reason, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_HEADER) ||
         g_error_matches (reason, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_MISSING_COLUMN) ||
         g_error_matches (reason, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_EMPTY);
}

/* The header of one sheet; %NULL without an error when there is none. */
static SaudaSheetColumns *
find_header (const char *path,
             guint skip,
             const char *const *overrides,
             GCancellable *cancellable,
             GError **error)
{
  const SaudaSheetOptions sheet = { .skip = skip };
  g_autoptr (SaudaSheetColumns) columns = sauda_catalog_columns_new (overrides, error);
  g_autoptr (GError) reason = NULL;

  if (columns == NULL)
    return NULL;
  if (sauda_sheet_read (path, &sheet, take_row, columns, cancellable, &reason) ||
      sauda_catalog_columns_are_missing (reason))
    return NULL;
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return g_steal_pointer (&columns);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

/**
 * sauda_catalog_columns_read_header:
 * @path: a catalogue, CSV or XLSX
 * @overrides: (nullable): `HEADER=FIELD` pairs, ended by %NULL
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads the header alone, or the row that comes nearest to one.
 *
 * Returns: (transfer full) (nullable): where the columns are, or %NULL with an error of the sheets room
 */
SaudaSheetColumns *
sauda_catalog_columns_read_header (const char *path,
                                   const char *const *overrides,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_catalog_columns_new (overrides, error);
  g_autoptr (GError) reason = NULL;

  if (columns == NULL)
    return NULL;
  for (guint skip = 0; reason == NULL; skip++) {
    SaudaSheetColumns *found = find_header (path, skip, overrides, cancellable, &reason);

    if (found != NULL)
      return found;
  }
  g_clear_error (&reason);
  /* No sheet has one: the row of the first that comes nearest. */
  if (!sauda_sheet_read (path, NULL, take_row, columns, cancellable, &reason) &&
      !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CLOSED) && !sauda_sheet_columns_take_best (columns)) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }
  /* A file that ends above its header is told by the reader of its rows. */
  if (!sauda_sheet_columns_take_best (columns) && !sauda_sheet_columns_check (columns, error))
    return NULL;
  return g_steal_pointer (&columns);
}
