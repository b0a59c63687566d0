#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaBaseError:
 * @SAUDA_BASE_ERROR_INVALID_VALUE: a text is not the amount, date or size that it should be
 * @SAUDA_BASE_ERROR_FILE: a file could not be read or written
 * @SAUDA_BASE_ERROR_NETWORK: no connection: name look-up or routing failed, or safe talk could not begin
 * @SAUDA_BASE_ERROR_CERTIFICATE: who answered does not prove to be the server; nothing left, as with the one
 * above
 * @SAUDA_BASE_ERROR_SILENCE: the connection stood, but no byte of an answer came in time
 * @SAUDA_BASE_ERROR_TIMEOUT: an answer began and did not end in time
 * @SAUDA_BASE_ERROR_TOO_LARGE: an answer or a file is larger than the caller's limit
 * @SAUDA_BASE_ERROR_SECRET: the secret service is missing or refused
 * @SAUDA_BASE_ERROR_BUSY: another Sauda holds what is needed
 * @SAUDA_BASE_ERROR_PROGRAM: a program of the desktop that it takes is not there
 *
 * Errors of the base room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_BASE_ERROR_INVALID_VALUE,
  SAUDA_BASE_ERROR_FILE,
  SAUDA_BASE_ERROR_NETWORK,
  SAUDA_BASE_ERROR_CERTIFICATE,
  SAUDA_BASE_ERROR_SILENCE,
  SAUDA_BASE_ERROR_TIMEOUT,
  SAUDA_BASE_ERROR_TOO_LARGE,
  SAUDA_BASE_ERROR_SECRET,
  SAUDA_BASE_ERROR_BUSY,
  SAUDA_BASE_ERROR_PROGRAM,
} SaudaBaseError;

#define SAUDA_BASE_ERROR (sauda_base_error_quark ())
GQuark sauda_base_error_quark (void);
GError *sauda_base_error_new (SaudaBaseError code, char *reason) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_base_error_get_reason (const GError *error);

/**
 * SaudaProgressFunc:
 * @done: units finished
 * @total: units in all, 0 while unknown
 * @user_data: data of the caller
 *
 * Called on the thread that does the work; whoever shows it coalesces to ten updates a second.
 */
typedef void (*SaudaProgressFunc) (guint done, guint total, gpointer user_data);

G_END_DECLS
