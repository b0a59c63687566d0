#include "sauda-context-menu.h"

/* The menu of what stands in a list: at a right press, at the menu key and at Shift+F10. */

#define CONTEXT_MENU "sauda-context-menu"

typedef struct {
  GtkWidget *widget;         /* (unowned) (not nullable) owns this */
  GMenuModel *model;         /* (owned) (not nullable) */
  char *name;                /* (owned) (not nullable) for who hears it */
  SaudaContextMenuFind find; /* (not nullable) */
  GtkWidget *popover;        /* (weak) (nullable) child of @widget, made when it opens first */
  GtkWidget *origin;         /* (weak) (nullable) what had the focus before */
  guint idle_id;             /* source that leads back to it */
} ContextMenu;

static void
context_menu_free (ContextMenu *menu)
{
  g_clear_handle_id (&menu->idle_id, g_source_remove);
  g_clear_weak_pointer (&menu->origin);
  g_clear_weak_pointer (&menu->popover);
  g_object_unref (menu->model);
  g_free (menu->name);
  g_free (menu);
}

/* A widget must have let go of its children before it is gone; a box has done so by now. */
static void
on_destroy (GtkWidget *widget, ContextMenu *menu)
{
  g_clear_handle_id (&menu->idle_id, g_source_remove);
  if (menu->popover != NULL)
    gtk_widget_unparent (menu->popover);
}

/* Back to where the person was, unless a command has led elsewhere: into another window, or to what
 * is typed. */
static void
lead_back (ContextMenu *menu)
{
  GtkRoot *root = gtk_widget_get_root (menu->widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root == NULL || menu->origin == NULL || !gtk_widget_get_mapped (menu->origin))
    return;
  if (focus == NULL || (gtk_widget_is_ancestor (focus, menu->widget) && !GTK_IS_EDITABLE (focus) &&
                        (menu->popover == NULL || gtk_widget_get_native (focus) == GTK_NATIVE (root) ||
                         gtk_widget_is_ancestor (focus, menu->popover))))
    gtk_widget_grab_focus (menu->origin);
}

static gboolean
on_idle (gpointer user_data)
{
  ContextMenu *menu = user_data;

  menu->idle_id = 0;
  lead_back (menu);
  return G_SOURCE_REMOVE;
}

/* Once more when the event is over: GTK 4.18 leads to the first cell of the row behind it. */
static void
on_closed (GtkPopover *popover, ContextMenu *menu)
{
  lead_back (menu);
  if (menu->idle_id == 0)
    menu->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, menu, NULL);
}

static void
create_popover (ContextMenu *menu)
{
  g_set_weak_pointer (&menu->popover, gtk_popover_menu_new_from_model (menu->model));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (menu->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (menu->popover, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, menu->name,
                                  -1);
  gtk_widget_set_parent (menu->popover, menu->widget);
  g_signal_connect (menu->popover, "closed", G_CALLBACK (on_closed), menu);
}

static gboolean
open_at (ContextMenu *menu, const graphene_point_t *pressed)
{
  GdkRectangle at = { 0, 0, 1, 1 };
  GtkRoot *root = gtk_widget_get_root (menu->widget);

  if (root == NULL || !menu->find (menu->widget, pressed, &at))
    return FALSE;
  if (menu->popover == NULL)
    create_popover (menu);
  g_clear_handle_id (&menu->idle_id, g_source_remove);
  g_set_weak_pointer (&menu->origin, gtk_root_get_focus (root));
  gtk_popover_set_pointing_to (GTK_POPOVER (menu->popover), &at);
  gtk_popover_popup (GTK_POPOVER (menu->popover));
  return TRUE;
}

static void
on_pressed (GtkGesture *gesture, int presses, double x, double y, ContextMenu *menu)
{
  if (open_at (menu, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
on_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return open_at (user_data, NULL);
}

/**
 * sauda_context_menu_add:
 * @widget: a list, or what stands around one; its layout must let it have a popover
 * @model: commands that stand elsewhere too
 * @name: what the menu is, translated
 * @find: what a place is about
 *
 * Gives what stands in @widget a menu. Escape leads back to what had the focus.
 */
void
sauda_context_menu_add (GtkWidget *widget, GMenuModel *model, const char *name, SaudaContextMenuFind find)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *press = gtk_gesture_click_new ();
  ContextMenu *menu = g_new0 (ContextMenu, 1);

  menu->widget = widget;
  menu->model = g_object_ref (model);
  menu->name = g_strdup (name);
  menu->find = find;
  g_object_set_data_full (G_OBJECT (widget), CONTEXT_MENU, menu, (GDestroyNotify) context_menu_free);
  g_signal_connect (widget, "destroy", G_CALLBACK (on_destroy), menu);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  g_signal_connect (press, "pressed", G_CALLBACK (on_pressed), menu);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                      gtk_callback_action_new (on_key, menu, NULL)));
  gtk_widget_add_controller (widget, keys);
}

/**
 * sauda_context_menu_place:
 * @pressed: (nullable): where a button was pressed; %NULL: it was a key
 * @bounds: of what the menu is about
 *
 * Returns: what the menu points at: the pointer, or what has the focus
 */
GdkRectangle
sauda_context_menu_place (const graphene_point_t *pressed, const graphene_rect_t *bounds)
{
  if (pressed != NULL)
    return (GdkRectangle){ (int) pressed->x, (int) pressed->y, 1, 1 };
  return (GdkRectangle){ (int) bounds->origin.x, (int) bounds->origin.y, (int) bounds->size.width,
                         (int) bounds->size.height };
}

/**
 * sauda_context_menu_find_row:
 * @widget: where a button was pressed, or a key
 * @list: in @widget
 * @pressed: (nullable): the place; %NULL: it was a key
 *
 * Returns: (transfer none) (nullable): the row of @list under the pointer, or with the focus
 */
GtkWidget *
sauda_context_menu_find_row (GtkWidget *widget, GtkWidget *list, const graphene_point_t *pressed)
{
  GtkWidget *row = pressed != NULL ? gtk_widget_pick (widget, pressed->x, pressed->y, GTK_PICK_DEFAULT)
                                   : gtk_root_get_focus (gtk_widget_get_root (list));

  while (row != NULL && gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);
  return row;
}

/**
 * sauda_context_menu_is_open:
 * @widget: a list
 *
 * Returns: whether its menu is open
 */
gboolean
sauda_context_menu_is_open (GtkWidget *widget)
{
  const ContextMenu *menu = g_object_get_data (G_OBJECT (widget), CONTEXT_MENU);

  return menu != NULL && menu->popover != NULL && gtk_widget_get_mapped (menu->popover);
}
