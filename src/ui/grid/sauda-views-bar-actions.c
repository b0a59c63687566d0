#include "sauda-compat.h"
#include "sauda-name-popover.h"
#include "sauda-views-bar-private.h"

#include <glib/gi18n-lib.h>

/* What can be done with saved views: by the menu with the current one, and on the tabs with each. */

static SaudaView *
find_view (SaudaViewsBar *self, gint64 id)
{
  for (guint i = 0; self->views != NULL && i < self->views->len; i++) {
    SaudaView *view = g_ptr_array_index (self->views, i);

    if (view->id == id)
      return view;
  }
  return NULL;
}

SaudaView *
sauda_views_bar_get_current (SaudaViewsBar *self)
{
  return find_view (self, self->current);
}

void
sauda_views_bar_update_actions (SaudaViewsBar *self)
{
  static const char *const of_one[] = { "rename", "change", "left", "right", "delete" };

  for (gsize i = 0; i < G_N_ELEMENTS (of_one); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), of_one[i])),
      sauda_views_bar_get_current (self) != NULL);
}

static void
on_name_given (SaudaViewsBar *self, const char *name)
{
  sauda_views_bar_save (self, name);
}

static void
on_new_name_given (SaudaViewsBar *self, const char *name)
{
  self->moved = self->named;
  sauda_views_bar_edit (self,
                        &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_RENAME, .id = self->named, .name = name });
}

static void
ask_name (SaudaViewsBar *self, const char *title, const char *name, GCallback given)
{
  GtkWidget *popover = sauda_name_popover_new (title, name);
  GtkWidget *parent =
    gtk_widget_get_visible (GTK_WIDGET (self)) ? GTK_WIDGET (self) : GTK_WIDGET (self->page.page);

  gtk_widget_set_parent (popover, parent);
  if (parent == GTK_WIDGET (self->page.page))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle){ gtk_widget_get_width (parent) - 120, 40, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (sauda_name_popover_leave), NULL);
  g_signal_connect_object (popover, "given", given, self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_name (user_data, _ ("Name of the View"), "", G_CALLBACK (on_name_given));
}

static void
rename_view (SaudaViewsBar *self, const SaudaView *view)
{
  self->named = view->id;
  ask_name (self, _ ("Name of the View"), view->name, G_CALLBACK (on_new_name_given));
}

static void
on_rename (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaViewsBar *self = user_data;

  rename_view (self, sauda_views_bar_get_current (self));
}

static void
on_change (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaViewsBar *self = user_data;
  g_autofree char *query = sauda_views_bar_make_query (self);

  sauda_views_bar_edit (
    self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_CHANGE, .id = self->current, .query = query });
}

static void
move_view (SaudaViewsBar *self, gint64 id, int places)
{
  sauda_views_bar_edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_MOVE, .id = id, .places = places });
}

static void
on_left (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_view (user_data, SAUDA_VIEWS_BAR (user_data)->current, -1);
}

static void
on_right (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_view (user_data, SAUDA_VIEWS_BAR (user_data)->current, 1);
}

static void
on_delete_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaViewsBar) self = SAUDA_VIEWS_BAR (user_data);

  if (sauda_compat_confirm_finish (result, NULL) && find_view (self, self->named) != NULL)
    sauda_views_bar_edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_DELETE, .id = self->named });
}

static void
delete_view (SaudaViewsBar *self, const SaudaView *view)
{
  g_autofree char *heading = g_strdup_printf (_ ("Delete the view “%s”?"), view->name);
  SaudaCompatQuestion question = { .heading = heading,
                                   .body = _ ("What it shows stays; only the tab goes."),
                                   .accept = _ ("_Delete"),
                                   .destructive = TRUE };

  self->named = view->id;
  sauda_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->page.page))), &question,
                              self->cancellable, on_delete_answered, g_object_ref (self));
}

static void
on_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaViewsBar *self = user_data;

  delete_view (self, sauda_views_bar_get_current (self));
}

/* The view behind a tab; the tab of all has none. */
static const SaudaView *
get_view (SaudaViewsBar *self, guint index)
{
  return self->views != NULL && index > 0 && index <= self->views->len
           ? g_ptr_array_index (self->views, index - 1)
           : NULL;
}

static void
on_tab_rename (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const SaudaView *view = get_view (user_data, g_variant_get_uint32 (parameter));

  if (view != NULL)
    rename_view (user_data, view);
}

static void
on_tab_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const SaudaView *view = get_view (user_data, g_variant_get_uint32 (parameter));

  if (view != NULL)
    delete_view (user_data, view);
}

/* The tabs are made anew; the focus goes along, so that the next press moves the same view on. */
static void
on_tab_move (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaViewsBar *self = user_data;
  const SaudaView *view;
  guint index;
  int places;

  g_variant_get (parameter, "(ui)", &index, &places);
  view = get_view (self, index);
  if (view == NULL || (int) index + places < 1 || (int) index + places > (int) self->views->len)
    return;
  self->moved = view->id;
  move_view (self, view->id, places);
}

void
sauda_views_bar_install_actions (SaudaViewsBar *self)
{
  static const GActionEntry entries[] = {
    { "save", on_save }, { "rename", on_rename }, { "change", on_change },
    { "left", on_left }, { "right", on_right },   { "delete", on_delete },
  };
  static const GActionEntry of_tabs[] = { { "rename", on_tab_rename, "u" },
                                          { "delete", on_tab_delete, "u" },
                                          { "move", on_tab_move, "(ui)" } };
  g_autoptr (GSimpleActionGroup) tab_actions = g_simple_action_group_new ();
  g_autoptr (GMenu) current = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (tab_actions), of_tabs, G_N_ELEMENTS (of_tabs), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view-tab", G_ACTION_GROUP (tab_actions));

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  self->menu = g_menu_new ();
  g_menu_append (self->menu, _ ("_Save as View…"), "views.save");
  g_menu_append (current, _ ("Save _Changes of the View"), "views.change");
  g_menu_append (current, _ ("_Rename the View…"), "views.rename");
  g_menu_append (current, _ ("Move the View _Left"), "views.left");
  g_menu_append (current, _ ("Move the View Ri_ght"), "views.right");
  g_menu_append (current, _ ("_Delete the View…"), "views.delete");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (current));
}
