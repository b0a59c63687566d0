#include "sauda-profit-page-private.h"

#include "sauda-columns-popover.h"
#include "sauda-grid-export.h"
#include "sauda-packer-view.h"
#include "sauda-rates-window.h"
#include "sauda-table-page.h"
#include "sauda-ui-action.h"
#include "sauda-ui-settings.h"
#include "sauda-workspace-async.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

#define KEY "profit-by"

/* A reading: what is asked, and what came. */
typedef struct {
  SaudaDay from;
  SaudaDay to;
  SaudaProfitBy by;
  guint serial;
  SaudaProfit *profit; /* (owned) (nullable) its rows are in @items */
  GPtrArray *items;    /* (owned) (nullable) (element-type SaudaProfitItem) */
} Reading;

static guint orders_wanted_signal;

static void table_page_init (SaudaTablePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaProfitPage,
                               sauda_profit_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_TABLE_PAGE, table_page_init))

static SaudaGrid *
get_grid (SaudaTablePage *page)
{
  return SAUDA_GRID (SAUDA_PROFIT_PAGE (page)->table);
}

static GtkSearchEntry *
get_search (SaudaTablePage *page)
{
  return SAUDA_PROFIT_PAGE (page)->search;
}

static void
show_all (SaudaTablePage *page)
{
  SaudaProfitPage *self = SAUDA_PROFIT_PAGE (page);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  sauda_views_bar_leave (self->views);
}

static void
table_page_init (SaudaTablePageInterface *iface)
{
  iface->get_grid = get_grid;
  iface->get_search = get_search;
  iface->show_all = show_all;
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->profit, sauda_profit_free);
  g_clear_pointer (&reading->items, g_ptr_array_unref);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* On the database's thread, where the rows are made too. */
static gpointer
run_read (SaudaConnection *connection, gpointer data, GError **error)
{
  const Reading *asked = data;
  g_autoptr (Reading) reading = g_memdup2 (asked, sizeof *asked);

  reading->profit = sauda_profit_read (connection, asked->from, asked->to, asked->by, error);
  if (reading->profit == NULL)
    return NULL;
  reading->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (reading->profit->rows, NULL);
  for (guint i = 0; i < reading->profit->rows->len; i++)
    g_ptr_array_add (reading->items, sauda_profit_item_new (g_ptr_array_index (reading->profit->rows, i)));
  g_ptr_array_set_size (reading->profit->rows, 0);
  return g_steal_pointer (&reading);
}

/* The sums of what is found, or of everything. */
static void
show_sums (SaudaProfitPage *self, guint shown, guint all)
{
  SaudaGridModel *model = sauda_grid_get_model (SAUDA_GRID (self->table));
  g_autoptr (SaudaProfitRow) found = sauda_profit_row_new_sum ();
  const SaudaProfitRow *sum = shown == all ? self->profit->total : found;

  for (guint i = 0; i < shown && sum == found; i++)
    sauda_profit_row_add (found, sauda_profit_item_get_row (sauda_grid_model_peek (model, i)));
  sauda_profit_sums_show (self->sums, sum);
  g_free (self->estimated);
  self->estimated = sauda_profit_describe_sum (sum);
}

static void
show_state (SaudaProfitPage *self)
{
  GActionMap *actions = G_ACTION_MAP (self->actions);
  SaudaGrid *grid = SAUDA_GRID (self->table);
  gboolean packer = sauda_packer_view_is_on ();
  guint shown = sauda_grid_model_count (sauda_grid_get_model (grid));
  guint all;
  g_autofree char *text = NULL, *said = NULL;

  if (!self->loaded)
    return;
  all = sauda_grid_model_get_items (sauda_grid_get_model (grid))->len;
  text = shown == all ? g_strdup_printf (ngettext ("%u row", "%u rows", all), all)
                      /* Translators: how many are shown, of how many */
                      : g_strdup_printf (_ ("%u of %u rows"), shown, all);
  said = g_strjoin (" · ", text, shown > 0 ? self->estimated : NULL, NULL);
  gtk_label_set_label (self->status, packer ? "" : said);
  gtk_widget_set_visible (GTK_WIDGET (self->sums), !packer && shown > 0);
  gtk_stack_set_visible_child_name (self->stack, packer       ? "packer"
                                                 : all == 0   ? "empty"
                                                 : shown == 0 ? "nothing"
                                                              : "table");
  sauda_ui_enable (actions, "orders", !packer && sauda_grid_get_focused_item (grid) != NULL);
  sauda_ui_enable (actions, "export", !packer && shown > 0);
  sauda_ui_enable (actions, "rates", !packer);
}

static void
on_shown (SaudaProfitPage *self)
{
  SaudaGridModel *model = sauda_grid_get_model (SAUDA_GRID (self->table));

  if (self->loaded)
    show_sums (self, sauda_grid_model_count (model), sauda_grid_model_get_items (model)->len);
  show_state (self);
}

/* Lines that stay keep their rows, which the selection knows. */
static void
keep_known (GPtrArray *shown, GPtrArray *items)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < shown->len; i++) {
    SaudaProfitItem *item = g_ptr_array_index (shown, i);

    g_hash_table_insert (known, g_strdup (sauda_profit_item_get_row (item)->key), item);
  }
  for (guint i = 0; i < items->len; i++) {
    SaudaProfitItem *newer = g_ptr_array_index (items, i);
    SaudaProfitItem *item = g_hash_table_lookup (known, sauda_profit_item_get_row (newer)->key);

    if (item == NULL)
      continue;
    sauda_profit_item_take_over (item, newer);
    g_ptr_array_index (items, i) = g_object_ref (item);
    g_object_unref (newer);
  }
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaProfitPage) self = SAUDA_PROFIT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = sauda_workspace_read_finish (source, result, &error);
  SaudaGridModel *model;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->loads--;
  if (reading == NULL) {
    gtk_widget_set_visible (GTK_WIDGET (self->sums), FALSE);
    sauda_table_page_show_failure (self->stack, self->failed_page, error);
    return;
  }
  /* something else was chosen meanwhile */
  if (reading->serial != self->serial)
    return;
  model = sauda_grid_get_model (SAUDA_GRID (self->table));
  if (self->loaded && self->shown == reading->by)
    keep_known (sauda_grid_model_get_items (model), reading->items);
  g_clear_pointer (&self->profit, sauda_profit_free);
  self->profit = g_steal_pointer (&reading->profit);
  self->shown = reading->by;
  self->shown_from = reading->from;
  self->shown_to = reading->to;
  self->loaded = TRUE;
  sauda_grid_model_set_items (model, reading->items);
  sauda_views_bar_count (self->views);
  on_shown (self);
}

static void
on_search_changed (SaudaProfitPage *self)
{
  sauda_named_table_find (SAUDA_NAMED_TABLE (self->table),
                          gtk_editable_get_text (GTK_EDITABLE (self->search)));
  on_shown (self);
}

static void
show_everything (SaudaProfitPage *self)
{
  show_all (SAUDA_TABLE_PAGE (self));
}

static void
show_orders (SaudaProfitPage *self)
{
  SaudaProfitItem *item = sauda_grid_get_focused_item (SAUDA_GRID (self->table));
  const SaudaProfitRow *row;
  g_autoptr (GHashTable) ids = NULL;
  g_autofree char *title = NULL;

  if (item == NULL || sauda_packer_view_is_on ())
    return;
  row = sauda_profit_item_get_row (item);
  ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < row->order_ids->len; i++)
    g_hash_table_add (ids, g_memdup2 (&g_array_index (row->order_ids, gint64, i), sizeof (gint64)));
  /* Translators: orders whose profit was looked at: of a day, a model, a store */
  title = g_strdup_printf (_ ("Profit: %s"), row->name);
  g_signal_emit (self, orders_wanted_signal, 0, ids, title);
}

static void
on_orders (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_orders (user_data);
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_export (SAUDA_GRID (SAUDA_PROFIT_PAGE (user_data)->table), _ ("Profit"), FALSE);
}

static void
on_rates (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaProfitPage *self = user_data;
  SaudaRatesWindow *window =
    sauda_rates_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->workspace);

  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_profit_page_reload), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_by (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  SaudaProfitPage *self = user_data;
  SaudaProfitBy by;

  if (!sauda_profit_by_from_name (g_variant_get_string (state, NULL), &by))
    return;
  g_simple_action_set_state (action, state);
  if (self->by == by)
    return;
  self->by = by;
  sauda_ui_settings_set_text (KEY, sauda_profit_by_get_name (by));
  sauda_profit_page_reload (self);
}

static void
on_changed_elsewhere (SaudaProfitPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sauda_profit_page_reload (self);
}

static void
on_packer_changed (SaudaProfitPage *self)
{
  sauda_table_page_follow_packer (SAUDA_TABLE_PAGE (self));
  show_state (self);
}

static void
sauda_profit_page_dispose (GObject *object)
{
  SaudaProfitPage *self = SAUDA_PROFIT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_profit_page_parent_class)->dispose (object);
  g_clear_object (&self->foreign);
  g_clear_object (&self->workspace);
}

static void
sauda_profit_page_finalize (GObject *object)
{
  SaudaProfitPage *self = SAUDA_PROFIT_PAGE (object);

  g_clear_pointer (&self->profit, sauda_profit_free);
  g_free (self->estimated);
  g_object_unref (self->actions);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_profit_page_parent_class)->finalize (object);
}

static void
sauda_profit_page_class_init (SaudaProfitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_profit_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_profit_page_finalize;
  orders_wanted_signal = g_signal_new ("orders-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_HASH_TABLE, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_PROFIT_PERIOD);
  g_type_ensure (SAUDA_TYPE_PROFIT_SUMS);
  g_type_ensure (SAUDA_TYPE_PROFIT_TABLE);
  g_type_ensure (SAUDA_TYPE_VIEWS_BAR);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/profit/sauda-profit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, views);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, period);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, sums);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, table);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPage, status);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_bind_template_callback (widget_class, show_orders);
  gtk_widget_class_bind_template_callback (widget_class, show_everything);
  gtk_widget_class_bind_template_callback (widget_class, sauda_profit_page_reload);
}

static void
sauda_profit_page_init (SaudaProfitPage *self)
{
  static const GActionEntry entries[] = { { "orders", on_orders },
                                          { "export", on_export },
                                          { "rates", on_rates },
                                          { "by", NULL, "s", "'day'", on_by } };
  g_autofree char *by = sauda_ui_settings_get_text (KEY, sauda_profit_by_get_name (SAUDA_PROFIT_BY_DAY));

  if (!sauda_profit_by_from_name (by, &self->by))
    self->by = SAUDA_PROFIT_BY_DAY;
  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "by")),
    g_variant_new_string (sauda_profit_by_get_name (self->by)));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "profit", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_table_page_set_up (SAUDA_TABLE_PAGE (self));
  gtk_menu_button_set_popover (self->columns_button, sauda_columns_popover_new (SAUDA_GRID (self->table)));
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (on_packer_changed), self,
                           G_CONNECT_SWAPPED);
  on_packer_changed (self);
}

/**
 * sauda_profit_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a page that reads the account when it is seen
 */
GtkWidget *
sauda_profit_page_new (SaudaWorkspace *workspace)
{
  SaudaProfitPage *self = g_object_new (SAUDA_TYPE_PROFIT_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->foreign = sauda_foreign_changes_new (workspace);
  sauda_grid_set_now (SAUDA_GRID (self->table), sauda_workspace_get_now (workspace));
  sauda_profit_period_set_today (self->period, sauda_workspace_get_today (workspace));
  sauda_profit_page_set_up_views (self);
  g_signal_connect_object (self->foreign, "changed", G_CALLBACK (on_changed_elsewhere), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_changed_elsewhere), self,
                           G_CONNECT_SWAPPED);
  /* A page that nobody looks at reads nothing. */
  g_signal_connect (self, "map", G_CALLBACK (sauda_profit_page_reload), NULL);
  return GTK_WIDGET (self);
}

/**
 * sauda_profit_page_get_table:
 * @self: the page
 *
 * Returns: (transfer none): the table
 */
SaudaProfitTable *
sauda_profit_page_get_table (SaudaProfitPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PROFIT_PAGE (self), NULL);
  return self->table;
}

/**
 * sauda_profit_page_get_period:
 * @self: the page
 *
 * Returns: (transfer none): the choice of days
 */
SaudaProfitPeriod *
sauda_profit_page_get_period (SaudaProfitPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PROFIT_PAGE (self), NULL);
  return self->period;
}

/**
 * sauda_profit_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the account that was chosen is there
 */
gboolean
sauda_profit_page_is_loaded (SaudaProfitPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PROFIT_PAGE (self), FALSE);
  return self->loaded && self->loads == 0;
}

/**
 * sauda_profit_page_reload:
 * @self: the page
 *
 * Reads the account again, for the days and the lines that are chosen.
 */
void
sauda_profit_page_reload (SaudaProfitPage *self)
{
  Reading *asked;

  g_return_if_fail (SAUDA_IS_PROFIT_PAGE (self));

  if (self->workspace == NULL)
    return;
  sauda_profit_period_set_today (self->period, sauda_workspace_get_today (self->workspace));
  self->loads++;
  asked = g_new0 (Reading, 1);
  asked->from = sauda_profit_period_get_from (self->period);
  asked->to = sauda_profit_period_get_to (self->period);
  asked->by = self->by;
  asked->serial = ++self->serial;
  sauda_workspace_read_async (self->workspace, run_read, asked, reading_free, reading_free, self->cancellable,
                              on_read, g_object_ref (self));
}
