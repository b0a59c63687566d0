#include "sauda-reason.h"
#include "sauda-ui-toast.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

#define MINUTE_MS 60000
#define HOUR_MINUTES 60
#define FOREIGN_MS 1500
#define MAX_NAMED 3

/* How long ago a store was read, in a few letters. */
static char *
format_age (gint64 minutes)
{
  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 2 * HOUR_MINUTES)
    /* Translators: short: so many minutes ago */
    return g_strdup_printf (_ ("%u min ago"), (guint) minutes);
  /* Translators: short: so many hours ago */
  return g_strdup_printf (_ ("%u h ago"), (guint) (minutes / HOUR_MINUTES));
}

static char *
describe_store (SaudaWindow *self, const SaudaStoreInfo *store)
{
  gint64 now_ms = sauda_workspace_get_now (sauda_session_get_workspace (self->session));
  g_autofree char *age = store->last_sync_ms > 0 ? format_age ((now_ms - store->last_sync_ms) / MINUTE_MS)
                                                 : g_strdup (_ ("not read yet"));

  return g_strdup_printf ("%s %s", store->name, age);
}

/* The stores that are read, the one that was not read for longest first. */
static int
compare_ages (gconstpointer a, gconstpointer b)
{
  const SaudaStoreInfo *first = *(SaudaStoreInfo *const *) a, *second = *(SaudaStoreInfo *const *) b;

  return (first->last_sync_ms > second->last_sync_ms) - (first->last_sync_ms < second->last_sync_ms);
}

static GPtrArray *
list_read_stores (SaudaWindow *self)
{
  GPtrArray *stores = sauda_sync_get_stores (self->sync);
  GPtrArray *read = g_ptr_array_new ();

  for (guint i = 0; i < stores->len; i++)
    if (((SaudaStoreInfo *) g_ptr_array_index (stores, i))->trust >= SAUDA_TRUST_READ)
      g_ptr_array_add (read, g_ptr_array_index (stores, i));
  g_ptr_array_sort (read, compare_ages);
  return read;
}

static void
show_ages (SaudaWindow *self)
{
  g_autoptr (GPtrArray) stores = list_read_stores (self);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);
    g_autofree char *text = describe_store (self, store);

    if (i < MAX_NAMED)
      g_string_append_printf (line, "%s%s", i > 0 ? " · " : "", text);
    g_string_append_printf (all, "%s%s", i > 0 ? "\n" : "", text);
    if (store->sync_problem != NULL) {
      g_autofree char *problem = sauda_reason_show (store->sync_problem);

      g_string_append_printf (all, " – %s", problem);
    }
  }
  if (stores->len > MAX_NAMED)
    g_string_append (line, " …");
  adw_window_title_set_subtitle (self->title, line->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), stores->len > 0 ? all->str : NULL);
}

static void
on_running (SaudaWindow *self)
{
  gboolean running = sauda_sync_is_running (self->sync);
  const char *const *problems = sauda_sync_get_problems (self->sync);

  gtk_stack_set_visible_child_name (self->sync_stack, running ? "running" : "idle");
  if (!running)
    show_ages (self);
  if (!running && self->sync_asked) {
    self->sync_asked = FALSE;
    if (problems != NULL && problems[0] != NULL)
      sauda_ui_show_text (GTK_WIDGET (self->stack), problems[0]);
    else
      sauda_ui_show_text (GTK_WIDGET (self->stack), _ ("The orders have been read."));
  }
  sauda_window_update_actions (self);
}

/* In place of the ages, while nothing comes in. */
static void
on_pausing (SaudaWindow *self, const char *sentence)
{
  if (*sentence == '\0' || !sauda_sync_is_running (self->sync)) {
    show_ages (self);
    return;
  }
  adw_window_title_set_subtitle (self->title, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), sentence);
}

/**
 * sauda_window_sync_now:
 * @self: the window
 *
 * Reads the orders and what buyers wrote because the merchant says so, and tells how it went.
 */
void
sauda_window_sync_now (SaudaWindow *self)
{
  self->sync_asked = TRUE;
  sauda_sync_now (self->sync);
  sauda_talk_watch_now (self->talk);
}

static void
on_deaf (SaudaWindow *self, const char *sentence)
{
  sauda_ui_show_text (GTK_WIDGET (self->stack), sentence);
}

static gboolean
tell_foreign (gpointer data)
{
  SaudaWindow *self = data;
  SaudaWorkspace *workspace = sauda_session_get_workspace (self->session);

  self->foreign_id = 0;
  sauda_workspace_emit_orders_changed (workspace);
  sauda_workspace_emit_labels_changed (workspace);
  sauda_workspace_emit_talk_changed (workspace);
  sauda_workspace_emit_alerts_changed (workspace);
  return G_SOURCE_REMOVE;
}

/* A timer that runs the day writes for seconds: the pages are told now and then. */
static void
on_foreign (SaudaWindow *self)
{
  if (self->foreign_id == 0)
    self->foreign_id = g_timeout_add (FOREIGN_MS, tell_foreign, self);
}

/**
 * sauda_window_start_sync:
 * @self: the window, whose data folder is open
 *
 * Begins to read orders and what buyers write by itself, to show how long ago each store was read, and to
 * follow what other programs do to the same data.
 */
void
sauda_window_start_sync (SaudaWindow *self)
{
  self->sync = sauda_sync_new (sauda_session_get_workspace (self->session));
  g_signal_connect_object (self->sync, "changed", G_CALLBACK (show_ages), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "notify::running", G_CALLBACK (on_running), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sauda_session_get_workspace (self->session), "pausing", G_CALLBACK (on_pausing),
                           self, G_CONNECT_SWAPPED);
  sauda_sync_start (self->sync);
  self->talk = sauda_talk_watch_new (sauda_session_get_workspace (self->session));
  g_signal_connect_object (self->talk, "deaf", G_CALLBACK (on_deaf), self, G_CONNECT_SWAPPED);
  self->foreign = sauda_foreign_changes_new (sauda_session_get_workspace (self->session));
  g_signal_connect_object (self->foreign, "changed", G_CALLBACK (on_foreign), self, G_CONNECT_SWAPPED);
}
