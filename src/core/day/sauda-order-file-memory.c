#include "sauda-order-file-memory.h"

#include "sauda-imported-files.h"
#include "sauda-stores.h"

#include <string.h>

static gboolean
read_counts (SaudaOrderFile *file, char **parts)
{
  SaudaAmountMeaning meaning;

  if (g_strv_length (parts) != 5 || !sauda_amount_meaning_from_name (parts[4], &meaning))
    return FALSE;
  file->rows = (guint) g_ascii_strtoull (parts[1], NULL, 10);
  file->orders = (guint) g_ascii_strtoull (parts[2], NULL, 10);
  file->lines = (guint) g_ascii_strtoull (parts[3], NULL, 10);
  file->amount_meaning = sauda_amount_meaning_get_name (meaning);
  return TRUE;
}

/**
 * sauda_order_file_memory_describe:
 * @amount: what «Сумма» means, as a person says
 * @store: (nullable): the person's choice
 * @names: (array zero-terminated=1): header texts that a person made known
 *
 * Returns: (transfer full): how a file comes in: the same bytes in the same way change nothing, whatever date
 * a copy of them has
 */
char *
sauda_order_file_memory_describe (SaudaAmountMeaning amount, const char *store, const char *const *names)
{
  g_autofree char *joined = g_strjoinv ("\t", (char **) names);

  return g_strdup_printf ("%s\n%s\n%s\n", sauda_amount_meaning_get_name (amount), store != NULL ? store : "",
                          joined);
}

/**
 * sauda_order_file_memory_find:
 * @connection: a connection
 * @way: how the file comes in now
 * @file: (inout): its sum is known; whether it was here before is noted, and its store and counts when it is
 * known
 * @counts: whether the counts must be known too, as the file is not read
 * @error: return location
 *
 * A file that came in before in the same way is told as known without going through its orders again: nothing
 * that changed since, an erased buyer among it, comes back with an old file. One whose rows had problems is
 * read, for their sake.
 *
 * Returns: whether the file is known; %FALSE with @error set when that could not be found out
 */
gboolean
sauda_order_file_memory_find (SaudaConnection *connection,
                              const char *way,
                              SaudaOrderFile *file,
                              gboolean counts,
                              GError **error)
{
  g_autofree char *summary = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (SaudaStoreInfo) store = NULL;
  gint64 imported_ms = 0;

  if (!sauda_imported_files_find (connection, file->sha256, SAUDA_IMPORTED_ORDERS, &imported_ms, &summary,
                                  error))
    return FALSE;
  file->known_file = imported_ms > 0;
  if (summary == NULL || !g_str_has_prefix (summary, way))
    return FALSE;
  parts = g_strsplit (summary + strlen (way), "\t", -1);
  if (counts && !read_counts (file, parts))
    return FALSE;
  store = sauda_stores_find (connection, parts[0], NULL);
  file->store = g_strdup (store != NULL ? store->name : parts[0]);
  file->same = file->orders;
  return TRUE;
}

/**
 * sauda_order_file_memory_keep:
 * @connection: inside a transaction
 * @way: how the file came in
 * @file: a file that came in whole
 * @counts: whether no row had a problem, so that it need not be read again
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Returns: whether it is kept
 */
gboolean
sauda_order_file_memory_keep (SaudaConnection *connection,
                              const char *way,
                              const SaudaOrderFile *file,
                              gboolean counts,
                              gint64 now_ms,
                              GError **error)
{
  g_autofree char *summary = counts ? g_strdup_printf ("%s%s\t%u\t%u\t%u\t%s", way, file->store, file->rows,
                                                       file->orders, file->lines, file->amount_meaning)
                                    : g_strconcat (way, file->store, NULL);

  return sauda_imported_files_remember (connection, file->sha256, SAUDA_IMPORTED_ORDERS, file->name, summary,
                                        now_ms, error);
}
