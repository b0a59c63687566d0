#include "sauda-packer-view.h"
#include "sauda-report-window.h"
#include "sauda-table-page.h"
#include "sauda-window-private.h"

static void
on_page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_show_page (SAUDA_WINDOW (user_data), g_variant_get_string (parameter, NULL));
}

static void
on_reopen (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_open_session (SAUDA_WINDOW (user_data));
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_orders_page_choose_files (SAUDA_WINDOW (user_data)->orders);
}

/* The page that is seen, when it is one with a table. */
static SaudaTablePage *
get_table_page (SaudaWindow *self)
{
  GtkWidget *page = self->session != NULL && self->stack != NULL
                      ? gtk_stack_get_child_by_name (self->stack, sauda_window_get_child_name (self))
                      : NULL;

  return SAUDA_IS_TABLE_PAGE (page) ? SAUDA_TABLE_PAGE (page) : NULL;
}

static void
on_find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  if (get_table_page (self) == NULL)
    sauda_window_show_page (self, "orders");
  /* only what is seen can have the focus */
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (get_table_page (self)));
  sauda_table_page_find (get_table_page (self));
}

static void
on_show_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_table_page_show_all (get_table_page (SAUDA_WINDOW (user_data)));
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  if (g_str_equal (self->page, "decisions"))
    sauda_decisions_page_undo (self->decisions);
  else
    sauda_table_page_undo (get_table_page (self));
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_table_page_redo (get_table_page (SAUDA_WINDOW (user_data)));
}

static void
on_ship (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  sauda_window_show_page (self, "day");
  sauda_day_page_press (self->day_page);
}

static void
on_sync (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_sync_now (SAUDA_WINDOW (user_data));
}

static void
on_pack (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_pack_desk_show (SAUDA_WINDOW (user_data)->pack_desk);
}

static void
on_connect_store (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_connect_store (SAUDA_WINDOW (user_data));
}

static void
on_tour (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_guide_bar_begin (SAUDA_WINDOW (user_data)->guide, TRUE);
}

static void
on_watch_downloads (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_watch_downloads (SAUDA_WINDOW (user_data));
}

static void
on_import_arrived (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_import_arrived (SAUDA_WINDOW (user_data));
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_restore (SAUDA_WINDOW (user_data));
}

static void
on_restore_another (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_restore_another (SAUDA_WINDOW (user_data));
}

static void
on_report (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  gtk_window_present (
    GTK_WINDOW (sauda_report_window_new (GTK_WINDOW (self), sauda_window_get_workspace (self))));
}

static void
on_copy_crash (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_copy_crash (SAUDA_WINDOW (user_data));
}

static const GActionEntry actions[] = {
  { "copy-crash", on_copy_crash },
  { "restore", on_restore },
  { "restore-another", on_restore_another },
  { "report", on_report },
  { "watch-downloads", on_watch_downloads },
  { "import-arrived", on_import_arrived },
  { "sync", on_sync },
  { "page", on_page, "s" },
  { "reopen", on_reopen },
  { "import", on_import },
  { "find", on_find },
  { "show-all", on_show_all },
  { "undo", on_undo },
  { "redo", on_redo },
  { "ship", on_ship },
  { "pack", on_pack },
  { "connect-store", on_connect_store },
  { "tour", on_tour },
};

static void
set_enabled (SaudaWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)),
                               enabled);
}

/* A text being typed has an undo of its own, which comes first. */
static gboolean
is_typing (SaudaWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && GTK_IS_EDITABLE (focus);
}

/**
 * sauda_window_update_actions:
 * @self: the window
 *
 * The one place that decides which commands can be given now.
 */
void
sauda_window_update_actions (SaudaWindow *self)
{
  gboolean open = self->orders != NULL;
  gboolean on_decisions = self->decisions != NULL && g_str_equal (self->page, "decisions");
  SaudaTablePage *table_page = get_table_page (self);
  SaudaEditHistory *history =
    table_page != NULL ? sauda_grid_get_history (sauda_table_page_get_grid (table_page)) : NULL;
  gboolean typing = is_typing (self);

  set_enabled (self, "reopen", self->failed);
  set_enabled (self, "import", open && !sauda_orders_page_is_importing (self->orders));
  set_enabled (self, "copy-crash", self->crash_report != NULL);
  set_enabled (self, "restore", self->failed);
  set_enabled (self, "restore-another", self->failed);
  set_enabled (self, "report", open);
  set_enabled (self, "watch-downloads", open);
  set_enabled (self, "import-arrived",
               open && !sauda_orders_page_is_importing (self->orders) &&
                 g_list_model_get_n_items (G_LIST_MODEL (self->arrived)) > 0);
  set_enabled (self, "find", open);
  set_enabled (self, "pack", open);
  set_enabled (self, "connect-store", open);
  set_enabled (self, "tour", open);
  set_enabled (self, "show-all", open && sauda_orders_page_has_filter (self->orders));
  set_enabled (self, "show-all", table_page != NULL && sauda_table_page_has_filter (table_page));
  set_enabled (self, "undo",
               open && !typing &&
                 (on_decisions ? sauda_decisions_page_can_undo (self->decisions)
                               : table_page != NULL && sauda_table_page_can_undo (table_page)));
  set_enabled (self, "redo", history != NULL && !typing && sauda_edit_history_can_redo (history));
  set_enabled (self, "sync", self->sync != NULL && !sauda_sync_is_running (self->sync));
  sauda_window_update_acts (self);
  set_enabled (self, "ship", open && sauda_day_page_can_press (self->day_page));
}

/**
 * sauda_window_install_actions:
 * @self: the window
 *
 * Adds the commands of the window.
 */
void
sauda_window_install_actions (SaudaWindow *self)
{
  g_autoptr (GPropertyAction) packer = g_property_action_new ("packer-view", sauda_packer_view_get (), "on");

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  sauda_window_install_acts (self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (packer));
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (sauda_window_update_actions), NULL);
  sauda_window_update_actions (self);
}
