#include "sauda-print-file.h"

#include "sauda-open-uri.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

#define ACTION "print.open-file"

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (!sauda_open_uri_finish (result, &error))
    sauda_ui_show_error (widget, error);
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *uri)
{
  sauda_print_file_open (widget, g_variant_get_string (uri, NULL));
}

/**
 * sauda_print_file_install:
 * @widget_class: a window that prints
 *
 * Gives it the action that opens what was printed into a file.
 */
void
sauda_print_file_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, ACTION, "s", on_open);
}

/**
 * sauda_print_file_open:
 * @widget: anything in a window with a toast overlay
 * @uri: what was printed into a file
 */
void
sauda_print_file_open (GtkWidget *widget, const char *uri)
{
  g_autoptr (GdkAppLaunchContext) context =
    gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  sauda_open_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, on_opened, g_object_ref (widget));
}

/**
 * sauda_print_file_tell:
 * @widget: something within a window that sauda_print_file_install() was called for
 * @run: documents that were sent
 *
 * Says at the bottom of the window what went where; a file can be opened from there.
 */
void
sauda_print_file_tell (GtkWidget *widget, SaudaPrintRun *run)
{
  g_autofree char *uri = sauda_print_run_get_file (run);
  g_autofree char *action =
    uri != NULL ? g_action_print_detailed_name (ACTION, g_variant_new_string (uri)) : NULL;

  sauda_ui_show_toast (widget, &(SaudaUiToast){ .text = sauda_print_run_get_sentence (run),
                                                .button = uri != NULL ? _ ("_Open") : NULL,
                                                .action = action });
}
