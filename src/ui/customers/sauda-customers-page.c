#include "sauda-customers-page-private.h"

#include "sauda-columns-popover.h"
#include "sauda-compat.h"
#include "sauda-customer-directory.h"
#include "sauda-customer-erase.h"
#include "sauda-grid-export.h"
#include "sauda-grid-rows.h"
#include "sauda-packer-view.h"
#include "sauda-table-page.h"
#include "sauda-ui-action.h"
#include "sauda-ui-toast.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

static guint orders_wanted_signal;

static void table_page_init (SaudaTablePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaCustomersPage,
                               sauda_customers_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_TABLE_PAGE, table_page_init))

static SaudaGrid *
get_grid (SaudaTablePage *page)
{
  return SAUDA_GRID (SAUDA_CUSTOMERS_PAGE (page)->table);
}

static GtkSearchEntry *
get_search (SaudaTablePage *page)
{
  return SAUDA_CUSTOMERS_PAGE (page)->search;
}

static void
show_all (SaudaTablePage *page)
{
  SaudaCustomersPage *self = SAUDA_CUSTOMERS_PAGE (page);

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

static const SaudaCustomerInfo *
get_focused (SaudaCustomersPage *self)
{
  SaudaCustomerRow *row = sauda_grid_get_focused_item (SAUDA_GRID (self->table));

  return row != NULL ? sauda_customer_row_get_info (row) : NULL;
}

static void
show_state (SaudaCustomersPage *self)
{
  GActionMap *actions = G_ACTION_MAP (self->actions);
  guint shown = sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table)));
  guint all = sauda_grid_model_get_items (sauda_grid_get_model (SAUDA_GRID (self->table)))->len;
  const SaudaCustomerInfo *focused = get_focused (self);
  gboolean opted_out = focused != NULL && focused->opted_out_ms > 0;
  g_autofree char *text = NULL;

  if (!self->loaded)
    return;
  text = shown == all ? g_strdup_printf (ngettext ("%u buyer", "%u buyers", all), all)
                      /* Translators: how many are shown, of how many */
                      : g_strdup_printf (_ ("%u of %u buyers"), shown, all);
  gtk_label_set_label (self->status, text);
  gtk_stack_set_visible_child_name (self->stack, all == 0 ? "empty" : shown == 0 ? "nothing" : "table");
  sauda_ui_enable (actions, "erase",
                   focused != NULL && focused->erased_ms == 0 && !sauda_packer_view_is_on ());
  sauda_ui_enable (actions, "orders", focused != NULL && focused->phone != NULL);
  sauda_ui_enable (actions, "opt-out", focused != NULL && focused->phone != NULL && !opted_out);
  sauda_ui_enable (actions, "opt-in", focused != NULL && focused->phone != NULL && opted_out);
  gtk_button_set_label (self->opt_out, opted_out ? _ ("Messages A_gain") : _ ("No _Messages"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->opt_out),
                                  opted_out ? "customers.opt-in" : "customers.opt-out");
  sauda_ui_enable (actions, "export", shown > 0);
}

static gint64
get_id (gpointer row)
{
  return sauda_customer_row_get_info (row)->id;
}

static void
take_over (gpointer row, gpointer newer)
{
  sauda_customer_row_take_over (row, newer);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCustomersPage) self = SAUDA_CUSTOMERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) customers =
    sauda_customer_directory_list_finish (SAUDA_WORKSPACE (source), result, &error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->loads--;
  if (customers == NULL) {
    sauda_table_page_show_failure (self->stack, self->failed_page, error);
    return;
  }
  for (guint i = 0; i < customers->len; i++)
    g_ptr_array_add (rows, sauda_customer_row_new (g_ptr_array_index (customers, i)));
  g_ptr_array_set_free_func (customers, NULL);
  self->loaded = TRUE;
  sauda_grid_keep_rows (sauda_grid_model_get_items (sauda_grid_get_model (SAUDA_GRID (self->table))), rows,
                        get_id, take_over);
  sauda_grid_model_set_items (sauda_grid_get_model (SAUDA_GRID (self->table)), rows);
  sauda_views_bar_count (self->views);
  show_state (self);
}

static void
on_search_changed (SaudaCustomersPage *self)
{
  sauda_named_table_find (SAUDA_NAMED_TABLE (self->table),
                          gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_state (self);
}

static void
show_everything (SaudaCustomersPage *self)
{
  show_all (SAUDA_TABLE_PAGE (self));
}

static void
on_edit_failed (SaudaCustomersPage *self, const GError *error)
{
  sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
show_orders (SaudaCustomersPage *self)
{
  const SaudaCustomerInfo *focused = get_focused (self);

  if (focused != NULL && focused->phone != NULL)
    g_signal_emit (self, orders_wanted_signal, 0, focused->phone);
}

static void
on_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCustomersPage) self = SAUDA_CUSTOMERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCustomerErasure) erasure =
    sauda_customer_erase_finish (SAUDA_WORKSPACE (source), result, &error);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (erasure == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  text = g_strdup_printf (ngettext ("The buyer is erased; %u order stays.",
                                    "The buyer is erased; %u orders stay.", erasure->orders),
                          erasure->orders);
  if (erasure->away[0] != NULL) {
    g_autofree char *folders = g_strjoinv (", ", erasure->away);
    g_autofree char *away = g_strdup_printf (
      _ ("Labels with this buyer may lie in %s, which is not there now: delete them there."), folders);
    g_autofree char *said = text;

    text = g_strjoin (" ", said, away, NULL);
  }
  sauda_ui_show_text (GTK_WIDGET (self), text);
  sauda_customers_page_reload (self);
}

static void
on_erase_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCustomersPage) self = SAUDA_CUSTOMERS_PAGE (user_data);
  const SaudaCustomerInfo *focused;

  if (!sauda_compat_confirm_finish (result, NULL) || self->workspace == NULL)
    return;
  focused = get_focused (self);
  if (focused != NULL)
    sauda_customer_erase_async (self->workspace, focused->id, "merchant", self->cancellable, on_erased,
                                g_object_ref (self));
}

static void
on_erase (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCustomersPage *self = user_data;
  const SaudaCustomerInfo *focused = get_focused (self);
  g_autofree char *heading = NULL;
  SaudaCompatQuestion question = {
    .body = _ (
      "Name, phone, address, notes and messages go, in the history too, and so do the saved waybills and the "
      "built labels with this buyer on them. The orders and their sums stay. This cannot be taken back. "
      "Backups "
      "that were made before still hold it; when one is restored here, the buyer is erased again."),
    .accept = _ ("_Erase"),
    .destructive = TRUE,
  };

  if (focused == NULL)
    return;
  heading = g_strdup_printf (_ ("Erase the buyer %s?"), focused->name != NULL ? focused->name : "–");
  question.heading = heading;
  sauda_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &question,
                              self->cancellable, on_erase_answered, g_object_ref (self));
}

static void
on_wish_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCustomersPage) self = SAUDA_CUSTOMERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!sauda_customer_directory_set_wish_finish (SAUDA_WORKSPACE (source), result, &error))
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_customers_page_reload (self);
}

static void
keep_wish (SaudaCustomersPage *self,
           const SaudaCustomerInfo *customer,
           const char *consent,
           gboolean opted_out)
{
  sauda_customer_directory_set_wish_async (self->workspace, customer->phone, consent, opted_out,
                                           self->cancellable, on_wish_kept, g_object_ref (self));
}

/* One of the choices in the column of messages: agreeing to them ends an opt-out. */
static void
on_consent_chosen (SaudaCustomersTable *table,
                   SaudaCustomerRow *row,
                   const char *consent,
                   SaudaCustomersPage *self)
{
  const SaudaCustomerInfo *customer = sauda_customer_row_get_info (row);

  if (g_str_equal (consent, SAUDA_CUSTOMERS_WANTS_NONE))
    keep_wish (self, customer, NULL, TRUE);
  else
    keep_wish (self, customer, consent, FALSE);
}

static void
on_opt_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCustomersPage *self = user_data;
  const SaudaCustomerInfo *focused = get_focused (self);

  if (focused != NULL && focused->phone != NULL)
    keep_wish (self, focused, NULL, focused->opted_out_ms == 0);
}

static void
on_orders (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_orders (user_data);
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_export (SAUDA_GRID (SAUDA_CUSTOMERS_PAGE (user_data)->table), _ ("Customers"), FALSE);
}

static void
on_packer_changed (SaudaCustomersPage *self)
{
  sauda_table_page_follow_packer (SAUDA_TABLE_PAGE (self));
  show_state (self);
}

static void
sauda_customers_page_dispose (GObject *object)
{
  SaudaCustomersPage *self = SAUDA_CUSTOMERS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_customers_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_customers_page_finalize (GObject *object)
{
  SaudaCustomersPage *self = SAUDA_CUSTOMERS_PAGE (object);

  g_object_unref (self->actions);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_customers_page_parent_class)->finalize (object);
}

static void
sauda_customers_page_class_init (SaudaCustomersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_customers_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_customers_page_finalize;
  orders_wanted_signal = g_signal_new ("orders-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_CUSTOMERS_TABLE);
  g_type_ensure (SAUDA_TYPE_VIEWS_BAR);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/customers/sauda-customers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, views);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, table);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, status);
  gtk_widget_class_bind_template_child (widget_class, SaudaCustomersPage, opt_out);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_bind_template_callback (widget_class, show_orders);
  gtk_widget_class_bind_template_callback (widget_class, show_everything);
  gtk_widget_class_bind_template_callback (widget_class, sauda_customers_page_reload);
}

static void
sauda_customers_page_init (SaudaCustomersPage *self)
{
  static const GActionEntry entries[] = {
    { "erase", on_erase },    { "orders", on_orders }, { "opt-out", on_opt_out },
    { "opt-in", on_opt_out }, { "export", on_export },
  };

  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "customers", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_table_page_set_up (SAUDA_TABLE_PAGE (self));
  g_signal_connect (self->table, "consent-chosen", G_CALLBACK (on_consent_chosen), self);
  g_signal_connect_swapped (self->table, "edit-failed", G_CALLBACK (on_edit_failed), self);
  gtk_menu_button_set_popover (self->columns_button, sauda_columns_popover_new (SAUDA_GRID (self->table)));
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (on_packer_changed), self,
                           G_CONNECT_SWAPPED);
  on_packer_changed (self);
}

/**
 * sauda_customers_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a page that reads the buyers when it is seen
 */
GtkWidget *
sauda_customers_page_new (SaudaWorkspace *workspace)
{
  SaudaCustomersPage *self = g_object_new (SAUDA_TYPE_CUSTOMERS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  sauda_grid_set_now (SAUDA_GRID (self->table), sauda_workspace_get_now (workspace));
  sauda_customers_page_set_up_views (self);
  /* A page that nobody looks at reads nothing. */
  g_signal_connect (self, "map", G_CALLBACK (sauda_customers_page_reload), NULL);
  return GTK_WIDGET (self);
}

/**
 * sauda_customers_page_get_table:
 * @self: the page
 *
 * Returns: (transfer none): the table
 */
SaudaCustomersTable *
sauda_customers_page_get_table (SaudaCustomersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_CUSTOMERS_PAGE (self), NULL);
  return self->table;
}

/**
 * sauda_customers_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the buyers are there
 */
gboolean
sauda_customers_page_is_loaded (SaudaCustomersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_CUSTOMERS_PAGE (self), FALSE);
  return self->loaded && self->loads == 0;
}

/**
 * sauda_customers_page_reload:
 * @self: the page
 *
 * Reads the buyers again.
 */
void
sauda_customers_page_reload (SaudaCustomersPage *self)
{
  g_return_if_fail (SAUDA_IS_CUSTOMERS_PAGE (self));

  if (self->workspace == NULL)
    return;
  self->loads++;
  sauda_customer_directory_list_async (self->workspace, self->cancellable, on_listed, g_object_ref (self));
}
