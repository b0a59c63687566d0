#include "sauda-price-list-drift.h"

#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-list-terms.h"
#include "sauda-list-watch.h"
#include "sauda-offer-sale.h"
#include "sauda-price-list-adopt.h"
#include "sauda-price-list-diff.h"
#include "sauda-price-list-make.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SaudaDriftReport *report;         /* (not owned) */
  const SaudaDriftOptions *options; /* (not owned) */
  SaudaConnection *connection;      /* (not owned) (nullable) */
  gint64 store_id;
  GHashTable *known; /* (owned) (nullable) since when, by key */
  GHashTable *since; /* (owned) (nullable) what differs now */
} Comparison;

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

/* The list of another merchant would be taken for what this one sells. */
static gboolean
check_merchant (const SaudaKaspiPriceList *list, const SaudaStoreInfo *store, GError **error)
{
  if (list->merchant_id == NULL || store->merchant_id == NULL ||
      g_str_equal (list->merchant_id, store->merchant_id))
    return TRUE;
  g_set_error (
    error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STORE_UNKNOWN,
    _ ("This is the list of the merchant %s, and the store %s is the merchant %s. Choose the list of "
       "that store, or leave the store to the list."),
    list->merchant_id, store->name, store->merchant_id);
  return FALSE;
}

static gboolean
find_store (Comparison *self, GError **error)
{
  const SaudaKaspiPriceList *list = self->report->list;
  g_autoptr (SaudaStoreInfo) store = NULL;

  if (self->options->store != NULL) {
    store = sauda_stores_find (self->connection, self->options->store, error);
    if (store == NULL || !check_merchant (list, store, error))
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
  g_autofree char *field = drift->place == NULL
                             ? g_strdup (sauda_drift_field_get_name (drift->field))
                             : g_strjoin ("/", sauda_drift_field_get_name (drift->field), drift->place, NULL);
  g_autofree char *key = sauda_list_watch_make_key (drift->sku, field);
  const gint64 *before = self->known != NULL ? g_hash_table_lookup (self->known, key) : NULL;

  drift->since_ms = before != NULL ? *before : self->options->now_ms;
  if (self->since != NULL)
    g_hash_table_replace (self->since, g_steal_pointer (&key),
                          g_memdup2 (&drift->since_ms, sizeof drift->since_ms));
  return self->store_id == 0 || read_variant_sku (self, drift, error);
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
  if (offers == NULL)
    return FALSE;
  for (guint i = 0; i < offers->len; i++)
    g_hash_table_add (catalogue, ((SaudaListedOffer *) g_ptr_array_index (offers, i))->sku);
  for (guint i = 0; i < report->list->offers->len; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (report->list->offers, i);

    if (g_hash_table_contains (catalogue, offer->sku))
      continue;
    if (!self->options->adopt)
      sauda_price_list_add_drift (report->drift, offer, SAUDA_DRIFT_UNKNOWN, -1,
                                  sauda_kaspi_offer_get_price (offer));
  }
  if (self->options->adopt &&
      !sauda_price_list_adopt (self->connection, self->store_id, report->list, catalogue,
                               self->options->now_ms, &report->adopted, error))
    return FALSE;
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

/* What changes the money comes first: offers that the catalogue lacks may be hundreds. */
static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const SaudaDrift *first = *(SaudaDrift *const *) a, *second = *(SaudaDrift *const *) b;

  return (first->field > second->field) - (first->field < second->field);
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

      sauda_price_list_add_drift (report->drift, offer, SAUDA_DRIFT_UNKNOWN, -1,
                                  sauda_kaspi_offer_get_price (offer));
    }
  } else {
    self->known = sauda_list_watch_read_drift (connection, self->store_id, error);
    if (self->known == NULL || !compare_with_mine (self, error))
      return NULL;
  }
  g_ptr_array_sort (report->drift, compare_kinds);
  return date_and_keep (self, error) ? report : NULL;
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
  report->drift = g_ptr_array_new_with_free_func (sauda_drift_free);
  report->merchant_id = g_strdup (list->merchant_id);
  report->offers = list->offers->len;
  report->archive = is_archive (list);
  sauda_kaspi_price_list_keep_first (list);
  report->list = g_steal_pointer (&list);
  comparison.report = report;
  comparison.since = since;
  done = sauda_database_run (database, compare_work, &comparison, error);
  g_clear_pointer (&comparison.known, g_hash_table_unref);
  return done != NULL ? g_steal_pointer (&report) : NULL;
}
