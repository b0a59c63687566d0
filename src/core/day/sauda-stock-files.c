#include "sauda-stock-files.h"

#include "sauda-database.h"
#include "sauda-money.h"
#include "sauda-sheet-columns.h"
#include "sauda-sheet.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

#define MAX_PIECES 1000000

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
} Import;

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
find_in_model (SaudaConnection *connection, const Row *row, gint64 *variant_id, guint *sizes, GError **error)
{
  g_autofree char *size = row->size != NULL ? sauda_size_word_find (row->size) : NULL;
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT id FROM variant WHERE model_key = ?1 AND (?2 IS NULL OR size = ?2)", error);
  gboolean more;

  *sizes = 0;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, row->sku);
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
find_variant (Import *self, SaudaConnection *connection, const Row *row, gint64 *variant_id, GError **error)
{
  g_autofree char *reason = NULL;
  guint sizes = 0;

  *variant_id = 0;
  if (row->size == NULL && !sauda_stock_ledger_find_variant (connection, row->sku, variant_id, error))
    return FALSE;
  if (*variant_id == 0 && !find_in_model (connection, row, variant_id, &sizes, error))
    return FALSE;
  if (*variant_id == 0 && row->size != NULL && sizes == 0 &&
      !sauda_stock_ledger_find_variant (connection, row->sku, variant_id, error))
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
  if (sauda_money_parse (row->text, pieces, NULL) && *pieces <= MAX_PIECES && *pieces >= -MAX_PIECES)
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
  g_autofree char *title = g_strdup_printf (_ ("Stock from %s"), name);
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
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_autoptr (SaudaStockFile) file = g_new0 (SaudaStockFile, 1);
  Import import = { columns, rows, file, path, who, now_ms, preview };

  g_array_set_clear_func (rows, row_clear);
  file->report = sauda_catalog_report_new ();
  file->problems = file->report->problems;
  if (!sauda_sheet_read (path, NULL, take_row, &import, cancellable, error) ||
      !sauda_sheet_columns_check (columns, error))
    return NULL;
  file->rows = rows->len;
  if ((preview ? sauda_database_read (database, import_work, &import, error)
               : sauda_database_run (database, import_work, &import, error)) == NULL)
    return NULL;
  return g_steal_pointer (&file);
}
