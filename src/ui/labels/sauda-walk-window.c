#include "sauda-walk-window.h"

#include "sauda-catalog.h"
#include "sauda-label-run.h"
#include "sauda-pick-order.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaWalkWindow {
  AdwWindow parent_instance;

  GtkWidget *save_button; /* (unowned) (not nullable) */
  GtkStack *stack;        /* (unowned) (not nullable) */
  GtkListBox *list;       /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GPtrArray *models;         /* (owned) (not nullable) (element-type utf8) as in @list */
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaWalkWindow, sauda_walk_window, ADW_TYPE_WINDOW)

static int
get_selected (SaudaWalkWindow *self)
{
  /* newer GTK lets go of it before the last of its signals */
  GtkListBoxRow *row = self->list != NULL ? gtk_list_box_get_selected_row (self->list) : NULL;

  return row != NULL ? gtk_list_box_row_get_index (row) : -1;
}

static void
update_actions (SaudaWalkWindow *self)
{
  int selected = get_selected (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "walk.up", selected > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "walk.down",
                                 selected >= 0 && selected + 1 < (int) self->models->len);
}

static void
add_row (SaudaWalkWindow *self, guint index)
{
  GtkWidget *label = gtk_label_new (g_ptr_array_index (self->models, index));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "problem-row");
  gtk_list_box_insert (self->list, label, (int) index);
}

/* The row keeps the focus, so that the keys go on with it. */
static void
move_row (SaudaWalkWindow *self, int step)
{
  int selected = get_selected (self), place = selected + step;
  GtkListBoxRow *row = NULL;
  char *model = NULL;

  if (selected < 0 || place < 0 || place >= (int) self->models->len)
    return;
  model = g_ptr_array_steal_index (self->models, (guint) selected);
  g_ptr_array_insert (self->models, place, model);
  gtk_list_box_remove (self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, selected)));
  add_row (self, (guint) place);
  row = gtk_list_box_get_row_at_index (self->list, place);
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  update_actions (self);
}

static void
on_move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_row (SAUDA_WALK_WINDOW (widget), g_str_equal (name, "walk.up") ? -1 : 1);
}

static void
on_row_selected (SaudaWalkWindow *self)
{
  if (self->models != NULL)
    update_actions (self);
}

static void
on_save (SaudaWalkWindow *self)
{
  g_auto (GStrv) models = sauda_walk_window_get_models (self);
  g_autofree char *path = sauda_label_run_get_walk_path (self->workspace);
  g_autoptr (GError) error = NULL;

  if (sauda_pick_order_save ((const char *const *) models, path, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

static void
add_model (SaudaWalkWindow *self, const char *model)
{
  if (model == NULL || *model == '\0' ||
      g_ptr_array_find_with_equal_func (self->models, model, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->models, g_strdup (model));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_catalog_list (connection, NULL, error);
}

/* What was put in order before, then what is new, by its name. */
static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWalkWindow) self = SAUDA_WALK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = sauda_workspace_read_finish (source, result, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *path = NULL;
  g_auto (GStrv) saved = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  path = sauda_label_run_get_walk_path (self->workspace);
  saved = offers != NULL ? sauda_pick_order_load (path, &error) : NULL;
  if (saved == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  for (guint i = 0; i < offers->len; i++) {
    const SaudaCatalogOffer *offer = g_ptr_array_index (offers, i);

    if (offer->model_name != NULL)
      g_ptr_array_add (names, offer->model_name);
  }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; saved[i] != NULL; i++)
    add_model (self, saved[i]);
  for (guint i = 0; i < names->len; i++)
    add_model (self, g_ptr_array_index (names, i));
  for (guint i = 0; i < self->models->len; i++)
    add_row (self, i);
  gtk_stack_set_visible_child_name (self->stack, self->models->len > 0 ? "models" : "empty");
  gtk_widget_set_sensitive (self->save_button, self->models->len > 0);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  if (self->models->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
sauda_walk_window_dispose (GObject *object)
{
  g_cancellable_cancel (SAUDA_WALK_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_walk_window_parent_class)->dispose (object);
}

static void
sauda_walk_window_finalize (GObject *object)
{
  SaudaWalkWindow *self = SAUDA_WALK_WINDOW (object);

  g_ptr_array_unref (self->models);
  g_object_unref (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_walk_window_parent_class)->finalize (object);
}

static void
sauda_walk_window_class_init (SaudaWalkWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_walk_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_walk_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-walk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWalkWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaWalkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaWalkWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_install_action (widget_class, "walk.up", NULL, on_move);
  gtk_widget_class_install_action (widget_class, "walk.down", NULL, on_move);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "walk.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "walk.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_walk_window_init (SaudaWalkWindow *self)
{
  self->models = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

/**
 * sauda_walk_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: whose shelf
 *
 * Returns: (transfer none): a window that shows the models of the catalogue in their order
 */
SaudaWalkWindow *
sauda_walk_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaWalkWindow *self = g_object_new (SAUDA_TYPE_WALK_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  sauda_workspace_read_async (workspace, list_work, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_listed, g_object_ref (self));
  return self;
}

/**
 * sauda_walk_window_get_models:
 * @self: the window
 *
 * Returns: (transfer full): the models in their order, as they are now
 */
GStrv
sauda_walk_window_get_models (SaudaWalkWindow *self)
{
  g_autoptr (GStrvBuilder) models = g_strv_builder_new ();

  g_return_val_if_fail (SAUDA_IS_WALK_WINDOW (self), NULL);
  for (guint i = 0; i < self->models->len; i++)
    g_strv_builder_add (models, g_ptr_array_index (self->models, i));
  return g_strv_builder_end (models);
}
