#include "sauda-price-list-serving.h"

#include "sauda-alerts.h"
#include "sauda-reason.h"
#include "sauda-secrets.h"
#include "sauda-settings.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* One server for the data folder. It goes on when the window of the list is closed, ends with the program,
 * and begins again with it: Kaspi fetches the list every hour. */
#define SERVER "price-list-server"
#define TROUBLE "price-list-server-trouble"

#define SETTING "price-list-serving"
#define SECRET "price-list-password"

void
sauda_price_list_serving_free (SaudaPriceListServing *serving)
{
  g_free (serving->user);
  g_free (serving);
}

/* "1 8080 kaspi": whether it is on, the port, the user. */
gpointer
sauda_price_list_serving_read (SaudaConnection *connection, gpointer unused, GError **error)
{
  SaudaPriceListServing *serving;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (!sauda_settings_get (connection, SETTING, &text, error))
    return NULL;
  serving = g_new0 (SaudaPriceListServing, 1);
  parts = g_strsplit (text != NULL ? text : "", " ", 3);
  if (g_strv_length (parts) == 3) {
    serving->on = g_str_equal (parts[0], "1");
    serving->port = (guint) CLAMP (g_ascii_strtoll (parts[1], NULL, 10), 0, 65535);
    serving->user = *parts[2] != '\0' ? g_strdup (parts[2]) : NULL;
  }
  return serving;
}

typedef struct {
  char *text; /* (owned) (not nullable) */
  gint64 now_ms;
} Setting;

static void
setting_free (gpointer data)
{
  g_free (((Setting *) data)->text);
  g_free (data);
}

static gpointer
run_keep (SaudaConnection *connection, gpointer data, GError **error)
{
  const Setting *setting = data;

  return GINT_TO_POINTER (sauda_settings_set (connection, SETTING, setting->text, setting->now_ms, error));
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (sauda_workspace_write_finish (source, result, &error) == NULL)
    g_warning ("It was not kept how the price list is served: %s", error->message);
}

static void
keep (SaudaWorkspace *workspace, gboolean on, guint port, const char *user)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->text = g_strdup_printf ("%d %u %s", on ? 1 : 0, port, user != NULL ? user : "");
  setting->now_ms = sauda_workspace_get_now (workspace);
  sauda_workspace_write_async (workspace, run_keep, setting, setting_free, NULL, NULL, on_kept, NULL);
}

static void
on_reported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sauda_alerts_report_finish (result, NULL, &error))
    g_warning ("The alert about the price list was not kept: %s", error->message);
}

/* @text is a reason, or NULL when all is well. */
static void
report (SaudaWorkspace *workspace, const char *text)
{
  const SaudaAlertDraft draft = { .kind = SAUDA_ALERT_SERVING, .severity = SAUDA_ALERT_URGENT, .text = text };

  sauda_alerts_report_async (workspace, SAUDA_ALERT_SERVING, &draft, text != NULL ? 1 : 0, NULL, on_reported,
                             NULL);
}

static gboolean
begin (SaudaWorkspace *workspace, guint port, const char *user, const char *password, GError **error)
{
  SaudaPriceListServer *server =
    sauda_price_list_server_new (sauda_workspace_get_database (workspace), port, user, password, error);

  if (server != NULL) {
    g_object_set_data_full (G_OBJECT (workspace), SERVER, server,
                            (GDestroyNotify) sauda_price_list_server_free);
    g_object_set_data (G_OBJECT (workspace), TROUBLE, NULL);
    report (workspace, NULL);
  }
  return server != NULL;
}

/* Kaspi asks for the list and gets none: an alert leads to the window of the list, which tells why. */
static void
fail (SaudaWorkspace *workspace, const SaudaPriceListServing *serving, gboolean locked, const GError *error)
{
  g_autofree char *port = g_strdup_printf ("%u", serving->port);
  g_autofree char *reason =
    locked ? sauda_reason_new (
               N_ ("Kaspi cannot fetch the price list: its password could not be read from the keyring when "
                   "Sauda was opened. Type it again, and turn on that the lists are served."),
               NULL)
           : sauda_reason_new (
               N_ ("Kaspi cannot fetch the price list: port %s could not be opened when Sauda was opened. "
                   "Another program may have it; turn on again that the lists are served, or choose another "
                   "port."),
               port, NULL);
  char *text = error != NULL ? sauda_ui_describe_error (error)
                             : g_strdup (_ ("Its password is not in the keyring. Type it again."));

  g_message ("The price list is not served: %s", text);
  g_object_set_data_full (G_OBJECT (workspace), TROUBLE, text, g_free);
  report (workspace, reason);
}

typedef struct {
  SaudaWorkspace *workspace;      /* (owned) */
  SaudaPriceListServing *serving; /* (owned) */
} Resuming;

/* Without the password it is not served: a list that anybody may fetch is not what was asked for. */
static void
on_password (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Resuming *resuming = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = sauda_secrets_lookup_finish (result, &error);

  if (sauda_price_list_serving_get (resuming->workspace) == NULL &&
      (password == NULL ||
       !begin (resuming->workspace, resuming->serving->port, resuming->serving->user, password, &error)))
    fail (resuming->workspace, resuming->serving, password == NULL, error);
  g_object_unref (resuming->workspace);
  sauda_price_list_serving_free (resuming->serving);
  g_free (resuming);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;
  SaudaPriceListServing *serving = sauda_workspace_read_finish (source, result, &error);
  Resuming *resuming;

  if (serving == NULL || !serving->on || serving->user == NULL) {
    if (serving != NULL && serving->on && !begin (workspace, serving->port, NULL, NULL, &error))
      fail (workspace, serving, FALSE, error);
    g_clear_pointer (&serving, sauda_price_list_serving_free);
    return;
  }
  resuming = g_new0 (Resuming, 1);
  resuming->workspace = g_steal_pointer (&workspace);
  resuming->serving = serving;
  sauda_secrets_lookup_async (SECRET, serving->user, NULL, on_password, resuming);
}

/**
 * sauda_price_list_serving_get:
 * @workspace: an open data folder
 *
 * Returns: (transfer none) (nullable): the server, when lists are served
 */
SaudaPriceListServer *
sauda_price_list_serving_get (SaudaWorkspace *workspace)
{
  return g_object_get_data (G_OBJECT (workspace), SERVER);
}

/**
 * sauda_price_list_serving_get_trouble:
 * @workspace: an open data folder
 *
 * Returns: (transfer none) (nullable): why lists that should be served since the program started are not
 */
const char *
sauda_price_list_serving_get_trouble (SaudaWorkspace *workspace)
{
  return g_object_get_data (G_OBJECT (workspace), TROUBLE);
}

/**
 * sauda_price_list_serving_resume:
 * @workspace: a data folder that was just opened
 *
 * Serves the lists again where they were served when the program ended.
 */
void
sauda_price_list_serving_resume (SaudaWorkspace *workspace)
{
  sauda_workspace_read_async (workspace, sauda_price_list_serving_read, NULL, NULL,
                              (GDestroyNotify) sauda_price_list_serving_free, NULL, on_read,
                              g_object_ref (workspace));
}

static void
on_password_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sauda_secrets_save_finish (result, &error))
    g_message ("The password of the price list was not kept: %s", error->message);
}

/**
 * sauda_price_list_serving_begin:
 * @workspace: an open data folder
 * @port: a port of the machine
 * @user: (nullable): who may fetch; %NULL for everybody
 * @password: (nullable): with which password
 * @error: return location
 *
 * Serves the lists from now on, and again when the program starts the next time.
 *
 * Returns: %FALSE with an error of the day when the port is taken
 */
gboolean
sauda_price_list_serving_begin (SaudaWorkspace *workspace,
                                guint port,
                                const char *user,
                                const char *password,
                                GError **error)
{
  if (!begin (workspace, port, user, password, error))
    return FALSE;
  keep (workspace, TRUE, port, user);
  if (user != NULL)
    sauda_secrets_save_async (SECRET, user, password != NULL ? password : "", NULL, on_password_saved, NULL);
  return TRUE;
}

/**
 * sauda_price_list_serving_end:
 * @workspace: an open data folder whose lists are served
 *
 * Serves them no more.
 */
void
sauda_price_list_serving_end (SaudaWorkspace *workspace)
{
  SaudaPriceListServer *server = sauda_price_list_serving_get (workspace);

  g_return_if_fail (server != NULL);

  keep (workspace, FALSE, sauda_price_list_server_get_port (server),
        sauda_price_list_server_get_user (server));
  g_object_set_data (G_OBJECT (workspace), SERVER, NULL);
}
