#include "sauda-price-rule.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct {
  const char *name;
  const char *title;
} verdicts[] = {
  [SAUDA_PRICE_FINE] = { "fine", N_ ("May be changed") },
  [SAUDA_PRICE_SAME] = { "same", N_ ("Is so already") },
  [SAUDA_PRICE_UNKNOWN] = { "unknown", N_ ("Has no price yet") },
  [SAUDA_PRICE_TOO_FAR] = { "too-far", N_ ("More than 10 percent at once") },
  [SAUDA_PRICE_TOO_OFTEN] = { "too-often", N_ ("Changed three times today") },
  [SAUDA_PRICE_BELOW_FLOOR] = { "below-floor", N_ ("Below the floor; needs a reason") },
};

/**
 * sauda_price_verdict_get_name:
 * @verdict: a verdict
 *
 * Returns: (not nullable): its stable name
 */
const char *
sauda_price_verdict_get_name (SaudaPriceVerdict verdict)
{
  return verdicts[verdict].name;
}

/**
 * sauda_price_verdict_get_title:
 * @verdict: a verdict
 *
 * Returns: (not nullable): what people read, translated
 */
const char *
sauda_price_verdict_get_title (SaudaPriceVerdict verdict)
{
  return _ (verdicts[verdict].title);
}

/**
 * sauda_price_rule_apply:
 * @price: whole tenge
 * @percent: by how much it changes, less than 0 down
 * @ending: digits that it ends in afterwards, such as 990 or 90; 0 for any
 *
 * Returns: the new price: the nearest one with that ending, whole tenge
 */
gint64
sauda_price_rule_apply (gint64 price, double percent, gint64 ending)
{
  gint64 step = 10, changed = (gint64) floor ((double) price * (1 + percent / 100) + 0.5), below;

  if (ending <= 0)
    return MAX (changed, 1);
  while (step <= ending)
    step *= 10;
  below = (changed - ending) / step * step + ending;
  if (changed < ending)
    return ending;
  return changed - below <= below + step - changed ? below : below + step;
}

/**
 * sauda_price_rule_judge:
 * @before: the price now, whole tenge; -1: none
 * @after: the price that is wanted
 * @floor: what it never goes below without a reason; -1: not known
 * @changes_today: how often it changed today
 *
 * Returns: what is thought of it (product.md 5)
 */
SaudaPriceVerdict
sauda_price_rule_judge (gint64 before, gint64 after, gint64 floor, guint changes_today)
{
  if (before == after)
    return SAUDA_PRICE_SAME;
  if (changes_today >= SAUDA_PRICE_MAX_CHANGES)
    return SAUDA_PRICE_TOO_OFTEN;
  if (before > 0 && ABS (after - before) * 100 > before * SAUDA_PRICE_MAX_PERCENT)
    return SAUDA_PRICE_TOO_FAR;
  /* a price that rises towards its floor is on the right way */
  if (floor > 0 && after < floor && (before <= 0 || after < before))
    return SAUDA_PRICE_BELOW_FLOOR;
  return before > 0 ? SAUDA_PRICE_FINE : SAUDA_PRICE_UNKNOWN;
}
