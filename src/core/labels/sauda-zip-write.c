#include "sauda-zip-write.h"

#include "sauda-labels-error.h"

#include <zip.h>

static int
is_cancelled (zip_t *archive, void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static gboolean
add_file (zip_t *archive, const char *base, const char *name)
{
  g_autofree char *path = g_build_filename (base, name, NULL);
  zip_source_t *source = zip_source_file (archive, path, 0, -1);
  zip_int64_t index;

  if (source == NULL)
    return FALSE;
  index = zip_file_add (archive, name, source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free (source);
    return FALSE;
  }
  /* what is inside a PDF is packed already */
  return !g_str_has_suffix (name, ".pdf") ||
         zip_set_file_compression (archive, (zip_uint64_t) index, ZIP_CM_STORE, 0) == 0;
}

/**
 * sauda_zip_write:
 * @path: where the archive goes
 * @base: folder that @names are relative to
 * @names: (array zero-terminated=1): files to pack, at least one
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_zip_write (const char *path,
                 const char *base,
                 const char *const *names,
                 GCancellable *cancellable,
                 GError **error)
{
  zip_t *archive = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  gboolean written = archive != NULL;

  for (guint i = 0; written && names[i] != NULL; i++)
    written = add_file (archive, base, names[i]);
  if (written) {
    zip_register_cancel_callback_with_state (archive, is_cancelled, NULL, cancellable);
    written = zip_close (archive) == 0;
  }
  if (written)
    return TRUE;
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    sauda_labels_set_unwritten (error, path, archive != NULL ? zip_strerror (archive) : g_strerror (errno));
  if (archive != NULL)
    zip_discard (archive);
  return FALSE;
}
