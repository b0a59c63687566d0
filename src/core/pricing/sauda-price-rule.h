#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Limits of product.md 5. */
#define SAUDA_PRICE_MAX_PERCENT 10  /* a change */
#define SAUDA_PRICE_MAX_CHANGES 3   /* a day and offer */
#define SAUDA_PRICE_MAX_CATALOGUE 5 /* percent of the offers in a run */

/**
 * SaudaPriceVerdict:
 * @SAUDA_PRICE_FINE: may be changed
 * @SAUDA_PRICE_SAME: is so already
 * @SAUDA_PRICE_UNKNOWN: has no price yet
 * @SAUDA_PRICE_TOO_FAR: more than ten percent at once
 * @SAUDA_PRICE_TOO_OFTEN: changed three times today
 * @SAUDA_PRICE_BELOW_FLOOR: below the floor or the break-even: a typed reason overrules it
 *
 * What is thought of a new price.
 */
typedef enum {
  SAUDA_PRICE_FINE,
  SAUDA_PRICE_SAME,
  SAUDA_PRICE_UNKNOWN,
  SAUDA_PRICE_TOO_FAR,
  SAUDA_PRICE_TOO_OFTEN,
  SAUDA_PRICE_BELOW_FLOOR,
} SaudaPriceVerdict;

const char *sauda_price_verdict_get_name (SaudaPriceVerdict verdict);
const char *sauda_price_verdict_get_title (SaudaPriceVerdict verdict);

gint64 sauda_price_rule_apply (gint64 price, double percent, gint64 ending);
SaudaPriceVerdict sauda_price_rule_judge (gint64 before, gint64 after, gint64 floor, guint changes_today);

G_END_DECLS
