#include "sauda-import-report.h"

#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
result_free (gpointer data)
{
  SaudaImportResult *result = data;

  g_free (result->name);
  g_free (result->summary);
  g_free (result->path);
  g_free (result);
}

static void
add_problem (SaudaImportReport *report,
             const char *file,
             guint row,
             const char *column,
             const char *value,
             const char *reason)
{
  GString *text = g_string_new (file);

  if (row > 0)
    /* Translators: row of a spreadsheet */
    g_string_append_printf (text, _ (", row %u"), row);
  if (column != NULL)
    g_string_append_printf (text, ", %s", column);
  if (value != NULL && *value != '\0') {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, _ ("“%s”"), value);
  }
  g_string_append_printf (text, ": %s", reason);
  g_ptr_array_add (report->problems, g_string_free (text, FALSE));
}

static char *
describe_sheet (const SaudaOrderFile *file)
{
  GString *text = g_string_new (NULL);

  if (file->error != NULL) {
    g_string_append (text, file->error);
    return g_string_free (text, FALSE);
  }
  if (file->store != NULL)
    g_string_append_printf (text, "%s: ", file->store);
  g_string_append_printf (text, ngettext ("%u order, %u lines.", "%u orders, %u lines.", file->orders),
                          file->orders, file->lines);
  g_string_append_c (text, ' ');
  g_string_append_printf (text, _ ("New %u, changed %u, already here %u, refused %u."), file->new_orders,
                          file->changed, file->same, file->refused);
  if (strcmp (file->amount_meaning, "order-total") == 0) {
    g_string_append_c (text, ' ');
    g_string_append (text, _ ("«Сумма» is the sum of the whole order, repeated in each of its rows."));
  } else if (strcmp (file->amount_meaning, "piece-price") == 0) {
    g_string_append_c (text, ' ');
    g_string_append (text, _ ("«Сумма» is the price of one piece."));
  } else if (strcmp (file->amount_meaning, "line-total") == 0) {
    g_string_append_c (text, ' ');
    g_string_append (text, _ ("«Сумма» is the sum of each row."));
  }
  if (file->named_merchant != NULL) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text,
                            _ ("The store %s had no merchant ID; with these orders it is the merchant %s."),
                            file->store, file->named_merchant);
  }
  if (file->known_file) {
    g_string_append_c (text, ' ');
    g_string_append (text, _ ("This very file came in before."));
  }
  return g_string_free (text, FALSE);
}

static void
add_row_problems (SaudaImportReport *report, const char *name, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++) {
    const SaudaCatalogProblem *problem = g_ptr_array_index (problems, i);

    add_problem (report, name, problem->row, problem->column, problem->value, problem->reason);
  }
}

/**
 * sauda_import_report_new:
 * @preview: whether nothing is written
 *
 * Returns: (transfer full): an empty report
 */
SaudaImportReport *
sauda_import_report_new (gboolean preview)
{
  SaudaImportReport *report = g_new0 (SaudaImportReport, 1);

  report->results = g_ptr_array_new_with_free_func (result_free);
  report->problems = g_ptr_array_new_with_free_func (g_free);
  report->preview = preview;
  return report;
}

/**
 * sauda_import_report_free:
 * @report: (nullable): a report
 */
void
sauda_import_report_free (SaudaImportReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->results);
  g_ptr_array_unref (report->problems);
  g_free (report);
}

/**
 * sauda_import_report_add:
 * @report: a report
 * @name: of a file, or of all archives together
 * @summary: (transfer full): a sentence
 * @failed: whether nothing of it can come in
 *
 * Returns: (transfer none): what it says of it
 */
SaudaImportResult *
sauda_import_report_add (SaudaImportReport *report, const char *name, char *summary, gboolean failed)
{
  SaudaImportResult *result = g_new0 (SaudaImportResult, 1);

  result->name = g_strdup (name);
  result->summary = summary;
  result->failed = failed;
  g_ptr_array_add (report->results, result);
  report->importable += !failed;
  return result;
}

/**
 * sauda_import_report_add_sheets:
 * @report: a report
 * @paths: (element-type filename): the files
 * @sheets: what their import told
 */
void
sauda_import_report_add_sheets (SaudaImportReport *report,
                                GPtrArray *paths,
                                const SaudaOrderFilesReport *sheets)
{
  for (guint i = 0; i < sheets->files->len; i++) {
    const SaudaOrderFile *file = g_ptr_array_index (sheets->files, i);

    SaudaImportResult *result =
      sauda_import_report_add (report, file->name, describe_sheet (file), file->error != NULL);

    result->path = g_strdup (g_ptr_array_index (paths, i));
    result->undo_id = file->undo_id;
    result->orders = file->error == NULL;
    report->needs_store |= file->error == NULL && file->store == NULL;
  }
  for (guint i = 0; i < sheets->problems->len; i++) {
    const SaudaOrderFileProblem *problem = g_ptr_array_index (sheets->problems, i);

    add_problem (report, problem->file, problem->row, problem->column, problem->value, problem->reason);
  }
}

/**
 * sauda_import_report_add_catalogue:
 * @report: a report
 * @path: the file
 * @catalogue: what its import told
 */
void
sauda_import_report_add_catalogue (SaudaImportReport *report,
                                   const char *path,
                                   const SaudaCatalogReport *catalogue)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *rows = g_strdup_printf (
    ngettext ("Catalogue of %u row.", "Catalogue of %u rows.", catalogue->rows), catalogue->rows);

  SaudaImportResult *result = sauda_import_report_add (
    report, name,
    g_strdup_printf (_ ("%s New %u, changed %u, already here %u, refused %u."), rows, catalogue->added,
                     catalogue->changed, catalogue->same, catalogue->refused),
    FALSE);

  result->catalogue = TRUE;
  result->path = g_strdup (path);
  add_row_problems (report, name, catalogue->problems);
}

/**
 * sauda_import_report_add_stock:
 * @report: a report
 * @path: the file
 * @stock: what its import told
 */
void
sauda_import_report_add_stock (SaudaImportReport *report, const char *path, const SaudaStockFile *stock)
{
  g_autofree char *name = g_path_get_basename (path);
  SaudaImportResult *result = sauda_import_report_add (
    report, name,
    g_strdup_printf (ngettext ("Stock list of %u row: changed %u, same %u, refused %u.",
                               "Stock list of %u rows: changed %u, same %u, refused %u.", stock->rows),
                     stock->rows, stock->changed, stock->same, stock->refused),
    FALSE);

  result->stock = TRUE;
  report->importable -= stock->changed == 0;
  result->path = g_strdup (path);
  add_row_problems (report, name, stock->problems);
}

/**
 * sauda_import_report_add_refused:
 * @report: a report
 * @path: a file that no reader knows: an Excel file was meant for orders, any other for the catalogue
 * @not_orders: (nullable): why it is no sheet of orders
 * @refusal: why it is no catalogue
 */
void
sauda_import_report_add_refused (SaudaImportReport *report,
                                 const char *path,
                                 const char *not_orders,
                                 const GError *refusal)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folded = g_ascii_strdown (path, -1);
  gboolean is_excel = g_str_has_suffix (folded, ".xlsx") || g_str_has_suffix (folded, ".xls");
  SaudaImportResult *failed = sauda_import_report_add (
    report, name, is_excel && not_orders != NULL ? g_strdup (not_orders) : sauda_ui_describe_error (refusal),
    TRUE);

  if (not_orders != NULL)
    failed->path = g_strdup (path);
}

/**
 * sauda_import_report_add_waybills:
 * @report: a report
 * @waybills: what the import of all archives told
 */
void
sauda_import_report_add_waybills (SaudaImportReport *report, const SaudaWaybillFilesReport *waybills)
{
  g_autofree char *files = g_strdup_printf (
    ngettext ("%u label file found", "%u label files found", waybills->files), waybills->files);
  g_autofree char *matched = g_strdup_printf (
    ngettext ("%u belongs to an order", "%u belong to an order", waybills->matched), waybills->matched);
  g_autofree char *missing = g_strdup_printf (
    ngettext ("%u order to ship has no label", "%u orders to ship have no label", waybills->missing->len),
    waybills->missing->len);

  /* Translators: “49 label files found, 48 belong to an order, 4 orders to ship have no label.” */
  sauda_import_report_add (report, _ ("Waybills"),
                           g_strdup_printf (_ ("%s, %s, %s."), files, matched, missing), FALSE);
  for (guint i = 0; i < waybills->unmatched->len; i++) {
    const SaudaWaybillProblem *problem = g_ptr_array_index (waybills->unmatched, i);

    add_problem (report, problem->name, 0, NULL, NULL, problem->reason);
  }
  for (guint i = 0; i < waybills->missing->len; i++) {
    const SaudaWaybillProblem *problem = g_ptr_array_index (waybills->missing, i);

    add_problem (report, problem->name, 0, NULL, NULL, problem->reason);
  }
}

/**
 * sauda_import_report_add_failure:
 * @report: a report
 * @paths: (element-type filename): files, perhaps with %NULL at the end
 * @error: why none of them came in
 */
void
sauda_import_report_add_failure (SaudaImportReport *report, GPtrArray *paths, const GError *error)
{
  for (guint i = 0; i < paths->len && g_ptr_array_index (paths, i) != NULL; i++) {
    g_autofree char *name = g_path_get_basename (g_ptr_array_index (paths, i));

    sauda_import_report_add (report, name, sauda_ui_describe_error (error), TRUE);
  }
}
