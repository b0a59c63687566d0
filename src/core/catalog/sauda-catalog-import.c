#include "sauda-catalog-import.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-imports.h"
#include "sauda-catalog-write.h"
#include "sauda-column-aliases.h"
#include "sauda-database.h"
#include "sauda-sheet.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct {
  SaudaCatalogRows *rows;                   /* (not owned) */
  const SaudaCatalogImportOptions *options; /* (not owned) */
  const char *name;                         /* (not owned) of the file */
  const char *path;                         /* (not owned) */
  GCancellable *cancellable;                /* (not owned) (nullable) */
  SaudaCatalogAhead *ahead;                 /* (owned) (nullable) NULL: rows are written when all are read */
  GThread *reader;                          /* (owned) (nullable) while it reads ahead */
  GThread *cleaner;                         /* (owned) (nullable) frees what was read */
  GError *read_error;                       /* (owned) (nullable) why the file could not be read */
} Import;

/* A file's faults become errors of this room, and a stop says what became of the file. */
static void
convert_error (GError **error, GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         _ ("The import was stopped. Nothing of the file came in."));
    g_error_free (reason);
  } else if (reason->domain == SAUDA_SHEETS_ERROR) {
    gboolean about_columns =
      reason->code == SAUDA_SHEETS_ERROR_NO_HEADER || reason->code == SAUDA_SHEETS_ERROR_TWO_HEADERS ||
      reason->code == SAUDA_SHEETS_ERROR_MISSING_COLUMN || reason->code == SAUDA_SHEETS_ERROR_DOUBLE_COLUMN;

    g_set_error_literal (error, SAUDA_CATALOG_ERROR,
                         about_columns ? SAUDA_CATALOG_ERROR_COLUMNS : SAUDA_CATALOG_ERROR_FILE,
                         reason->message);
    g_error_free (reason);
  } else {
    g_propagate_error (error, reason);
  }
}

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Import *self = data;
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (self->rows->columns, row, cells, n_cells, &is_data, error))
    return FALSE;
  if (!is_data)
    return TRUE;
  sauda_catalog_rows_take (self->rows, row, cells, n_cells);
  sauda_catalog_rows_tell (self->rows, self->rows->report->rows, 0);
  if (self->ahead == NULL)
    return TRUE;
  sauda_catalog_ahead_take (self->ahead);
  if (!sauda_catalog_ahead_is_stopped (self->ahead))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nobody writes any more");
  return FALSE;
}

static gboolean
begin (Import *self, SaudaConnection *connection, GError **error)
{
  SaudaCatalogReport *report = self->rows->report;

  if (!sauda_catalog_imports_note_drift (connection, self->rows, self->reader == NULL, error))
    return FALSE;
  if (self->options->preview)
    return TRUE;
  report->import_id =
    sauda_catalog_imports_begin (connection, self->rows, self->name, self->options->now_ms, error);
  return report->import_id != 0;
}

static gboolean
end (Import *self, SaudaConnection *connection, GError **error)
{
  const SaudaCatalogImportOptions *options = self->options;
  SaudaCatalogReport *report = self->rows->report;

  return (options->after == NULL || options->after (connection, report, options->after_data, error)) &&
         sauda_catalog_imports_end (connection, self->rows, error);
}

static gpointer
write_rows (SaudaConnection *connection, gpointer data, GError **error)
{
  Import *self = data;
  g_autoptr (SaudaCatalogWriter) writer =
    sauda_catalog_writer_new (self->rows, connection, self->options->now_ms);

  if (!begin (self, connection, error) ||
      !sauda_catalog_writer_write (writer, self->rows->report->import_id, error))
    return NULL;
  return self->options->preview || end (self, connection, error) ? self : NULL;
}

static gboolean
read_rows (Import *self, guint skip, GError **error)
{
  const SaudaSheetOptions sheet = { .skip = skip };

  return sauda_sheet_read (self->path, &sheet, take_row, self, self->cancellable, error) &&
         sauda_sheet_columns_check (self->rows->columns, error);
}

static gpointer
read_in_thread (gpointer data)
{
  Import *self = data;
  gboolean done = read_rows (self, 0, &self->read_error);

  sauda_catalog_ahead_end (self->ahead);
  if (done)
    sauda_catalog_rows_check (self->rows);
  return NULL;
}

static gboolean
write_batches (Import *self, SaudaCatalogWriter *writer, SaudaConnection *connection, GError **error)
{
  SaudaCatalogBatch *batch = sauda_catalog_ahead_wait (self->ahead);

  if (batch != NULL && !begin (self, connection, error))
    return FALSE;
  for (; batch != NULL; batch = sauda_catalog_ahead_wait (self->ahead))
    if (!sauda_catalog_writer_write_ahead (writer, batch, error))
      return FALSE;
  return TRUE;
}

/* Of the rows nothing is wanted any more but their report. */
static gpointer
free_in_thread (gpointer data)
{
  Import *self = data;

  g_clear_pointer (&self->ahead, sauda_catalog_ahead_free);
  sauda_catalog_rows_forget (self->rows);
  return NULL;
}

static gboolean
write_ahead (Import *self, SaudaConnection *connection, GError **error)
{
  g_autoptr (SaudaCatalogWriter) writer =
    sauda_catalog_writer_new (self->rows, connection, self->options->now_ms);

  if (!write_batches (self, writer, connection, error))
    return FALSE;
  g_thread_join (g_steal_pointer (&self->reader));
  if (self->read_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&self->read_error));
    return FALSE;
  }
  return (self->rows->report->import_id != 0 || begin (self, connection, error)) &&
         sauda_catalog_writer_settle (writer, self->ahead, error);
}

/* A first catalogue is written while it is still read: there is nothing to compare it with. A hundred
 * thousand rows are freed while the disk is waited for. */
static gpointer
read_and_write (SaudaConnection *connection, gpointer data, GError **error)
{
  Import *self = data;
  gboolean empty;

  if (!sauda_catalog_is_empty (connection, &empty, error))
    return NULL;
  if (!empty) /* somebody was faster */
    return self;
  if (!write_ahead (self, connection, error))
    return NULL;
  self->cleaner = g_thread_new ("cleaner", free_in_thread, self);
  return end (self, connection, error) ? self : NULL;
}

static void
end_threads (Import *self)
{
  if (self->reader != NULL) {
    sauda_catalog_ahead_stop (self->ahead);
    g_thread_join (g_steal_pointer (&self->reader));
  }
  if (self->cleaner != NULL)
    g_thread_join (g_steal_pointer (&self->cleaner));
  g_clear_pointer (&self->ahead, sauda_catalog_ahead_free);
  g_clear_error (&self->read_error);
}

/* A preview only reads, so nobody waits long for it. */
static gboolean
write_or_compare (SaudaDatabase *database, Import *import, GError **error)
{
  GError *reason = NULL;
  gpointer written = NULL;

  if (!g_cancellable_set_error_if_cancelled (import->cancellable, &reason))
    written = import->options->preview ? sauda_database_read (database, write_rows, import, &reason)
                                       : sauda_database_run_cancellable (database, write_rows, import, FALSE,
                                                                         import->cancellable, &reason);
  if (written == NULL)
    convert_error (error, reason);
  return written != NULL;
}

static gpointer
read_aliases (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_column_aliases_read_overrides (connection, SAUDA_ALIASES_CATALOGUE, error);
}

/* What the merchant taught Sauda about his own headers, then what this call says. */
static SaudaSheetColumns *
find_columns (SaudaDatabase *database, const char *const *overrides, GError **error)
{
  g_auto (GStrv) known = sauda_database_read (database, read_aliases, NULL, error);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) joined = NULL;

  if (known == NULL)
    return NULL;
  g_strv_builder_addv (all, (const char **) known);
  if (overrides != NULL)
    g_strv_builder_addv (all, (const char **) overrides);
  joined = g_strv_builder_end (all);
  return sauda_catalog_columns_new ((const char *const *) joined, error);
}

static SaudaCatalogRows *
prepare_rows (SaudaDatabase *database, const SaudaCatalogImportOptions *options, GError **error)
{
  SaudaSheetColumns *columns = find_columns (database, options->overrides, error);
  SaudaCatalogRows *rows;

  if (columns == NULL)
    return NULL;
  rows = sauda_catalog_rows_new (columns);
  rows->choices = options->choices;
  rows->progress = options->progress;
  rows->progress_data = options->progress_data;
  rows->report->preview = options->preview;
  return rows;
}

static SaudaCatalogRows *
read_sheet (SaudaDatabase *database,
            const char *path,
            guint skip,
            const SaudaCatalogImportOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SaudaCatalogRows) rows = prepare_rows (database, options, error);
  Import import = { .rows = rows, .options = options, .path = path, .cancellable = cancellable };

  return rows != NULL && read_rows (&import, skip, error) ? g_steal_pointer (&rows) : NULL;
}

/* Notes may stand on the first sheets of a workbook, and the catalogue behind them. */
static SaudaCatalogRows *
read_file (SaudaDatabase *database,
           const char *path,
           const SaudaCatalogImportOptions *options,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) first = NULL;
  SaudaCatalogRows *rows = read_sheet (database, path, 0, options, cancellable, &first);
  GError *reason = NULL;

  for (guint skip = 1; rows == NULL && sauda_catalog_columns_are_missing (skip == 1 ? first : reason);
       skip++) {
    g_clear_error (&reason);
    rows = read_sheet (database, path, skip, options, cancellable, &reason);
    if (rows != NULL) {
      g_autofree char *note = g_strdup_printf (_ ("The catalogue stands on sheet %u of the file."), skip + 1);

      sauda_catalog_report_add_note (rows->report, note);
    }
  }
  if (rows == NULL &&
      (reason == NULL || g_error_matches (reason, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_WORKSHEET))) {
    g_clear_error (&reason);
    reason = g_steal_pointer (&first);
  }
  if (rows == NULL)
    convert_error (error, reason);
  return rows;
}

/* All rows are read and checked, then compared with what is known. */
static SaudaCatalogReport *
import_known (SaudaDatabase *database,
              const char *path,
              const char *name,
              const SaudaCatalogImportOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SaudaCatalogRows) rows = read_file (database, path, options, cancellable, error);
  Import import = { .rows = rows, .options = options, .name = name, .cancellable = cancellable };

  if (rows == NULL)
    return NULL;
  sauda_catalog_rows_check (rows);
  return write_or_compare (database, &import, error) ? g_steal_pointer (&rows->report) : NULL;
}

static gpointer
look_whether_empty (SaudaConnection *connection, gpointer empty, GError **error)
{
  return sauda_catalog_is_empty (connection, empty, error) ? empty : NULL;
}

/* Returns the report of a first catalogue; %NULL without an error when it is none, or stands on a later
 * sheet. */
static SaudaCatalogReport *
import_first (SaudaDatabase *database,
              const char *path,
              const char *name,
              const SaudaCatalogImportOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SaudaCatalogRows) rows = NULL;
  g_autoptr (GError) reason = NULL;
  Import import = { .options = options, .name = name, .path = path, .cancellable = cancellable };
  gboolean empty, written;

  if (options->preview)
    return NULL;
  if (sauda_database_read (database, look_whether_empty, &empty, error) == NULL || !empty)
    return NULL;
  import.rows = rows = prepare_rows (database, options, error);
  if (rows == NULL)
    return NULL;
  import.ahead = sauda_catalog_ahead_new (rows);
  import.reader = g_thread_new ("catalogue", read_in_thread, &import);
  written =
    sauda_database_run_cancellable (database, read_and_write, &import, TRUE, cancellable, &reason) != NULL;
  end_threads (&import);
  if (written)
    return rows->report->import_id != 0 ? g_steal_pointer (&rows->report) : NULL;
  if (!sauda_catalog_columns_are_missing (reason))
    convert_error (error, g_steal_pointer (&reason));
  return NULL;
}

/**
 * sauda_catalog_import_file:
 * @database: a database
 * @path: a catalogue, CSV or XLSX
 * @options: how
 * @cancellable: (nullable): stops it until the last row is written; then nothing of the file came in
 * @error: return location
 *
 * Imports a merchant's catalogue by the mapping of product.md 6, all rows in one transaction. A row that
 * cannot be used is refused as a whole, a value that cannot be right is left out; both are told of in the
 * report, and the other rows come in. Blocks: for worker threads, the command line and tests.
 *
 * Returns: (transfer full) (nullable): what was done or, in a preview, would be done; or %NULL with
 *   %SAUDA_CATALOG_ERROR_FILE, %SAUDA_CATALOG_ERROR_COLUMNS, %G_IO_ERROR_CANCELLED or an error of the store
 */
SaudaCatalogReport *
sauda_catalog_import_file (SaudaDatabase *database,
                           const char *path,
                           const SaudaCatalogImportOptions *options,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (SaudaCatalogReport) report = NULL;
  GError *reason = NULL;

  report = import_first (database, path, name, options, cancellable, &reason);
  if (report == NULL && reason == NULL)
    report = import_known (database, path, name, options, cancellable, &reason);
  if (report == NULL) {
    g_propagate_error (error, reason);
    return NULL;
  }
  if (!options->preview)
    g_info ("import of the catalogue from %s: %u rows, %u new, %u changed, %u refused", name, report->rows,
            report->added, report->changed, report->refused);
  return g_steal_pointer (&report);
}

/**
 * sauda_catalog_import_bytes:
 * @database: a database
 * @csv: a catalogue, CSV or XLSX, that is in memory
 * @options: how
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * See sauda_catalog_import_file().
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error
 */
SaudaCatalogReport *
sauda_catalog_import_bytes (SaudaDatabase *database,
                            GBytes *csv,
                            const SaudaCatalogImportOptions *options,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *path = NULL;
  int descriptor = g_file_open_tmp ("sauda-catalogue-XXXXXX", &path, &reason);
  SaudaCatalogReport *report = NULL;
  gsize size;
  const char *data = g_bytes_get_data (csv, &size);

  if (descriptor < 0) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_FILE,
                 _ ("The catalogue could not be put into a temporary file: %s"), reason->message);
    return NULL;
  }
  g_close (descriptor, NULL);
  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &reason))
    report = sauda_catalog_import_file (database, path, options, cancellable, error);
  else
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_FILE,
                 _ ("The catalogue could not be put into a temporary file: %s"), reason->message);
  g_unlink (path);
  return report;
}
