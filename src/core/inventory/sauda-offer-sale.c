#include "sauda-offer-sale.h"

#include "sauda-connection.h"

static SaudaOfferSale
read_state (const char *name)
{
  if (name == NULL)
    return SAUDA_OFFER_SALE_BY_STOCK;
  return g_str_equal (name, "off") ? SAUDA_OFFER_SALE_OFF : SAUDA_OFFER_SALE_ON;
}

static gboolean
append_offers (SaudaConnection *connection, gint64 variant_id, GPtrArray *offers, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT offer.id, store.name, offer.sku, variant.sku, sale.state, sale.since_ms FROM variant"
    " JOIN offer ON offer.variant_id = variant.id JOIN store ON store.id = offer.store_id"
    " LEFT JOIN offer_sale AS sale ON sale.offer_id = offer.id WHERE variant.id = ?"
    " ORDER BY store.name, offer.sku",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, variant_id);
  for (;;) {
    SaudaOfferState *state;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    state = g_new0 (SaudaOfferState, 1);
    state->offer_id = sauda_statement_get_int64 (select, 0);
    state->variant_id = variant_id;
    state->store = g_strdup (sauda_statement_get_text (select, 1));
    state->sku = g_strdup (sauda_statement_get_text (select, 2));
    state->variant_sku = g_strdup (sauda_statement_get_text (select, 3));
    state->state = read_state (sauda_statement_get_text (select, 4));
    state->since_ms = sauda_statement_get_int64 (select, 5);
    g_ptr_array_add (offers, state);
  }
}

/**
 * sauda_offer_state_free:
 * @state: (transfer full) (nullable): an offer
 */
void
sauda_offer_state_free (SaudaOfferState *state)
{
  if (state == NULL)
    return;
  g_free (state->store);
  g_free (state->sku);
  g_free (state->variant_sku);
  g_free (state);
}

/**
 * sauda_offer_sale_list:
 * @connection: inside a transaction
 * @variant_ids: (array length=n_variants): variants
 * @n_variants: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOfferState) (nullable): every offer of them in every store
 */
GPtrArray *
sauda_offer_sale_list (SaudaConnection *connection,
                       const gint64 *variant_ids,
                       gsize n_variants,
                       GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_offer_state_free);

  for (gsize i = 0; i < n_variants; i++)
    if (!append_offers (connection, variant_ids[i], offers, error))
      return NULL;
  return g_steal_pointer (&offers);
}

/**
 * sauda_offer_sale_read_off_variants:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): set of the variants of which an offer was taken
 *   off sale
 */
GHashTable *
sauda_offer_sale_read_off_variants (SaudaConnection *connection, GError **error)
{
  SaudaStatement *select =
    sauda_connection_prepare (connection,
                              "SELECT offer.variant_id FROM offer_sale AS sale JOIN offer ON offer.id ="
                              " sale.offer_id WHERE sale.state = 'off' AND offer.variant_id IS NOT NULL",
                              error);

  return select != NULL ? sauda_statement_read_set (select, error) : NULL;
}

/**
 * sauda_offer_sale_read:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 SaudaOfferSale) (nullable): what was decided, by offer; an
 *   offer that nothing was decided about is not in it
 */
GHashTable *
sauda_offer_sale_read (SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) states = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  SaudaStatement *select =
    sauda_connection_prepare (connection, "SELECT offer_id, state FROM offer_sale", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    gint64 id;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&states);
    id = sauda_statement_get_int64 (select, 0);
    g_hash_table_insert (states, g_memdup2 (&id, sizeof id),
                         GINT_TO_POINTER (read_state (sauda_statement_get_text (select, 1))));
  }
}

/* What was decided is gone with the release: its undo needs it. */
static gboolean
keep_release (SaudaConnection *connection, gint64 batch_id, gint64 offer_id, GError **error)
{
  SaudaStatement *keep =
    sauda_connection_prepare (connection,
                              "INSERT OR IGNORE INTO offer_release (batch_id, offer_id, state)"
                              " SELECT ?1, offer_id, state FROM offer_sale WHERE offer_id = ?2",
                              error);

  if (keep == NULL)
    return FALSE;
  sauda_statement_bind_int64 (keep, 1, batch_id);
  sauda_statement_bind_int64 (keep, 2, offer_id);
  return sauda_statement_run (keep, error);
}

/**
 * sauda_offer_sale_set:
 * @connection: inside a transaction
 * @batch_id: the act of the stock ledger that it belongs to, and is undone with
 * @offer_id: an offer
 * @state: what is decided
 * @now_ms: UTC ms
 * @error: return location
 *
 * Takes effect in the next price list.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_offer_sale_set (SaudaConnection *connection,
                      gint64 batch_id,
                      gint64 offer_id,
                      SaudaOfferSale state,
                      gint64 now_ms,
                      GError **error)
{
  SaudaStatement *change;

  if (state == SAUDA_OFFER_SALE_BY_STOCK && !keep_release (connection, batch_id, offer_id, error))
    return FALSE;
  change = sauda_connection_prepare (
    connection,
    state == SAUDA_OFFER_SALE_BY_STOCK
      ? "DELETE FROM offer_sale WHERE offer_id = ?1"
      : "INSERT INTO offer_sale (offer_id, state, since_ms, batch_id) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (offer_id) DO UPDATE SET before = state, state = excluded.state,"
        " since_ms = excluded.since_ms, batch_id = excluded.batch_id",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, offer_id);
  if (state != SAUDA_OFFER_SALE_BY_STOCK) {
    sauda_statement_bind_text (change, 2, state == SAUDA_OFFER_SALE_OFF ? "off" : "on");
    sauda_statement_bind_int64 (change, 3, now_ms);
    sauda_statement_bind_int64 (change, 4, batch_id);
  }
  return sauda_statement_run (change, error);
}
