#include "sauda-placing.h"

#include "sauda-day-error.h"
#include "sauda-place-mount.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

/**
 * sauda_placing_clear:
 * @self: what became of a file
 *
 * Frees what it holds.
 */
void
sauda_placing_clear (SaudaPlacing *self)
{
  g_clear_error (&self->failure);
  g_clear_error (&self->closed);
  g_clear_pointer (&self->reason, g_free);
}

/**
 * sauda_placing_get_note:
 * @self: what became of a file
 *
 * Returns: (nullable): why it could not be placed, for the ledger; %NULL: it lies there
 */
const char *
sauda_placing_get_note (const SaudaPlacing *self)
{
  if (self->reason != NULL)
    return self->reason;
  return self->failure != NULL ? self->failure->message : NULL;
}

/* Takes @reason, of sauda_reason_new(). */
static void
fail (SaudaPlacing *self, char *reason)
{
  g_autofree char *words = sauda_reason_show (reason);

  g_clear_error (&self->failure);
  g_free (self->reason);
  self->reason = reason;
  self->failure = g_error_new_literal (SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ, words);
}

static gboolean
is_folder (const GError *failure)
{
  return g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY) ||
         g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_MERGE);
}

/* What a place says that wants a password which nobody was there to type: sftp the first, davs the second. */
static gboolean
is_about_password (const GError *closed)
{
  return g_error_matches (closed, G_IO_ERROR, G_IO_ERROR_FAILED_HANDLED) ||
         g_error_matches (closed, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* GIO's own words for these say nothing to a shopkeeper. */
static void
explain (SaudaPlacing *self, const char *place)
{
  if (g_error_matches (self->failure, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    fail (self, sauda_reason_new (
                  N_ ("This computer cannot write to “%s”. For sftp:// and davs:// install gvfs with its "
                      "backends, or choose a folder."),
                  place, NULL));
  else if (self->closed != NULL && !is_about_password (self->closed))
    fail (self,
          sauda_reason_new (
            N_ ("“%s” cannot be opened: %s. Look whether the address is right and its server is on, then "
                "publish again."),
            place, self->closed->message, NULL));
  else if (g_error_matches (self->failure, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED))
    fail (self, sauda_reason_new (
                  N_ ("“%s” cannot be opened. Open it once in Files and let the password be remembered, "
                      "then publish again."),
                  place, NULL));
  else if (g_error_matches (self->failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    fail (self, sauda_reason_new (N_ ("There is no folder for “%s”. Make it first, or choose another place."),
                                  place, NULL));
  else if (is_folder (self->failure))
    fail (self, sauda_reason_new (N_ ("“%s” is a folder. Add the name of the file, such as list.xml."), place,
                                  NULL));
}

/* Reads back what lies there: only that counts. */
static gboolean
is_there (SaudaPlacing *self, GFile *target, const char *sha256, GCancellable *cancellable)
{
  g_autofree char *text = NULL, *found = NULL;
  gsize length;

  if (!g_file_load_contents (target, cancellable, &text, &length, NULL, &self->failure))
    return FALSE;
  found = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
  if (g_str_equal (found, sha256))
    return TRUE;
  fail (self,
        sauda_reason_new (
          N_ ("Something else lies at the place than was written there. Somebody else writes to it."), NULL));
  return FALSE;
}

/* A place that is not open yet is opened once; WebDAV opens folders that are there, and no file that
 * is not. */
static gboolean
write_beside (SaudaPlacing *self, GFile *folder, GFile *beside, GBytes *xml, GCancellable *cancellable)
{
  gsize length;
  const char *text = g_bytes_get_data (xml, &length);

  for (gboolean again = TRUE;; again = FALSE) {
    if (g_file_replace_contents (beside, text, length, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                 cancellable, &self->failure))
      return TRUE;
    if (!again || !g_error_matches (self->failure, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED) ||
        !sauda_place_mount (folder, cancellable, &self->closed))
      return FALSE;
    g_clear_error (&self->failure);
  }
}

/**
 * sauda_placing_put:
 * @self: zeroed
 * @place: where to: any address that GIO can write
 * @xml: the list
 * @sha256: its checksum
 * @cancellable: (nullable): to stop
 *
 * Writes beside and swaps, so that Kaspi never sees a part of a list, and reads back. Blocks, on the network
 * too. See @self for what became of it.
 */
void
sauda_placing_put (SaudaPlacing *self,
                   const char *place,
                   GBytes *xml,
                   const char *sha256,
                   GCancellable *cancellable)
{
  g_autoptr (GFile) target = g_file_new_for_commandline_arg (place);
  g_autoptr (GFile) folder = g_file_get_parent (target);
  g_autofree char *name = g_file_get_basename (target);
  g_autofree char *beside_name = g_strconcat (".", name, ".part", NULL);
  g_autoptr (GFile) beside = folder != NULL ? g_file_get_child (folder, beside_name) : NULL;

  if (beside == NULL) {
    fail (self, sauda_reason_new (
                  N_ ("This is no place for a file. Choose a folder, or an address with sftp:// or davs://."),
                  NULL));
    return;
  }
  if (!write_beside (self, folder, beside, xml, cancellable)) {
    explain (self, place);
    return;
  }
  self->unclear = TRUE;
  if (g_file_move (beside, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable,
                   NULL, NULL, &self->failure) &&
      is_there (self, target, sha256, cancellable))
    self->unclear = FALSE;
  else if (is_folder (self->failure)) {
    self->unclear = FALSE;
    g_file_delete (beside, cancellable, NULL);
    explain (self, place);
  }
}
