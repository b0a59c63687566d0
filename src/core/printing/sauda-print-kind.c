#include "sauda-print-kind.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  const char *title;
} kinds[SAUDA_PRINT_N_KINDS] = {
  [SAUDA_PRINT_KIND_WAYBILLS] = { "waybills", N_ ("Waybills") },
  [SAUDA_PRINT_KIND_PICK_LIST] = { "pick-list", N_ ("Pick list") },
  [SAUDA_PRINT_KIND_PRODUCT_LABELS] = { "product-labels", N_ ("Product labels") },
  [SAUDA_PRINT_KIND_PACKING_SLIPS] = { "packing-slips", N_ ("Packing slips") },
  [SAUDA_PRINT_KIND_HANDOVER_LIST] = { "handover-list", N_ ("Hand-over list") },
};

/**
 * sauda_print_kind_get_name:
 * @kind: a kind of documents
 *
 * Returns: (not nullable): its name in the database and on the command line
 */
const char *
sauda_print_kind_get_name (SaudaPrintKind kind)
{
  g_return_val_if_fail (kind < SAUDA_PRINT_N_KINDS, "");
  return kinds[kind].name;
}

/**
 * sauda_print_kind_get_title:
 * @kind: a kind of documents
 *
 * Returns: (not nullable): a translated title
 */
const char *
sauda_print_kind_get_title (SaudaPrintKind kind)
{
  g_return_val_if_fail (kind < SAUDA_PRINT_N_KINDS, "");
  return _ (kinds[kind].title);
}

/**
 * sauda_print_kind_from_name:
 * @name: (nullable): a name as sauda_print_kind_get_name() gives it
 * @kind: (out): the kind
 *
 * Returns: %FALSE when there is no such kind
 */
gboolean
sauda_print_kind_from_name (const char *name, SaudaPrintKind *kind)
{
  for (guint i = 0; i < SAUDA_PRINT_N_KINDS; i++) {
    if (g_strcmp0 (name, kinds[i].name) == 0) {
      *kind = (SaudaPrintKind) i;
      return TRUE;
    }
  }
  return FALSE;
}
