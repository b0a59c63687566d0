#include "sauda-template-canvas.h"

#include "sauda-template-draw.h"
#include "sauda-template-sample.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Millimetres: what the pointer snaps to, and a key moves by. */
#define STEP 0.5
#define LEAST_SIDE 1.0
/* Pixels: of the square that resizes an item, and of the room around the label. */
#define HANDLE 10.0
#define MARGIN 16.0
#define POINTS_PER_MM (72 / 25.4)

struct _SaudaTemplateCanvas {
  GtkWidget parent_instance;

  SaudaTemplate *label; /* (nullable) borrowed: whoever shows it keeps it */
  GHashTable *fields;   /* (owned) (nullable) sample words */
  guint selected;
  cairo_rectangle_t begin; /* of the item that is dragged, millimetres */
  gboolean resizing;
};

G_DEFINE_FINAL_TYPE (SaudaTemplateCanvas, sauda_template_canvas, GTK_TYPE_WIDGET)

static guint changing_signal;
static guint changed_signal;
static guint selected_signal;

/* Where the label lies on the widget. */
typedef struct {
  double left, top;
  double scale; /* pixels of a millimetre */
} View;

static View
get_view (SaudaTemplateCanvas *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN;
  View view = { .scale = MAX (MIN (width / self->label->width, height / self->label->height), 0.1) };

  view.left = MARGIN + (width - self->label->width * view.scale) / 2;
  view.top = MARGIN + (height - self->label->height * view.scale) / 2;
  return view;
}

static SaudaTemplateItem *
get_item (SaudaTemplateCanvas *self)
{
  return self->label != NULL && self->selected < self->label->items->len
           ? g_ptr_array_index (self->label->items, self->selected)
           : NULL;
}

static double
snap (double millimetres)
{
  return round (millimetres / STEP) * STEP;
}

static void
move_item (SaudaTemplateCanvas *self, SaudaTemplateItem *item, double x, double y)
{
  item->x = CLAMP (snap (x), 0, MAX (self->label->width - item->width, 0));
  item->y = CLAMP (snap (y), 0, MAX (self->label->height - item->height, 0));
}

/* Lines may be as flat as they like. */
static void
resize_item (SaudaTemplateCanvas *self, SaudaTemplateItem *item, double width, double height)
{
  double least = item->type == SAUDA_TEMPLATE_LINE ? 0 : LEAST_SIDE;

  item->width = CLAMP (snap (width), least, MAX (self->label->width - item->x, least));
  item->height = CLAMP (snap (height), least, MAX (self->label->height - item->y, least));
}

static void
tell_changed (SaudaTemplateCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, changed_signal, 0);
}

/* --- drawing --- */

static void
draw_label (SaudaTemplateCanvas *self, cairo_t *cairo, const View *view)
{
  g_autoptr (SaudaTemplatePen) pen = NULL;

  cairo_save (cairo);
  cairo_translate (cairo, view->left, view->top);
  cairo_scale (cairo, view->scale / POINTS_PER_MM, view->scale / POINTS_PER_MM);
  pen = sauda_template_pen_new (cairo);
  /* a bar code that fits nowhere leaves its frame empty: whoever shows the label says why */
  sauda_template_pen_draw (pen, self->label, self->fields, 0, 0, NULL);
  cairo_restore (cairo);
}

static void
draw_frames (SaudaTemplateCanvas *self, cairo_t *cairo, const View *view)
{
  static const double dashes[] = { 3, 3 };

  for (guint i = 0; i < self->label->items->len; i++) {
    const SaudaTemplateItem *item = g_ptr_array_index (self->label->items, i);
    double x = view->left + item->x * view->scale, y = view->top + item->y * view->scale;
    double width = item->width * view->scale, height = item->height * view->scale;
    gboolean chosen = i == self->selected;

    cairo_rectangle (cairo, x, y, width, height);
    cairo_set_dash (cairo, dashes, chosen ? 0 : 2, 0);
    cairo_set_line_width (cairo, chosen ? 2 : 1);
    cairo_set_source_rgba (cairo, 0.11, 0.44, 0.85, chosen ? 1 : 0.35);
    cairo_stroke (cairo);
    if (!chosen)
      continue;
    cairo_rectangle (cairo, x + width - HANDLE / 2, y + height - HANDLE / 2, HANDLE, HANDLE);
    cairo_fill (cairo);
  }
}

static void
sauda_template_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaudaTemplateCanvas *self = SAUDA_TEMPLATE_CANVAS (widget);
  graphene_rect_t bounds;
  cairo_t *cairo;
  View view;

  if (self->label == NULL)
    return;
  graphene_rect_init (&bounds, 0, 0, (float) gtk_widget_get_width (widget),
                      (float) gtk_widget_get_height (widget));
  view = get_view (self);
  cairo = gtk_snapshot_append_cairo (snapshot, &bounds);
  /* paper is white in the dark too */
  cairo_rectangle (cairo, view.left, view.top, self->label->width * view.scale,
                   self->label->height * view.scale);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_fill_preserve (cairo);
  cairo_set_source_rgba (cairo, 0, 0, 0, 0.4);
  cairo_set_line_width (cairo, 1);
  cairo_stroke (cairo);
  draw_label (self, cairo, &view);
  draw_frames (self, cairo, &view);
  cairo_destroy (cairo);
  if (gtk_widget_is_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 2, 2,
                               gtk_widget_get_width (widget) - 4, gtk_widget_get_height (widget) - 4);
}

static void
sauda_template_canvas_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  *minimum = 200;
  *natural = 420;
}

/* --- pointer --- */

static gboolean
is_on_handle (const SaudaTemplateItem *item, const View *view, double x, double y)
{
  return fabs (x - view->left - (item->x + item->width) * view->scale) <= HANDLE &&
         fabs (y - view->top - (item->y + item->height) * view->scale) <= HANDLE;
}

/* The uppermost one; flat lines are caught from a little aside. */
static guint
find_item (SaudaTemplateCanvas *self, const View *view, double x, double y)
{
  double slack = 4 / view->scale, left = (x - view->left) / view->scale, top = (y - view->top) / view->scale;

  for (guint i = self->label->items->len; i > 0; i--) {
    const SaudaTemplateItem *item = g_ptr_array_index (self->label->items, i - 1);

    if (left >= item->x - slack && left <= item->x + item->width + slack && top >= item->y - slack &&
        top <= item->y + item->height + slack)
      return i - 1;
  }
  return SAUDA_TEMPLATE_CANVAS_NONE;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, SaudaTemplateCanvas *self)
{
  SaudaTemplateItem *item = get_item (self);
  View view;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->label == NULL)
    return;
  view = get_view (self);
  self->resizing = item != NULL && is_on_handle (item, &view, x, y);
  if (!self->resizing) {
    sauda_template_canvas_select (self, find_item (self, &view, x, y));
    g_signal_emit (self, selected_signal, 0);
  }
  item = get_item (self);
  if (item == NULL)
    return;
  self->begin = (cairo_rectangle_t){ item->x, item->y, item->width, item->height };
  g_signal_emit (self, changing_signal, 0);
}

static void
on_drag_update (GtkGestureDrag *gesture, double x, double y, SaudaTemplateCanvas *self)
{
  SaudaTemplateItem *item = get_item (self);
  double scale;

  if (item == NULL)
    return;
  scale = get_view (self).scale;
  if (self->resizing)
    resize_item (self, item, self->begin.width + x / scale, self->begin.height + y / scale);
  else
    move_item (self, item, self->begin.x + x / scale, self->begin.y + y / scale);
  tell_changed (self);
}

/* --- keys --- */

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SaudaTemplateCanvas *self)
{
  SaudaTemplateItem *item = get_item (self);
  double x = 0, y = 0;

  switch (keyval) {
  case GDK_KEY_Left:
  case GDK_KEY_KP_Left:
    x = -STEP;
    break;
  case GDK_KEY_Right:
  case GDK_KEY_KP_Right:
    x = STEP;
    break;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    y = -STEP;
    break;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    y = STEP;
    break;
  default:
    return FALSE;
  }
  if (item == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  g_signal_emit (self, changing_signal, 0);
  if ((state & GDK_SHIFT_MASK) != 0)
    resize_item (self, item, item->width + x, item->height + y);
  else
    move_item (self, item, item->x + x, item->y + y);
  tell_changed (self);
  return TRUE;
}

static void
sauda_template_canvas_finalize (GObject *object)
{
  SaudaTemplateCanvas *self = SAUDA_TEMPLATE_CANVAS (object);

  g_clear_pointer (&self->fields, g_hash_table_unref);
  G_OBJECT_CLASS (sauda_template_canvas_parent_class)->finalize (object);
}

static void
sauda_template_canvas_class_init (SaudaTemplateCanvasClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_template_canvas_finalize;
  widget_class->snapshot = sauda_template_canvas_snapshot;
  widget_class->measure = sauda_template_canvas_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  changing_signal = g_signal_new ("changing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  selected_signal = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_template_canvas_init (SaudaTemplateCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->selected = SAUDA_TEMPLATE_CANVAS_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
    _ ("The label. Arrows move the chosen item, with Shift they change its size"), -1);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * sauda_template_canvas_show:
 * @self: the canvas
 * @label: (nullable): what it shows and changes; must live until another is shown
 *
 * Shows a template, also the same one after it was changed elsewhere.
 */
void
sauda_template_canvas_show (SaudaTemplateCanvas *self, SaudaTemplate *label)
{
  g_return_if_fail (SAUDA_IS_TEMPLATE_CANVAS (self));

  self->label = label;
  g_clear_pointer (&self->fields, g_hash_table_unref);
  if (label != NULL)
    self->fields = sauda_template_sample_new (label->kind);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sauda_template_canvas_select:
 * @self: the canvas
 * @item: index of an item, %SAUDA_TEMPLATE_CANVAS_NONE for none
 *
 * Chooses an item, without telling.
 */
void
sauda_template_canvas_select (SaudaTemplateCanvas *self, guint item)
{
  g_return_if_fail (SAUDA_IS_TEMPLATE_CANVAS (self));

  self->selected = item;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sauda_template_canvas_get_selected:
 * @self: the canvas
 *
 * Returns: index of the chosen item, %SAUDA_TEMPLATE_CANVAS_NONE without one
 */
guint
sauda_template_canvas_get_selected (SaudaTemplateCanvas *self)
{
  g_return_val_if_fail (SAUDA_IS_TEMPLATE_CANVAS (self), SAUDA_TEMPLATE_CANVAS_NONE);
  return get_item (self) != NULL ? self->selected : SAUDA_TEMPLATE_CANVAS_NONE;
}
