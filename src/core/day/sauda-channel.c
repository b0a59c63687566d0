#include "sauda-channel.h"

#include "sauda-base-error.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-reason.h"
#include "sauda-secrets.h"

#include <glib/gi18n-lib.h>

#define SECRET_KIND "kaspi-token"
#define MINUTE_MS 60000
#define CLOCK_WARNING_MINUTES 5
#define CLOCK_STOP_MINUTES 60
/* One answer may get lost on its way. */
#define MAX_UNANSWERED 2

/* Opening the channels of all stores. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GPtrArray *channels;       /* (owned) (element-type SaudaChannel) */
  guint next;                /* channel whose token is asked for */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->workspace);
  g_clear_pointer (&opening->channels, g_ptr_array_unref);
  g_free (opening);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stores_list (connection, error);
}

static void
connect_channel (Opening *opening, SaudaChannel *channel, const char *token)
{
  channel->client = sauda_kaspi_client_new (sauda_workspace_get_http (opening->workspace),
                                            sauda_workspace_get_kaspi_url (opening->workspace), token);
}

/* Takes @reason. */
static void
close_channel (SaudaChannel *channel, char *reason)
{
  channel->reason = reason;
  channel->problem = sauda_reason_show (reason);
}

/* A practice store that was renamed is known by its merchant ID. */
static const char *
get_known_token (SaudaWorkspace *workspace, const SaudaStoreInfo *store)
{
  const char *token = sauda_workspace_get_known_token (workspace, store->name);

  return token == NULL && store->merchant_id != NULL
           ? sauda_workspace_get_known_token (workspace, store->merchant_id)
           : token;
}

static void on_token (GObject *source, GAsyncResult *result, gpointer data);

/* Connects every channel whose token is known, and asks the keyring for the first other one. */
static void
connect_next (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  for (; opening->next < opening->channels->len; opening->next++) {
    SaudaChannel *channel = g_ptr_array_index (opening->channels, opening->next);
    const char *token = get_known_token (opening->workspace, channel->store);

    if (channel->store->trust < SAUDA_TRUST_READ)
      close_channel (channel,
                     sauda_reason_new (N_ ("the store works from files only; raise its trust level in "
                                           "Settings to read from Kaspi"),
                                       NULL));
    else if (token != NULL)
      connect_channel (opening, channel, token);
    else {
      sauda_secrets_lookup_async (SECRET_KIND, channel->store->name, g_task_get_cancellable (task), on_token,
                                  task);
      return;
    }
  }
  g_task_return_pointer (task, g_steal_pointer (&opening->channels), (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);
  SaudaChannel *channel = g_ptr_array_index (opening->channels, opening->next);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = sauda_secrets_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }
  channel->token_missing = token == NULL && error == NULL;
  if (token != NULL)
    connect_channel (opening, channel, token);
  else
    close_channel (channel, error != NULL
                              ? g_strdup (sauda_base_error_get_reason (error))
                              : sauda_reason_new (
                                  N_ ("there is no API token for this store; enter it in Settings"), NULL));
  opening->next++;
  connect_next (task);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) stores = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);

  if (stores == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  g_ptr_array_set_free_func (stores, NULL);
  for (guint i = 0; i < stores->len; i++) {
    SaudaChannel *channel = g_new0 (SaudaChannel, 1);

    channel->store = g_ptr_array_index (stores, i);
    g_ptr_array_add (opening->channels, channel);
  }
  connect_next (task);
}

/**
 * sauda_channel_free:
 * @channel: (nullable): a channel
 */
void
sauda_channel_free (SaudaChannel *channel)
{
  if (channel == NULL)
    return;
  sauda_store_info_free (channel->store);
  g_clear_object (&channel->client);
  g_free (channel->problem);
  g_free (channel->reason);
  g_free (channel);
}

/**
 * sauda_channels_open_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called with the channels
 * @user_data: data for @callback
 *
 * Finds the stores, their trust and their tokens.
 */
void
sauda_channels_open_async (SaudaWorkspace *workspace,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, sauda_channels_open_async);
  opening->workspace = g_object_ref (workspace);
  opening->channels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_channel_free);
  g_task_set_task_data (task, opening, opening_free);
  sauda_database_run_async (sauda_workspace_get_database (workspace), list_work, NULL, NULL,
                            (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_channels_open_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaChannel) (nullable): a channel a store; those without a client
 * tell why
 */
GPtrArray *
sauda_channels_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_channels_find:
 * @channels: (element-type SaudaChannel): channels
 * @store_id: a store
 *
 * Returns: (transfer none) (nullable): its channel
 */
SaudaChannel *
sauda_channels_find (GPtrArray *channels, gint64 store_id)
{
  for (guint i = 0; i < channels->len; i++) {
    SaudaChannel *channel = g_ptr_array_index (channels, i);

    if (channel->store->id == store_id)
      return channel;
  }
  return NULL;
}

/* Minutes between Kaspi's clock and this machine's, whichever is ahead. */
static gint64
get_clock_minutes (const SaudaChannel *channel)
{
  gint64 offset_ms = channel->client != NULL ? sauda_kaspi_client_get_clock_offset (channel->client) : 0;

  return ABS (offset_ms) / MINUTE_MS;
}

/**
 * sauda_channel_find_clock_obstacle:
 * @channel: a channel
 *
 * A machine whose clock is wrong by more than an hour mistakes old orders for new ones, and old plans for
 * fresh ones.
 *
 * Returns: (transfer full) (nullable): a sentence: why nothing may be sent
 */
char *
sauda_channel_find_clock_obstacle (const SaudaChannel *channel)
{
  gint64 minutes = get_clock_minutes (channel);

  if (minutes <= CLOCK_STOP_MINUTES)
    return NULL;
  return g_strdup_printf (
    _ ("the clock of this computer differs from Kaspi's by %d minutes, so nothing is sent; set "
       "the clock and press again"),
    (int) MIN (minutes, G_MAXINT));
}

/**
 * sauda_channels_find_clock_obstacle:
 * @channels: (element-type SaudaChannel): channels
 *
 * Returns: (transfer full) (nullable): a sentence: why nothing that hangs on the time of the day may be
 * decided
 */
char *
sauda_channels_find_clock_obstacle (GPtrArray *channels)
{
  for (guint i = 0; i < channels->len; i++) {
    const SaudaChannel *channel = g_ptr_array_index (channels, i);
    g_autofree char *obstacle = sauda_channel_find_clock_obstacle (channel);

    if (obstacle != NULL)
      return g_strdup_printf (_ ("%s: %s"), channel->store->name, obstacle);
  }
  return NULL;
}

/**
 * sauda_channel_find_clock_warning:
 * @channel: a channel
 *
 * Returns: (transfer full) (nullable): a sentence when the clocks differ by more than five minutes
 */
char *
sauda_channel_find_clock_warning (const SaudaChannel *channel)
{
  gint64 minutes = get_clock_minutes (channel);

  if (minutes <= CLOCK_WARNING_MINUTES)
    return NULL;
  return g_strdup_printf (
    _ ("the clock of this computer differs from Kaspi's by %d minutes; new orders may be missed "
       "until it is set"),
    (int) MIN (minutes, G_MAXINT));
}

/**
 * sauda_channel_leaves_acts:
 * @channel: a channel
 *
 * Returns: whether Kaspi was too silent, to acts or to anything, for another act to be sent in this run
 */
gboolean
sauda_channel_leaves_acts (const SaudaChannel *channel)
{
  return channel->unanswered >= MAX_UNANSWERED ||
         (channel->client != NULL && sauda_kaspi_client_has_given_up (channel->client));
}

/**
 * sauda_channels_get_requests:
 * @channels: (element-type SaudaChannel): channels
 *
 * Returns: requests sent through them
 */
guint
sauda_channels_get_requests (GPtrArray *channels)
{
  guint requests = 0;

  for (guint i = 0; i < channels->len; i++) {
    SaudaChannel *channel = g_ptr_array_index (channels, i);

    if (channel->client != NULL)
      requests += sauda_kaspi_client_get_requests (channel->client);
  }
  return requests;
}
