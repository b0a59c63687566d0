#include "sauda-place-mount.h"

typedef struct {
  GError *error; /* (owned) (nullable) */
  gboolean done;
} Mounting;

/* What is not in the keyring is not asked for: nobody may be there. */
static void
refuse (GMountOperation *operation)
{
  g_mount_operation_reply (operation, G_MOUNT_OPERATION_ABORTED);
}

static void
on_mounted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Mounting *mounting = user_data;

  g_file_mount_enclosing_volume_finish (G_FILE (source), result, &mounting->error);
  mounting->done = TRUE;
}

/**
 * sauda_place_mount:
 * @file: a folder at a place such as sftp:// or davs://
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Opens the place with what the keyring remembers of it: mounts do not outlive the session, and a list is
 * published by a timer as well. Blocks: for worker threads and the command line.
 *
 * Returns: %FALSE with an error of GIO
 */
gboolean
sauda_place_mount (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMountOperation) operation = g_mount_operation_new ();
  Mounting mounting = { NULL, FALSE };

  g_signal_connect (operation, "ask-password", G_CALLBACK (refuse), NULL);
  g_signal_connect (operation, "ask-question", G_CALLBACK (refuse), NULL);
  g_main_context_push_thread_default (context);
  g_file_mount_enclosing_volume (file, G_MOUNT_MOUNT_NONE, operation, cancellable, on_mounted, &mounting);
  while (!mounting.done)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  if (mounting.error == NULL || g_error_matches (mounting.error, G_IO_ERROR, G_IO_ERROR_ALREADY_MOUNTED)) {
    g_clear_error (&mounting.error);
    return TRUE;
  }
  g_propagate_error (error, mounting.error);
  return FALSE;
}
