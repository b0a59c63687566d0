#include "sauda-stationery-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (sauda - stationery - error - quark, sauda_stationery_error)

/**
 * sauda_stationery_set_unwritten: (skip)
 * @error: return location
 * @path: the file
 * @reason: of the system
 *
 * Sets %SAUDA_STATIONERY_ERROR_WRITE.
 */
void
sauda_stationery_set_unwritten (GError **error, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_WRITE,
               _ ("“%s” cannot be written: %s. Free some space or choose another folder, and try again."),
               name, reason);
}
