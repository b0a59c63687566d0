#include "sauda-trust.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  const char *title;
} trusts[] = {
  [SAUDA_TRUST_FILES] = { "files", N_ ("Files only") },
  [SAUDA_TRUST_READ] = { "read", N_ ("Reads from Kaspi") },
  [SAUDA_TRUST_LIMITED] = { "limited", N_ ("Changes stock and statuses") },
  [SAUDA_TRUST_FULL] = { "full", N_ ("Changes everything") },
};

/**
 * sauda_trust_get_name:
 * @trust: a level of trust
 *
 * Returns: (not nullable): the name that the command line and the database use
 */
const char *
sauda_trust_get_name (SaudaTrust trust)
{
  g_return_val_if_fail (trust <= SAUDA_TRUST_FULL, "files");
  return trusts[trust].name;
}

/**
 * sauda_trust_get_title:
 * @trust: a level of trust
 *
 * Returns: (not nullable): a translated title
 */
const char *
sauda_trust_get_title (SaudaTrust trust)
{
  g_return_val_if_fail (trust <= SAUDA_TRUST_FULL, "");
  return _ (trusts[trust].title);
}

/**
 * sauda_trust_get_reason:
 * @trust: a level of trust
 *
 * Returns: (not nullable): its title as it is kept for readers of any language, see sauda_reason_show()
 */
const char *
sauda_trust_get_reason (SaudaTrust trust)
{
  g_return_val_if_fail (trust <= SAUDA_TRUST_FULL, "");
  return trusts[trust].title;
}

/**
 * sauda_trust_from_name:
 * @name: (nullable): files, read, limited or full
 * @trust: (out): the level
 *
 * Returns: %FALSE when there is no such level
 */
gboolean
sauda_trust_from_name (const char *name, SaudaTrust *trust)
{
  for (guint i = 0; i < G_N_ELEMENTS (trusts); i++) {
    if (g_strcmp0 (name, trusts[i].name) == 0) {
      *trust = (SaudaTrust) i;
      return TRUE;
    }
  }
  return FALSE;
}
