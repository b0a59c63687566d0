#include "sauda-stock-files.h"

#include "sauda-database.h"
#include "sauda-money.h"
#include "sauda-reason.h"
#include "sauda-sheet-columns.h"
#include "sauda-sheet.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

enum { COLUMN_SKU, COLUMN_PIECES, COLUMN_SIZE, N_COLUMNS };

static const SaudaSheetColumn table[N_COLUMNS] = {
  [COLUMN_SKU] = { "sku_key|SKU_ID|sku|merchantProductId|Артикул", TRUE },
  [COLUMN_PIECES] = { "qty_on_hand|qty|quantity|on_hand|stock|Stock_entered|Остаток|Количество|Кол-во",
                      TRUE },
  [COLUMN_SIZE] = { "size|Our_Size|MY_SIZE|Размер", FALSE },
};

typedef struct {
  guint number;
  char *sku;  /* (owned) (not nullable) */
  char *size; /* (owned) (nullable) */
  char *text; /* (owned) (not nullable) */
} Row;

typedef struct {
  SaudaSheetColumns *columns; /* (owned) (not nullable) */
  GArray *rows;               /* (owned) (element-type Row) */
  SaudaStockFile *file;       /* (owned) (nullable) */
  const char *path;           /* (not owned) */
  const char *who;            /* (not owned) */
  gint64 now_ms;
  gboolean preview;
  gboolean nothing_else; /* what only might be a stock list is another file */
} Import;

typedef struct {
  char *path; /* (owned) (not nullable) */
  char *who;  /* (owned) (not nullable) */
  gboolean preview;
} Request;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->sku);
  g_free (row->size);
  g_free (row->text);
}

static gboolean
take_row (guint number, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Import *self = data;
  gboolean is_data;
  Row row = { .number = number };
  const char *size;

  if (!sauda_sheet_columns_take_row (self->columns, number, cells, n_cells, &is_data, error))
    return FALSE;
  if (!is_data)
    return TRUE;
  size = sauda_sheet_columns_get_cell (self->columns, COLUMN_SIZE, cells, n_cells);
  row.sku = g_strdup (sauda_sheet_columns_get_cell (self->columns, COLUMN_SKU, cells, n_cells));
  row.text = g_strdup (sauda_sheet_columns_get_cell (self->columns, COLUMN_PIECES, cells, n_cells));
  row.size = sauda_text_is_empty (size) ? NULL : g_strdup (size);
  g_array_append_val (self->rows, row);
  return TRUE;
}

static void
refuse (Import *self, const Row *row, guint column, const char *value, const char *reason)
{
  self->file->refused++;
  sauda_catalog_report_add_problem (self->file->report, row->number,
                                    sauda_sheet_columns_get_title (self->columns, column), value, reason);
}

/* A SKU_key is a model: with a size it is one variant, without one only where the model has a single one. */
static gboolean
find_in_model (SaudaConnection *connection,
               const Row *row,
               const char *sku,
               gint64 *variant_id,
               guint *sizes,
               GError **error)
{
  g_autofree char *size = row->size != NULL ? sauda_size_word_find (row->size) : NULL;
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT id FROM variant WHERE model_key = ?1 AND (?2 IS NULL OR size = ?2)", error);
  gboolean more;

  *sizes = 0;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, sku);
  sauda_statement_bind_text (find, 2, size != NULL ? size : row->size);
  for (;;) {
    if (!sauda_statement_step (find, &more, error))
      return FALSE;
    if (!more)
      break;
    *variant_id = sauda_statement_get_int64 (find, 0);
    (*sizes)++;
  }
  if (*sizes != 1)
    *variant_id = 0;
  return TRUE;
}

static gboolean
find_by_sku (SaudaConnection *connection,
             const Row *row,
             const char *sku,
             gint64 *variant_id,
             guint *sizes,
             GError **error)
{
  if (row->size == NULL && !sauda_stock_ledger_find_variant (connection, sku, variant_id, error))
    return FALSE;
  if (*variant_id == 0 && !find_in_model (connection, row, sku, variant_id, sizes, error))
    return FALSE;
  return *variant_id != 0 || row->size == NULL || *sizes > 0 ||
         sauda_stock_ledger_find_variant (connection, sku, variant_id, error);
}

/* As the file has it, then without the blanks that a hand left beside it. */
static gboolean
find_variant (Import *self, SaudaConnection *connection, const Row *row, gint64 *variant_id, GError **error)
{
  g_autofree char *reason = NULL, *squeezed = sauda_text_squeeze (row->sku);
  guint sizes = 0;

  *variant_id = 0;
  if (!find_by_sku (connection, row, row->sku, variant_id, &sizes, error) ||
      (*variant_id == 0 && sizes == 0 && !find_by_sku (connection, row, squeezed, variant_id, &sizes, error)))
    return FALSE;
  if (*variant_id != 0)
    return TRUE;
  if (sizes > 1)
    reason = g_strdup_printf (
      ngettext ("This is a model with %u size. Name the SKU_ID or add a column “size”.",
                "This is a model with %u sizes. Name the SKU_ID or add a column “size”.", sizes),
      sizes);
  else
    reason =
      g_strdup (_ ("The catalogue has no such product. Import the catalogue first, or correct the SKU."));
  refuse (self, row, COLUMN_SKU, row->sku, reason);
  return TRUE;
}

static gboolean
read_pieces (Import *self, const Row *row, gint64 *pieces)
{
  if (sauda_money_parse (row->text, pieces, NULL) && *pieces <= SAUDA_STOCK_MAX_PIECES &&
      *pieces >= -SAUDA_STOCK_MAX_PIECES)
    return TRUE;
  refuse (self, row, COLUMN_PIECES, row->text, _ ("A stock is a whole number of pieces, and this is none."));
  return FALSE;
}

/* The same variant twice: the very same number is told once, two numbers are a question for a person. */
static gboolean
is_repeated (Import *self, GHashTable *seen, const Row *row, gint64 variant_id, gint64 pieces)
{
  const gint64 *before = g_hash_table_lookup (seen, &variant_id);
  g_autofree char *reason = NULL;

  if (before == NULL) {
    g_hash_table_insert (seen, g_memdup2 (&variant_id, sizeof variant_id),
                         g_memdup2 (&pieces, sizeof pieces));
    return FALSE;
  }
  if (*before == pieces)
    reason = g_strdup (_ ("This product stands in the file twice with the same number. It was taken once."));
  else
    reason = g_strdup_printf (_ ("Another row of this file gives the same product %d pieces. That row was "
                                 "taken; correct one of the two."),
                              (int) *before);
  refuse (self, row, COLUMN_PIECES, row->text, reason);
  return TRUE;
}

static gboolean
count_rows (Import *self, SaudaConnection *connection, GArray *drafts, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    gint64 variant_id, pieces;
    guint before = drafts->len;

    if (!find_variant (self, connection, row, &variant_id, error))
      return FALSE;
    if (variant_id == 0 || !read_pieces (self, row, &pieces) ||
        is_repeated (self, seen, row, variant_id, pieces))
      continue;
    if (!sauda_stock_acts_add_count (connection, drafts, variant_id, pieces, error))
      return FALSE;
    if (drafts->len > before)
      self->file->changed++;
    else
      self->file->same++;
  }
  return TRUE;
}

static gpointer
import_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Import *self = data;
  g_autoptr (GArray) drafts = g_array_new (FALSE, TRUE, sizeof (SaudaStockDraft));
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *title = sauda_reason_new (N_ ("Stock from %s"), name, NULL);
  const SaudaStockAct act = { drafts, title, self->who, self->now_ms, self->preview };

  if (!count_rows (self, connection, drafts, error))
    return NULL;
  self->file->outcome = sauda_stock_acts_apply (connection, &act, error);
  return self->file->outcome;
}

/**
 * sauda_stock_file_free:
 * @file: (transfer full) (nullable): a report
 */
void
sauda_stock_file_free (SaudaStockFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->outcome, sauda_stock_outcome_free);
  sauda_catalog_report_free (file->report);
  g_free (file);
}

/* Whether the sheet is a stock list. A sheet of orders and a supplier's bill name pieces too: where there are
 * columns of other things, the pieces must be said to lie on the shelf. */
static gboolean
check_is_stock (SaudaSheetColumns *columns, GError **error)
{
  static const char *const on_shelf[] = {
    "qty_on_hand", "on_hand", "stock", "stock_entered", "остаток", NULL
  };
  g_autofree char *title = sauda_text_search_key (sauda_sheet_columns_get_title (columns, COLUMN_PIECES));

  if (sauda_sheet_columns_get_unknown (columns)[0] == NULL || g_strv_contains (on_shelf, title))
    return TRUE;
  /* Never shown: the file goes back to whoever asked. */
  g_set_error_literal (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_HEADER, "no stock list");
  return FALSE;
}

static SaudaStockFile *
import_file (SaudaDatabase *database, Import *import, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_autoptr (SaudaStockFile) file = g_new0 (SaudaStockFile, 1);

  import->columns = columns;
  import->rows = rows;
  import->file = file;
  g_array_set_clear_func (rows, row_clear);
  file->report = sauda_catalog_report_new ();
  file->problems = file->report->problems;
  if (!sauda_sheet_read (import->path, NULL, take_row, import, cancellable, error) ||
      !sauda_sheet_columns_check (columns, error) ||
      (import->nothing_else && !check_is_stock (columns, error)))
    return NULL;
  file->rows = rows->len;
  if ((import->preview ? sauda_database_read (database, import_work, import, error)
                       : sauda_database_run (database, import_work, import, error)) == NULL)
    return NULL;
  return g_steal_pointer (&file);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->who);
  g_free (request);
}

static void
import_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Request *request = task_data;
  Import import = { .path = request->path,
                    .who = request->who,
                    .now_ms = sauda_workspace_get_now (source),
                    .preview = request->preview,
                    .nothing_else = TRUE };
  GError *error = NULL;
  SaudaStockFile *file = import_file (sauda_workspace_get_database (source), &import, cancellable, &error);

  if (g_error_matches (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_HEADER) ||
      g_error_matches (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_MISSING_COLUMN))
    g_clear_error (&error);
  if (error == NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) sauda_stock_file_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_stock_files_import:
 * @database: a database
 * @path: CSV or XLSX with a SKU and a number of pieces in each row
 * @preview: whether to tell what would happen and write nothing
 * @who: the person
 * @now_ms: UTC ms
 * @cancellable: (nullable): cancels while the file is read
 * @error: return location
 *
 * Takes a list of what lies on the shelf (`sku_key,qty_on_hand`) as a count of these variants: those that the
 * file does not name stay as they are. All counts are one act, which is undone as a whole. Blocks: for worker
 * threads, the command line and tests.
 *
 * Returns: (transfer full) (nullable): what was done or would be, or %NULL with an error of the sheets or the
 *   store room
 */
SaudaStockFile *
sauda_stock_files_import (SaudaDatabase *database,
                          const char *path,
                          gboolean preview,
                          const char *who,
                          gint64 now_ms,
                          GCancellable *cancellable,
                          GError **error)
{
  Import import = { .path = path, .who = who, .now_ms = now_ms, .preview = preview };

  return import_file (database, &import, cancellable, error);
}

/**
 * sauda_stock_files_recognize_async:
 * @workspace: the merchant's folder
 * @path: a sheet that is no sheet of orders and no catalogue
 * @preview: whether to tell what would happen and write nothing
 * @who: the person
 * @cancellable: (nullable): to stop
 * @callback: called with the report
 * @user_data: data of @callback
 *
 * Takes a file of which nobody said that it is a stock list: only one that has its columns and no other. A
 * sheet of orders that lacks a column must never become a count.
 */
void
sauda_stock_files_recognize_async (SaudaWorkspace *workspace,
                                   const char *path,
                                   gboolean preview,
                                   const char *who,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, sauda_stock_files_recognize_async);
  request->path = g_strdup (path);
  request->who = g_strdup (who);
  request->preview = preview;
  g_task_set_task_data (task, request, request_free);
  /* What was written is told, whoever stopped it meanwhile. */
  g_task_set_check_cancellable (task, preview);
  g_task_run_in_thread (task, import_in_thread);
}

/**
 * sauda_stock_files_recognize_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was done or would be; %NULL without an error when it is no stock
 *   list, or with one of the sheets or the store room
 */
SaudaStockFile *
sauda_stock_files_recognize_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_stock_files_recognize_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
