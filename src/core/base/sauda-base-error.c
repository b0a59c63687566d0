#include "sauda-base-error.h"

#include "sauda-reason.h"

/* What goes with an error of this room. */
typedef struct {
  char *reason; /* (owned) (nullable) */
} SaudaBaseErrorPrivate;

static void
sauda_base_error_private_init (SaudaBaseErrorPrivate *private)
{
}

static void
sauda_base_error_private_copy (const SaudaBaseErrorPrivate *source, SaudaBaseErrorPrivate *copy)
{
  copy->reason = g_strdup (source->reason);
}

static void
sauda_base_error_private_clear (SaudaBaseErrorPrivate *private)
{
  g_free (private->reason);
}

G_DEFINE_EXTENDED_ERROR (SaudaBaseError, sauda_base_error)

/**
 * sauda_base_error_new:
 * @code: what failed
 * @reason: (transfer full): what happened, of sauda_reason_new()
 *
 * Returns: (transfer full): an error that says it in the language of this program, and can be kept for
 * readers of another
 */
GError *
sauda_base_error_new (SaudaBaseError code, char *reason)
{
  g_autofree char *message = sauda_reason_show (reason);
  GError *error = g_error_new_literal (SAUDA_BASE_ERROR, (int) code, message);

  sauda_base_error_get_private (error)->reason = reason;
  return error;
}

/**
 * sauda_base_error_get_reason:
 * @error: an error
 *
 * Returns: (transfer none): what is to be kept of it (see sauda_reason_show()); its message, when it has only
 * that
 */
const char *
sauda_base_error_get_reason (const GError *error)
{
  SaudaBaseErrorPrivate *private =
    error->domain == SAUDA_BASE_ERROR ? sauda_base_error_get_private (error) : NULL;

  return private != NULL && private->reason != NULL ? private->reason : error->message;
}
