#include "sauda-catalog.h"

#include "sauda-connection.h"
#include "sauda-offer-sku.h"
#include "sauda-text.h"

#include <string.h>

/* In the order of list_texts, behind eight numbers. */
#define SELECT_OFFERS                                                                                        \
  "SELECT offer.id, offer.store_id, offer.variant_id, offer.price, offer.stock_entered, "                    \
  "variant.weight_grams,"                                                                                    \
  " variant.cost_cny, store.name, offer.sku, variant.sku, offer.title, offer.kaspi_code, "                   \
  "offer.size_on_kaspi,"                                                                                     \
  " variant.model_key, coalesce (offer.name, variant.model_name), variant.size, variant.size_text,"          \
  " variant.brand, variant.model, variant.color, variant.gender, variant.season, variant.product_type,"      \
  " variant.sub_category, variant.search_key, (SELECT min (code) FROM variant_barcode WHERE variant_id = "   \
  "variant.id)"                                                                                              \
  " FROM offer JOIN store ON store.id = offer.store_id LEFT JOIN variant ON variant.id = offer.variant_id"

#define FIRST_TEXT 7
#define SEARCH_KEY_COLUMN 24
#define BARCODE_COLUMN 25

static gint64
read_number (SaudaStatement *row, int column)
{
  return sauda_statement_is_null (row, column) ? -1 : sauda_statement_get_int64 (row, column);
}

static SaudaCatalogOffer *
read_offer (SaudaStatement *row)
{
  SaudaCatalogOffer *offer = g_new0 (SaudaCatalogOffer, 1);
  char **const texts[] = {
    &offer->store,         &offer->sku,          &offer->variant_sku, &offer->kaspi_title, &offer->kaspi_code,
    &offer->size_on_kaspi, &offer->model_key,    &offer->model_name,  &offer->size,        &offer->size_text,
    &offer->brand,         &offer->model,        &offer->color,       &offer->gender,      &offer->season,
    &offer->product_type,  &offer->sub_category,
  };

  offer->id = sauda_statement_get_int64 (row, 0);
  offer->store_id = sauda_statement_get_int64 (row, 1);
  offer->variant_id = sauda_statement_get_int64 (row, 2);
  offer->price = read_number (row, 3);
  offer->stock = read_number (row, 4);
  offer->weight_grams = read_number (row, 5);
  offer->cost_cny = sauda_statement_is_null (row, 6) ? -1 : sauda_statement_get_double (row, 6);
  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (sauda_statement_get_text (row, FIRST_TEXT + i));
  offer->barcode = g_strdup (sauda_statement_get_text (row, BARCODE_COLUMN));
  return offer;
}

static gboolean
offer_matches (SaudaStatement *row, const char *const *words)
{
  const char *variant_key = sauda_statement_get_text (row, SEARCH_KEY_COLUMN);
  const char *barcode = sauda_statement_get_text (row, BARCODE_COLUMN);
  g_autofree char *text = g_strjoin (" ", sauda_statement_get_text (row, FIRST_TEXT),
                                     sauda_statement_get_text (row, FIRST_TEXT + 1), NULL);
  g_autofree char *offer_key = sauda_text_search_key (text);
  g_autofree char *title_key = sauda_text_search_key (sauda_statement_get_text (row, FIRST_TEXT + 3));

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (offer_key, words[i]) == NULL && strstr (title_key, words[i]) == NULL &&
        (variant_key == NULL || strstr (variant_key, words[i]) == NULL) && g_strcmp0 (barcode, words[i]) != 0)
      return FALSE;
  return TRUE;
}

/* The only variant that @statement returns, or 0 when there are none or several. */
static gboolean
step_only_variant (SaudaStatement *statement, gint64 *variant_id, GError **error)
{
  gboolean row, more = FALSE;
  gint64 first;

  *variant_id = 0;
  if (!sauda_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  first = sauda_statement_get_int64 (statement, 0);
  if (!sauda_statement_step (statement, &more, error))
    return FALSE;
  sauda_statement_reset (statement);
  *variant_id = more ? 0 : first;
  return TRUE;
}

/**
 * sauda_catalog_offer_free:
 * @offer: (transfer full) (nullable): an offer
 */
void
sauda_catalog_offer_free (SaudaCatalogOffer *offer)
{
  if (offer == NULL)
    return;
  g_free (offer->store);
  g_free (offer->sku);
  g_free (offer->variant_sku);
  g_free (offer->kaspi_title);
  g_free (offer->kaspi_code);
  g_free (offer->size_on_kaspi);
  g_free (offer->model_key);
  g_free (offer->model_name);
  g_free (offer->size);
  g_free (offer->size_text);
  g_free (offer->brand);
  g_free (offer->model);
  g_free (offer->color);
  g_free (offer->gender);
  g_free (offer->season);
  g_free (offer->product_type);
  g_free (offer->sub_category);
  g_free (offer->barcode);
  g_free (offer);
}

/**
 * sauda_catalog_list:
 * @connection: inside a transaction
 * @query: (nullable): words that must all be found in SKU, title, model or store, in any case
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCatalogOffer) (nullable): the offers in the order in which they
 * came, or %NULL with an error of the store
 */
GPtrArray *
sauda_catalog_list (SaudaConnection *connection, const char *query, GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_catalog_offer_free);
  g_autofree char *folded = sauda_text_search_key (query);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_OFFERS " ORDER BY offer.id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&offers);
    if (offer_matches (select, (const char *const *) words))
      g_ptr_array_add (offers, read_offer (select));
  }
}

/**
 * sauda_catalog_list_offers:
 * @connection: inside a transaction
 * @variant_id: a variant, 0 for the offers that are linked to none
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCatalogOffer) (nullable): the offers in the order in which they
 * came, or %NULL with an error of the store
 */
GPtrArray *
sauda_catalog_list_offers (SaudaConnection *connection, gint64 variant_id, GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_catalog_offer_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, SELECT_OFFERS " WHERE offer.variant_id IS nullif (?, 0) ORDER BY offer.id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, variant_id);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&offers);
    g_ptr_array_add (offers, read_offer (select));
  }
}

/**
 * sauda_catalog_find_offer:
 * @connection: inside a transaction
 * @store_id: the store
 * @sku: the very code of the offer
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the offer; %NULL without an error when there is none
 */
SaudaCatalogOffer *
sauda_catalog_find_offer (SaudaConnection *connection, gint64 store_id, const char *sku, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, SELECT_OFFERS " WHERE offer.store_id = ? AND offer.sku = ?", error);
  SaudaCatalogOffer *offer = NULL;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, store_id);
  sauda_statement_bind_text (find, 2, sku);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row)
    offer = read_offer (find);
  sauda_statement_reset (find);
  return offer;
}

/**
 * sauda_catalog_find_variant:
 * @connection: inside a transaction
 * @store_id: the store that sold it
 * @sku: the merchant SKU as Kaspi has it
 * @variant_id: (out): the variant, 0 when none or more than one would fit
 * @link: (out) (nullable): how it was found
 * @error: return location
 *
 * The store's very offer first, then its only variant whose SKU differs in blanks alone, then the only
 * variant that other stores sell under that SKU (kaspi-api 4.1). Never guesses between two.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_find_variant (SaudaConnection *connection,
                            gint64 store_id,
                            const char *sku,
                            gint64 *variant_id,
                            SaudaOfferLink *link,
                            GError **error)
{
  static const char *const queries[] = {
    [SAUDA_OFFER_LINK_EXACT] = "SELECT variant_id FROM offer WHERE store_id = ?1 AND sku = ?2"
                               " AND variant_id IS NOT NULL",
    [SAUDA_OFFER_LINK_LENIENT] = "SELECT variant_id FROM offer WHERE store_id = ?1 AND lenient_sku = ?2"
                                 " AND variant_id IS NOT NULL"
                                 " UNION SELECT variant_id FROM offer WHERE store_id = ?1 AND sku = ?2"
                                 " AND variant_id IS NOT NULL LIMIT 2",
    [SAUDA_OFFER_LINK_OTHER_STORE] = "SELECT DISTINCT offer.variant_id FROM store CROSS JOIN offer ON "
                                     "offer.store_id = store.id AND offer.sku = ?2"
                                     " WHERE store.id <> ?1 AND offer.variant_id IS NOT NULL LIMIT 2",
  };
  g_autofree char *lenient_sku = sauda_offer_sku_make_lenient (sku);

  if (link != NULL)
    *link = SAUDA_OFFER_LINK_NONE;
  *variant_id = 0;
  if (*lenient_sku == '\0')
    return TRUE;
  for (guint i = SAUDA_OFFER_LINK_EXACT; i < G_N_ELEMENTS (queries); i++) {
    SaudaStatement *find = sauda_connection_prepare (connection, queries[i], error);

    if (find == NULL)
      return FALSE;
    sauda_statement_bind_int64 (find, 1, store_id);
    sauda_statement_bind_text (find, 2, i == SAUDA_OFFER_LINK_LENIENT ? lenient_sku : sku);
    if (!step_only_variant (find, variant_id, error))
      return FALSE;
    if (*variant_id == 0)
      continue;
    if (link != NULL)
      *link = (SaudaOfferLink) i;
    return TRUE;
  }
  return TRUE;
}

/**
 * sauda_catalog_add_offer:
 * @connection: inside a transaction
 * @draft: an offer
 * @added: (out): whether it was not there before; one that is there stays as it is
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_add_offer (SaudaConnection *connection,
                         const SaudaOfferDraft *draft,
                         gboolean *added,
                         GError **error)
{
  g_autofree char *lenient = sauda_offer_sku_make_lenient (draft->sku);
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO offer (store_id, sku, lenient_sku, title, price, stock_entered, brand)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, draft->store_id);
  sauda_statement_bind_text (insert, 2, draft->sku);
  sauda_statement_bind_text (insert, 3, g_str_equal (lenient, draft->sku) ? NULL : lenient);
  sauda_statement_bind_text (insert, 4, draft->title);
  if (draft->price > 0)
    sauda_statement_bind_int64 (insert, 5, draft->price);
  if (draft->stock >= 0)
    sauda_statement_bind_int64 (insert, 6, draft->stock);
  sauda_statement_bind_text (insert, 7, draft->brand);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  *added = sauda_connection_get_changes (connection) > 0;
  return TRUE;
}
