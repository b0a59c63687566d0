#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaOrdersError:
 * @SAUDA_ORDERS_ERROR_NOT_FOUND: there is no such order or line
 * @SAUDA_ORDERS_ERROR_INVALID_RECORD: a record has no number
 *
 * Errors of the orders room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_ORDERS_ERROR_NOT_FOUND,
  SAUDA_ORDERS_ERROR_INVALID_RECORD,
} SaudaOrdersError;

#define SAUDA_ORDERS_ERROR (sauda_orders_error_quark ())
GQuark sauda_orders_error_quark (void);

G_END_DECLS
