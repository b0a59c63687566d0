#include "sauda-practice-journal-private.h"

#include "sauda-file.h"
#include "sauda-practice-error.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#define FILE_NAME "practice.db"
#define BUSY_TIMEOUT_MS 5000

struct _SaudaPracticeJournal {
  sqlite3 *handle; /* (owned) (not nullable) */
};

/* A process that is killed loses nothing that SQLite handed to the system, so NORMAL is enough: only a loss
 * of power can take the last acts back. */
static const char set_up_sql[] =
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = NORMAL;"
  "CREATE TABLE IF NOT EXISTS practice_day ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT, day INTEGER NOT NULL, orders INTEGER NOT NULL,"
  "  seed INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS practice_act ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT, order_code TEXT NOT NULL, status TEXT NOT NULL, reason TEXT,"
  "  places INTEGER NOT NULL, security_code TEXT, received_ms INTEGER NOT NULL,"
  "  waybill_ready_ms INTEGER NOT NULL, outcome INTEGER NOT NULL, kept TEXT);";

static gboolean
set_error (SaudaPracticeJournal *self, GError **error)
{
  g_set_error (
    error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_FOLDER,
    _ ("The practice store cannot read or write its file: %s. Check the free space and who owns the "
       "practice folder, or reset the practice store."),
    sqlite3_errmsg (self->handle));
  return FALSE;
}

static gboolean
execute (SaudaPracticeJournal *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK || set_error (self, error);
}

static gboolean
step_once (SaudaPracticeJournal *self, sqlite3_stmt *statement, GError **error)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    set_error (self, error);
  sqlite3_finalize (statement);
  return done;
}

static SaudaPracticeAct *
read_act (sqlite3_stmt *statement)
{
  SaudaPracticeAct *act = sauda_practice_act_new ((const char *) sqlite3_column_text (statement, 1),
                                                  (const char *) sqlite3_column_text (statement, 2));

  act->id = sqlite3_column_int64 (statement, 0);
  act->reason = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  act->places = (guint) sqlite3_column_int (statement, 4);
  act->security_code = g_strdup ((const char *) sqlite3_column_text (statement, 5));
  act->received_ms = sqlite3_column_int64 (statement, 6);
  act->waybill_ready_ms = sqlite3_column_int64 (statement, 7);
  act->outcome = (SaudaPracticeOutcome) sqlite3_column_int (statement, 8);
  act->kept = g_strdup ((const char *) sqlite3_column_text (statement, 9));
  return act;
}

static void
act_free (gpointer data)
{
  sauda_practice_act_free (data);
}

/**
 * sauda_practice_act_new:
 * @order_code: number of an order
 * @status: what it shall become
 *
 * Returns: (transfer full): an act that is not kept yet
 */
SaudaPracticeAct *
sauda_practice_act_new (const char *order_code, const char *status)
{
  SaudaPracticeAct *act = g_new0 (SaudaPracticeAct, 1);

  act->order_code = g_strdup (order_code);
  act->status = g_strdup (status);
  return act;
}

/**
 * sauda_practice_act_free:
 * @act: (transfer full): an act
 */
void
sauda_practice_act_free (SaudaPracticeAct *act)
{
  g_free (act->order_code);
  g_free (act->status);
  g_free (act->reason);
  g_free (act->security_code);
  g_free (act->kept);
  g_free (act);
}

/**
 * sauda_practice_journal_open:
 * @folder: made when missing
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the journal of @folder, or %NULL with %SAUDA_PRACTICE_ERROR_FOLDER
 */
SaudaPracticeJournal *
sauda_practice_journal_open (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (SaudaPracticeJournal) self = g_new0 (SaudaPracticeJournal, 1);
  g_autoptr (GError) local = NULL;

  if (!sauda_file_make_folder (folder, &local)) {
    g_set_error_literal (error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_FOLDER, local->message);
    return NULL;
  }
  if (sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
    set_error (self, error);
    return NULL;
  }
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  if (!execute (self, set_up_sql, error))
    return NULL;
  /* A practice folder of before. Another process may add it meanwhile. */
  if (sqlite3_table_column_metadata (self->handle, NULL, "practice_act", "kept", NULL, NULL, NULL, NULL,
                                     NULL) != SQLITE_OK)
    sqlite3_exec (self->handle, "ALTER TABLE practice_act ADD COLUMN kept TEXT", NULL, NULL, NULL);
  return g_steal_pointer (&self);
}

/**
 * sauda_practice_journal_free:
 * @journal: (transfer full): a journal
 */
void
sauda_practice_journal_free (SaudaPracticeJournal *journal)
{
  sqlite3_close (journal->handle);
  g_free (journal);
}

/**
 * sauda_practice_journal_begin:
 * @journal: a journal
 * @error: return location
 *
 * From here to the end nobody else writes, in whatever process.
 *
 * Returns: whether the journal is ours
 */
gboolean
sauda_practice_journal_begin (SaudaPracticeJournal *journal, GError **error)
{
  return execute (journal, "BEGIN IMMEDIATE", error);
}

/**
 * sauda_practice_journal_end:
 * @journal: a journal
 * @keep: whether to keep what was written since the beginning
 * @error: return location
 *
 * Returns: whether it was kept, or dropped, as asked
 */
gboolean
sauda_practice_journal_end (SaudaPracticeJournal *journal, gboolean keep, GError **error)
{
  if (keep && execute (journal, "COMMIT", error))
    return TRUE;
  return execute (journal, "ROLLBACK", keep ? NULL : error) && !keep;
}

/**
 * sauda_practice_journal_read_day:
 * @journal: a journal
 * @day: (out): the practice day; its id is 0 when none was written
 * @error: return location
 *
 * Returns: %FALSE with an error when it cannot be read
 */
gboolean
sauda_practice_journal_read_day (SaudaPracticeJournal *journal, SaudaPracticeDay *day, GError **error)
{
  sqlite3_stmt *statement;
  int code;

  *day = (SaudaPracticeDay){ 0 };
  if (sqlite3_prepare_v2 (journal->handle,
                          "SELECT id, day, orders, seed FROM practice_day ORDER BY id DESC LIMIT 1", -1,
                          &statement, NULL) != SQLITE_OK)
    return set_error (journal, error);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *day = (SaudaPracticeDay){ sqlite3_column_int64 (statement, 0), sqlite3_column_int (statement, 1),
                               (guint) sqlite3_column_int64 (statement, 2),
                               (guint) sqlite3_column_int64 (statement, 3) };
  else if (code != SQLITE_DONE)
    set_error (journal, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/**
 * sauda_practice_journal_write_day:
 * @journal: a journal
 * @day: what to keep; gets its id
 * @error: return location
 *
 * Returns: whether it is kept
 */
gboolean
sauda_practice_journal_write_day (SaudaPracticeJournal *journal, SaudaPracticeDay *day, GError **error)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (journal->handle, "INSERT INTO practice_day (day, orders, seed) VALUES (?1, ?2, ?3)",
                          -1, &statement, NULL) != SQLITE_OK)
    return set_error (journal, error);
  sqlite3_bind_int (statement, 1, day->day);
  sqlite3_bind_int64 (statement, 2, day->orders);
  sqlite3_bind_int64 (statement, 3, day->seed);
  if (!step_once (journal, statement, error))
    return FALSE;
  day->id = sqlite3_last_insert_rowid (journal->handle);
  return TRUE;
}

/**
 * sauda_practice_journal_read:
 * @journal: a journal
 * @after_id: the last act that is known, 0 for none
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type SaudaPracticeAct): the acts behind it, in their order
 */
GPtrArray *
sauda_practice_journal_read (SaudaPracticeJournal *journal, gint64 after_id, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func (act_free);
  sqlite3_stmt *statement;
  int code;

  if (sqlite3_prepare_v2 (journal->handle,
                          "SELECT id, order_code, status, reason, places, security_code, received_ms,"
                          " waybill_ready_ms, outcome, kept FROM practice_act WHERE id > ?1 ORDER BY id",
                          -1, &statement, NULL) != SQLITE_OK) {
    set_error (journal, error);
    return NULL;
  }
  sqlite3_bind_int64 (statement, 1, after_id);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (acts, read_act (statement));
  if (code != SQLITE_DONE)
    set_error (journal, error);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE ? g_steal_pointer (&acts) : NULL;
}

/**
 * sauda_practice_journal_append:
 * @journal: a journal
 * @act: what to keep; gets its id
 * @error: return location
 *
 * Returns: whether it is kept
 */
gboolean
sauda_practice_journal_append (SaudaPracticeJournal *journal, SaudaPracticeAct *act, GError **error)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (
        journal->handle,
        "INSERT INTO practice_act (order_code, status, reason, places, security_code, received_ms,"
        " waybill_ready_ms, outcome, kept) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        -1, &statement, NULL) != SQLITE_OK)
    return set_error (journal, error);
  sqlite3_bind_text (statement, 1, act->order_code, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, act->status, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, act->reason, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, act->places);
  sqlite3_bind_text (statement, 5, act->security_code, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 6, act->received_ms);
  sqlite3_bind_int64 (statement, 7, act->waybill_ready_ms);
  sqlite3_bind_int (statement, 8, act->outcome);
  sqlite3_bind_text (statement, 9, act->kept, -1, SQLITE_STATIC);
  if (!step_once (journal, statement, error))
    return FALSE;
  act->id = sqlite3_last_insert_rowid (journal->handle);
  return TRUE;
}

/**
 * sauda_practice_journal_clear:
 * @journal: a journal
 * @error: return location
 *
 * Forgets the day and all acts. Ids are not used again, so a server that still runs notices.
 *
 * Returns: whether it is empty now
 */
gboolean
sauda_practice_journal_clear (SaudaPracticeJournal *journal, GError **error)
{
  return execute (journal, "DELETE FROM practice_act; DELETE FROM practice_day", error);
}
