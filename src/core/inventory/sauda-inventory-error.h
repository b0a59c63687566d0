#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaInventoryError:
 * @SAUDA_INVENTORY_ERROR_NOT_FOUND: there is no such variant, batch, question, supplier or purchase
 * @SAUDA_INVENTORY_ERROR_INVALID_VALUE: a number or a word cannot be what it is given as
 * @SAUDA_INVENTORY_ERROR_DONE_ALREADY: it was undone, answered or received before
 *
 * Errors of the inventory room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_INVENTORY_ERROR_NOT_FOUND,
  SAUDA_INVENTORY_ERROR_INVALID_VALUE,
  SAUDA_INVENTORY_ERROR_DONE_ALREADY,
} SaudaInventoryError;

#define SAUDA_INVENTORY_ERROR (sauda_inventory_error_quark ())
GQuark sauda_inventory_error_quark (void);

G_END_DECLS
