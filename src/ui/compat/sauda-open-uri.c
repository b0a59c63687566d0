#include "sauda-open-uri.h"

#include "sauda-base-error.h"

#include <glib/gi18n-lib.h>

#define PORTAL "org.freedesktop.portal.Desktop"

typedef struct {
  char *uri;                  /* (owned) (not nullable) */
  GAppLaunchContext *context; /* (owned) (nullable) */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->uri);
  g_clear_object (&opening->context);
  g_free (opening);
}

/* As GLib decides it. */
static gboolean
is_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP") != NULL ||
         g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

/* GIO says that something is not supported. */
static GError *
tell_no_program (const char *uri)
{
  gboolean is_file = g_str_has_prefix (uri, "file:");

  return g_error_new_literal (
    SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_PROGRAM,
    is_file
      ? _ ("There is no program here that opens the file or folder. Install a file manager, then try again.")
      : _ ("There is no program here that opens the link. Install a browser or WhatsApp, then try again."));
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    g_task_return_error (task, tell_no_program (opening->uri));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
launch (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  g_app_info_launch_default_for_uri_async (opening->uri, opening->context, g_task_get_cancellable (task),
                                           on_launched, task);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer == NULL)
    g_task_return_new_error (
      task, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_PROGRAM,
      _ ("The desktop opens nothing for programs in a sandbox: %s is not there. Install "
         "xdg-desktop-portal and a portal of your desktop."),
      PORTAL);
  else
    launch (g_steal_pointer (&task));
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "StartServiceByName", g_variant_new ("(su)", PORTAL, 0), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task), on_started,
                          g_object_ref (task));
}

/**
 * sauda_open_uri_async:
 * @uri: a link, or a file or folder
 * @context: (nullable): of the display
 * @cancellable: (nullable): to stop
 * @callback: called when another program opens it
 * @user_data: data of @callback
 *
 * Lets the desktop open @uri. GLib 2.84 aborts in a sandbox where no portal answers, so that one is asked for
 * first.
 */
void
sauda_open_uri_async (const char *uri,
                      GAppLaunchContext *context,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, sauda_open_uri_async);
  opening->uri = g_strdup (uri);
  g_set_object (&opening->context, context);
  g_task_set_task_data (task, opening, opening_free);
  if (is_sandbox ())
    g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus, task);
  else
    launch (task);
}

/**
 * sauda_open_uri_finish:
 * @result: what the callback got
 * @error: return location for an error of GIO, or that no program opens it
 *
 * Returns: whether it is open
 */
gboolean
sauda_open_uri_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_open_uri_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
