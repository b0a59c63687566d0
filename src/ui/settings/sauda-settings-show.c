#include "sauda-settings-show.h"

/* Pixels between the top of the page and what is asked for. */
#define MARGIN_ABOVE 24

/* The page shows its groups one after the other, so the part may not have its place yet. */
static gboolean
on_frame (GtkWidget *page, GdkFrameClock *clock, gpointer part)
{
  if (!gtk_widget_get_mapped (part) || gtk_widget_get_height (part) == 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD);
  sauda_settings_scroll_to (part);
  return G_SOURCE_REMOVE;
}

/**
 * sauda_settings_scroll_to:
 * @row: a row or a group that is seen
 *
 * Brings it to the top of its page.
 */
void
sauda_settings_scroll_to (GtkWidget *row)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport =
    scrolled != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)) : NULL;
  GtkAdjustment *adjustment;
  graphene_point_t top;

  if (viewport == NULL || !gtk_widget_compute_point (row, viewport, &GRAPHENE_POINT_INIT (0, 0), &top))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + top.y - MARGIN_ABOVE);
}

/**
 * sauda_settings_show_part:
 * @page: the page of settings
 * @part: a row or a group of it
 *
 * Brings @part into view with the focus in it, as soon as it is there and the page is seen.
 */
void
sauda_settings_show_part (GtkWidget *page, GtkWidget *part)
{
  gtk_widget_add_tick_callback (page, on_frame, part, NULL);
}
