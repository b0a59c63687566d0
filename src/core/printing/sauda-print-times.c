#include "sauda-print-times.h"

#include "sauda-connection.h"

/**
 * sauda_print_times_make_key:
 * @store: name of a store
 * @code: number of an order
 *
 * Returns: (transfer full): what sauda_print_times_read() keeps the order under
 */
char *
sauda_print_times_make_key (const char *store, const char *code)
{
  return g_strconcat (store, "\n", code, NULL);
}

/**
 * sauda_print_times_read:
 * @connection: inside a transaction
 * @since_ms: of jobs from then on, UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 gint64) (nullable): when a label of each order went to a
 * printer last and was not lost there, UTC ms, by sauda_print_times_make_key(); or %NULL with an error of the
 * store
 */
GHashTable *
sauda_print_times_read (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  g_autoptr (GHashTable) times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SaudaStatement *select =
    sauda_connection_prepare (connection,
                              "SELECT label.store, label.code, max (job.created_ms) FROM print_label AS label"
                              " JOIN print_job AS job ON job.id = label.job_id"
                              " WHERE job.created_ms >= ? AND job.kind = 'waybills' AND label.code <> ''"
                              " AND label.state IN ('sent', 'confirmed') GROUP BY label.store, label.code",
                              error);
  gboolean row = FALSE;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, since_ms);
  for (;;) {
    gint64 time_ms = 0;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&times);
    time_ms = sauda_statement_get_int64 (select, 2);
    g_hash_table_insert (
      times,
      sauda_print_times_make_key (sauda_statement_get_text (select, 0), sauda_statement_get_text (select, 1)),
      g_memdup2 (&time_ms, sizeof time_ms));
  }
}
