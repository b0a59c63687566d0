#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaOutboxError:
 * @SAUDA_OUTBOX_ERROR_NOT_FOUND: there is no such plan or act
 * @SAUDA_OUTBOX_ERROR_ALREADY_APPROVED: somebody approved this plan before
 * @SAUDA_OUTBOX_ERROR_EXPIRED: the plan is older than an hour
 * @SAUDA_OUTBOX_ERROR_TRANSITION: the act is past that state
 */
typedef enum {
  SAUDA_OUTBOX_ERROR_NOT_FOUND,
  SAUDA_OUTBOX_ERROR_ALREADY_APPROVED,
  SAUDA_OUTBOX_ERROR_EXPIRED,
  SAUDA_OUTBOX_ERROR_TRANSITION,
} SaudaOutboxError;

#define SAUDA_OUTBOX_ERROR (sauda_outbox_error_quark ())
GQuark sauda_outbox_error_quark (void);

G_END_DECLS
