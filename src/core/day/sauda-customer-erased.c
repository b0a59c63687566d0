#include "sauda-customer-erased.h"

#include "sauda-connection.h"
#include "sauda-file.h"
#include "sauda-store-names.h"

/* Which orders belonged to buyers who were erased: a file beside the database, since a backup that is
 * restored knows nothing of it. It holds numbers of orders, and nothing of a person. A store stands there by
 * every name that it had: in an older backup it has an older one. */

#define FILE_NAME "erased-orders.tsv"

static char *
read_list (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

/* The buyer of an order that is not erased here; 0: none. */
static gboolean
find_customer (SaudaConnection *connection,
               const char *store,
               const char *code,
               gint64 *customer_id,
               GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT orders.customer_id FROM orders JOIN store ON store.id = orders.store_id JOIN customer ON "
    "customer.id ="
    " orders.customer_id WHERE (store.name = ?1 OR store.id IN (SELECT store_id FROM store_name WHERE name = "
    "?1))"
    " AND orders.code = ?2 AND NOT orders.buyer_erased",
    error);
  gboolean row;

  *customer_id = 0;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, store);
  sauda_statement_bind_text (find, 2, code);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    *customer_id = sauda_statement_get_int64 (find, 0);
  sauda_statement_reset (find);
  return TRUE;
}

static gboolean
contains (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/**
 * sauda_customer_erased_remember:
 * @folder: the data folder
 * @connection: inside a transaction
 * @orders: (element-type SaudaOrderInfo): orders of a buyer who is being erased
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE or an error of the store
 */
gboolean
sauda_customer_erased_remember (const char *folder,
                                SaudaConnection *connection,
                                GPtrArray *orders,
                                gint64 now_ms,
                                GError **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *known = read_list (folder);
  g_autoptr (GString) text = g_string_new (known);

  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    g_auto (GStrv) names = sauda_store_names_list (connection, order->store, error);

    if (names == NULL)
      return FALSE;
    for (gsize n = 0; names[n] != NULL; n++)
      g_string_append_printf (text, "%s\t%s\t%" G_GINT64_FORMAT "\n", names[n], order->code, now_ms);
  }
  return sauda_file_write (path, text->str, text->len, error);
}

/**
 * sauda_customer_erased_find:
 * @folder: the data folder
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): buyers of the database who were erased once, and
 * are there again; %NULL with an error of the store
 */
GArray *
sauda_customer_erased_find (const char *folder, SaudaConnection *connection, GError **error)
{
  g_autofree char *text = read_list (folder);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 3);
    gint64 id;

    if (g_strv_length (cells) < 2)
      continue;
    if (!find_customer (connection, cells[0], cells[1], &id, error))
      return NULL;
    if (id != 0 && !contains (ids, id))
      g_array_append_val (ids, id);
  }
  return g_steal_pointer (&ids);
}

/**
 * sauda_customer_erased_is_empty:
 * @folder: the data folder
 *
 * Returns: whether nobody was ever erased here
 */
gboolean
sauda_customer_erased_is_empty (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);

  return !g_file_test (path, G_FILE_TEST_EXISTS);
}
