#include "sauda-session.h"

#include "sauda-practice-catalog.h"
#include "sauda-practice-day.h"
#include "sauda-practice-server.h"
#include "sauda-price-list-serving.h"

#include <glib/gi18n-lib.h>

struct _SaudaSession {
  GObject parent_instance;

  SaudaWorkspace *workspace;   /* (owned) (nullable) until it is open */
  SaudaPracticeServer *server; /* (owned) (nullable) only in practice */
  SaudaClock *clock;           /* (owned) (nullable) only in practice */
  char *data_folder;           /* (owned) (nullable) NULL: the usual one */
};

G_DEFINE_FINAL_TYPE (SaudaSession, sauda_session, G_TYPE_OBJECT)

static void
sauda_session_finalize (GObject *object)
{
  SaudaSession *self = SAUDA_SESSION (object);

  g_clear_object (&self->workspace);
  if (self->server != NULL)
    sauda_practice_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  g_free (self->data_folder);
  G_OBJECT_CLASS (sauda_session_parent_class)->finalize (object);
}

static void
sauda_session_class_init (SaudaSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_session_finalize;
}

static void
sauda_session_init (SaudaSession *self)
{
}

static void
on_workspace_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaudaSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->workspace = sauda_workspace_open_finish (result, &error);
  if (self->workspace != NULL) {
    sauda_price_list_serving_resume (self->workspace);
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  } else {
    g_task_return_error (task, error);
  }
}

/* What the practice store begins with: its stores with their tokens, and a catalogue of what they sell. */
static void
open_workspace (GTask *task)
{
  SaudaSession *self = g_task_get_task_data (task);
  SaudaWorkspaceOptions options = { .data_folder = self->data_folder, .clock = self->clock };
  SaudaWorkspaceStore stores[SAUDA_PRACTICE_STORES];
  g_autoptr (GBytes) catalogue = NULL;

  if (self->server != NULL) {
    guint n_stores;
    const SaudaPracticeStore *practice = sauda_practice_get_stores (&n_stores);

    for (guint i = 0; i < n_stores; i++)
      stores[i] = (SaudaWorkspaceStore){ practice[i].name, practice[i].merchant_id, practice[i].token };
    catalogue = sauda_practice_get_catalog ();
    options.practice = TRUE;
    options.kaspi_url = sauda_practice_server_get_url (self->server);
    options.stores = stores;
    options.n_stores = n_stores;
    options.catalogue = catalogue;
  }
  sauda_workspace_open_async (&options, g_task_get_cancellable (task), on_workspace_opened,
                              g_object_ref (task));
}

/* Starts the store that is none, on a thread: it may have to make up a day first. The clock shows that
 * morning. */
static void
start_practice (GTask *thread_task, gpointer source, gpointer data_folder, GCancellable *cancellable)
{
  g_autoptr (SaudaPracticeOptions) options = sauda_practice_options_new ();
  g_autoptr (SaudaPracticeServer) server = NULL;
  g_autofree char *folder = sauda_workspace_get_default_folder (TRUE, data_folder);
  SaudaSession *self = source;
  SaudaPracticeDay day;
  GError *error = NULL;

  g_free (options->folder);
  options->folder = g_strdup (folder);
  if (!sauda_practice_day_open (options, &day, &error)) {
    g_task_return_error (thread_task, error);
    return;
  }
  g_clear_object (&options->clock);
  options->clock = sauda_clock_new_at (sauda_practice_day_get_morning_ms (&day));
  server = sauda_practice_server_new (options, &error);
  if (server == NULL || !sauda_practice_server_start (server, &error)) {
    g_task_return_error (thread_task, error);
    return;
  }
  self->clock = g_object_ref (options->clock);
  self->server = g_steal_pointer (&server);
  g_task_return_boolean (thread_task, TRUE);
}

static void
on_practice_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    open_workspace (task);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_session_open_async:
 * @practice: whether it is the practice store's
 * @data_folder: (nullable): where everything lies; %NULL for the usual place
 * @cancellable: (nullable): to stop
 * @callback: called when it is open
 * @user_data: data of @callback
 *
 * Opens a data folder. In practice the store on the other side is started first, in this process.
 */
void
sauda_session_open_async (gboolean practice,
                          const char *data_folder,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SaudaSession *self = g_object_new (SAUDA_TYPE_SESSION, NULL);

  self->data_folder = g_strdup (data_folder);
  g_task_set_source_tag (task, sauda_session_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  if (practice) {
    g_autoptr (GTask) starting = g_task_new (self, cancellable, on_practice_started, g_object_ref (task));

    g_task_set_task_data (starting, g_strdup (data_folder), g_free);
    g_task_run_in_thread (starting, start_practice);
  } else {
    open_workspace (task);
  }
}

/**
 * sauda_session_open_finish:
 * @result: what the callback got
 * @error: return location for an error of the day or practice room
 *
 * Returns: (transfer full) (nullable): the open data folder
 */
SaudaSession *
sauda_session_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_session_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_session_get_workspace:
 * @self: a session
 *
 * Returns: (transfer none): the open data folder
 */
SaudaWorkspace *
sauda_session_get_workspace (SaudaSession *self)
{
  g_return_val_if_fail (SAUDA_IS_SESSION (self), NULL);
  return self->workspace;
}
