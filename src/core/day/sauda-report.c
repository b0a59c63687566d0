#include "sauda-report.h"

#include "sauda-money.h"
#include "sauda-number.h"
#include "sauda-sheet-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
format_moment (gint64 utc_ms)
{
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (utc_ms));
  g_autofree char *clock = sauda_time_format_clock (utc_ms);

  return utc_ms > 0 ? g_strdup_printf ("%s %s", day, clock) : g_strdup ("");
}

static char *
format_cell (const SaudaSheetCell *cell)
{
  switch (cell->kind) {
  case SAUDA_SHEET_CELL_TEXT:
    return g_strdup (cell->text != NULL ? cell->text : "");
  case SAUDA_SHEET_CELL_INTEGER:
    return g_strdup_printf ("%" G_GINT64_FORMAT, cell->whole);
  case SAUDA_SHEET_CELL_MONEY:
    return sauda_money_format (cell->whole);
  case SAUDA_SHEET_CELL_NUMBER:
    return sauda_number_format (cell->number, 1);
  case SAUDA_SHEET_CELL_DATE:
    return sauda_day_format_short ((SaudaDay) cell->whole);
  case SAUDA_SHEET_CELL_TIME:
    return format_moment (cell->whole);
  case SAUDA_SHEET_CELL_BOOLEAN:
    return g_strdup (cell->whole != 0 ? _ ("yes") : _ ("no"));
  case SAUDA_SHEET_CELL_EMPTY:
  default:
    return g_strdup ("");
  }
}

static gboolean
write_section (SaudaSheetWriter *writer, const SaudaReportSection *section, GError **error)
{
  if (!sauda_sheet_writer_begin (writer, section->title,
                                 (const SaudaSheetTitle *) (void *) section->columns->data,
                                 section->columns->len, error))
    return FALSE;
  for (guint i = 0; i < section->rows->len; i++) {
    const GArray *row = g_ptr_array_index (section->rows, i);

    if (!sauda_sheet_writer_append (writer, (const SaudaSheetCell *) (void *) row->data, row->len, error))
      return FALSE;
  }
  return !section->has_chart ||
         sauda_sheet_writer_add_chart (
           writer,
           &(SaudaSheetChart){ .kind = section->pie ? SAUDA_SHEET_CHART_PIE : SAUDA_SHEET_CHART_BAR,
                               .title = section->title,
                               .values = section->chart_values },
           error);
}

/**
 * sauda_report_free:
 * @report: (transfer full): a report
 */
void
sauda_report_free (SaudaReport *report)
{
  g_ptr_array_unref (report->sections);
  g_string_chunk_free (report->texts);
  g_free (report->title);
  g_free (report);
}

/**
 * sauda_report_describe_counts:
 * @report: a report
 *
 * Returns: (transfer full): the line under its title, on screen, paper and terminal
 */
char *
sauda_report_describe_counts (const SaudaReport *report)
{
  return g_strdup_printf (_ ("Orders %u, labels %u, pages %u, messages %u."), report->orders, report->labels,
                          report->pages, report->messages);
}

/**
 * sauda_report_get_column:
 * @section: a table of a report
 * @column: from 0
 *
 * Returns: (not nullable): the head of the column
 */
const char *
sauda_report_get_column (const SaudaReportSection *section, guint column)
{
  return g_array_index (section->columns, SaudaSheetTitle, column).text;
}

/**
 * sauda_report_has_money:
 * @section: a table of a report
 * @column: from 0
 *
 * Returns: whether sums stand in the column, which packers are not shown
 */
gboolean
sauda_report_has_money (const SaudaReportSection *section, guint column)
{
  for (guint i = 0; i < section->rows->len; i++) {
    const GArray *cells = g_ptr_array_index (section->rows, i);

    if (g_array_index (cells, SaudaSheetCell, column).kind == SAUDA_SHEET_CELL_MONEY)
      return TRUE;
  }
  return FALSE;
}

/**
 * sauda_report_dup_text:
 * @section: a table of a report
 * @row: from 0
 * @column: from 0
 *
 * Returns: (transfer full) (not nullable): what a person reads there, `8 990 ₸`, `8.10.25`
 */
char *
sauda_report_dup_text (const SaudaReportSection *section, guint row, guint column)
{
  const GArray *cells = g_ptr_array_index (section->rows, row);

  return format_cell (&g_array_index (cells, SaudaSheetCell, column));
}

/**
 * sauda_report_write_xlsx:
 * @report: a report
 * @path: where it goes
 * @error: return location
 *
 * Writes a workbook with a sheet for each section. It blocks.
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_UNWRITABLE
 */
gboolean
sauda_report_write_xlsx (const SaudaReport *report, const char *path, GError **error)
{
  g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, NULL, error);

  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < report->sections->len; i++)
    if (!write_section (writer, g_ptr_array_index (report->sections, i), error))
      return FALSE;
  return sauda_sheet_writer_finish (writer, error);
}

/**
 * sauda_report_write:
 * @report: a report
 * @path: where it goes; `.pdf` at its end makes a PDF, anything else a workbook
 * @error: return location
 *
 * Returns: %FALSE with an error of the sheets or labels room
 */
gboolean
sauda_report_write (const SaudaReport *report, const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".pdf") ? sauda_report_write_pdf (report, path, error)
                                          : sauda_report_write_xlsx (report, path, error);
}
