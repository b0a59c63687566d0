#include "portal-mock.h"
#include "sauda-application.h"
#include "sauda-test-database.h"
#include "sauda-ui-settings.h"
#include "sauda-window.h"
#include "ui-test.h"

/* A sandbox's desktop is asked whether Sauda may work without its window; here it answers without
 * a person. */

static const char portal_xml[] = "<node><interface name='org.freedesktop.portal.Background'>"
                                 "<method name='RequestBackground'><arg type='s' direction='in'/>"
                                 "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
                                 "</interface></node>";

typedef struct {
  SaudaTestFolder folder;
  PortalMock portal;
  guint answer;    /* 0: yes, 1: no, as requests are answered */
  gboolean grants; /* whether a yes says that it may work in the background */
  guint asked;
  char *reason; /* (owned) (nullable) what the person is told */
  gboolean autostart;
} Desktop;

static SaudaApplication *application;

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Desktop *desktop = user_data;
  g_autoptr (GVariant) options = NULL;
  GVariantBuilder results;

  g_assert_cmpstr (method, ==, "RequestBackground");
  g_variant_get (parameters, "(&s@a{sv})", NULL, &options);
  desktop->asked++;
  g_clear_pointer (&desktop->reason, g_free);
  g_variant_lookup (options, "reason", "s", &desktop->reason);
  g_variant_lookup (options, "autostart", "b", &desktop->autostart);
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (desktop->grants));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  /* the person answers later: libportal 0.6 stumbles over an answer that comes before the call returns */
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", PORTAL_MOCK_PATH "/request/x"));
  portal_mock_respond (&desktop->portal, sender, options, desktop->answer, g_variant_builder_end (&results));
}

static void
set_up (Desktop *desktop, gconstpointer data)
{
  sauda_test_folder_set_up (&desktop->folder, data);
  portal_mock_set_up (&desktop->portal, portal_xml, on_call, desktop);
  g_setenv ("SAUDA_BACKGROUND_PORTAL", "1", TRUE);
  sauda_ui_settings_set_boolean ("keep-working", TRUE);
}

static void
tear_down (Desktop *desktop, gconstpointer data)
{
  g_unsetenv ("SAUDA_BACKGROUND_PORTAL");
  sauda_ui_settings_set_boolean ("keep-working", FALSE);
  portal_mock_tear_down (&desktop->portal);
  g_free (desktop->reason);
  sauda_test_folder_tear_down (&desktop->folder, data);
}

static SaudaWindow *
open_window (Desktop *desktop)
{
  SaudaWindow *window;

  sauda_application_set_data_folder (application, desktop->folder.path);
  window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window));
  return window;
}

static void
quit (SaudaWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  sauda_window_quit (window);
  sauda_test_wait_until (window == NULL);
}

static gboolean
is_visible (SaudaWindow *window)
{
  return gtk_widget_get_visible (GTK_WIDGET (window));
}

/* Asked once, with the reason that a person reads and without a place among what starts with the session. */
static void
test_granted (Desktop *desktop, gconstpointer data)
{
  SaudaWindow *window = open_window (desktop);

  desktop->grants = TRUE;
  gtk_window_close (GTK_WINDOW (window));
  sauda_test_wait_until (desktop->asked == 1);
  g_assert_cmpstr (desktop->reason, ==, "Orders are fetched and alerts come while its window is closed.");
  g_assert_false (desktop->autostart);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (is_visible (window));
  g_assert_true (sauda_window_is_open (window));
  g_application_activate (G_APPLICATION (application));
  g_assert_true (is_visible (window));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_false (is_visible (window));
  g_assert_cmpuint (desktop->asked, ==, 1);
  g_assert_true (sauda_ui_settings_get_boolean ("keep-working", FALSE));
  quit (window);
}

/* Whatever way the desktop says no, the window comes back with a sentence, and closing it ends Sauda from
 * then on. */
static void
test_refused (Desktop *desktop, gconstpointer data)
{
  for (desktop->answer = 0; desktop->answer < 3; desktop->answer++) {
    SaudaWindow *window = open_window (desktop);

    sauda_ui_settings_set_boolean ("keep-working", TRUE);
    gtk_window_close (GTK_WINDOW (window));
    sauda_test_wait_until (desktop->asked == desktop->answer + 1 && is_visible (window));
    sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "so closing it ends Sauda") != NULL);
    g_assert_false (sauda_ui_settings_get_boolean ("keep-working", FALSE));
    g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
    gtk_window_close (GTK_WINDOW (window));
    sauda_test_wait_until (window == NULL);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_test_init (&argc, &argv);
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add ("/ui/background/granted", Desktop, NULL, set_up, test_granted, tear_down);
  g_test_add ("/ui/background/refused", Desktop, NULL, set_up, test_refused, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
