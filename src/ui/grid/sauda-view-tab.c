#include "sauda-view-tab.h"

#include <glib/gi18n-lib.h>

struct _SaudaViewTab {
  GtkToggleButton parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (SaudaViewTab, sauda_view_tab, GTK_TYPE_TOGGLE_BUTTON)

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        SaudaViewTab *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);
  int places = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left     ? -1
               : keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right ? 1
                                                                       : 0;

  if (modifiers == GDK_CONTROL_MASK && places != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "view-tab.move", "(ui)", self->index, places);
  else if (modifiers == 0 && keyval == GDK_KEY_F2)
    gtk_widget_activate_action (GTK_WIDGET (self), "view-tab.rename", "u", self->index);
  else if (modifiers == 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    gtk_widget_activate_action (GTK_WIDGET (self), "view-tab.delete", "u", self->index);
  else
    return FALSE;
  return TRUE;
}

static void
on_pressed (GtkGestureClick *gesture, int presses, double x, double y, SaudaViewTab *self)
{
  if (presses == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "view-tab.rename", "u", self->index);
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, SaudaViewTab *self)
{
  return gdk_content_provider_new_typed (SAUDA_TYPE_VIEW_TAB, self);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, SaudaViewTab *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* Only tabs of the same bar change places with each other. */
static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, SaudaViewTab *self)
{
  SaudaViewTab *other = g_value_get_object (value);

  return other != NULL &&
         gtk_widget_get_parent (GTK_WIDGET (other)) == gtk_widget_get_parent (GTK_WIDGET (self)) &&
         sauda_view_tab_drop (self, other->index);
}

static void
add_handles (SaudaViewTab *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  /* The button takes clicks for itself further down. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (self),
    _ ("F2 renames the view, Ctrl+← and Ctrl+→ or the pointer move it, Delete removes it"));
}

static void
sauda_view_tab_class_init (SaudaViewTabClass *klass)
{
}

static void
sauda_view_tab_init (SaudaViewTab *self)
{
  GtkDropTarget *target = gtk_drop_target_new (SAUDA_TYPE_VIEW_TAB, GDK_ACTION_MOVE);

  gtk_widget_add_css_class (GTK_WIDGET (self), "view-tab");
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * sauda_view_tab_new:
 * @index: its place; 0 is the tab of all, which stays as it is
 * @name: its label
 *
 * Returns: (transfer none): a tab
 */
GtkWidget *
sauda_view_tab_new (guint index, const char *name)
{
  SaudaViewTab *self = g_object_new (SAUDA_TYPE_VIEW_TAB, "label", name, NULL);

  self->index = index;
  if (index > 0)
    add_handles (self);
  return GTK_WIDGET (self);
}

/**
 * sauda_view_tab_get_index:
 * @self: a tab
 *
 * Returns: its place
 */
guint
sauda_view_tab_get_index (SaudaViewTab *self)
{
  g_return_val_if_fail (SAUDA_IS_VIEW_TAB (self), 0);
  return self->index;
}

/**
 * sauda_view_tab_drop:
 * @self: a tab
 * @index: place of the tab that was let go on it
 *
 * What the end of a drag does.
 *
 * Returns: whether that changes anything
 */
gboolean
sauda_view_tab_drop (SaudaViewTab *self, guint index)
{
  g_return_val_if_fail (SAUDA_IS_VIEW_TAB (self), FALSE);

  /* What is let go on the tab of all comes right behind it. */
  if (index == 0 || index == self->index)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "view-tab.move", "(ui)", index,
                                     (int) MAX (self->index, 1) - (int) index);
}
