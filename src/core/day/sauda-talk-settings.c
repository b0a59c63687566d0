#include "sauda-talk-settings.h"

#include "sauda-database.h"
#include "sauda-settings.h"
#include "sauda-talk-practice.h"
#include "sauda-talk.h"
#include "sauda-text.h"

#include <string.h>

/* Settings on their way into the books. */
typedef struct {
  SaudaTalkSettings settings;
  gint64 now_ms;
} Saving;

static void
clear (SaudaTalkSettings *settings)
{
  g_free (settings->provider);
  g_free (settings->account);
  g_free (settings->key);
  g_free (settings->sender);
  g_free (settings->phone_number_id);
  g_free (settings->port);
  g_free (settings->public_url);
  g_free (settings->link_style);
}

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  clear (&saving->settings);
  g_free (saving);
}

static gboolean
get (SaudaConnection *connection, const char *key, const char *usual, char **value, GError **error)
{
  if (!sauda_settings_get (connection, key, value, error))
    return FALSE;
  if (*value == NULL)
    *value = g_strdup (usual);
  return TRUE;
}

/* @data is the provider of a folder where none was chosen yet. */
static gpointer
load_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaTalkSettings) settings = g_new0 (SaudaTalkSettings, 1);
  g_autofree char *listen = NULL;

  if (!get (connection, SAUDA_TALK_SETTING_PROVIDER, data, &settings->provider, error) ||
      !get (connection, SAUDA_TALK_SETTING_ACCOUNT, "", &settings->account, error) ||
      !get (connection, SAUDA_TALK_SETTING_KEY, "", &settings->key, error) ||
      !get (connection, SAUDA_TALK_SETTING_SENDER, "", &settings->sender, error) ||
      !get (connection, SAUDA_TALK_SETTING_PHONE_NUMBER_ID, "", &settings->phone_number_id, error) ||
      !get (connection, SAUDA_TALK_SETTING_PORT, SAUDA_TALK_USUAL_PORT, &settings->port, error) ||
      !get (connection, SAUDA_TALK_SETTING_PUBLIC_URL, "", &settings->public_url, error) ||
      !get (connection, SAUDA_TALK_SETTING_LINK_STYLE, "page", &settings->link_style, error) ||
      !get (connection, SAUDA_TALK_SETTING_LISTEN, "no", &listen, error))
    return NULL;
  settings->listen = strcmp (listen, "yes") == 0;
  return g_steal_pointer (&settings);
}

/* An empty text is no setting. */
static gboolean
put (SaudaConnection *connection, const Saving *saving, const char *key, const char *value, GError **error)
{
  g_autofree char *before = NULL;

  if (!sauda_settings_get (connection, key, &before, error))
    return FALSE;
  if (g_strcmp0 (before != NULL ? before : "", value) != 0)
    g_info ("setting %s: %s → %s", key, before != NULL ? before : "", value);
  return sauda_settings_set (connection, key, *value != '\0' ? value : NULL, saving->now_ms, error);
}

static gpointer
save_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Saving *saving = data;
  const SaudaTalkSettings *settings = &saving->settings;

  return put (connection, saving, SAUDA_TALK_SETTING_PROVIDER, settings->provider, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_ACCOUNT, settings->account, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_KEY, settings->key, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_SENDER, settings->sender, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_PHONE_NUMBER_ID, settings->phone_number_id, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_PORT, settings->port, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_PUBLIC_URL, settings->public_url, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_LINK_STYLE, settings->link_style, error) &&
             put (connection, saving, SAUDA_TALK_SETTING_LISTEN, settings->listen ? "yes" : "no", error)
           ? saving
           : NULL;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gpointer settings = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (settings != NULL)
    g_task_return_pointer (task, settings, (GDestroyNotify) sauda_talk_settings_free);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL) {
    sauda_workspace_emit_talk_changed (g_task_get_source_object (task));
    g_task_return_boolean (task, TRUE);
  } else
    g_task_return_error (task, error);
}

/**
 * sauda_talk_settings_free:
 * @settings: (transfer full): settings
 */
void
sauda_talk_settings_free (SaudaTalkSettings *settings)
{
  clear (settings);
  g_free (settings);
}

/**
 * sauda_talk_settings_load_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_talk_settings_load_async (SaudaWorkspace *workspace,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  const char *usual = sauda_workspace_is_practice (workspace) ? SAUDA_TALK_PRACTICE_PROVIDER : "none";

  sauda_database_read_async (sauda_workspace_get_database (workspace), load_work, (gpointer) usual, NULL,
                             (GDestroyNotify) sauda_talk_settings_free, cancellable, on_loaded, task);
}

/**
 * sauda_talk_settings_load_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): settings, or %NULL with an error of the store
 */
SaudaTalkSettings *
sauda_talk_settings_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_talk_settings_save_async:
 * @workspace: the merchant's folder
 * @settings: what to keep; copied
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_talk_settings_save_async (SaudaWorkspace *workspace,
                                const SaudaTalkSettings *settings,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  saving->settings = (SaudaTalkSettings){ .provider = g_strdup (settings->provider),
                                          .account = sauda_text_squeeze (settings->account),
                                          .key = sauda_text_squeeze (settings->key),
                                          .sender = sauda_text_squeeze (settings->sender),
                                          .phone_number_id = sauda_text_squeeze (settings->phone_number_id),
                                          .port = sauda_text_squeeze (settings->port),
                                          .public_url = sauda_text_squeeze (settings->public_url),
                                          .link_style = g_strdup (settings->link_style),
                                          .listen = settings->listen };
  saving->now_ms = sauda_workspace_get_now (workspace);
  sauda_database_run_async (sauda_workspace_get_database (workspace), save_work, saving, saving_free, NULL,
                            cancellable, on_saved, task);
}

/**
 * sauda_talk_settings_save_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_talk_settings_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
