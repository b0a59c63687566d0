#include "sauda-price-list-drift.h"

#include "sauda-database.h"
#include "sauda-list-terms.h"
#include "sauda-list-watch.h"
#include "sauda-offer-sale.h"
#include "sauda-offer-sku.h"
#include "sauda-price-list-make.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *name;
  const char *title;
} fields[] = {
  [SAUDA_DRIFT_PRICE] = { "price", N_ ("Price") },
  [SAUDA_DRIFT_STOCK] = { "stock", N_ ("Stock") },
  [SAUDA_DRIFT_AVAILABILITY] = { "availability", N_ ("On sale") },
  [SAUDA_DRIFT_MISSING] = { "missing", N_ ("Missing at Kaspi") },
  [SAUDA_DRIFT_UNKNOWN] = { "unknown", N_ ("Not in the catalogue") },
};

typedef struct {
  SaudaDriftReport *report;         /* (not owned) */
  const SaudaDriftOptions *options; /* (not owned) */
  SaudaConnection *connection;      /* (not owned) (nullable) */
  gint64 store_id;
  GHashTable *known; /* (owned) (nullable) since when, by key */
  GHashTable *since; /* (owned) (nullable) what differs now */
} Comparison;

static void
drift_free (gpointer data)
{
  SaudaDrift *drift = data;

  if (drift == NULL)
    return;
  g_free (drift->sku);
  g_free (drift->title);
  g_free (drift->variant_sku);
  g_free (drift);
}

static GHashTable *
index_by_sku (const SaudaKaspiPriceList *list)
{
  GHashTable *offers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < list->offers->len; i++) {
    SaudaKaspiOffer *offer = g_ptr_array_index (list->offers, i);

    g_hash_table_insert (offers, offer->sku, offer);
  }
  return offers;
}

static SaudaDrift *
add_drift (GPtrArray *found, const SaudaKaspiOffer *offer, SaudaDriftField field, gint64 mine, gint64 kaspi)
{
  SaudaDrift *drift = g_new0 (SaudaDrift, 1);

  drift->sku = g_strdup (offer->sku);
  drift->title = g_strdup (offer->model);
  drift->field = field;
  drift->mine = mine;
  drift->kaspi = kaspi;
  g_ptr_array_add (found, drift);
  return drift;
}

/* Sauda's own list tells every warehouse the whole shelf, which is one. */
static gint64
get_shelf (const SaudaKaspiOffer *mine)
{
  gint64 shelf = -1;

  for (guint i = 0; i < mine->availabilities->len; i++)
    shelf = MAX (shelf, g_array_index (mine->availabilities, SaudaKaspiAvailability, i).stock);
  return shelf;
}

/* Whether Kaspi's list is what Sauda published: the whole shelf in each warehouse that sells. */
static gboolean
tells_shelf (const SaudaKaspiOffer *kaspi, gint64 shelf)
{
  for (guint i = 0; i < kaspi->availabilities->len; i++) {
    const SaudaKaspiAvailability *place = &g_array_index (kaspi->availabilities, SaudaKaspiAvailability, i);

    if (place->available && place->stock >= 0 && place->stock != shelf)
      return FALSE;
  }
  return sauda_kaspi_offer_is_available (kaspi);
}

static void
compare_offers (GPtrArray *found, const SaudaKaspiOffer *mine, const SaudaKaspiOffer *kaspi)
{
  gint64 my_price = sauda_kaspi_offer_get_price (mine), price = sauda_kaspi_offer_get_price (kaspi);
  gint64 my_stock = get_shelf (mine), stock = sauda_kaspi_offer_get_stock (kaspi);
  gboolean my_sale = sauda_kaspi_offer_is_available (mine), sale = sauda_kaspi_offer_is_available (kaspi);

  if (my_price != price)
    add_drift (found, mine, SAUDA_DRIFT_PRICE, my_price, price);
  if (my_stock != stock && my_stock >= 0 && stock >= 0 && !tells_shelf (kaspi, my_stock))
    add_drift (found, mine, SAUDA_DRIFT_STOCK, my_stock, stock);
  if (my_sale != sale)
    add_drift (found, mine, SAUDA_DRIFT_AVAILABILITY, my_sale, sale);
}

static gboolean
is_archive (const SaudaKaspiPriceList *list)
{
  for (guint i = 0; i < list->offers->len; i++)
    if (sauda_kaspi_offer_is_available (g_ptr_array_index (list->offers, i)))
      return FALSE;
  return list->offers->len > 0;
}

/* How many of the list's SKUs a store has. */
static gboolean
count_matches (Comparison *self, gint64 store_id, guint *matches, GError **error)
{
  *matches = 0;
  for (guint i = 0; i < self->report->list->offers->len; i++) {
    SaudaStatement *find = sauda_connection_prepare (
      self->connection, "SELECT 1 FROM offer WHERE store_id = ? AND sku = ?", error);
    gboolean row;

    if (find == NULL)
      return FALSE;
    sauda_statement_bind_int64 (find, 1, store_id);
    sauda_statement_bind_text (find, 2,
                               ((SaudaKaspiOffer *) g_ptr_array_index (self->report->list->offers, i))->sku);
    if (!sauda_statement_step (find, &row, error))
      return FALSE;
    sauda_statement_reset (find);
    *matches += row;
  }
  return TRUE;
}

/* A sheet does not tell its store: the one that has most of its SKUs, when no other has as many. */
static gboolean
guess_store (Comparison *self, GError **error)
{
  g_autoptr (GPtrArray) stores = sauda_stores_list (self->connection, error);
  guint best = 0;

  if (stores == NULL)
    return FALSE;
  for (guint i = 0; i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);
    guint matches;

    if (!count_matches (self, store->id, &matches, error))
      return FALSE;
    if (matches > best || (matches == best && stores->len == 1)) {
      best = matches;
      self->store_id = store->id;
    } else if (matches == best && matches > 0) {
      self->store_id = 0;
    }
  }
  return TRUE;
}

static gboolean
find_store (Comparison *self, GError **error)
{
  const SaudaKaspiPriceList *list = self->report->list;
  g_autoptr (SaudaStoreInfo) store = NULL;

  if (self->options->store != NULL) {
    store = sauda_stores_find (self->connection, self->options->store, error);
    if (store == NULL)
      return FALSE;
  } else if (list->merchant_id != NULL) {
    store = sauda_stores_find_by_merchant_id (self->connection, list->merchant_id, NULL);
  } else if (!guess_store (self, error)) {
    return FALSE;
  } else if (self->store_id != 0) {
    store = sauda_stores_get (self->connection, self->store_id, error);
    if (store == NULL)
      return FALSE;
  }
  self->store_id = store != NULL ? store->id : 0;
  self->report->store = store != NULL ? g_strdup (store->name) : NULL;
  return TRUE;
}

static gboolean
read_variant_sku (Comparison *self, SaudaDrift *drift, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    self->connection,
    "SELECT variant.sku FROM offer JOIN variant ON variant.id = offer.variant_id WHERE offer.store_id = ? AND"
    " offer.sku = ?",
    error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, self->store_id);
  sauda_statement_bind_text (find, 2, drift->sku);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    drift->variant_sku = g_strdup (sauda_statement_get_text (find, 0));
  sauda_statement_reset (find);
  return TRUE;
}

/* A difference that was there before keeps its date. */
static gboolean
date_drift (Comparison *self, SaudaDrift *drift, GError **error)
{
  g_autofree char *key = sauda_list_watch_make_key (drift->sku, fields[drift->field].name);
  const gint64 *before = self->known != NULL ? g_hash_table_lookup (self->known, key) : NULL;

  drift->since_ms = before != NULL ? *before : self->options->now_ms;
  if (self->since != NULL)
    g_hash_table_replace (self->since, g_steal_pointer (&key),
                          g_memdup2 (&drift->since_ms, sizeof drift->since_ms));
  return self->store_id == 0 || read_variant_sku (self, drift, error);
}

/* Unlinked offers of the store, so that the own list is as complete as Kaspi's. */
static gboolean
adopt (Comparison *self, const SaudaKaspiOffer *offer, GError **error)
{
  g_autofree char *lenient = sauda_offer_sku_make_lenient (offer->sku);
  gint64 price = sauda_kaspi_offer_get_price (offer), stock = sauda_kaspi_offer_get_stock (offer);
  SaudaStatement *insert = sauda_connection_prepare (
    self->connection,
    "INSERT INTO offer (store_id, sku, lenient_sku, title, price, stock_entered) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, self->store_id);
  sauda_statement_bind_text (insert, 2, offer->sku);
  sauda_statement_bind_text (insert, 3, g_str_equal (lenient, offer->sku) ? NULL : lenient);
  sauda_statement_bind_text (insert, 4, offer->model);
  if (price > 0)
    sauda_statement_bind_int64 (insert, 5, price);
  if (stock >= 0)
    sauda_statement_bind_int64 (insert, 6, stock);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  self->report->adopted += (guint) sauda_connection_get_changes (self->connection);
  return TRUE;
}

/* The offer that names most warehouses tells in which city each of them is, where both are as many. */
static const SaudaKaspiOffer *
find_fullest (const SaudaKaspiPriceList *list)
{
  const SaudaKaspiOffer *fullest = NULL;

  for (guint i = 0; i < list->offers->len; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (list->offers, i);

    if (offer->availabilities->len > 0 && offer->availabilities->len == offer->city_prices->len &&
        (fullest == NULL || offer->availabilities->len > fullest->availabilities->len))
      fullest = offer;
  }
  return fullest;
}

/* A store that knows no city of its warehouses learns them from Kaspi's own list, so that its list gives
 * prices by city as that one does. */
static gboolean
learn_warehouses (Comparison *self, GError **error)
{
  const SaudaKaspiOffer *offer = find_fullest (self->report->list);
  g_autoptr (GPtrArray) known =
    sauda_list_terms_read_warehouses (self->connection, self->store_id, "", error);

  if (known == NULL)
    return FALSE;
  if (offer == NULL || *((SaudaWarehouse *) g_ptr_array_index (known, 0))->name != '\0')
    return TRUE;
  for (guint i = 0; i < offer->availabilities->len; i++) {
    const char *place = g_array_index (offer->availabilities, SaudaKaspiAvailability, i).store_id;
    const char *border = strrchr (place, '_');
    const SaudaWarehouse warehouse = {
      .name = (char *) (border != NULL ? border + 1 : place),
      .city_id = g_array_index (offer->city_prices, SaudaKaspiCityPrice, i).city_id,
      .selling = TRUE,
    };

    if (!sauda_list_terms_set_warehouse (self->connection, self->store_id, &warehouse, NULL))
      return TRUE; /* a city that is none: prices stay the same for all cities */
  }
  return TRUE;
}

static gboolean
remember (Comparison *self, GError **error)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_seen_offer_free);

  for (guint i = 0; i < self->report->list->offers->len; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (self->report->list->offers, i);
    SaudaSeenOffer *copy = g_new0 (SaudaSeenOffer, 1);

    copy->sku = g_strdup (offer->sku);
    copy->title = g_strdup (offer->model);
    copy->price = sauda_kaspi_offer_get_price (offer);
    copy->stock = sauda_kaspi_offer_get_stock (offer);
    copy->available = sauda_kaspi_offer_is_available (offer);
    g_ptr_array_add (seen, copy);
  }
  return sauda_list_watch_remember (self->connection, self->store_id, seen, self->options->now_ms, error);
}

/* What the merchant's own list would say now. A store without a merchant id can be compared as well. */
static SaudaMadeList *
make_mine (Comparison *self, GError **error)
{
  return sauda_price_list_make (self->connection, self->store_id, self->options->now_ms, error);
}

static gboolean
compare_with_mine (Comparison *self, GError **error)
{
  g_autoptr (SaudaMadeList) mine = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GHashTable) catalogue = g_hash_table_new (g_str_hash, g_str_equal);
  SaudaDriftReport *report = self->report;

  offers = sauda_list_terms_read_offers (self->connection, self->store_id, error);
  if (offers == NULL || (self->options->adopt && !learn_warehouses (self, error)))
    return FALSE;
  for (guint i = 0; i < offers->len; i++)
    g_hash_table_add (catalogue, ((SaudaListedOffer *) g_ptr_array_index (offers, i))->sku);
  for (guint i = 0; i < report->list->offers->len; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (report->list->offers, i);

    if (g_hash_table_contains (catalogue, offer->sku))
      continue;
    if (self->options->adopt ? !adopt (self, offer, error) : FALSE)
      return FALSE;
    if (!self->options->adopt)
      add_drift (report->drift, offer, SAUDA_DRIFT_UNKNOWN, -1, sauda_kaspi_offer_get_price (offer));
  }
  if (report->archive)
    return TRUE;
  mine = make_mine (self, error);
  if (mine == NULL)
    return FALSE;
  {
    g_autoptr (GPtrArray) differences = sauda_price_list_diff (report->list, mine->list);

    for (guint i = 0; i < differences->len; i++) {
      SaudaDrift *drift = g_ptr_array_index (differences, i);

      /* unknown ones are judged by the catalogue: an offer without a price is in no list */
      if (drift->field != SAUDA_DRIFT_UNKNOWN)
        g_ptr_array_add (report->drift, g_steal_pointer (&differences->pdata[i]));
    }
  }
  return TRUE;
}

static gboolean
date_and_keep (Comparison *self, GError **error)
{
  for (guint i = 0; i < self->report->drift->len; i++)
    if (!date_drift (self, g_ptr_array_index (self->report->drift, i), error))
      return FALSE;
  if (self->store_id == 0 || self->report->archive)
    return TRUE;
  return remember (self, error) &&
         sauda_list_watch_set_drift (self->connection, self->store_id, self->since, error);
}

static gpointer
compare_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Comparison *self = data;
  SaudaDriftReport *report = self->report;

  self->connection = connection;
  if (!find_store (self, error))
    return NULL;
  if (self->store_id == 0) {
    for (guint i = 0; i < report->list->offers->len; i++) {
      const SaudaKaspiOffer *offer = g_ptr_array_index (report->list->offers, i);

      add_drift (report->drift, offer, SAUDA_DRIFT_UNKNOWN, -1, sauda_kaspi_offer_get_price (offer));
    }
  } else {
    self->known = sauda_list_watch_read_drift (connection, self->store_id, error);
    if (self->known == NULL || !compare_with_mine (self, error))
      return NULL;
  }
  return date_and_keep (self, error) ? report : NULL;
}

/**
 * sauda_drift_field_get_name:
 * @field: a field
 *
 * Returns: (not nullable): its stable name
 */
const char *
sauda_drift_field_get_name (SaudaDriftField field)
{
  return fields[field].name;
}

/**
 * sauda_drift_field_get_title:
 * @field: a field
 *
 * Returns: (not nullable): its translated title
 */
const char *
sauda_drift_field_get_title (SaudaDriftField field)
{
  return _ (fields[field].title);
}

/**
 * sauda_drift_report_free:
 * @report: (transfer full) (nullable): a report
 */
void
sauda_drift_report_free (SaudaDriftReport *report)
{
  if (report == NULL)
    return;
  g_free (report->store);
  g_free (report->merchant_id);
  g_ptr_array_unref (report->drift);
  g_clear_pointer (&report->list, sauda_kaspi_price_list_free);
  g_free (report);
}

/**
 * sauda_price_list_diff:
 * @before: Kaspi's list, or the older one
 * @after: the merchant's own, or the newer one
 *
 * Returns: (transfer full) (element-type SaudaDrift): every difference; "mine" is of @after, "kaspi" of
 *   @before, and none has a date
 */
GPtrArray *
sauda_price_list_diff (const SaudaKaspiPriceList *before, const SaudaKaspiPriceList *after)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (drift_free);
  g_autoptr (GHashTable) old = index_by_sku (before), new = index_by_sku (after);

  for (guint i = 0; i < after->offers->len; i++) {
    const SaudaKaspiOffer *mine = g_ptr_array_index (after->offers, i);
    const SaudaKaspiOffer *kaspi = g_hash_table_lookup (old, mine->sku);

    if (kaspi != NULL)
      compare_offers (found, mine, kaspi);
    else
      add_drift (found, mine, SAUDA_DRIFT_MISSING, sauda_kaspi_offer_get_price (mine), -1);
  }
  for (guint i = 0; i < before->offers->len; i++) {
    const SaudaKaspiOffer *kaspi = g_ptr_array_index (before->offers, i);

    if (!g_hash_table_contains (new, kaspi->sku))
      add_drift (found, kaspi, SAUDA_DRIFT_UNKNOWN, -1, sauda_kaspi_offer_get_price (kaspi));
  }
  return found;
}

/**
 * sauda_price_list_compare:
 * @database: a database
 * @path: ACTIVE.xml, ARCHIVE.xml or ACTIVE.xlsx of the cabinet
 * @options: how
 * @cancellable: (nullable): cancels while the file is read
 * @error: return location
 *
 * Compares Kaspi's list with what the merchant's own would say now, remembers it, and tells since when each
 * difference is known. Changes nothing else unless offers are adopted. Blocks: for worker threads, the
 * command line and tests.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with %SAUDA_KASPI_ERROR_FILE or an error of the
 *   catalog, day or store room
 */
SaudaDriftReport *
sauda_price_list_compare (SaudaDatabase *database,
                          const char *path,
                          const SaudaDriftOptions *options,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (SaudaKaspiPriceList) list = sauda_kaspi_price_list_read (path, cancellable, error);
  g_autoptr (SaudaDriftReport) report = NULL;
  g_autoptr (GHashTable) since = NULL;
  Comparison comparison = { .options = options };
  gpointer done;

  if (list == NULL)
    return NULL;
  since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  report = g_new0 (SaudaDriftReport, 1);
  report->drift = g_ptr_array_new_with_free_func (drift_free);
  report->merchant_id = g_strdup (list->merchant_id);
  report->offers = list->offers->len;
  report->archive = is_archive (list);
  report->list = g_steal_pointer (&list);
  comparison.report = report;
  comparison.since = since;
  done = sauda_database_run (database, compare_work, &comparison, error);
  g_clear_pointer (&comparison.known, g_hash_table_unref);
  return done != NULL ? g_steal_pointer (&report) : NULL;
}
