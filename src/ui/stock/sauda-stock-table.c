#include "sauda-stock-table.h"

#include "sauda-edit-cell.h"
#include "sauda-inventory-error.h"
#include "sauda-size-word.h"
#include "sauda-stock-work.h"
#include "sauda-time.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaStockTable {
  SaudaGrid parent_instance;

  SaudaGroupFilter *filter;  /* (owned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GHashTable *edits; /* (owned) (not nullable) (element-type SaudaStockRow GPtrArray) counts, by row */
};

static guint written_signal;

G_DEFINE_FINAL_TYPE (SaudaStockTable, sauda_stock_table, SAUDA_TYPE_GRID)

static const SaudaStockLevel *
get_level (gconstpointer row)
{
  return sauda_stock_row_get_level ((gpointer) row);
}

static char *
format_number (gint64 number)
{
  return g_strdup_printf ("%d", (int) number);
}

/* Nothing is known of what nobody counted; 0 would be a lie. */
#define NUMBER(name, field, known)                                                                           \
  static char *get_##name##_text (gpointer row, gint64 now_ms)                                               \
  {                                                                                                          \
    const SaudaStockLevel *level = get_level (row);                                                          \
    return (known) ? format_number (level->field) : NULL;                                                    \
  }                                                                                                          \
  static gboolean get_##name##_number (gpointer row, double *number)                                         \
  {                                                                                                          \
    const SaudaStockLevel *level = get_level (row);                                                          \
    *number = (double) level->field;                                                                         \
    return (known);                                                                                          \
  }                                                                                                          \
  static int compare_##name (gconstpointer a, gconstpointer b)                                               \
  {                                                                                                          \
    return (get_level (a)->field > get_level (b)->field) - (get_level (a)->field < get_level (b)->field);    \
  }

NUMBER (on_hand, on_hand, level->counted)
NUMBER (reserved, reserved, level->reserved != 0)
NUMBER (buffer, buffer, TRUE)
NUMBER (available, available, level->counted)
NUMBER (sold, sold, level->sold != 0)
NUMBER (inspect, to_inspect, level->to_inspect != 0)
NUMBER (on_order, on_order, level->on_order != 0)
NUMBER (reorder, reorder, level->reorder > 0)

static char *
get_sku_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_level (row)->sku);
}

static char *
get_model_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_level (row)->model);
}

static char *
get_size_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_level (row)->size);
}

static char *
get_supplier_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_level (row)->supplier);
}

/* The sign and the words say it where the colour is not seen. */
static char *
get_cover_text (gpointer row, gint64 now_ms)
{
  const SaudaStockLevel *level = get_level (row);

  if (!level->counted)
    return g_strdup (_ ("not counted"));
  if (level->on_hand < 0)
    return g_strdup (_ ("⛔ below zero"));
  if (level->available <= 0)
    return g_strdup (_ ("⚠ has run out"));
  if (level->days_cover < 0)
    return NULL;
  return level->low ? g_strdup_printf (_ ("⚠ %.0f, low"), level->days_cover)
                    : g_strdup_printf ("%.0f", level->days_cover);
}

static char *
get_counted_text (gpointer row, gint64 now_ms)
{
  gint64 baseline_ms = get_level (row)->baseline_ms;

  return baseline_ms > 0 ? sauda_day_format_short (sauda_day_from_ms (baseline_ms)) : g_strdup (_ ("never"));
}

static int
compare_skus (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_level (a)->sku, get_level (b)->sku);
}

/* Sizes of a model stand together, growing; the rank was made when the rows were read. */
static int
compare_models (gconstpointer a, gconstpointer b)
{
  guint first = sauda_stock_row_get_rank ((gpointer) a), second = sauda_stock_row_get_rank ((gpointer) b);

  return (first > second) - (first < second);
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const char *first = get_level (a)->size, *second = get_level (b)->size;

  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);
  return sauda_size_word_compare (first, second);
}

static int
compare_suppliers (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_level (a)->supplier, get_level (b)->supplier);
}

static double
get_urgency (const SaudaStockLevel *level)
{
  if (!level->counted)
    return G_MAXDOUBLE;
  if (level->available <= 0)
    return (double) MIN (level->on_hand, 0) - 1;
  return level->days_cover >= 0 ? level->days_cover : G_MAXDOUBLE / 2;
}

/* What has run out stands first, then what runs out next; what nothing is sold of stands last. */
static int
compare_cover (gconstpointer a, gconstpointer b)
{
  double first = get_urgency (get_level (a)), second = get_urgency (get_level (b));

  return (first > second) - (first < second);
}

static int
compare_counted (gconstpointer a, gconstpointer b)
{
  return (get_level (a)->baseline_ms > get_level (b)->baseline_ms) -
         (get_level (a)->baseline_ms < get_level (b)->baseline_ms);
}

static gboolean
read_pieces (const char *text, char **value, GError **error)
{
  gint64 pieces;

  if (g_ascii_string_to_signed (text != NULL ? text : "", 10, 0, 1000000, &pieces, NULL)) {
    *value = format_number (pieces);
    return TRUE;
  }
  g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
               _ ("“%s” is no number of pieces. Type a whole number from 0 on."), text != NULL ? text : "");
  return FALSE;
}

#define NUMERIC SAUDA_GRID_COLUMN_NUMERIC
#define EDITABLE SAUDA_GRID_COLUMN_EDITABLE
#define EXTRA SAUDA_GRID_COLUMN_EXTRA

static const SaudaGridColumn columns[SAUDA_N_STOCK_COLUMNS] = {
  [SAUDA_STOCK_COLUMN_SKU] = { "sku", N_ ("SKU"), NULL, get_sku_text, compare_skus, 170,
                               SAUDA_GRID_COLUMN_EXPAND | SAUDA_GRID_COLUMN_CODE },
  [SAUDA_STOCK_COLUMN_MODEL] = { "model", N_ ("Product"), NULL, get_model_text, compare_models, 130,
                                 SAUDA_GRID_COLUMN_EXPAND },
  [SAUDA_STOCK_COLUMN_SIZE] = { "size", N_ ("Size"), NULL, get_size_text, compare_sizes, 58 },
  [SAUDA_STOCK_COLUMN_ON_HAND] = { "on-hand", N_ ("On Hand"), NULL, get_on_hand_text, compare_on_hand, 78,
                                   NUMERIC | EDITABLE, NULL, read_pieces, get_on_hand_number },
  [SAUDA_STOCK_COLUMN_RESERVED] = { "reserved", N_ ("Reserved"), NULL, get_reserved_text, compare_reserved,
                                    72, NUMERIC, NULL, NULL, get_reserved_number },
  [SAUDA_STOCK_COLUMN_BUFFER] = { "buffer", N_ ("Kept Back"), NULL, get_buffer_text, compare_buffer, 72,
                                  NUMERIC | EDITABLE, NULL, read_pieces, get_buffer_number },
  [SAUDA_STOCK_COLUMN_AVAILABLE] = { "available", N_ ("Available"), NULL, get_available_text,
                                     compare_available, 84, NUMERIC, NULL, NULL, get_available_number },
  [SAUDA_STOCK_COLUMN_COVER] = { "cover", N_ ("Days of Cover"), NULL, get_cover_text, compare_cover, 118,
                                 NUMERIC },
  [SAUDA_STOCK_COLUMN_SOLD] = { "sold", N_ ("Sold in 14 d"), NULL, get_sold_text, compare_sold, 90, NUMERIC,
                                NULL, NULL, get_sold_number },
  [SAUDA_STOCK_COLUMN_INSPECT] = { "inspect", N_ ("To Inspect"), NULL, get_inspect_text, compare_inspect, 84,
                                   NUMERIC, NULL, NULL, get_inspect_number },
  [SAUDA_STOCK_COLUMN_ON_ORDER] = { "on-order", N_ ("On Order"), NULL, get_on_order_text, compare_on_order,
                                    80, NUMERIC | EXTRA, NULL, NULL, get_on_order_number },
  [SAUDA_STOCK_COLUMN_REORDER] = { "reorder", N_ ("To Order"), NULL, get_reorder_text, compare_reorder, 84,
                                   NUMERIC, NULL, NULL, get_reorder_number },
  [SAUDA_STOCK_COLUMN_SUPPLIER] = { "supplier", N_ ("Supplier"), NULL, get_supplier_text, compare_suppliers,
                                    110, EXTRA },
  [SAUDA_STOCK_COLUMN_COUNTED] = { "counted", N_ ("Counted"), NULL, get_counted_text, compare_counted, 84,
                                   EXTRA },
};

static const SaudaGridKind kind = {
  .title = N_ ("Stock"),
  .columns = columns,
  .n_columns = SAUDA_N_STOCK_COLUMNS,
  .default_sort = SAUDA_STOCK_COLUMN_MODEL,
  .fixed = SAUDA_STOCK_COLUMN_SKU,
  .order_key = "stock-columns",
  .widths_key = "stock-column-widths",
  .sort_key = "stock-sort-column",
  .descending_key = "stock-sort-descending",
};

static const char *
get_key (gpointer row)
{
  return sauda_stock_row_get_search_key (row);
}

/* Colour is never alone: the column of days says the same in words. */
static void
decorate (SaudaGrid *grid, gpointer row, guint column, GtkWidget *cell)
{
  const SaudaStockLevel *level = get_level (row);
  gboolean out = level->counted && level->available <= 0;
  gboolean alarm = (column == SAUDA_STOCK_COLUMN_AVAILABLE && out) ||
                   (column == SAUDA_STOCK_COLUMN_ON_HAND && level->on_hand < 0) ||
                   (column == SAUDA_STOCK_COLUMN_COVER && (level->low || out));

  if (alarm)
    gtk_widget_add_css_class (cell, "error");
  else
    gtk_widget_remove_css_class (cell, "error");
  if (column == SAUDA_STOCK_COLUMN_ON_HAND)
    sauda_edit_cell_set_mark (SAUDA_EDIT_CELL (cell), level->on_hand < 0 ? "⛔" : NULL);
}

static char *
describe_all (SaudaGrid *grid)
{
  guint rows = sauda_grid_model_count (sauda_grid_get_model (grid));

  return g_strdup_printf (ngettext ("%u variant is selected.", "%u variants are selected.", rows), rows);
}

static guint
count_gone (const SaudaStockOutcome *outcome)
{
  guint gone = 0;

  for (guint i = 0; i < outcome->impacts->len; i++) {
    const SaudaStockImpact *impact = g_ptr_array_index (outcome->impacts, i);

    if (sauda_stock_impact_runs_out (impact))
      gone += impact->offers->len;
  }
  return gone;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockOutcome) outcome = sauda_workspace_write_finish (source, result, &error);
  g_autoptr (SaudaGrid) self = sauda_grid_save_end (user_data, error);
  guint gone = outcome != NULL ? count_gone (outcome) : 0;
  g_autofree char *text = NULL;

  if (outcome == NULL)
    return;
  g_signal_emit (self, written_signal, 0);
  if (gone == 0)
    return;
  text = g_strdup_printf (ngettext ("It has run out: %u offer waits to go off sale.",
                                    "It has run out: %u offers wait to go off sale.", gone),
                          gone);
  g_signal_emit_by_name (self, "said", text);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean written = sauda_workspace_write_finish (source, result, &error) != NULL;
  g_autoptr (SaudaGrid) self = sauda_grid_save_end (user_data, error);

  if (written)
    g_signal_emit (self, written_signal, 0);
}

/* An undo of the table takes the act itself back, so that the history says so, and a first count is none. */
static SaudaStockEdit *
find_undone (SaudaStockTable *self, gpointer row, const char *value)
{
  GPtrArray *edits = g_hash_table_lookup (self->edits, row);
  SaudaStockEdit *last = edits != NULL && edits->len > 0 ? g_ptr_array_index (edits, edits->len - 1) : NULL;

  if (last == NULL || !sauda_edit_history_is_replaying (sauda_grid_get_history (SAUDA_GRID (self))) ||
      g_strcmp0 (last->before, value) != 0)
    return NULL;
  return g_ptr_array_steal_index (edits, edits->len - 1);
}

static void
count (SaudaStockTable *self, gpointer row, const char *value)
{
  SaudaStockEdit *undone = find_undone (self, row, value);
  gint64 pieces = g_ascii_strtoll (value != NULL ? value : "0", NULL, 10);
  g_autofree char *before = get_on_hand_text (row, 0);
  GPtrArray *edits = g_hash_table_lookup (self->edits, row);
  SaudaStockEdit *edit;

  if (undone != NULL) {
    sauda_stock_row_set_on_hand (row, pieces);
    sauda_workspace_write_async (self->workspace, sauda_stock_work_take_back, undone,
                                 (GDestroyNotify) sauda_stock_edit_unref, NULL, NULL, on_written,
                                 sauda_grid_save_begin (SAUDA_GRID (self)));
    return;
  }
  edit = sauda_stock_edit_new (self->workspace, get_level (row)->variant_id, pieces, before);
  if (edits == NULL) {
    edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_edit_unref);
    g_hash_table_insert (self->edits, g_object_ref (row), edits);
  }
  g_ptr_array_add (edits, sauda_stock_edit_ref (edit));
  sauda_stock_row_set_on_hand (row, pieces);
  sauda_workspace_write_async (
    self->workspace, sauda_stock_work_count, edit, (GDestroyNotify) sauda_stock_edit_unref,
    (GDestroyNotify) sauda_stock_outcome_free, NULL, on_counted, sauda_grid_save_begin (SAUDA_GRID (self)));
}

static void
apply (SaudaGrid *grid, gpointer row, guint column, const char *value)
{
  SaudaStockTable *self = SAUDA_STOCK_TABLE (grid);
  gint64 pieces = g_ascii_strtoll (value != NULL ? value : "0", NULL, 10);
  g_autofree char *before = NULL;

  if (column == SAUDA_STOCK_COLUMN_ON_HAND) {
    count (self, row, value);
    return;
  }
  before = get_buffer_text (row, 0);
  sauda_stock_row_set_buffer (row, pieces);
  sauda_workspace_write_async (
    self->workspace, sauda_stock_work_set_buffer,
    sauda_stock_edit_new (self->workspace, get_level (row)->variant_id, pieces, before),
    (GDestroyNotify) sauda_stock_edit_unref, NULL, NULL, on_written, sauda_grid_save_begin (grid));
}

static void
sauda_stock_table_dispose (GObject *object)
{
  SaudaStockTable *self = SAUDA_STOCK_TABLE (object);

  G_OBJECT_CLASS (sauda_stock_table_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_stock_table_finalize (GObject *object)
{
  g_object_unref (SAUDA_STOCK_TABLE (object)->filter);
  g_hash_table_unref (SAUDA_STOCK_TABLE (object)->edits);
  G_OBJECT_CLASS (sauda_stock_table_parent_class)->finalize (object);
}

static void
sauda_stock_table_class_init (SaudaStockTableClass *klass)
{
  SaudaGridClass *grid_class = SAUDA_GRID_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_stock_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_table_finalize;
  grid_class->kind = &kind;
  grid_class->apply = apply;
  grid_class->decorate = decorate;
  grid_class->describe_all = describe_all;
  written_signal = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sauda_stock_table_init (SaudaStockTable *self)
{
  self->edits = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_ptr_array_unref);
  self->filter = sauda_group_filter_new (get_key, sauda_stock_group_has);
  sauda_grid_set_filter (SAUDA_GRID (self), GTK_FILTER (self->filter));
}

/**
 * sauda_stock_table_set_workspace:
 * @self: a table
 * @workspace: where counts are written down
 */
void
sauda_stock_table_set_workspace (SaudaStockTable *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_STOCK_TABLE (self));
  g_set_object (&self->workspace, workspace);
}

/**
 * sauda_stock_table_get_filter:
 * @self: a table
 *
 * Returns: (transfer none): what it shows: a #SaudaStockGroup, and words
 */
SaudaGroupFilter *
sauda_stock_table_get_filter (SaudaStockTable *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_TABLE (self), NULL);
  return self->filter;
}

/**
 * sauda_stock_group_has:
 * @group: a #SaudaStockGroup
 * @row: a variant
 *
 * Returns: whether @row is in @group
 */
gboolean
sauda_stock_group_has (guint group, gpointer row)
{
  const SaudaStockLevel *level = get_level (row);

  switch ((SaudaStockGroup) group) {
  case SAUDA_STOCK_GROUP_ALL:
    return TRUE;
  case SAUDA_STOCK_GROUP_LOW:
    return level->low;
  case SAUDA_STOCK_GROUP_OUT:
    return level->counted && level->available <= 0;
  case SAUDA_STOCK_GROUP_NEGATIVE:
    return level->on_hand < 0;
  case SAUDA_STOCK_GROUP_INSPECT:
    return level->to_inspect > 0;
  case SAUDA_STOCK_GROUP_REORDER:
    return level->reorder > 0;
  }
  return TRUE;
}
