#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK

#include "sauda-changes.h"

#include "sauda-connection-private.h"
#include "sauda-store-error-private.h"

#include <glib/gi18n-lib.h>

struct _SaudaChanges {
  SaudaConnection *connection; /* (not owned) (not nullable) */
  sqlite3_session *session;    /* (owned) (nullable) until it ended */
};

/* How changes are taken back. */
typedef struct {
  const char *const *kept; /* (not owned) (array zero-terminated=1) tables whose changed rows stay */
  GHashTable *counts;      /* (not owned) rows that each table is to have then */
  gboolean touched;
} TakingBack;

/* Whatever is not as it was left must not be overwritten: somebody worked on it since. A row that came then,
 * and is kept for what somebody made of it, just stays. */
static int
on_conflict (gpointer data, int kind, sqlite3_changeset_iter *iter)
{
  TakingBack *back = data;
  const char *table;
  int columns, operation, indirect;

  if (kind == SQLITE_CHANGESET_DATA &&
      sqlite3changeset_op (iter, &table, &columns, &operation, &indirect) == SQLITE_OK &&
      operation == SQLITE_DELETE && g_strv_contains (back->kept, table)) {
    *(gint64 *) g_hash_table_lookup (back->counts, table) += 1;
    return SQLITE_CHANGESET_OMIT;
  }
  back->touched = TRUE;
  return SQLITE_CHANGESET_ABORT;
}

static GPtrArray *
read_names (SaudaConnection *connection, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  SaudaStatement *list = sauda_connection_prepare (connection, sql, error);
  gboolean row = TRUE;

  while (list != NULL && row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (names, g_strdup (sauda_statement_get_text (list, 0)));
  }
  return list != NULL ? g_steal_pointer (&names) : NULL;
}

/* Tables whose rows belong to rows of others come first: taken back in this order, no row goes along with
 * another before it was compared. */
static gboolean
attach_tables (SaudaChanges *self, GError **error)
{
  g_autoptr (GPtrArray) tables = read_names (
    self->connection,
    "WITH RECURSIVE reference (child, parent) AS MATERIALIZED (SELECT t.name, f.\"table\""
    "  FROM sqlite_master t, pragma_foreign_key_list (t.name) f WHERE t.type = 'table' AND f.\"table\" <> "
    "t.name),"
    " place (name, depth) AS (SELECT name, 0 FROM sqlite_master WHERE type = 'table'"
    "  AND name NOT LIKE 'sqlite_%' UNION SELECT r.child, p.depth + 1 FROM place p JOIN reference r"
    "  ON r.parent = p.name WHERE p.depth < 20)"
    " SELECT name FROM place GROUP BY name ORDER BY max (depth) DESC",
    error);

  for (guint i = 0; tables != NULL && i < tables->len; i++) {
    int code = sqlite3session_attach (self->session, tables->pdata[i]);

    if (code != SQLITE_OK) {
      sauda_store_set_error (error, sauda_connection_get_handle (self->connection), code);
      return FALSE;
    }
  }
  return tables != NULL;
}

static gint64
count_rows (SaudaConnection *connection, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", table);
  gint64 rows = -1;

  return sauda_connection_read_number (connection, sql, &rows, error) ? rows : -1;
}

/* Rows of every table: those that go along with a deleted one by a rule of the schema are seen by it. */
static GHashTable *
count_tables (SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) names = read_names (
    connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", error);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++) {
    gint64 rows = count_rows (connection, names->pdata[i], error);

    if (rows < 0)
      return NULL;
    g_hash_table_insert (counts, g_strdup (names->pdata[i]), g_memdup2 (&rows, sizeof rows));
  }
  return g_steal_pointer (&counts);
}

/* How many rows less the changes themselves leave in each table. */
static int
count_own (GBytes *inverse, GHashTable *counts)
{
  sqlite3_changeset_iter *iter = NULL;
  int code = sqlite3changeset_start (&iter, (int) g_bytes_get_size (inverse),
                                     (gpointer) g_bytes_get_data (inverse, NULL));

  while (code == SQLITE_OK && sqlite3changeset_next (iter) == SQLITE_ROW) {
    const char *table;
    int columns, kind, indirect;
    gint64 *rows;

    sqlite3changeset_op (iter, &table, &columns, &kind, &indirect);
    rows = g_hash_table_lookup (counts, table);
    if (rows != NULL)
      *rows += (kind == SQLITE_INSERT) - (kind == SQLITE_DELETE);
  }
  if (iter != NULL && code == SQLITE_OK)
    code = sqlite3changeset_finalize (iter);
  return code;
}

static gboolean
is_as_counted (SaudaConnection *connection, GHashTable *counts, GError **error)
{
  GHashTableIter iter;
  gpointer table, expected;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &table, &expected))
    if (count_rows (connection, table, error) != *(gint64 *) expected)
      return FALSE;
  return TRUE;
}

static void
set_touched (GError **error)
{
  g_set_error_literal (
    error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_TOUCHED,
    _ ("Something that came in then was changed or used since, so it cannot be taken back as a whole."));
}

/**
 * sauda_changes_begin:
 * @connection: inside a transaction that may write
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a recording of all that @connection changes from now on, or %NULL with
 * %SAUDA_STORE_ERROR
 */
SaudaChanges *
sauda_changes_begin (SaudaConnection *connection, GError **error)
{
  g_autoptr (SaudaChanges) self = g_new0 (SaudaChanges, 1);
  sqlite3 *handle = sauda_connection_get_handle (connection);
  int code = sqlite3session_create (handle, "main", &self->session);

  self->connection = connection;
  if (code != SQLITE_OK) {
    sauda_store_set_error (error, handle, code);
    return NULL;
  }
  return attach_tables (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * sauda_changes_end:
 * @self: a recording, still inside its transaction
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was changed, for sauda_changes_take_back(); %NULL with
 * %SAUDA_STORE_ERROR
 */
GBytes *
sauda_changes_end (SaudaChanges *self, GError **error)
{
  int size = 0;
  gpointer data = NULL;
  int code = sqlite3session_changeset (self->session, &size, &data);

  if (code == SQLITE_OK)
    return g_bytes_new_with_free_func (data, (gsize) size, sqlite3_free, data);
  sauda_store_set_error (error, sauda_connection_get_handle (self->connection), code);
  return NULL;
}

/**
 * sauda_changes_free:
 * @self: (transfer full): a recording
 */
void
sauda_changes_free (SaudaChanges *self)
{
  g_clear_pointer (&self->session, sqlite3session_delete);
  g_free (self);
}

/**
 * sauda_changes_take_back:
 * @connection: inside a transaction that may write
 * @changes: what was changed once
 * @kept: (array zero-terminated=1): tables of which a row that was added and is not as it was left stays as
 * it is
 * @error: return location
 *
 * Makes every other row what it was before, all of them or none.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR_TOUCHED when one of the rows was changed since, or something new
 * depends on one; the transaction is to be rolled back then
 */
gboolean
sauda_changes_take_back (SaudaConnection *connection,
                         GBytes *changes,
                         const char *const *kept,
                         GError **error)
{
  sqlite3 *handle = sauda_connection_get_handle (connection);
  g_autoptr (GHashTable) counts = count_tables (connection, error);
  g_autoptr (GBytes) inverse = NULL;
  g_autoptr (GError) local = NULL;
  TakingBack back = { kept, counts, FALSE };
  int size = 0, code;
  gpointer data = NULL;

  if (counts == NULL)
    return FALSE;
  code = sqlite3changeset_invert ((int) g_bytes_get_size (changes), g_bytes_get_data (changes, NULL), &size,
                                  &data);
  if (code == SQLITE_OK) {
    inverse = g_bytes_new_with_free_func (data, (gsize) size, sqlite3_free, data);
    code = count_own (inverse, counts);
  }
  if (code == SQLITE_OK)
    code = sqlite3changeset_apply (handle, size, data, NULL, on_conflict, &back);
  if (back.touched || (code == SQLITE_OK && !is_as_counted (connection, counts, &local) && local == NULL)) {
    set_touched (error);
    return FALSE;
  }
  if (code == SQLITE_OK && local == NULL)
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    sauda_store_set_error (error, handle, code);
  return FALSE;
}
