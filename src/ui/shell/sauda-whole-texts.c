#include "sauda-whole-texts.h"

#include "sauda-window.h"

#define USUAL_DPI (96 * 1024)
/* Wider than this a window of large letters is no easier to read. */
#define MOST_GROWTH 1.6

static gboolean
is_cut (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
  if (GTK_IS_INSCRIPTION (widget) && gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL) {
    g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (widget, gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
    int width;

    pango_layout_get_pixel_size (layout, &width, NULL);
    return width > gtk_widget_get_width (widget);
  }
  return FALSE;
}

static GtkWidget *
find_cut (GtkWidget *widget, GtkWidget *window, const graphene_point_t *point)
{
  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL;
       child = gtk_widget_get_prev_sibling (child)) {
    graphene_rect_t bounds;
    GtkWidget *found;

    if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child) ||
        !gtk_widget_compute_bounds (child, window, &bounds) || !graphene_rect_contains_point (&bounds, point))
      continue;
    found = find_cut (child, window, point);
    if (found != NULL)
      return found;
  }
  return is_cut (widget) ? widget : NULL;
}

static gboolean
on_query_tooltip (GtkWidget *window, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *text = sauda_whole_texts_find (window, x, y);

  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* Where @window will be seen; under Wayland nobody knows yet, so the first one is as good as any. */
static GdkRectangle
get_room (GtkWindow *window)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle room = { 0 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &room);
  return room;
}

/* Before the first size is chosen. The main window has the size that its user gave it. */
static void
grow (GtkWindow *window)
{
  GdkRectangle room = get_room (window);
  int dpi, width, height;
  double growth;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-xft-dpi", &dpi, NULL);
  gtk_window_get_default_size (window, &width, &height);
  growth = MIN ((double) dpi / USUAL_DPI, MOST_GROWTH);
  if (growth <= 1 || width <= 0 || SAUDA_IS_WINDOW (window))
    return;
  width = MAX (width, MIN ((int) (width * growth), room.width));
  if (height > 0)
    height = MAX (height, MIN ((int) (height * growth), room.height));
  gtk_window_set_default_size (window, width, height);
}

static void
on_toplevels (GListModel *toplevels, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

    gtk_widget_set_has_tooltip (window, TRUE);
    g_signal_connect (window, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
    g_signal_connect_after (window, "realize", G_CALLBACK (grow), NULL);
  }
}

/**
 * sauda_whole_texts_watch:
 *
 * Looks after every window that is opened from now on.
 */
void
sauda_whole_texts_watch (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  g_signal_handlers_disconnect_by_func (toplevels, on_toplevels, NULL);
  g_signal_connect (toplevels, "items-changed", G_CALLBACK (on_toplevels), NULL);
}

/**
 * sauda_whole_texts_find:
 * @window: a window
 * @x: a place in it, in its pixels
 * @y: a place in it, in its pixels
 *
 * Returns: (nullable): the whole of the text that is shown there and cut off; %NULL when none is
 */
const char *
sauda_whole_texts_find (GtkWidget *window, double x, double y)
{
  GtkWidget *cut = find_cut (window, window, &GRAPHENE_POINT_INIT ((float) x, (float) y));

  if (cut == NULL)
    return NULL;
  return GTK_IS_LABEL (cut) ? gtk_label_get_text (GTK_LABEL (cut))
                            : gtk_inscription_get_text (GTK_INSCRIPTION (cut));
}
