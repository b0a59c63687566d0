#include "sauda-kaspi-error.h"

G_DEFINE_QUARK (sauda - kaspi - error - quark, sauda_kaspi_error)

/**
 * sauda_kaspi_error_is_silence:
 * @error: (nullable): why a request failed
 *
 * Returns: whether no answer came, or there was no connection to Kaspi: the next request may fare the same
 */
gboolean
sauda_kaspi_error_is_silence (const GError *error)
{
  return g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_SILENCE) ||
         g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_NETWORK) ||
         g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_CERTIFICATE);
}
