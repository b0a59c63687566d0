#include "sauda-decision-rows.h"

#include "sauda-cell-text.h"
#include "sauda-compat.h"

#define ITEM "sauda-decision-item"

static void
set_row (GtkListItem *item)
{
  SaudaDecisionItem *decision = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  g_autofree char *state = sauda_decision_item_describe (decision);

  sauda_compat_show_text (GTK_INSCRIPTION (title), sauda_decision_item_get_line (decision)->model);
  sauda_compat_show_text (GTK_INSCRIPTION (gtk_widget_get_next_sibling (title)), state);
}

static void
on_row_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *state = sauda_cell_text_new ();

  gtk_box_append (GTK_BOX (box), sauda_cell_text_new ());
  gtk_widget_add_css_class (state, "dim-label");
  gtk_box_append (GTK_BOX (box), state);
  for (GtkWidget *line = gtk_widget_get_first_child (box); line != NULL;
       line = gtk_widget_get_next_sibling (line)) {
    gtk_inscription_set_text_overflow (GTK_INSCRIPTION (line), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
    gtk_inscription_set_min_lines (GTK_INSCRIPTION (line), 1);
  }
  gtk_list_item_set_child (item, box);
}

static void
on_row_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), ITEM, gtk_list_item_get_item (item));
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (set_row), item);
  set_row (item);
}

static void
on_row_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), ITEM, NULL);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), set_row, item);
}

/**
 * sauda_decision_rows_new:
 *
 * Returns: (transfer full): makes the rows of the list: the product, and what is advised
 */
GtkListItemFactory *
sauda_decision_rows_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_row_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_row_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_row_unbind), NULL);
  return factory;
}

/**
 * sauda_decision_rows_get_item:
 * @row: a child of the list
 *
 * Returns: (transfer none) (nullable): what it shows
 */
SaudaDecisionItem *
sauda_decision_rows_get_item (GtkWidget *row)
{
  GtkWidget *child = gtk_widget_get_first_child (row);

  return child != NULL ? g_object_get_data (G_OBJECT (child), ITEM) : NULL;
}
