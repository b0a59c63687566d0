#include "sauda-orders-page.h"

#include "sauda-orders-page-private.h"
#include "sauda-stores.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

enum { PROP_0, PROP_STATE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaOrdersPage, sauda_orders_page, ADW_TYPE_BIN)

static void
show_counts (SaudaOrdersPage *self, guint shown)
{
  guint selected = sauda_grid_count_selected (SAUDA_GRID (self->table));
  guint rows = sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table)));
  g_autofree char *hidden = g_strdup_printf (
    ngettext ("%u order is hidden by the filter", "%u orders are hidden by the filter", self->hidden),
    self->hidden);
  g_autoptr (GString) status = g_string_new (NULL);

  g_string_append_printf (status, ngettext ("%u order", "%u orders", shown), shown);
  g_string_append (status, " · ");
  g_string_append_printf (status, ngettext ("%u row", "%u rows", rows), rows);
  if (selected > 0) {
    g_string_append (status, " · ");
    g_string_append_printf (status, ngettext ("%u row selected", "%u rows selected", selected), selected);
  }
  gtk_label_set_label (self->status, status->str);
  gtk_label_set_label (self->hidden_label, hidden);
  gtk_revealer_set_reveal_child (self->hidden_bar, self->hidden > 0);
}

static const char *
choose_child (SaudaOrdersPage *self)
{
  if (!self->loaded)
    return "loading";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return "empty";
  return sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table))) == 0 ? "nothing" : "table";
}

static gboolean
on_count (gpointer user_data)
{
  SaudaOrdersPage *self = user_data;
  guint shown = sauda_orders_table_count_shown_orders (self->table);
  guint all = sauda_order_list_get_n_orders (self->list);

  self->count_id = 0;
  self->hidden = all > shown ? all - shown : 0;
  show_counts (self, shown);
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
  sauda_orders_page_notify_state (self);
  return G_SOURCE_REMOVE;
}

/* Many changes in a row are counted once. */
static void
queue_count (SaudaOrdersPage *self)
{
  if (self->count_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->count_id = g_idle_add (on_count, self);
}

static gboolean
on_tick (gpointer user_data)
{
  SaudaOrdersPage *self = user_data;

  sauda_grid_set_now (SAUDA_GRID (self->table), sauda_clock_get_now (self->clock));
  return G_SOURCE_CONTINUE;
}

static void
on_list_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOrdersPage) self = SAUDA_ORDERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean loaded = sauda_order_list_load_finish (SAUDA_ORDER_LIST (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!loaded && !self->loaded) {
    g_autofree char *text = sauda_ui_describe_error (error);
    g_autofree char *markup = g_markup_escape_text (text, -1);

    adw_status_page_set_description (self->failed_page, markup);
    gtk_stack_set_visible_child_name (self->stack, "failed");
    return;
  }
  if (!loaded) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  self->loaded = TRUE;
  on_tick (self);
  sauda_orders_table_refresh (self->table);
  sauda_orders_chips_count (self->chips, G_LIST_MODEL (self->list), sauda_clock_get_now (self->clock));
  queue_count (self);
}

static void
on_stores_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOrdersPage) self = SAUDA_ORDERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stores = sauda_stores_list_finish ((SaudaDatabase *) source, result, &error);

  /* Without the list the chips stay as they are; what is wrong with the database the orders tell. */
  if (!g_cancellable_is_cancelled (self->cancellable) && stores != NULL)
    sauda_orders_chips_set_stores (self->chips, stores);
}

static void
on_chips_changed (SaudaOrdersPage *self)
{
  SaudaOrdersFilter *filter = sauda_orders_table_get_filter (self->table);

  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_orders_filter_set_group (filter, sauda_orders_chips_get_group (self->chips));
  sauda_orders_filter_set_store (filter, sauda_orders_chips_get_store (self->chips));
  queue_count (self);
}

static void
on_search_changed (SaudaOrdersPage *self)
{
  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_orders_filter_set_text (sauda_orders_table_get_filter (self->table),
                                gtk_editable_get_text (GTK_EDITABLE (self->search)));
  queue_count (self);
}

static void
on_said (SaudaGrid *grid, const char *text, SaudaOrdersPage *self)
{
  sauda_ui_show_text (GTK_WIDGET (self), text);
}

static void
on_edit_failed (SaudaGrid *grid, GError *error, SaudaOrdersPage *self)
{
  sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_edit_applied (SaudaEditHistory *history, guint column, SaudaOrdersPage *self)
{
  if (self->replaying)
    return;
  sauda_ui_show_toast (GTK_WIDGET (self),
                       &(SaudaUiToast){
                         .text = column == SAUDA_ORDERS_COLUMN_DECIDED_SIZE ? _ ("The size is changed.")
                                 : column == SAUDA_ORDERS_COLUMN_NOTE       ? _ ("The note is changed.")
                                                                            : _ ("The tags are changed."),
                         .button = _ ("_Undo"),
                         .action = "win.undo",
                       });
}

static void
replay (SaudaOrdersPage *self, guint (*step) (SaudaEditHistory *history))
{
  guint count;
  g_autofree char *text = NULL;

  sauda_grid_commit (SAUDA_GRID (self->table));
  self->replaying = TRUE;
  count = step (sauda_grid_get_history (SAUDA_GRID (self->table)));
  self->replaying = FALSE;
  text =
    g_strdup_printf (ngettext ("%u cell was changed back.", "%u cells were changed back.", count), count);
  if (count > 0)
    sauda_ui_show_text (GTK_WIDGET (self), text);
}

static void
set_up (SaudaOrdersPage *self, SaudaOrderList *list, SaudaClock *clock)
{
  SaudaEditHistory *history;

  self->list = g_object_ref (list);
  self->clock = g_object_ref (clock);
  sauda_orders_table_set_list (self->table, list);
  history = sauda_grid_get_history (SAUDA_GRID (self->table));
  g_signal_connect_object (self->table, "edit-failed", G_CALLBACK (on_edit_failed), self, 0);
  g_signal_connect_object (history, "applied", G_CALLBACK (on_edit_applied), self, 0);
  g_signal_connect_object (history, "notify", G_CALLBACK (sauda_orders_page_notify_state), self,
                           G_CONNECT_SWAPPED);
  self->tick_id = g_timeout_add_seconds (30, on_tick, self);
  on_tick (self);
  sauda_orders_page_reload (self);
}

static void
sauda_orders_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, SAUDA_ORDERS_PAGE (object)->hidden);
}

static void
sauda_orders_page_dispose (GObject *object)
{
  SaudaOrdersPage *self = SAUDA_ORDERS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->count_id, g_source_remove);
  G_OBJECT_CLASS (sauda_orders_page_parent_class)->dispose (object);
  g_clear_object (&self->list);
  g_clear_object (&self->workspace);
}

static void
sauda_orders_page_finalize (GObject *object)
{
  SaudaOrdersPage *self = SAUDA_ORDERS_PAGE (object);

  g_clear_object (&self->clock);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_orders_page_parent_class)->finalize (object);
}

static void
sauda_orders_page_class_init (SaudaOrdersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sauda_orders_page_get_property;
  object_class->dispose = sauda_orders_page_dispose;
  object_class->finalize = sauda_orders_page_finalize;
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SAUDA_TYPE_ORDERS_CHIPS);
  g_type_ensure (SAUDA_TYPE_ORDERS_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, chips);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, hidden_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, hidden_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, table);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, status);
  gtk_widget_class_bind_template_callback (widget_class, on_chips_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_said);
  gtk_widget_class_bind_template_callback (widget_class, queue_count);
  gtk_widget_class_bind_template_callback (widget_class, sauda_orders_page_reload);
  gtk_widget_class_bind_template_callback (widget_class, sauda_orders_page_show_all);
}

static void
sauda_orders_page_init (SaudaOrdersPage *self)
{
  SaudaGridLayout *layout;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  layout = sauda_grid_get_layout (SAUDA_GRID (self->table));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", sauda_grid_layout_get_actions (layout));
  gtk_menu_button_set_menu_model (self->columns_button, sauda_grid_layout_get_menu (layout));
}

/**
 * sauda_orders_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a page that loads the orders and follows their changes
 */
GtkWidget *
sauda_orders_page_new (SaudaWorkspace *workspace)
{
  SaudaOrdersPage *self = g_object_new (SAUDA_TYPE_ORDERS_PAGE, NULL);
  g_autoptr (SaudaOrderList) list = sauda_order_list_new (sauda_workspace_get_database (workspace));

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (sauda_orders_page_reload), self,
                           G_CONNECT_SWAPPED);
  set_up (self, list, sauda_workspace_get_clock (workspace));
  return GTK_WIDGET (self);
}

/**
 * sauda_orders_page_new_for_list:
 * @list: a list of lines
 * @clock: where the time comes from
 *
 * Returns: (transfer none): a page of @list alone, into which no files can come
 */
GtkWidget *
sauda_orders_page_new_for_list (SaudaOrderList *list, SaudaClock *clock)
{
  SaudaOrdersPage *self = g_object_new (SAUDA_TYPE_ORDERS_PAGE, NULL);

  set_up (self, list, clock);
  return GTK_WIDGET (self);
}

/**
 * sauda_orders_page_get_table:
 * @self: the page
 *
 * Returns: (transfer none): the table
 */
SaudaOrdersTable *
sauda_orders_page_get_table (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), NULL);
  return self->table;
}

/**
 * sauda_orders_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the orders are there and counted
 */
gboolean
sauda_orders_page_is_loaded (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), FALSE);
  return self->loaded && self->count_id == 0 && !sauda_order_list_get_loading (self->list);
}

/**
 * sauda_orders_page_reload:
 * @self: the page
 *
 * Reads the orders again.
 */
void
sauda_orders_page_reload (SaudaOrdersPage *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
  sauda_order_list_load_async (self->list, self->cancellable, on_list_loaded, g_object_ref (self));
  if (self->workspace != NULL)
    sauda_stores_list_async (sauda_workspace_get_database (self->workspace), self->cancellable,
                             on_stores_listed, g_object_ref (self));
}

/**
 * sauda_orders_page_find:
 * @self: the page
 *
 * Lets the merchant type what to find.
 */
void
sauda_orders_page_find (SaudaOrdersPage *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

/**
 * sauda_orders_page_set_group:
 * @self: the page
 * @group: a group of stages
 *
 * Presses a chip.
 */
void
sauda_orders_page_set_group (SaudaOrdersPage *self, SaudaOrderGroup group)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));
  g_return_if_fail (group < SAUDA_N_ORDER_GROUPS);
  sauda_orders_chips_set_group (self->chips, group);
}

/**
 * sauda_orders_page_show_all:
 * @self: the page
 *
 * Shows what search and chips hide.
 */
void
sauda_orders_page_show_all (SaudaOrdersPage *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));

  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_orders_filter_reset (sauda_orders_table_get_filter (self->table));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  sauda_orders_chips_reset (self->chips);
  queue_count (self);
}

/**
 * sauda_orders_page_has_filter:
 * @self: the page
 *
 * Returns: whether search or chips are set
 */
gboolean
sauda_orders_page_has_filter (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), FALSE);
  return !sauda_orders_filter_is_open (sauda_orders_table_get_filter (self->table));
}

/**
 * sauda_orders_page_count_hidden:
 * @self: the page
 *
 * Returns: number of orders that search and chips hide, as the bar says it
 */
guint
sauda_orders_page_count_hidden (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), 0);
  return self->hidden;
}

/**
 * sauda_orders_page_undo:
 * @self: the page
 *
 * Takes the last change back.
 */
void
sauda_orders_page_undo (SaudaOrdersPage *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));
  replay (self, sauda_edit_history_undo);
}

/**
 * sauda_orders_page_redo:
 * @self: the page
 *
 * Makes the change again that was taken back.
 */
void
sauda_orders_page_redo (SaudaOrdersPage *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));
  replay (self, sauda_edit_history_redo);
}

/**
 * sauda_orders_page_can_undo:
 * @self: the page
 *
 * Returns: whether there is a change to take back
 */
gboolean
sauda_orders_page_can_undo (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), FALSE);
  return sauda_edit_history_can_undo (sauda_grid_get_history (SAUDA_GRID (self->table)));
}

/**
 * sauda_orders_page_can_redo:
 * @self: the page
 *
 * Returns: whether a change was taken back
 */
gboolean
sauda_orders_page_can_redo (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), FALSE);
  return sauda_edit_history_can_redo (sauda_grid_get_history (SAUDA_GRID (self->table)));
}

/* Says that a command may have become possible or impossible. */
void
sauda_orders_page_notify_state (SaudaOrdersPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
