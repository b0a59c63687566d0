#include "sauda-database.h"
#include "sauda-stores.h"

/* What a store job carries to the database's thread. */
typedef struct {
  char *name;        /* (owned) (nullable) */
  char *merchant_id; /* (owned) (nullable) */
  char *warehouse;   /* (owned) (nullable) */
  SaudaStoreDraft draft;
  gboolean stopped;
  gint64 now_ms;
} StoreJob;

static void
store_job_free (gpointer data)
{
  StoreJob *job = data;

  g_free (job->name);
  g_free (job->merchant_id);
  g_free (job->warehouse);
  g_free (job);
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stores_list (connection, error);
}

static gpointer
run_add (SaudaConnection *connection, gpointer data, GError **error)
{
  StoreJob *job = data;

  return GINT_TO_POINTER (sauda_stores_add (connection, &job->draft, job->now_ms, error) != 0);
}

static gpointer
run_set_stopped (SaudaConnection *connection, gpointer data, GError **error)
{
  StoreJob *job = data;

  return GINT_TO_POINTER (sauda_stores_set_stopped (connection, job->name, job->stopped, error));
}

/**
 * sauda_stores_list_async:
 * @database: a database
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_stores_list().
 */
void
sauda_stores_list_async (SaudaDatabase *database,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  sauda_database_read_async (database, run_list, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable,
                             callback, user_data);
}

/**
 * sauda_stores_list_finish:
 * @database: the database
 * @result: of sauda_stores_list_async()
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStoreInfo) (nullable): every store by name
 */
GPtrArray *
sauda_stores_list_finish (SaudaDatabase *database, GAsyncResult *result, GError **error)
{
  return sauda_database_read_finish (database, result, error);
}

/**
 * sauda_stores_add_async:
 * @database: a database
 * @draft: the store; copied
 * @now_ms: the time, UTC ms
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_stores_add().
 */
void
sauda_stores_add_async (SaudaDatabase *database,
                        const SaudaStoreDraft *draft,
                        gint64 now_ms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  StoreJob *job = g_new0 (StoreJob, 1);

  job->name = g_strdup (draft->name);
  job->merchant_id = g_strdup (draft->merchant_id);
  job->warehouse = g_strdup (draft->warehouse);
  job->draft = *draft;
  job->draft.name = job->name;
  job->draft.merchant_id = job->merchant_id;
  job->draft.warehouse = job->warehouse;
  job->now_ms = now_ms;
  sauda_database_run_async (database, run_add, job, store_job_free, NULL, cancellable, callback, user_data);
}

/**
 * sauda_stores_add_finish:
 * @database: the database
 * @result: of sauda_stores_add_async()
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_stores_add()
 */
gboolean
sauda_stores_add_finish (SaudaDatabase *database, GAsyncResult *result, GError **error)
{
  return sauda_database_run_finish (database, result, error) != NULL;
}

/**
 * sauda_stores_set_stopped_async:
 * @database: a database
 * @name: (nullable): a store's name; %NULL for all stores
 * @stopped: whether nothing may be sent
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_stores_set_stopped().
 */
void
sauda_stores_set_stopped_async (SaudaDatabase *database,
                                const char *name,
                                gboolean stopped,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  StoreJob *job = g_new0 (StoreJob, 1);

  job->name = g_strdup (name);
  job->stopped = stopped;
  sauda_database_run_async (database, run_set_stopped, job, store_job_free, NULL, cancellable, callback,
                            user_data);
}

/**
 * sauda_stores_set_stopped_finish:
 * @database: the database
 * @result: of sauda_stores_set_stopped_async()
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_stores_set_stopped()
 */
gboolean
sauda_stores_set_stopped_finish (SaudaDatabase *database, GAsyncResult *result, GError **error)
{
  return sauda_database_run_finish (database, result, error) != NULL;
}
