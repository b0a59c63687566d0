#include "sauda-talk-listener.h"

#include "sauda-database.h"
#include "sauda-secrets.h"
#include "sauda-settings.h"
#include "sauda-talk-deliveries.h"
#include "sauda-talk.h"
#include "sauda-whatsapp-listener.h"

#include <glib/gi18n-lib.h>

struct _SaudaTalkListener {
  GObject parent_instance;

  SaudaWorkspace *workspace;       /* (owned) (not nullable) */
  SaudaWhatsappListener *listener; /* (owned) (nullable) until it listens */
};

enum { STORED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaTalkListener, sauda_talk_listener, G_TYPE_OBJECT)

/* Getting ready to listen. */
typedef struct {
  SaudaTalkListener *self; /* (owned) */
  gboolean forced;
  char *listen;     /* (owned) (nullable) */
  char *port;       /* (owned) (nullable) */
  char *public_url; /* (owned) (nullable) */
  char *app_secret; /* (owned) (nullable) */
  char *verify;     /* (owned) (nullable) */
  char *auth_token; /* (owned) (nullable) of Twilio */
} Opening;

/* A delivery on its way into the books. */
typedef struct {
  SaudaTalkListener *self;           /* (owned) */
  SaudaWhatsappDelivered *delivered; /* (owned) */
  SaudaWhatsappKind kind;
  GBytes *body; /* (owned) */
  gint64 now_ms;
} Storing;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->self);
  g_free (opening->listen);
  g_free (opening->port);
  g_free (opening->public_url);
  g_free (opening->app_secret);
  g_free (opening->verify);
  g_free (opening->auth_token);
  g_free (opening);
}

static gpointer
store_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Storing *storing = data;

  return sauda_talk_deliveries_add (connection, storing->kind, storing->body, storing->now_ms, error)
           ? storing
           : NULL;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  Storing *storing = data;
  g_autoptr (GError) error = NULL;
  gboolean stored = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL;

  if (!stored)
    g_warning ("A delivery of WhatsApp could not be stored: %s", error->message);
  sauda_whatsapp_delivered_answer (storing->delivered, stored);
  if (stored)
    g_signal_emit (storing->self, signals[STORED], 0);
  g_object_unref (storing->self);
  g_bytes_unref (storing->body);
  g_free (storing);
}

/* Stores and answers, nothing else: slow answers are punished (whatsapp-api 3.4, 4). */
static void
on_delivered (SaudaWhatsappDelivered *delivered, SaudaWhatsappKind kind, GBytes *body, gpointer data)
{
  SaudaTalkListener *self = data;
  Storing *storing = g_new0 (Storing, 1);

  storing->self = g_object_ref (self);
  storing->delivered = delivered;
  storing->kind = kind;
  storing->body = g_bytes_ref (body);
  storing->now_ms = sauda_workspace_get_now (self->workspace);
  sauda_database_run_async (sauda_workspace_get_database (self->workspace), store_work, storing, NULL, NULL,
                            NULL, on_stored, storing);
}

/* Any free one for "0" alone, which tests ask for. */
static gboolean
read_port (const char *text, guint *port, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 65535, &number, NULL)) {
    g_set_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION,
                 _ ("“%s” is no port for webhooks: give a number up to 65535 in Settings, such as %s."), text,
                 SAUDA_TALK_USUAL_PORT);
    return FALSE;
  }
  *port = (guint) number;
  return TRUE;
}

static void
start_listening (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  g_autofree char *d360 =
    opening->verify != NULL ? g_strconcat (SAUDA_TALK_D360_PREFIX, opening->verify, NULL) : NULL;
  GError *error = NULL;
  guint port;

  if (!read_port (opening->port != NULL ? opening->port : SAUDA_TALK_USUAL_PORT, &port, &error)) {
    g_task_return_error (task, error);
    return;
  }
  opening->self->listener =
    sauda_whatsapp_listener_new (&(SaudaWhatsappListenerOptions){ .port = port,
                                                                  .meta_secret = opening->app_secret,
                                                                  .meta_verify_token = opening->verify,
                                                                  .d360_header = d360,
                                                                  .twilio_token = opening->auth_token,
                                                                  .twilio_url = opening->public_url },
                                 on_delivered, opening->self, &error);
  if (opening->self->listener == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (opening->self), g_object_unref);
}

static void
on_auth_token (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);

  opening->auth_token = sauda_secrets_lookup_finish (result, NULL);
  if (opening->app_secret == NULL && opening->verify == NULL && opening->auth_token == NULL)
    g_task_return_new_error (
      task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION,
      _ ("The listener needs a secret: enter what stands below its switch in Settings. (For saudactl the "
         "variables WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN will do, too.)"));
  else
    start_listening (task);
}

static void
on_verify (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);

  opening->verify = sauda_secrets_lookup_finish (result, NULL);
  sauda_secrets_lookup_async (SAUDA_TALK_SECRET_AUTH, "whatsapp", g_task_get_cancellable (task),
                              on_auth_token, task);
}

static void
on_app_secret (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);

  opening->app_secret = sauda_secrets_lookup_finish (result, NULL);
  sauda_secrets_lookup_async (SAUDA_TALK_SECRET_VERIFY, "whatsapp", g_task_get_cancellable (task), on_verify,
                              task);
}

static gpointer
read_settings (SaudaConnection *connection, gpointer data, GError **error)
{
  Opening *opening = data;

  return sauda_settings_get (connection, SAUDA_TALK_SETTING_LISTEN, &opening->listen, error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_PORT, &opening->port, error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_PUBLIC_URL, &opening->public_url, error)
           ? opening
           : NULL;
}

static void
on_settings (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (sauda_database_read_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (!opening->forced && g_strcmp0 (opening->listen, "yes") != 0) {
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED,
                             _ ("The listener for WhatsApp is off."));
    g_object_unref (task);
  } else
    sauda_secrets_lookup_async (SAUDA_TALK_SECRET_APP, "whatsapp", g_task_get_cancellable (task),
                                on_app_secret, task);
}

static void
sauda_talk_listener_finalize (GObject *object)
{
  SaudaTalkListener *self = SAUDA_TALK_LISTENER (object);

  g_clear_object (&self->listener);
  g_object_unref (self->workspace);
  G_OBJECT_CLASS (sauda_talk_listener_parent_class)->finalize (object);
}

static void
sauda_talk_listener_class_init (SaudaTalkListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_talk_listener_finalize;
  signals[STORED] =
    g_signal_new ("stored", SAUDA_TYPE_TALK_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_talk_listener_init (SaudaTalkListener *self)
{
}

/**
 * sauda_talk_listener_open_async:
 * @workspace: the merchant's folder
 * @forced: whether to listen although the setting is off, as it is at first
 * @cancellable: (nullable): to stop
 * @callback: called when it listens
 * @user_data: data for @callback
 *
 * Listens on this machine alone, for the merchant's tunnel or proxy.
 */
void
sauda_talk_listener_open_async (SaudaWorkspace *workspace,
                                gboolean forced,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->self = g_object_new (SAUDA_TYPE_TALK_LISTENER, NULL);
  opening->self->workspace = g_object_ref (workspace);
  opening->forced = forced;
  g_task_set_task_data (task, opening, opening_free);
  sauda_database_read_async (sauda_workspace_get_database (workspace), read_settings, opening, NULL, NULL,
                             cancellable, on_settings, task);
}

/**
 * sauda_talk_listener_open_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a listener, or %NULL with %SAUDA_WHATSAPP_ERROR: _NOT_SUPPORTED when
 * it is switched off, _CONFIGURATION when secrets are missing, or the port is none or taken
 */
SaudaTalkListener *
sauda_talk_listener_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_talk_listener_get_url:
 * @self: a listener
 *
 * Returns: (transfer full): where it listens; `/meta`, `/360dialog` or `/twilio` comes behind
 */
char *
sauda_talk_listener_get_url (SaudaTalkListener *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/whatsapp", sauda_whatsapp_listener_get_port (self->listener));
}
