#include "sauda-database.h"

#include "sauda-test-database.h"
#include "sauda-test.h"

#include <string.h>

#define ADD_STORE "INSERT INTO store (name, created_ms) VALUES ('OnlyFit', 1)"
/* Tells a second process where the database of the first is. */
#define OTHER_FOLDER "SAUDA_TEST_OTHER_FOLDER"
#define COUNT_STORES "SELECT count(*) FROM store"

/* Holds the database's thread at a place that the test knows. */
typedef struct {
  GMutex lock;
  GCond changed;
  gboolean reached;
  gboolean open;
} Gate;

static void
gate_init (Gate *gate)
{
  memset (gate, 0, sizeof *gate);
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->changed);
}

static void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->lock);
  g_cond_clear (&gate->changed);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

static void
gate_wait_until_reached (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  while (!gate->reached)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static gpointer
wait_at_gate (SaudaConnection *connection, gpointer data, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->reached = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->open)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
add_store (SaudaConnection *connection, gpointer data, GError **error)
{
  return GINT_TO_POINTER (sauda_connection_execute (connection, ADD_STORE, error));
}

static gpointer
add_store_and_wait (SaudaConnection *connection, gpointer data, GError **error)
{
  return add_store (connection, NULL, error) != NULL ? wait_at_gate (connection, data, error) : NULL;
}

static gpointer
add_store_and_fail (SaudaConnection *connection, gpointer data, GError **error)
{
  if (sauda_connection_execute (connection, ADD_STORE, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "on purpose");
  return NULL;
}

static gpointer
break_foreign_key (SaudaConnection *connection, gpointer data, GError **error)
{
  if (!sauda_connection_execute (connection,
                                 ADD_STORE
                                 "; PRAGMA defer_foreign_keys = ON;"
                                 "INSERT INTO offer (store_id, sku, lenient_sku) VALUES (77, 'a', 'a')",
                                 error))
    return NULL;
  return g_strdup ("never seen");
}

static gpointer
return_nothing (SaudaConnection *connection, gpointer data, GError **error)
{
  add_store (connection, NULL, error);
  return NULL;
}

static gpointer
return_text (SaudaConnection *connection, gpointer data, GError **error)
{
  return g_strdup (data);
}

static void
test_open_new (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  g_assert_cmpint (sauda_test_database_read_number (database, "PRAGMA user_version"), >=, 4);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_true (g_str_has_suffix (sauda_database_get_path (database), "sauda.db"));
  g_assert_finalize_object (database);
}

static void
test_open_async (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "sauda.db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaDatabase *database;

  sauda_database_open_async (path, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  database = sauda_database_open_finish (result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (database);
}

/* No database, and a database with a page that is none: both stay as they are. */
static void
test_open_damaged (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] =
    "This is a letter, which somebody gave the wrong name. It is long enough to look at, "
    "since a file below a hundred bytes or so counts as an empty one.";
  g_autofree char *path = g_build_filename (folder->path, "sauda.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (sauda_database_open (path, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
}

static void
test_open_nowhere (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *file = g_build_filename (folder->path, "file", NULL);
  g_autofree char *below = g_build_filename (file, "sauda.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_null (sauda_database_open (below, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (sauda_database_open (folder->path, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_OPEN);
}

static void
test_transaction (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_database_run (database, add_store_and_fail, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (sauda_test_database_read_number (database, COUNT_STORES), ==, 0);
  g_clear_error (&error);

  g_assert_nonnull (sauda_database_run (database, add_store, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sauda_test_database_read_number (database, COUNT_STORES), ==, 1);
  g_assert_null (sauda_database_run (database, add_store, NULL, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_CONSTRAINT);
}

/* Nothing to return is no failure. */
static void
test_no_result (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_database_run (database, return_nothing, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sauda_test_database_read_number (database, COUNT_STORES), ==, 1);
}

static void
test_failed_commit (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_database_run_async (database, break_foreign_key, NULL, NULL, g_free, NULL, sauda_test_keep_result,
                            &result);
  sauda_test_wait_until (result != NULL);
  g_assert_null (sauda_database_run_finish (database, result, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (sauda_test_database_read_number (database, COUNT_STORES), ==, 0);
}

static void
test_read_cannot_write (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_database_read (database, add_store, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (sauda_test_database_read_number (database, COUNT_STORES), ==, 0);
  sauda_test_database_execute (database, ADD_STORE);
}

static void
test_async (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);
  GAsyncResult *write = NULL, *read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  sauda_database_run_async (database, add_store, NULL, NULL, NULL, NULL, sauda_test_keep_result, &write);
  sauda_database_read_async (database, return_text, g_strdup ("сәлем"), g_free, g_free, NULL,
                             sauda_test_keep_result, &read);
  sauda_test_wait_until (write != NULL && read != NULL);
  g_assert_nonnull (sauda_database_run_finish (database, write, &error));
  text = sauda_database_read_finish (database, read, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "сәлем");
  g_clear_object (&write);
  g_clear_object (&read);
  g_assert_finalize_object (database);
}

/* The result that nobody fetched is freed: LeakSanitizer looks. */
static void
test_result_not_fetched (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);
  GAsyncResult *result = NULL;

  sauda_database_read_async (database, return_text, g_strdup ("x"), g_free, g_free, NULL,
                             sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_clear_object (&result);
  g_assert_finalize_object (database);
}

static void
test_cancel_queued (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate;

  gate_init (&gate);
  sauda_database_run_async (database, wait_at_gate, &gate, NULL, NULL, NULL, sauda_test_keep_result, &first);
  sauda_database_run_async (database, add_store, NULL, NULL, NULL, cancellable, sauda_test_keep_result,
                            &second);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  sauda_test_wait_until (first != NULL && second != NULL);
  g_assert_nonnull (sauda_database_run_finish (database, first, &error));
  g_assert_no_error (error);
  g_assert_null (sauda_database_run_finish (database, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sauda_test_database_read_number (database, COUNT_STORES), ==, 0);
  gate_clear (&gate);
}

static void
test_cancel_running (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate;

  gate_init (&gate);
  sauda_database_run_async (database, add_store_and_wait, &gate, NULL, NULL, cancellable,
                            sauda_test_keep_result, &result);
  gate_wait_until_reached (&gate);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  sauda_test_wait_until (result != NULL);
  g_assert_null (sauda_database_run_finish (database, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* What was told as cancelled has left nothing. */
  g_assert_cmpint (sauda_test_database_read_number (database, COUNT_STORES), ==, 0);
  gate_clear (&gate);
}

/* The last reference of the caller goes while work is queued: all of it is still done. */
static void
test_drop_with_queue (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);
  GAsyncResult *results[20] = { NULL };
  Gate gate;

  gate_init (&gate);
  sauda_database_run_async (database, wait_at_gate, &gate, NULL, NULL, NULL, sauda_test_keep_result,
                            &results[0]);
  for (gsize i = 1; i < G_N_ELEMENTS (results); i++)
    sauda_database_read_async (database, return_text, g_strdup ("x"), g_free, g_free, NULL,
                               sauda_test_keep_result, &results[i]);
  g_object_unref (database);
  gate_open (&gate);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++) {
    sauda_test_wait_until (results[i] != NULL);
    g_clear_object (&results[i]);
  }
  gate_clear (&gate);
}

static void
note_gone (gpointer data, GObject *gone)
{
  g_atomic_int_set ((gint *) data, TRUE);
}

/* Nobody waits for the work: the task's reference is the last one. */
static void
test_last_reference_of_the_task (SaudaTestFolder *folder, gconstpointer data)
{
  for (int round = 0; round < 100; round++) {
    SaudaDatabase *database = sauda_test_database_new (folder->path);
    gint gone = FALSE;
    Gate gate;

    gate_init (&gate);
    g_object_weak_ref (G_OBJECT (database), note_gone, &gone);
    sauda_database_run_async (database, wait_at_gate, &gate, NULL, NULL, NULL, NULL, NULL);
    sauda_database_run_async (database, add_store, NULL, NULL, NULL, NULL, NULL, NULL);
    g_object_unref (database);
    gate_open (&gate);
    sauda_test_wait_until (g_atomic_int_get (&gone));
    gate_clear (&gate);
  }
}

static void
test_two_databases (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) one = sauda_test_database_new (folder->path),
                            two = sauda_test_database_new (folder->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate;

  sauda_test_database_execute (one, ADD_STORE);
  g_assert_cmpint (sauda_test_database_read_number (two, COUNT_STORES), ==, 1);

  /* While one writes, the other reads what was there before, without waiting. */
  gate_init (&gate);
  sauda_test_database_execute (one, "DELETE FROM store");
  sauda_database_run_async (one, add_store_and_wait, &gate, NULL, NULL, NULL, sauda_test_keep_result,
                            &result);
  gate_wait_until_reached (&gate);
  g_assert_cmpint (sauda_test_database_read_number (two, COUNT_STORES), ==, 0);
  gate_open (&gate);
  sauda_test_wait_until (result != NULL);
  g_assert_nonnull (sauda_database_run_finish (one, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sauda_test_database_read_number (two, COUNT_STORES), ==, 1);
  gate_clear (&gate);
}

/* A reader that is in the middle keeps nobody from writing. */
static void
test_reader_does_not_lock (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) one = sauda_test_database_new (folder->path),
                            two = sauda_test_database_new (folder->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate;

  gate_init (&gate);
  sauda_database_read_async (one, wait_at_gate, &gate, NULL, NULL, NULL, sauda_test_keep_result, &result);
  gate_wait_until_reached (&gate);
  sauda_test_database_execute (two, ADD_STORE);
  gate_open (&gate);
  sauda_test_wait_until (result != NULL);
  g_assert_nonnull (sauda_database_read_finish (one, result, &error));
  gate_clear (&gate);
}

static gpointer
write_many (gpointer database)
{
  for (int i = 0; i < 50; i++)
    sauda_test_database_execute (
      database, "INSERT INTO outbox_plan (title, created_ms, expires_ms) VALUES ('x', 1, 2)");
  return NULL;
}

static void
test_two_writers (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) one = sauda_test_database_new (folder->path),
                            two = sauda_test_database_new (folder->path);
  GThread *threads[] = { g_thread_new ("one", write_many, one), g_thread_new ("two", write_many, two) };

  g_thread_join (threads[0]);
  g_thread_join (threads[1]);
  g_assert_cmpint (sauda_test_database_read_number (one, "SELECT count(*) FROM outbox_plan"), ==, 100);
}

/* The window and the command line at work on the same file. */
static void
test_two_processes (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = NULL;
  GThread *thread;

  if (g_test_subprocess ()) {
    database = sauda_test_database_new (g_getenv (OTHER_FOLDER));
    write_many (database);
    return;
  }
  database = sauda_test_database_new (folder->path);
  g_setenv (OTHER_FOLDER, folder->path, TRUE);
  thread = g_thread_new ("writer", write_many, database);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_thread_join (thread);
  g_unsetenv (OTHER_FOLDER);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count(*) FROM outbox_plan"), ==, 100);
}

static void
test_busy (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) one = sauda_test_database_new (folder->path),
                            two = sauda_test_database_new (folder->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate;

  gate_init (&gate);
  sauda_database_run_async (one, add_store_and_wait, &gate, NULL, NULL, NULL, sauda_test_keep_result,
                            &result);
  gate_wait_until_reached (&gate);
  g_assert_null (sauda_database_run (two, add_store, NULL, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_BUSY);
  gate_open (&gate);
  sauda_test_wait_until (result != NULL);
  gate_clear (&gate);
}

static void
add (const char *path, void (*func) (SaudaTestFolder *folder, gconstpointer data))
{
  g_test_add (path, SaudaTestFolder, NULL, sauda_test_folder_set_up, func, sauda_test_folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/database/open-new", test_open_new);
  add ("/store/database/open-async", test_open_async);
  add ("/store/database/open-damaged", test_open_damaged);
  add ("/store/database/open-nowhere", test_open_nowhere);
  add ("/store/database/transaction", test_transaction);
  add ("/store/database/no-result", test_no_result);
  add ("/store/database/failed-commit", test_failed_commit);
  add ("/store/database/read-cannot-write", test_read_cannot_write);
  add ("/store/database/async", test_async);
  add ("/store/database/result-not-fetched", test_result_not_fetched);
  add ("/store/database/cancel-queued", test_cancel_queued);
  add ("/store/database/cancel-running", test_cancel_running);
  add ("/store/database/drop-with-queue", test_drop_with_queue);
  add ("/store/database/last-reference-of-the-task", test_last_reference_of_the_task);
  add ("/store/database/two-databases", test_two_databases);
  add ("/store/database/reader-does-not-lock", test_reader_does_not_lock);
  add ("/store/database/two-writers", test_two_writers);
  add ("/store/database/two-processes", test_two_processes);
  add ("/store/database/busy", test_busy);
  return g_test_run ();
}
