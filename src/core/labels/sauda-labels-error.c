#include "sauda-labels-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (sauda - labels - error - quark, sauda_labels_error)

/**
 * sauda_labels_set_unreadable: (skip)
 * @error: return location
 * @path: the file or folder
 * @reason: of the system
 *
 * Sets %SAUDA_LABELS_ERROR_UNREADABLE.
 */
void
sauda_labels_set_unreadable (GError **error, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_basename (path);

  /* by far the most usual reason, and the system has no word for it in Kazakh */
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_UNREADABLE,
                 _ ("The file “%s” is not there any more. Choose it again."), name);
  else
    g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_UNREADABLE,
                 _ ("“%s” cannot be read: %s. Check that it is still there and may be opened."), name,
                 reason);
}

/**
 * sauda_labels_set_unwritten: (skip)
 * @error: return location
 * @path: the file or folder
 * @reason: of the system
 *
 * Sets %SAUDA_LABELS_ERROR_WRITE.
 */
void
sauda_labels_set_unwritten (GError **error, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (
    error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_WRITE,
    _ ("“%s” cannot be written: %s. The labels that were there before are untouched; free some space or "
       "choose another folder, and try again."),
    name, reason);
}
