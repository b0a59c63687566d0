#include "sauda-compat.h"
#include "sauda-latin-keys.h"
#include "sauda-orders-table-private.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The table as a spreadsheet: keys, clicks and editing. */

#define SHOWN_SIZES 12

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  return sauda_size_word_compare (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
has_size (GPtrArray *sizes, const char *size)
{
  for (guint i = 0; i < sizes->len; i++)
    if (sauda_size_word_equal (g_ptr_array_index (sizes, i), size))
      return TRUE;
  return FALSE;
}

/* Sizes in which this model was ordered or decided, by growing. */
static GStrv
list_sizes (SaudaOrdersTable *self, SaudaOrderLine *line)
{
  GPtrArray *sizes = g_ptr_array_new ();
  GListModel *lines = G_LIST_MODEL (self->list);
  const char *product = sauda_order_line_get_product (line);

  for (guint i = 0; i < g_list_model_get_n_items (lines) && sizes->len < SHOWN_SIZES; i++) {
    g_autoptr (SaudaOrderLine) other = g_list_model_get_item (lines, i);
    const char *size = sauda_order_line_get_size (other);

    if (size != NULL && *size != '\0' && g_strcmp0 (sauda_order_line_get_product (other), product) == 0 &&
        !has_size (sizes, size))
      g_ptr_array_add (sizes, g_strdup (size));
  }
  g_ptr_array_sort (sizes, compare_sizes);
  g_ptr_array_add (sizes, NULL);
  return (GStrv) g_ptr_array_free (sizes, FALSE);
}

/* Offers the sizes below @cell, while it is edited. */
void
sauda_orders_table_show_sizes (SaudaOrdersTable *self, SaudaOrdersCell *cell)
{
  g_auto (GStrv) sizes = list_sizes (self, cell->line);
  graphene_rect_t bounds;

  if (sizes[0] == NULL || !gtk_widget_compute_bounds (cell->widget, GTK_WIDGET (self), &bounds))
    return;
  sauda_size_popover_set_sizes (self->sizes, (const char *const *) sizes);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->sizes),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->sizes));
}

static SaudaOrdersCell *
get_focused (SaudaOrdersTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;
  return sauda_orders_table_cell_of (self, focus);
}

static gboolean
move_from (SaudaOrdersTable *self, SaudaOrdersCell *cell, int rows, int columns, gboolean extend)
{
  gint64 position = (gint64) gtk_list_item_get_position (cell->item) + rows;

  if (position < 0 || position >= g_list_model_get_n_items (G_LIST_MODEL (self->filtered)))
    return rows != 0;
  return sauda_orders_table_move (self, (guint) position,
                                  sauda_orders_layout_step (self->layout, cell->column, columns), extend);
}

static gboolean
press_while_editing (SaudaOrdersTable *self, SaudaOrdersCell *cell, guint key, gboolean shift)
{
  SaudaEditCell *edit = SAUDA_EDIT_CELL (cell->widget);
  int rows = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;
  int columns = 0;

  if (rows != 0 && cell->column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE) {
    GtkEditable *entry = GTK_EDITABLE (sauda_edit_cell_get_entry (edit));
    const char *size = sauda_size_popover_step (self->sizes, gtk_editable_get_text (entry), rows);

    if (size != NULL) {
      gtk_editable_set_text (entry, size);
      gtk_editable_select_region (entry, 0, -1);
    }
    return TRUE;
  }
  if (key == GDK_KEY_Escape) {
    sauda_edit_cell_end (edit, FALSE);
    return TRUE;
  }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    rows = shift ? -1 : 1;
  else if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab)
    columns = shift || key == GDK_KEY_ISO_Left_Tab ? -1 : 1;
  else if (rows == 0)
    return FALSE;
  sauda_edit_cell_end (edit, TRUE);
  move_from (self, cell, rows, columns, FALSE);
  return TRUE;
}

static gboolean
press_arrow (SaudaOrdersTable *self, SaudaOrdersCell *cell, guint key, gboolean shift)
{
  switch (key) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    return move_from (self, cell, -1, 0, shift);
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    return move_from (self, cell, 1, 0, shift);
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    return move_from (self, cell, 0, -1, FALSE);
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    return move_from (self, cell, 0, 1, FALSE);
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    return move_from (self, cell, shift ? -1 : 1, 0, FALSE);
  case GDK_KEY_Tab:
    return move_from (self, cell, 0, 1, FALSE);
  case GDK_KEY_ISO_Left_Tab:
    return move_from (self, cell, 0, -1, FALSE);
  default:
    return FALSE;
  }
}

/* F2 changes the text, Delete empties the cell, a letter replaces the text. */
static gboolean
press_edit (SaudaOrdersTable *self, SaudaOrdersCell *cell, guint keyval)
{
  guint position = gtk_list_item_get_position (cell->item);
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char typed[8] = { 0 };

  if (keyval == GDK_KEY_F2)
    return sauda_orders_table_edit (self, position, cell->column, NULL);
  if (!sauda_orders_column_is_editable (cell->column, NULL))
    return FALSE;
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_BackSpace) {
    sauda_orders_table_paste_text (self, position, cell->column, "");
    return TRUE;
  }
  if (letter == 0 || !g_unichar_isprint (letter) || letter == ' ')
    return FALSE;
  g_unichar_to_utf8 (letter, typed);
  return sauda_orders_table_edit (self, position, cell->column, typed);
}

static gboolean
press_with_control (SaudaOrdersTable *self, SaudaOrdersCell *cell, guint key)
{
  switch (key) {
  case GDK_KEY_a:
    sauda_orders_table_select_all (self);
    return TRUE;
  case GDK_KEY_c:
    sauda_orders_table_copy (self);
    return TRUE;
  case GDK_KEY_d:
    if (cell != NULL)
      sauda_orders_table_fill_down (self, cell->column);
    return TRUE;
  case GDK_KEY_v:
    if (cell != NULL)
      sauda_orders_table_paste (self, cell);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SaudaOrdersTable *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;
  SaudaOrdersCell *cell = get_focused (self);

  if (self->edited != NULL && cell == self->edited)
    return (modifiers & ~GDK_SHIFT_MASK) == 0 && press_while_editing (self, cell, keyval, shift);
  if (modifiers == GDK_CONTROL_MASK)
    return press_with_control (self, cell,
                               gdk_keyval_to_lower (sauda_latin_keys_translate (
                                 gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode)));
  if (cell == NULL || (modifiers & ~GDK_SHIFT_MASK) != 0)
    return FALSE;
  return press_arrow (self, cell, keyval, shift) || press_edit (self, cell, keyval);
}

/* Before the view sees a click: whatever it does, sorting included, the typed text is kept first. */
static void
on_pressed_first (GtkGestureClick *gesture, int presses, double x, double y, SaudaOrdersTable *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  if (self->edited != NULL && (picked == NULL || sauda_orders_table_cell_of (self, picked) != self->edited))
    sauda_orders_table_commit (self);
}

/* After the row took the focus for its first cell: the clicked cell gets it. */
static void
on_pressed (GtkGestureClick *gesture, int presses, double x, double y, SaudaOrdersTable *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  SaudaOrdersCell *cell = picked != NULL ? sauda_orders_table_cell_of (self, picked) : NULL;

  if (cell == NULL || cell == self->edited)
    return;
  gtk_widget_grab_focus (cell->widget);
  if (presses == 2)
    sauda_orders_table_edit (self, gtk_list_item_get_position (cell->item), cell->column, NULL);
}

void
sauda_orders_table_install_keys (SaudaOrdersTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *first = gtk_gesture_click_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (first), GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (first, "pressed", G_CALLBACK (on_pressed_first), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (first));
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

/**
 * sauda_orders_table_edit:
 * @self: a table
 * @position: row, as it is sorted
 * @column: a column
 * @typed: (nullable): what was typed to begin, which replaces the text
 *
 * Begins to edit a cell.
 *
 * Returns: whether that cell can be edited now
 */
gboolean
sauda_orders_table_edit (SaudaOrdersTable *self, guint position, SaudaOrdersColumn column, const char *typed)
{
  SaudaOrdersCell *cell;

  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), FALSE);

  if (!sauda_orders_column_is_editable (column, NULL))
    return FALSE;
  sauda_orders_table_commit (self);
  cell = sauda_orders_table_find_cell (self, position, column);
  if (cell == NULL)
    return FALSE;
  sauda_edit_cell_begin (SAUDA_EDIT_CELL (cell->widget), typed);
  self->edited = cell;
  if (column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE)
    sauda_orders_table_show_sizes (self, cell);
  return TRUE;
}

/**
 * sauda_orders_table_move:
 * @self: a table
 * @position: row, as it is sorted
 * @column: a column; one that does not exist is no move
 * @extend: whether rows on the way are added to the selection
 *
 * Moves the focus to a cell and selects its row.
 *
 * Returns: whether the focus moved
 */
gboolean
sauda_orders_table_move (SaudaOrdersTable *self, guint position, int column, gboolean extend)
{
  GtkWidget *list;
  SaudaOrdersCell *cell;

  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), FALSE);

  list = sauda_compat_get_list (self->view);
  if (list == NULL || column < 0 || column >= SAUDA_N_ORDERS_COLUMNS)
    return FALSE;
  cell = sauda_orders_table_find_cell (self, position, (SaudaOrdersColumn) column);
  if (cell == NULL) {
    sauda_compat_scroll_to (self->view, position);
    cell = sauda_orders_table_find_cell (self, position, (SaudaOrdersColumn) column);
  }
  if (cell == NULL || !gtk_widget_grab_focus (cell->widget))
    return FALSE;
  gtk_widget_activate_action (list, "list.select-item", "(ubb)", position, FALSE, extend);
  return TRUE;
}
