#include "sauda-catalog-report.h"

static void
problem_free (gpointer data)
{
  SaudaCatalogProblem *problem = data;

  g_free (problem->column);
  g_free (problem->value);
  g_free (problem->reason);
  g_free (problem);
}

static void
difference_free (gpointer data)
{
  SaudaCatalogDifference *difference = data;

  g_free (difference->column);
  g_free (difference->first);
  g_free (difference->second);
  g_free (difference);
}

static void
change_free (gpointer data)
{
  SaudaCatalogChange *change = data;

  g_free (change->store);
  g_free (change->sku);
  g_free (change->column);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
conflict_free (gpointer data)
{
  SaudaCatalogConflict *conflict = data;

  g_free (conflict->store);
  g_free (conflict->sku);
  g_ptr_array_unref (conflict->differences);
  g_free (conflict);
}

/**
 * sauda_catalog_report_new:
 *
 * Returns: (transfer full): an empty report
 */
SaudaCatalogReport *
sauda_catalog_report_new (void)
{
  SaudaCatalogReport *report = g_new0 (SaudaCatalogReport, 1);

  report->problems = g_ptr_array_new_with_free_func (problem_free);
  report->sides = g_ptr_array_new_with_free_func (conflict_free);
  report->changes = g_ptr_array_new_with_free_func (change_free);
  report->notes = g_ptr_array_new_with_free_func (g_free);
  return report;
}

/**
 * sauda_catalog_report_free:
 * @report: (transfer full) (nullable): a report
 */
void
sauda_catalog_report_free (SaudaCatalogReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->problems);
  g_ptr_array_unref (report->sides);
  g_ptr_array_unref (report->changes);
  g_ptr_array_unref (report->notes);
  g_free (report);
}

/**
 * sauda_catalog_report_add_problem:
 * @report: a report
 * @row: as a spreadsheet numbers it
 * @column: (nullable): header text; %NULL for the whole row
 * @value: (nullable): what stands there
 * @reason: a translated sentence
 */
void
sauda_catalog_report_add_problem (SaudaCatalogReport *report,
                                  guint row,
                                  const char *column,
                                  const char *value,
                                  const char *reason)
{
  SaudaCatalogProblem *problem = g_new0 (SaudaCatalogProblem, 1);

  problem->row = row;
  problem->column = g_strdup (column);
  problem->value = g_strdup (value);
  problem->reason = g_strdup (reason);
  g_ptr_array_add (report->problems, problem);
}

/**
 * sauda_catalog_report_add_change:
 * @report: a report
 * @change: what would change; copied
 *
 * After the first %SAUDA_CATALOG_TOLD_CHANGES of them nothing is added.
 */
void
sauda_catalog_report_add_change (SaudaCatalogReport *report, const SaudaCatalogChange *change)
{
  SaudaCatalogChange *copy;

  if (report->changes->len >= SAUDA_CATALOG_TOLD_CHANGES)
    return;
  copy = g_new0 (SaudaCatalogChange, 1);
  copy->row = change->row;
  copy->store = g_strdup (change->store);
  copy->sku = g_strdup (change->sku);
  copy->column = g_strdup (change->column);
  copy->before = g_strdup (change->before);
  copy->after = g_strdup (change->after);
  g_ptr_array_add (report->changes, copy);
}

/**
 * sauda_catalog_report_add_note:
 * @report: a report
 * @note: a translated sentence
 */
void
sauda_catalog_report_add_note (SaudaCatalogReport *report, const char *note)
{
  g_ptr_array_add (report->notes, g_strdup (note));
}

/**
 * sauda_catalog_report_add_conflict:
 * @report: a report
 * @store: the store of both rows
 * @sku: the code of the offer in both
 *
 * Returns: (transfer none): a conflict without differences
 */
SaudaCatalogConflict *
sauda_catalog_report_add_conflict (SaudaCatalogReport *report, const char *store, const char *sku)
{
  SaudaCatalogConflict *conflict = g_new0 (SaudaCatalogConflict, 1);

  conflict->store = g_strdup (store);
  conflict->sku = g_strdup (sku);
  conflict->differences = g_ptr_array_new_with_free_func (difference_free);
  g_ptr_array_add (report->sides, conflict);
  return conflict;
}

/**
 * sauda_catalog_conflict_add_difference:
 * @conflict: a conflict
 * @column: header text
 * @first: (nullable): what the first row says
 * @second: (nullable): what the second row says
 */
void
sauda_catalog_conflict_add_difference (SaudaCatalogConflict *conflict,
                                       const char *column,
                                       const char *first,
                                       const char *second)
{
  SaudaCatalogDifference *difference = g_new0 (SaudaCatalogDifference, 1);

  difference->column = g_strdup (column);
  difference->first = g_strdup (first);
  difference->second = g_strdup (second);
  g_ptr_array_add (conflict->differences, difference);
}
