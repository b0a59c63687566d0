#include "sauda-size-ruler.h"

#include "sauda-number.h"
#include "sauda-size-handle.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define BAND_HEIGHT 26.0f
#define ABOVE 9.0f  /* between a size and the band */
#define BELOW 14.0f /* between the band and a number */
#define SIDE 14.0f
#define GAP 0.1                 /* least distance of two limits */
#define AXIS_PIXELS 6.0         /* how far the pointer goes before it is plain what is pulled */
#define PIXELS_OF_SOFTNESS 20.0 /* up or down, for one kg or cm */

struct _SaudaSizeRuler {
  GtkWidget parent_instance;

  gboolean by_height;
  SaudaSizeChart chart;
  GtkWidget *handles[SAUDA_SIZE_MOST_SIZES - 1]; /* (owned) (nullable) */
  guint n_handles;
  double first; /* at the left end */
  double last;  /* at the right end */
  int dragged;  /* limit, -1: none */
  double drag_x;
  double drag_softness; /* at its beginning */
  enum { PULL_UNKNOWN, PULL_LIMIT, PULL_SOFTNESS } pull;
};

G_DEFINE_FINAL_TYPE (SaudaSizeRuler, sauda_size_ruler, GTK_TYPE_WIDGET)

static guint moved_signal;

static double
get_limit (const SaudaSizeRuler *self, guint k)
{
  return self->by_height ? self->chart.limits[k].height_cm : self->chart.limits[k].weight_kg;
}

static double
get_softness (const SaudaSizeRuler *self, guint k)
{
  return self->by_height ? self->chart.limits[k].height_softness_cm
                         : self->chart.limits[k].weight_softness_kg;
}

static float
get_x (SaudaSizeRuler *self, double value)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SIDE;

  return SIDE + width * (float) ((value - self->first) / (self->last - self->first));
}

static double
get_value_at (SaudaSizeRuler *self, double x)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SIDE;

  return self->first + (x - SIDE) / MAX (width, 1) * (self->last - self->first);
}

/* Room for two lines of numbers below the band, and for the sizes above it, however large the text is. */
static int
get_text_height (SaudaSizeRuler *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static float
get_line_y (SaudaSizeRuler *self)
{
  return (float) get_text_height (self) + ABOVE + BAND_HEIGHT / 2;
}

/* A limit stays between its neighbours. */
static void
set_handle (SaudaSizeRuler *self, guint k)
{
  double least = k > 0 ? get_limit (self, k - 1) + GAP : self->first;
  double most = k + 1 < self->n_handles ? get_limit (self, k + 1) - GAP : self->last;

  sauda_size_handle_set_value (SAUDA_SIZE_HANDLE (self->handles[k]), get_limit (self, k), least, most);
  sauda_size_handle_set_softness (SAUDA_SIZE_HANDLE (self->handles[k]), get_softness (self, k));
}

static guint
get_place (SaudaSizeHandle *handle)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (handle), "limit"));
}

static void
on_handle_moved (SaudaSizeHandle *handle, double value, SaudaSizeRuler *self)
{
  guint k = get_place (handle);

  if (self->by_height)
    self->chart.limits[k].height_cm = value;
  else
    self->chart.limits[k].weight_kg = value;
  for (guint i = 0; i < self->n_handles; i++)
    set_handle (self, i);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, moved_signal, 0, k);
}

static void
on_handle_softened (SaudaSizeHandle *handle, double softness, SaudaSizeRuler *self)
{
  guint k = get_place (handle);

  if (self->by_height)
    self->chart.limits[k].height_softness_cm = softness;
  else
    self->chart.limits[k].weight_softness_kg = softness;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, moved_signal, 0, k);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, SaudaSizeRuler *self)
{
  double nearest = 20;

  self->dragged = -1;
  for (guint k = 0; k < self->n_handles; k++) {
    double distance = fabs (get_x (self, get_limit (self, k)) - x);

    if (distance >= nearest)
      continue;
    nearest = distance;
    self->dragged = (int) k;
    self->drag_x = x;
    self->drag_softness = get_softness (self, k);
    self->pull = PULL_UNKNOWN;
  }
  if (self->dragged >= 0)
    gtk_widget_grab_focus (self->handles[self->dragged]);
  else
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, SaudaSizeRuler *self)
{
  SaudaSizeHandle *handle;

  if (self->dragged < 0)
    return;
  handle = SAUDA_SIZE_HANDLE (self->handles[self->dragged]);
  if (self->pull == PULL_UNKNOWN && MAX (fabs (dx), fabs (dy)) >= AXIS_PIXELS)
    self->pull = fabs (dx) >= fabs (dy) ? PULL_LIMIT : PULL_SOFTNESS;
  if (self->pull == PULL_LIMIT)
    sauda_size_handle_move (handle, round (get_value_at (self, self->drag_x + dx) * 10) / 10);
  else if (self->pull == PULL_SOFTNESS)
    sauda_size_handle_soften (handle, self->drag_softness - dy / PIXELS_OF_SOFTNESS);
}

static void
draw_text (SaudaSizeRuler *self,
           GtkSnapshot *snapshot,
           const char *text,
           float x,
           float y,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - (float) width / 2, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* Sizes are shaded in turn; where the limit is soft, one shade runs into the other. */
static void
draw_band (SaudaSizeRuler *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  float right = (float) gtk_widget_get_width (GTK_WIDGET (self)) - SIDE,
        top = get_line_y (self) - BAND_HEIGHT / 2;

  for (guint k = 0; k <= self->n_handles; k++) {
    float from = k > 0 ? get_x (self, get_limit (self, k - 1)) : SIDE;
    float to = k < self->n_handles ? get_x (self, get_limit (self, k)) : right;
    GdkRGBA shade = *color;

    shade.alpha = k % 2 == 0 ? 0.10f : 0.22f;
    gtk_snapshot_append_color (snapshot, &shade, &GRAPHENE_RECT_INIT (from, top, to - from, BAND_HEIGHT));
    if (to - from > 18)
      draw_text (self, snapshot, self->chart.names[k], (from + to) / 2, 0, color);
  }
}

static void
draw_limits (SaudaSizeRuler *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  GdkRGBA none = *color, some = *color;
  float top = get_line_y (self) - BAND_HEIGHT / 2, text_height = (float) get_text_height (self);

  none.alpha = 0;
  some.alpha = 0.45f;
  for (guint k = 0; k < self->n_handles; k++) {
    float x = get_x (self, get_limit (self, k));
    float reach = get_x (self, get_limit (self, k) + 2 * get_softness (self, k)) - x;
    GskColorStop stops[] = { { 0, none }, { 0.5f, some }, { 1, none } };
    g_autofree char *text = sauda_number_format (get_limit (self, k), 1);
    g_autofree char *softness = sauda_number_format (get_softness (self, k), 1);
    g_autofree char *soft = g_strdup_printf ("± %s", softness);

    gtk_snapshot_append_linear_gradient (
      snapshot, &GRAPHENE_RECT_INIT (x - reach, top, 2 * reach, BAND_HEIGHT),
      &GRAPHENE_POINT_INIT (x - reach, 0), &GRAPHENE_POINT_INIT (x + reach, 0), stops, G_N_ELEMENTS (stops));
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (x - 0.75f, top, 1.5f, BAND_HEIGHT + BELOW - 2));
    draw_text (self, snapshot, text, x, top + BAND_HEIGHT + BELOW, color);
    draw_text (self, snapshot, soft, x, top + BAND_HEIGHT + BELOW + text_height, color);
  }
}

static void
sauda_size_ruler_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaudaSizeRuler *self = SAUDA_SIZE_RULER (widget);
  GdkRGBA color;

  if (self->n_handles == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  draw_band (self, snapshot, &color);
  draw_limits (self, snapshot, &color);
  for (guint k = 0; k < self->n_handles; k++)
    gtk_widget_snapshot_child (widget, self->handles[k], snapshot);
}

static void
sauda_size_ruler_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  int height = (int) (ABOVE + BAND_HEIGHT + BELOW) + 3 * get_text_height (SAUDA_SIZE_RULER (widget));

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : height;
  *minimum_baseline = *natural_baseline = -1;
}

static void
sauda_size_ruler_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SaudaSizeRuler *self = SAUDA_SIZE_RULER (widget);

  for (guint k = 0; k < self->n_handles; k++) {
    int size;
    GtkAllocation place;

    gtk_widget_measure (self->handles[k], GTK_ORIENTATION_HORIZONTAL, -1, &size, NULL, NULL, NULL);
    place = (GtkAllocation){ (int) get_x (self, get_limit (self, k)) - size / 2,
                             (int) get_line_y (self) - size / 2, size, size };
    gtk_widget_size_allocate (self->handles[k], &place, -1);
  }
}

static void
remove_handles (SaudaSizeRuler *self)
{
  for (guint k = 0; k < self->n_handles; k++)
    g_clear_pointer (&self->handles[k], gtk_widget_unparent);
  self->n_handles = 0;
}

static void
sauda_size_ruler_dispose (GObject *object)
{
  remove_handles (SAUDA_SIZE_RULER (object));
  G_OBJECT_CLASS (sauda_size_ruler_parent_class)->dispose (object);
}

static void
sauda_size_ruler_class_init (SaudaSizeRulerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_size_ruler_dispose;
  widget_class->snapshot = sauda_size_ruler_snapshot;
  widget_class->measure = sauda_size_ruler_measure;
  widget_class->size_allocate = sauda_size_ruler_size_allocate;
  moved_signal = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sauda_size_ruler_init (SaudaSizeRuler *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->dragged = -1;
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
add_handle (SaudaSizeRuler *self, guint k)
{
  g_autofree char *name =
    g_strdup_printf (self->by_height ? _ ("Up to which height %s fits") : _ ("Up to which weight %s fits"),
                     self->chart.names[k]);

  self->handles[k] = sauda_size_handle_new (name, self->by_height ? _ ("cm") : _ ("kg"));
  g_object_set_data (G_OBJECT (self->handles[k]), "limit", GUINT_TO_POINTER (k));
  gtk_widget_set_parent (self->handles[k], GTK_WIDGET (self));
  g_signal_connect (self->handles[k], "moved", G_CALLBACK (on_handle_moved), self);
  g_signal_connect (self->handles[k], "softened", G_CALLBACK (on_handle_softened), self);
}

/**
 * sauda_size_ruler_new:
 * @by_height: whether it shows heights, else weights
 *
 * Returns: (transfer floating): an empty ruler
 */
GtkWidget *
sauda_size_ruler_new (gboolean by_height)
{
  SaudaSizeRuler *self = g_object_new (SAUDA_TYPE_SIZE_RULER, NULL);

  self->by_height = by_height;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  by_height ? _ ("Limits by height") : _ ("Limits by weight"), -1);
  return GTK_WIDGET (self);
}

/**
 * sauda_size_ruler_set_chart:
 * @self: a ruler
 * @chart: what to show
 */
void
sauda_size_ruler_set_chart (SaudaSizeRuler *self, const SaudaSizeChart *chart)
{
  guint n_limits = chart->n_sizes - 1;
  double margin;

  if (self->n_handles != n_limits || memcmp (self->chart.names, chart->names, sizeof chart->names) != 0) {
    remove_handles (self);
    self->chart = *chart;
    for (guint k = 0; k < n_limits; k++)
      add_handle (self, k);
    self->n_handles = n_limits;
  }
  self->chart = *chart;
  margin = MAX ((get_limit (self, n_limits - 1) - get_limit (self, 0)) * 0.15, 10);
  self->first = get_limit (self, 0) - margin;
  self->last = get_limit (self, n_limits - 1) + margin;
  for (guint k = 0; k < n_limits; k++)
    set_handle (self, k);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sauda_size_ruler_get_value:
 * @self: a ruler
 * @limit: place of a size
 *
 * Returns: where its limit stands now, in kg or cm
 */
double
sauda_size_ruler_get_value (SaudaSizeRuler *self, guint limit)
{
  return get_limit (self, limit);
}

/**
 * sauda_size_ruler_read_limits:
 * @self: a ruler
 * @chart: (inout): the same sizes; takes the limits that stand here, and how soft they are
 */
void
sauda_size_ruler_read_limits (SaudaSizeRuler *self, SaudaSizeChart *chart)
{
  for (guint k = 0; k < self->n_handles; k++) {
    const SaudaSizeLimit *limit = &self->chart.limits[k];

    if (self->by_height) {
      chart->limits[k].height_cm = limit->height_cm;
      chart->limits[k].height_softness_cm = limit->height_softness_cm;
    } else {
      chart->limits[k].weight_kg = limit->weight_kg;
      chart->limits[k].weight_softness_kg = limit->weight_softness_kg;
    }
  }
}

/**
 * sauda_size_ruler_get_handle:
 * @self: a ruler
 * @limit: place of a size
 *
 * Returns: (transfer none): the handle of its limit
 */
GtkWidget *
sauda_size_ruler_get_handle (SaudaSizeRuler *self, guint limit)
{
  return self->handles[limit];
}
