#include "sauda-views-bar-private.h"

#include "sauda-compat.h"
#include "sauda-later.h"
#include "sauda-name-popover.h"
#include "sauda-packer-view.h"
#include "sauda-ui-toast.h"
#include "sauda-view-tab.h"
#include "sauda-views.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SaudaViewsBar, sauda_views_bar, ADW_TYPE_BIN)

static GtkWidget *
get_tab (SaudaViewsBar *self, guint index)
{
  GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (self->tabs));

  while (tab != NULL && index-- > 0)
    tab = gtk_widget_get_next_sibling (tab);
  return tab;
}

static void
label_tab (GtkWidget *tab, const char *name, int count)
{
  /* Translators: name of a saved view, and how many orders it shows */
  g_autofree char *label = count >= 0 ? g_strdup_printf (_ ("%s %u"), name, (guint) count) : g_strdup (name);

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
    label_tab (get_tab (self, 0), _ ("All"), sauda_views_bar_count_query (self, NULL));
    return G_SOURCE_CONTINUE;
  }
  if (self->views == NULL || index > self->views->len) {
    self->count_id = 0;
    return G_SOURCE_REMOVE;
  }
  view = g_ptr_array_index (self->views, index - 1);
  label_tab (get_tab (self, index), view->name, sauda_views_bar_count_query (self, view->query));
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
  sauda_views_bar_update_actions (self);
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
  if (sauda_views_bar_get_current (self) == NULL)
    self->current = 0;
  show_tabs (self);
}

/* Changes the views, and shows them as they are then; %NULL only reads them. */
void
sauda_views_bar_edit (SaudaViewsBar *self, const SaudaViewEdit *what)
{
  self->edits++;
  sauda_views_edit_async (self->database, self->kind->name, what, self->cancellable, on_edited,
                          g_object_ref (self));
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
  g_clear_pointer (&self->own_columns, g_variant_unref);
  g_clear_object (&self->database);
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
  self->cancellable = g_cancellable_new ();
  sauda_views_bar_install_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_views_bar_update_actions (self);
}

/**
 * sauda_views_bar_set_up:
 * @self: a bar
 * @database: where views are kept
 * @kind: how the page takes part; static
 * @page: the page, which holds the bar
 *
 * Reads the views and shows them.
 */
void
sauda_views_bar_set_up (SaudaViewsBar *self,
                        SaudaDatabase *database,
                        const SaudaViewsKind *kind,
                        const SaudaViewsPage *page)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));
  g_return_if_fail (self->database == NULL);

  self->database = (SaudaDatabase *) g_object_ref ((GObject *) database);
  self->kind = kind;
  self->page = *page;
  self->page.more = NULL;
  gtk_widget_insert_action_group (GTK_WIDGET (page->page), "views", G_ACTION_GROUP (self->actions));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->menu));
  g_menu_append_section (menu, NULL, page->more);
  gtk_menu_button_set_menu_model (page->button, G_MENU_MODEL (menu));
  sauda_views_bar_edit (self, NULL);
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
    self->count_id = sauda_later_add (on_count, self);
}

/* Not those of the packer's view, which lack the prices. */
static void
keep_own_columns (SaudaViewsBar *self)
{
  if (self->own_columns == NULL && !sauda_packer_view_is_on ())
    self->own_columns = sauda_grid_layout_get_state (sauda_grid_get_layout (self->page.grid));
}

static void
show_own_columns (SaudaViewsBar *self)
{
  g_autoptr (GVariant) columns = g_steal_pointer (&self->own_columns);

  if (columns != NULL)
    sauda_grid_layout_set_state (sauda_grid_get_layout (self->page.grid), columns);
}

/**
 * sauda_views_bar_leave:
 * @self: a bar
 *
 * Nothing is hidden any more: the tab of all is the current one, with the columns that it had.
 */
void
sauda_views_bar_leave (SaudaViewsBar *self)
{
  GtkWidget *all;

  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));

  self->current = 0;
  show_own_columns (self);
  all = get_tab (self, 0);
  if (all != NULL) {
    self->choosing = TRUE;
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (all), TRUE);
    self->choosing = FALSE;
  }
  sauda_views_bar_update_actions (self);
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

  query = sauda_views_bar_make_query (self);
  self->newest = TRUE;
  sauda_views_bar_edit (self, &(SaudaViewEdit){ .kind = SAUDA_VIEW_EDIT_ADD, .name = name, .query = query });
}

/**
 * sauda_views_bar_choose:
 * @self: a bar
 * @index: a tab; 0 is the one of all
 *
 * Shows what the view keeps; all have the columns that they had before a view was chosen.
 */
void
sauda_views_bar_choose (SaudaViewsBar *self, guint index)
{
  const SaudaView *view = NULL;

  g_return_if_fail (SAUDA_IS_VIEWS_BAR (self));
  g_return_if_fail (self->views != NULL && index <= self->views->len);

  if (index > 0)
    view = g_ptr_array_index (self->views, index - 1);
  if (view != NULL && self->current == 0)
    keep_own_columns (self);
  self->current = view != NULL ? view->id : 0;
  self->choosing = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_tab (self, index)), TRUE);
  sauda_views_bar_show_query (self, view != NULL ? view->query : NULL);
  if (view == NULL)
    show_own_columns (self);
  self->choosing = FALSE;
  sauda_views_bar_update_actions (self);
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
