#include "sauda-database.h"
#include "sauda-size-charts.h"

/* A chart on its way to the database's thread. */
typedef struct {
  SaudaSizePeople people;
  SaudaChartEntry entry; /* texts are owned */
} Putting;

static void
putting_free (gpointer data)
{
  Putting *putting = data;

  g_free (putting->entry.who);
  g_free (putting->entry.reason);
  g_free (putting);
}

static gpointer
put_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Putting *putting = data;

  return GINT_TO_POINTER (sauda_size_charts_put (connection, putting->people, &putting->entry, error));
}

/**
 * sauda_size_charts_put_async:
 * @database: the database of a workspace
 * @people: whose
 * @entry: the chart, where it comes from, who, when and why; copied
 * @cancellable: (nullable): to stop
 * @callback: called when it is in force
 * @user_data: for @callback
 *
 * See sauda_size_charts_put().
 */
void
sauda_size_charts_put_async (SaudaDatabase *database,
                             SaudaSizePeople people,
                             const SaudaChartEntry *entry,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Putting *putting = g_new (Putting, 1);

  *putting = (Putting){ people, *entry };
  putting->entry.who = g_strdup (entry->who);
  putting->entry.reason = g_strdup (entry->reason);
  sauda_database_run_async (database, put_work, putting, putting_free, NULL, cancellable, callback,
                            user_data);
}

/**
 * sauda_size_charts_put_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_DECISIONS_ERROR_CHART or an error of the store
 */
gboolean
sauda_size_charts_put_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) database = g_async_result_get_source_object (result);

  return sauda_database_run_finish (SAUDA_DATABASE (database), result, error) != NULL;
}
