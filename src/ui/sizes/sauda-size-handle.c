#include "sauda-size-handle.h"

#include "sauda-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define STEP 0.5
#define SMALL_STEP 0.1
#define RADIUS 7.0f
#define LEAST_SOFTNESS 0.3
#define MOST_SOFTNESS 12.0

struct _SaudaSizeHandle {
  GtkWidget parent_instance;

  char *unit; /* (owned) (not nullable) */
  double value;
  double least;
  double most;
  double softness;
};

G_DEFINE_FINAL_TYPE (SaudaSizeHandle, sauda_size_handle, GTK_TYPE_WIDGET)

static guint moved_signal, softened_signal;

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        SaudaSizeHandle *self)
{
  double step = (state & GDK_SHIFT_MASK) != 0 ? SMALL_STEP : STEP;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_Right || keyval == GDK_KEY_Up || keyval == GDK_KEY_plus)
    sauda_size_handle_move (self, self->value + step);
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Down || keyval == GDK_KEY_minus)
    sauda_size_handle_move (self, self->value - step);
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up)
    sauda_size_handle_soften (self, self->softness + SMALL_STEP);
  else if (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down)
    sauda_size_handle_soften (self, self->softness - SMALL_STEP);
  else
    return FALSE;
  return TRUE;
}

/* What screen readers and the tip say. */
static void
tell (SaudaSizeHandle *self)
{
  g_autofree char *value = sauda_number_format (self->value, 1),
                  *softness = sauda_number_format (self->softness, 1);
  /* Translators: a limit, how soft it is, the unit of both: 80.6 ± 1.4 kg */
  g_autofree char *text = g_strdup_printf (_ ("%s ± %s %s"), value, softness, self->unit);
  g_autofree char *tip =
    g_strdup_printf (_ ("%s. Left and Right move the limit, Page Up and Page Down its softness; "
                        "with the pointer, pull it sideways, or up and down."),
                     text);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->value, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
    self->least, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->most, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
sauda_size_handle_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = (int) (2 * RADIUS) + 4;
  *minimum_baseline = *natural_baseline = -1;
}

static void
sauda_size_handle_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float middle_x = (float) gtk_widget_get_width (widget) / 2;
  float middle_y = (float) gtk_widget_get_height (widget) / 2;
  GskRoundedRect circle;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gsk_rounded_rect_init_from_rect (
    &circle, &GRAPHENE_RECT_INIT (middle_x - RADIUS, middle_y - RADIUS, 2 * RADIUS, 2 * RADIUS), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &color, &circle.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
sauda_size_handle_finalize (GObject *object)
{
  g_free (SAUDA_SIZE_HANDLE (object)->unit);
  G_OBJECT_CLASS (sauda_size_handle_parent_class)->finalize (object);
}

static void
sauda_size_handle_class_init (SaudaSizeHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_size_handle_finalize;
  widget_class->measure = sauda_size_handle_measure;
  widget_class->snapshot = sauda_size_handle_snapshot;
  moved_signal = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  softened_signal = g_signal_new ("softened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "sizehandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sauda_size_handle_init (SaudaSizeHandle *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ew-resize");
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * sauda_size_handle_new:
 * @name: what it limits, for screen readers
 * @unit: of its value, translated
 *
 * Returns: (transfer floating): a handle at 0
 */
GtkWidget *
sauda_size_handle_new (const char *name, const char *unit)
{
  SaudaSizeHandle *self = g_object_new (SAUDA_TYPE_SIZE_HANDLE, NULL);

  self->unit = g_strdup (unit);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

/**
 * sauda_size_handle_set_value:
 * @self: a handle
 * @value: its value
 * @least: what it may be moved to
 * @most: what it may be moved to
 */
void
sauda_size_handle_set_value (SaudaSizeHandle *self, double value, double least, double most)
{
  self->value = value;
  self->least = least;
  self->most = most;
  tell (self);
}

/**
 * sauda_size_handle_get_value:
 * @self: a handle
 *
 * Returns: its value
 */
double
sauda_size_handle_get_value (SaudaSizeHandle *self)
{
  return self->value;
}

/**
 * sauda_size_handle_move:
 * @self: a handle
 * @value: where a person puts it; kept within what is allowed
 */
void
sauda_size_handle_move (SaudaSizeHandle *self, double value)
{
  value = CLAMP (value, self->least, self->most);
  if (value == self->value)
    return;
  sauda_size_handle_set_value (self, value, self->least, self->most);
  g_signal_emit (self, moved_signal, 0, value);
}

/**
 * sauda_size_handle_set_softness:
 * @self: a handle
 * @softness: over how much its limit is soft, in its unit
 */
void
sauda_size_handle_set_softness (SaudaSizeHandle *self, double softness)
{
  self->softness = softness;
  tell (self);
}

/**
 * sauda_size_handle_get_softness:
 * @self: a handle
 *
 * Returns: over how much its limit is soft, in its unit
 */
double
sauda_size_handle_get_softness (SaudaSizeHandle *self)
{
  return self->softness;
}

/**
 * sauda_size_handle_soften:
 * @self: a handle
 * @softness: how soft a person makes the limit; kept within what is allowed, in tenths
 */
void
sauda_size_handle_soften (SaudaSizeHandle *self, double softness)
{
  softness = CLAMP (round (softness * 10) / 10, LEAST_SOFTNESS, MOST_SOFTNESS);
  if (softness == self->softness)
    return;
  sauda_size_handle_set_softness (self, softness);
  g_signal_emit (self, softened_signal, 0, softness);
}
