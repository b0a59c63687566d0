#include "sauda-stock-page.h"

#include "sauda-columns-popover.h"
#include "sauda-grid-rows.h"
#include "sauda-stock-page-private.h"
#include "sauda-stock-work.h"
#include "sauda-table-page.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

static void table_page_init (SaudaTablePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaStockPage,
                               sauda_stock_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_TABLE_PAGE, table_page_init))

static SaudaGrid *
get_grid (SaudaTablePage *page)
{
  return SAUDA_GRID (SAUDA_STOCK_PAGE (page)->table);
}

static GtkSearchEntry *
get_search (SaudaTablePage *page)
{
  return SAUDA_STOCK_PAGE (page)->search;
}

static gboolean
has_filter (SaudaTablePage *page)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (page);

  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
         sauda_group_filter_get_group (sauda_stock_table_get_filter (self->table)) != SAUDA_STOCK_GROUP_ALL;
}

static void
show_all (SaudaTablePage *page)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (page);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  sauda_group_filter_find (sauda_stock_table_get_filter (self->table), SAUDA_GRID (self->table), "");
  sauda_group_chips_choose (self->chips, SAUDA_STOCK_GROUP_ALL);
  sauda_views_bar_leave (self->views);
}

static void
table_page_init (SaudaTablePageInterface *iface)
{
  iface->get_grid = get_grid;
  iface->get_search = get_search;
  iface->has_filter = has_filter;
  iface->show_all = show_all;
}

static char *
describe_rows (SaudaStockPage *self)
{
  guint all, shown = sauda_table_listing_count (self->listing, &all);
  guint selected = sauda_grid_count_selected (SAUDA_GRID (self->table));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u variant", "%u variants", shown), shown);
  if (shown < all) {
    g_string_append (text, " · ");
    g_string_append_printf (
      text,
      ngettext ("%u variant is hidden by the filter", "%u variants are hidden by the filter", all - shown),
      all - shown);
  }
  if (selected > 1) {
    g_string_append (text, " · ");
    g_string_append_printf (text, ngettext ("%u selected", "%u selected", selected), selected);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
on_state (gpointer user_data)
{
  SaudaStockPage *self = user_data;
  SaudaStockRow *focused = sauda_grid_get_focused_item (SAUDA_GRID (self->table));
  g_autofree char *text = NULL;

  self->state_id = 0;
  if (!sauda_table_listing_choose_child (self->listing))
    return G_SOURCE_REMOVE;
  text = describe_rows (self);
  gtk_label_set_label (self->status, text);
  if (focused != NULL && gtk_widget_get_visible (GTK_WIDGET (self->card)))
    sauda_stock_card_show (self->card, focused);
  sauda_stock_page_update_acts (self);
  return G_SOURCE_REMOVE;
}

/* Once for all that happens in one turn of the loop. */
void
sauda_stock_page_queue_state (SaudaStockPage *self)
{
  if (self->state_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->state_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_state, self, NULL);
}

static void
on_search_changed (SaudaStockPage *self)
{
  sauda_group_filter_find (sauda_stock_table_get_filter (self->table), SAUDA_GRID (self->table),
                           gtk_editable_get_text (GTK_EDITABLE (self->search)));
  sauda_stock_page_queue_state (self);
}

static void
on_edit_failed (SaudaGrid *grid, GError *error, SaudaStockPage *self)
{
  sauda_ui_show_error (GTK_WIDGET (self), error);
  /* The shelf is as the ledger has it, and not as it was typed. */
  sauda_stock_page_reload (self);
}

static void
open_card (SaudaStockPage *self)
{
  SaudaStockRow *row = sauda_grid_get_focused_item (SAUDA_GRID (self->table));

  if (row == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->card), TRUE);
  sauda_stock_card_show (self->card, row);
}

static void
close_card (SaudaStockPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
show_everything (SaudaStockPage *self)
{
  show_all (SAUDA_TABLE_PAGE (self));
}

static void
on_orders_changed (SaudaStockPage *self)
{
  sauda_table_listing_read_when_seen (self->listing);
}

static void
on_map (SaudaStockPage *self)
{
  sauda_table_listing_look (self->listing);
}

static void
sauda_stock_page_dispose (GObject *object)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  sauda_table_listing_stop (self->listing);
  g_clear_handle_id (&self->state_id, g_source_remove);
  G_OBJECT_CLASS (sauda_stock_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_stock_page_finalize (GObject *object)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (object);

  sauda_table_listing_unref (self->listing);
  g_object_unref (self->actions);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_stock_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SAUDA_TYPE_VIEWS_BAR);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-stock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, views);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, chip_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, table);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, card);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, status);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, run_out_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, run_out_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, back_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, back_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, questions_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, questions_label);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_failed);
  gtk_widget_class_bind_template_callback (widget_class, open_card);
  gtk_widget_class_bind_template_callback (widget_class, close_card);
  gtk_widget_class_bind_template_callback (widget_class, show_everything);
  gtk_widget_class_bind_template_callback (widget_class, sauda_stock_page_queue_state);
  gtk_widget_class_bind_template_callback (widget_class, sauda_stock_page_reload);
}

static void
sauda_stock_page_class_init (SaudaStockPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sauda_stock_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_page_finalize;
  g_type_ensure (SAUDA_TYPE_STOCK_TABLE);
  g_type_ensure (SAUDA_TYPE_STOCK_CARD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sauda_stock_page_init (SaudaStockPage *self)
{
  self->cancellable = g_cancellable_new ();
  sauda_stock_page_install_acts (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->listing = sauda_table_listing_new (SAUDA_TABLE_PAGE (self), &sauda_stock_page_listing, self->stack,
                                           self->failed_page);
  sauda_table_page_set_up (SAUDA_TABLE_PAGE (self));
  g_signal_connect_swapped (self->table, "edit-ended", G_CALLBACK (sauda_table_listing_look), self->listing);
  sauda_stock_page_add_chips (self);
  gtk_menu_button_set_popover (self->columns_button, sauda_columns_popover_new (SAUDA_GRID (self->table)));
  sauda_stock_page_update_acts (self);
}

/**
 * sauda_stock_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a page that reads the stock when it is seen
 */
GtkWidget *
sauda_stock_page_new (SaudaWorkspace *workspace)
{
  SaudaStockPage *self = g_object_new (SAUDA_TYPE_STOCK_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  sauda_stock_table_set_workspace (self->table, workspace);
  sauda_stock_card_set_workspace (self->card, workspace);
  sauda_grid_set_now (SAUDA_GRID (self->table), sauda_workspace_get_now (workspace));
  sauda_stock_page_set_up_views (self);
  sauda_table_listing_start (self->listing, workspace);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * sauda_stock_page_get_table:
 * @self: the page
 *
 * Returns: (transfer none): the table
 */
SaudaStockTable *
sauda_stock_page_get_table (SaudaStockPage *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_PAGE (self), NULL);
  return self->table;
}

/**
 * sauda_stock_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the stock is there
 */
gboolean
sauda_stock_page_is_loaded (SaudaStockPage *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_PAGE (self), FALSE);
  return sauda_table_listing_is_whole (self->listing) && !sauda_table_listing_is_reading (self->listing) &&
         self->state_id == 0;
}
