#include "sauda-bubble-list.h"

#include "sauda-bubble-row.h"
#include "sauda-open-popovers.h"

static void
remove_row (GtkListBox *list, GtkListBoxRow *row)
{
  sauda_open_popovers_fold (GTK_WIDGET (row));
  gtk_list_box_remove (list, GTK_WIDGET (row));
}

/**
 * sauda_bubble_list_show:
 * @list: the messages of a conversation, a #SaudaBubbleRow each
 * @bubbles: (nullable) (element-type SaudaTalkBubble): the messages as they are now; %NULL for none
 * @on_corrected: (scope forever): told of a correction, as the signal of the row tells it
 * @object: (type GObject): the data of @on_corrected
 *
 * Shows these in place of those before. Rows of messages that are as they were stay, and with them what
 * somebody corrects at this moment.
 */
void
sauda_bubble_list_show (GtkListBox *list, GPtrArray *bubbles, GCallback on_corrected, gpointer object)
{
  guint count = bubbles != NULL ? bubbles->len : 0;
  GtkListBoxRow *before;

  for (guint i = 0; i < count; i++) {
    GtkWidget *row = NULL;

    before = gtk_list_box_get_row_at_index (list, (int) i);
    if (before != NULL && sauda_bubble_row_is_of (SAUDA_BUBBLE_ROW (before), g_ptr_array_index (bubbles, i)))
      continue;
    if (before != NULL)
      remove_row (list, before);
    row = sauda_bubble_row_new (g_ptr_array_index (bubbles, i));
    g_signal_connect_object (row, "corrected", on_corrected, object, 0);
    gtk_list_box_insert (list, row, (int) i);
  }
  while ((before = gtk_list_box_get_row_at_index (list, (int) count)) != NULL)
    remove_row (list, before);
}
