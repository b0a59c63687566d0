#include "sauda-grid-private.h"
#include "sauda-later.h"

/* Rows that a filter takes away. Taking the widgets of a row apart takes 0.2 ms, and GTK 4.8 has two hundred
 * of them at a table, most of which nobody sees: they are held until the window has nothing else to do. */

/* Widgets that are taken apart at one go: ten rows or so. */
#define STEP 200

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

static void
hold (SaudaGridPrivate *priv, GtkWidget *widget)
{
  if (widget != NULL && widget != GTK_WIDGET (priv->view))
    g_ptr_array_add (priv->leaving, g_object_ref (widget));
}

static void
hold_cell (SaudaGridCell *cell, gpointer data)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (cell->grid);
  GtkWidget *place = gtk_widget_get_parent (cell->widget);

  hold (priv, cell->widget);
  hold (priv, place);
  if (place != NULL && cell->column == SAUDA_GRID_GET_CLASS (cell->grid)->kind->fixed)
    hold (priv, gtk_widget_get_parent (place));
}

/* Before the rows change. A row that leaves lets go of its cells at once, so they are held too. */
void
sauda_grid_hold_rows (SaudaGrid *self)
{
  sauda_grid_foreach_cell (self, hold_cell, NULL);
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
