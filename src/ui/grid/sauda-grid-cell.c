#include "sauda-cell-text.h"
#include "sauda-compat.h"
#include "sauda-grid-private.h"

#include <glib/gi18n-lib.h>

/* The cells of the table: what they show, and what happens when one was edited. */

/* A place that is shown now: one handler tells all its cells what changed. */
typedef struct {
  SaudaGridSlot *slot; /* (unowned) (not nullable) its cells hold it */
  GObject *item;       /* (owned) (not nullable) what lies there */
  GPtrArray *cells;    /* (owned) (not nullable) (element-type SaudaGridCell) borrowed */
  gulong slot_id;
  gulong item_id;
} Row;

static GQuark
get_cell_quark (void)
{
  return g_quark_from_static_string ("sauda-grid-cell");
}

static void
on_item_notify (GObject *item, GParamSpec *pspec, Row *row)
{
  for (guint i = 0; i < row->cells->len; i++) {
    SaudaGridCell *cell = g_ptr_array_index (row->cells, i);
    const char *property = sauda_grid_get_kind_column (cell->grid, cell->column)->property;

    if (property == NULL || g_str_equal (property, pspec->name))
      sauda_grid_cell_update (cell);
  }
}

static void
take_item (Row *row)
{
  row->item = g_object_ref (sauda_grid_slot_get_item (row->slot));
  row->item_id = g_signal_connect (row->item, "notify", G_CALLBACK (on_item_notify), row);
}

static void
drop_item (Row *row)
{
  g_clear_signal_handler (&row->item_id, row->item);
  g_clear_object (&row->item);
}

static void
release_editor (SaudaGridCell *cell)
{
  if (SAUDA_IS_EDIT_CELL (cell->widget))
    sauda_edit_cell_release (SAUDA_EDIT_CELL (cell->widget));
}

/* Another item came to this place: what was typed belongs to the one before. */
static void
on_slot_notify (GObject *slot, GParamSpec *pspec, Row *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    release_editor (g_ptr_array_index (row->cells, i));
  drop_item (row);
  take_item (row);
  for (guint i = 0; i < row->cells->len; i++) {
    SaudaGridCell *cell = g_ptr_array_index (row->cells, i);

    g_set_object (&cell->row, row->item);
    sauda_grid_cell_update (cell);
  }
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_signal_handler_disconnect (row->slot, row->slot_id);
  drop_item (row);
  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
watch_slot (SaudaGridCell *cell)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (cell->grid);
  Row *row = g_hash_table_lookup (priv->rows, cell->slot);

  if (row == NULL) {
    row = g_new0 (Row, 1);
    row->slot = cell->slot;
    row->cells = g_ptr_array_new ();
    row->slot_id = g_signal_connect (cell->slot, "notify::item", G_CALLBACK (on_slot_notify), row);
    take_item (row);
    g_hash_table_insert (priv->rows, cell->slot, row);
  }
  g_ptr_array_add (row->cells, cell);
}

static void
forget_slot (SaudaGridCell *cell)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (cell->grid);
  Row *row = g_hash_table_lookup (priv->rows, cell->slot);

  g_ptr_array_remove_fast (row->cells, cell);
  if (row->cells->len == 0)
    g_hash_table_remove (priv->rows, cell->slot);
}

static char *
describe (SaudaGridCell *cell, const char *text)
{
  SaudaGridClass *klass = SAUDA_GRID_GET_CLASS (cell->grid);
  char *described =
    klass->describe != NULL ? klass->describe (cell->grid, cell->row, cell->column, text) : NULL;

  if (described != NULL)
    return described;
  return g_strdup_printf ("%s: %s",
                          sauda_grid_column_get_title (sauda_grid_get_kind_column (cell->grid, cell->column)),
                          text != NULL ? text : "");
}

static GtkWidget *
create_widget (const SaudaGridColumn *column)
{
  gboolean editable = (column->flags & SAUDA_GRID_COLUMN_EDITABLE) != 0;
  GtkWidget *widget = editable ? sauda_edit_cell_new () : sauda_cell_text_new ();
  GtkInscription *inscription =
    editable ? sauda_edit_cell_get_inscription (SAUDA_EDIT_CELL (widget)) : GTK_INSCRIPTION (widget);

  gtk_inscription_set_text_overflow (inscription, (column->flags & SAUDA_GRID_COLUMN_CODE) != 0
                                                    ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE
                                                    : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (inscription, 1);
  if ((column->flags & SAUDA_GRID_COLUMN_NUMERIC) != 0) {
    gtk_inscription_set_xalign (inscription, 1);
    gtk_widget_add_css_class (widget, "numeric");
  }
  gtk_widget_set_focusable (widget, TRUE);
  return widget;
}

static SaudaGridCell *
get_cell (GtkListItem *item)
{
  return g_object_get_qdata (G_OBJECT (gtk_list_item_get_child (item)), get_cell_quark ());
}

static void
on_cell_edited (SaudaEditCell *widget, const char *text, SaudaGridCell *cell)
{
  SaudaEditHistory *history = sauda_grid_get_private (cell->grid)->history;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  if (cell->row == NULL)
    return;
  if (!sauda_grid_read_value (cell->grid, cell->column, text, &value, &error)) {
    sauda_grid_fail (cell->grid, error);
    return;
  }
  sauda_edit_history_begin (history);
  sauda_edit_history_add (history, cell->row, cell->column, value);
  sauda_edit_history_commit (history);
}

static void
on_cell_ended (SaudaEditCell *widget, SaudaGridCell *cell)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (cell->grid);

  if (priv->edited != cell)
    return;
  priv->edited = NULL;
  if (priv->choices != NULL)
    gtk_popover_popdown (GTK_POPOVER (priv->choices));
  sauda_grid_tell_ended (cell->grid);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaGrid *self)
{
  SaudaGridCell *cell = g_new0 (SaudaGridCell, 1);

  cell->grid = self;
  cell->item = item;
  cell->column = GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (factory), get_cell_quark ()));
  cell->widget = create_widget (sauda_grid_get_kind_column (self, cell->column));
  g_object_set_qdata_full (G_OBJECT (cell->widget), get_cell_quark (), cell, g_free);
  if (SAUDA_IS_EDIT_CELL (cell->widget)) {
    g_signal_connect (cell->widget, "edited", G_CALLBACK (on_cell_edited), cell);
    g_signal_connect (cell->widget, "ended", G_CALLBACK (on_cell_ended), cell);
  }
  gtk_list_item_set_child (item, cell->widget);
}

/* A frame and a tint tell the cells that are selected. */
static void
mark (SaudaGridCell *cell, gpointer data)
{
  GtkWidget *place = gtk_widget_get_parent (cell->widget);

  if (place == NULL)
    return;
  if (sauda_grid_range_contains (&sauda_grid_get_private (cell->grid)->range,
                                 gtk_list_item_get_position (cell->item), cell->column))
    gtk_widget_add_css_class (place, "cell-range");
  else
    gtk_widget_remove_css_class (place, "cell-range");
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaGrid *self)
{
  SaudaGridCell *cell = get_cell (item);

  cell->slot = g_object_ref (gtk_list_item_get_item (item));
  cell->row = g_object_ref (sauda_grid_slot_get_item (cell->slot));
  watch_slot (cell);
  sauda_grid_cell_update (cell);
  mark (cell, NULL);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaGrid *self)
{
  SaudaGridCell *cell = get_cell (item);

  release_editor (cell);
  forget_slot (cell);
  g_clear_object (&cell->row);
  g_clear_object (&cell->slot);
}

/* What is known of the items that are shown. */
GHashTable *
sauda_grid_create_rows (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, row_free);
}

/* Calls @func with every cell that is bound to a row. */
void
sauda_grid_foreach_cell (SaudaGrid *self, SaudaGridCellFunc func, gpointer data)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, sauda_grid_get_private (self)->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Row *row = value;

    for (guint i = 0; i < row->cells->len; i++)
      func (g_ptr_array_index (row->cells, i), data);
  }
}

typedef struct {
  guint column;
  GPtrArray *cells; /* (owned by the caller) */
} ColumnCells;

static void
add_of_column (SaudaGridCell *cell, gpointer data)
{
  ColumnCells *found = data;

  if (cell->column == found->column)
    g_ptr_array_add (found->cells, cell);
}

/* The cells of a column that are bound to a row. */
GPtrArray *
sauda_grid_list_cells (SaudaGrid *self, guint column)
{
  ColumnCells found = { column, g_ptr_array_new () };

  sauda_grid_foreach_cell (self, add_of_column, &found);
  return found.cells;
}

/* Shows anew which cells are selected. */
void
sauda_grid_mark_cells (SaudaGrid *self)
{
  sauda_grid_foreach_cell (self, mark, NULL);
}

/* Shows what the item of @cell holds now. */
void
sauda_grid_cell_update (SaudaGridCell *cell)
{
  const SaudaGridColumn *column = sauda_grid_get_kind_column (cell->grid, cell->column);
  SaudaGridClass *klass = SAUDA_GRID_GET_CLASS (cell->grid);
  g_autofree char *text = column->get_text (cell->row, sauda_grid_get_private (cell->grid)->now_ms);
  g_autofree char *label = describe (cell, text);

  if (SAUDA_IS_EDIT_CELL (cell->widget)) {
    g_autofree char *value = column->get_value != NULL ? column->get_value (cell->row) : NULL;

    sauda_edit_cell_set_text (SAUDA_EDIT_CELL (cell->widget), column->get_value != NULL ? value : text);
    sauda_edit_cell_set_label (SAUDA_EDIT_CELL (cell->widget), label);
  } else {
    sauda_compat_show_text (GTK_INSCRIPTION (cell->widget), text);
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell->widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  }
  if (klass->decorate != NULL)
    klass->decorate (cell->grid, cell->row, cell->column, cell->widget);
}

static void
update_flagged (SaudaGridCell *cell, gpointer data)
{
  SaudaGridColumnFlags flag = GPOINTER_TO_UINT (data);

  if (flag == 0 || (sauda_grid_get_kind_column (cell->grid, cell->column)->flags & flag) != 0)
    sauda_grid_cell_update (cell);
}

/* Shows the cells of all columns with @flag again; 0 is all of them. */
void
sauda_grid_update_column (SaudaGrid *self, SaudaGridColumnFlags flag)
{
  sauda_grid_foreach_cell (self, update_flagged, GUINT_TO_POINTER (flag));
}

GtkListItemFactory *
sauda_grid_create_factory (SaudaGrid *self, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_qdata (G_OBJECT (factory), get_cell_quark (), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  return factory;
}

SaudaGridCell *
sauda_grid_find_cell (SaudaGrid *self, guint position, guint column)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  SaudaGridSlot *slot = sauda_grid_model_peek_slot (priv->model, position);
  Row *row = slot != NULL ? g_hash_table_lookup (priv->rows, slot) : NULL;

  for (guint i = 0; row != NULL && i < row->cells->len; i++) {
    SaudaGridCell *cell = g_ptr_array_index (row->cells, i);

    if (cell->column == column && gtk_list_item_get_position (cell->item) == position)
      return cell;
  }
  return NULL;
}

/* The bound cell that @widget is or lies in. */
SaudaGridCell *
sauda_grid_cell_of (SaudaGrid *self, GtkWidget *widget)
{
  SaudaGridCell *cell = NULL;

  while (widget != NULL && widget != GTK_WIDGET (self) && cell == NULL) {
    cell = g_object_get_qdata (G_OBJECT (widget), get_cell_quark ());
    /* A click on the edge of a cell hits what holds it. */
    if (cell == NULL && g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkColumnViewCell") &&
        gtk_widget_get_first_child (widget) != NULL)
      cell = g_object_get_qdata (G_OBJECT (gtk_widget_get_first_child (widget)), get_cell_quark ());
    widget = gtk_widget_get_parent (widget);
  }
  return cell != NULL && cell->row != NULL ? cell : NULL;
}

/* Long texts are cut; the pointer shows them whole. */
gboolean
sauda_grid_query_tooltip (GtkWidget *view,
                          int x,
                          int y,
                          gboolean keyboard,
                          GtkTooltip *tooltip,
                          SaudaGrid *self)
{
  GtkWidget *picked = keyboard ? NULL : gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  SaudaGridCell *cell = picked != NULL ? sauda_grid_cell_of (self, picked) : NULL;
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  int width;

  if (cell == NULL || cell->row == NULL)
    return FALSE;
  text = sauda_grid_get_kind_column (self, cell->column)
           ->get_text (cell->row, sauda_grid_get_private (self)->now_ms);
  if (text == NULL || *text == '\0')
    return FALSE;
  layout = gtk_widget_create_pango_layout (cell->widget, text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (cell->widget))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}
