#include "sauda-day-journal.h"

#include "sauda-connection.h"

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
 * @tomorrow: whether the day after is too
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
                         gboolean tomorrow,
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
    connection,
    "INSERT INTO day_run (day, started_ms, state, who, folder, tomorrow) VALUES (?, ?, 'running', ?, ?, ?)",
    error);
  if (insert == NULL)
    return 0;
  sauda_statement_bind_int64 (insert, 1, day);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  sauda_statement_bind_text (insert, 4, folder);
  sauda_statement_bind_int64 (insert, 5, tomorrow ? 1 : 0);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_day_journal_entry_new:
 * @step: a step, begun or ended
 * @now_ms: the clock, UTC ms
 *
 * Takes down a step as it is now, so that another thread can write it.
 *
 * Returns: (transfer full): what sauda_day_journal_write_entry() writes
 */
SaudaDayJournalEntry *
sauda_day_journal_entry_new (SaudaDayStep *step, gint64 now_ms)
{
  SaudaDayJournalEntry *entry = g_new0 (SaudaDayJournalEntry, 1);

  entry->name = g_strdup (sauda_day_step_get_name (step));
  entry->detail = describe (step);
  entry->state = sauda_day_step_get_state (step);
  entry->done = sauda_day_step_get_done (step);
  entry->total = sauda_day_step_get_total (step);
  entry->now_ms = now_ms;
  return entry;
}

/**
 * sauda_day_journal_entry_free:
 * @entry: (transfer full): an entry
 */
void
sauda_day_journal_entry_free (SaudaDayJournalEntry *entry)
{
  g_free (entry->name);
  g_free (entry->detail);
  g_free (entry);
}

/**
 * sauda_day_journal_write_entry:
 * @connection: a connection inside a transaction
 * @run_id: a run
 * @entry: one of its steps
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_day_journal_write_entry (SaudaConnection *connection,
                               gint64 run_id,
                               const SaudaDayJournalEntry *entry,
                               GError **error)
{
  SaudaStatement *write = sauda_connection_prepare (
    connection,
    "INSERT INTO day_step (run_id, name, state, done, total, started_ms, finished_ms, detail)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN ?3 IN ('running', 'waiting') THEN NULL ELSE ?6 END, ?7)"
    " ON CONFLICT (run_id, name) DO UPDATE SET state = ?3, done = ?4, total = ?5,"
    " finished_ms = CASE WHEN ?3 IN ('running', 'waiting') THEN NULL ELSE coalesce (finished_ms, ?6) END,"
    " detail = ?7",
    error);

  if (write == NULL)
    return FALSE;
  sauda_statement_bind_int64 (write, 1, run_id);
  sauda_statement_bind_text (write, 2, entry->name);
  sauda_statement_bind_text (write, 3, sauda_step_state_get_name (entry->state));
  sauda_statement_bind_int64 (write, 4, entry->done);
  sauda_statement_bind_int64 (write, 5, entry->total);
  sauda_statement_bind_int64 (write, 6, entry->now_ms);
  sauda_statement_bind_text (write, 7, entry->detail);
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

/**
 * sauda_day_journal_was_done:
 * @connection: inside a transaction
 * @day: an Almaty day
 * @done: (out): whether a press of it came to its end
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_day_journal_was_done (SaudaConnection *connection, SaudaDay day, gboolean *done, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT 1 FROM day_run WHERE day = ? AND state IN ('done', 'partly')", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, day);
  if (!sauda_statement_step (find, done, error))
    return FALSE;
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_day_journal_took_tomorrow:
 * @connection: inside a transaction
 * @day: an Almaty day
 * @tomorrow: (out): whether the last press of that day shipped the day after too
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_day_journal_took_tomorrow (SaudaConnection *connection,
                                 SaudaDay day,
                                 gboolean *tomorrow,
                                 GError **error)
{
  SaudaStatement *last = sauda_connection_prepare (
    connection, "SELECT tomorrow FROM day_run WHERE day = ? ORDER BY id DESC LIMIT 1", error);
  gboolean row;

  *tomorrow = FALSE;
  if (last == NULL)
    return FALSE;
  sauda_statement_bind_int64 (last, 1, day);
  if (!sauda_statement_step (last, &row, error))
    return FALSE;
  if (row) {
    *tomorrow = sauda_statement_get_int64 (last, 0) != 0;
    sauda_statement_reset (last);
  }
  return TRUE;
}
