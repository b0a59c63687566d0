#include "sauda-catalogue-page.h"
#include "sauda-conversations-page.h"
#include "sauda-customers-page.h"
#include "sauda-later.h"
#include "sauda-prices-page.h"
#include "sauda-profit-page.h"
#include "sauda-settings-page.h"
#include "sauda-sizes-page.h"
#include "sauda-stock-page.h"
#include "sauda-ui-settings.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

#ifdef SAUDA_HAS_LABELS
#include "sauda-labels-page.h"
#endif

/* The pages of the window: which there are, when each is made, and what of them the window follows. */

static GtkWidget *
create_labels_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
#ifdef SAUDA_HAS_LABELS
  return sauda_labels_page_new (workspace);
#else
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "printer-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No labels in this build"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("This program was built without the page of labels."));
  return page;
#endif
}

#ifdef SAUDA_HAS_LABELS
/* The cover of a group leads to its labels. */
static void
on_group_scanned (SaudaWindow *self, const char *code)
{
  GtkWidget *page = sauda_window_get_page (self, "labels");

  if (sauda_labels_page_select_code (SAUDA_LABELS_PAGE (page), code)) {
    sauda_window_show_page (self, "labels");
    gtk_window_present (GTK_WINDOW (self));
  }
}
#endif

static void
on_orders_wanted (SaudaWindow *self, const char *words)
{
  sauda_window_show_page (self, "orders");
  sauda_orders_page_find_text (self->orders, words);
}

static GtkWidget *
create_decisions_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  self->decisions = SAUDA_DECISIONS_PAGE (sauda_decisions_page_new (workspace));
  g_signal_connect_object (self->decisions, "changed", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->decisions);
}

static GtkWidget *
create_customers_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  GtkWidget *page = sauda_customers_page_new (workspace);

  g_signal_connect_object (page, "orders-wanted", G_CALLBACK (on_orders_wanted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    sauda_grid_get_history (SAUDA_GRID (sauda_customers_page_get_table (SAUDA_CUSTOMERS_PAGE (page)))),
    "notify", G_CALLBACK (sauda_window_update_actions), self, G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
create_stock_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  GtkWidget *page = sauda_stock_page_new (workspace);

  g_signal_connect_object (
    sauda_grid_get_history (SAUDA_GRID (sauda_stock_page_get_table (SAUDA_STOCK_PAGE (page)))), "notify",
    G_CALLBACK (sauda_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "undo-changed", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
create_catalogue_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  SaudaCataloguePage *page = SAUDA_CATALOGUE_PAGE (sauda_catalogue_page_new (workspace));
  SaudaGrid *const grids[] = {
    SAUDA_GRID (sauda_catalogue_page_get_table (page)),
    SAUDA_GRID (sauda_catalogue_offers_get_table (sauda_catalogue_page_get_offers (page))),
  };

  for (guint i = 0; i < G_N_ELEMENTS (grids); i++)
    g_signal_connect_object (sauda_grid_get_history (grids[i]), "notify",
                             G_CALLBACK (sauda_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "undo-changed", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (page);
}

static GtkWidget *
create_prices_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  GtkWidget *page = sauda_prices_page_new (workspace);

  g_signal_connect_object (
    sauda_grid_get_history (SAUDA_GRID (sauda_prices_page_get_table (SAUDA_PRICES_PAGE (page)))), "notify",
    G_CALLBACK (sauda_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "undo-changed", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  return page;
}

static void
on_profit_orders_wanted (SaudaWindow *self, GHashTable *ids, const char *title)
{
  sauda_window_show_page (self, "orders");
  sauda_orders_page_show_only (self->orders, ids, title);
}

static GtkWidget *
create_profit_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  GtkWidget *page = sauda_profit_page_new (workspace);

  g_signal_connect_object (page, "orders-wanted", G_CALLBACK (on_profit_orders_wanted), self,
                           G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
create_sizes_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  return sauda_sizes_page_new (workspace);
}

static GtkWidget *
create_conversations_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  GtkWidget *page = sauda_conversations_page_new (workspace);

  g_signal_connect_object (page, "orders-wanted", G_CALLBACK (on_orders_wanted), self, G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
create_settings_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  return sauda_settings_page_new (workspace);
}

static const struct {
  const char *name;
  const char *title;
  /* (nullable) makes the page when it is first wanted; NULL: it is there as soon as the data folder
   * is open */
  GtkWidget *(*create) (SaudaWindow *self, SaudaWorkspace *workspace);
} pages[] = {
  { "day", N_ ("Day"), NULL },
  { "orders", N_ ("Orders"), NULL },
  { "decisions", N_ ("Decisions"), create_decisions_page },
  { "labels", N_ ("Labels"), create_labels_page },
  { "catalogue", N_ ("Catalogue"), create_catalogue_page },
  { "stock", N_ ("Stock"), create_stock_page },
  { "prices", N_ ("Prices"), create_prices_page },
  { "profit", N_ ("Profit"), create_profit_page },
  { "sizes", N_ ("Sizes"), create_sizes_page },
  { "conversations", N_ ("Conversations"), create_conversations_page },
  { "customers", N_ ("Customers"), create_customers_page },
  { "settings", N_ ("Settings"), create_settings_page },
};

/* Looking around in the practice store must not decide where the merchant's own one begins. */
static const char *
get_page_key (SaudaWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return application != NULL && sauda_application_get_practice (SAUDA_APPLICATION (application))
           ? "practice-page"
           : "page";
}

/* The page that was shown last, or the day. */
char *
sauda_window_get_last_page (SaudaWindow *self)
{
  g_autofree char *page = sauda_ui_settings_get_text (get_page_key (self), pages[0].name);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (page, pages[i].name) == 0)
      return g_steal_pointer (&page);
  return g_strdup (pages[0].name);
}

/* What the merchant begins with. The other pages would only hold up the start. */
void
sauda_window_create_pages (SaudaWindow *self)
{
  SaudaWorkspace *workspace = sauda_session_get_workspace (self->session);

  sauda_settings_page_apply_limits (workspace);
  sauda_alert_bar_set_workspace (self->alert_bar, workspace);
  /* What the merchant looks at is read first. */
  if (g_str_equal (self->page, "orders"))
    self->orders = SAUDA_ORDERS_PAGE (sauda_orders_page_new (workspace));
  self->day_page = SAUDA_DAY_PAGE (sauda_day_page_new (workspace));
  if (self->orders == NULL)
    self->orders = SAUDA_ORDERS_PAGE (sauda_orders_page_new (workspace));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->day_page), "day");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->orders), "orders");
  self->pack_desk = sauda_pack_desk_new (GTK_WINDOW (self), workspace);
#ifdef SAUDA_HAS_LABELS
  g_signal_connect_object (self->pack_desk, "group", G_CALLBACK (on_group_scanned), self, G_CONNECT_SWAPPED);
#endif
  g_signal_connect_object (self->day_page, "notify", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->orders, "undo-changed", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->orders, "notify", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sauda_window_get_page:
 * @self: the window
 * @name: of the page, as the list above has it
 *
 * Returns: (transfer none) (nullable): the page, made now when nobody wanted it before; %NULL before the data
 * folder is open
 */
GtkWidget *
sauda_window_get_page (SaudaWindow *self, const char *name)
{
  GtkWidget *page;

  g_return_val_if_fail (SAUDA_IS_WINDOW (self), NULL);

  page = gtk_stack_get_child_by_name (self->stack, name);
  for (guint i = 0; page == NULL && self->session != NULL && i < G_N_ELEMENTS (pages); i++)
    if (pages[i].create != NULL && g_str_equal (pages[i].name, name)) {
      page = pages[i].create (self, sauda_session_get_workspace (self->session));
      gtk_stack_add_named (self->stack, page, name);
    }
  return page;
}

/* A page that was never seen costs the making of its widgets, their style, their measures, their layout and
 * their drawing: each in a turn of its own, the window stands still for none of them. */
static gboolean
on_show (gpointer user_data)
{
  SaudaWindow *self = user_data;
  GtkWidget *page = sauda_window_get_page (self, sauda_window_get_child_name (self));

  if (page != NULL && gtk_widget_get_width (page) == 0) {
    int width = gtk_widget_get_width (GTK_WIDGET (self->stack));
    int height = gtk_widget_get_height (GTK_WIDGET (self->stack));
    int least_width = 0;
    int least_height = 0;

    gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
    width = MAX (width, least_width);
    gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
    if (!self->measured) {
      self->measured = TRUE;
      return G_SOURCE_CONTINUE;
    }
    gtk_widget_allocate (page, width, MAX (height, least_height), -1, NULL);
    if (gtk_widget_get_width (page) > 0)
      return G_SOURCE_CONTINUE;
  }
  self->show_id = 0;
  if (page != NULL)
    gtk_stack_set_visible_child (self->stack, page);
  sauda_window_update_actions (self);
  return G_SOURCE_REMOVE;
}

static void
show_child (SaudaWindow *self)
{
  const char *name = sauda_window_get_child_name (self);
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, name);

  g_clear_handle_id (&self->show_id, g_source_remove);
  /* the settings come in parts by themselves */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->stack)) || SAUDA_IS_SETTINGS_PAGE (page) ||
      (page != NULL && gtk_widget_get_width (page) > 0)) {
    gtk_stack_set_visible_child (self->stack, sauda_window_get_page (self, name));
    return;
  }
  sauda_window_get_page (self, name);
  self->measured = FALSE;
  self->show_id = sauda_later_add (on_show, self);
}

/* A focus in the sidebar goes along, or arrows would begin at the page before. */
static void
select_row (SaudaWindow *self, GtkListBoxRow *row)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  gtk_list_box_select_row (self->sidebar, row);
  if (focus != NULL && focus != GTK_WIDGET (row) &&
      gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * sauda_window_show_page:
 * @self: the window
 * @name: of the page, as the list above has it; another name does nothing
 *
 * Goes to a page; one that was never seen comes as soon as it is laid out. Until the data folder is open the
 * page is remembered, and shown then.
 */
void
sauda_window_show_page (SaudaWindow *self, const char *name)
{
  g_return_if_fail (SAUDA_IS_WINDOW (self));

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    if (!g_str_equal (pages[i].name, name))
      continue;
    if (!g_str_equal (self->page, name)) {
      g_free (self->page);
      self->page = g_strdup (name);
      sauda_ui_settings_set_text (get_page_key (self), name);
    }
    adw_window_title_set_title (self->title, _ (pages[i].title));
    select_row (self, gtk_list_box_get_row_at_index (self->sidebar, (int) i));
    if (self->session != NULL)
      show_child (self);
    else
      gtk_stack_set_visible_child_name (self->stack, self->failed ? "failed" : "loading");
  }
  sauda_window_update_actions (self);
}
