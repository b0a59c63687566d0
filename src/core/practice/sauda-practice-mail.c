#include "sauda-practice-mail-private.h"

#include "sauda-file.h"
#include "sauda-practice-error.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#define FILE_NAME "practice-messages.db"
#define BUSY_TIMEOUT_MS 5000

struct _SaudaPracticeMail {
  sqlite3 *handle; /* (owned) (not nullable) */
};

static const char set_up_sql[] =
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = NORMAL;"
  "CREATE TABLE IF NOT EXISTS letter (id INTEGER PRIMARY KEY AUTOINCREMENT, provider TEXT NOT NULL,"
  " sid TEXT NOT NULL UNIQUE, inbound INTEGER NOT NULL, buyer TEXT NOT NULL, order_code TEXT,"
  " body TEXT NOT NULL, content TEXT NOT NULL, original TEXT, template TEXT, reference TEXT,"
  " at_ms INTEGER NOT NULL, error_code INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE IF NOT EXISTS form (id TEXT NOT NULL, provider TEXT NOT NULL, name TEXT NOT NULL,"
  " language TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (provider, name, language));"
  "CREATE INDEX IF NOT EXISTS letter_by_buyer ON letter (provider, buyer, at_ms);";

static gboolean
set_error (SaudaPracticeMail *self, GError **error)
{
  g_set_error (
    error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_FOLDER,
    _ ("The practice store cannot read or write its file: %s. Check the free space and who owns the "
       "practice folder, or reset the practice store."),
    sqlite3_errmsg (self->handle));
  return FALSE;
}

static sqlite3_stmt *
prepare (SaudaPracticeMail *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    set_error (self, error);
  return statement;
}

static gboolean
run (SaudaPracticeMail *self, sqlite3_stmt *statement, GError **error)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    set_error (self, error);
  sqlite3_finalize (statement);
  return done;
}

static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/**
 * sauda_practice_letter_free:
 * @letter: (transfer full): a message
 */
void
sauda_practice_letter_free (SaudaPracticeLetter *letter)
{
  g_free (letter->provider);
  g_free (letter->sid);
  g_free (letter->buyer);
  g_free (letter->order);
  g_free (letter->body);
  g_free (letter->content);
  g_free (letter->original);
  g_free (letter->template);
  g_free (letter->reference);
  g_free (letter);
}

/**
 * sauda_practice_mail_open:
 * @folder: made when missing
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the messages of @folder, or %NULL with %SAUDA_PRACTICE_ERROR_FOLDER
 */
SaudaPracticeMail *
sauda_practice_mail_open (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (SaudaPracticeMail) self = g_new0 (SaudaPracticeMail, 1);
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
  if (sqlite3_exec (self->handle, set_up_sql, NULL, NULL, NULL) != SQLITE_OK) {
    set_error (self, error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

/**
 * sauda_practice_mail_free:
 * @mail: (transfer full): messages
 */
void
sauda_practice_mail_free (SaudaPracticeMail *mail)
{
  sqlite3_close (mail->handle);
  g_free (mail);
}

/**
 * sauda_practice_mail_add:
 * @mail: messages
 * @letter: one more; gets its id
 * @error: return location
 *
 * Returns: whether it is kept
 */
gboolean
sauda_practice_mail_add (SaudaPracticeMail *mail, SaudaPracticeLetter *letter, GError **error)
{
  sqlite3_stmt *statement = prepare (
    mail,
    "INSERT INTO letter (provider, sid, inbound, buyer, order_code, body, content, original, template,"
    " reference, at_ms, error_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    error);

  if (statement == NULL)
    return FALSE;
  bind_text (statement, 1, letter->provider);
  bind_text (statement, 2, letter->sid);
  sqlite3_bind_int (statement, 3, letter->inbound);
  bind_text (statement, 4, letter->buyer);
  bind_text (statement, 5, letter->order);
  bind_text (statement, 6, letter->body);
  bind_text (statement, 7, letter->content);
  bind_text (statement, 8, letter->original);
  bind_text (statement, 9, letter->template);
  bind_text (statement, 10, letter->reference);
  sqlite3_bind_int64 (statement, 11, letter->at_ms);
  sqlite3_bind_int (statement, 12, letter->error_code);
  if (!run (mail, statement, error))
    return FALSE;
  letter->id = sqlite3_last_insert_rowid (mail->handle);
  return TRUE;
}

/**
 * sauda_practice_mail_list:
 * @mail: messages
 * @provider: (nullable): of whom; %NULL for all
 * @until_ms: no later ones, UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPracticeLetter) (nullable): messages, the newest first
 */
GPtrArray *
sauda_practice_mail_list (SaudaPracticeMail *mail, const char *provider, gint64 until_ms, GError **error)
{
  g_autoptr (GPtrArray) letters =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_practice_letter_free);
  sqlite3_stmt *statement = prepare (
    mail,
    "SELECT id, provider, sid, inbound, buyer, order_code, body, content, original, template, reference,"
    " at_ms, error_code, told FROM letter WHERE (?1 IS NULL OR provider = ?1) AND at_ms <= ?2"
    " ORDER BY at_ms DESC, id DESC",
    error);
  int code;

  if (statement == NULL)
    return NULL;
  bind_text (statement, 1, provider);
  sqlite3_bind_int64 (statement, 2, until_ms);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SaudaPracticeLetter *letter = g_new0 (SaudaPracticeLetter, 1);

    letter->id = sqlite3_column_int64 (statement, 0);
    letter->provider = dup_text (statement, 1);
    letter->sid = dup_text (statement, 2);
    letter->inbound = sqlite3_column_int (statement, 3) != 0;
    letter->buyer = dup_text (statement, 4);
    letter->order = dup_text (statement, 5);
    letter->body = dup_text (statement, 6);
    letter->content = dup_text (statement, 7);
    letter->original = dup_text (statement, 8);
    letter->template = dup_text (statement, 9);
    letter->reference = dup_text (statement, 10);
    letter->at_ms = sqlite3_column_int64 (statement, 11);
    letter->error_code = sqlite3_column_int (statement, 12);
    letter->told = sqlite3_column_int (statement, 13) != 0;
    g_ptr_array_add (letters, letter);
  }
  if (code != SQLITE_DONE)
    set_error (mail, error);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE ? g_steal_pointer (&letters) : NULL;
}

/**
 * sauda_practice_mail_mark_told:
 * @mail: messages
 * @id: a message
 * @error: return location
 *
 * Returns: whether it is kept that a webhook has brought it
 */
gboolean
sauda_practice_mail_mark_told (SaudaPracticeMail *mail, gint64 id, GError **error)
{
  sqlite3_stmt *statement = prepare (mail, "UPDATE letter SET told = 1 WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return run (mail, statement, error);
}

/**
 * sauda_practice_mail_get_last_inbound:
 * @mail: messages
 * @provider: of whom
 * @buyer: a buyer
 * @until_ms: no later ones, UTC ms
 *
 * Returns: when the buyer wrote last, 0 for never
 */
gint64
sauda_practice_mail_get_last_inbound (SaudaPracticeMail *mail,
                                      const char *provider,
                                      const char *buyer,
                                      gint64 until_ms)
{
  sqlite3_stmt *statement = prepare (
    mail, "SELECT MAX (at_ms) FROM letter WHERE provider = ? AND buyer = ? AND inbound = 1 AND at_ms <= ?",
    NULL);
  gint64 at_ms = 0;

  if (statement == NULL)
    return 0;
  bind_text (statement, 1, provider);
  bind_text (statement, 2, buyer);
  sqlite3_bind_int64 (statement, 3, until_ms);
  if (sqlite3_step (statement) == SQLITE_ROW)
    at_ms = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return at_ms;
}

/**
 * sauda_practice_form_free:
 * @form: (transfer full): a template
 */
void
sauda_practice_form_free (SaudaPracticeForm *form)
{
  g_free (form->id);
  g_free (form->name);
  g_free (form->language);
  g_free (form->body);
  g_free (form);
}

/**
 * sauda_practice_mail_add_form:
 * @mail: messages
 * @provider: who takes it
 * @form: a template
 * @error: return location
 *
 * Returns: whether it is kept
 */
gboolean
sauda_practice_mail_add_form (SaudaPracticeMail *mail,
                              const char *provider,
                              const SaudaPracticeForm *form,
                              GError **error)
{
  sqlite3_stmt *statement = prepare (
    mail, "INSERT OR REPLACE INTO form (id, provider, name, language, body) VALUES (?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  bind_text (statement, 1, form->id);
  bind_text (statement, 2, provider);
  bind_text (statement, 3, form->name);
  bind_text (statement, 4, form->language);
  bind_text (statement, 5, form->body);
  return run (mail, statement, error);
}

/**
 * sauda_practice_mail_list_forms:
 * @mail: messages
 * @provider: whose
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPracticeForm) (nullable): templates
 */
GPtrArray *
sauda_practice_mail_list_forms (SaudaPracticeMail *mail, const char *provider, GError **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_practice_form_free);
  sqlite3_stmt *statement = prepare (
    mail, "SELECT id, name, language, body FROM form WHERE provider = ? ORDER BY name, language", error);
  int code;

  if (statement == NULL)
    return NULL;
  bind_text (statement, 1, provider);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SaudaPracticeForm *form = g_new0 (SaudaPracticeForm, 1);

    form->id = dup_text (statement, 0);
    form->name = dup_text (statement, 1);
    form->language = dup_text (statement, 2);
    form->body = dup_text (statement, 3);
    g_ptr_array_add (forms, form);
  }
  sqlite3_finalize (statement);
  return code == SQLITE_DONE || set_error (mail, error) ? g_steal_pointer (&forms) : NULL;
}

/**
 * sauda_practice_mail_begin:
 * @mail: the messengers' file
 * @error: return location
 *
 * What is added from here on is kept at once with sauda_practice_mail_commit(), or not at all.
 *
 * Returns: whether it could be begun
 */
gboolean
sauda_practice_mail_begin (SaudaPracticeMail *mail, GError **error)
{
  return sqlite3_exec (mail->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK ||
         set_error (mail, error);
}

/**
 * sauda_practice_mail_commit:
 * @mail: the messengers' file
 * @keep: whether to keep what was added
 * @error: return location
 *
 * Returns: whether it is kept
 */
gboolean
sauda_practice_mail_commit (SaudaPracticeMail *mail, gboolean keep, GError **error)
{
  if (keep && sqlite3_exec (mail->handle, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  if (keep)
    set_error (mail, error);
  sqlite3_exec (mail->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * sauda_practice_mail_clear:
 * @mail: messages
 * @error: return location
 *
 * Returns: whether it is empty now
 */
gboolean
sauda_practice_mail_clear (SaudaPracticeMail *mail, GError **error)
{
  return sqlite3_exec (mail->handle, "DELETE FROM letter; DELETE FROM form", NULL, NULL, NULL) == SQLITE_OK ||
         set_error (mail, error);
}
