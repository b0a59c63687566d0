#include "sauda-application.h"
#include "sauda-catalogue-page.h"
#include "sauda-conversations-page.h"
#include "sauda-customers-page.h"
#include "sauda-day-page.h"
#include "sauda-decisions-page.h"
#include "sauda-labels-page.h"
#include "sauda-orders-page.h"
#include "sauda-prices-page.h"
#include "sauda-profit-page.h"
#include "sauda-settings-page.h"
#include "sauda-sizes-page.h"
#include "sauda-stock-page.h"
#include "sauda-window.h"
#include "stage.h"

/* screenshot --page=orders --output=orders.png: opens the program on a data folder, goes to a page,
 * waits until it is loaded and saves a picture of the window, for the README and for review. Waits,
 * never sleeps. */

static struct {
  char *data_folder; /* (nullable) */
  char *page;        /* (nullable) day */
  char *output;      /* (nullable) sauda.png */
  char *language;    /* (nullable) */
  char *find;        /* (nullable) words for the page of orders */
  char *action;      /* (nullable) opens a window of the page, which is pictured then */
  int width;
  int height;
  gboolean practice;
  gboolean dark;
  gboolean card;  /* open the card of the first order */
  gboolean ship;  /* press the button of the day and approve first */
  gboolean serve; /* commands of standard input */
} arguments = { .width = 1180, .height = 760 };

static const GOptionEntry entries[] = {
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &arguments.data_folder, "Folder to open", "FOLDER" },
  { "practice", 0, 0, G_OPTION_ARG_NONE, &arguments.practice, "Open the practice store", NULL },
  { "page", 0, 0, G_OPTION_ARG_STRING, &arguments.page, "day, orders, decisions, customers, stock …",
    "PAGE" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &arguments.output, "Picture to write", "FILE" },
  { "lang", 0, 0, G_OPTION_ARG_STRING, &arguments.language, "en, ru or kk", "LANGUAGE" },
  { "find", 0, 0, G_OPTION_ARG_STRING, &arguments.find, "Words to find among the orders", "TEXT" },
  { "action", 0, 0, G_OPTION_ARG_STRING, &arguments.action, "Action of the page that opens a window",
    "NAME" },
  { "width", 0, 0, G_OPTION_ARG_INT, &arguments.width, "Pixels", "N" },
  { "height", 0, 0, G_OPTION_ARG_INT, &arguments.height, "Pixels", "N" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &arguments.dark, "Dark style", NULL },
  { "card", 0, 0, G_OPTION_ARG_NONE, &arguments.card, "Open the card of the first order", NULL },
  { "ship", 0, 0, G_OPTION_ARG_NONE, &arguments.ship, "Press the button of the day first", NULL },
  { "serve", 0, 0, G_OPTION_ARG_NONE, &arguments.serve, "Take commands from standard input, see stage.c",
    NULL },
  { NULL },
};

/* Whether what the merchant looks at on @page is there. */
static gboolean
is_ready (SaudaWindow *window, const char *page)
{
  GtkWidget *widget = sauda_window_get_page (window, page);

  if (SAUDA_IS_DAY_PAGE (widget))
    return sauda_day_page_is_planned (SAUDA_DAY_PAGE (widget)) &&
           !sauda_day_page_is_running (SAUDA_DAY_PAGE (widget));
  if (SAUDA_IS_ORDERS_PAGE (widget))
    return sauda_orders_page_is_loaded (SAUDA_ORDERS_PAGE (widget));
  if (SAUDA_IS_CATALOGUE_PAGE (widget))
    return sauda_catalogue_page_is_loaded (SAUDA_CATALOGUE_PAGE (widget));
  if (SAUDA_IS_CUSTOMERS_PAGE (widget))
    return sauda_customers_page_is_loaded (SAUDA_CUSTOMERS_PAGE (widget));
  if (SAUDA_IS_LABELS_PAGE (widget))
    return sauda_labels_page_is_loaded (SAUDA_LABELS_PAGE (widget));
  if (SAUDA_IS_DECISIONS_PAGE (widget))
    return sauda_decisions_page_is_loaded (SAUDA_DECISIONS_PAGE (widget));
  if (SAUDA_IS_PRICES_PAGE (widget))
    return sauda_prices_page_is_loaded (SAUDA_PRICES_PAGE (widget));
  if (SAUDA_IS_PROFIT_PAGE (widget))
    return sauda_profit_page_is_loaded (SAUDA_PROFIT_PAGE (widget));
  if (SAUDA_IS_STOCK_PAGE (widget))
    return sauda_stock_page_is_loaded (SAUDA_STOCK_PAGE (widget));
  if (SAUDA_IS_SIZES_PAGE (widget))
    return sauda_sizes_page_is_loaded (SAUDA_SIZES_PAGE (widget));
  if (SAUDA_IS_CONVERSATIONS_PAGE (widget))
    return sauda_conversations_page_is_loaded (SAUDA_CONVERSATIONS_PAGE (widget));
  if (SAUDA_IS_SETTINGS_PAGE (widget))
    return sauda_settings_page_is_loaded (SAUDA_SETTINGS_PAGE (widget));
  return TRUE;
}

static void
press (SaudaWindow *window)
{
  SaudaDayPage *page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));

  while (!is_ready (window, "day"))
    g_main_context_iteration (NULL, TRUE);
  sauda_day_page_press (page);
  while (!is_ready (window, "day")) {
    GtkWindow *question = sauda_day_page_get_question (page);

    if (question != NULL)
      gtk_widget_activate (gtk_window_get_default_widget (question));
    g_main_context_iteration (NULL, TRUE);
  }
}

/* Two presses make a day: buyers are asked in the morning, and their orders ship at the cut-off. */
static void
ship (SaudaWindow *window)
{
  SaudaWorkspace *workspace = sauda_window_get_workspace (window);

  press (window);
  sauda_clock_set_now (sauda_workspace_get_clock (workspace),
                       sauda_day_time_ms (sauda_workspace_get_today (workspace), 15, 5));
  press (window);
}

static void
open_card (SaudaWindow *window)
{
  SaudaOrdersPage *page = SAUDA_ORDERS_PAGE (sauda_window_get_page (window, "orders"));
  SaudaGrid *grid = SAUDA_GRID (sauda_orders_page_get_table (page));

  stage_settle (GTK_WINDOW (window));
  sauda_grid_move (grid, 0, SAUDA_ORDERS_COLUMN_CODE, FALSE);
  sauda_grid_open_focused (grid);
  while (!sauda_orders_page_is_card_loaded (page))
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
read_nothing (SaudaConnection *connection, gpointer data, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

/* The window in front of @window that an action of its page opened; @window where it opened none. */
static GtkWindow *
open_dialog (SaudaWindow *window, const char *page)
{
  g_autoptr (GList) before = gtk_window_list_toplevels ();
  g_auto (GStrv) words = g_strsplit (arguments.action, "::", 2);
  g_autoptr (GList) after = NULL;
  GtkWindow *opened = GTK_WINDOW (window);

  stage_settle (GTK_WINDOW (window));
  gtk_widget_activate_action (sauda_window_get_page (window, page), words[0], words[1] != NULL ? "s" : NULL,
                              words[1]);
  after = gtk_window_list_toplevels ();
  for (GList *l = after; l != NULL; l = l->next)
    if (g_list_find (before, l->data) == NULL)
      opened = l->data;
  return opened;
}

static int
run (SaudaApplication *application)
{
  SaudaWindow *window = sauda_window_new (application);
  const char *page = arguments.page != NULL ? arguments.page : "day";
  GtkWindow *pictured = GTK_WINDOW (window);
  gboolean saved = TRUE;

  gtk_window_set_default_size (GTK_WINDOW (window), arguments.width, arguments.height);
  gtk_window_present (GTK_WINDOW (window));
  while (!sauda_window_is_open (window) && !sauda_window_has_failed (window))
    g_main_context_iteration (NULL, TRUE);
  if (arguments.ship && sauda_window_is_open (window))
    ship (window);
  sauda_window_show_page (window, page);
  if (arguments.find != NULL && sauda_window_is_open (window))
    sauda_orders_filter_set_text (sauda_orders_table_get_filter (sauda_orders_page_get_table (
                                    SAUDA_ORDERS_PAGE (sauda_window_get_page (window, "orders")))),
                                  arguments.find);
  while (sauda_window_is_open (window) && !is_ready (window, page))
    g_main_context_iteration (NULL, TRUE);
  if (arguments.card && sauda_window_is_open (window))
    open_card (window);
  if (arguments.action != NULL && sauda_window_is_open (window))
    pictured = open_dialog (window, page);
  stage_settle (pictured);
  /* What the window reads comes from a thread. */
  for (int i = 0; i < 3 && pictured != GTK_WINDOW (window); i++) {
    while (!is_ready (window, page))
      g_main_context_iteration (NULL, TRUE);
    sauda_workspace_read (sauda_window_get_workspace (window), read_nothing, NULL, NULL);
    stage_settle (pictured);
  }
  if (arguments.serve)
    stage_serve (window, is_ready);
  else
    saved =
      stage_save_picture (GTK_WIDGET (pictured), arguments.output != NULL ? arguments.output : "sauda.png");
  gtk_window_destroy (GTK_WINDOW (window));
  return saved ? 0 : 1;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (SaudaApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  sauda_application_use_language (arguments.language);
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  sauda_application_set_practice (application, arguments.practice);
  sauda_application_set_data_folder (application, arguments.data_folder);
  if (!g_application_register (G_APPLICATION (application), NULL, &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  if (arguments.dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  return run (application);
}
