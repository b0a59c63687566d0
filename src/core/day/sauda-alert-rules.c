#include "sauda-alert-rules.h"

#include "sauda-alert-place.h"
#include "sauda-conversation.h"
#include "sauda-database.h"
#include "sauda-parity.h"
#include "sauda-reason.h"
#include "sauda-stock-digest.h"
#include "sauda-stores.h"
#include "sauda-talk-trouble.h"
#include "sauda-token-trouble.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

#define HOUR_MS (G_GINT64_CONSTANT (3600000))
#define MINUTE_MS (G_GINT64_CONSTANT (60000))
#define SYNC_URGENT_MS (2 * HOUR_MS)
#define SHIP_SOON_MS (2 * HOUR_MS)
#define NO_ORDERS_HOUR 11
#define USUAL_DAYS 14
#define UNCLEAR_MS (15 * MINUTE_MS)
#define STUCK_MS (12 * HOUR_MS)
#define PARITY_DAYS 2
/* Day 0 of the count was a Thursday. */
#define FIRST_WEEKDAY 3
#define SATURDAY 5

/* One round of the rules. */
typedef struct {
  SaudaConnection *connection;
  gint64 now_ms;
  GPtrArray *stores; /* (element-type SaudaStoreInfo) */
  GArray *drafts;    /* (element-type SaudaAlertDraft) of the kind at hand */
  GPtrArray *texts;  /* (element-type utf8) that the drafts borrow */
  guint news;
} Round;

typedef gboolean (*Rule) (Round *round, const SaudaStoreInfo *store, GError **error);

/* Takes @text. */
static void
add (Round *round,
     const SaudaStoreInfo *store,
     const char *kind,
     SaudaAlertSeverity severity,
     gint64 weight,
     char *text)
{
  const SaudaAlertDraft draft = {
    .kind = kind, .store_id = store->id, .severity = severity, .weight = weight, .text = text
  };

  g_ptr_array_add (round->texts, text);
  g_array_append_val (round->drafts, draft);
}

/* Counts what @sql finds with the store as ?1 and @from_ms as ?2. */
static gboolean
count (Round *round,
       const char *sql,
       const SaudaStoreInfo *store,
       gint64 from_ms,
       gint64 *found,
       GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (round->connection, sql, error);
  gboolean row = FALSE;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, store->id);
  sauda_statement_bind_int64 (find, 2, from_ms);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  *found = row ? sauda_statement_get_int64 (find, 0) : 0;
  return TRUE;
}

/* How long a store has not been read; -1 when it is not read at all. */
static gint64
get_sync_age (const Round *round, const SaudaStoreInfo *store)
{
  return store->trust < SAUDA_TRUST_READ || store->last_sync_ms == 0 ? -1
                                                                     : round->now_ms - store->last_sync_ms;
}

/* How late a store is, and why. */
static char *
describe_lateness (const SaudaStoreInfo *store, gint64 age_ms)
{
  guint minutes = (guint) (age_ms / MINUTE_MS);
  guint hours = (guint) (age_ms / HOUR_MS);
  g_autofree char *late =
    age_ms < 2 * HOUR_MS ? sauda_reason_new_count ("Orders have not been read for %u minute.",
                                                   "Orders have not been read for %u minutes.", minutes, NULL)
                         : sauda_reason_new_count ("Orders have not been read for %u hour.",
                                                   "Orders have not been read for %u hours.", hours, NULL);

  if (store->sync_problem != NULL)
    /* Translators: how long orders were not read, and the sentence that tells why */
    return sauda_reason_new (N_ ("%s The last try: %s"), late, store->sync_problem, NULL);
  /* Translators: how long orders were not read */
  return sauda_reason_new (N_ ("%s Look at the internet connection and the token, or read them now."), late,
                           NULL);
}

/* A store that was never read is late since it was tried first. What an alert about its token says already is
 * not said twice, also when it was waved away; a store that is not read any more needs no token. */
static gboolean
check_sync (Round *round, const SaudaStoreInfo *store, GError **error)
{
  gint64 age_ms = get_sync_age (round, store);
  gboolean told, news;

  if (store->trust < SAUDA_TRUST_READ)
    return sauda_token_trouble_clear (round->connection, store->id, round->now_ms, error);
  if (!sauda_token_trouble_remind (round->connection, store->id, round->now_ms, &told, &news, error))
    return FALSE;
  round->news += news;
  if (told)
    return TRUE;
  if (age_ms < 0 && store->trust >= SAUDA_TRUST_READ && store->failing_ms > 0)
    age_ms = round->now_ms - store->failing_ms;
  if (age_ms > SAUDA_SYNC_LATE_MS)
    add (round, store, SAUDA_ALERT_SYNC_STOPPED,
         age_ms > SYNC_URGENT_MS ? SAUDA_ALERT_URGENT : SAUDA_ALERT_WARNING, 0,
         describe_lateness (store, age_ms));
  return TRUE;
}

/* A store that usually sells every day, and today has sold nothing on a weekday by eleven. One that is not
 * read has another alert. */
static gboolean
check_no_orders (Round *round, const SaudaStoreInfo *store, GError **error)
{
  SaudaDay today = sauda_day_from_ms (round->now_ms);
  int weekday = (int) ((((gint64) today + FIRST_WEEKDAY) % 7 + 7) % 7);
  gint64 age_ms = get_sync_age (round, store);
  gint64 usual, fresh;

  if (weekday >= SATURDAY || round->now_ms < sauda_day_time_ms (today, NO_ORDERS_HOUR, 0) || age_ms < 0 ||
      age_ms > SAUDA_SYNC_LATE_MS)
    return TRUE;
  if (!count (round, "SELECT count (*) FROM orders WHERE store_id = ? AND created_ms >= ?", store,
              sauda_day_start_ms (today - USUAL_DAYS), &usual, error) ||
      !count (round, "SELECT count (*) FROM orders WHERE store_id = ? AND created_ms >= ?", store,
              sauda_day_start_ms (today), &fresh, error))
    return FALSE;
  if (usual >= USUAL_DAYS && fresh == 0)
    add (round, store, SAUDA_ALERT_NO_ORDERS, SAUDA_ALERT_WARNING, 0,
         sauda_reason_new (
           N_ ("No order has come today, although it is past eleven. Look in the merchant cabinet whether "
               "the store is open."),
           NULL));
  return TRUE;
}

/* To be handed over within two hours, or late today, and not even assembled; ?1 is the store, ?2 the time in
 * two hours. Until the cut-off an order may wait for its buyer. */
#define SHIP_SOON                                                                                            \
  " FROM orders JOIN store ON store.id = orders.store_id WHERE orders.store_id = ?1"                         \
  " AND orders.stage IN ('new', 'packing') AND orders.kaspi_delivery AND NOT orders.signature_required"      \
  " AND orders.planned_handover_ms > 0"                                                                      \
  " AND (orders.planned_handover_ms + 18000000) / 86400000 * 86400000 - 18000000"                            \
  " + coalesce ((SELECT warehouse.cutoff_minutes FROM warehouse WHERE warehouse.store_id = orders.store_id"  \
  " AND orders.pickup_point IN (warehouse.name, store.merchant_id || '_' || warehouse.name)),"               \
  " store.cutoff_minutes) * 60000 < ?2"                                                                      \
  " AND (orders.express OR NOT EXISTS (SELECT 1 FROM question WHERE question.order_id = orders.id"           \
  " AND closed_ms IS NULL AND deadline_ms > ?2 - 7200000))" /* SHIP_SOON_MS */

static gboolean
check_ship_soon (Round *round, const SaudaStoreInfo *store, GError **error)
{
  gint64 found;

  if (!count (round, "SELECT count (*)" SHIP_SOON, store, round->now_ms + SHIP_SOON_MS, &found, error))
    return FALSE;
  if (found > 0)
    add (round, store, SAUDA_ALERT_SHIP_SOON, SAUDA_ALERT_URGENT, found,
         sauda_reason_new_count (
           "%u order is late or must be handed over within two hours, and is not assembled.",
           "%u orders are late or must be handed over within two hours, and are not assembled.",
           (guint) found, NULL));
  return TRUE;
}

/* Messages have an owner of their own: the next press writes what is still needed, and what no press can
 * settle is a conversation that waits for a person. */
static gboolean
check_failed_acts (Round *round, const SaudaStoreInfo *store, GError **error)
{
  gint64 found;

  if (!count (round,
              "SELECT count (*) FROM outbox_act WHERE store_id = ? AND state IN ('failed', 'refused')"
              " AND kind <> '" SAUDA_ACT_MESSAGE "' AND settled_ms >= ?",
              store, round->now_ms - SAUDA_MS_PER_DAY, &found, error))
    return FALSE;
  if (found > 0)
    add (round, store, SAUDA_ALERT_FAILED_ACTS, SAUDA_ALERT_WARNING, found,
         sauda_reason_new_count ("%u act was refused or had no effect. Look at the reason, then try it "
                                 "again.",
                                 "%u acts were refused or had no effect. Look at the reasons, then try "
                                 "them again.",
                                 (guint) found, NULL));
  return TRUE;
}

static gboolean
check_unclear_acts (Round *round, const SaudaStoreInfo *store, GError **error)
{
  gint64 found;

  if (!count (round,
              "SELECT count (*) FROM outbox_act WHERE store_id = ? AND state = 'unknown' AND sent_ms < ?",
              store, round->now_ms - UNCLEAR_MS, &found, error))
    return FALSE;
  if (found > 0)
    add (round, store, SAUDA_ALERT_UNCLEAR_ACTS, SAUDA_ALERT_WARNING, found,
         sauda_reason_new_count ("It is not known whether %u act had an effect. Look in the merchant "
                                 "cabinet, then say what you saw.",
                                 "It is not known whether %u acts had an effect. Look in the merchant "
                                 "cabinet, then say what you saw.",
                                 (guint) found, NULL));
  return TRUE;
}

/* A buyer wrote, or a person has to decide, and nobody did for half a day. */
static gboolean
check_conversations (Round *round, const SaudaStoreInfo *store, GError **error)
{
  gint64 found;

  if (!count (round,
              "SELECT count (*) FROM question JOIN orders ON orders.id = question.order_id WHERE "
              "orders.store_id = ?"
              " AND closed_ms IS NULL AND (question.state IN ('person', 'no-phone') OR attention IS NOT NULL)"
              " AND coalesce (answered_ms, asked_ms, question.created_ms) < ?",
              store, round->now_ms - STUCK_MS, &found, error))
    return FALSE;
  if (found > 0)
    add (round, store, SAUDA_ALERT_STUCK_CONVERSATION, SAUDA_ALERT_WARNING, found,
         sauda_reason_new_count ("%u buyer has waited for a decision for more than 12 hours.",
                                 "%u buyers have waited for a decision for more than 12 hours.",
                                 (guint) found, NULL));
  return TRUE;
}

/* What an order goes through is told differently by a sheet that is older; what it is made of is not. */
static gboolean
is_real_difference (const SaudaParityDifference *difference)
{
  static const char *const moving[] = { "status",
                                        "assembled",
                                        "handed_over",
                                        "planned_handover",
                                        "signature_required",
                                        "delivery_cost_for_seller",
                                        NULL };

  return !g_strv_contains (moving, difference->field) ||
         ABS (difference->api_ms - difference->file_ms) <= HOUR_MS;
}

/* Orders of yesterday and today of which API and spreadsheet say different things. */
static gboolean
check_parity (Round *round, const SaudaStoreInfo *store, GError **error)
{
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SaudaDay today = sauda_day_from_ms (round->now_ms);
  guint found;

  for (SaudaDay day = today - PARITY_DAYS + 1; day <= today && store->trust >= SAUDA_TRUST_READ; day++) {
    g_autoptr (SaudaParity) parity = sauda_parity_read (round->connection, store->id, day, error);

    if (parity == NULL)
      return FALSE;
    for (guint i = 0; i < parity->days->len; i++) {
      const SaudaParityDay *compared = g_ptr_array_index (parity->days, i);

      for (guint k = 0; k < compared->differs->len; k++) {
        const SaudaParityDifference *difference = g_ptr_array_index (compared->differs, k);

        if (is_real_difference (difference))
          g_hash_table_add (codes, g_strdup (difference->code));
      }
    }
  }
  found = g_hash_table_size (codes);
  if (found > 0)
    add (round, store, SAUDA_ALERT_PARITY, SAUDA_ALERT_WARNING, found,
         sauda_reason_new_count (
           "API and spreadsheet say different things of %u order. Compare them in Settings.",
           "API and spreadsheet say different things of %u orders. Compare them in Settings.", (guint) found,
           NULL));
  return TRUE;
}

static const struct {
  const char *kind;
  Rule rule;
} rules[] = {
  { SAUDA_ALERT_SYNC_STOPPED, check_sync },
  { SAUDA_ALERT_NO_ORDERS, check_no_orders },
  { SAUDA_ALERT_SHIP_SOON, check_ship_soon },
  { SAUDA_ALERT_FAILED_ACTS, check_failed_acts },
  { SAUDA_ALERT_UNCLEAR_ACTS, check_unclear_acts },
  { SAUDA_ALERT_STUCK_CONVERSATION, check_conversations },
  { SAUDA_ALERT_PARITY, check_parity },
};

static gboolean
run_rule (Round *round, const char *kind, Rule rule, GError **error)
{
  guint news = 0;

  g_array_set_size (round->drafts, 0);
  for (guint i = 0; i < round->stores->len; i++)
    if (!rule (round, g_ptr_array_index (round->stores, i), error))
      return FALSE;
  if (!sauda_alerts_report (round->connection, kind, (const SaudaAlertDraft *) (gpointer) round->drafts->data,
                            round->drafts->len, round->now_ms, &news, error))
    return FALSE;
  round->news += news;
  return TRUE;
}

/**
 * sauda_alert_rules_run:
 * @connection: a connection inside a transaction
 * @now_ms: the clock, UTC ms
 * @news: (out) (optional): how many alerts are to be said aloud
 * @error: return location
 *
 * Looks whether orders are read, whether there are any, whether something must be shipped soon, and whether
 * acts failed or are unclear (product.md 4). Other rooms report kinds of their own.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_alert_rules_run (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error)
{
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (SaudaAlertDraft));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Round round = {
    .connection = connection, .now_ms = now_ms, .stores = stores, .drafts = drafts, .texts = texts
  };
  guint digest = 0;

  if (stores == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!run_rule (&round, rules[i].kind, rules[i].rule, error))
      return FALSE;
  if (!sauda_stock_digest_report (connection, now_ms, &digest, error) ||
      !sauda_talk_trouble_report (connection, now_ms, &round.news, error))
    return FALSE;
  if (news != NULL)
    *news = round.news + digest;
  return TRUE;
}

typedef struct {
  SaudaWorkspace *workspace; /* (not owned): the task holds it */
  gint64 now_ms;
  guint news;
} Call;

static gpointer
run_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Call *call = data;

  return sauda_alert_rules_run (connection, call->now_ms, &call->news, error) &&
             sauda_alert_place_run (call->workspace, connection, call->now_ms, &call->news, error)
           ? call
           : NULL;
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  sauda_workspace_emit_alerts_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * sauda_alert_rules_run_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called when the alerts are as they should be, after `alerts-changed`
 * @user_data: data for @callback
 *
 * See sauda_alert_rules_run().
 */
void
sauda_alert_rules_run_async (SaudaWorkspace *workspace,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, sauda_alert_rules_run_async);
  call->workspace = workspace;
  call->now_ms = sauda_workspace_get_now (workspace);
  g_task_set_task_data (task, call, g_free);
  sauda_database_run_async (sauda_workspace_get_database (workspace), run_work, call, NULL, NULL, cancellable,
                            on_run, task);
}

/**
 * sauda_alert_rules_run_finish:
 * @result: the result
 * @news: (out) (optional): how many alerts are to be said aloud
 * @error: return location
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED or an error of the database
 */
gboolean
sauda_alert_rules_run_finish (GAsyncResult *result, guint *news, GError **error)
{
  const Call *call = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_alert_rules_run_async), FALSE);
  if (news != NULL)
    *news = call->news;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Whose orders are asked for, and when. */
typedef struct {
  char *store; /* (owned) (not nullable) */
  gint64 now_ms;
} Asking;

static void
asking_free (gpointer data)
{
  g_free (((Asking *) data)->store);
  g_free (data);
}

static gpointer
ship_soon_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Asking *asking = data;
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, asking->store, error);
  SaudaStatement *list =
    store != NULL ? sauda_connection_prepare (connection, "SELECT orders.id" SHIP_SOON, error) : NULL;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, store->id);
  sauda_statement_bind_int64 (list, 2, asking->now_ms + SHIP_SOON_MS);
  return sauda_statement_read_set (list, error);
}

/**
 * sauda_alert_rules_list_ship_soon_async:
 * @workspace: the merchant's folder
 * @store: name of a store
 * @cancellable: (nullable): to stop
 * @callback: called with the orders
 * @user_data: data for @callback
 *
 * Finds what the alert of orders that must be handed over soon counts.
 */
void
sauda_alert_rules_list_ship_soon_async (SaudaWorkspace *workspace,
                                        const char *store,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->store = g_strdup (store);
  asking->now_ms = sauda_workspace_get_now (workspace);
  sauda_workspace_read_async (workspace, ship_soon_work, asking, asking_free,
                              (GDestroyNotify) g_hash_table_unref, cancellable, callback, user_data);
}

/**
 * sauda_alert_rules_list_ship_soon_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): set of ids; %NULL with an error of the catalog
 * or store room
 */
GHashTable *
sauda_alert_rules_list_ship_soon_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);

  return sauda_workspace_read_finish (source, result, error);
}
