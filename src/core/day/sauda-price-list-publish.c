#include "sauda-price-list-publish.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-kaspi-price-list-schema.h"
#include "sauda-list-watch.h"
#include "sauda-offer-sale.h"
#include "sauda-outbox.h"
#include "sauda-placing.h"
#include "sauda-price-list-make.h"
#include "sauda-reason.h"
#include "sauda-settings.h"
#include "sauda-stock-acts.h"

#include <glib/gi18n-lib.h>

/* Figures older than this are pushed nowhere (product.md 5). */
#define STALE_MS (G_GINT64_CONSTANT (3600000))

typedef struct {
  const SaudaPublishOptions *options; /* (not owned) */
  gint64 now_ms;
  guint offers;
  guint on_sale;
  gint64 list_id;
  gint64 act_id;
  GBytes *xml;              /* (owned) (nullable) */
  char *sha256;             /* (owned) (nullable) */
  SaudaPlacing placing;     /* what became of the file */
  SaudaPriceListInfo *info; /* (owned) (nullable) */
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->xml, g_bytes_unref);
  g_clear_pointer (&job->sha256, g_free);
  sauda_placing_clear (&job->placing);
  g_clear_pointer (&job->info, sauda_price_list_info_free);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED, sentence);
  return FALSE;
}

/* Whether a price differs from what Kaspi's own list said last. */
static gboolean
changes_prices (SaudaConnection *connection, const SaudaMadeList *made, gboolean *changes, GError **error)
{
  g_autoptr (GHashTable) prices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) seen = NULL;
  gint64 read_ms;

  seen = sauda_list_watch_read (connection, made->store->id, &read_ms, error);
  if (seen == NULL)
    return FALSE;
  for (guint i = 0; i < seen->len; i++) {
    SaudaSeenOffer *offer = g_ptr_array_index (seen, i);

    g_hash_table_insert (prices, offer->sku, offer);
  }
  *changes = seen->len == 0;
  for (guint i = 0; i < made->list->offers->len && !*changes; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (made->list->offers, i);
    const SaudaSeenOffer *old = g_hash_table_lookup (prices, offer->sku);

    *changes = old == NULL || old->price != sauda_kaspi_offer_get_price (offer);
  }
  return TRUE;
}

static gboolean
check_trust (SaudaConnection *connection, const Job *job, const SaudaMadeList *made, GError **error)
{
  const SaudaStoreInfo *store = made->store;
  gboolean changes = TRUE;

  if (store->merchant_id == NULL)
    return refuse (error, _ ("The store has no merchant id yet, so Kaspi cannot tell whose list it is."));
  if (store->stopped)
    return refuse (error, _ ("The store is stopped. Nothing is published until you take the red Stop back."));
  if (store->trust < SAUDA_TRUST_LIMITED)
    return refuse (
      error, _ ("The store's trust level does not allow price lists. Write the list to a file, or raise "
                "the level in Settings."));
  if (store->last_sync_ms != 0 && job->now_ms - store->last_sync_ms > STALE_MS)
    return refuse (
      error, _ ("The orders of this store were read more than 60 minutes ago, so its stock may be wrong. "
                "Fetch the orders first."));
  if (store->trust == SAUDA_TRUST_LIMITED && job->options->rollback_id == 0 &&
      !changes_prices (connection, made, &changes, error))
    return FALSE;
  if (store->trust == SAUDA_TRUST_LIMITED && changes)
    return refuse (error,
                   _ ("The list changes prices, and the store's trust level allows stock alone. Read Kaspi's "
                      "own list first, or raise the level in Settings."));
  return TRUE;
}

static gboolean
check_list (const Job *job, const SaudaMadeList *made, GError **error)
{
  if (made->list->offers->len == 0)
    return refuse (error, _ ("The list has no offers, so it is not published."));
  if (!sauda_price_list_check_loss (&made->loss, job->options->confirmed_gone, error))
    return FALSE;
  if (made->run_out->len > 0 && !job->options->accept_run_out) {
    g_set_error (
      error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED,
      ngettext ("%u offer has run out and would go off sale. Look at it, then confirm with --yes.",
                "%u offers have run out and would go off sale. Look at them, then confirm with --yes.",
                made->run_out->len),
      made->run_out->len);
    return FALSE;
  }
  return TRUE;
}

/* Kaspi would refuse what the schema does not allow, with the whole list. */
static gboolean
check_schema (Job *job, SaudaMadeList *made, GError **error)
{
  g_autoptr (SaudaKaspiPriceList) verdict = sauda_kaspi_price_list_new (NULL);

  if (!sauda_kaspi_price_list_validate (verdict, NULL, job->xml, error))
    return FALSE;
  if (verdict->warnings->len == 0)
    return TRUE;
  return refuse (error, ((SaudaKaspiListWarning *) g_ptr_array_index (verdict->warnings, 0))->text);
}

/* Into the ledger before anything leaves. */
static gboolean
write_act (SaudaConnection *connection, Job *job, const char *store, GError **error)
{
  g_autofree char *title = sauda_reason_new (N_ ("Publish the price list of %s"), store, NULL);
  g_autofree char *after =
    sauda_reason_new_count ("%u offer to %s", "%u offers to %s", job->offers, job->options->place, NULL);
  g_autofree char *payload =
    g_strdup_printf ("{\"list\":%" G_GINT64_FORMAT ",\"sha256\":\"%s\"}", job->list_id, job->sha256);
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, job->list_id);
  const SaudaActDraft draft = {
    .store_id = job->options->store_id,
    .kind = SAUDA_ACT_PUBLISH,
    .target = store,
    .after = after,
    .payload = payload,
    .detail = detail,
  };
  gint64 plan_id = sauda_outbox_add_plan (connection, title, job->now_ms, error);
  g_autoptr (GPtrArray) acts = NULL;
  gboolean added, may_send;

  if (plan_id == 0 ||
      !sauda_outbox_add_act (connection, plan_id, &draft, job->options->who, job->now_ms, &added, error) ||
      !sauda_outbox_approve (connection, plan_id, job->options->who, job->now_ms, error))
    return FALSE;
  acts = sauda_outbox_list (connection, 1u << SAUDA_ACT_APPROVED, plan_id, error);
  if (acts == NULL || acts->len == 0)
    return FALSE;
  job->act_id = ((SaudaAct *) g_ptr_array_index (acts, 0))->id;
  return sauda_outbox_begin_sending (connection, job->act_id, job->now_ms, &may_send, error);
}

static gboolean
keep_list (SaudaConnection *connection, Job *job, const SaudaMadeList *made, GError **error)
{
  const SaudaPriceListInfo info = { .store_id = made->store->id,
                                    .made_ms = job->now_ms,
                                    .who = (char *) job->options->who,
                                    .sha256 = job->sha256,
                                    .offers = job->offers,
                                    .on_sale = job->on_sale,
                                    .place = (char *) job->options->place };

  job->list_id = sauda_price_lists_add (connection, &info, job->xml, error);
  return job->list_id != 0 &&
         sauda_price_lists_set_state (connection, job->list_id, SAUDA_PRICE_LIST_SENDING, NULL, job->now_ms,
                                      error) &&
         write_act (connection, job, made->store->name, error);
}

/* A list that takes the place of one that was cut off leaves nothing of that one open: neither the list nor
 * its act. */
static gboolean
close_cut_off (SaudaConnection *connection, const Job *job, GError **error)
{
  const char *note = N_ ("Publishing was cut off; nobody read the list back.");
  g_autoptr (GPtrArray) acts =
    sauda_outbox_list (connection, 1u << SAUDA_ACT_SENDING | 1u << SAUDA_ACT_UNKNOWN, 0, error);

  for (guint i = 0; acts != NULL && i < acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (acts, i);

    if (act->store_id != job->options->store_id || g_strcmp0 (act->kind, SAUDA_ACT_PUBLISH) != 0)
      continue;
    /* The ledger lets an act fail that was on its way only by way of doubt. */
    if ((act->state == SAUDA_ACT_SENDING &&
         !sauda_outbox_record (connection, act->id, SAUDA_ACT_UNKNOWN, note, 0, job->now_ms, error)) ||
        !sauda_outbox_record (connection, act->id, SAUDA_ACT_FAILED, note, 0, job->now_ms, error))
      return FALSE;
  }
  return acts != NULL && sauda_price_lists_close_open (connection, job->options->store_id, error);
}

static void
count_offers (Job *job, const SaudaKaspiPriceList *list)
{
  job->offers = list->offers->len;
  for (guint i = 0; i < list->offers->len; i++)
    job->on_sale += sauda_kaspi_offer_is_available (g_ptr_array_index (list->offers, i));
}

/* An earlier list may lack what came since: it is judged by the same rule as a new one. */
static gboolean
take_earlier (SaudaConnection *connection, Job *job, GError **error)
{
  g_autoptr (GBytes) xml = sauda_price_lists_read_xml (connection, job->options->rollback_id, error);
  g_autoptr (SaudaKaspiPriceList) list = xml != NULL ? sauda_price_list_parse (xml, error) : NULL;
  SaudaListLoss loss;

  if (list == NULL ||
      !sauda_price_list_measure_loss (connection, job->options->store_id, list, &loss, error) ||
      !sauda_price_list_check_loss (&loss, job->options->confirmed_gone, error))
    return FALSE;
  count_offers (job, list);
  job->xml = g_steal_pointer (&xml);
  return TRUE;
}

static gpointer
prepare_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (SaudaMadeList) made =
    sauda_price_list_make (connection, job->options->store_id, job->now_ms, error);

  if (made == NULL || !close_cut_off (connection, job, error) || !check_trust (connection, job, made, error))
    return NULL;
  if (job->options->rollback_id != 0) {
    if (!take_earlier (connection, job, error))
      return NULL;
  } else if (check_list (job, made, error)) {
    count_offers (job, made->list);
    job->xml = sauda_kaspi_price_list_write_xml (made->list);
    if (made->run_out->len > 0 && sauda_stock_acts_take_off_sale (connection, made->run_out,
                                                                  job->options->who, job->now_ms, error) == 0)
      return NULL;
  }
  if (job->xml == NULL || !check_schema (job, made, error))
    return NULL;
  job->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, job->xml);
  return keep_list (connection, job, made, error) ? job : NULL;
}

static gpointer
settle_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  const char *note = sauda_placing_get_note (&job->placing);
  SaudaActState act = note == NULL           ? SAUDA_ACT_VERIFIED
                      : job->placing.unclear ? SAUDA_ACT_UNKNOWN
                                             : SAUDA_ACT_FAILED;
  g_autoptr (GPtrArray) lists = NULL;

  if (!sauda_outbox_record (connection, job->act_id, act, note, 0, job->now_ms, error) ||
      !sauda_price_lists_set_state (connection, job->list_id,
                                    note == NULL ? SAUDA_PRICE_LIST_PUBLISHED : SAUDA_PRICE_LIST_FAILED, note,
                                    job->now_ms, error))
    return NULL;
  lists = sauda_price_lists_list (connection, job->options->store_id, 1, error);
  if (lists == NULL)
    return NULL;
  job->info = g_ptr_array_steal_index (lists, 0);
  return job;
}

typedef struct {
  SaudaPublishOptions options;
  char *place; /* (owned) */
  char *who;   /* (owned) */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->place);
  g_free (request->who);
  g_free (request);
}

static void
publish_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  SaudaPriceListInfo *info = sauda_price_list_publish (source, &request->options, cancellable, &error);

  if (info != NULL)
    g_task_return_pointer (task, info, (GDestroyNotify) sauda_price_list_info_free);
  else
    g_task_return_error (task, error);
}

static char *
make_place_key (const char *store)
{
  return g_strconcat ("price-list-place/", store, NULL);
}

/**
 * sauda_price_list_publish:
 * @workspace: the merchant's folder
 * @options: what and where to
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Makes the whole list, checks it against the rules of product.md 5 and Kaspi's schema, writes the act into
 * the ledger, puts the file beside and swaps it, reads it back and keeps it in the history. Blocks, on the
 * network too: for worker threads and the command line.
 *
 * Returns: (transfer full) (nullable): what became of it — look at its state —, or %NULL with
 *   %SAUDA_DAY_ERROR_STOPPED where a rule forbids it and nothing was written
 */
SaudaPriceListInfo *
sauda_price_list_publish (SaudaWorkspace *workspace,
                          const SaudaPublishOptions *options,
                          GCancellable *cancellable,
                          GError **error)
{
  SaudaDatabase *database = sauda_workspace_get_database (workspace);
  Job job = { .options = options, .now_ms = sauda_workspace_get_now (workspace) };
  SaudaPriceListInfo *info = NULL;

  if (sauda_database_run (database, prepare_work, &job, error) != NULL) {
    if (!g_str_equal (options->place, SAUDA_PRICE_LIST_SERVED))
      sauda_placing_put (&job.placing, options->place, job.xml, job.sha256, cancellable);
    if (sauda_database_run (database, settle_work, &job, error) != NULL)
      info = g_steal_pointer (&job.info);
  }
  job_clear (&job);
  return info;
}

/**
 * sauda_price_list_publish_async:
 * @workspace: the merchant's folder
 * @options: what and where to; copied
 * @cancellable: (nullable): to stop
 * @callback: called with the outcome
 * @user_data: data for @callback
 *
 * See sauda_price_list_publish().
 */
void
sauda_price_list_publish_async (SaudaWorkspace *workspace,
                                const SaudaPublishOptions *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, sauda_price_list_publish_async);
  request->options = *options;
  request->options.place = request->place = g_strdup (options->place);
  request->options.who = request->who = g_strdup (options->who);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, publish_in_thread);
}

/**
 * sauda_price_list_publish_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as sauda_price_list_publish()
 */
SaudaPriceListInfo *
sauda_price_list_publish_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_price_list_get_place:
 * @connection: inside a transaction
 * @store: a store's name
 * @place: (out) (nullable) (transfer full): where its list is published; %NULL: nowhere yet
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_price_list_get_place (SaudaConnection *connection, const char *store, char **place, GError **error)
{
  g_autofree char *key = make_place_key (store);

  return sauda_settings_get (connection, key, place, error);
}

/**
 * sauda_price_list_set_place:
 * @connection: inside a transaction
 * @store: a store's name
 * @place: (nullable): where its list is published; %NULL takes it back
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_price_list_set_place (SaudaConnection *connection,
                            const char *store,
                            const char *place,
                            gint64 now_ms,
                            GError **error)
{
  g_autofree char *key = make_place_key (store);

  return sauda_settings_set (connection, key, place, now_ms, error);
}
