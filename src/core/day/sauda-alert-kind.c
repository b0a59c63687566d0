#include "sauda-alert-kind.h"

#include <glib/gi18n-lib.h>

static const SaudaAlertKind kinds[] = {
  { SAUDA_ALERT_SYNC_STOPPED, N_ ("Orders are not read"), N_ ("Read Now"), "sync" },
  { SAUDA_ALERT_TOKEN, N_ ("A token is needed"), N_ ("Enter Token"), "store-token::" },
  { SAUDA_ALERT_NO_ORDERS, N_ ("No orders"), N_ ("Show Stores"), "page::settings" },
  { SAUDA_ALERT_SHIP_SOON, N_ ("To be handed over soon"), N_ ("Show Orders"), "orders-soon::" },
  { SAUDA_ALERT_FAILED_ACTS, N_ ("Acts failed"), N_ ("Show Acts"), "ledger" },
  { SAUDA_ALERT_UNCLEAR_ACTS, N_ ("Unclear answers"), N_ ("Show Acts"), "ledger" },
  { SAUDA_ALERT_PARITY, N_ ("API and spreadsheets differ"), N_ ("Compare"), "parity::" },
  { SAUDA_ALERT_GATE, N_ ("A gate is closed"), N_ ("Show Gate"), "gate::" },
  { SAUDA_ALERT_STUCK_CONVERSATION, N_ ("A buyer waits"), N_ ("Show Decisions"), "page::decisions" },
  { SAUDA_ALERT_WHATSAPP, N_ ("WhatsApp reports a fault"), N_ ("Show Settings"), "settings-part::whatsapp" },
  { SAUDA_ALERT_LOW_STOCK, N_ ("Low stock"), N_ ("Show Stock"), "page::stock" },
  { SAUDA_ALERT_DRIFT, N_ ("Stock differs from Kaspi's"), N_ ("Show Stock"), "page::stock" },
  { SAUDA_ALERT_PRICES, N_ ("Prices need a look"), N_ ("Show Prices"), "page::prices" },
  { SAUDA_ALERT_SERVING, N_ ("The price list is not served"), N_ ("Show Price List"), "price-list" },
  { SAUDA_ALERT_BACKUP, N_ ("No fresh backup"), N_ ("Back Up Now"), "back-up" },
  { SAUDA_ALERT_DISK, N_ ("The disk is nearly full"), N_ ("Show Settings"), "settings-part::folder" },
};

/**
 * sauda_alert_kind_find:
 * @name: a kind as in the database
 * @kind: (out): what it is, translated
 *
 * Returns: whether this version of Sauda knows it
 */
gboolean
sauda_alert_kind_find (const char *name, SaudaAlertKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0) {
      *kind = (SaudaAlertKind){ kinds[i].name, _ (kinds[i].title), _ (kinds[i].button), kinds[i].action };
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_alert_kind_make_action:
 * @kind: a kind
 * @store: (nullable): name of the store that an alert of it is about
 * @detail: (nullable): what tells it apart from others of its kind, such as the name of a gate
 *
 * Returns: (transfer full): the detailed name of what its button does, without the prefix of the window
 */
char *
sauda_alert_kind_make_action (const SaudaAlertKind *kind, const char *store, const char *detail)
{
  return g_str_has_suffix (kind->action, "::")
           ? g_strconcat (kind->action, store != NULL ? store : detail, NULL)
           : g_strdup (kind->action);
}
