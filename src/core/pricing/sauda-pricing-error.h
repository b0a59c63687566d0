#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPricingError:
 * @SAUDA_PRICING_ERROR_NOT_FOUND: there is no such list, change or rate
 * @SAUDA_PRICING_ERROR_INVALID_VALUE: a number or a word cannot be what it is given as
 * @SAUDA_PRICING_ERROR_DONE_ALREADY: it was undone before
 * @SAUDA_PRICING_ERROR_LIMIT: a safety limit forbids it without a typed reason or confirmation
 *
 * Errors of the pricing room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_PRICING_ERROR_NOT_FOUND,
  SAUDA_PRICING_ERROR_INVALID_VALUE,
  SAUDA_PRICING_ERROR_DONE_ALREADY,
  SAUDA_PRICING_ERROR_LIMIT,
} SaudaPricingError;

#define SAUDA_PRICING_ERROR (sauda_pricing_error_quark ())
GQuark sauda_pricing_error_quark (void);

G_END_DECLS
