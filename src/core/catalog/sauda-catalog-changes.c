#include "sauda-catalog-changes.h"

#include "sauda-catalog-range.h"

/* What a preview says of one row: the values that it would write over. */

static void
add (SaudaCatalogRows *rows, const SaudaCatalogRow *row, const SaudaCatalogPair *pair, const char *before)
{
  const SaudaCatalogChange change = {
    .row = row->number,
    .store = (char *) row->cells[SAUDA_CATALOG_COLUMN_STORE],
    .sku = (char *) row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU],
    .column = pair != NULL ? (char *) sauda_sheet_columns_get_title (rows->columns, pair->column) : NULL,
    .before = (char *) before,
    .after = pair != NULL ? (char *) pair->text : (char *) row->cells[SAUDA_CATALOG_COLUMN_NAME_SOURCE],
  };

  sauda_catalog_report_add_change (rows->report, &change);
}

static char *
format_known (SaudaStatement *known, const SaudaCatalogPair *pair)
{
  if (sauda_statement_is_null (known, pair->place))
    return NULL;
  return pair->decimal ? sauda_catalog_range_format_decimal (
                           (double) sauda_statement_get_int64 (known, pair->place) / 1000)
                       : g_strdup (sauda_statement_get_text (known, pair->place));
}

/**
 * sauda_catalog_changes_note: (skip)
 * @rows: a file; its report gets what changes
 * @row: the row that changes it
 * @known: the row of the database
 * @pairs: (array length=n_pairs): what is compared; without a text the file says nothing
 * @n_pairs: how many
 */
void
sauda_catalog_changes_note (SaudaCatalogRows *rows,
                            const SaudaCatalogRow *row,
                            SaudaStatement *known,
                            const SaudaCatalogPair *pairs,
                            guint n_pairs)
{
  if (rows->report->changes->len >= SAUDA_CATALOG_TOLD_CHANGES)
    return;
  for (guint i = 0; i < n_pairs; i++) {
    g_autofree char *before = pairs[i].text != NULL ? format_known (known, &pairs[i]) : NULL;

    if (pairs[i].text != NULL && g_strcmp0 (before, pairs[i].text) != 0)
      add (rows, row, &pairs[i], before);
  }
}

/**
 * sauda_catalog_changes_note_new: (skip)
 * @rows: a file; its report gets the row
 * @row: a row that the database lacks
 */
void
sauda_catalog_changes_note_new (SaudaCatalogRows *rows, const SaudaCatalogRow *row)
{
  add (rows, row, NULL, NULL);
}
