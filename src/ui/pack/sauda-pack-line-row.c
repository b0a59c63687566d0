#include "sauda-pack-line-row.h"

#include <glib/gi18n-lib.h>

/**
 * sauda_pack_line_row_new:
 * @line: of an order on the packing table
 * @scanned: its pieces that were scanned
 * @wanted: its pieces
 *
 * Returns: (transfer none): a row that shows the size from afar
 */
GtkWidget *
sauda_pack_line_row_new (const SaudaOrderLineInfo *line, guint scanned, guint wanted)
{
  const char *size = sauda_order_line_info_get_size (line);
  gboolean done = scanned == wanted;
  g_autofree char *count = g_strdup_printf ("%u / %u", scanned, wanted);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *size_label = gtk_label_new (size != NULL ? size : "—");
  GtkWidget *model_label = gtk_label_new (line->model);
  GtkWidget *count_label = gtk_label_new (count);
  GtkWidget *icon = gtk_image_new_from_icon_name (done ? "emblem-ok-symbolic" : "checkbox-symbolic");

  gtk_widget_add_css_class (size_label, "pack-size");
  gtk_label_set_width_chars (GTK_LABEL (size_label), 4);
  gtk_label_set_xalign (GTK_LABEL (size_label), 0);
  gtk_label_set_wrap (GTK_LABEL (model_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (model_label), 0);
  gtk_widget_set_hexpand (model_label, TRUE);
  gtk_widget_add_css_class (model_label, "title-4");
  gtk_widget_add_css_class (count_label, "title-2");
  gtk_widget_add_css_class (count_label, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  done ? _ ("All pieces are there") : _ ("Pieces are missing"), -1);
  gtk_widget_add_css_class (icon, done ? "success" : "dim-label");
  gtk_box_append (GTK_BOX (box), size_label);
  gtk_box_append (GTK_BOX (box), model_label);
  gtk_box_append (GTK_BOX (box), count_label);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_widget_add_css_class (box, "problem-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}
