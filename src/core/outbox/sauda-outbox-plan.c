#include "sauda-connection.h"
#include "sauda-outbox-error.h"
#include "sauda-outbox-private.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

/* Clocks are set right by a little all the time. */
#define CLOCK_JITTER_MS 60000

/* A plan from the future was made while the clock was wrong: nobody knows how old it is. */
gboolean
sauda_outbox_is_fresh (gint64 expires_ms, gint64 now_ms)
{
  return now_ms <= expires_ms && now_ms >= expires_ms - SAUDA_OUTBOX_PLAN_LIFE_MS - CLOCK_JITTER_MS;
}

static gboolean
write_approval (SaudaConnection *connection, gint64 plan_id, const char *who, gint64 now_ms, GError **error)
{
  static const char *const steps[] = {
    "UPDATE outbox_plan SET approved_ms = ?1, approved_by = ?2 WHERE id = ?3",
    "INSERT INTO outbox_event (act_id, at_ms, state, who)"
    " SELECT id, ?1, 'approved', ?2 FROM outbox_act WHERE plan_id = ?3 AND state = 'planned'",
    "UPDATE outbox_act SET state = 'approved' WHERE plan_id = ?3 AND state = 'planned'",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    SaudaStatement *step = sauda_connection_prepare (connection, steps[i], error);

    if (step == NULL)
      return FALSE;
    sauda_statement_bind_int64 (step, 1, now_ms);
    sauda_statement_bind_text (step, 2, who);
    sauda_statement_bind_int64 (step, 3, plan_id);
    if (!sauda_statement_run (step, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_outbox_add_plan:
 * @connection: a connection inside a transaction
 * @title: what the plan does, as sauda_reason_new() keeps it
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Begins a plan. It lives 60 minutes (product.md 5).
 *
 * Returns: the plan's number, or 0 on error
 */
gint64
sauda_outbox_add_plan (SaudaConnection *connection, const char *title, gint64 now_ms, GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO outbox_plan (title, created_ms, expires_ms) VALUES (?, ?, ?)", error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, title);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_int64 (insert, 3, now_ms + SAUDA_OUTBOX_PLAN_LIFE_MS);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_outbox_check_plan:
 * @connection: a connection inside a transaction
 * @plan_id: a plan
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: whether the plan can be approved now; %FALSE with the errors of sauda_outbox_approve()
 */
gboolean
sauda_outbox_check_plan (SaudaConnection *connection, gint64 plan_id, gint64 now_ms, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT expires_ms, approved_ms FROM outbox_plan WHERE id = ?", error);
  gint64 expires_ms;
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, plan_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row) {
    g_set_error (error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_NOT_FOUND,
                 _ ("There is no plan %lld. “saudactl outbox list” shows what is there."),
                 (long long) plan_id);
    return FALSE;
  }
  if (!sauda_statement_is_null (find, 1)) {
    g_set_error (error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_ALREADY_APPROVED,
                 _ ("Plan %lld was approved before; a plan is applied once."), (long long) plan_id);
    return FALSE;
  }
  expires_ms = sauda_statement_get_int64 (find, 0);
  if (!sauda_outbox_is_fresh (expires_ms, now_ms)) {
    g_set_error (
      error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_EXPIRED,
      _ ("Plan %lld is older than 60 minutes. Make a new one, so that it fits the shop as it is now."),
      (long long) plan_id);
    return FALSE;
  }
  return TRUE;
}

/**
 * sauda_outbox_approve:
 * @connection: a connection inside a transaction
 * @plan_id: a plan
 * @who: who approves it
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Approves a plan once. Two processes that try at the same time: one of them gets
 * %SAUDA_OUTBOX_ERROR_ALREADY_APPROVED.
 *
 * Returns: %FALSE with %SAUDA_OUTBOX_ERROR_ALREADY_APPROVED, _EXPIRED or _NOT_FOUND
 */
gboolean
sauda_outbox_approve (SaudaConnection *connection,
                      gint64 plan_id,
                      const char *who,
                      gint64 now_ms,
                      GError **error)
{
  return sauda_outbox_check_plan (connection, plan_id, now_ms, error) &&
         write_approval (connection, plan_id, who, now_ms, error);
}

/**
 * sauda_outbox_expire:
 * @connection: a connection inside a transaction
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Lets acts run out that were not sent within their plan's 60 minutes.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_outbox_expire (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) waiting =
    sauda_outbox_list (connection, 1u << SAUDA_ACT_PLANNED | 1u << SAUDA_ACT_APPROVED, 0, error);

  if (waiting == NULL)
    return FALSE;
  for (guint i = 0; i < waiting->len; i++) {
    const SaudaAct *act = g_ptr_array_index (waiting, i);

    if (!sauda_outbox_is_fresh (act->planned_ms + SAUDA_OUTBOX_PLAN_LIFE_MS, now_ms) &&
        !sauda_outbox_write_state (connection, act, SAUDA_ACT_EXPIRED, "rule",
                                   N_ ("The plan is older than 60 minutes."), 0, now_ms, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_outbox_recover:
 * @connection: a connection inside a transaction
 * @now_ms: the clock, UTC ms
 * @recovered: (out) (optional): how many acts were cut off
 * @error: return location
 *
 * Takes up acts that a killed process left on their way: nobody knows whether they arrived, so they become
 * unknown and are re-read at once; acts of old plans run out. Only whoever holds the day's lock may call it.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_outbox_recover (SaudaConnection *connection, gint64 now_ms, guint *recovered, GError **error)
{
  g_autoptr (GPtrArray) cut_off =
    sauda_outbox_list (connection, 1u << SAUDA_ACT_SENDING | 1u << SAUDA_ACT_ACCEPTED, 0, error);

  if (cut_off == NULL)
    return FALSE;
  for (guint i = 0; i < cut_off->len; i++)
    if (!sauda_outbox_write_state (connection, g_ptr_array_index (cut_off, i), SAUDA_ACT_UNKNOWN, "rule",
                                   N_ ("Sauda was stopped before the answer was read."), now_ms, now_ms,
                                   error))
      return FALSE;
  if (recovered != NULL)
    *recovered = cut_off->len;
  return sauda_outbox_expire (connection, now_ms, error);
}
