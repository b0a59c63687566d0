#include "sauda-catalogue-table.h"

#include "sauda-catalog-range.h"
#include "sauda-edit-cell.h"
#include "sauda-grid-rows.h"
#include "sauda-packer-view.h"
#include "sauda-size-word.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

#define SHOWN_CHOICES 16

struct _SaudaCatalogueTable {
  SaudaGrid parent_instance;

  SaudaGroupFilter *filter;  /* (owned) (not nullable) */
  GHashTable *models;        /* (owned) (nullable) SKU_key → GPtrArray of borrowed rows; when asked for */
  SaudaWorkspace *workspace; /* (owned) (nullable) until set */
  GPtrArray *edits;          /* (owned) (nullable) waiting for the end of this round of the main loop */
  GArray *steps; /* (owned) (nullable) (element-type guint64) of the history, that @edits are of */
  char *doubt;   /* (owned) (nullable) what to ask about the last change */
  guint flush_id;
  guint saves; /* on their way */
};

/* Changes on their way to the database's thread. */
typedef struct {
  GPtrArray *edits; /* (owned) (element-type SaudaVariantEdit) */
  gint64 now_ms;
} Save;

/* What is told when they are kept or not. */
typedef struct {
  SaudaCatalogueTable *self; /* (owned) (not nullable) */
  GArray *steps;             /* (owned) (not nullable) (element-type guint64) */
} Saving;

G_DEFINE_FINAL_TYPE (SaudaCatalogueTable, sauda_catalogue_table, SAUDA_TYPE_GRID)

static guint saved_signal;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_ptr_array_unref (save->edits);
  g_free (save);
}

/* All of a paste or none of it: what was undone in one step is saved in one. */
static gpointer
save_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Save *save = data;

  for (guint i = 0; i < save->edits->len; i++)
    if (!sauda_variants_set (connection, g_ptr_array_index (save->edits, i), "merchant", save->now_ms, error))
      return NULL;
  return save;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (SaudaCatalogueTable) self = saving->self;
  g_autoptr (GArray) steps = saving->steps;
  g_autoptr (GError) error = NULL;

  g_free (saving);
  self->saves--;
  if (sauda_workspace_write_finish (source, result, &error) == NULL) {
    /* Undo would put the old value over what somebody else wrote. */
    for (guint i = 0; i < steps->len; i++)
      sauda_edit_history_forget (sauda_grid_get_history (SAUDA_GRID (self)),
                                 g_array_index (steps, guint64, i));
    sauda_grid_fail (SAUDA_GRID (self), error);
  }
  g_signal_emit (self, saved_signal, 0);
}

/* Changes are saved even when the window closes meanwhile: they get no cancellable. */
static gboolean
on_flush (gpointer user_data)
{
  SaudaCatalogueTable *self = user_data;
  Save *save = g_new0 (Save, 1);
  Saving *saving = g_new0 (Saving, 1);

  self->flush_id = 0;
  saving->self = g_object_ref (self);
  saving->steps = g_steal_pointer (&self->steps);
  save->edits = g_steal_pointer (&self->edits);
  save->now_ms = sauda_workspace_get_now (self->workspace);
  self->saves++;
  sauda_workspace_write_async (self->workspace, save_work, save, save_free, NULL, NULL, on_saved, saving);
  return G_SOURCE_REMOVE;
}

static void
queue_edit (SaudaCatalogueTable *self, SaudaVariantEdit *edit)
{
  guint64 step = sauda_edit_history_get_applying (sauda_grid_get_history (SAUDA_GRID (self)));

  if (self->edits == NULL) {
    self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_variant_edit_free);
    self->steps = g_array_new (FALSE, FALSE, sizeof (guint64));
  }
  g_ptr_array_add (self->edits, edit);
  if (self->steps->len == 0 || g_array_index (self->steps, guint64, self->steps->len - 1) != step)
    g_array_append_val (self->steps, step);
  if (self->flush_id == 0)
    self->flush_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_flush, self, NULL);
}

static void
ask_about_weight (SaudaCatalogueTable *self, SaudaCatalogueRow *row)
{
  const SaudaVariantInfo *info = sauda_catalogue_row_get_info (row);
  g_autofree char *told = NULL, *usual = NULL;

  if ((info->doubts & SAUDA_VARIANT_DOUBT_WEIGHT) == 0 || self->doubt != NULL)
    return;
  told = sauda_catalog_range_format_decimal ((double) info->weight_grams / 1000);
  usual = sauda_catalog_range_format_decimal ((double) info->usual_weight / 1000);
  self->doubt =
    g_strdup_printf (_ ("%s or %s kilograms? The other sizes of this model weigh the second."), told, usual);
}

static GHashTable *
index_models (GPtrArray *rows)
{
  GHashTable *models =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < rows->len; i++) {
    SaudaCatalogueRow *row = g_ptr_array_index (rows, i);
    const char *key = sauda_catalogue_row_get_info (row)->model_key;
    GPtrArray *sizes = g_hash_table_lookup (models, key);

    if (sizes == NULL) {
      sizes = g_ptr_array_new ();
      g_hash_table_insert (models, (gpointer) key, sizes);
    }
    g_ptr_array_add (sizes, row);
  }
  return models;
}

/* All sizes of the model of @row, the retired ones too. */
static GPtrArray *
find_sizes (SaudaCatalogueTable *self, SaudaCatalogueRow *row)
{
  if (self->models == NULL)
    self->models = index_models (sauda_catalogue_table_get_rows (self));
  return g_hash_table_lookup (self->models, sauda_catalogue_row_get_info (row)->model_key);
}

/* The name is the model's: its other sizes are called the same at once. */
static void
show_value (SaudaCatalogueTable *self, SaudaCatalogueRow *row, SaudaVariantField field, const char *value)
{
  GPtrArray *sizes = field == SAUDA_VARIANT_FIELD_NAME ? find_sizes (self, row) : NULL;

  for (guint i = 0; sizes != NULL && i < sizes->len; i++)
    sauda_catalogue_row_set_value (g_ptr_array_index (sizes, i), field, value);
  sauda_catalogue_row_set_value (row, field, value);
}

static void
apply (SaudaGrid *grid, gpointer item, guint column, const char *value)
{
  SaudaCatalogueTable *self = SAUDA_CATALOGUE_TABLE (grid);
  SaudaVariantField field;

  if (!sauda_catalogue_columns_get_field (column, &field))
    return;
  queue_edit (self, sauda_variant_edit_new (sauda_catalogue_row_get_id (item), field,
                                            sauda_catalogue_row_get_value (item, field), value));
  show_value (self, item, field, value);
  if (field == SAUDA_VARIANT_FIELD_WEIGHT)
    ask_about_weight (self, item);
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  return sauda_size_word_compare (*(const char *const *) a, *(const char *const *) b);
}

/* Sizes that the model has already, by growing. */
static GStrv
list_choices (SaudaGrid *grid, gpointer item, guint column)
{
  SaudaCatalogueTable *self = SAUDA_CATALOGUE_TABLE (grid);
  GPtrArray *rows = find_sizes (self, item);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *sizes = g_ptr_array_new ();

  for (guint i = 0; rows != NULL && i < rows->len && sizes->len < SHOWN_CHOICES; i++) {
    const char *size = sauda_catalogue_row_get_value (g_ptr_array_index (rows, i), SAUDA_VARIANT_FIELD_SIZE);

    if (size != NULL && g_hash_table_add (seen, (gpointer) size))
      g_ptr_array_add (sizes, g_strdup (size));
  }
  g_ptr_array_sort (sizes, compare_sizes);
  g_ptr_array_add (sizes, NULL);
  return (GStrv) g_ptr_array_free (sizes, FALSE);
}

static void
set_css_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static gboolean
is_doubtful (const SaudaVariantInfo *info, guint column)
{
  guint doubt = column == SAUDA_CATALOGUE_COLUMN_WEIGHT  ? SAUDA_VARIANT_DOUBT_WEIGHT
                : column == SAUDA_CATALOGUE_COLUMN_PRICE ? SAUDA_VARIANT_DOUBT_PRICE
                : column == SAUDA_CATALOGUE_COLUMN_SIZE  ? SAUDA_VARIANT_DOUBT_SIZE
                                                         : 0;

  return (info->doubts & doubt) != 0;
}

/* Colour is never alone: what can be typed has a mark, and the column of what to check has the words. */
static void
decorate (SaudaGrid *grid, gpointer row, guint column, GtkWidget *cell)
{
  gboolean doubtful = is_doubtful (sauda_catalogue_row_get_info (row), column);

  if (column == SAUDA_CATALOGUE_COLUMN_STOCK)
    set_css_class (cell, "error", sauda_catalogue_row_get_on_hand (row) < 0);
  if (column != SAUDA_CATALOGUE_COLUMN_WEIGHT && column != SAUDA_CATALOGUE_COLUMN_PRICE &&
      column != SAUDA_CATALOGUE_COLUMN_SIZE)
    return;
  set_css_class (cell, "warning", doubtful);
  if (SAUDA_IS_EDIT_CELL (cell))
    sauda_edit_cell_set_mark (SAUDA_EDIT_CELL (cell), doubtful ? "?" : NULL);
}

static char *
describe (SaudaGrid *grid, gpointer row, guint column, const char *text)
{
  const SaudaVariantInfo *info = sauda_catalogue_row_get_info (row);
  g_autofree char *doubts = NULL;

  if (!is_doubtful (info, column))
    return NULL;
  doubts = sauda_catalogue_columns_describe_doubts (info);
  return g_strdup_printf ("%s: %s, %s",
                          sauda_grid_column_get_title (&sauda_catalogue_columns_get_kind ()->columns[column]),
                          text != NULL ? text : "", doubts);
}

static char *
describe_all (SaudaGrid *grid)
{
  guint rows = sauda_grid_model_count (sauda_grid_get_model (grid));

  return sauda_group_filter_is_open (SAUDA_CATALOGUE_TABLE (grid)->filter)
           ? g_strdup_printf (
               ngettext ("All is selected: %u product.", "All is selected: %u products.", rows), rows)
           : g_strdup_printf (ngettext ("What the filter shows is selected: %u product.",
                                        "What the filter shows is selected: %u products.", rows),
                              rows);
}

static gboolean
can_edit (SaudaGrid *grid, gpointer row, guint column)
{
  return !sauda_packer_view_is_on () || column == SAUDA_CATALOGUE_COLUMN_BARCODES;
}

static void
sauda_catalogue_table_dispose (GObject *object)
{
  SaudaCatalogueTable *self = SAUDA_CATALOGUE_TABLE (object);

  /* What was typed last is still to be kept. */
  if (self->flush_id != 0) {
    g_clear_handle_id (&self->flush_id, g_source_remove);
    on_flush (self);
  }
  G_OBJECT_CLASS (sauda_catalogue_table_parent_class)->dispose (object);
}

static void
sauda_catalogue_table_finalize (GObject *object)
{
  SaudaCatalogueTable *self = SAUDA_CATALOGUE_TABLE (object);

  g_clear_pointer (&self->models, g_hash_table_unref);
  g_object_unref (self->filter);
  g_clear_object (&self->workspace);
  g_free (self->doubt);
  G_OBJECT_CLASS (sauda_catalogue_table_parent_class)->finalize (object);
}

static void
sauda_catalogue_table_class_init (SaudaCatalogueTableClass *klass)
{
  SaudaGridClass *grid_class = SAUDA_GRID_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_catalogue_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_catalogue_table_finalize;
  grid_class->kind = sauda_catalogue_columns_get_kind ();
  grid_class->apply = apply;
  grid_class->decorate = decorate;
  grid_class->describe = describe;
  grid_class->list_choices = list_choices;
  grid_class->describe_all = describe_all;
  grid_class->can_edit = can_edit;
  saved_signal =
    g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_catalogue_table_init (SaudaCatalogueTable *self)
{
  self->filter = sauda_catalogue_group_filter_new ();
  sauda_grid_set_filter (SAUDA_GRID (self), GTK_FILTER (self->filter));
}

static gint64
get_id (gpointer row)
{
  return sauda_catalogue_row_get_id (row);
}

static void
take_over (gpointer row, gpointer newer)
{
  sauda_catalogue_row_take_over (row, newer);
}

/**
 * sauda_catalogue_table_set_workspace:
 * @self: a table
 * @workspace: where changes are saved
 */
void
sauda_catalogue_table_set_workspace (SaudaCatalogueTable *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_TABLE (self));
  g_set_object (&self->workspace, workspace);
  sauda_grid_set_now (SAUDA_GRID (self), sauda_workspace_get_now (workspace));
}

/**
 * sauda_catalogue_table_show_rows:
 * @self: a table
 * @rows: (element-type SaudaCatalogueRow): the catalogue as it was read; not changed any more
 *
 * Shows the catalogue, in place of what was shown.
 */
void
sauda_catalogue_table_show_rows (SaudaCatalogueTable *self, GPtrArray *rows)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_TABLE (self));

  g_clear_pointer (&self->models, g_hash_table_unref);
  sauda_grid_keep_rows (sauda_catalogue_table_get_rows (self), rows, get_id, take_over);
  sauda_grid_commit (SAUDA_GRID (self));
  sauda_grid_model_set_items (sauda_grid_get_model (SAUDA_GRID (self)), rows);
}

/**
 * sauda_catalogue_table_get_rows:
 * @self: a table
 *
 * Returns: (transfer none) (element-type SaudaCatalogueRow): all variants, shown or not
 */
GPtrArray *
sauda_catalogue_table_get_rows (SaudaCatalogueTable *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_TABLE (self), NULL);
  return sauda_grid_model_get_items (sauda_grid_get_model (SAUDA_GRID (self)));
}

/**
 * sauda_catalogue_table_get_filter:
 * @self: a table
 *
 * Returns: (transfer none): what decides which variants are shown
 */
SaudaGroupFilter *
sauda_catalogue_table_get_filter (SaudaCatalogueTable *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_TABLE (self), NULL);
  return self->filter;
}

/**
 * sauda_catalogue_table_set_values:
 * @self: a table
 * @rows: (element-type SaudaCatalogueRow): products
 * @column: what of them
 * @values: (array): what each of them shall be
 *
 * One step, which is saved whole and which Undo takes back.
 */
void
sauda_catalogue_table_set_values (SaudaCatalogueTable *self,
                                  GPtrArray *rows,
                                  guint column,
                                  const char *const *values)
{
  SaudaEditHistory *history;

  g_return_if_fail (SAUDA_IS_CATALOGUE_TABLE (self));

  sauda_grid_commit (SAUDA_GRID (self));
  history = sauda_grid_get_history (SAUDA_GRID (self));
  sauda_edit_history_begin (history);
  for (guint i = 0; i < rows->len; i++)
    sauda_edit_history_add (history, g_ptr_array_index (rows, i), column, values[i]);
  sauda_edit_history_commit (history);
}

/**
 * sauda_catalogue_table_set_retired:
 * @self: a table
 * @rows: (element-type SaudaCatalogueRow): products
 * @retired: whether they are not sold any more
 *
 * One step, which Undo takes back.
 */
void
sauda_catalogue_table_set_retired (SaudaCatalogueTable *self, GPtrArray *rows, gboolean retired)
{
  g_autofree const char **values = g_new (const char *, rows->len);

  for (guint i = 0; i < rows->len; i++)
    values[i] = retired ? "1" : "";
  sauda_catalogue_table_set_values (self, rows, SAUDA_CATALOGUE_COLUMN_RETIRED, values);
}

/**
 * sauda_catalogue_table_is_saving:
 * @self: a table
 *
 * Returns: whether changes are still on their way to the disk
 */
gboolean
sauda_catalogue_table_is_saving (SaudaCatalogueTable *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_TABLE (self), FALSE);
  return self->flush_id != 0 || self->saves > 0;
}

/**
 * sauda_catalogue_table_take_doubt:
 * @self: a table
 *
 * Returns: (transfer full) (nullable): what to ask about the last change, once
 */
char *
sauda_catalogue_table_take_doubt (SaudaCatalogueTable *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_TABLE (self), NULL);
  return g_steal_pointer (&self->doubt);
}
