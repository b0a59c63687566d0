#include "sauda-grid.h"

#include "sauda-grid-private.h"
#include "sauda-later.h"
#include "sauda-scroll-bin.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

G_DEFINE_TYPE_WITH_PRIVATE (SaudaGrid, sauda_grid, ADW_TYPE_BIN)

static guint changed_signal;
static guint said_signal;
static guint opened_signal;
static guint failed_signal;
static guint ended_signal;

static char *
get_value (gpointer owner, gpointer item, guint field)
{
  return sauda_grid_get_value (owner, item, field);
}

static void
apply (gpointer owner, gpointer item, guint field, const char *value)
{
  SAUDA_GRID_GET_CLASS (owner)->apply (owner, item, field, value);
}

static const SaudaEditFuncs edit_funcs = { get_value, apply };

static void
emit_changed (SaudaGrid *self)
{
  /* Models change once more while the table dies. */
  if (sauda_grid_get_private (self)->view != NULL)
    g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_resort (gpointer user_data)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (user_data);

  priv->resort_id = 0;
  if (priv->resort_again)
    sauda_grid_model_resort (priv->model);
  priv->resort_again = FALSE;
  return G_SOURCE_REMOVE;
}

/* Sorting while an edit ends would re-bind the row under it. */
static void
on_applied (SaudaEditHistory *history, guint field, SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);

  if (priv->sort_column == (int) field)
    priv->resort_again = TRUE;
  if (priv->resort_id == 0)
    priv->resort_id = sauda_later_add (on_resort, self);
}

/* The view asks the column that sorts first, which leaves its number: GTK tells it in no other way
 * before 4.10. */
static int
probe (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SaudaGridProbe *self = user_data;

  sauda_grid_get_private (self->grid)->sort_column = (int) self->column;
  return 1;
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  GtkOrdering order;

  /* The view still sorts while it dies. */
  if (priv->view == NULL)
    return;
  priv->sort_column = -1;
  order = gtk_sorter_compare (sorter, self, priv->model);
  if (priv->sort_column >= 0)
    sauda_grid_model_set_order (priv->model,
                                sauda_grid_get_kind_column (self, (guint) priv->sort_column)->compare,
                                order == GTK_ORDERING_SMALLER);
}

/* The selection follows the rows, wherever sorting and filtering put them. */
static void
on_changing (SaudaGridModel *model, SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GPtrArray) selected = sauda_grid_list_selected (self);

  sauda_grid_hold_rows (self);
  g_clear_pointer (&priv->kept, g_hash_table_unref);
  if (selected->len == 0)
    return;
  priv->kept = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  for (guint i = 0; i < selected->len; i++)
    g_hash_table_add (priv->kept, g_object_ref (g_ptr_array_index (selected, i)));
}

static void
on_changed (SaudaGridModel *model, SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GHashTable) kept = g_steal_pointer (&priv->kept);
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (GtkBitset) all = NULL;
  guint left = kept != NULL ? g_hash_table_size (kept) : 0;

  if (left > 0) {
    selected = gtk_bitset_new_empty ();
    all = gtk_bitset_new_range (0, sauda_grid_model_count (priv->model));
    for (guint i = 0; i < sauda_grid_model_count (priv->model) && left > 0; i++)
      if (g_hash_table_contains (kept, sauda_grid_model_peek (priv->model, i))) {
        gtk_bitset_add (selected, i);
        left--;
      }
    sauda_grid_model_tell_all (priv->model);
    gtk_selection_model_set_selection (GTK_SELECTION_MODEL (priv->selection), selected, all);
  }
  sauda_grid_range_clear (self);
  sauda_grid_let_rows_go (self);
  emit_changed (self);
}

static void
on_choice (SaudaSizePopover *choices, const char *choice, SaudaGrid *self)
{
  SaudaGridCell *cell = sauda_grid_get_private (self)->edited;

  if (cell == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell->widget))), choice);
  sauda_edit_cell_end (SAUDA_EDIT_CELL (cell->widget), TRUE);
}

static void
add_column (SaudaGrid *self, guint index)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  const SaudaGridColumn *column = sauda_grid_get_kind_column (self, index);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe, &priv->probes[index], NULL));
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (
    sauda_grid_column_get_title (column), sauda_grid_create_factory (self, index));

  priv->probes[index] = (SaudaGridProbe){ self, index };
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, (column->flags & SAUDA_GRID_COLUMN_EXPAND) != 0);
  gtk_column_view_append_column (priv->view, view_column);
  priv->columns[index] = view_column;
}

static void
sauda_grid_constructed (GObject *object)
{
  SaudaGrid *self = SAUDA_GRID (object);
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  const SaudaGridKind *kind = SAUDA_GRID_GET_CLASS (self)->kind;

  G_OBJECT_CLASS (sauda_grid_parent_class)->constructed (object);
  priv->columns = g_new0 (GtkColumnViewColumn *, kind->n_columns);
  priv->probes = g_new0 (SaudaGridProbe, kind->n_columns);
  for (guint column = 0; column < kind->n_columns; column++)
    add_column (self, column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dgettext (GETTEXT_PACKAGE, kind->title), -1);
  g_signal_connect_object (gtk_column_view_get_sorter (priv->view), "changed", G_CALLBACK (on_sorter_changed),
                           self, 0);
  sauda_grid_install_menu (self);
  priv->layout = sauda_grid_layout_new (kind, priv->view, priv->columns);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", sauda_grid_layout_get_actions (priv->layout));
}

static void
sauda_grid_dispose (GObject *object)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (SAUDA_GRID (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_handle_id (&priv->resort_id, g_source_remove);
  g_clear_handle_id (&priv->leaving_id, g_source_remove);
  g_ptr_array_set_size (priv->leaving, 0);
  priv->edited = NULL;
  g_clear_object (&priv->layout);
  if (priv->choices != NULL)
    gtk_widget_unparent (GTK_WIDGET (priv->choices));
  priv->choices = NULL;
  /* The view still hears of changes while it dies. */
  if (priv->view != NULL)
    gtk_column_view_set_model (g_steal_pointer (&priv->view), NULL);
  G_OBJECT_CLASS (sauda_grid_parent_class)->dispose (object);
}

static void
sauda_grid_finalize (GObject *object)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (SAUDA_GRID (object));

  g_clear_pointer (&priv->kept, g_hash_table_unref);
  g_clear_object (&priv->menu_item);
  g_object_unref (priv->menu);
  g_clear_pointer (&priv->range.columns, g_array_unref);
  g_ptr_array_unref (priv->leaving);
  g_hash_table_unref (priv->rows);
  g_free (priv->columns);
  g_free (priv->probes);
  g_object_unref (priv->history);
  g_object_unref (priv->selection);
  g_object_unref (priv->model);
  g_object_unref (priv->cancellable);
  G_OBJECT_CLASS (sauda_grid_parent_class)->finalize (object);
}

static void
sauda_grid_class_init (SaudaGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sauda_grid_constructed;
  object_class->dispose = sauda_grid_dispose;
  object_class->finalize = sauda_grid_finalize;
  widget_class->grab_focus = sauda_grid_grab_focus;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  said_signal = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_OBJECT);
  failed_signal = g_signal_new ("edit-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  ended_signal = g_signal_new ("edit-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  g_type_ensure (SAUDA_TYPE_SCROLL_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/sauda/Sauda/ui/grid/sauda-grid.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SaudaGrid, view);
  sauda_grid_install_menu_class (klass);
}

static void
sauda_grid_init (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);

  priv->rows = sauda_grid_create_rows ();
  priv->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  priv->cancellable = g_cancellable_new ();
  priv->now_ms = g_get_real_time () / 1000;
  priv->model = sauda_grid_model_new ();
  priv->history = sauda_edit_history_new (self, &edit_funcs);
  g_signal_connect_object (priv->history, "applied", G_CALLBACK (on_applied), self, 0);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (priv->model, "changing", G_CALLBACK (on_changing), self, 0);
  priv->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (priv->model)));
  gtk_column_view_set_model (priv->view, GTK_SELECTION_MODEL (priv->selection));
  g_signal_connect_object (priv->model, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (priv->selection, "selection-changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  priv->choices = SAUDA_SIZE_POPOVER (sauda_size_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (priv->choices), GTK_WIDGET (self));
  g_signal_connect (priv->choices, "chosen", G_CALLBACK (on_choice), self);
  g_signal_connect (priv->view, "query-tooltip", G_CALLBACK (sauda_grid_query_tooltip), self);
  sauda_grid_mirror (self);
  sauda_grid_install_keys (self);
}

SaudaGridPrivate *
sauda_grid_get_private (SaudaGrid *self)
{
  return sauda_grid_get_instance_private (self);
}

const SaudaGridColumn *
sauda_grid_get_kind_column (SaudaGrid *self, guint column)
{
  return &SAUDA_GRID_GET_CLASS (self)->kind->columns[column];
}

/* Whether that cell may be changed now. */
gboolean
sauda_grid_can_edit (SaudaGrid *self, gpointer item, guint column)
{
  SaudaGridClass *klass = SAUDA_GRID_GET_CLASS (self);

  return (sauda_grid_get_kind_column (self, column)->flags & SAUDA_GRID_COLUMN_EDITABLE) != 0 &&
         (klass->can_edit == NULL || klass->can_edit (self, item, column));
}

/* What is edited and copied of an item. */
char *
sauda_grid_get_value (SaudaGrid *self, gpointer item, guint column)
{
  const SaudaGridColumn *kind = sauda_grid_get_kind_column (self, column);

  return kind->get_value != NULL ? kind->get_value (item)
                                 : kind->get_text (item, sauda_grid_get_private (self)->now_ms);
}

/* What a typed text means. */
gboolean
sauda_grid_read_value (SaudaGrid *self, guint column, const char *text, char **value, GError **error)
{
  const SaudaGridColumn *kind = sauda_grid_get_kind_column (self, column);

  if (kind->read_value != NULL)
    return kind->read_value (text, value, error);
  *value = sauda_text_squeeze (text);
  return TRUE;
}

void
sauda_grid_say (SaudaGrid *self, const char *text)
{
  g_signal_emit (self, said_signal, 0, text);
}

void
sauda_grid_tell_ended (SaudaGrid *self)
{
  g_signal_emit (self, ended_signal, 0);
}

SaudaGridCell *
sauda_grid_get_focused_cell (SaudaGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (sauda_grid_get_private (self)->view)))
    return NULL;
  return sauda_grid_cell_of (self, focus);
}

/**
 * sauda_grid_set_source:
 * @self: a table without rows
 * @source: a list of objects
 */
void
sauda_grid_set_source (SaudaGrid *self, GListModel *source)
{
  g_return_if_fail (SAUDA_IS_GRID (self));
  sauda_grid_model_set_source (sauda_grid_get_private (self)->model, source);
}

/**
 * sauda_grid_set_filter:
 * @self: a table without a filter
 * @filter: decides which rows are shown
 */
void
sauda_grid_set_filter (SaudaGrid *self, GtkFilter *filter)
{
  g_return_if_fail (SAUDA_IS_GRID (self));
  sauda_grid_model_set_filter (sauda_grid_get_private (self)->model, filter);
}

/**
 * sauda_grid_get_model:
 * @self: a table
 *
 * Returns: (transfer none): the rows that are shown, as they are sorted
 */
SaudaGridModel *
sauda_grid_get_model (SaudaGrid *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID (self), NULL);
  return sauda_grid_get_private (self)->model;
}

/**
 * sauda_grid_get_view:
 * @self: a table
 *
 * Returns: (transfer none): the view inside
 */
GtkColumnView *
sauda_grid_get_view (SaudaGrid *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID (self), NULL);
  return sauda_grid_get_private (self)->view;
}

/**
 * sauda_grid_get_column:
 * @self: a table
 * @column: a column
 *
 * Returns: (transfer none): the column of the view
 */
GtkColumnViewColumn *
sauda_grid_get_column (SaudaGrid *self, guint column)
{
  g_return_val_if_fail (SAUDA_IS_GRID (self), NULL);
  return sauda_grid_get_private (self)->columns[column];
}

/**
 * sauda_grid_get_layout:
 * @self: a table
 *
 * Returns: (transfer none): where its columns are, and what changes that
 */
SaudaGridLayout *
sauda_grid_get_layout (SaudaGrid *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID (self), NULL);
  return sauda_grid_get_private (self)->layout;
}

/**
 * sauda_grid_get_history:
 * @self: a table
 *
 * Returns: (transfer none): what was changed in it
 */
SaudaEditHistory *
sauda_grid_get_history (SaudaGrid *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID (self), NULL);
  return sauda_grid_get_private (self)->history;
}

/**
 * sauda_grid_get_now:
 * @self: a table
 *
 * Returns: the time that its texts are told for, UTC ms
 */
gint64
sauda_grid_get_now (SaudaGrid *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID (self), 0);
  return sauda_grid_get_private (self)->now_ms;
}

/**
 * sauda_grid_set_now:
 * @self: a table
 * @now_ms: the time, UTC ms
 *
 * Moves every countdown on.
 */
void
sauda_grid_set_now (SaudaGrid *self, gint64 now_ms)
{
  g_return_if_fail (SAUDA_IS_GRID (self));

  sauda_grid_get_private (self)->now_ms = now_ms;
  sauda_grid_update_column (self, SAUDA_GRID_COLUMN_CLOCK);
}

/**
 * sauda_grid_refresh:
 * @self: a table
 *
 * Filters and sorts again after the list was loaded again, since rows that stayed may have changed.
 */
void
sauda_grid_refresh (SaudaGrid *self)
{
  g_return_if_fail (SAUDA_IS_GRID (self));

  sauda_grid_commit (self);
  sauda_grid_model_resort (sauda_grid_get_private (self)->model);
}

/**
 * sauda_grid_update:
 * @self: a table
 *
 * Shows every cell again, after the way in which values are shown changed.
 */
void
sauda_grid_update (SaudaGrid *self)
{
  g_return_if_fail (SAUDA_IS_GRID (self));
  sauda_grid_update_column (self, 0);
}

/**
 * sauda_grid_commit:
 * @self: a table
 *
 * Keeps what is being typed: to be called before anything that filters or sorts.
 */
void
sauda_grid_commit (SaudaGrid *self)
{
  SaudaGridPrivate *priv;

  g_return_if_fail (SAUDA_IS_GRID (self));

  priv = sauda_grid_get_private (self);
  if (priv->edited != NULL)
    sauda_edit_cell_end (SAUDA_EDIT_CELL (priv->edited->widget), TRUE);
}

/**
 * sauda_grid_commit_before_search:
 * @self: a table
 * @shown: what is found now, as sauda_text_search_key() writes it
 * @text: what is to be found
 *
 * Ends what is edited, with what was typed, as another search may hide its row. The same search once more
 * hides nothing.
 */
void
sauda_grid_commit_before_search (SaudaGrid *self, const char *shown, const char *text)
{
  g_autofree char *key = sauda_text_search_key (text);

  if (!g_str_equal (key, shown))
    sauda_grid_commit (self);
}

/**
 * sauda_grid_fail:
 * @self: a table
 * @error: why a change was not made
 */
void
sauda_grid_fail (SaudaGrid *self, const GError *error)
{
  g_return_if_fail (SAUDA_IS_GRID (self));

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, failed_signal, 0, error);
}

/**
 * sauda_grid_get_cell:
 * @self: a table
 * @position: row, as it is sorted
 * @column: a column
 *
 * Returns: (transfer none) (nullable): the widget of that cell, when it exists
 */
GtkWidget *
sauda_grid_get_cell (SaudaGrid *self, guint position, guint column)
{
  SaudaGridCell *cell = sauda_grid_find_cell (self, position, column);

  return cell != NULL ? cell->widget : NULL;
}
