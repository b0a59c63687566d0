#include "sauda-orders-table-private.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The table as a spreadsheet: what is selected goes out as text, and text comes in. */

static void
say (SaudaOrdersTable *self, const char *text)
{
  g_signal_emit_by_name (self, "selection-said", text);
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

/* The cells of one pasted row, in @columns from @first on; those that cannot be edited are passed over. */
static void
paste_row (SaudaOrdersTable *self, guint position, GArray *columns, guint first, const char *row)
{
  g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);
  g_auto (GStrv) values = g_strsplit (row, "\t", -1);

  /* An empty text is one empty cell. */
  for (guint i = 0; line != NULL && (i == 0 || values[i] != NULL) && first + i < columns->len; i++) {
    SaudaEditField field;

    if (sauda_orders_column_is_editable (g_array_index (columns, SaudaOrdersColumn, first + i), &field)) {
      g_autofree char *value = sauda_orders_table_read_value (field, values[i]);

      sauda_edit_history_add (self->history, line, field, value);
    }
    if (values[i] == NULL)
      break;
  }
}

static guint
find_place (GArray *columns, SaudaOrdersColumn column)
{
  guint place = 0;

  while (place < columns->len && g_array_index (columns, SaudaOrdersColumn, place) != column)
    place++;
  return place;
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

/* Gives the selected rows to the clipboard. */
void
sauda_orders_table_copy (SaudaOrdersTable *self)
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

/* Writes what the clipboard holds into @cell and those right of it and below. */
void
sauda_orders_table_paste (SaudaOrdersTable *self, SaudaOrdersCell *cell)
{
  Paste *data = g_new0 (Paste, 1);

  data->table = g_object_ref (self);
  data->position = gtk_list_item_get_position (cell->item);
  data->column = cell->column;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable,
                                 on_clipboard_read, data);
}

/**
 * sauda_orders_table_copy_text:
 * @self: a table
 *
 * Returns: (transfer full): the selected rows for a spreadsheet: the columns that are shown with tabs
 * between them, a line for each row
 */
char *
sauda_orders_table_copy_text (SaudaOrdersTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GArray) columns = sauda_orders_layout_list_shown (self->layout);
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position)) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

    for (guint i = 0; i < columns->len; i++) {
      g_autofree char *cell =
        sauda_orders_column_get_text (g_array_index (columns, SaudaOrdersColumn, i), line, self->now_ms);

      if (i > 0)
        g_string_append_c (text, '\t');
      if (cell != NULL)
        g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
    }
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
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
  g_autoptr (GArray) columns = NULL;
  guint first;

  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), 0);

  columns = sauda_orders_layout_list_shown (self->layout);
  first = find_place (columns, column);
  trimmed = g_strdup (text);
  if (g_str_has_suffix (trimmed, "\n"))
    trimmed[strlen (trimmed) - 1] = '\0';
  rows = g_strsplit (trimmed, "\n", -1);
  sauda_edit_history_begin (self->history);
  if (rows[0] == NULL)
    paste_row (self, position, columns, first, "");
  for (guint i = 0; rows[i] != NULL; i++)
    paste_row (self, position + i, columns, first, g_strdelimit (rows[i], "\r", ' '));
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
  first = g_list_model_get_item (G_LIST_MODEL (self->filtered), gtk_bitset_get_minimum (selected));
  value = sauda_orders_column_get_text (column, first, self->now_ms);
  sauda_edit_history_begin (self->history);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position)) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

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
  rows = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
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
