#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaLabelsError:
 * @SAUDA_LABELS_ERROR_UNREADABLE: there is no such file, or the system does not give it out
 * @SAUDA_LABELS_ERROR_EMPTY: nothing stands in the file
 * @SAUDA_LABELS_ERROR_NOT_A_LABEL: neither a PDF nor an archive of them
 * @SAUDA_LABELS_ERROR_DAMAGED: cut off, or changed on its way
 * @SAUDA_LABELS_ERROR_ENCRYPTED: protected with a password
 * @SAUDA_LABELS_ERROR_TOO_LARGE: beyond all measure once unpacked
 * @SAUDA_LABELS_ERROR_WRITE: the result cannot be written: full disk, no permission
 *
 * Errors of the labels room. Every message is a translated sentence that says what to do.
 */
typedef enum {
  SAUDA_LABELS_ERROR_UNREADABLE,
  SAUDA_LABELS_ERROR_EMPTY,
  SAUDA_LABELS_ERROR_NOT_A_LABEL,
  SAUDA_LABELS_ERROR_DAMAGED,
  SAUDA_LABELS_ERROR_ENCRYPTED,
  SAUDA_LABELS_ERROR_TOO_LARGE,
  SAUDA_LABELS_ERROR_WRITE,
} SaudaLabelsError;

#define SAUDA_LABELS_ERROR (sauda_labels_error_quark ())
GQuark sauda_labels_error_quark (void);

void sauda_labels_set_unreadable (GError **error, const char *path, const char *reason);
void sauda_labels_set_unwritten (GError **error, const char *path, const char *reason);

G_END_DECLS
