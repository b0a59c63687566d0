#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPracticeError:
 * @SAUDA_PRACTICE_ERROR_FOLDER: the practice folder or the file in it cannot be read or written
 * @SAUDA_PRACTICE_ERROR_LISTEN: the server cannot listen
 * @SAUDA_PRACTICE_ERROR_FAULTS: the list of faults names one that does not exist
 *
 * Errors of the practice room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_PRACTICE_ERROR_FOLDER,
  SAUDA_PRACTICE_ERROR_LISTEN,
  SAUDA_PRACTICE_ERROR_FAULTS,
} SaudaPracticeError;

#define SAUDA_PRACTICE_ERROR (sauda_practice_error_quark ())
GQuark sauda_practice_error_quark (void);

G_END_DECLS
