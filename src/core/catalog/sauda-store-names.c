#include "sauda-store-names.h"

#include "sauda-catalog-error.h"
#include "sauda-connection.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A name that another store has now. Names that differ in case and blanks alone are one. */
static gboolean
check_free (SaudaConnection *connection, gint64 store_id, const char *name, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT name FROM store WHERE id <> ?1 AND search_key (name) = search_key (?2)", error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, store_id);
  sauda_statement_bind_text (find, 2, name);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
                 _ ("There is a store “%s” already. To make one store of both, merge them."),
                 sauda_statement_get_text (find, 0));
    sauda_statement_reset (find);
  }
  return !row;
}

static gboolean
run_rename (SaudaConnection *connection, gint64 store_id, const char *name, GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection, "UPDATE store SET name = ?2 WHERE id = ?1", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, store_id);
  sauda_statement_bind_text (update, 2, name);
  return sauda_statement_run (update, error);
}

/**
 * sauda_stores_check_name:
 * @connection: inside a transaction
 * @name: a store's name
 * @new_name: another one for it
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_NOT_FOUND, %SAUDA_CATALOG_ERROR_INVALID_VALUE,
 *   %SAUDA_CATALOG_ERROR_CONFLICT when another store is called so, or an error of the store
 */
gboolean
sauda_stores_check_name (SaudaConnection *connection, const char *name, const char *new_name, GError **error)
{
  g_autofree char *squeezed = sauda_text_squeeze (new_name);
  g_autoptr (SaudaStoreInfo) store = NULL;

  if (sauda_text_is_empty (squeezed)) {
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                         _ ("A store needs a name. Type the name that your staff use."));
    return FALSE;
  }
  store = sauda_stores_find (connection, name, error);
  return store != NULL && check_free (connection, store->id, squeezed, error);
}

/**
 * sauda_stores_rename:
 * @connection: inside a transaction
 * @name: a store's name
 * @new_name: what it is called from now on
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * The name that it had is remembered: files that a person kept mean this store by it.
 *
 * Returns: the store's id; 0 with the errors of sauda_stores_check_name()
 */
gint64
sauda_stores_rename (SaudaConnection *connection,
                     const char *name,
                     const char *new_name,
                     gint64 now_ms,
                     GError **error)
{
  g_autofree char *squeezed = sauda_text_squeeze (new_name);
  g_autoptr (SaudaStoreInfo) store = NULL;

  if (!sauda_stores_check_name (connection, name, new_name, error))
    return 0;
  store = sauda_stores_find (connection, name, error);
  if (store == NULL)
    return 0;
  if (g_str_equal (store->name, squeezed))
    return store->id;
  g_info ("setting of store %s: name %s", store->name, squeezed);
  return run_rename (connection, store->id, squeezed, error) &&
             sauda_store_names_keep (connection, store->id, store->name, now_ms, error) &&
             sauda_store_names_release (connection, squeezed, error)
           ? store->id
           : 0;
}

/**
 * sauda_store_names_keep:
 * @connection: inside a transaction
 * @store_id: a store
 * @name: what it, or another one that is a part of it now, was called
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_store_names_keep (SaudaConnection *connection,
                        gint64 store_id,
                        const char *name,
                        gint64 now_ms,
                        GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT OR REPLACE INTO store_name (key, name, store_id, since_ms) VALUES (search_key (?2), ?2, ?1, ?3)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, store_id);
  sauda_statement_bind_text (insert, 2, name);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_store_names_release:
 * @connection: inside a transaction
 * @name: what a store is called now
 * @error: return location
 *
 * The name means that store alone, whoever had it before.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_store_names_release (SaudaConnection *connection, const char *name, GError **error)
{
  SaudaStatement *clear =
    sauda_connection_prepare (connection, "DELETE FROM store_name WHERE key = search_key (?)", error);

  if (clear == NULL)
    return FALSE;
  sauda_statement_bind_text (clear, 1, name);
  return sauda_statement_run (clear, error);
}

/**
 * sauda_store_names_list:
 * @connection: inside a transaction
 * @store: what a store is called
 * @error: return location
 *
 * Returns: (transfer full) (nullable): that name, then those that the store had before; %NULL with an error
 * of the store
 */
GStrv
sauda_store_names_list (SaudaConnection *connection, const char *store, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (connection,
                                                   "SELECT former.name FROM store JOIN store_name AS former "
                                                   "ON former.store_id = store.id WHERE store.name = ?"
                                                   " ORDER BY former.since_ms DESC",
                                                   error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  g_strv_builder_add (names, store);
  sauda_statement_bind_text (list, 1, store);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_strv_builder_add (names, sauda_statement_get_text (list, 0));
  }
  return g_strv_builder_end (names);
}

/**
 * sauda_store_names_read_former:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): what stores are called now by what they were
 * called before; %NULL with an error of the store
 */
GHashTable *
sauda_store_names_read_former (SaudaConnection *connection, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT former.name, store.name FROM store_name AS former JOIN store ON store.id = former.store_id",
    error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_hash_table_insert (names, g_strdup (sauda_statement_get_text (list, 0)),
                           g_strdup (sauda_statement_get_text (list, 1)));
  }
  return g_steal_pointer (&names);
}

/**
 * sauda_stores_clean_merchant_id:
 * @text: as it was typed or copied, perhaps with blanks or as the code of a warehouse, `30000001_PP1`
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the merchant ID in it; %NULL with %SAUDA_CATALOG_ERROR_INVALID_VALUE
 */
char *
sauda_stores_clean_merchant_id (const char *text, GError **error)
{
  g_autoptr (GString) id = g_string_new (NULL);
  const char *warehouse = strstr (text, "_PP");

  for (const char *c = text; *c != '\0' && c != warehouse; c = g_utf8_next_char (c)) {
    if (g_ascii_isalnum (*c)) {
      g_string_append_c (id, *c);
    } else if (!g_unichar_isspace (g_utf8_get_char (c))) {
      g_set_error (
        error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
        _ ("“%s” is no merchant ID: it is a number, as in the seller's cabinet beside the store's name."),
        text);
      return NULL;
    }
  }
  return g_string_free (g_steal_pointer (&id), FALSE);
}

/**
 * sauda_stores_forget_merchant_id:
 * @connection: inside a transaction
 * @store_id: a store that was never read with it
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stores_forget_merchant_id (SaudaConnection *connection, gint64 store_id, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE store SET merchant_id = NULL WHERE id = ? AND last_sync_ms IS NULL", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, store_id);
  return sauda_statement_run (update, error);
}
