#include "sauda-connect-window.h"
#include "sauda-ui-toast.h"
#include "sauda-welcome-page.h"
#include "sauda-window-private.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The same program again, on the practice store: it has a window of its own. */
static void
on_practice (SaudaWindow *self)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) started = NULL;

  if (program != NULL)
    started = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--practice", NULL);
  if (started != NULL)
    sauda_ui_show_text (GTK_WIDGET (self->stack), _ ("The practice store opens in a window of its own."));
  else
    sauda_ui_show_text (GTK_WIDGET (self->stack),
                        _ ("The practice store could not be started. Start it with: sauda --practice"));
}

static void
on_connect (SaudaWindow *self)
{
  sauda_window_connect_store (self);
}

static void
on_files (SaudaWindow *self)
{
  sauda_orders_page_choose_files (self->orders);
}

static gpointer
list_stores_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stores_list (connection, error);
}

static void
on_stores_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);
  g_autoptr (GPtrArray) stores = sauda_workspace_read_finish (source, result, NULL);

  if (stores == NULL || self->session == NULL || self->welcoming == (stores->len == 0))
    return;
  self->welcoming = stores->len == 0;
  gtk_stack_set_visible_child_name (self->stack, sauda_window_get_child_name (self));
}

/* A store comes with the first import, or when it is connected: then the folder is empty no more. */
static void
look_for_stores (SaudaWindow *self)
{
  if (self->session != NULL)
    sauda_workspace_read_async (sauda_session_get_workspace (self->session), list_stores_work, NULL, NULL,
                                (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_stores_listed,
                                g_object_ref (self));
}

static void
guide_through_day (SaudaWindow *self)
{
  if (sauda_day_page_is_running (self->day_page))
    sauda_guide_bar_did (self->guide, SAUDA_GUIDE_STEP_PRESS);
  else if (sauda_day_page_is_done (self->day_page))
    sauda_guide_bar_did (self->guide, SAUDA_GUIDE_STEP_APPROVE);
  else
    sauda_guide_bar_go_back (self->guide, SAUDA_GUIDE_STEP_APPROVE);
}

static void
guide_through_orders (SaudaWindow *self)
{
  const char *text =
    sauda_orders_filter_get_text (sauda_orders_table_get_filter (sauda_orders_page_get_table (self->orders)));

  if (text != NULL && *text != '\0')
    sauda_guide_bar_did (self->guide, SAUDA_GUIDE_STEP_FIND);
}

/**
 * sauda_window_start_welcome:
 * @self: the window, with an open data folder
 *
 * Welcomes whoever opens an empty folder, and shows the tour in the practice store.
 */
void
sauda_window_start_welcome (SaudaWindow *self)
{
  SaudaWorkspace *workspace = sauda_session_get_workspace (self->session);
  GtkWidget *page = sauda_welcome_page_new ();

  g_signal_connect_object (page, "practice", G_CALLBACK (on_practice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "connect", G_CALLBACK (on_connect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "files", G_CALLBACK (on_files), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, page, "welcome");
  if (sauda_workspace_is_practice (workspace)) {
    sauda_guide_bar_begin (self->guide, FALSE);
    g_signal_connect_object (self->day_page, "notify::running", G_CALLBACK (guide_through_day), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->orders, "notify::state", G_CALLBACK (guide_through_orders), self,
                             G_CONNECT_SWAPPED);
    return;
  }
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (look_for_stores), self,
                           G_CONNECT_SWAPPED);
  look_for_stores (self);
}

/**
 * sauda_window_connect_store:
 * @self: the window
 *
 * Asks for a store step by step.
 */
void
sauda_window_connect_store (SaudaWindow *self)
{
  gtk_window_present (
    GTK_WINDOW (sauda_connect_window_new (GTK_WINDOW (self), sauda_session_get_workspace (self->session))));
}

/**
 * sauda_window_get_child_name:
 * @self: the window
 *
 * Returns: (transfer none): what the stack shows for the page that was chosen
 */
const char *
sauda_window_get_child_name (SaudaWindow *self)
{
  return self->welcoming && g_str_equal (self->page, "day") ? "welcome" : self->page;
}
