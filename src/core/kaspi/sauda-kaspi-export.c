#include "sauda-kaspi-export.h"

#include "sauda-kaspi-export-meaning.h"
#include "sauda-kaspi-export-row.h"
#include "sauda-kaspi-export-words.h"
#include "sauda-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Kaspi gives 90 days at a time. What is larger was not made by it, or for another purpose. */
#define MAX_ROWS 300000
#define MAX_PROBLEMS 20000

/* An order while its rows come in. */
typedef struct _Draft Draft;

struct _Draft {
  SaudaKaspiExportOrder *order; /* (owned) (nullable) NULL once it was handed on */
  Draft *other;                 /* (nullable) of another merchant with the same number */
  gboolean refused;
};

typedef struct {
  SaudaKaspiExport *export;   /* (not nullable) */
  SaudaSheetColumns *columns; /* (not nullable) */
  GPtrArray *drafts;          /* (owned) (not nullable) (element-type Draft) in file order */
  GHashTable *by_code;        /* (not nullable) code → Draft, both borrowed */
  Draft *last;                /* (nullable) of the row above */
  guint widest;               /* cells of a row */
  guint last_width;           /* cells of the last row */
  guint last_row;
} ExportReading;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_clear_pointer (&draft->order, sauda_kaspi_export_order_free);
  g_free (draft);
}

static void
merge_text (char **text, char **other)
{
  if (*text == NULL)
    *text = g_steal_pointer (other);
}

/* The first row speaks for the order, also about the cost of delivery, which every row repeats. The status is
 * the last row's: whoever joins two exports puts the newer one below. */
static void
merge_order (SaudaExportRow *row, Draft *draft, SaudaKaspiExportOrder *other)
{
  SaudaKaspiExportOrder *order = draft->order;

  if (strcmp (order->status_text, other->status_text) != 0) {
    sauda_export_row_add_problem (
      row, SAUDA_EXPORT_STATUS, FALSE,
      _ ("The rows of this order disagree about its status; the last was taken."));
    g_free (order->status_text);
    order->status_text = g_steal_pointer (&other->status_text);
  }
  if (order->delivery_cost < 0)
    order->delivery_cost = other->delivery_cost;
  if (order->delivery_cost_for_seller < 0)
    order->delivery_cost_for_seller = other->delivery_cost_for_seller;
  merge_text (&order->merchant_id, &other->merchant_id);
  merge_text (&order->warehouse, &other->warehouse);
  merge_text (&order->courier, &other->courier);
  merge_text (&order->cancellation_text, &other->cancellation_text);
  merge_text (&order->buyer, &other->buyer);
  merge_text (&order->phone, &other->phone);
  order->signature_required |= other->signature_required;
  order->assembled_ms = MAX (order->assembled_ms, other->assembled_ms);
  if (order->planned_handover_day == SAUDA_DAY_NONE)
    order->planned_handover_day = other->planned_handover_day;
}

/* Numbers are a merchant's own: in a sheet that was put together of several stores two orders may have the
 * same. A row of own pickup does not name the merchant. */
static Draft *
look_up_draft (ExportReading *self, const char *code, const char *merchant_id)
{
  Draft *draft = g_hash_table_lookup (self->by_code, code);

  while (draft != NULL && merchant_id != NULL && draft->order->merchant_id != NULL &&
         strcmp (draft->order->merchant_id, merchant_id) != 0)
    draft = draft->other;
  return draft;
}

static Draft *
find_draft (ExportReading *self, SaudaExportRow *row)
{
  g_autoptr (SaudaKaspiExportOrder) order = sauda_export_row_read_order (row);
  Draft *draft = look_up_draft (self, row->code, order->merchant_id);

  if (draft != NULL) {
    merge_order (row, draft, order);
    return draft;
  }
  draft = g_new0 (Draft, 1);
  draft->order = g_steal_pointer (&order);
  draft->other = g_hash_table_lookup (self->by_code, draft->order->code);
  g_ptr_array_add (self->drafts, draft);
  g_hash_table_replace (self->by_code, draft->order->code, draft);
  return draft;
}

/* A line without a number may continue the order above it, which would then ship without that piece. */
static void
refuse_row (ExportReading *self, SaudaExportRow *row)
{
  g_autofree char *reason = NULL;

  if (!sauda_export_row_has_sku (row))
    return;
  if (self->last == NULL || self->last->refused)
    self->export->refused++;
  if (self->last == NULL)
    return;
  self->last->refused = TRUE;
  row->code = self->last->order->code;
  reason = g_strdup_printf (_ ("It may belong to order %s above it, so that whole order was left out."),
                            self->last->order->code);
  sauda_export_row_add_problem (row, SAUDA_EXPORT_NUMBER, TRUE, reason);
}

static gboolean
check_bounds (const ExportReading *self, guint number, GError **error)
{
  if (self->export->problems->len > MAX_PROBLEMS)
    g_set_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
                 _ ("Up to row %u there are more than %d problems. Check that the right file was chosen."),
                 number, MAX_PROBLEMS);
  else if (self->export->rows > MAX_ROWS)
    g_set_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
                 _ ("There are more than %d rows of orders. Download fewer days at a time and import each "
                    "file."),
                 MAX_ROWS);
  else
    return TRUE;
  return FALSE;
}

static gboolean
take_row (guint number, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  ExportReading *self = data;
  SaudaExportRow row = { self->columns, cells, n_cells, number, NULL, self->export->problems };
  g_autofree char *code = NULL;
  SaudaKaspiExportLine *line;
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (self->columns, number, cells, n_cells, &is_data, error))
    return FALSE;
  self->widest = MAX (self->widest, n_cells);
  self->last_width = n_cells;
  self->last_row = number;
  if (!is_data)
    return TRUE;
  self->export->rows++;
  if (!check_bounds (self, number, error))
    return FALSE;
  code = sauda_export_row_read_code (&row);
  if (code == NULL) {
    refuse_row (self, &row);
    return TRUE;
  }
  row.code = code;
  self->last = find_draft (self, &row);
  line = sauda_export_row_read_line (&row);
  if (line == NULL) {
    self->last->refused = TRUE;
    return TRUE;
  }
  g_ptr_array_add (self->last->order->lines, line);
  return TRUE;
}

static const char *const names[] = {
  [SAUDA_AMOUNT_LINE_TOTAL] = "line-total",
  [SAUDA_AMOUNT_ORDER_TOTAL] = "order-total",
  [SAUDA_AMOUNT_PIECE_PRICE] = "piece-price",
  [SAUDA_AMOUNT_UNDECIDED] = "undecided",
};

/* Rows of one article share the order's sum by their pieces; of several articles nobody can tell. */
static void
share_total (SaudaKaspiExportOrder *order)
{
  const SaudaKaspiExportLine *first = order->lines->pdata[0];
  gboolean one_article = TRUE;
  gint64 pieces = 0;

  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaKaspiExportLine *line = order->lines->pdata[i];

    one_article &= strcmp (line->sku, first->sku) == 0;
    pieces += line->quantity;
  }
  for (guint i = 0; i < order->lines->len; i++) {
    SaudaKaspiExportLine *line = order->lines->pdata[i];

    line->amount = one_article && order->total % pieces == 0 ? order->total / pieces * line->quantity : -1;
  }
}

static void
set_total (SaudaKaspiExportOrder *order, SaudaAmountMeaning meaning)
{
  if (meaning == SAUDA_AMOUNT_ORDER_TOTAL && order->lines->len > 1) {
    order->total = ((SaudaKaspiExportLine *) order->lines->pdata[0])->amount;
    share_total (order);
    return;
  }
  for (guint i = 0; meaning == SAUDA_AMOUNT_PIECE_PRICE && i < order->lines->len; i++) {
    SaudaKaspiExportLine *line = order->lines->pdata[i];

    line->amount *= line->quantity;
  }
  order->total = 0;
  for (guint i = 0; i < order->lines->len; i++)
    order->total += ((SaudaKaspiExportLine *) order->lines->pdata[i])->amount;
}

/* A doubt about an order that came in. */
static void
note_doubt (ExportReading *self,
            const SaudaKaspiExportOrder *order,
            SaudaExportColumn column,
            const char *value,
            const char *reason)
{
  SaudaKaspiExportProblem *problem = g_new0 (SaudaKaspiExportProblem, 1);

  problem->code = g_strdup (order->code);
  problem->row = ((SaudaKaspiExportLine *) order->lines->pdata[0])->row;
  problem->column = g_strdup (sauda_sheet_columns_get_title (self->columns, column));
  problem->value = g_strdup (value);
  problem->reason = g_strdup (reason);
  g_ptr_array_add (self->export->problems, problem);
}

/* What was found out, and a word where the file does not tell for certain. */
static SaudaAmountMeaning
find_meaning (ExportReading *self)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autofree char *sum = NULL;
  SaudaAmountFinding found;

  for (guint i = 0; i < self->drafts->len; i++)
    g_ptr_array_add (orders, ((Draft *) self->drafts->pdata[i])->order);
  found = sauda_export_find_meaning (orders, sauda_sheet_columns_has (self->columns, SAUDA_EXPORT_ASSEMBLED));
  if (found.doubtful == NULL)
    return found.meaning;
  sum =
    g_strdup_printf ("%" G_GINT64_FORMAT, ((SaudaKaspiExportLine *) found.doubtful->lines->pdata[0])->amount);
  note_doubt (self, found.doubtful, SAUDA_EXPORT_AMOUNT, sum,
              found.meaning == SAUDA_AMOUNT_LINE_TOTAL
                ? _ ("The rows of this order have equal sums: each was taken for the sum of its row. Choose "
                     "what «Сумма» means if it is the sum of the order.")
                : _ ("The rows of this order have equal sums: it was taken for the sum of the whole order. "
                     "Choose what «Сумма» means if each is the sum of its row."));
  return found.meaning;
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const SaudaKaspiExportProblem *first = *(const SaudaKaspiExportProblem *const *) a;
  const SaudaKaspiExportProblem *second = *(const SaudaKaspiExportProblem *const *) b;

  return (first->row > second->row) - (first->row < second->row);
}

/* The export of one store names one merchant; rows of own pickup leave it out. */
static char *
find_merchant (GPtrArray *drafts)
{
  const char *merchant = NULL;

  for (guint i = 0; i < drafts->len; i++) {
    const char *id = ((Draft *) drafts->pdata[i])->order->merchant_id;

    if (id == NULL)
      continue;
    if (merchant != NULL && strcmp (merchant, id) != 0)
      return NULL;
    merchant = id;
  }
  return g_strdup (merchant);
}

static void
finish (ExportReading *self, SaudaAmountMeaning meaning)
{
  SaudaKaspiExport *export = self->export;

  export->amount_meaning = meaning != SAUDA_AMOUNT_UNDECIDED ? meaning : find_meaning (self);
  export->merchant_id = find_merchant (self->drafts);
  for (guint i = 0; i < self->drafts->len; i++) {
    Draft *draft = self->drafts->pdata[i];

    if (draft->refused) {
      export->refused++;
      continue;
    }
    sauda_kaspi_export_derive (draft->order);
    if (draft->order->status == NULL)
      note_doubt (self, draft->order, SAUDA_EXPORT_STATUS, draft->order->status_text,
                  _ ("This status is not known; it was kept as it is written."));
    if (draft->order->merchant_id == NULL)
      draft->order->merchant_id = g_strdup (export->merchant_id);
    set_total (draft->order, export->amount_meaning);
    export->lines += draft->order->lines->len;
    g_ptr_array_add (export->orders, g_steal_pointer (&draft->order));
  }
  g_ptr_array_sort (export->problems, compare_rows);
}

/* A download that broke off ends within a row, which would ship without what is missing. Every program that
 * writes CSV ends its last row like the others. */
static gboolean
check_end (const ExportReading *self, const char *path, const char *name, GError **error)
{
  g_autoptr (GMappedFile) file =
    self->last_width < self->widest ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  gsize length = file != NULL ? g_mapped_file_get_length (file) : 0;
  const char *text = length > 1 ? g_mapped_file_get_contents (file) : NULL;

  if (text == NULL || strncmp (text, "PK", 2) == 0 || strchr ("\r\n", text[length - 1]) != NULL ||
      strchr ("\r\n", text[length - 2]) != NULL)
    return TRUE;
  g_set_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
               _ ("“%s” ends in the middle of row %u: it was not saved to its end. Download it again."), name,
               self->last_row);
  return FALSE;
}

static gboolean
read_file (ExportReading *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (!sauda_sheet_read (path, NULL, take_row, self, cancellable, error) ||
      !sauda_sheet_columns_check (self->columns, error) || !check_end (self, path, name, error))
    return FALSE;
  if (self->export->rows > 0)
    return TRUE;
  g_set_error (
    error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
    _ ("“%s” has a header, but no order below it. Check the dates chosen in the cabinet and download it "
       "again."),
    name);
  return FALSE;
}

/* Errors of this room are larger than others, so one is made anew and not renamed. */
static void
convert_error (GError **error, GError *reason)
{
  if (reason->domain != SAUDA_SHEETS_ERROR) {
    g_propagate_error (error, reason);
    return;
  }
  g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE, reason->message);
  g_error_free (reason);
}

/**
 * sauda_kaspi_export_read:
 * @path: ActiveOrders.xlsx or ArchiveOrders.xlsx, or the same saved as CSV
 * @own_names: (nullable) (array zero-terminated=1): a person's own header texts as `HEADER=COLUMN`
 * @meaning: what «Сумма» means where a person says so; %SAUDA_AMOUNT_UNDECIDED finds it out
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads an export of the cabinet (kaspi-api 9.1): columns by their names, rows of an order wherever they
 * stand. An order with a row that cannot be read is left out as a whole and listed, because half an order
 * would ship wrong. It blocks: call it from a thread that may wait.
 *
 * Returns: (transfer full) (nullable): the orders, or %NULL with %SAUDA_KASPI_ERROR_FILE or
 * %G_IO_ERROR_CANCELLED
 */
SaudaKaspiExport *
sauda_kaspi_export_read (const char *path,
                         const char *const *own_names,
                         SaudaAmountMeaning meaning,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (SaudaKaspiExport) export = g_new0 (SaudaKaspiExport, 1);
  g_autoptr (SaudaSheetColumns) columns = sauda_export_columns_new (own_names);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (draft_free);
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  ExportReading self = { .export = export, .columns = columns, .drafts = drafts, .by_code = by_code };
  GError *reason = NULL;

  export->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_export_order_free);
  export->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_export_problem_free);
  if (!read_file (&self, path, cancellable, &reason)) {
    convert_error (error, reason);
    return NULL;
  }
  finish (&self, meaning);
  return g_steal_pointer (&export);
}

/**
 * sauda_kaspi_export_free:
 * @self: (transfer full): what a file held
 */
void
sauda_kaspi_export_free (SaudaKaspiExport *self)
{
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->problems);
  g_free (self->merchant_id);
  g_free (self);
}

/**
 * sauda_amount_meaning_get_name:
 * @meaning: what «Сумма» means
 *
 * Returns: (not nullable): `line-total`, `order-total`, `piece-price` or `undecided`, for machines
 */
const char *
sauda_amount_meaning_get_name (SaudaAmountMeaning meaning)
{
  return names[meaning];
}

/**
 * sauda_amount_meaning_from_name:
 * @name: (nullable): as sauda_amount_meaning_get_name() has it
 * @meaning: (out): what it means
 *
 * Returns: whether there is such a meaning
 */
gboolean
sauda_amount_meaning_from_name (const char *name, SaudaAmountMeaning *meaning)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0) {
      *meaning = (SaudaAmountMeaning) i;
      return TRUE;
    }
  return FALSE;
}
