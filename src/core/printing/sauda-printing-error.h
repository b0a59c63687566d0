#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPrintingError:
 * @SAUDA_PRINTING_ERROR_INVALID_VALUE: a profile with a size or an offset that no printer has, or without
 * name
 * @SAUDA_PRINTING_ERROR_NAME_TAKEN: another profile has this name
 * @SAUDA_PRINTING_ERROR_NOT_FOUND: there is no such profile or job
 * @SAUDA_PRINTING_ERROR_REASON: some of the labels were printed before, and nobody said why again
 * @SAUDA_PRINTING_ERROR_TRANSITION: the job is past that state
 *
 * Errors of printers and of what was printed. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_PRINTING_ERROR_INVALID_VALUE,
  SAUDA_PRINTING_ERROR_NAME_TAKEN,
  SAUDA_PRINTING_ERROR_NOT_FOUND,
  SAUDA_PRINTING_ERROR_REASON,
  SAUDA_PRINTING_ERROR_TRANSITION,
} SaudaPrintingError;

#define SAUDA_PRINTING_ERROR (sauda_printing_error_quark ())
GQuark sauda_printing_error_quark (void);

G_END_DECLS
