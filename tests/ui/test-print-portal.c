#include "portal-mock.h"
#include "sauda-print-error.h"
#include "sauda-print-paper.h"
#include "sauda-print-portal.h"
#include "sauda-test.h"

#include <cairo-pdf.h>
#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <string.h>
#include <unistd.h>

/* The desktop of a sandbox: answers the Print portal without a person, and keeps what it is given. */

#define MM (72.0 / 25.4)

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Print'>"
  "<method name='PreparePrint'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='a{sv}' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='Print'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='h' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "</interface></node>";

typedef struct {
  PortalMock portal;
  guint answer;      /* 0: yes, 1: the person closed the dialog */
  const char *pages; /* (nullable) range chosen in the dialog */
  double paper_width;
  GBytes *printed; /* (owned) (nullable) */
  char *title;     /* (owned) (nullable) */
  guint token;
} Desktop;

static GVariant *
make_choice (Desktop *desktop)
{
  GVariantBuilder settings;
  GVariantBuilder setup;
  GVariantBuilder results;

  g_variant_builder_init (&settings, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&settings, "{sv}", "printer", g_variant_new_string ("labels"));
  g_variant_builder_add (&settings, "{sv}", "n-copies", g_variant_new_string ("1"));
  if (desktop->pages != NULL) {
    g_variant_builder_add (&settings, "{sv}", "print-pages", g_variant_new_string ("ranges"));
    g_variant_builder_add (&settings, "{sv}", "page-ranges", g_variant_new_string (desktop->pages));
  }
  g_variant_builder_init (&setup, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&setup, "{sv}", "Name", g_variant_new_string ("label"));
  g_variant_builder_add (&setup, "{sv}", "DisplayName", g_variant_new_string ("Label"));
  g_variant_builder_add (&setup, "{sv}", "Width", g_variant_new_double (desktop->paper_width));
  g_variant_builder_add (&setup, "{sv}", "Height", g_variant_new_double (150));
  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "settings", g_variant_builder_end (&settings));
  g_variant_builder_add (&results, "{sv}", "page-setup", g_variant_builder_end (&setup));
  g_variant_builder_add (&results, "{sv}", "token", g_variant_new_uint32 (7));
  return g_variant_builder_end (&results);
}

static GBytes *
read_all (int fd)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 part[65536];
  gssize length = 0;

  while ((length = read (fd, part, sizeof part)) > 0)
    g_byte_array_append (bytes, part, (guint) length);
  close (fd);
  return g_byte_array_free_to_bytes (bytes);
}

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

  if (g_str_equal (method, "PreparePrint")) {
    g_variant_get (parameters, "(&s&s@a{sv}@a{sv}@a{sv})", NULL, NULL, NULL, NULL, &options);
    portal_mock_respond (&desktop->portal, sender, options, desktop->answer, make_choice (desktop));
  } else {
    GUnixFDList *fds = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
    const char *title = NULL;
    int handle = 0;

    g_variant_get (parameters, "(&s&sh@a{sv})", NULL, &title, &handle, &options);
    g_clear_pointer (&desktop->printed, g_bytes_unref);
    desktop->printed = read_all (g_unix_fd_list_get (fds, handle, NULL));
    g_free (desktop->title);
    desktop->title = g_strdup (title);
    g_variant_lookup (options, "token", "u", &desktop->token);
    portal_mock_respond (&desktop->portal, sender, options, 0, g_variant_new ("a{sv}", NULL));
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", PORTAL_MOCK_PATH "/request/x"));
}

static void
set_up (Desktop *desktop, gconstpointer data)
{
  portal_mock_set_up (&desktop->portal, portal_xml, on_call, desktop);
  desktop->paper_width = 100;
}

static void
tear_down (Desktop *desktop, gconstpointer data)
{
  portal_mock_tear_down (&desktop->portal);
  g_clear_pointer (&desktop->printed, g_bytes_unref);
  g_free (desktop->title);
}

static char *
write_pdf (const char *folder)
{
  char *path = g_build_filename (folder, "labels.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);

  for (guint i = 0; i < 3; i++) {
    cairo_rectangle (cairo, 10, 10, 50 + 20 * i, 50);
    cairo_fill (cairo);
    cairo_show_page (cairo);
  }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return path;
}

static SaudaPrintPaper *
prepare (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SaudaPrintRequest request = { .path = path, .title = "Принт 5в1" };

  sauda_print_prepare_async (&request, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_print_prepare_finish (result, error);
}

static void
send (SaudaPrintPaper *paper)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaPrintJob) job = NULL;
  g_autoptr (GError) error = NULL;

  sauda_print_paper_send_async (paper, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_print_paper_send_finish (paper, result, &job, &error));
  g_assert_no_error (error);
  g_assert_null (job);
}

/* The desktop gets the very file, with the choice that was made in its dialog. */
static void
test_whole (Desktop *desktop, gconstpointer data)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = write_pdf (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrintPaper) paper = prepare (path, &error);
  g_autofree char *given = NULL;
  gsize length = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (sauda_print_paper_get_printer_name (paper), ==, "labels");
  send (paper);
  g_assert_true (g_file_get_contents (path, &given, &length, NULL));
  g_assert_cmpmem (g_bytes_get_data (desktop->printed, NULL), g_bytes_get_size (desktop->printed), given,
                   length);
  g_assert_cmpstr (desktop->title, ==, "Принт 5в1");
  g_assert_cmpuint (desktop->token, ==, 7);
  sauda_test_folder_remove (folder);
}

/* Pages chosen in the dialog of the desktop are the only ones that it gets. */
static void
test_pages (Desktop *desktop, gconstpointer data)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = write_pdf (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrintPaper) paper = NULL;

  desktop->pages = "1-2";
  paper = prepare (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sauda_print_paper_get_pages (paper)->len, ==, 2);
  g_assert_cmpuint (g_array_index (sauda_print_paper_get_pages (paper), guint, 0), ==, 1);
  send (paper);
  g_assert_cmpuint (g_bytes_get_size (desktop->printed), >, 100);
  sauda_test_folder_remove (folder);
}

static void
test_closed (Desktop *desktop, gconstpointer data)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = write_pdf (folder);
  g_autoptr (GError) error = NULL;

  desktop->answer = 1;
  g_assert_null (prepare (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (desktop->printed);
  sauda_test_folder_remove (folder);
}

static void
add (const char *name, void (*test) (Desktop *, gconstpointer))
{
  g_test_add (name, Desktop, NULL, set_up, test, tear_down);
}

static void
touch (const char *root, const char *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, "", 0, NULL));
}

/* Inside a sandbox the desktop asks, unless the print server's socket was granted and the queue is known. */
static void
test_needed (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const sockets[] = { "run/cups/cups.sock", "var/run/cups/cups.sock" };

  g_assert_false (sauda_print_portal_is_needed_in (folder->path, TRUE));
  g_assert_false (sauda_print_portal_is_needed_in (folder->path, FALSE));
  touch (folder->path, ".flatpak-info");
  g_assert_true (sauda_print_portal_is_needed_in (folder->path, TRUE));
  g_assert_true (sauda_print_portal_is_needed_in (folder->path, FALSE));
  for (gsize i = 0; i < G_N_ELEMENTS (sockets); i++) {
    g_autofree char *socket = g_build_filename (folder->path, sockets[i], NULL);

    touch (folder->path, sockets[i]);
    g_assert_false (sauda_print_portal_is_needed_in (folder->path, TRUE));
    g_assert_true (sauda_print_portal_is_needed_in (folder->path, FALSE));
    g_assert_cmpint (g_remove (socket), ==, 0);
    g_assert_true (sauda_print_portal_is_needed_in (folder->path, TRUE));
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("SAUDA_PRINT_PORTAL", "1", TRUE);
  gtk_test_init (&argc, &argv);
  add ("/ui/print-portal/whole", test_whole);
  add ("/ui/print-portal/pages", test_pages);
  add ("/ui/print-portal/closed", test_closed);
  g_test_add ("/ui/print-portal/needed", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_needed,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
