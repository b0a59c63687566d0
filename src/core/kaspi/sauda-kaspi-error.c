#include "sauda-kaspi-error.h"

#include "sauda-base-error.h"
#include "sauda-reason.h"

/* What goes with an error of this room. */
typedef struct {
  char *reason; /* (owned) (nullable) */
} SaudaKaspiErrorPrivate;

static void
sauda_kaspi_error_private_init (SaudaKaspiErrorPrivate *private)
{
}

static void
sauda_kaspi_error_private_copy (const SaudaKaspiErrorPrivate *source, SaudaKaspiErrorPrivate *copy)
{
  copy->reason = g_strdup (source->reason);
}

static void
sauda_kaspi_error_private_clear (SaudaKaspiErrorPrivate *private)
{
  g_free (private->reason);
}

G_DEFINE_EXTENDED_ERROR (SaudaKaspiError, sauda_kaspi_error)

/**
 * sauda_kaspi_error_new:
 * @code: what failed
 * @reason: (transfer full): what happened, of sauda_reason_new()
 *
 * Returns: (transfer full): an error that says it in the language of this program, and can be kept for
 * readers of another
 */
GError *
sauda_kaspi_error_new (SaudaKaspiError code, char *reason)
{
  g_autofree char *message = sauda_reason_show (reason);
  GError *error = g_error_new_literal (SAUDA_KASPI_ERROR, (int) code, message);

  sauda_kaspi_error_get_private (error)->reason = reason;
  return error;
}

/**
 * sauda_kaspi_error_get_reason:
 * @error: an error of any room
 *
 * Returns: (transfer none): what is to be kept of it (see sauda_reason_show()); its message, when it has only
 * that
 */
const char *
sauda_kaspi_error_get_reason (const GError *error)
{
  SaudaKaspiErrorPrivate *private =
    error->domain == SAUDA_KASPI_ERROR ? sauda_kaspi_error_get_private (error) : NULL;

  return private != NULL && private->reason != NULL ? private->reason : sauda_base_error_get_reason (error);
}

/**
 * sauda_kaspi_error_is_token:
 * @error: (nullable): why a request failed
 *
 * Returns: whether Kaspi does not take the store's token, or does not let it in: no other request fares
 * better
 */
gboolean
sauda_kaspi_error_is_token (const GError *error)
{
  return g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FORBIDDEN);
}

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
