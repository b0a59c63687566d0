#include "sauda-size-import.h"

#include "sauda-database.h"
#include "sauda-size-charts.h"

/* An import on its way to the database's thread and back. */
typedef struct {
  const SaudaSizeImport *import;
  SaudaSizeChart chart;
  SaudaSizeSheet *sheet; /* (not owned) */
  SaudaSizeImportReport *report;
} Importing;

static gpointer
read_chart (SaudaConnection *connection, gpointer data, GError **error)
{
  Importing *importing = data;

  return GINT_TO_POINTER (
    sauda_size_charts_get (connection, importing->import->people, &importing->chart, error));
}

static gboolean
take_record (Importing *importing, SaudaConnection *connection, SaudaSizeRecord *record, GError **error)
{
  SaudaSizeImportReport *report = importing->report;
  SaudaSizePut put;

  if (record->at_ms == 0)
    record->at_ms = importing->import->now_ms;
  if (!(importing->import->preview ? sauda_size_history_compare (connection, record, &put, error)
                                   : sauda_size_history_put (connection, record, &put, error)))
    return FALSE;
  report->added += put == SAUDA_SIZE_PUT_NEW;
  report->changed += put == SAUDA_SIZE_PUT_CHANGED;
  report->same += put == SAUDA_SIZE_PUT_SAME;
  return TRUE;
}

static gpointer
write_records (SaudaConnection *connection, gpointer data, GError **error)
{
  Importing *importing = data;
  GPtrArray *records = importing->sheet->records;

  for (guint i = 0; i < records->len; i++)
    if (!take_record (importing, connection, g_ptr_array_index (records, i), error))
      return NULL;
  /* Sheets may reach back in time, so what was learned is learned anew. */
  if (!importing->import->preview && importing->report->added > 0 &&
      !sauda_size_history_revise (connection, error))
    return NULL;
  return importing;
}

/**
 * sauda_size_import_file:
 * @database: a database
 * @path: a sheet, CSV or XLSX, see sauda_size_sheet_read()
 * @import: how
 * @cancellable: (nullable): cancels while the file is read
 * @error: return location
 *
 * Takes the decided orders of a sheet into the history, all in one transaction. What is there already is not
 * added again, also when the sheet has grown meanwhile. Blocks: for worker threads and the command line.
 *
 * Returns: (transfer full) (nullable): what was done, or %NULL with an error of the sheets or store room or
 *   %G_IO_ERROR_CANCELLED
 */
SaudaSizeImportReport *
sauda_size_import_file (SaudaDatabase *database,
                        const char *path,
                        const SaudaSizeImport *import,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SaudaSizeSheet) sheet = NULL;
  g_autoptr (SaudaSizeImportReport) report = g_new0 (SaudaSizeImportReport, 1);
  Importing importing = { .import = import, .report = report };

  report->preview = import->preview;
  if (sauda_database_read (database, read_chart, &importing, error) == NULL)
    return NULL;
  sheet = sauda_size_sheet_read (path, &importing.chart, import->people, cancellable, error);
  if (sheet == NULL)
    return NULL;
  importing.sheet = sheet;
  report->problems = g_ptr_array_ref (sheet->problems);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      sauda_database_run (database, write_records, &importing, error) == NULL)
    return NULL;
  return g_steal_pointer (&report);
}

/**
 * sauda_size_import_report_free:
 * @report: (transfer full) (nullable): what was done
 */
void
sauda_size_import_report_free (SaudaSizeImportReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_free (report);
}
