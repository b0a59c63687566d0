#include "sauda-store-move.h"

#include "sauda-connection.h"
#include "sauda-money.h"
#include "sauda-store-names.h"
#include "sauda-text.h"

/* "8 990 ₸ · M_S · Рашгард (S)": what is known of an offer. */
static char *
describe_offer (SaudaStatement *row, int first)
{
  GString *text = g_string_new (NULL);
  const char *product = sauda_statement_get_text (row, first + 1),
             *title = sauda_statement_get_text (row, first + 2);

  if (!sauda_statement_is_null (row, first)) {
    g_autofree char *price = sauda_money_format (sauda_statement_get_int64 (row, first));

    g_string_append (text, price);
  }
  if (product != NULL && !sauda_text_is_empty (product))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", product);
  if (title != NULL && !sauda_text_is_empty (title))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", title);
  return g_string_free (text, FALSE);
}

/**
 * sauda_offer_twin_free:
 * @twin: (transfer full) (nullable): a code
 */
void
sauda_offer_twin_free (SaudaOfferTwin *twin)
{
  if (twin == NULL)
    return;
  g_free (twin->sku);
  g_free (twin->from);
  g_free (twin->into);
  g_free (twin);
}

/**
 * sauda_store_move_list_twins:
 * @connection: inside a transaction
 * @from: a store that is to become a part of @into
 * @into: another one
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOfferTwin) (nullable): offer codes that both have, those that
 * differ first; %NULL with an error of the store
 */
GPtrArray *
sauda_store_move_list_twins (SaudaConnection *connection, gint64 from, gint64 into, GError **error)
{
  g_autoptr (GPtrArray) twins = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_offer_twin_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT goes.sku, goes.price, gone.sku, goes.title, stays.price, stayed.sku, stays.title,"
    " coalesce (goes.price <> stays.price, 0) OR coalesce (goes.variant_id <> stays.variant_id, 0)"
    " OR coalesce (goes.title <> stays.title, 0) AS differs"
    " FROM offer AS goes JOIN offer AS stays ON stays.store_id = ?2 AND stays.sku = goes.sku"
    " LEFT JOIN variant AS gone ON gone.id = goes.variant_id"
    " LEFT JOIN variant AS stayed ON stayed.id = stays.variant_id"
    " WHERE goes.store_id = ?1 ORDER BY differs DESC, goes.sku",
    error);
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, from);
  sauda_statement_bind_int64 (list, 2, into);
  while (row) {
    SaudaOfferTwin *twin;

    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (!row)
      break;
    twin = g_new0 (SaudaOfferTwin, 1);
    twin->sku = g_strdup (sauda_statement_get_text (list, 0));
    twin->from = describe_offer (list, 1);
    twin->into = describe_offer (list, 4);
    twin->differs = sauda_statement_get_int64 (list, 7) != 0;
    g_ptr_array_add (twins, twin);
  }
  return g_steal_pointer (&twins);
}

/**
 * sauda_store_move_offers:
 * @connection: inside a transaction
 * @from: a store that becomes a part of @into
 * @into: another one
 * @prefer_from: whose values stay where both have an offer: those of @from, or those of @into
 * @error: return location
 *
 * An offer that stays takes from its twin what it lacks itself.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_store_move_offers (SaudaConnection *connection,
                         gint64 from,
                         gint64 into,
                         gboolean prefer_from,
                         GError **error)
{
  static const char *const join[] = {
    "UPDATE offer SET variant_id = coalesce (offer.variant_id, twin.variant_id),"
    " title = coalesce (offer.title, twin.title), kaspi_code = coalesce (offer.kaspi_code, twin.kaspi_code),"
    " kaspi_code_2 = coalesce (offer.kaspi_code_2, twin.kaspi_code_2),"
    " size_on_kaspi = coalesce (offer.size_on_kaspi, twin.size_on_kaspi), price = coalesce (offer.price, "
    "twin.price),"
    " stock_entered = coalesce (offer.stock_entered, twin.stock_entered), name = coalesce (offer.name, "
    "twin.name),"
    " my_size = coalesce (offer.my_size, twin.my_size), our_size = coalesce (offer.our_size, twin.our_size),"
    " secondary = coalesce (offer.secondary, twin.secondary),"
    " gender_text = coalesce (offer.gender_text, twin.gender_text), brand = coalesce (offer.brand, "
    "twin.brand)"
    " FROM offer AS twin WHERE twin.store_id = ?2 AND twin.sku = offer.sku AND offer.store_id = ?1",
    "DELETE FROM offer_before WHERE id IN (SELECT twin.id FROM offer AS twin JOIN offer AS kept"
    " ON kept.store_id = ?1 AND kept.sku = twin.sku WHERE twin.store_id = ?2)",
    "DELETE FROM offer WHERE store_id = ?2 AND sku IN (SELECT sku FROM offer WHERE store_id = ?1)",
    NULL,
  };
  static const char *const move[] = {
    "UPDATE offer SET store_id = ?2 WHERE store_id = ?1",
    "UPDATE offer_before SET store_id = ?2 WHERE store_id = ?1",
    NULL,
  };
  gint64 stays = prefer_from ? from : into, goes = prefer_from ? into : from;

  return sauda_connection_run_each (connection, join, stays, goes, error) &&
         sauda_connection_run_each (connection, move, from, into, error);
}

/* What only the store that goes knew of the account at Kaspi, and its red Stop. */
static gboolean
take_over (SaudaConnection *connection, const SaudaStoreInfo *gone, gint64 into, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE store SET merchant_id = coalesce (merchant_id, ?2), stopped = max (stopped, ?3) WHERE id = ?1",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, into);
  sauda_statement_bind_text (update, 2, gone->merchant_id);
  sauda_statement_bind_int64 (update, 3, gone->stopped);
  return sauda_statement_run (update, error);
}

/**
 * sauda_store_move_end:
 * @connection: inside a transaction, after all that the store has was moved
 * @from: a store that is a part of @into now
 * @into: another one
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * The store is there no more; its names mean the other one. Who was stopped stays stopped.
 *
 * Returns: %FALSE with an error of the store, also when something was left with @from
 */
gboolean
sauda_store_move_end (SaudaConnection *connection, gint64 from, gint64 into, gint64 now_ms, GError **error)
{
  static const char *const end[] = {
    "UPDATE saved_view SET query = replace (query, '''store'': <int64 ' || ?1 || '>',"
    " '''store'': <int64 ' || ?2 || '>')",
    "UPDATE store_name SET store_id = ?2 WHERE store_id = ?1",
    "DELETE FROM store WHERE id = ?1 AND id <> ?2",
    NULL,
  };
  g_autoptr (SaudaStoreInfo) gone = sauda_stores_get (connection, from, error);

  return gone != NULL && sauda_connection_run_each (connection, end, from, into, error) &&
         take_over (connection, gone, into, error) &&
         sauda_store_names_keep (connection, into, gone->name, now_ms, error);
}
