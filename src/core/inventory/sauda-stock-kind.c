#include "sauda-stock-kind.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  const char *title;
} kinds[SAUDA_STOCK_N_KINDS] = {
  [SAUDA_STOCK_OPENING] = { "opening", N_ ("Opening stock") },
  [SAUDA_STOCK_SALE] = { "sale", N_ ("Sold") },
  [SAUDA_STOCK_CANCEL] = { "cancel", N_ ("Cancelled before hand-over") },
  [SAUDA_STOCK_RETURN] = { "return", N_ ("Came back, to inspect") },
  [SAUDA_STOCK_GOOD] = { "good", N_ ("Inspected, good") },
  [SAUDA_STOCK_DAMAGED] = { "damaged", N_ ("Inspected, damaged") },
  [SAUDA_STOCK_LOST] = { "lost", N_ ("Inspected, not there") },
  [SAUDA_STOCK_COUNT] = { "count", N_ ("Counted") },
  [SAUDA_STOCK_CORRECTION] = { "correction", N_ ("Corrected") },
  [SAUDA_STOCK_PURCHASE] = { "purchase", N_ ("Came from the supplier") },
};

/**
 * sauda_stock_kind_get_name:
 * @kind: a kind
 *
 * Returns: (not nullable): its stable name, for the command line and the database
 */
const char *
sauda_stock_kind_get_name (SaudaStockKind kind)
{
  g_return_val_if_fail (kind < SAUDA_STOCK_N_KINDS, "correction");
  return kinds[kind].name;
}

/**
 * sauda_stock_kind_get_title:
 * @kind: a kind
 *
 * Returns: (not nullable): its translated title
 */
const char *
sauda_stock_kind_get_title (SaudaStockKind kind)
{
  g_return_val_if_fail (kind < SAUDA_STOCK_N_KINDS, "");
  return _ (kinds[kind].title);
}

/**
 * sauda_stock_kind_get_reason:
 * @kind: a kind
 *
 * Returns: (not nullable): its title as it is kept for readers of any language, see sauda_reason_show()
 */
const char *
sauda_stock_kind_get_reason (SaudaStockKind kind)
{
  g_return_val_if_fail (kind < SAUDA_STOCK_N_KINDS, "");
  return kinds[kind].title;
}

/**
 * sauda_stock_kind_from_name:
 * @name: (nullable): a stable name
 * @kind: (out): the kind
 *
 * Returns: %FALSE when there is no such kind
 */
gboolean
sauda_stock_kind_from_name (const char *name, SaudaStockKind *kind)
{
  for (guint i = 0; i < SAUDA_STOCK_N_KINDS; i++)
    if (g_strcmp0 (kinds[i].name, name) == 0) {
      *kind = (SaudaStockKind) i;
      return TRUE;
    }
  return FALSE;
}
