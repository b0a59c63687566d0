#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPrintError:
 * @SAUDA_PRINT_ERROR_NO_PRINTER: there is no printer of that name (any more)
 * @SAUDA_PRINT_ERROR_NOT_READY: the printer takes no jobs or does not answer
 * @SAUDA_PRINT_ERROR_PAGES: none of the chosen pages exists, or a part was asked for where only the whole
 * goes
 * @SAUDA_PRINT_ERROR_FORMAT: a file in another format than PDF was asked for
 * @SAUDA_PRINT_ERROR_FILE: the PDF cannot be read or written
 * @SAUDA_PRINT_ERROR_FAILED: the printing system refused or stopped the job
 *
 * Errors of printing. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_PRINT_ERROR_NO_PRINTER,
  SAUDA_PRINT_ERROR_NOT_READY,
  SAUDA_PRINT_ERROR_PAGES,
  SAUDA_PRINT_ERROR_FORMAT,
  SAUDA_PRINT_ERROR_FILE,
  SAUDA_PRINT_ERROR_FAILED,
} SaudaPrintError;

#define SAUDA_PRINT_ERROR (sauda_print_error_quark ())
GQuark sauda_print_error_quark (void);

G_END_DECLS
