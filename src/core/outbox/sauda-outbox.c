#include "sauda-outbox.h"

#include "sauda-connection.h"
#include "sauda-outbox-error.h"
#include "sauda-outbox-private.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

#define COLUMNS                                                                                              \
  "id, plan_id, store_id, kind, target, before, after, payload, error, who, state, attempts, checks, "       \
  "planned_ms, "                                                                                             \
  "sent_ms, next_check_ms, settled_ms"

static char *
make_key (gint64 store_id, const char *target, const char *kind, const char *detail)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s/%s%s%s", store_id, target, kind, detail != NULL ? "/" : "",
                          detail != NULL ? detail : "");
}

static SaudaAct *
read_act (SaudaStatement *row)
{
  SaudaAct *act = g_new0 (SaudaAct, 1);

  act->id = sauda_statement_get_int64 (row, 0);
  act->plan_id = sauda_statement_get_int64 (row, 1);
  act->store_id = sauda_statement_get_int64 (row, 2);
  act->kind = g_strdup (sauda_statement_get_text (row, 3));
  act->target = g_strdup (sauda_statement_get_text (row, 4));
  act->before = sauda_reason_show (sauda_statement_get_text (row, 5));
  act->after = sauda_reason_show (sauda_statement_get_text (row, 6));
  act->payload = g_strdup (sauda_statement_get_text (row, 7));
  act->error = sauda_reason_show (sauda_statement_get_text (row, 8));
  act->who = g_strdup (sauda_statement_get_text (row, 9));
  if (!sauda_act_state_from_name (sauda_statement_get_text (row, 10), &act->state))
    act->state = SAUDA_ACT_UNKNOWN;
  act->attempts = (guint) sauda_statement_get_int64 (row, 11);
  act->checks = (guint) sauda_statement_get_int64 (row, 12);
  act->planned_ms = sauda_statement_get_int64 (row, 13);
  act->sent_ms = sauda_statement_get_int64 (row, 14);
  act->next_check_ms = sauda_statement_get_int64 (row, 15);
  act->settled_ms = sauda_statement_get_int64 (row, 16);
  return act;
}

/* Takes the first row of @statement, or sets NOT_FOUND. */
static SaudaAct *
read_one (SaudaStatement *statement, GError **error)
{
  gboolean row;

  if (!sauda_statement_step (statement, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (
      error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_NOT_FOUND,
      _ ("There is no such act in the ledger. “saudactl outbox list” shows what is there."));
    return NULL;
  }
  return read_act (statement);
}

/**
 * sauda_outbox_get:
 * @connection: a connection inside a transaction
 * @act_id: an act
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the act, or %NULL with %SAUDA_OUTBOX_ERROR_NOT_FOUND
 */
SaudaAct *
sauda_outbox_get (SaudaConnection *connection, gint64 act_id, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT " COLUMNS " FROM outbox_act WHERE id = ?", error);

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, act_id);
  return read_one (find, error);
}

/* Adds to the append-only history. */
gboolean
sauda_outbox_add_event (SaudaConnection *connection,
                        gint64 act_id,
                        SaudaActState state,
                        const char *who,
                        const char *note,
                        gint64 now_ms,
                        GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO outbox_event (act_id, at_ms, state, who, note) VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, act_id);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, sauda_act_state_get_name (state));
  sauda_statement_bind_text (insert, 4, who);
  sauda_statement_bind_text (insert, 5, note);
  return sauda_statement_run (insert, error);
}

static gboolean
insert_act (SaudaConnection *connection,
            gint64 plan_id,
            const SaudaActDraft *draft,
            const char *key,
            const char *who,
            gint64 now_ms,
            GError **error)
{
  SaudaStatement *insert =
    sauda_connection_prepare (connection,
                              "INSERT INTO outbox_act (plan_id, store_id, kind, target, before, after, "
                              "payload, key, state, planned_ms, who)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?)",
                              error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, plan_id);
  sauda_statement_bind_int64 (insert, 2, draft->store_id);
  sauda_statement_bind_text (insert, 3, draft->kind);
  sauda_statement_bind_text (insert, 4, draft->target);
  sauda_statement_bind_text (insert, 5, draft->before);
  sauda_statement_bind_text (insert, 6, draft->after);
  sauda_statement_bind_text (insert, 7, draft->payload);
  sauda_statement_bind_text (insert, 8, key);
  sauda_statement_bind_int64 (insert, 9, now_ms);
  sauda_statement_bind_text (insert, 10, who);
  return sauda_statement_run (insert, error) &&
         sauda_outbox_add_event (connection, sauda_connection_get_last_id (connection), SAUDA_ACT_PLANNED,
                                 who, NULL, now_ms, error);
}

#define AGAIN                                                                                                \
  ", state = 'planned', checks = 0, planned_ms = ?2, sent_ms = NULL, next_check_ms = NULL, settled_ms = "    \
  "NULL,"                                                                                                    \
  " error = NULL, who = ?3 WHERE id = ?7"

/* Without a draft the act stays what it was. */
static gboolean
plan_again (SaudaConnection *connection,
            gint64 act_id,
            gint64 plan_id,
            const SaudaActDraft *draft,
            const char *who,
            gint64 now_ms,
            GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    draft != NULL ? "UPDATE outbox_act SET plan_id = ?1, before = ?4, after = ?5, payload = ?6" AGAIN
                  : "UPDATE outbox_act SET plan_id = ?1" AGAIN,
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, plan_id);
  sauda_statement_bind_int64 (update, 2, now_ms);
  sauda_statement_bind_text (update, 3, who);
  if (draft != NULL) {
    sauda_statement_bind_text (update, 4, draft->before);
    sauda_statement_bind_text (update, 5, draft->after);
    sauda_statement_bind_text (update, 6, draft->payload);
  }
  sauda_statement_bind_int64 (update, 7, act_id);
  return sauda_statement_run (update, error) &&
         sauda_outbox_add_event (connection, act_id, SAUDA_ACT_PLANNED, who, NULL, now_ms, error);
}

static gboolean
refuse_transition (const SaudaAct *act, SaudaActState state, GError **error)
{
  g_set_error (error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_TRANSITION,
               _ ("Act %lld on order %s is “%s” and cannot become “%s”."), (long long) act->id, act->target,
               sauda_act_state_get_title (act->state), sauda_act_state_get_title (state));
  return FALSE;
}

/* Writes down a state whose transition has been judged. */
gboolean
sauda_outbox_write_state (SaudaConnection *connection,
                          const SaudaAct *act,
                          SaudaActState state,
                          const char *who,
                          const char *note,
                          gint64 next_check_ms,
                          gint64 now_ms,
                          GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE outbox_act SET state = ?, error = ?, checks = checks + ?, next_check_ms = ?, settled_ms = ?"
    " WHERE id = ?",
    error);
  gboolean open = sauda_act_state_is_open (state) || state == SAUDA_ACT_APPROVED;

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, sauda_act_state_get_name (state));
  sauda_statement_bind_text (update, 2, state == SAUDA_ACT_VERIFIED ? NULL : note);
  sauda_statement_bind_int64 (update, 3, act->state == SAUDA_ACT_UNKNOWN ? 1 : 0);
  if (next_check_ms > 0)
    sauda_statement_bind_int64 (update, 4, next_check_ms);
  if (!open)
    sauda_statement_bind_int64 (update, 5, now_ms);
  sauda_statement_bind_int64 (update, 6, act->id);
  return sauda_statement_run (update, error) &&
         sauda_outbox_add_event (connection, act->id, state, who, note, now_ms, error);
}

static int
compare_acts (gconstpointer a, gconstpointer b)
{
  const SaudaAct *first = *(SaudaAct *const *) a, *second = *(SaudaAct *const *) b;

  return (first->id > second->id) - (first->id < second->id);
}

static gboolean
read_acts (SaudaStatement *list, GPtrArray *acts, GError **error)
{
  gboolean row = TRUE;

  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (row)
      g_ptr_array_add (acts, read_act (list));
  }
  return TRUE;
}

/* One state alone is found by its index: the ledger keeps every act for ever. */
static gboolean
list_state (SaudaConnection *connection, SaudaActState state, gint64 plan_id, GPtrArray *acts, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT " COLUMNS " FROM outbox_act WHERE state = ?1 AND (?2 = 0 OR plan_id = ?2)", error);

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_text (list, 1, sauda_act_state_get_name (state));
  sauda_statement_bind_int64 (list, 2, plan_id);
  return read_acts (list, acts, error);
}

/**
 * sauda_outbox_add_act:
 * @connection: a connection inside a transaction
 * @plan_id: from sauda_outbox_add_plan()
 * @draft: what shall be done
 * @who: person or rule that plans it
 * @now_ms: the clock, UTC ms
 * @added: (out): %FALSE when the act is done or on its way already: it is never planned twice
 * @error: return location
 *
 * Writes an act into a plan. An act exists once per (store, order, kind, detail); one that surely had no
 * effect, or does no harm twice, is planned again in its own row.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_outbox_add_act (SaudaConnection *connection,
                      gint64 plan_id,
                      const SaudaActDraft *draft,
                      const char *who,
                      gint64 now_ms,
                      gboolean *added,
                      GError **error)
{
  g_autofree char *key = make_key (draft->store_id, draft->target, draft->kind, draft->detail);
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT id, state FROM outbox_act WHERE key = ?", error);
  SaudaActState state = SAUDA_ACT_UNKNOWN;
  gint64 act_id;
  gboolean row;

  *added = FALSE;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, key);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row) {
    *added = TRUE;
    return insert_act (connection, plan_id, draft, key, who, now_ms, error);
  }
  act_id = sauda_statement_get_int64 (find, 0);
  sauda_act_state_from_name (sauda_statement_get_text (find, 1), &state);
  if (!sauda_act_state_may_be_planned_again (state) && !(draft->repeatable && state == SAUDA_ACT_VERIFIED))
    return TRUE;
  *added = TRUE;
  return plan_again (connection, act_id, plan_id, draft, who, now_ms, error);
}

/**
 * sauda_outbox_plan_again:
 * @connection: a connection inside a transaction
 * @plan_id: from sauda_outbox_add_plan()
 * @act_id: an act that failed, was refused or ran out
 * @who: the person
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Takes an act into a new plan, as it was. One whose effect is unclear is never among them.
 *
 * Returns: %FALSE with %SAUDA_OUTBOX_ERROR_NOT_FOUND or _TRANSITION
 */
gboolean
sauda_outbox_plan_again (SaudaConnection *connection,
                         gint64 plan_id,
                         gint64 act_id,
                         const char *who,
                         gint64 now_ms,
                         GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, act_id, error);

  if (act == NULL)
    return FALSE;
  if (act->state != SAUDA_ACT_FAILED && act->state != SAUDA_ACT_REFUSED && act->state != SAUDA_ACT_EXPIRED)
    return refuse_transition (act, SAUDA_ACT_PLANNED, error);
  return plan_again (connection, act_id, plan_id, NULL, who, now_ms, error);
}

/**
 * sauda_outbox_begin_sending:
 * @connection: a connection inside a transaction
 * @act_id: an act
 * @now_ms: the clock, UTC ms
 * @may_send: (out): whether the caller, and nobody else, may send it now
 * @error: return location
 *
 * Takes an approved act for sending. Commit before the request leaves: a crash after it is settled by
 * re-reading. An act of a plan that ran out becomes expired instead.
 *
 * Returns: %FALSE with %SAUDA_OUTBOX_ERROR_NOT_FOUND or an error of the database
 */
gboolean
sauda_outbox_begin_sending (SaudaConnection *connection,
                            gint64 act_id,
                            gint64 now_ms,
                            gboolean *may_send,
                            GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, act_id, error);
  SaudaStatement *statement;
  gboolean row;

  *may_send = FALSE;
  if (act == NULL)
    return FALSE;
  if (act->state != SAUDA_ACT_APPROVED)
    return TRUE;
  statement = sauda_connection_prepare (connection, "SELECT expires_ms FROM outbox_plan WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, act->plan_id);
  if (!sauda_statement_step (statement, &row, error))
    return FALSE;
  if (!row || !sauda_outbox_is_fresh (sauda_statement_get_int64 (statement, 0), now_ms))
    return sauda_outbox_write_state (connection, act, SAUDA_ACT_EXPIRED, "rule",
                                     N_ ("The plan is older than 60 minutes."), 0, now_ms, error);
  statement = sauda_connection_prepare (connection,
                                        "UPDATE outbox_act SET state = 'sending', attempts = attempts + 1, "
                                        "checks = 0, sent_ms = ?, error = NULL WHERE id = ?",
                                        error);
  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, now_ms);
  sauda_statement_bind_int64 (statement, 2, act_id);
  if (!sauda_statement_run (statement, error) ||
      !sauda_outbox_add_event (connection, act_id, SAUDA_ACT_SENDING, act->who, NULL, now_ms, error))
    return FALSE;
  *may_send = TRUE;
  return TRUE;
}

/**
 * sauda_outbox_record:
 * @connection: a connection inside a transaction
 * @act_id: an act
 * @state: what it is now
 * @note: (nullable): the reason, a sentence or what sauda_reason_new() makes: who reads the ledger may speak
 * another language
 * @next_check_ms: when to re-read next, UTC ms; 0 for never
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Writes down what became of an act. A re-reading that finds no effect yet records unknown again and counts.
 *
 * Returns: %FALSE with %SAUDA_OUTBOX_ERROR_TRANSITION when the ledger does not allow that step
 */
gboolean
sauda_outbox_record (SaudaConnection *connection,
                     gint64 act_id,
                     SaudaActState state,
                     const char *note,
                     gint64 next_check_ms,
                     gint64 now_ms,
                     GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, act_id, error);

  if (act == NULL)
    return FALSE;
  if (!sauda_act_state_may_become (act->state, state))
    return refuse_transition (act, state, error);
  return sauda_outbox_write_state (connection, act, state, "kaspi", note, next_check_ms, now_ms, error);
}

/**
 * sauda_outbox_settle:
 * @connection: a connection inside a transaction
 * @act_id: an act whose effect is unclear
 * @state: %SAUDA_ACT_VERIFIED or %SAUDA_ACT_FAILED
 * @who: the person who looked it up
 * @reason: how the person knows; not empty
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Settles by hand what re-reading could not.
 *
 * Returns: %FALSE with %SAUDA_OUTBOX_ERROR_TRANSITION when the act is not unclear
 */
gboolean
sauda_outbox_settle (SaudaConnection *connection,
                     gint64 act_id,
                     SaudaActState state,
                     const char *who,
                     const char *reason,
                     gint64 now_ms,
                     GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, act_id, error);

  g_return_val_if_fail (reason != NULL && *reason != '\0', FALSE);

  if (act == NULL)
    return FALSE;
  if (act->state != SAUDA_ACT_UNKNOWN || (state != SAUDA_ACT_VERIFIED && state != SAUDA_ACT_FAILED))
    return refuse_transition (act, state, error);
  return sauda_outbox_write_state (connection, act, state, who, reason, 0, now_ms, error);
}

/**
 * sauda_outbox_list:
 * @connection: a connection inside a transaction
 * @state_mask: bits `1 << SaudaActState`, 0 for all
 * @plan_id: a plan, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaAct) (nullable): acts in the order of their planning
 */
GPtrArray *
sauda_outbox_list (SaudaConnection *connection, guint state_mask, gint64 plan_id, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_act_free);

  for (guint state = 0; state < SAUDA_ACT_N_STATES; state++)
    if ((state_mask == 0 || (state_mask & 1u << state) != 0) &&
        !list_state (connection, (SaudaActState) state, plan_id, acts, error))
      return NULL;
  g_ptr_array_sort (acts, compare_acts);
  return g_steal_pointer (&acts);
}

/**
 * sauda_outbox_list_planned:
 * @connection: a connection inside a transaction
 * @from_ms: UTC ms
 * @to_ms: UTC ms, no longer listed
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaAct) (nullable): acts that were planned between the two, in the
 * order of their planning; %NULL with an error of the database
 */
GPtrArray *
sauda_outbox_list_planned (SaudaConnection *connection, gint64 from_ms, gint64 to_ms, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_act_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT " COLUMNS " FROM outbox_act WHERE planned_ms >= ? AND planned_ms < ? ORDER BY id",
    error);

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, from_ms);
  sauda_statement_bind_int64 (list, 2, to_ms);
  return read_acts (list, acts, error) ? g_steal_pointer (&acts) : NULL;
}

/**
 * sauda_outbox_find:
 * @connection: a connection inside a transaction
 * @store_id: a store
 * @kind: what kind of act
 * @target: an order number
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the act, or %NULL with %SAUDA_OUTBOX_ERROR_NOT_FOUND
 */
SaudaAct *
sauda_outbox_find (SaudaConnection *connection,
                   gint64 store_id,
                   const char *kind,
                   const char *target,
                   GError **error)
{
  g_autofree char *key = make_key (store_id, target, kind, NULL);
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT " COLUMNS " FROM outbox_act WHERE key = ?", error);

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, key);
  return read_one (find, error);
}
