#include "sauda-size-plot.h"

#define WIDTH 180
#define HEIGHT 150
#define LEFT 40.0f
#define BELOW 20.0f
#define ABOVE 8.0f

struct _SaudaSizePlot {
  GtkWidget parent_instance;

  gboolean bars;
  GArray *points; /* (owned) (element-type SaudaSizePoint) */
};

G_DEFINE_FINAL_TYPE (SaudaSizePlot, sauda_size_plot, GTK_TYPE_WIDGET)

/* The plot's inner area. */
static graphene_rect_t
get_area (SaudaSizePlot *self)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));

  return GRAPHENE_RECT_INIT (LEFT, ABOVE, MAX (width - LEFT - 4, 1), MAX (height - ABOVE - BELOW, 1));
}

static void
draw_text (SaudaSizePlot *self,
           GtkSnapshot *snapshot,
           const char *text,
           float x,
           float y,
           gboolean to_right,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *small = pango_attr_list_new ();
  int width, height;

  pango_attr_list_insert (small, pango_attr_scale_new (0.75));
  pango_layout_set_attributes (layout, small);
  pango_attr_list_unref (small);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (to_right ? x - (float) width : x - (float) width / 2,
                                                y - (to_right ? (float) height / 2 : 0)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_grid (SaudaSizePlot *self, GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color)
{
  GdkRGBA thin = *color;

  thin.alpha = 0.15f;
  for (int percent = 0; percent <= 100; percent += 50) {
    float y = area->origin.y + area->size.height * (1 - (float) percent / 100);
    g_autofree char *text = g_strdup_printf ("%d %%", percent);

    gtk_snapshot_append_color (snapshot, &thin,
                               &GRAPHENE_RECT_INIT (area->origin.x, y - 0.5f, area->size.width, 1));
    draw_text (self, snapshot, text, area->origin.x - 4, y, TRUE, color);
  }
}

static float
get_x (const SaudaSizePlot *self, const graphene_rect_t *area, guint place)
{
  return area->origin.x + area->size.width * ((float) place + 0.5f) / (float) self->points->len;
}

static float
get_y (const graphene_rect_t *area, double share)
{
  return area->origin.y + area->size.height * (float) (1 - share);
}

static void
draw_bars (SaudaSizePlot *self, GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color)
{
  float width = area->size.width / (float) self->points->len * 0.66f;
  GdkRGBA fill = *color;

  fill.alpha = 0.4f;
  for (guint i = 0; i < self->points->len; i++) {
    const SaudaSizePoint *point = &g_array_index (self->points, SaudaSizePoint, i);
    float x = get_x (self, area, i) - width / 2, y = get_y (area, point->y);

    if (point->n > 0)
      gtk_snapshot_append_color (snapshot, &fill,
                                 &GRAPHENE_RECT_INIT (x, y, width, area->origin.y + area->size.height - y));
    if (point->n > 0 && point->expected >= 0)
      gtk_snapshot_append_color (
        snapshot, color, &GRAPHENE_RECT_INIT (x - 2, get_y (area, point->expected) - 1, width + 4, 2));
  }
}

static void
draw_line (SaudaSizePlot *self, GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color)
{
  cairo_t *cr =
    gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, area->origin.x + area->size.width + 4,
                                                              area->origin.y + area->size.height + 4));

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 2);
  for (guint i = 0; i < self->points->len; i++)
    cairo_line_to (cr, get_x (self, area, i),
                   get_y (area, g_array_index (self->points, SaudaSizePoint, i).y));
  cairo_stroke (cr);
  for (guint i = 0; i < self->points->len; i++) {
    cairo_arc (cr, get_x (self, area, i), get_y (area, g_array_index (self->points, SaudaSizePoint, i).y), 3,
               0, 2 * G_PI);
    cairo_fill (cr);
  }
  cairo_destroy (cr);
}

static void
draw_labels (SaudaSizePlot *self, GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color)
{
  for (guint i = 0; i < self->points->len; i++)
    draw_text (self, snapshot, g_array_index (self->points, SaudaSizePoint, i).label, get_x (self, area, i),
               area->origin.y + area->size.height + 3, FALSE, color);
}

static void
sauda_size_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaudaSizePlot *self = SAUDA_SIZE_PLOT (widget);
  graphene_rect_t area = get_area (self);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  draw_grid (self, snapshot, &area, &color);
  if (self->points->len == 0)
    return;
  if (self->bars)
    draw_bars (self, snapshot, &area, &color);
  else
    draw_line (self, snapshot, &area, &color);
  draw_labels (self, snapshot, &area, &color);
}

static void
sauda_size_plot_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
sauda_size_plot_finalize (GObject *object)
{
  g_array_unref (SAUDA_SIZE_PLOT (object)->points);
  G_OBJECT_CLASS (sauda_size_plot_parent_class)->finalize (object);
}

static void
sauda_size_plot_class_init (SaudaSizePlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_size_plot_finalize;
  widget_class->snapshot = sauda_size_plot_snapshot;
  widget_class->measure = sauda_size_plot_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sauda_size_plot_init (SaudaSizePlot *self)
{
  self->points = g_array_new (FALSE, TRUE, sizeof (SaudaSizePoint));
}

/**
 * sauda_size_plot_new:
 * @bars: whether it shows bars, else a line
 *
 * Returns: (transfer floating): an empty plot
 */
GtkWidget *
sauda_size_plot_new (gboolean bars)
{
  SaudaSizePlot *self = g_object_new (SAUDA_TYPE_SIZE_PLOT, NULL);

  self->bars = bars;
  return GTK_WIDGET (self);
}

/**
 * sauda_size_plot_set_points:
 * @self: a plot
 * @points: (array length=n_points): what to show, from the left
 * @n_points: how many
 * @summary: the same in words, for screen readers
 */
void
sauda_size_plot_set_points (SaudaSizePlot *self,
                            const SaudaSizePoint *points,
                            guint n_points,
                            const char *summary)
{
  g_array_set_size (self->points, 0);
  g_array_append_vals (self->points, points, n_points);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), summary);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
