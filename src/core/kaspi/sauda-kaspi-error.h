#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiError:
 * @SAUDA_KASPI_ERROR_UNAUTHORIZED: the token is missing or wrong
 * @SAUDA_KASPI_ERROR_FORBIDDEN: the token may not do this, or the firewall refuses the network
 * @SAUDA_KASPI_ERROR_NOT_FOUND: Kaspi knows no such order
 * @SAUDA_KASPI_ERROR_RATE_LIMITED: too many requests; nothing was done, so the same act may be planned again
 * @SAUDA_KASPI_ERROR_SERVER: Kaspi's servers fail
 * @SAUDA_KASPI_ERROR_SILENCE: the connection stood, but no byte of an answer came
 * @SAUDA_KASPI_ERROR_GIVEN_UP: there was too much silence before, so this was not sent
 * @SAUDA_KASPI_ERROR_NETWORK: no connection, or it broke off
 * @SAUDA_KASPI_ERROR_CERTIFICATE: something else answers in Kaspi's place; nothing was sent to it
 * @SAUDA_KASPI_ERROR_MALFORMED: the answer cannot be understood
 * @SAUDA_KASPI_ERROR_TOO_LARGE: the answer is larger than any honest one
 * @SAUDA_KASPI_ERROR_REFUSED: Kaspi understood and said no
 * @SAUDA_KASPI_ERROR_EXPIRED: the link to the label is not valid any more
 * @SAUDA_KASPI_ERROR_PAGE: a web page came in place of the label
 * @SAUDA_KASPI_ERROR_ADDRESS: the address is one that must not be asked
 * @SAUDA_KASPI_ERROR_FILE: an exported spreadsheet is not what it should be
 *
 * Errors of the kaspi room. Every message is a translated sentence that says what to do.
 */
typedef enum {
  SAUDA_KASPI_ERROR_UNAUTHORIZED,
  SAUDA_KASPI_ERROR_FORBIDDEN,
  SAUDA_KASPI_ERROR_NOT_FOUND,
  SAUDA_KASPI_ERROR_RATE_LIMITED,
  SAUDA_KASPI_ERROR_SERVER,
  SAUDA_KASPI_ERROR_SILENCE,
  SAUDA_KASPI_ERROR_NETWORK,
  SAUDA_KASPI_ERROR_CERTIFICATE,
  SAUDA_KASPI_ERROR_MALFORMED,
  SAUDA_KASPI_ERROR_TOO_LARGE,
  SAUDA_KASPI_ERROR_REFUSED,
  SAUDA_KASPI_ERROR_EXPIRED,
  SAUDA_KASPI_ERROR_ADDRESS,
  SAUDA_KASPI_ERROR_FILE,
  SAUDA_KASPI_ERROR_GIVEN_UP,
  SAUDA_KASPI_ERROR_PAGE,
} SaudaKaspiError;

#define SAUDA_KASPI_ERROR (sauda_kaspi_error_quark ())
GQuark sauda_kaspi_error_quark (void);
GError *sauda_kaspi_error_new (SaudaKaspiError code, char *reason) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_kaspi_error_get_reason (const GError *error);
gboolean sauda_kaspi_error_is_silence (const GError *error);
gboolean sauda_kaspi_error_is_token (const GError *error);

G_END_DECLS
