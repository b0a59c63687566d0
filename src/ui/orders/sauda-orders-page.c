#include "sauda-orders-page.h"

#include "sauda-columns-popover.h"
#include "sauda-orders-page-private.h"
#include "sauda-packer-view.h"
#include "sauda-stores.h"
#include "sauda-table-page.h"
#include "sauda-ui-toast.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

enum { PROP_0, PROP_STATE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void table_page_init (SaudaTablePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaOrdersPage,
                               sauda_orders_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_TABLE_PAGE, table_page_init))

static void
show_counts (SaudaOrdersPage *self, guint shown)
{
  guint rows = sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table)));
  g_autofree char *count = g_strdup_printf (
    ngettext ("%u order is hidden by the filter", "%u orders are hidden by the filter", self->hidden),
    self->hidden);
  g_autofree char *filter = sauda_orders_page_describe_filter (self);
  g_autofree char *hidden = g_strdup_printf ("%s: %s", count, filter);
  g_autofree char *orders = g_strdup_printf (ngettext ("%u order", "%u orders", shown), shown);
  g_autofree char *lines = g_strdup_printf (ngettext ("%u row", "%u rows", rows), rows);
  g_autofree char *status = g_strdup_printf ("%s · %s", orders, lines);

  gtk_label_set_label (self->status, status);
  gtk_label_set_label (self->hidden_label, hidden);
  gtk_revealer_set_reveal_child (self->hidden_bar, self->hidden > 0);
  sauda_orders_page_show_selection (self);
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

static void
count_chips (SaudaOrdersPage *self, gint64 now_ms)
{
  self->counted_day = sauda_day_from_ms (now_ms);
  sauda_orders_chips_count (self->chips, G_LIST_MODEL (self->list), now_ms);
}

static gboolean
on_tick (gpointer user_data)
{
  SaudaOrdersPage *self = user_data;
  gint64 now_ms = sauda_clock_get_now (self->clock);

  sauda_grid_set_now (SAUDA_GRID (self->table), now_ms);
  /* What was due yesterday is overdue, although nothing happened to it. */
  if (self->loaded && self->counted_day != sauda_day_from_ms (now_ms))
    count_chips (self, now_ms);
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
    sauda_table_page_show_failure (self->stack, self->failed_page, error);
    return;
  }
  if (!loaded) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  self->loaded = TRUE;
  on_tick (self);
  sauda_orders_table_refresh (self->table);
  count_chips (self, sauda_clock_get_now (self->clock));
  sauda_views_bar_count (self->views);
  sauda_order_card_reload (self->card);
  sauda_orders_page_queue_count (self);
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
  sauda_orders_filter_set_only (filter, NULL, NULL);
  sauda_orders_filter_set_group (filter, sauda_orders_chips_get_group (self->chips));
  sauda_orders_filter_set_store (filter, sauda_orders_chips_get_store (self->chips));
  sauda_orders_filter_set_tag (filter, sauda_orders_chips_get_tag (self->chips));
  sauda_orders_page_queue_count (self);
}

static void
on_search_changed (SaudaOrdersPage *self)
{
  SaudaOrdersFilter *filter = sauda_orders_table_get_filter (self->table);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  sauda_grid_commit_before_search (SAUDA_GRID (self->table), sauda_orders_filter_get_text (filter), text);
  sauda_orders_filter_set_text (filter, text);
  sauda_orders_page_queue_count (self);
}

static void
on_edit_failed (SaudaGrid *grid, GError *error, SaudaOrdersPage *self)
{
  sauda_ui_show_error (GTK_WIDGET (self), error);
}

static char *
describe_edit (guint column, guint rows)
{
  switch (column) {
  case SAUDA_ORDERS_COLUMN_DECIDED_SIZE:
    return rows <= 1
             ? g_strdup (_ ("The size is changed."))
             : g_strdup_printf (ngettext ("%u size is changed.", "%u sizes are changed.", rows), rows);
  case SAUDA_ORDERS_COLUMN_NOTE:
    return rows <= 1
             ? g_strdup (_ ("The note is changed."))
             : g_strdup_printf (ngettext ("%u note is changed.", "%u notes are changed.", rows), rows);
  default:
    return rows <= 1 ? g_strdup (_ ("The tags are changed."))
                     : g_strdup_printf (ngettext ("The tags of %u row are changed.",
                                                  "The tags of %u rows are changed.", rows),
                                        rows);
  }
}

static void
on_edit_applied (SaudaEditHistory *history, guint column, SaudaOrdersPage *self)
{
  g_autofree char *text = describe_edit (column, sauda_edit_history_count_rows (history));

  /* A new tag has its chip at once. */
  if (column == SAUDA_ORDERS_COLUMN_TAGS)
    count_chips (self, sauda_clock_get_now (self->clock));
  if (!sauda_edit_history_is_replaying (history))
    sauda_ui_show_toast (GTK_WIDGET (self),
                         &(SaudaUiToast){ .text = text, .button = _ ("_Undo"), .action = "win.undo" });
}

static void
on_packer_changed (SaudaOrdersPage *self)
{
  sauda_table_page_follow_packer (SAUDA_TABLE_PAGE (self));
}

static void
on_card_hold (SaudaOrderCard *card, int until, const char *reason, SaudaOrdersPage *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = sauda_order_card_get_order (card);

  g_array_append_val (ids, id);
  sauda_orders_page_hold_orders (self, ids, until, reason);
}

static SaudaGrid *
get_grid (SaudaTablePage *page)
{
  return SAUDA_GRID (SAUDA_ORDERS_PAGE (page)->table);
}

static GtkSearchEntry *
get_search (SaudaTablePage *page)
{
  return SAUDA_ORDERS_PAGE (page)->search;
}

static void
show_all (SaudaTablePage *page)
{
  sauda_orders_page_show_all (SAUDA_ORDERS_PAGE (page));
}

static gboolean
has_filter (SaudaTablePage *page)
{
  return sauda_orders_page_has_filter (SAUDA_ORDERS_PAGE (page));
}

static void
table_page_init (SaudaTablePageInterface *iface)
{
  iface->get_grid = get_grid;
  iface->get_search = get_search;
  iface->show_all = show_all;
  iface->has_filter = has_filter;
}

static void
on_edit_ended (SaudaOrdersPage *self)
{
  if (self->stale)
    sauda_orders_page_reload (self);
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
  g_signal_connect_object (self->table, "edit-ended", G_CALLBACK (on_edit_ended), self, G_CONNECT_SWAPPED);
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
  g_object_unref (self->actions);
  g_clear_pointer (&self->held_before, g_ptr_array_unref);
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

  g_type_ensure (SAUDA_TYPE_HOLD_POPOVER);
  g_type_ensure (SAUDA_TYPE_ORDER_CARD);
  g_type_ensure (SAUDA_TYPE_ORDERS_CHIPS);
  g_type_ensure (SAUDA_TYPE_VIEWS_BAR);
  g_type_ensure (SAUDA_TYPE_ORDERS_TABLE);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, chips);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, views);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, card);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, hold_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, hold_popover);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, hidden_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, hidden_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, table);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersPage, status);
  gtk_widget_class_bind_template_callback (widget_class, on_chips_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, sauda_orders_page_queue_count);
  gtk_widget_class_bind_template_callback (widget_class, on_card_hold);
  gtk_widget_class_bind_template_callback (widget_class, sauda_orders_page_open_card);
  gtk_widget_class_bind_template_callback (widget_class, sauda_orders_page_close_card);
  gtk_widget_class_bind_template_callback (widget_class, sauda_orders_page_reload);
  gtk_widget_class_bind_template_callback (widget_class, sauda_orders_page_show_all);
}

static void
sauda_orders_page_init (SaudaOrdersPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, NULL);
  sauda_table_page_set_up (SAUDA_TABLE_PAGE (self));
  gtk_menu_button_set_popover (self->columns_button, sauda_columns_popover_new (SAUDA_GRID (self->table)));
  sauda_orders_page_install_actions (self);
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (on_packer_changed), self,
                           G_CONNECT_SWAPPED);
  on_packer_changed (self);
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
  sauda_order_card_set_workspace (self->card, workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (sauda_orders_page_reload), self,
                           G_CONNECT_SWAPPED);
  /* What has its label by now has no place among those without one. */
  g_signal_connect_object (workspace, "labels-changed", G_CALLBACK (sauda_orders_page_reload), self,
                           G_CONNECT_SWAPPED);
  set_up (self, list, sauda_workspace_get_clock (workspace));
  sauda_orders_page_set_up_views (self);
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
 * Reads the orders again; while somebody types, after that: it would be ended half-way, and kept.
 */
void
sauda_orders_page_reload (SaudaOrdersPage *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));

  self->stale = sauda_grid_is_editing (SAUDA_GRID (self->table));
  if (self->stale)
    return;
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
  sauda_order_list_load_async (self->list, self->cancellable, on_list_loaded, g_object_ref (self));
  if (self->workspace != NULL)
    sauda_stores_list_async (sauda_workspace_get_database (self->workspace), self->cancellable,
                             on_stores_listed, g_object_ref (self));
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
  sauda_views_bar_leave (self->views);
  sauda_orders_page_queue_count (self);
}

/**
 * sauda_orders_page_show_only:
 * @self: the page
 * @ids: (element-type gint64): set of orders
 * @title: what these are, translated
 *
 * Shows the orders behind a number elsewhere, and no others.
 */
void
sauda_orders_page_show_only (SaudaOrdersPage *self, GHashTable *ids, const char *title)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));

  sauda_orders_page_show_all (self);
  sauda_orders_filter_set_only (sauda_orders_table_get_filter (self->table), ids, title);
  sauda_orders_page_queue_count (self);
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
 * sauda_orders_page_is_card_loaded:
 * @self: the page
 *
 * Returns: whether the card of an order is open and filled
 */
gboolean
sauda_orders_page_is_card_loaded (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), FALSE);
  return gtk_widget_get_visible (GTK_WIDGET (self->card)) && sauda_order_card_is_loaded (self->card);
}

/**
 * sauda_orders_page_find_text:
 * @self: the page
 * @text: words to find
 *
 * Shows the orders with these words, whatever was hidden before.
 */
void
sauda_orders_page_find_text (SaudaOrdersPage *self, const char *text)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));

  sauda_orders_page_show_all (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

/* Many changes in a row are counted once. */
void
sauda_orders_page_queue_count (SaudaOrdersPage *self)
{
  if (self->count_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->count_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_count, self, NULL);
}

/* Says that a command may have become possible or impossible. */
void
sauda_orders_page_notify_state (SaudaOrdersPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
