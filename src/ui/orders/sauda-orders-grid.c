#include "sauda-compat.h"
#include "sauda-latin-keys.h"
#include "sauda-orders-table-private.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The table as a spreadsheet: keys, editing, clipboard (product.md 4, Grid). */

#define SHOWN_SIZES 12

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  return sauda_size_word_compare (*(const char *const *)a, *(const char *const *)b);
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
  return (GStrv)g_ptr_array_free (sizes, FALSE);
}

/* Offers the sizes below @cell, while it is edited. */
void
sauda_orders_table_show_sizes (SaudaOrdersTable *self, SaudaOrdersCell *cell)
{
  g_auto (GStrv) sizes = list_sizes (self, cell->line);
  graphene_rect_t bounds;

  if (sizes[0] == NULL || !gtk_widget_compute_bounds (cell->widget, GTK_WIDGET (self), &bounds))
    return;
  sauda_size_popover_set_sizes (self->sizes, (const char *const *)sizes);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->sizes),
                               &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                                (int)bounds.size.width, (int)bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->sizes));
}

/* What a typed text means: sizes in Sauda's one way of writing; an empty size is no decision. */
char *
sauda_orders_table_read_value (SaudaEditField field, const char *text)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);
  g_autofree char *size = NULL;

  if (field == SAUDA_EDIT_FIELD_NOTE)
    return g_steal_pointer (&squeezed);
  if (sauda_text_is_empty (squeezed))
    return NULL;
  size = sauda_size_word_find (squeezed);
  return size != NULL ? g_steal_pointer (&size) : g_steal_pointer (&squeezed);
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
  gint64 position = (gint64)gtk_list_item_get_position (cell->item) + rows;

  if (position < 0 || position >= g_list_model_get_n_items (G_LIST_MODEL (self->sorted)))
    return rows != 0;
  return sauda_orders_table_move (self, (guint)position, (int)cell->column + columns, extend);
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

static void
say (SaudaOrdersTable *self, const char *text)
{
  g_signal_emit_by_name (self, "selection-said", text);
}

static void
copy (SaudaOrdersTable *self)
{
  g_autofree char *text = sauda_orders_table_copy_text (self);
  guint count = sauda_orders_table_count_selected (self);
  g_autofree char *said =
    g_strdup_printf (ngettext ("%u row is copied.", "%u rows are copied.", count), count);

  if (count == 0)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  say (self, said);
}

/* Where a paste goes, while the clipboard is read. */
typedef struct {
  SaudaOrdersTable *table; /* (owned) (not nullable) */
  guint position;
  SaudaOrdersColumn column;
} Paste;

static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  /* What the clipboard cannot give as text cannot be pasted; the table may be gone meanwhile. */
  if (text != NULL && paste->table->view != NULL) {
    guint count = sauda_orders_table_paste_text (paste->table, paste->position, paste->column, text);
    g_autofree char *said =
      g_strdup_printf (ngettext ("%u cell was changed.", "%u cells were changed.", count), count);

    say (paste->table, said);
  }
  g_object_unref (paste->table);
  g_free (paste);
}

static void
paste (SaudaOrdersTable *self, SaudaOrdersCell *cell)
{
  Paste *data = g_new0 (Paste, 1);

  data->table = g_object_ref (self);
  data->position = gtk_list_item_get_position (cell->item);
  data->column = cell->column;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable,
                                 on_clipboard_read, data);
}

static gboolean
press_with_control (SaudaOrdersTable *self, SaudaOrdersCell *cell, guint key)
{
  switch (key) {
  case GDK_KEY_a:
    sauda_orders_table_select_all (self);
    return TRUE;
  case GDK_KEY_c:
    copy (self);
    return TRUE;
  case GDK_KEY_d:
    if (cell != NULL)
      sauda_orders_table_fill_down (self, cell->column);
    return TRUE;
  case GDK_KEY_v:
    if (cell != NULL)
      paste (self, cell);
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
  cell = sauda_orders_table_find_cell (self, position, (SaudaOrdersColumn)column);
  if (cell == NULL) {
    sauda_compat_scroll_to (self->view, position);
    cell = sauda_orders_table_find_cell (self, position, (SaudaOrdersColumn)column);
  }
  if (cell == NULL || !gtk_widget_grab_focus (cell->widget))
    return FALSE;
  gtk_widget_activate_action (list, "list.select-item", "(ubb)", position, FALSE, extend);
  return TRUE;
}

/**
 * sauda_orders_table_copy_text:
 * @self: a table
 *
 * Returns: (transfer full): the selected rows for a spreadsheet: tabs between cells, a line for each row
 */
char *
sauda_orders_table_copy_text (SaudaOrdersTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position)) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);

    for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++) {
      g_autofree char *cell = sauda_orders_column_get_text ((SaudaOrdersColumn)column, line, self->now_ms);

      if (column > 0)
        g_string_append_c (text, '\t');
      if (cell != NULL)
        g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
    }
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

/* The cells of one pasted row, from @column on; columns that cannot be edited are passed over. */
static void
paste_row (SaudaOrdersTable *self, guint position, int column, const char *row)
{
  g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);
  g_auto (GStrv) values = g_strsplit (row, "\t", -1);

  /* An empty text is one empty cell. */
  for (int i = 0; line != NULL && (i == 0 || values[i] != NULL) && column + i < SAUDA_N_ORDERS_COLUMNS; i++) {
    SaudaEditField field;

    if (sauda_orders_column_is_editable ((SaudaOrdersColumn)(column + i), &field)) {
      g_autofree char *value = sauda_orders_table_read_value (field, values[i]);

      sauda_edit_history_add (self->history, line, field, value);
    }
    if (values[i] == NULL)
      break;
  }
}

/**
 * sauda_orders_table_paste_text:
 * @self: a table
 * @position: the upper row, as it is sorted
 * @column: the left column
 * @text: tab-separated text, as spreadsheets give it
 *
 * Writes @text into the cells to the right and below, as one step that can be undone.
 *
 * Returns: number of cells that change
 */
guint
sauda_orders_table_paste_text (SaudaOrdersTable *self,
                               guint position,
                               SaudaOrdersColumn column,
                               const char *text)
{
  g_autofree char *trimmed = NULL;
  g_auto (GStrv) rows = NULL;

  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), 0);

  trimmed = g_strdup (text);
  if (g_str_has_suffix (trimmed, "\n"))
    trimmed[strlen (trimmed) - 1] = '\0';
  rows = g_strsplit (trimmed, "\n", -1);
  sauda_edit_history_begin (self->history);
  if (rows[0] == NULL)
    paste_row (self, position, (int)column, "");
  for (guint i = 0; rows[i] != NULL; i++)
    paste_row (self, position + i, (int)column, g_strdelimit (rows[i], "\r", ' '));
  return sauda_edit_history_commit (self->history);
}

/**
 * sauda_orders_table_fill_down:
 * @self: a table
 * @column: a column
 *
 * Gives every selected row the value of the first of them, as one step that can be undone.
 *
 * Returns: number of cells that change
 */
guint
sauda_orders_table_fill_down (SaudaOrdersTable *self, SaudaOrdersColumn column)
{
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (SaudaOrderLine) first = NULL;
  g_autofree char *value = NULL;
  SaudaEditField field;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), 0);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (!sauda_orders_column_is_editable (column, &field) || gtk_bitset_get_size (selected) < 2)
    return 0;
  first = g_list_model_get_item (G_LIST_MODEL (self->sorted), gtk_bitset_get_minimum (selected));
  value = sauda_orders_column_get_text (column, first, self->now_ms);
  sauda_edit_history_begin (self->history);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position)) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);

    sauda_edit_history_add (self->history, line, field, value);
  }
  return sauda_edit_history_commit (self->history);
}

/**
 * sauda_orders_table_select_all:
 * @self: a table
 *
 * Selects what the filter shows, and says how much that is.
 */
void
sauda_orders_table_select_all (SaudaOrdersTable *self)
{
  guint rows;
  guint orders;
  g_autofree char *said = NULL;

  g_return_if_fail (SAUDA_IS_ORDERS_TABLE (self));

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
  rows = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  orders = sauda_orders_table_count_shown_orders (self);
  said = sauda_orders_filter_is_open (self->filter)
           ? g_strdup_printf (ngettext ("All is selected: %u order, %u rows.",
                                        "All is selected: %u orders, %u rows.", orders),
                              orders, rows)
           : g_strdup_printf (ngettext ("What the filter shows is selected: %u order, %u rows.",
                                        "What the filter shows is selected: %u orders, %u rows.", orders),
                              orders, rows);
  say (self, said);
}
