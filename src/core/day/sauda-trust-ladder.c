#include "sauda-trust-ladder.h"

#include "sauda-connection.h"
#include "sauda-day-error.h"
#include "sauda-parity.h"
#include "sauda-reason.h"
#include "sauda-token-trouble.h"

#include <glib/gi18n-lib.h>

/* Whether a day says anything: the spreadsheet of that day was imported. */
static gboolean
is_compared (const SaudaParityDay *day)
{
  return day->day != SAUDA_DAY_NONE && (day->compared > 0 || day->only_file->len > 0);
}

/* Equal days in a row up to now. Today does not break the row: orders still come in. A day without a
 * spreadsheet neither counts nor breaks it. */
static guint
count_row (const SaudaParity *parity, SaudaDay after, SaudaDay today, SaudaDay *broken)
{
  guint count = 0;

  *broken = SAUDA_DAY_NONE;
  for (guint i = parity->days->len; i > 0; i--) {
    const SaudaParityDay *day = g_ptr_array_index (parity->days, i - 1);

    if (!is_compared (day) || day->day <= after || (day->day >= today && !sauda_parity_day_is_equal (day)))
      continue;
    if (!sauda_parity_day_is_equal (day)) {
      *broken = day->day;
      break;
    }
    count++;
  }
  return count;
}

/* The day on which the store came to where it stands; days before it count for the step before. */
static gboolean
find_since (SaudaConnection *connection, const SaudaStoreInfo *store, SaudaDay *since, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT max (at_ms) FROM trust_event WHERE store_id = ? AND after = ?", error);
  gboolean row = FALSE;

  *since = SAUDA_DAY_NONE;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, store->id);
  sauda_statement_bind_text (find, 2, sauda_trust_get_name (store->trust));
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row && !sauda_statement_is_null (find, 0))
    *since = sauda_day_from_ms (sauda_statement_get_int64 (find, 0));
  return TRUE;
}

static gboolean
count_unclear (SaudaConnection *connection, const SaudaStoreInfo *store, gint64 *unclear, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT count (*) FROM outbox_act WHERE store_id = ? AND state IN ('sending', 'accepted', 'unknown')",
    error);
  gboolean row = FALSE;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, store->id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  *unclear = row ? sauda_statement_get_int64 (find, 0) : 0;
  return TRUE;
}

/* As it is kept for readers of any language. */
static char *
describe_days (const SaudaTrustLadder *ladder, SaudaDay broken)
{
  g_autofree char *equal = g_strdup_printf ("%u", ladder->equal_days);
  g_autofree char *needed = g_strdup_printf ("%u", ladder->needed_days);
  /* Translators: first number: days so far, second: days needed */
  g_autofree char *counted = sauda_reason_new (N_ ("Equal days in a row: %s of %s."), equal, needed, NULL);
  g_autofree char *day = broken != SAUDA_DAY_NONE ? sauda_day_format_short (broken) : NULL;

  if (ladder->unlocked)
    /* Translators: “Equal days in a row: 7 of 7.” */
    return sauda_reason_new (N_ ("%s The next step is unlocked."), counted, NULL);
  if (ladder->equal_days >= ladder->needed_days)
    return sauda_reason_new (N_ ("%s The effect of some acts is not known yet; clear them up first."),
                             counted, NULL);
  if (day != NULL)
    /* Translators: first: “Equal days in a row: 2 of 7.”, second: a day */
    return sauda_reason_new (N_ ("%s On %s the API and the spreadsheet differed; see the comparison."),
                             counted, day, NULL);
  return sauda_reason_new (N_ ("%s Let Sauda read the orders, and import the spreadsheet of each day."),
                           counted, NULL);
}

/* From reading to writing, and from some writing to all of it: the same week of agreement, each anew. */
static gboolean
measure (SaudaConnection *connection,
         const SaudaStoreInfo *store,
         gint64 now_ms,
         SaudaTrustLadder *ladder,
         GError **error)
{
  g_autoptr (SaudaParity) parity = sauda_parity_read (connection, store->id, SAUDA_DAY_NONE, error);
  SaudaDay since = SAUDA_DAY_NONE, broken;
  gint64 unclear = 0;

  if (parity == NULL ||
      (store->trust == SAUDA_TRUST_LIMITED && (!find_since (connection, store, &since, error) ||
                                               !count_unclear (connection, store, &unclear, error))))
    return FALSE;
  ladder->needed_days = SAUDA_TRUST_EQUAL_DAYS;
  ladder->equal_days = count_row (parity, since, sauda_day_from_ms (now_ms), &broken);
  ladder->unlocked = ladder->equal_days >= ladder->needed_days && unclear == 0;
  ladder->kept_reason = describe_days (ladder, broken);
  return TRUE;
}

static gboolean
write_event (SaudaConnection *connection,
             const SaudaStoreInfo *store,
             const SaudaTrustRequest *request,
             const char *reason,
             GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO trust_event (store_id, at_ms, before, after, who, reason) VALUES (?, ?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, store->id);
  sauda_statement_bind_int64 (insert, 2, request->now_ms);
  sauda_statement_bind_text (insert, 3, sauda_trust_get_name (store->trust));
  sauda_statement_bind_text (insert, 4, sauda_trust_get_name (request->trust));
  sauda_statement_bind_text (insert, 5, request->who);
  sauda_statement_bind_text (insert, 6, reason);
  return sauda_statement_run (insert, error);
}

/* Whether no measurement is asked for: down is always free, and so is reading, which changes nothing. */
static gboolean
is_free (const SaudaStoreInfo *store, const SaudaTrustRequest *request)
{
  return request->practice || request->trust <= store->trust || request->trust <= SAUDA_TRUST_READ ||
         (request->reason != NULL && *request->reason != '\0');
}

/**
 * sauda_trust_ladder_free:
 * @ladder: (nullable): a ladder
 */
void
sauda_trust_ladder_free (SaudaTrustLadder *ladder)
{
  if (ladder == NULL)
    return;
  g_free (ladder->store);
  g_free (ladder->kept_reason);
  g_free (ladder->reason);
  g_free (ladder);
}

/**
 * sauda_trust_ladder_read:
 * @connection: inside a transaction
 * @store: a store
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Measures whether a store has earned its next step: seven days in a row on which the API and the
 * spreadsheets told the same of every order.
 *
 * Returns: (transfer full) (nullable): the ladder, or %NULL with an error of the database
 */
SaudaTrustLadder *
sauda_trust_ladder_read (SaudaConnection *connection,
                         const SaudaStoreInfo *store,
                         gint64 now_ms,
                         GError **error)
{
  g_autoptr (SaudaTrustLadder) ladder = g_new0 (SaudaTrustLadder, 1);

  ladder->store_id = store->id;
  ladder->store = g_strdup (store->name);
  ladder->trust = store->trust;
  ladder->next = MIN (store->trust + 1, SAUDA_TRUST_FULL);
  if (store->trust == SAUDA_TRUST_FULL)
    ladder->kept_reason = g_strdup (N_ ("Sauda may do everything that you approve."));
  else if (store->trust == SAUDA_TRUST_FILES) {
    ladder->unlocked = TRUE;
    ladder->kept_reason =
      g_strdup (N_ ("Enter the token of the store, then let Sauda read. Reading changes nothing."));
  } else if (!measure (connection, store, now_ms, ladder, error))
    return NULL;
  ladder->reason = sauda_reason_show (ladder->kept_reason);
  return g_steal_pointer (&ladder);
}

/**
 * sauda_trust_ladder_check:
 * @connection: inside a transaction
 * @request: what is asked for
 * @error: return location
 *
 * Returns: whether the store may be trusted so far; %FALSE with %SAUDA_DAY_ERROR_NOT_EARNED and what is
 * missing, or an error of the catalog room
 */
gboolean
sauda_trust_ladder_check (SaudaConnection *connection, const SaudaTrustRequest *request, GError **error)
{
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, request->store, error);
  g_autoptr (SaudaTrustLadder) ladder = NULL;

  if (store == NULL)
    return FALSE;
  if (is_free (store, request))
    return TRUE;
  ladder = sauda_trust_ladder_read (connection, store, request->now_ms, error);
  if (ladder == NULL)
    return FALSE;
  if (request->trust == ladder->next && ladder->unlocked)
    return TRUE;
  if (request->trust > ladder->next)
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOT_EARNED,
                 _ ("%s: one step at a time; the next one is “%s”. %s"), store->name,
                 sauda_trust_get_title (ladder->next), ladder->reason);
  else
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOT_EARNED,
                 _ ("%s: the step “%s” is not unlocked. %s"), store->name,
                 sauda_trust_get_title (request->trust), ladder->reason);
  return FALSE;
}

/**
 * sauda_trust_ladder_set:
 * @connection: inside a transaction
 * @request: what is asked for
 * @error: return location
 *
 * Trusts a store so far, where it has earned that or a person says why; less is always possible, at once.
 * The history keeps who, when and why.
 *
 * Returns: %FALSE with the errors of sauda_trust_ladder_check()
 */
gboolean
sauda_trust_ladder_set (SaudaConnection *connection, const SaudaTrustRequest *request, GError **error)
{
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, request->store, error);
  g_autoptr (SaudaTrustLadder) ladder = NULL;
  const char *reason = request->reason;

  if (store == NULL || !sauda_trust_ladder_check (connection, request, error))
    return FALSE;
  if (request->trust == store->trust)
    return TRUE;
  ladder = sauda_trust_ladder_read (connection, store, request->now_ms, error);
  if (ladder == NULL)
    return FALSE;
  if (reason == NULL || *reason == '\0')
    reason = request->trust < store->trust ? N_ ("taken back") : ladder->kept_reason;
  return write_event (connection, store, request, reason, error) &&
         (request->trust >= SAUDA_TRUST_READ ||
          sauda_token_trouble_clear (connection, store->id, request->now_ms, error)) &&
         sauda_stores_set_trust (connection, request->store, request->trust, error);
}

/**
 * sauda_trust_ladder_add_store:
 * @connection: inside a transaction
 * @draft: the store, with the trust that is asked for
 * @request: who asks, why and when; its store and trust are those of @draft
 * @error: return location
 *
 * Adds a store, or completes the one of that name. A new one begins at files, and climbs like any other.
 *
 * Returns: %FALSE with the errors of sauda_stores_add() and sauda_trust_ladder_check(); the caller rolls back
 */
gboolean
sauda_trust_ladder_add_store (SaudaConnection *connection,
                              const SaudaStoreDraft *draft,
                              const SaudaTrustRequest *request,
                              GError **error)
{
  SaudaStoreDraft untrusted = *draft;
  SaudaTrustRequest trust = *request;

  untrusted.trust = -1;
  if (sauda_stores_add (connection, &untrusted, request->now_ms, error) == 0)
    return FALSE;
  if (draft->trust < 0)
    return TRUE;
  trust.store = draft->name;
  trust.trust = (SaudaTrust) draft->trust;
  return sauda_trust_ladder_set (connection, &trust, error);
}
