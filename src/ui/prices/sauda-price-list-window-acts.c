#include "sauda-price-list-serving.h"
#include "sauda-price-list-verify.h"
#include "sauda-price-list-window-private.h"
#include "sauda-stock-work.h"
#include "sauda-ui-file.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPriceListInfo) info = sauda_price_list_publish_finish (result, &error);

  if (info != NULL)
    sauda_price_list_window_emit_changed (self);
  if (!sauda_price_list_window_end (self, error))
    return;
  if (info != NULL && info->state == SAUDA_PRICE_LIST_PUBLISHED) {
    if (g_strcmp0 (info->place, SAUDA_PRICE_LIST_SERVED) != 0 ||
        sauda_price_list_serving_get (self->workspace) != NULL)
      sauda_ui_show_text (GTK_WIDGET (self->stack), _ ("The list is published and was read back the same."));
    else
      sauda_price_list_window_complain (
        self, _ ("The list is kept, but Kaspi cannot fetch it: nothing is served from this computer. "
                 "Turn serving on under the address."));
    gtk_editable_set_text (GTK_EDITABLE (self->confirmed), "");
    gtk_check_button_set_active (self->accept, FALSE);
  } else if (info != NULL) {
    sauda_price_list_window_complain (self, info->error != NULL ? info->error : _ ("It was not published."));
  }
  if (info != NULL)
    sauda_price_list_window_read (self);
}

typedef struct {
  char *store; /* (owned) (not nullable) */
  char *place; /* (owned) (not nullable) */
  gint64 now_ms;
} Place;

static void
place_free (gpointer data)
{
  g_free (((Place *) data)->store);
  g_free (((Place *) data)->place);
  g_free (data);
}

static gpointer
run_keep_place (SaudaConnection *connection, gpointer data, GError **error)
{
  const Place *place = data;

  return GINT_TO_POINTER (
    sauda_price_list_set_place (connection, place->store, place->place, place->now_ms, error));
}

/* Publishes; @rollback_id is a list of the history, 0 for a new one. The place is remembered. */
void
sauda_price_list_window_start_publish (SaudaPriceListWindow *self, gint64 rollback_id, gint confirmed_gone)
{
  const char *where = gtk_editable_get_text (GTK_EDITABLE (self->place));
  const SaudaPublishOptions options = {
    .store_id = self->desk->store_id,
    .place = where,
    .rollback_id = rollback_id,
    .confirmed_gone = confirmed_gone,
    .accept_run_out = gtk_check_button_get_active (self->accept),
    .who = SAUDA_STOCK_WHO,
  };
  Place *place = g_new0 (Place, 1);

  place->store = g_strdup (self->desk->store);
  place->place = g_strdup (where);
  place->now_ms = sauda_workspace_get_now (self->workspace);
  sauda_workspace_write_async (self->workspace, run_keep_place, place, place_free, NULL, NULL, NULL, NULL);
  sauda_price_list_window_begin (self);
  gtk_widget_set_sensitive (self->publish, FALSE);
  /* Not cancelled with the window: what lies there must be known afterwards. */
  sauda_price_list_publish_async (self->workspace, &options, NULL, on_published, g_object_ref (self));
}

typedef struct {
  char *store;    /* (owned) (not nullable) */
  char *url;      /* (owned) (not nullable) */
  char *user;     /* (owned) (nullable) */
  char *password; /* (owned) (nullable) */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_free (check->store);
  g_free (check->url);
  g_free (check->user);
  g_free (check->password);
  g_free (check);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Check *check = data;
  GError *error = NULL;

  if (sauda_price_list_verify (source, check->store, check->url, check->user, check->password, cancellable,
                               &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean same = g_task_propagate_boolean (G_TASK (result), &error);

  if (sauda_price_list_window_end (self, error) && same)
    sauda_ui_show_text (GTK_WIDGET (self->stack),
                        _ ("The address serves exactly the list that was published last."));
}

static char *
dup_text (gpointer editable)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (editable));

  return *text != '\0' ? g_strdup (text) : NULL;
}

/* Fetches what Kaspi fetches, and compares. */
void
sauda_price_list_window_check_url (SaudaPriceListWindow *self)
{
  g_autoptr (GTask) task = NULL;
  Check *check;

  if (self->desk == NULL)
    return;
  task = g_task_new (self->workspace, self->cancellable, on_checked, g_object_ref (self));
  check = g_new0 (Check, 1);
  check->store = g_strdup (self->desk->store);
  check->url = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url)));
  check->user = dup_text (self->user);
  check->password = dup_text (self->password);
  g_task_set_task_data (task, check, check_free);
  sauda_price_list_window_begin (self);
  g_task_run_in_thread (task, check_in_thread);
}

static void
on_serving (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPriceListServing *serving = sauda_workspace_read_finish (source, result, &error);

  if (serving != NULL && serving->port != 0 && !g_cancellable_is_cancelled (self->cancellable)) {
    gtk_spin_button_set_value (self->port, serving->port);
    gtk_editable_set_text (GTK_EDITABLE (self->user), serving->user != NULL ? serving->user : "");
  }
  g_clear_pointer (&serving, sauda_price_list_serving_free);
}

/* The port and the user that were served last. */
void
sauda_price_list_window_read_serving (SaudaPriceListWindow *self)
{
  sauda_workspace_read_async (self->workspace, sauda_price_list_serving_read, NULL, NULL,
                              (GDestroyNotify) sauda_price_list_serving_free, self->cancellable, on_serving,
                              g_object_ref (self));
}

/* Says whether lists are served, and where. */
void
sauda_price_list_window_show_serving (SaudaPriceListWindow *self)
{
  SaudaPriceListServer *server = sauda_price_list_serving_get (self->workspace);
  const char *merchant = self->desk != NULL ? self->desk->merchant_id : NULL;
  guint port = server != NULL ? sauda_price_list_server_get_port (server) : 0;
  g_autofree char *text =
    server != NULL
      ? g_strdup_printf (
          _ ("Served at port %u as long as Sauda is open, and again when it is opened: "
             "http://ADDRESS:%u/%s.xml, where ADDRESS is how this computer is reached from the "
             "internet"),
          port, port, merchant != NULL ? merchant : "MERCHANT_ID")
      : g_strdup (_ ("Kaspi must reach this computer from the internet. The user and the password are those "
                     "that you type in the cabinet."));
  const char *reason = sauda_price_list_serving_get_trouble (self->workspace);
  g_autofree char *trouble =
    reason != NULL ? g_strdup_printf (_ ("✗ The lists are not served since Sauda was opened. %s"), reason)
                   : NULL;

  gtk_label_set_label (self->served, trouble != NULL ? trouble : text);
  self->filling = TRUE;
  gtk_switch_set_active (self->serve, server != NULL);
  self->filling = FALSE;
}

/* Begins or ends to serve what is published as “served”. */
gboolean
sauda_price_list_window_set_serving (SaudaPriceListWindow *self, gboolean on)
{
  g_autofree char *user = dup_text (self->user), *password = dup_text (self->password);
  g_autoptr (GError) error = NULL;

  if (self->filling || on == (sauda_price_list_serving_get (self->workspace) != NULL))
    return FALSE;
  gtk_spin_button_update (self->port);
  if (!on)
    sauda_price_list_serving_end (self->workspace);
  else if (sauda_price_list_serving_begin (
             self->workspace, (guint) gtk_spin_button_get_value_as_int (self->port), user, password, &error))
    gtk_editable_set_text (GTK_EDITABLE (self->place), SAUDA_PRICE_LIST_SERVED);
  sauda_price_list_window_begin (self);
  sauda_price_list_window_end (self, error);
  sauda_price_list_window_show_serving (self);
  return FALSE;
}

typedef struct {
  char *path; /* (owned) (not nullable) */
  gboolean adopt;
} Comparison;

static void
comparison_free (gpointer data)
{
  g_free (((Comparison *) data)->path);
  g_free (data);
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Comparison *comparison = data;
  GError *error = NULL;
  SaudaListDrift *drift =
    sauda_price_list_desk_compare (source, comparison->path, NULL, comparison->adopt, cancellable, &error);

  if (drift != NULL)
    g_task_return_pointer (task, drift, sauda_list_drift_free);
  else
    g_task_return_error (task, error);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaListDrift *drift = g_task_propagate_pointer (G_TASK (result), &error);

  if (drift != NULL)
    sauda_price_list_window_emit_changed (self);
  if (sauda_price_list_window_end (self, error) && drift != NULL) {
    gtk_label_set_label (self->drift_summary, drift->summary);
    sauda_price_list_window_fill_warnings (self->drift_warnings, drift->warnings);
    sauda_price_list_window_fill_differences (self->drift, drift->differences);
    gtk_widget_set_visible (self->adopt, drift->unknown > 0);
    g_free (self->drift_store);
    self->drift_store = g_strdup (drift->store);
    sauda_price_list_window_choose_drift_store (self);
    /* what Kaspi has counts as the list before, and what was taken over belongs to the next one */
    sauda_price_list_window_read (self);
  }
  g_clear_pointer (&drift, sauda_list_drift_free);
}

static void
compare (SaudaPriceListWindow *self, gboolean adopt)
{
  g_autoptr (GTask) task = g_task_new (self->workspace, self->cancellable, on_compared, g_object_ref (self));
  Comparison *comparison = g_new0 (Comparison, 1);

  comparison->path = g_strdup (self->drift_path);
  comparison->adopt = adopt;
  g_task_set_task_data (task, comparison, comparison_free);
  sauda_price_list_window_begin (self);
  g_task_run_in_thread (task, compare_in_thread);
}

/**
 * sauda_price_list_window_compare:
 * @self: the window
 * @path: ACTIVE.xml, ARCHIVE.xml or ACTIVE.xlsx
 *
 * Shows what Kaspi's list says otherwise.
 */
void
sauda_price_list_window_compare (SaudaPriceListWindow *self, const char *path)
{
  g_return_if_fail (SAUDA_IS_PRICE_LIST_WINDOW (self));

  g_free (self->drift_path);
  self->drift_path = g_strdup (path);
  gtk_stack_set_visible_child_name (self->stack, "drift");
  compare (self, FALSE);
}

/* Takes offers that Kaspi has and the catalogue lacks into it. */
void
sauda_price_list_window_adopt (SaudaPriceListWindow *self)
{
  if (self->drift_path != NULL)
    compare (self, TRUE);
}

static void
on_drift_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autofree char *path = sauda_ui_choose_file_finish (GTK_WIDGET (self), result);

  if (path != NULL && self->workspace != NULL)
    sauda_price_list_window_compare (self, path);
}

/* Lets the merchant choose Kaspi's own list. */
void
sauda_price_list_window_choose_drift (SaudaPriceListWindow *self)
{
  static const char *const suffixes[] = { "xml", "xlsx", NULL };

  sauda_ui_choose_file_async (GTK_WIDGET (self), _ ("Kaspi's Own List"), _ ("Kaspi's price lists"), suffixes,
                              self->cancellable, on_drift_chosen, g_object_ref (self));
}
