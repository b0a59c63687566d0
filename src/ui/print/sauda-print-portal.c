#include "sauda-print-portal.h"

#include "sauda-print-error.h"
#include "sauda-print-settings.h"

#include <glib/gi18n-lib.h>

#ifdef SAUDA_HAS_PORTAL
#include <libportal-gtk4/portal-gtk4.h>
#endif

/* A job on its way through the portal of the desktop. */
typedef struct {
  const SaudaPrintDocument *whole; /* (unowned) (not nullable) the caller keeps it */
  SaudaPrintDocument *part;        /* (owned) (nullable) when only some pages were chosen */
  guint printed;                   /* pages */
#ifdef SAUDA_HAS_PORTAL
  XdpPortal *portal; /* (owned) (not nullable) */
  XdpParent *parent; /* (owned) (nullable) */
  guint token;       /* of the choice made in the portal's dialog */
#endif
} PortalJob;

static void
portal_job_free (gpointer data)
{
  PortalJob *job = data;

  g_clear_pointer (&job->part, sauda_print_document_free);
#ifdef SAUDA_HAS_PORTAL
  g_clear_pointer (&job->parent, xdp_parent_free);
  g_clear_object (&job->portal);
#endif
  g_free (job);
}

#ifdef SAUDA_HAS_PORTAL

static void
return_failure (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (
      task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FAILED,
      _ ("The desktop did not print: %s. Export the PDF and print it from another program."), error->message);
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (xdp_portal_print_file_finish (XDP_PORTAL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

static void
send_paper (GTask *task, const SaudaPrintDocument *paper)
{
  PortalJob *job = g_task_get_task_data (task);

  xdp_portal_print_file (job->portal, job->parent, paper->title, job->token, paper->path, XDP_PRINT_FLAG_NONE,
                         g_task_get_cancellable (task), on_printed, g_object_ref (task));
}

static void
on_part_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PortalJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->part = sauda_print_document_take_finish (result, &error);
  if (job->part != NULL)
    send_paper (task, job->part);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PortalJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) choice = xdp_portal_prepare_print_finish (XDP_PORTAL (source), result, &error);
  g_autoptr (GVariant) chosen = NULL;
  g_autoptr (GtkPrintSettings) settings = NULL;
  g_autoptr (GArray) pages = NULL;

  if (choice == NULL) {
    return_failure (task, error);
    return;
  }
  g_variant_lookup (choice, "token", "u", &job->token);
  chosen = g_variant_lookup_value (choice, "settings", G_VARIANT_TYPE_VARDICT);
  settings = chosen != NULL ? gtk_print_settings_new_from_gvariant (chosen) : gtk_print_settings_new ();
  pages = sauda_print_settings_finish (settings, job->whole->n_pages, &error);
  if (pages == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  job->printed = pages->len;
  sauda_print_document_take_async (job->whole, pages, g_task_get_cancellable (task), on_part_taken,
                                   g_object_ref (task));
}

static void
prepare (GTask *task, GtkWindow *parent)
{
  PortalJob *job = g_task_get_task_data (task);
  g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();
  g_autoptr (GtkPageSetup) setup =
    sauda_print_page_setup_new (SAUDA_PRINT_LABEL_WIDTH, SAUDA_PRINT_LABEL_HEIGHT);

  job->portal = xdp_portal_new ();
  job->parent = parent != NULL ? xdp_parent_new_gtk (parent) : NULL;
  xdp_portal_prepare_print (job->portal, job->parent, job->whole->title,
                            gtk_print_settings_to_gvariant (settings), gtk_page_setup_to_gvariant (setup),
                            XDP_PRINT_FLAG_NONE, g_task_get_cancellable (task), on_prepared,
                            g_object_ref (task));
}

#else

static void
prepare (GTask *task, GtkWindow *parent)
{
  g_task_return_new_error (
    task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FAILED,
    _ ("This build of Sauda cannot print from inside its sandbox. Export the PDF and print it "
       "from another program."));
}

#endif

/**
 * sauda_print_portal_is_needed:
 *
 * Returns: whether Sauda runs inside a Flatpak, where no printer is seen and the desktop prints for it
 */
gboolean
sauda_print_portal_is_needed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * sauda_print_portal_send_async:
 * @parent: (nullable): the window that asks
 * @document: what to print; must live until the callback
 * @cancellable: (nullable): takes the dialog back
 * @callback: called when the desktop has the file
 * @user_data: data of @callback
 *
 * Lets the desktop show its dialog, then hands it the PDF itself.
 */
void
sauda_print_portal_send_async (GtkWindow *parent,
                               const SaudaPrintDocument *document,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PortalJob *job = g_new0 (PortalJob, 1);

  g_task_set_source_tag (task, sauda_print_portal_send_async);
  job->whole = document;
  g_task_set_task_data (task, job, portal_job_free);
  prepare (task, parent);
}

/**
 * sauda_print_portal_send_finish:
 * @result: what the callback got
 * @printed: (out): pages of one copy
 * @error: return location for an error
 *
 * Returns: whether the desktop took the file; %FALSE with #SaudaPrintError or `G_IO_ERROR_CANCELLED`
 */
gboolean
sauda_print_portal_send_finish (GAsyncResult *result, guint *printed, GError **error)
{
  PortalJob *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_portal_send_async), FALSE);
  *printed = job->printed;
  return g_task_propagate_boolean (G_TASK (result), error);
}
