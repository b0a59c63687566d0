#include "sauda-views-bar.h"

#include "sauda-compat.h"
#include "sauda-name-popover.h"
#include "sauda-ui-toast.h"
#include "sauda-view-tab.h"
#include "sauda-views.h"

#include <glib/gi18n-lib.h>

struct _SaudaViewsBar {
  AdwBin parent_instance;

  GtkBox *tabs;                 /* (unowned) (not nullable) */
  GSimpleActionGroup *actions;  /* (owned) (not nullable) */
  GMenu *menu;                  /* (owned) (not nullable) */
  SaudaDatabase *database;      /* (owned) (nullable) */
  char *name;                   /* (owned) (nullable) of the page */
  const SaudaViewsFuncs *funcs; /* (unowned) (nullable) static */
  gpointer page;                /* (unowned) (nullable) holds this */
  GPtrArray *views;             /* (owned) (nullable) (element-type SaudaView) */
  GCancellable *cancellable;    /* (owned) (not nullable) */
  gint64 current;               /* id of the view that is shown; 0: none */
  gint64 named;                 /* id of the view that gets another name */
  gint64 moved;                 /* id of the view whose tab gets the focus when it was changed; 0: none */
  guint count_id;               /* source that counts one view after the other */
  guint counted;                /* views that it has counted */
  guint edits;                  /* on their way to the database */
  gboolean choosing;            /* a view is being put on the page */
  gboolean newest;              /* the last view becomes the current one: it was just saved */
};

G_DEFINE_FINAL_TYPE (SaudaViewsBar, sauda_views_bar, ADW_TYPE_BIN)

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

static SaudaView *
get_current (SaudaViewsBar *self)
{
  return find_view (self, self->current);
}

static void
update_actions (SaudaViewsBar *self)
{
  static const char *const of_one[] = { "rename", "change", "left", "right", "delete" };

  for (gsize i = 0; i < G_N_ELEMENTS (of_one); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), of_one[i])),
      get_current (self) != NULL);
}

static GtkWidget *
get_tab (SaudaViewsBar *self, guint index)
{
  GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (self->tabs));

  while (tab != NULL && index-- > 0)
    tab = gtk_widget_get_next_sibling (tab);
  return tab;
}

static void
label_tab (GtkWidget *tab, const char *name, guint count)
{
  /* Translators: name of a saved view, and how many orders it shows */
  g_autofree char *label = g_strdup_printf (_ ("%s %u"), name, count);

  gtk_button_set_label (GTK_BUTTON (tab), label);
}

/* One view a turn: the window stays quick however many there are. */
static gboolean
on_count (gpointer user_data)
{
  SaudaViewsBar *self = user_data;
  SaudaView *view;
  guint index = self->counted++;

  if (index == 0) {
    label_tab (get_tab (self, 0), _ ("All"), self->funcs->count (self->page, NULL));
    return G_SOURCE_CONTINUE;
  }
  if (self->views == NULL || index > self->views->len) {
    self->count_id = 0;
    return G_SOURCE_REMOVE;
  }
  view = g_ptr_array_index (self->views, index - 1);
  label_tab (get_tab (self, index), view->name, self->funcs->count (self->page, view->query));
  return G_SOURCE_CONTINUE;
}

static void
on_tab (GtkToggleButton *tab, SaudaViewsBar *self)
{
  if (gtk_toggle_button_get_active (tab) && !self->choosing)
    sauda_views_bar_choose (self, sauda_view_tab_get_index (SAUDA_VIEW_TAB (tab)));
}

static GtkWidget *
add_tab (SaudaViewsBar *self, guint index, const char *name)
{
  GtkWidget *tab = sauda_view_tab_new (index, name);

  if (index > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), GTK_TOGGLE_BUTTON (get_tab (self, 0)));
  g_signal_connect (tab, "toggled", G_CALLBACK (on_tab), self);
  gtk_box_append (self->tabs, tab);
  return tab;
}

static void
show_tabs (SaudaViewsBar *self)
{
  GtkWidget *moved = NULL;
  GtkWidget *child;

  self->choosing = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tabs))) != NULL)
    gtk_box_remove (self->tabs, child);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (add_tab (self, 0, _ ("All"))), self->current == 0);
  for (guint i = 0; i < self->views->len; i++) {
    const SaudaView *view = g_ptr_array_index (self->views, i);
    GtkWidget *tab = add_tab (self, i + 1, view->name);

    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), view->id == self->current);
    if (view->id == self->moved)
      moved = tab;
  }
  self->choosing = FALSE;
  self->moved = 0;
  if (moved != NULL)
    gtk_widget_grab_focus (moved);
  gtk_widget_set_visible (GTK_WIDGET (self), self->views->len > 0);
  sauda_views_bar_count (self);
  update_actions (self);
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaViewsBar) self = SAUDA_VIEWS_BAR (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = sauda_views_edit_finish ((SaudaDatabase *) source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->edits--;
  if (views == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views = g_steal_pointer (&views);
  if (self->newest && self->views->len > 0)
    self->current = ((SaudaView *) g_ptr_array_index (self->views, self->views->len - 1))->id;
  self->newest = FALSE;
  if (get_current (self) == NULL)
    self->current = 0;
  show_tabs (self);
}

static void
edit (SaudaViewsBar *self, const SaudaViewEdit *what)
{
  self->edits++;
  sauda_views_edit_async (self->database, self->name, what, self->cancellable, on_edited,
                          g_object_ref (self));
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
  edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_RENAME, .id = self->named, .name = name });
}

static void
ask_name (SaudaViewsBar *self, const char *title, const char *name, GCallback given)
{
  GtkWidget *popover = sauda_name_popover_new (title, name);
  GtkWidget *parent =
    gtk_widget_get_visible (GTK_WIDGET (self)) ? GTK_WIDGET (self) : GTK_WIDGET (self->page);

  gtk_widget_set_parent (popover, parent);
  if (parent == GTK_WIDGET (self->page))
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

  rename_view (self, get_current (self));
}

static void
on_change (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaViewsBar *self = user_data;
  g_autofree char *query = self->funcs->get_query (self->page);

  edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_CHANGE, .id = self->current, .query = query });
}

static void
move_view (SaudaViewsBar *self, gint64 id, int places)
{
  edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_MOVE, .id = id, .places = places });
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
    edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_DELETE, .id = self->named });
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
  sauda_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->page))), &question,
                              self->cancellable, on_delete_answered, g_object_ref (self));
}

static void
on_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaViewsBar *self = user_data;

  delete_view (self, get_current (self));
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

static void
sauda_views_bar_dispose (GObject *object)
{
  SaudaViewsBar *self = SAUDA_VIEWS_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->count_id, g_source_remove);
  G_OBJECT_CLASS (sauda_views_bar_parent_class)->dispose (object);
}

static void
sauda_views_bar_finalize (GObject *object)
{
  SaudaViewsBar *self = SAUDA_VIEWS_BAR (object);

  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_object (&self->database);
  g_free (self->name);
  g_object_unref (self->actions);
  g_object_unref (self->menu);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_views_bar_parent_class)->finalize (object);
}

static void
sauda_views_bar_class_init (SaudaViewsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_views_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_views_bar_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/grid/sauda-views-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaViewsBar, tabs);
}

static void
sauda_views_bar_init (SaudaViewsBar *self)
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
  self->cancellable = g_cancellable_new ();
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
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

/**
 * sauda_views_bar_set_up:
 * @self: a bar
 * @database: where views are kept
 * @name: name of the page
 * @funcs: how the page takes part; static
 * @page: the page, which holds the bar
 *
 * Reads the views and shows them.
 */
void
sauda_views_bar_set_up (SaudaViewsBar *self,
                        SaudaDatabase *database,
                        const char *name,
                        const SaudaViewsFuncs *funcs,
                        gpointer page)
{
  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));
  g_return_if_fail (self->database == NULL);

  self->database = (SaudaDatabase *) g_object_ref ((GObject *) database);
  self->name = g_strdup (name);
  self->funcs = funcs;
  self->page = page;
  edit (self, NULL);
}

/**
 * sauda_views_bar_get_actions:
 * @self: a bar
 *
 * Returns: (transfer none): what can be done with views, to be inserted as `views`
 */
GActionGroup *
sauda_views_bar_get_actions (SaudaViewsBar *self)
{
  g_return_val_if_fail (SAUDA_IS_VIEWS_BAR (self), NULL);
  return G_ACTION_GROUP (self->actions);
}

/**
 * sauda_views_bar_get_menu:
 * @self: a bar
 *
 * Returns: (transfer none): a menu of its actions
 */
GMenuModel *
sauda_views_bar_get_menu (SaudaViewsBar *self)
{
  g_return_val_if_fail (SAUDA_IS_VIEWS_BAR (self), NULL);
  return G_MENU_MODEL (self->menu);
}

/**
 * sauda_views_bar_count:
 * @self: a bar
 *
 * Counts again what each view shows, in idle moments.
 */
void
sauda_views_bar_count (SaudaViewsBar *self)
{
  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));

  if (self->views == NULL || self->views->len == 0)
    return;
  self->counted = 0;
  if (self->count_id == 0)
    self->count_id = g_idle_add_full (G_PRIORITY_LOW, on_count, self, NULL);
}

/**
 * sauda_views_bar_leave:
 * @self: a bar
 *
 * Nothing is hidden any more: the tab of all is the current one.
 */
void
sauda_views_bar_leave (SaudaViewsBar *self)
{
  GtkWidget *all;

  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));

  self->current = 0;
  all = get_tab (self, 0);
  if (all != NULL) {
    self->choosing = TRUE;
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (all), TRUE);
    self->choosing = FALSE;
  }
  update_actions (self);
}

/**
 * sauda_views_bar_save:
 * @self: a bar
 * @name: a name that no view has
 *
 * Keeps what the page shows as a new view.
 */
void
sauda_views_bar_save (SaudaViewsBar *self, const char *name)
{
  g_autofree char *query = NULL;

  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));

  query = self->funcs->get_query (self->page);
  self->newest = TRUE;
  edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_ADD, .name = name, .query = query });
}

/**
 * sauda_views_bar_choose:
 * @self: a bar
 * @index: a tab; 0 is the one of all
 *
 * Shows what the view keeps.
 */
void
sauda_views_bar_choose (SaudaViewsBar *self, guint index)
{
  const SaudaView *view = NULL;

  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));
  g_return_if_fail (self->views != NULL && index <= self->views->len);

  if (index > 0)
    view = g_ptr_array_index (self->views, index - 1);
  self->current = view != NULL ? view->id : 0;
  self->choosing = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_tab (self, index)), TRUE);
  self->funcs->show (self->page, view != NULL ? view->query : NULL);
  self->choosing = FALSE;
  update_actions (self);
}

/**
 * sauda_views_bar_get_n_views:
 * @self: a bar
 *
 * Returns: number of views
 */
guint
sauda_views_bar_get_n_views (SaudaViewsBar *self)
{
  g_return_val_if_fail (SAUDA_IS_VIEWS_BAR (self), 0);
  return self->views != NULL ? self->views->len : 0;
}

/**
 * sauda_views_bar_is_busy:
 * @self: a bar
 *
 * Returns: whether views are being read, changed or counted
 */
gboolean
sauda_views_bar_is_busy (SaudaViewsBar *self)
{
  g_return_val_if_fail (SAUDA_IS_VIEWS_BAR (self), FALSE);
  return self->edits > 0 || self->count_id != 0;
}
