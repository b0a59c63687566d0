#include "sauda-offer-place.h"

#include "sauda-store-rows.h"

#include <string.h>

static void
place_clear (gpointer data)
{
  g_free (((SaudaOfferPlace *) data)->name);
}

static gint64
add_up (const GArray *places)
{
  gint64 sum = -1;

  for (guint i = 0; i < places->len; i++) {
    const SaudaOfferPlace *place = &g_array_index (places, SaudaOfferPlace, i);

    if (place->stock >= 0)
      sum = MAX (sum, 0) + place->stock;
  }
  return sum;
}

static void
take_place (SaudaStatement *row, gpointer places)
{
  gint64 offer_id = sauda_statement_get_int64 (row, 0);
  const SaudaOfferPlace place = { g_strdup (sauda_statement_get_text (row, 1)),
                                  sauda_statement_get_int64 (row, 2) != 0,
                                  sauda_statement_is_null (row, 3) ? -1 : sauda_statement_get_int64 (row, 3),
                                  (gint) sauda_statement_get_int64 (row, 4) };
  GArray *known = g_hash_table_lookup (places, &offer_id);

  if (known == NULL) {
    known = g_array_new (FALSE, FALSE, sizeof (SaudaOfferPlace));
    g_array_set_clear_func (known, place_clear);
    g_hash_table_insert (places, g_memdup2 (&offer_id, sizeof offer_id), known);
  }
  g_array_append_val (known, place);
}

/**
 * sauda_offer_places_read:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what sauda_offer_places_find() looks in
 */
GHashTable *
sauda_offer_places_read (SaudaConnection *connection, gint64 store_id, GError **error)
{
  static const char sql[] =
    "SELECT place.offer_id, place.name, place.available, place.stock, place.pre_order"
    " FROM offer_place AS place JOIN offer ON offer.id = place.offer_id WHERE offer.store_id = ?";
  g_autoptr (GHashTable) places =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);

  return sauda_store_rows_read (connection, sql, store_id, take_place, places, error)
           ? g_steal_pointer (&places)
           : NULL;
}

/**
 * sauda_offer_places_hold:
 * @places: of a store
 * @offer_id: an offer
 * @stock: what is known of its stock now, pieces; -1 for nothing
 *
 * Returns: whether what Kaspi's list told of the offer's warehouses adds up to @stock: once that was told
 *   otherwise, the old division says nothing any more
 */
gboolean
sauda_offer_places_hold (GHashTable *places, gint64 offer_id, gint64 stock)
{
  const GArray *known = g_hash_table_lookup (places, &offer_id);

  return known != NULL && add_up (known) == stock;
}

/**
 * sauda_offer_places_find:
 * @places: of a store
 * @offer_id: an offer
 * @name: a warehouse, `PP1`
 *
 * Returns: (transfer none) (nullable): what Kaspi's list told of the offer there
 */
const SaudaOfferPlace *
sauda_offer_places_find (GHashTable *places, gint64 offer_id, const char *name)
{
  const GArray *known = g_hash_table_lookup (places, &offer_id);

  for (guint i = 0; known != NULL && i < known->len; i++) {
    const SaudaOfferPlace *place = &g_array_index (known, SaudaOfferPlace, i);

    if (strcmp (place->name, name) == 0)
      return place;
  }
  return NULL;
}

/**
 * sauda_offer_places_add:
 * @connection: inside a transaction
 * @offer_id: an offer
 * @place: what Kaspi's list tells of it
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_offer_places_add (SaudaConnection *connection,
                        gint64 offer_id,
                        const SaudaOfferPlace *place,
                        GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT OR REPLACE INTO offer_place (offer_id, name, available, stock, pre_order) VALUES (?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, offer_id);
  sauda_statement_bind_text (insert, 2, place->name);
  sauda_statement_bind_int64 (insert, 3, place->available ? 1 : 0);
  if (place->stock >= 0)
    sauda_statement_bind_int64 (insert, 4, place->stock);
  sauda_statement_bind_int64 (insert, 5, place->pre_order);
  return sauda_statement_run (insert, error);
}
