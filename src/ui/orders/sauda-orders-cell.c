#include "sauda-orders-table-private.h"
#include "sauda-ship-by.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

/* The cells of the table: what they show, and what happens when one was edited. */

/* Before a size that is not the one the buyer clicked. */
#define OTHER_SIZE_MARK "→"

static GQuark
get_cell_quark (void)
{
  return g_quark_from_static_string ("sauda-orders-cell");
}

static void
set_css_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Colour is never alone: the text says the same. */
static void
show_urgency (SaudaOrdersCell *cell)
{
  SaudaUrgency urgency = sauda_ship_by_get_urgency (cell->line, cell->table->now_ms);

  set_css_class (cell->widget, "error", urgency == SAUDA_URGENCY_LATE);
  set_css_class (cell->widget, "warning", urgency == SAUDA_URGENCY_SOON);
}

static gboolean
is_other_size (SaudaOrderLine *line)
{
  const char *decided = sauda_order_line_get_decided_size (line);

  return decided != NULL && !sauda_size_word_equal (decided, sauda_order_line_get_clicked_size (line));
}

static void
show_decision (SaudaOrdersCell *cell)
{
  gboolean other = is_other_size (cell->line);

  set_css_class (cell->widget, "other-size", other);
  sauda_edit_cell_set_mark (SAUDA_EDIT_CELL (cell->widget), other ? OTHER_SIZE_MARK : NULL);
}

static char *
describe (SaudaOrdersCell *cell, const char *text)
{
  const char *title = sauda_orders_column_get_title (cell->column);
  const char *clicked = sauda_order_line_get_clicked_size (cell->line);

  if (cell->column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE && is_other_size (cell->line) && clicked != NULL)
    /* Translators: title of a column, the size in it, and the size that the buyer clicked instead */
    return g_strdup_printf (_ ("%s: %s, not %s as clicked"), title, text, clicked);
  return g_strdup_printf ("%s: %s", title, text != NULL ? text : "");
}

static GtkWidget *
create_widget (SaudaOrdersColumn column)
{
  gboolean editable = sauda_orders_column_is_editable (column, NULL);
  GtkWidget *widget = editable ? sauda_edit_cell_new () : gtk_inscription_new (NULL);
  GtkInscription *inscription =
    editable ? sauda_edit_cell_get_inscription (SAUDA_EDIT_CELL (widget)) : GTK_INSCRIPTION (widget);

  gtk_inscription_set_text_overflow (inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (inscription, 1);
  if (sauda_orders_column_is_numeric (column)) {
    gtk_inscription_set_xalign (inscription, 1);
    gtk_widget_add_css_class (widget, "numeric");
  }
  gtk_widget_set_focusable (widget, TRUE);
  return widget;
}

static SaudaOrdersCell *
get_cell (GtkListItem *item)
{
  return g_object_get_qdata (G_OBJECT (gtk_list_item_get_child (item)), get_cell_quark ());
}

static void
on_cell_edited (SaudaEditCell *widget, const char *text, SaudaOrdersCell *cell)
{
  SaudaEditField field;
  g_autofree char *value = NULL;

  if (cell->line == NULL || !sauda_orders_column_is_editable (cell->column, &field))
    return;
  value = sauda_orders_table_read_value (field, text);
  sauda_edit_history_begin (cell->table->history);
  sauda_edit_history_add (cell->table->history, cell->line, field, value);
  sauda_edit_history_commit (cell->table->history);
}

static void
on_cell_ended (SaudaEditCell *widget, SaudaOrdersCell *cell)
{
  if (cell->table->edited != cell)
    return;
  cell->table->edited = NULL;
  if (cell->table->sizes != NULL)
    gtk_popover_popdown (GTK_POPOVER (cell->table->sizes));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaOrdersTable *self)
{
  SaudaOrdersCell *cell = g_new0 (SaudaOrdersCell, 1);

  cell->table = self;
  cell->item = item;
  cell->column =
    (SaudaOrdersColumn) GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (factory), get_cell_quark ()));
  cell->widget = create_widget (cell->column);
  g_object_set_qdata_full (G_OBJECT (cell->widget), get_cell_quark (), cell, g_free);
  if (SAUDA_IS_EDIT_CELL (cell->widget)) {
    g_signal_connect (cell->widget, "edited", G_CALLBACK (on_cell_edited), cell);
    g_signal_connect (cell->widget, "ended", G_CALLBACK (on_cell_ended), cell);
  }
  gtk_list_item_set_child (item, cell->widget);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaOrdersTable *self)
{
  SaudaOrdersCell *cell = get_cell (item);
  g_autofree char *signal = g_strconcat ("notify::", sauda_orders_column_get_property (cell->column), NULL);

  cell->line = g_object_ref (gtk_list_item_get_item (item));
  cell->notify_id =
    g_signal_connect_swapped (cell->line, signal, G_CALLBACK (sauda_orders_cell_update), cell);
  g_hash_table_add (self->cells, cell);
  sauda_orders_cell_update (cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaOrdersTable *self)
{
  SaudaOrdersCell *cell = get_cell (item);

  if (SAUDA_IS_EDIT_CELL (cell->widget))
    sauda_edit_cell_release (SAUDA_EDIT_CELL (cell->widget));
  g_hash_table_remove (self->cells, cell);
  g_clear_signal_handler (&cell->notify_id, cell->line);
  g_clear_object (&cell->line);
}

/* Shows what the line of @cell holds now. */
void
sauda_orders_cell_update (SaudaOrdersCell *cell)
{
  g_autofree char *text = sauda_orders_column_get_text (cell->column, cell->line, cell->table->now_ms);
  g_autofree char *label = describe (cell, text);

  if (SAUDA_IS_EDIT_CELL (cell->widget)) {
    sauda_edit_cell_set_text (SAUDA_EDIT_CELL (cell->widget), text);
    sauda_edit_cell_set_label (SAUDA_EDIT_CELL (cell->widget), label);
  } else {
    gtk_inscription_set_text (GTK_INSCRIPTION (cell->widget), text);
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell->widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  }
  if (cell->column == SAUDA_ORDERS_COLUMN_SHIP_BY)
    show_urgency (cell);
  else if (cell->column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE)
    show_decision (cell);
}

GtkListItemFactory *
sauda_orders_table_create_factory (SaudaOrdersTable *self, SaudaOrdersColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_qdata (G_OBJECT (factory), get_cell_quark (), GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  return factory;
}

SaudaOrdersCell *
sauda_orders_table_find_cell (SaudaOrdersTable *self, guint position, SaudaOrdersColumn column)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    SaudaOrdersCell *cell = key;

    if (cell->column == column && gtk_list_item_get_position (cell->item) == position)
      return cell;
  }
  return NULL;
}

/* The bound cell that @widget is or lies in. */
SaudaOrdersCell *
sauda_orders_table_cell_of (SaudaOrdersTable *self, GtkWidget *widget)
{
  SaudaOrdersCell *cell = NULL;

  while (widget != NULL && widget != GTK_WIDGET (self) && cell == NULL) {
    cell = g_object_get_qdata (G_OBJECT (widget), get_cell_quark ());
    /* A click on the edge of a cell hits what holds it. */
    if (cell == NULL && g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkColumnViewCell") &&
        gtk_widget_get_first_child (widget) != NULL)
      cell = g_object_get_qdata (G_OBJECT (gtk_widget_get_first_child (widget)), get_cell_quark ());
    widget = gtk_widget_get_parent (widget);
  }
  return cell != NULL && cell->line != NULL ? cell : NULL;
}

/* Long texts are cut; the pointer shows them whole. */
gboolean
sauda_orders_table_query_tooltip (GtkWidget *view,
                                  int x,
                                  int y,
                                  gboolean keyboard,
                                  GtkTooltip *tooltip,
                                  SaudaOrdersTable *self)
{
  GtkWidget *picked = keyboard ? NULL : gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  SaudaOrdersCell *cell = picked != NULL ? sauda_orders_table_cell_of (self, picked) : NULL;
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  int width;

  if (cell == NULL || cell->line == NULL)
    return FALSE;
  text = sauda_orders_column_get_text (cell->column, cell->line, self->now_ms);
  if (text == NULL || *text == '\0')
    return FALSE;
  layout = gtk_widget_create_pango_layout (cell->widget, text);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (cell->widget))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}
