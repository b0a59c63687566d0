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
 * sauda_catalog_report_add_note:
 * @report: a report
 * @note: a translated sentence
 */
void
sauda_catalog_report_add_note (SaudaCatalogReport *report, const char *note)
{
  g_ptr_array_add (report->notes, g_strdup (note));
}
