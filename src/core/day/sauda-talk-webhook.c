#include "sauda-talk-templates.h"

#include "sauda-database.h"
#include "sauda-secrets.h"
#include "sauda-settings.h"
#include "sauda-talk.h"

#include <glib/gi18n-lib.h>

/* Telling a provider where to bring its deliveries. */
typedef struct {
  SaudaTalk *talk; /* (owned) (nullable) until it is open */
  char *url;       /* (owned) (nullable) */
  char *header;    /* (owned) (nullable) */
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_clear_object (&setting->talk);
  g_free (setting->url);
  g_free (setting->header);
  g_free (setting);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *url = sauda_whatsapp_provider_set_webhook_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);

  if (url != NULL)
    g_task_return_pointer (task, url, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Setting *setting = g_task_get_task_data (task);
  g_autofree char *token = sauda_secrets_lookup_finish (result, NULL);
  SaudaWhatsappProvider *provider = sauda_talk_get_provider (setting->talk);

  if (token == NULL || setting->url == NULL) {
    g_task_return_new_error (
      task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION, "%s",
      setting->url == NULL ? _ ("Enter the address under which your tunnel shows the listener to the world.")
                           : _ ("Enter a token of your own for the listener."));
    return;
  }
  setting->header = g_strconcat (SAUDA_TALK_D360_PREFIX, token, NULL);
  sauda_whatsapp_provider_set_webhook_async (provider, setting->url, setting->header, on_set,
                                             g_steal_pointer (&task));
}

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Setting *setting = data;

  return sauda_settings_get (connection, SAUDA_TALK_SETTING_PUBLIC_URL, &setting->url, error) ? setting
                                                                                              : NULL;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (sauda_database_read_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else
    sauda_secrets_lookup_async (SAUDA_TALK_SECRET_VERIFY, "whatsapp", g_task_get_cancellable (task), on_token,
                                task);
}

static void
on_talk (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Setting *setting = g_task_get_task_data (task);
  GError *error = NULL;
  const char *problem;

  setting->talk = sauda_talk_open_finish (result, &error);
  if (setting->talk == NULL) {
    g_task_return_error (task, error);
    return;
  }
  problem = sauda_talk_get_problem (setting->talk);
  if (sauda_talk_get_provider (setting->talk) == NULL)
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION, "%s",
                             problem != NULL ? problem : _ ("WhatsApp is not set up."));
  else {
    GCancellable *cancellable = g_task_get_cancellable (task);

    sauda_database_read_async (sauda_workspace_get_database (sauda_talk_get_workspace (setting->talk)),
                               read_work, setting, NULL, NULL, cancellable, on_read, g_steal_pointer (&task));
  }
}

/**
 * sauda_talk_webhook_set_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop before it is told
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Tells 360dialog the address of the tunnel and the header that proves its deliveries (whatsapp-api 4). Meta
 * and Twilio take theirs in their own cabinets alone.
 */
void
sauda_talk_webhook_set_async (SaudaWorkspace *workspace,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_talk_webhook_set_async);
  g_task_set_task_data (task, g_new0 (Setting, 1), setting_free);
  sauda_talk_open_async (workspace, cancellable, on_talk, task);
}

/**
 * sauda_talk_webhook_set_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the address as the provider has it now, or %NULL with
 * %SAUDA_WHATSAPP_ERROR
 */
char *
sauda_talk_webhook_set_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
