#include "sauda-grid-private.h"
#include "sauda-later.h"

/* Rows that a filter takes away. Taking the widgets of a row apart takes 0.2 ms, and GTK 4.8 has two hundred
 * of them at a table, most of which nobody sees: they are held until the window has nothing else to do. */

/* Taken apart at one go. */
#define STEP 10

static gboolean
on_idle (gpointer user_data)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (user_data);

  g_ptr_array_set_size (priv->leaving, (int) (priv->leaving->len - MIN (priv->leaving->len, STEP)));
  if (priv->leaving->len > 0)
    return G_SOURCE_CONTINUE;
  priv->leaving_id = 0;
  return G_SOURCE_REMOVE;
}

static GtkWidget *
find_row (GtkWidget *cell, GtkWidget *view)
{
  GtkWidget *place = gtk_widget_get_parent (cell);

  return place != NULL && place != view ? gtk_widget_get_parent (place) : NULL;
}

/* Before the rows change. */
void
sauda_grid_hold_rows (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GPtrArray) cells = sauda_grid_list_cells (self, SAUDA_GRID_GET_CLASS (self)->kind->fixed);

  for (guint i = 0; i < cells->len; i++) {
    GtkWidget *row =
      find_row (((SaudaGridCell *) g_ptr_array_index (cells, i))->widget, GTK_WIDGET (priv->view));

    if (row != NULL)
      g_ptr_array_add (priv->leaving, g_object_ref (row));
  }
}

/* When they have changed: those that stay are nobody's but the view's again. */
void
sauda_grid_let_rows_go (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);

  for (guint i = priv->leaving->len; i > 0; i--)
    if (gtk_widget_get_parent (g_ptr_array_index (priv->leaving, i - 1)) != NULL)
      g_ptr_array_remove_index_fast (priv->leaving, i - 1);
  if (priv->leaving->len > 0 && priv->leaving_id == 0)
    priv->leaving_id = sauda_later_add (on_idle, self);
}
