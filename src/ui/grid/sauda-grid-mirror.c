#include "sauda-grid-private.h"

/* GTK scrolls a table by the distance from its left edge, whatever the direction of writing: from right to
 * left it would open at its last columns. Here it is the distance from the right edge that stays.
 *
 * A table that gets more room while its last columns are shown moves back; GTK 4.8 asks for that while it
 * lays the table out, and forgets it: the rows would stand where they stood, with nothing beside them. */

typedef struct {
  GtkWidget *table; /* (unowned) (not nullable) */
  double distance;  /* pixels between the right edge of the table and what is seen */
  double value;     /* pixels, as the adjustment told last */
  guint layout_id;  /* source: lays the table out once more */
  gboolean moving;
} Mirror;

static void
mirror_free (gpointer data)
{
  Mirror *self = data;

  g_clear_handle_id (&self->layout_id, g_source_remove);
  g_free (self);
}

static double
get_distance (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) -
         gtk_adjustment_get_value (adjustment);
}

static void
on_moved (GtkAdjustment *adjustment, Mirror *self)
{
  self->value = gtk_adjustment_get_value (adjustment);
  if (!self->moving)
    self->distance = get_distance (adjustment);
}

static gboolean
on_layout (gpointer data)
{
  Mirror *self = data;

  self->layout_id = 0;
  gtk_widget_queue_allocate (self->table);
  return G_SOURCE_REMOVE;
}

static void
on_size (GtkAdjustment *adjustment, Mirror *self)
{
  double before = self->value;

  if (gtk_widget_get_direction (self->table) == GTK_TEXT_DIR_RTL) {
    self->moving = TRUE;
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + get_distance (adjustment) -
                                            self->distance);
    self->moving = FALSE;
  }
  if (gtk_adjustment_get_value (adjustment) != before && self->layout_id == 0)
    self->layout_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_layout, self, NULL);
}

static void
on_direction (GtkWidget *table, GtkTextDirection before, GtkAdjustment *adjustment)
{
  on_size (adjustment, g_object_get_data (G_OBJECT (adjustment), "mirror"));
}

void
sauda_grid_mirror (SaudaGrid *self)
{
  GtkScrollable *table = GTK_SCROLLABLE (sauda_grid_get_private (self)->view);
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (table);
  Mirror *mirror = g_new0 (Mirror, 1);

  mirror->table = GTK_WIDGET (table);
  g_object_set_data_full (G_OBJECT (adjustment), "mirror", mirror, mirror_free);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_moved), mirror);
  g_signal_connect (adjustment, "changed", G_CALLBACK (on_size), mirror);
  g_signal_connect_object (table, "direction-changed", G_CALLBACK (on_direction), adjustment, 0);
}
