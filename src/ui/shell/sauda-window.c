#include "sauda-window.h"

#include "sauda-backups.h"
#include "sauda-catalogue-page.h"
#include "sauda-compat.h"
#include "sauda-conversations-page.h"
#include "sauda-customers-page.h"
#include "sauda-latin-keys.h"
#include "sauda-prices-page.h"
#include "sauda-settings-page.h"
#include "sauda-size-advisor.h"
#include "sauda-sizes-page.h"
#include "sauda-stock-page.h"
#include "sauda-ui-error.h"
#include "sauda-ui-settings.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

#ifdef SAUDA_HAS_LABELS
#include "sauda-labels-page.h"
#endif

G_DEFINE_FINAL_TYPE (SaudaWindow, sauda_window, ADW_TYPE_APPLICATION_WINDOW)

/* After the start: by then the processor has nothing else to do. */
#define SETTLED_SECONDS 20
/* Between one page that is made ahead and the next. */
#define REST_MS 250

static guint opened_signal;

static GtkWidget *create_decisions_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_catalogue_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_stock_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_prices_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_sizes_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_customers_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_labels_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_conversations_page (SaudaWindow *self, SaudaWorkspace *workspace);
static GtkWidget *create_settings_page (SaudaWindow *self, SaudaWorkspace *workspace);

static const struct {
  const char *name;
  const char *title;
  /* (nullable) makes the page when it is first wanted; NULL: it is there as soon as the data folder is open */
  GtkWidget *(*create) (SaudaWindow *self, SaudaWorkspace *workspace);
} pages[] = {
  { "day", N_ ("Day"), NULL },
  { "orders", N_ ("Orders"), NULL },
  { "decisions", N_ ("Decisions"), create_decisions_page },
  { "labels", N_ ("Labels"), create_labels_page },
  { "catalogue", N_ ("Catalogue"), create_catalogue_page },
  { "stock", N_ ("Stock"), create_stock_page },
  { "prices", N_ ("Prices"), create_prices_page },
  { "sizes", N_ ("Sizes"), create_sizes_page },
  { "conversations", N_ ("Conversations"), create_conversations_page },
  { "customers", N_ ("Customers"), create_customers_page },
  { "settings", N_ ("Settings"), create_settings_page },
};

static char *
get_last_page (void)
{
  g_autofree char *page = sauda_ui_settings_get_text ("page", pages[0].name);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (page, pages[i].name) == 0)
      return g_steal_pointer (&page);
  return g_strdup (pages[0].name);
}

static void
on_row_selected (GtkListBox *sidebar, GtkListBoxRow *row, SaudaWindow *self)
{
  if (row != NULL)
    sauda_window_show_page (self, gtk_widget_get_name (GTK_WIDGET (row)));
}

/* GTK 4.8 takes Tab through all rows of a list, and with the rows through all pages: from here it goes on to
 * the page at once. */
static gboolean
on_sidebar_key (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SaudaWindow *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_BACKWARD);
  return keyval == GDK_KEY_Tab && gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, SaudaWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = files; l != NULL; l = l->next)
    g_list_store_append (list, l->data);
  sauda_window_import (self, G_LIST_MODEL (list));
  return TRUE;
}

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
on_orders_wanted (SaudaWindow *self, const char *phone)
{
  sauda_window_show_page (self, "orders");
  sauda_orders_page_find_text (self->orders, phone);
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
  return GTK_WIDGET (page);
}

static GtkWidget *
create_prices_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  GtkWidget *page = sauda_prices_page_new (workspace);

  g_signal_connect_object (
    sauda_grid_get_history (SAUDA_GRID (sauda_prices_page_get_table (SAUDA_PRICES_PAGE (page)))), "notify",
    G_CALLBACK (sauda_window_update_actions), self, G_CONNECT_SWAPPED);
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
  return sauda_conversations_page_new (workspace);
}

static GtkWidget *
create_settings_page (SaudaWindow *self, SaudaWorkspace *workspace)
{
  return sauda_settings_page_new (workspace);
}

/* What the merchant begins with. The other pages would only hold up the start. */
static void
create_pages (SaudaWindow *self)
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
  g_signal_connect_object (self->orders, "notify", G_CALLBACK (sauda_window_update_actions), self,
                           G_CONNECT_SWAPPED);
}

/* The labels that a scan leads to, and the conversations, which listen for answers: one a turn, so that the window
 * never stands still for them, and none before the merchant sees the orders. */
static gboolean
on_rest (gpointer user_data)
{
  static const char *const rest[] = { "labels", "conversations", "settings" };
  SaudaWindow *self = user_data;

  if (!sauda_orders_page_is_loaded (self->orders))
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    if (gtk_stack_get_child_by_name (self->stack, rest[i]) == NULL) {
      sauda_window_get_page (self, rest[i]);
      return G_SOURCE_CONTINUE;
    }
  self->rest_id = 0;
  return G_SOURCE_REMOVE;
}

/* What need not be done before the merchant sees the orders. If learning fails, whoever asks the advisor next
 * is told. */
static gboolean
on_settled (gpointer user_data)
{
  SaudaWindow *self = user_data;
  SaudaWorkspace *workspace = sauda_session_get_workspace (self->session);

  self->settled_id = 0;
  if (self->decisions == NULL)
    sauda_size_advisor_prepare_async (sauda_workspace_get_size_advisor (workspace),
                                      sauda_workspace_get_database (workspace), self->cancellable, NULL, NULL);
  sauda_window_keep_backup (self);
  return G_SOURCE_REMOVE;
}

static void
set_failed (SaudaWindow *self, const GError *error)
{
  self->failed = error != NULL;
  gtk_widget_set_visible (self->restore_button, error != NULL && sauda_backups_is_damage (error));
  if (error != NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);
    g_autofree char *markup = g_markup_escape_text (text, -1);

    adw_status_page_set_description (self->failed_page, markup);
  }
}

static void
on_session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaSession *session = sauda_session_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->spinner);
  set_failed (self, error);
  if (session != NULL) {
    self->session = session;
    create_pages (self);
    sauda_window_start_sync (self);
    sauda_window_watch_downloads (self);
    self->rest_id = g_timeout_add_full (G_PRIORITY_LOW, REST_MS, on_rest, self, NULL);
    self->settled_id = g_timeout_add_seconds (SETTLED_SECONDS, on_settled, self);
    sauda_window_start_welcome (self);
    sauda_window_offer_crash (self);
  }
  sauda_window_show_page (self, self->page);
  sauda_window_open_waiting (self);
  g_signal_emit (self, opened_signal, 0);
}

/**
 * sauda_window_open_session:
 * @self: the window
 *
 * Opens the data folder, or tries again.
 */
void
sauda_window_open_session (SaudaWindow *self)
{
  SaudaApplication *application = SAUDA_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  self->failed = FALSE;
  gtk_spinner_start (self->spinner);
  sauda_window_show_page (self, self->page);
  sauda_session_open_async (sauda_application_get_practice (application),
                            sauda_application_get_data_folder (application), self->cancellable,
                            on_session_opened, g_object_ref (self));
}

static void
remember_size (SaudaWindow *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  sauda_ui_settings_set_boolean ("window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  sauda_ui_settings_set_number ("window-width", width);
  sauda_ui_settings_set_number ("window-height", height);
}

static void
on_leave_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);

  if (!sauda_compat_confirm_finish (result, NULL)) {
    self->quitting = FALSE;
    return;
  }
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
sauda_window_close_request (GtkWindow *window)
{
  SaudaWindow *self = SAUDA_WINDOW (window);

  remember_size (self);
  if (sauda_window_go_to_background (self))
    return TRUE;
  if (self->day_page != NULL && sauda_day_page_is_running (self->day_page) && !self->may_close) {
    SaudaCompatQuestion question = {
      .heading = _ ("Close while the day is running?"),
      .body =
        _ ("What was sent stays in the ledger. The next press of the button goes on from there and sends "
           "nothing twice."),
      .accept = _ ("Stop and _Close"),
      .destructive = TRUE,
    };

    sauda_compat_confirm_async (window, &question, self->cancellable, on_leave_answered, g_object_ref (self));
    return TRUE;
  }
  return GTK_WINDOW_CLASS (sauda_window_parent_class)->close_request (window);
}

static void
sauda_window_dispose (GObject *object)
{
  SaudaWindow *self = SAUDA_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_handle_id (&self->settled_id, g_source_remove);
  g_clear_handle_id (&self->files_id, g_source_remove);
  g_clear_object (&self->waiting);
  if (self->downloads != NULL)
    sauda_downloads_stop (self->downloads);
  g_clear_object (&self->downloads);
  if (self->sync != NULL)
    g_object_run_dispose (G_OBJECT (self->sync));
  g_clear_object (&self->sync);
  if (self->talk != NULL)
    g_object_run_dispose (G_OBJECT (self->talk));
  g_clear_object (&self->talk);
  self->day_page = NULL;
  self->orders = NULL;
  g_clear_object (&self->pack_desk);
  self->decisions = NULL;
  G_OBJECT_CLASS (sauda_window_parent_class)->dispose (object);
  /* The pages are gone now: nobody uses the data folder any more. */
  g_clear_object (&self->session);
}

static void
sauda_window_finalize (GObject *object)
{
  SaudaWindow *self = SAUDA_WINDOW (object);

  g_free (self->page);
  g_object_unref (self->arrived);
  g_free (self->crash_report);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_window_parent_class)->finalize (object);
}

static void
sauda_window_class_init (SaudaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAUDA_TYPE_ALERT_BAR);
  object_class->dispose = sauda_window_dispose;
  object_class->finalize = sauda_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sauda_window_close_request;

  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (SAUDA_TYPE_GUIDE_BAR);
  /* by its name in the template */
  g_type_ensure (GDK_TYPE_FILE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/shell/sauda-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, acts_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, alert_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, practice_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, guide);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaWindow, sync_stack);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_key);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
}

static void
sauda_window_init (SaudaWindow *self)
{
  self->arrived = g_list_store_new (G_TYPE_FILE);
  sauda_window_install_files (self);
  self->cancellable = g_cancellable_new ();
  self->page = get_last_page ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), sauda_ui_settings_get_number ("window-width", 1180),
                               sauda_ui_settings_get_number ("window-height", 760));
  if (sauda_ui_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  sauda_latin_keys_watch (GTK_WINDOW (self));
  sauda_window_install_actions (self);
}

/**
 * sauda_window_new:
 * @application: the program
 *
 * Returns: (transfer none): a window that begins to open the data folder of @application
 */
SaudaWindow *
sauda_window_new (SaudaApplication *application)
{
  SaudaWindow *self = g_object_new (SAUDA_TYPE_WINDOW, "application", application, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->practice_bar), sauda_application_get_practice (application));
  sauda_window_open_session (self);
  return self;
}

/**
 * sauda_window_is_open:
 * @self: the window
 *
 * Returns: whether the data folder is open and the pages are there
 */
gboolean
sauda_window_is_open (SaudaWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WINDOW (self), FALSE);
  return self->session != NULL;
}

/**
 * sauda_window_has_failed:
 * @self: the window
 *
 * Returns: whether the data folder could not be opened
 */
gboolean
sauda_window_has_failed (SaudaWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WINDOW (self), FALSE);
  return self->failed;
}

/**
 * sauda_window_get_workspace:
 * @self: the window
 *
 * Returns: (nullable): the open data folder
 */
SaudaWorkspace *
sauda_window_get_workspace (SaudaWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WINDOW (self), NULL);
  return self->session != NULL ? sauda_session_get_workspace (self->session) : NULL;
}

/**
 * sauda_window_get_page:
 * @self: the window
 * @name: "day", "orders", "decisions", "labels", "sizes", "conversations" or "settings"
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

/**
 * sauda_window_show_page:
 * @self: the window
 * @name: "day", "orders", "decisions", "labels", "sizes", "conversations" or "settings"; another name does
 * nothing
 *
 * Goes to a page. Until the data folder is open the page is remembered, and shown then.
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
      sauda_ui_settings_set_text ("page", name);
    }
    adw_window_title_set_title (self->title, _ (pages[i].title));
    gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, (int) i));
    if (self->session != NULL)
      gtk_stack_set_visible_child (self->stack,
                                   sauda_window_get_page (self, sauda_window_get_child_name (self)));
    else
      gtk_stack_set_visible_child_name (self->stack, self->failed ? "failed" : "loading");
  }
  sauda_window_update_actions (self);
}
