#include "sauda-stock-rule.h"

#include "sauda-connection.h"
#include "sauda-offer-sale.h"
#include "sauda-settings.h"
#include "sauda-stock-acts.h"
#include "sauda-stores.h"

/* What has run out goes off sale without a question, where the merchant said so and the store is trusted with
 * everything (product.md 2 and 5). It is one act of the ledger, and one undo. */

#define KEY "stock-run-out-by-itself"
#define WHO "rule"

/**
 * sauda_stock_rule_get:
 * @connection: inside a transaction
 * @on: (out): whether what has run out goes off sale by itself; not at first
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_rule_get (SaudaConnection *connection, gboolean *on, GError **error)
{
  g_autofree char *value = NULL;

  if (!sauda_settings_get (connection, KEY, &value, error))
    return FALSE;
  *on = g_strcmp0 (value, "1") == 0;
  return TRUE;
}

/**
 * sauda_stock_rule_set:
 * @connection: inside a transaction that may write
 * @on: whether what has run out goes off sale by itself
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_rule_set (SaudaConnection *connection, gboolean on, gint64 now_ms, GError **error)
{
  g_info ("setting %s: %s", KEY, on ? "on" : "off");
  return sauda_settings_set (connection, KEY, on ? "1" : "0", now_ms, error);
}

/* The stores whose offers the rule may touch. */
static GHashTable *
list_trusted (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);
  GHashTable *names;

  if (stores == NULL)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);

    if (store->trust == SAUDA_TRUST_FULL && !store->stopped)
      g_hash_table_add (names, g_strdup (store->name));
  }
  return names;
}

/**
 * sauda_stock_rule_run:
 * @connection: inside a transaction that may write
 * @now_ms: UTC ms
 * @offers: (out): how many offers went off sale; 0 while the rule is off
 * @error: return location
 *
 * Takes what has run out off sale in the stores that are trusted with everything and not stopped. What a
 * person decided about an offer stays.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_rule_run (SaudaConnection *connection, gint64 now_ms, guint *offers, GError **error)
{
  g_autoptr (GHashTable) trusted = NULL;
  g_autoptr (GPtrArray) run_out = NULL;
  gboolean on;

  *offers = 0;
  if (!sauda_stock_rule_get (connection, &on, error))
    return FALSE;
  if (!on)
    return TRUE;
  trusted = list_trusted (connection, error);
  run_out = trusted != NULL ? sauda_stock_acts_list_run_out (connection, now_ms, error) : NULL;
  if (run_out == NULL)
    return FALSE;
  for (guint i = run_out->len; i-- > 0;)
    if (!g_hash_table_contains (trusted, ((SaudaOfferState *) g_ptr_array_index (run_out, i))->store))
      g_ptr_array_remove_index (run_out, i);
  *offers = run_out->len;
  return run_out->len == 0 || sauda_stock_acts_take_off_sale (connection, run_out, WHO, now_ms, error) != 0;
}
