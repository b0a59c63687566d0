#include "sauda-database.h"

#include "sauda-backup.h"
#include "sauda-connection-private.h"
#include "sauda-migrations-private.h"
#include "sauda-worker.h"

#include <glib/gi18n-lib.h>

struct _SaudaDatabase {
  GObject parent_instance;

  char *path;                  /* (owned) (not nullable) */
  SaudaConnection *connection; /* (owned) (not nullable): of the worker's thread */
  SaudaWorker *worker;         /* (owned) (not nullable) */
};

/* One piece of work in the queue; finished either as a task or, when somebody waits, by the flag. */
typedef struct {
  SaudaDatabase *database;      /* (not owned): whoever waits, or the task, holds it */
  SaudaTransaction transaction; /* what it may do */
  SaudaDatabaseFunc func;       /* (not nullable) */
  gpointer data;                /* (nullable) */
  GDestroyNotify data_free;     /* (nullable) */
  GDestroyNotify result_free;   /* (nullable) */
  GCancellable *cancellable;    /* (owned) (nullable) */
  gpointer result;              /* (owned) (nullable): of a task, on its way to the caller's thread */
  GError *failure;              /* (owned) (nullable): likewise */
} Work;

/* A caller who waits for work on the other thread. */
typedef struct {
  SaudaConnection *connection; /* (not owned): closed behind this work */
  GMutex lock;
  GCond changed;
  gboolean finished;   /* guarded by @lock */
  SaudaWorkerFunc act; /* what runs on the worker, with the structure around this one */
} Waiter;

typedef struct {
  Waiter waiter;
  Work work;
  gpointer result;
  GError **error;
} WaitingWork;

typedef struct {
  Waiter waiter;
  const char *from;
  const char *to;
  gboolean copied;
  GError **error;
} WaitingBackup;

G_DEFINE_FINAL_TYPE (SaudaDatabase, sauda_database, G_TYPE_OBJECT)

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->data_free != NULL)
    work->data_free (work->data);
  if (work->result != NULL && work->result_free != NULL)
    work->result_free (work->result);
  g_clear_error (&work->failure);
  g_clear_object (&work->cancellable);
  g_free (work);
}

/* A cancel that comes before the commit undoes everything, so nobody is told "cancelled" about half of it. */
static gpointer
run_work (const Work *work, GError **error)
{
  SaudaConnection *connection = work->database->connection;
  GError *local = NULL;
  gpointer result;

  if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
    return NULL;
  if (!sauda_connection_begin (connection, work->transaction, error))
    return NULL;
  sauda_connection_set_cancellable (connection, work->cancellable);
  result = work->func (connection, work->data, &local);
  sauda_connection_set_cancellable (connection, NULL);
  if (local != NULL || g_cancellable_set_error_if_cancelled (work->cancellable, &local))
    sauda_connection_roll_back (connection);
  else
    sauda_connection_commit (connection, &local);
  if (local == NULL)
    return result;
  if (result != NULL && work->result_free != NULL)
    work->result_free (result);
  g_propagate_error (error, local);
  return NULL;
}

static gboolean
return_task (gpointer data)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);

  if (work->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&work->failure));
  else
    g_task_return_pointer (task, g_steal_pointer (&work->result), work->result_free);
  return G_SOURCE_REMOVE;
}

/* The task goes back as a whole: a reference kept here for a moment longer would let the caller's last one
   not be the last. */
static void
run_task (gpointer data)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);
  SaudaConnection *connection = work->database->connection;
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (task));
  g_autoptr (GSource) source = g_idle_source_new ();

  work->result = run_work (work, &work->failure);
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, return_task, task, g_object_unref);
  g_source_attach (source, context);
  sauda_connection_tidy (connection);
}

static void
run_waiting_work (gpointer data)
{
  WaitingWork *waiting = data;

  waiting->result = run_work (&waiting->work, waiting->error);
}

static void
run_waiting_backup (gpointer data)
{
  WaitingBackup *waiting = data;

  waiting->copied = sauda_backup_copy (waiting->from, waiting->to, waiting->error);
}

static void
run_waiter (gpointer data)
{
  Waiter *waiter = data;
  SaudaConnection *connection = waiter->connection;

  waiter->act (waiter);
  g_mutex_lock (&waiter->lock);
  waiter->finished = TRUE;
  g_cond_signal (&waiter->changed);
  g_mutex_unlock (&waiter->lock);
  sauda_connection_tidy (connection);
}

static void
wait_for (SaudaDatabase *self, Waiter *waiter)
{
  waiter->connection = self->connection;
  g_mutex_init (&waiter->lock);
  g_cond_init (&waiter->changed);
  sauda_worker_push (self->worker, run_waiter, waiter);
  g_mutex_lock (&waiter->lock);
  while (!waiter->finished)
    g_cond_wait (&waiter->changed, &waiter->lock);
  g_mutex_unlock (&waiter->lock);
  g_cond_clear (&waiter->changed);
  g_mutex_clear (&waiter->lock);
}

static gpointer
wait_for_work (SaudaDatabase *self,
               SaudaTransaction transaction,
               SaudaDatabaseFunc func,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  WaitingWork waiting = {
    .waiter.act = run_waiting_work,
    .work = { .database = self,
              .transaction = transaction,
              .func = func,
              .data = data,
              .cancellable = cancellable },
    .error = error,
  };

  wait_for (self, &waiting.waiter);
  return waiting.result;
}

static void
queue_task (SaudaDatabase *self,
            const Work *draft,
            gpointer tag,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, draft->cancellable, callback, user_data);
  Work *work = g_memdup2 (draft, sizeof *draft);

  work->database = self;
  if (work->cancellable != NULL)
    g_object_ref (work->cancellable);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, work_free);
  sauda_worker_push (self->worker, run_task, task);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  SaudaDatabase *database = sauda_database_open (data, &error);

  if (database != NULL)
    g_task_return_pointer (task, database, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
close_connection (gpointer data)
{
  sauda_connection_close (data);
}

static void
sauda_database_finalize (GObject *object)
{
  SaudaDatabase *self = SAUDA_DATABASE (object);

  /* Closed behind all work that is queued; the worker's end waits for that, unless we are on the worker. */
  if (self->worker != NULL && self->connection != NULL)
    sauda_worker_push (self->worker, close_connection, g_steal_pointer (&self->connection));
  g_clear_object (&self->worker);
  g_clear_pointer (&self->connection, sauda_connection_close);
  g_free (self->path);
  G_OBJECT_CLASS (sauda_database_parent_class)->finalize (object);
}

static void
sauda_database_class_init (SaudaDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_database_finalize;
}

static void
sauda_database_init (SaudaDatabase *self)
{
}

/**
 * sauda_database_open:
 * @path: the database's file; it and its folder are made when they are missing
 * @error: return location
 *
 * Opens the database and brings its tables up to date; see sauda_migrations_run(). Blocks.
 *
 * Returns: (transfer full) (nullable): the database, or %NULL with %SAUDA_STORE_ERROR
 */
SaudaDatabase *
sauda_database_open (const char *path, GError **error)
{
  g_autoptr (SaudaConnection) connection = NULL;
  g_autoptr (GArray) migrations = NULL;
  SaudaDatabase *self;

  g_return_val_if_fail (path != NULL, NULL);

  connection = sauda_connection_open (path, error);
  if (connection == NULL)
    return NULL;
  migrations = sauda_migrations_load ();
  if (!sauda_migrations_run (connection, path, (const SaudaMigration *) (void *) migrations->data,
                             migrations->len, error))
    return NULL;
  self = g_object_new (SAUDA_TYPE_DATABASE, NULL);
  self->path = g_strdup (path);
  self->connection = g_steal_pointer (&connection);
  self->worker = sauda_worker_new ("database");
  return self;
}

/**
 * sauda_database_is_old:
 * @path: a database's file that is there
 * @old: (out): whether opening it would change its tables
 * @error: return location
 *
 * Blocks.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR
 */
gboolean
sauda_database_is_old (const char *path, gboolean *old, GError **error)
{
  g_autoptr (SaudaConnection) connection = sauda_connection_open (path, error);
  g_autoptr (GArray) migrations = sauda_migrations_load ();
  gint64 version;

  if (connection == NULL ||
      !sauda_connection_read_number (connection, "PRAGMA user_version", &version, error))
    return FALSE;
  *old = version > 0 && version < g_array_index (migrations, SaudaMigration, migrations->len - 1).version;
  return TRUE;
}

/**
 * sauda_database_open_async:
 * @path: the database's file
 * @cancellable: (nullable): to stop waiting
 * @callback: called when the database is open
 * @user_data: for @callback
 *
 * Does what sauda_database_open() does without blocking the caller.
 */
void
sauda_database_open_async (const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_database_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * sauda_database_open_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the database, or %NULL with %SAUDA_STORE_ERROR or
 * %G_IO_ERROR_CANCELLED
 */
SaudaDatabase *
sauda_database_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_database_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_database_get_path:
 * @self: a database
 *
 * Returns: (transfer none): its file
 */
const char *
sauda_database_get_path (SaudaDatabase *self)
{
  g_return_val_if_fail (SAUDA_IS_DATABASE (self), NULL);

  return self->path;
}

/**
 * sauda_database_run:
 * @self: a database
 * @func: (scope call): what to do
 * @data: (nullable): for @func
 * @error: return location
 *
 * Runs @func in a transaction that may write, behind what is queued already, and waits for it. For threads
 * that may wait, never for the main loop's and never for a #SaudaDatabaseFunc.
 *
 * Returns: (transfer full) (nullable): what @func returned, or %NULL with its error or %SAUDA_STORE_ERROR
 */
gpointer
sauda_database_run (SaudaDatabase *self, SaudaDatabaseFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (SAUDA_IS_DATABASE (self), NULL);
  g_return_val_if_fail (!sauda_worker_is_current (self->worker), NULL);

  return wait_for_work (self, SAUDA_TRANSACTION_WRITE, func, data, NULL, error);
}

/**
 * sauda_database_run_cancellable:
 * @self: a database
 * @func: (scope call): what to do
 * @data: (nullable): for @func
 * @fills: whether it writes very many rows of which none takes others with it: then what they refer to is
 * looked for once, before the commit
 * @cancellable: (nullable): interrupts the work and rolls it back, until it is committed
 * @error: return location
 *
 * As sauda_database_run(), for work that takes long enough to be stopped.
 *
 * Returns: (transfer full) (nullable): what @func returned, or %NULL with its error, %SAUDA_STORE_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
gpointer
sauda_database_run_cancellable (SaudaDatabase *self,
                                SaudaDatabaseFunc func,
                                gpointer data,
                                gboolean fills,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (SAUDA_IS_DATABASE (self), NULL);
  g_return_val_if_fail (!sauda_worker_is_current (self->worker), NULL);

  return wait_for_work (self, fills ? SAUDA_TRANSACTION_FILL : SAUDA_TRANSACTION_WRITE, func, data,
                        cancellable, error);
}

/**
 * sauda_database_run_async:
 * @self: a database
 * @func: (scope async): what to do; runs on the database's thread
 * @data: (transfer full) (nullable): for @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees a result that nobody fetches
 * @cancellable: (nullable): takes the work out of the queue, or interrupts it and rolls it back
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Runs @func in a transaction that may write.
 */
void
sauda_database_run_async (SaudaDatabase *self,
                          SaudaDatabaseFunc func,
                          gpointer data,
                          GDestroyNotify data_free,
                          GDestroyNotify result_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Work work = { NULL, SAUDA_TRANSACTION_WRITE, func, data, data_free, result_free, cancellable };

  g_return_if_fail (SAUDA_IS_DATABASE (self));

  queue_task (self, &work, sauda_database_run_async, callback, user_data);
}

/**
 * sauda_database_run_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the function returned, or %NULL with its error,
 * %SAUDA_STORE_ERROR or %G_IO_ERROR_CANCELLED
 */
gpointer
sauda_database_run_finish (SaudaDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_database_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_database_read:
 * @self: a database
 * @func: (scope call): what to read
 * @data: (nullable): for @func
 * @error: return location
 *
 * Like sauda_database_run(), in a transaction that sees one moment of the database, cannot change it and
 * keeps no other process from writing.
 *
 * Returns: (transfer full) (nullable): what @func returned, or %NULL with its error or %SAUDA_STORE_ERROR
 */
gpointer
sauda_database_read (SaudaDatabase *self, SaudaDatabaseFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (SAUDA_IS_DATABASE (self), NULL);
  g_return_val_if_fail (!sauda_worker_is_current (self->worker), NULL);

  return wait_for_work (self, SAUDA_TRANSACTION_READ, func, data, NULL, error);
}

/**
 * sauda_database_read_async:
 * @self: a database
 * @func: (scope async): what to read; runs on the database's thread
 * @data: (transfer full) (nullable): for @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees a result that nobody fetches
 * @cancellable: (nullable): takes the work out of the queue or interrupts it
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Like sauda_database_run_async(), in a transaction that cannot change anything and keeps nobody from
 * writing.
 */
void
sauda_database_read_async (SaudaDatabase *self,
                           SaudaDatabaseFunc func,
                           gpointer data,
                           GDestroyNotify data_free,
                           GDestroyNotify result_free,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Work work = { NULL, SAUDA_TRANSACTION_READ, func, data, data_free, result_free, cancellable };

  g_return_if_fail (SAUDA_IS_DATABASE (self));

  queue_task (self, &work, sauda_database_read_async, callback, user_data);
}

/**
 * sauda_database_read_finish:
 * @self: a database
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the function returned, or %NULL with its error,
 * %SAUDA_STORE_ERROR or %G_IO_ERROR_CANCELLED
 */
gpointer
sauda_database_read_finish (SaudaDatabase *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_database_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_database_backup:
 * @self: a database
 * @path: the copy's file, replaced when it exists
 * @error: return location
 *
 * Copies the database as it is behind all queued work, checks the copy, and gives it its name only then.
 * Blocks; use is as for sauda_database_run().
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR; then @path is as it was
 */
gboolean
sauda_database_backup (SaudaDatabase *self, const char *path, GError **error)
{
  WaitingBackup waiting = {
    .waiter.act = run_waiting_backup, .from = self->path, .to = path, .error = error
  };

  g_return_val_if_fail (SAUDA_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (!sauda_worker_is_current (self->worker), FALSE);

  wait_for (self, &waiting.waiter);
  return waiting.copied;
}
