#include "sauda-compat.h"
#include "sauda-grid-private.h"
#include "sauda-latin-keys.h"

/* The table as a spreadsheet: keys, clicks and editing. */

/* Offers what may be chosen below @cell, while it is edited. */
static void
show_choices (SaudaGrid *self, SaudaGridCell *cell)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  SaudaGridClass *klass = SAUDA_GRID_GET_CLASS (self);
  g_auto (GStrv) choices = klass->list_choices (self, cell->row, cell->column);
  graphene_rect_t bounds;

  if (choices[0] == NULL || !gtk_widget_compute_bounds (cell->widget, GTK_WIDGET (self), &bounds))
    return;
  sauda_size_popover_set_sizes (priv->choices, (const char *const *) choices);
  gtk_popover_set_pointing_to (GTK_POPOVER (priv->choices),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (priv->choices));
}

static gboolean
has_flag (SaudaGrid *self, guint column, SaudaGridColumnFlags flag)
{
  return (sauda_grid_get_kind_column (self, column)->flags & flag) != 0;
}

static gboolean
move_from (SaudaGrid *self, SaudaGridCell *cell, int rows, int columns, gboolean extend)
{
  gint64 position = (gint64) gtk_list_item_get_position (cell->item) + rows;

  if (position < 0 || position >= sauda_grid_model_count (sauda_grid_get_private (self)->model))
    return rows != 0;
  return sauda_grid_move (
    self, (guint) position,
    sauda_grid_layout_step (sauda_grid_get_private (self)->layout, cell->column, columns), extend);
}

/* The cells from where Shift was pressed first to the next one. */
static gboolean
extend_from (SaudaGrid *self, SaudaGridCell *cell, int rows, int columns)
{
  guint position = gtk_list_item_get_position (cell->item);
  gint64 row = (gint64) position + rows;
  int column = sauda_grid_layout_step (sauda_grid_get_private (self)->layout, cell->column, columns);

  if (row >= 0 && row < sauda_grid_model_count (sauda_grid_get_private (self)->model) && column >= 0)
    sauda_grid_select_cells (self, position, cell->column, (guint) row, (guint) column);
  return TRUE;
}

static gboolean
go (SaudaGrid *self, SaudaGridCell *cell, int rows, int columns, gboolean extend)
{
  return extend ? extend_from (self, cell, rows, columns) : move_from (self, cell, rows, columns, FALSE);
}

static gboolean
press_while_editing (SaudaGrid *self, SaudaGridCell *cell, guint key, gboolean shift)
{
  SaudaEditCell *edit = SAUDA_EDIT_CELL (cell->widget);
  int rows = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;
  int columns = 0;

  if (rows != 0 && has_flag (self, cell->column, SAUDA_GRID_COLUMN_CHOICES)) {
    GtkEditable *entry = GTK_EDITABLE (sauda_edit_cell_get_entry (edit));
    const char *size =
      sauda_size_popover_step (sauda_grid_get_private (self)->choices, gtk_editable_get_text (entry), rows);

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
press_arrow (SaudaGrid *self, SaudaGridCell *cell, guint key, gboolean shift)
{
  switch (key) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    return go (self, cell, -1, 0, shift);
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    return go (self, cell, 1, 0, shift);
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    return go (self, cell, 0, -1, shift);
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    return go (self, cell, 0, 1, shift);
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

/* As many as are seen, less one that stays in sight. */
static gint64
count_page_rows (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (priv->view));
  double upper = gtk_adjustment_get_upper (adjustment);
  double rows = upper > 0 ? gtk_adjustment_get_page_size (adjustment) / upper : 1;

  return MAX (1, (gint64) (rows * sauda_grid_model_count (priv->model)) - 1);
}

/* Home and End in the row, with Control in the table; a page up and down; arrows with Control to the edge. */
static gboolean
press_jump (SaudaGrid *self, SaudaGridCell *cell, guint key, gboolean control, gboolean shift)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GArray) columns = sauda_grid_layout_list_shown (priv->layout);
  gint64 last = (gint64) sauda_grid_model_count (priv->model) - 1;
  guint position = gtk_list_item_get_position (cell->item), column = cell->column;
  gboolean home = key == GDK_KEY_Home || key == GDK_KEY_KP_Home;
  gboolean end = key == GDK_KEY_End || key == GDK_KEY_KP_End;
  gint64 row = position;

  if (columns->len == 0)
    return FALSE;
  if (home || (control && (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)))
    column = g_array_index (columns, guint, 0);
  else if (end || (control && (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)))
    column = g_array_index (columns, guint, columns->len - 1);
  if (control && (home || key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    row = 0;
  else if (control && (end || key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    row = last;
  else if (!control && (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up))
    row = MAX (0, row - count_page_rows (self));
  else if (!control && (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down))
    row = MIN (last, row + count_page_rows (self));
  if (row == position && column == cell->column)
    return home || end;
  if (shift)
    sauda_grid_select_cells (self, position, cell->column, (guint) row, column);
  else
    sauda_grid_move (self, (guint) row, (int) column, FALSE);
  return TRUE;
}

/* F2 changes the text, Delete empties the cell, a letter replaces the text. */
static gboolean
press_edit (SaudaGrid *self, SaudaGridCell *cell, guint keyval)
{
  guint position = gtk_list_item_get_position (cell->item);
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char typed[8] = { 0 };

  if (keyval == GDK_KEY_F2)
    return sauda_grid_edit (self, position, cell->column, NULL);
  if (!sauda_grid_can_edit (self, cell->row, cell->column))
    return FALSE;
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_BackSpace) {
    sauda_grid_paste_text (self, position, cell->column, "");
    return TRUE;
  }
  if (letter == 0 || !g_unichar_isprint (letter) || letter == ' ')
    return FALSE;
  g_unichar_to_utf8 (letter, typed);
  return sauda_grid_edit (self, position, cell->column, typed);
}

static gboolean
press_with_control (SaudaGrid *self, SaudaGridCell *cell, guint key)
{
  switch (key) {
  case GDK_KEY_a:
    sauda_grid_select_all (self);
    return TRUE;
  case GDK_KEY_c:
    sauda_grid_copy (self);
    return TRUE;
  case GDK_KEY_d:
    if (cell != NULL)
      sauda_grid_fill_down (self, cell->column);
    return TRUE;
  case GDK_KEY_v:
    if (cell != NULL)
      sauda_grid_paste (self, gtk_list_item_get_position (cell->item), cell->column);
    return TRUE;
  default:
    return FALSE;
  }
}

/* The focus goes to what stands behind the table, or before it: Tab alone goes from cell to cell. */
static gboolean
leave (SaudaGrid *self, GtkDirectionType direction)
{
  for (GtkWidget *w = GTK_WIDGET (self); w != NULL && !GTK_IS_ROOT (w); w = gtk_widget_get_parent (w)) {
    GtkWidget *sibling = w;

    while ((sibling = direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_next_sibling (sibling)
                                                       : gtk_widget_get_prev_sibling (sibling)) != NULL)
      if (gtk_widget_get_mapped (sibling) && gtk_widget_child_focus (sibling, direction))
        return TRUE;
  }
  gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SaudaGrid *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;
  SaudaGridCell *cell = sauda_grid_get_focused_cell (self);

  if ((modifiers & ~GDK_SHIFT_MASK) == GDK_CONTROL_MASK &&
      (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)) {
    sauda_grid_commit (self);
    return leave (self, shift ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  }
  if (sauda_grid_get_private (self)->edited != NULL && cell == sauda_grid_get_private (self)->edited)
    return (modifiers & ~GDK_SHIFT_MASK) == 0 && press_while_editing (self, cell, keyval, shift);
  if (cell != NULL && modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) &&
      gdk_keyval_to_lower (sauda_latin_keys_translate (gtk_widget_get_display (GTK_WIDGET (self)), keyval,
                                                       keycode)) == GDK_KEY_c) {
    sauda_grid_copy_cell (self, cell->row, cell->column);
    return TRUE;
  }
  if (cell != NULL && (modifiers & ~(GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 &&
      press_jump (self, cell, keyval, (modifiers & GDK_CONTROL_MASK) != 0, shift))
    return TRUE;
  if (modifiers == GDK_CONTROL_MASK)
    return press_with_control (self, cell,
                               gdk_keyval_to_lower (sauda_latin_keys_translate (
                                 gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode)));
  if (modifiers == GDK_ALT_MASK && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)) {
    sauda_grid_open_focused (self);
    return TRUE;
  }
  if (cell == NULL || (modifiers & ~GDK_SHIFT_MASK) != 0)
    return FALSE;
  return press_arrow (self, cell, keyval, shift) || press_edit (self, cell, keyval);
}

/* Before the view sees a click: whatever it does, sorting included, the typed text is kept first, and where
 * the focus was is remembered. */
static void
on_pressed_first (GtkGestureClick *gesture, int presses, double x, double y, SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  SaudaGridCell *cell = sauda_grid_get_focused_cell (self);
  GtkWidget *picked =
    gtk_widget_pick (GTK_WIDGET (sauda_grid_get_private (self)->view), x, y, GTK_PICK_DEFAULT);

  if (sauda_grid_get_private (self)->edited != NULL &&
      (picked == NULL || sauda_grid_cell_of (self, picked) != sauda_grid_get_private (self)->edited))
    sauda_grid_commit (self);
  priv->pressed_column = cell != NULL ? (int) cell->column : -1;
  priv->pressed_row = cell != NULL ? gtk_list_item_get_position (cell->item) : 0;
}

/* With Shift, a click selects the cells between the one that had the focus and the clicked one. */
static gboolean
extend_to_click (SaudaGrid *self, GtkGestureClick *gesture, SaudaGridCell *cell)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if ((state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) == GDK_SHIFT_MASK && priv->pressed_column >= 0)
    return sauda_grid_select_cells (self, priv->pressed_row, (guint) priv->pressed_column,
                                    gtk_list_item_get_position (cell->item), cell->column);
  sauda_grid_range_clear (self);
  return FALSE;
}

/* After the row took the focus for its first cell: the clicked cell gets it. */
static void
on_pressed (GtkGestureClick *gesture, int presses, double x, double y, SaudaGrid *self)
{
  GtkWidget *picked =
    gtk_widget_pick (GTK_WIDGET (sauda_grid_get_private (self)->view), x, y, GTK_PICK_DEFAULT);
  SaudaGridCell *cell = picked != NULL ? sauda_grid_cell_of (self, picked) : NULL;

  if (cell == NULL || cell == sauda_grid_get_private (self)->edited)
    return;
  if (!extend_to_click (self, gesture, cell))
    gtk_widget_grab_focus (cell->widget);
  if (presses == 2 && !sauda_grid_edit (self, gtk_list_item_get_position (cell->item), cell->column, NULL))
    sauda_grid_open_focused (self);
}

void
sauda_grid_install_keys (SaudaGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *first = gtk_gesture_click_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (first), GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (first, "pressed", G_CALLBACK (on_pressed_first), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (sauda_grid_get_private (self)->view), keys);
  gtk_widget_add_controller (GTK_WIDGET (sauda_grid_get_private (self)->view), GTK_EVENT_CONTROLLER (first));
  gtk_widget_add_controller (GTK_WIDGET (sauda_grid_get_private (self)->view), GTK_EVENT_CONTROLLER (click));
}

/**
 * sauda_grid_edit:
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
sauda_grid_edit (SaudaGrid *self, guint position, guint column, const char *typed)
{
  SaudaGridCell *cell;

  g_return_val_if_fail (SAUDA_IS_GRID (self), FALSE);

  sauda_grid_commit (self);
  sauda_grid_model_tell_all (sauda_grid_get_private (self)->model);
  cell = sauda_grid_find_cell (self, position, column);
  if (cell == NULL || !sauda_grid_can_edit (self, cell->row, column))
    return FALSE;
  sauda_edit_cell_begin (SAUDA_EDIT_CELL (cell->widget), typed);
  sauda_grid_get_private (self)->edited = cell;
  if (has_flag (self, column, SAUDA_GRID_COLUMN_CHOICES))
    show_choices (self, cell);
  return TRUE;
}

/**
 * sauda_grid_move:
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
sauda_grid_move (SaudaGrid *self, guint position, int column, gboolean extend)
{
  GtkWidget *list;
  SaudaGridCell *cell;

  g_return_val_if_fail (SAUDA_IS_GRID (self), FALSE);

  if (!extend)
    sauda_grid_range_clear (self);
  list = sauda_compat_get_list (sauda_grid_get_private (self)->view);
  if (list == NULL || column < 0 || column >= (int) SAUDA_GRID_GET_CLASS (self)->kind->n_columns)
    return FALSE;
  cell = sauda_grid_find_cell (self, position, (guint) column);
  if (cell == NULL) {
    sauda_grid_model_tell_all (sauda_grid_get_private (self)->model);
    sauda_compat_scroll_to (sauda_grid_get_private (self)->view, position);
    cell = sauda_grid_find_cell (self, position, (guint) column);
  }
  if (cell == NULL || !gtk_widget_grab_focus (cell->widget))
    return FALSE;
  gtk_widget_activate_action (list, "list.select-item", "(ubb)", position, FALSE, extend);
  return TRUE;
}
