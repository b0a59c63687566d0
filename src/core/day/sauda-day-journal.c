#include "sauda-day-journal.h"

#include <json-glib/json-glib.h>

static void
add_sentences (JsonBuilder *json, const char *name, const char *const *sentences)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (gsize i = 0; sentences[i] != NULL; i++)
    json_builder_add_string_value (json, sentences[i]);
  json_builder_end_array (json);
}

static char *
describe (SaudaDayStep *step)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "detail");
  json_builder_add_string_value (json, sauda_day_step_get_detail (step));
  add_sentences (json, "waiting", sauda_day_step_get_waiting (step));
  add_sentences (json, "failed", sauda_day_step_get_failed (step));
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/**
 * sauda_day_journal_begin:
 * @connection: a connection inside a transaction
 * @day: the Almaty day that is shipped
 * @who: who pressed
 * @folder: (nullable): where the groups go
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Opens a run. Runs that a killed process left open are marked as cut off.
 *
 * Returns: its number, or 0 on error
 */
gint64
sauda_day_journal_begin (SaudaConnection *connection,
                         SaudaDay day,
                         const char *who,
                         const char *folder,
                         gint64 now_ms,
                         GError **error)
{
  SaudaStatement *insert;

  if (!sauda_connection_execute (connection, "UPDATE day_run SET state = 'cut-off' WHERE state = 'running'",
                                 error))
    return 0;
  insert = sauda_connection_prepare (
    connection, "INSERT INTO day_run (day, started_ms, state, who, folder) VALUES (?, ?, 'running', ?, ?)",
    error);
  if (insert == NULL)
    return 0;
  sauda_statement_bind_int64 (insert, 1, day);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  sauda_statement_bind_text (insert, 4, folder);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_day_journal_write_step:
 * @connection: a connection inside a transaction
 * @run_id: a run
 * @step: one of its steps, begun or ended
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_day_journal_write_step (SaudaConnection *connection,
                              gint64 run_id,
                              SaudaDayStep *step,
                              gint64 now_ms,
                              GError **error)
{
  SaudaStatement *write = sauda_connection_prepare (
    connection,
    "INSERT INTO day_step (run_id, name, state, done, total, started_ms, finished_ms, detail)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7)"
    " ON CONFLICT (run_id, name) DO UPDATE SET state = ?3, done = ?4, total = ?5, finished_ms = ?6, detail = "
    "?7",
    error);
  g_autofree char *detail = describe (step);

  if (write == NULL)
    return FALSE;
  sauda_statement_bind_int64 (write, 1, run_id);
  sauda_statement_bind_text (write, 2, sauda_day_step_get_name (step));
  sauda_statement_bind_text (write, 3, sauda_step_state_get_name (sauda_day_step_get_state (step)));
  sauda_statement_bind_int64 (write, 4, sauda_day_step_get_done (step));
  sauda_statement_bind_int64 (write, 5, sauda_day_step_get_total (step));
  sauda_statement_bind_int64 (write, 6, now_ms);
  sauda_statement_bind_text (write, 7, detail);
  return sauda_statement_run (write, error);
}

/**
 * sauda_day_journal_end:
 * @connection: a connection inside a transaction
 * @run_id: a run
 * @state: how it ended
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_day_journal_end (SaudaConnection *connection,
                       gint64 run_id,
                       SaudaStepState state,
                       gint64 now_ms,
                       GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE day_run SET state = ?, finished_ms = ? WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, sauda_step_state_get_name (state));
  sauda_statement_bind_int64 (update, 2, now_ms);
  sauda_statement_bind_int64 (update, 3, run_id);
  return sauda_statement_run (update, error);
}
