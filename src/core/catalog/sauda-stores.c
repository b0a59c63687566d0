#include "sauda-stores.h"

#include "sauda-catalog-error.h"
#include "sauda-database.h"
#include "sauda-store-names.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

#define COLUMNS                                                                                              \
  "id, name, merchant_id, warehouse, cutoff_minutes, trust, stopped, last_sync_ms, sync_problem, failing_ms"

#define DEFAULT_WAREHOUSE "PP1"
#define DEFAULT_CUTOFF_MINUTES 900

static SaudaStoreInfo *
read_store (SaudaStatement *row)
{
  SaudaStoreInfo *info = g_new0 (SaudaStoreInfo, 1);

  info->id = sauda_statement_get_int64 (row, 0);
  info->name = g_strdup (sauda_statement_get_text (row, 1));
  info->merchant_id = g_strdup (sauda_statement_get_text (row, 2));
  info->warehouse = g_strdup (sauda_statement_get_text (row, 3));
  info->cutoff_minutes = (int) sauda_statement_get_int64 (row, 4);
  if (!sauda_trust_from_name (sauda_statement_get_text (row, 5), &info->trust))
    info->trust = SAUDA_TRUST_FILES;
  info->stopped = sauda_statement_get_int64 (row, 6) != 0;
  info->last_sync_ms = sauda_statement_get_int64 (row, 7);
  info->sync_problem = g_strdup (sauda_statement_get_text (row, 8));
  info->failing_ms = sauda_statement_get_int64 (row, 9);
  return info;
}

/* The first row of @statement; *store stays NULL when there is none. */
static gboolean
step_store (SaudaStatement *statement, SaudaStoreInfo **store, GError **error)
{
  gboolean row;

  *store = NULL;
  if (!sauda_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *store = read_store (statement);
  sauda_statement_reset (statement);
  return TRUE;
}

/* The store of that very name, else the only one whose name differs in case and blanks alone, else the one
 * that was called so. */
static gboolean
look_up_name (SaudaConnection *connection,
              const char *name,
              gboolean former,
              SaudaStoreInfo **store,
              GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT " COLUMNS " FROM store WHERE name = ?1 OR search_key (name) = search_key (?1)"
    " OR (?2 AND id = (SELECT store_id FROM store_name WHERE key = search_key (?1)))"
    " ORDER BY name <> ?1, search_key (name) <> search_key (?1), id",
    error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, name);
  sauda_statement_bind_int64 (find, 2, former);
  return step_store (find, store, error);
}

static gboolean
look_up_merchant_id (SaudaConnection *connection,
                     const char *merchant_id,
                     SaudaStoreInfo **store,
                     GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT " COLUMNS " FROM store WHERE merchant_id = ?", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, merchant_id);
  return step_store (find, store, error);
}

static gboolean
check_merchant_id (SaudaConnection *connection,
                   const char *merchant_id,
                   const SaudaStoreInfo *known,
                   GError **error)
{
  g_autoptr (SaudaStoreInfo) owner = NULL;

  if (merchant_id == NULL)
    return TRUE;
  if (known != NULL && known->merchant_id != NULL && g_strcmp0 (known->merchant_id, merchant_id) != 0) {
    g_set_error (
      error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
      _ ("The store “%s” already has the merchant ID %s, so it cannot have %s as well. Add another store "
         "under another name."),
      known->name, known->merchant_id, merchant_id);
    return FALSE;
  }
  if (!look_up_merchant_id (connection, merchant_id, &owner, error))
    return FALSE;
  if (owner != NULL && (known == NULL || owner->id != known->id)) {
    g_set_error (
      error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
      _ ("The merchant ID %s belongs to the store “%s” already. Check the ID in the seller's cabinet."),
      merchant_id, owner->name);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_draft (const SaudaStoreDraft *draft, GError **error)
{
  if (sauda_text_is_empty (draft->name)) {
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                         _ ("A store needs a name. Type the name that your staff use."));
    return FALSE;
  }
  if (draft->merchant_id != NULL && sauda_text_is_empty (draft->merchant_id)) {
    g_set_error_literal (
      error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
      _ ("The merchant ID is empty. It stands in the seller's cabinet beside the store's name."));
    return FALSE;
  }
  if (draft->cutoff_minutes >= 24 * 60) {
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                         _ ("The cut-off is not a time of day. Write it like 15:00."));
    return FALSE;
  }
  return TRUE;
}

static gint64
insert_store (SaudaConnection *connection, const SaudaStoreDraft *draft, gint64 now_ms, GError **error)
{
  g_autofree char *name = sauda_text_squeeze (draft->name);
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO store (name, merchant_id, warehouse, cutoff_minutes, trust, created_ms)"
    " VALUES (?, ?, ?, ?, ?, ?)",
    error);

  if (insert == NULL || !sauda_store_names_release (connection, name, error))
    return 0;
  sauda_statement_bind_text (insert, 1, name);
  sauda_statement_bind_text (insert, 2, draft->merchant_id);
  sauda_statement_bind_text (insert, 3, draft->warehouse != NULL ? draft->warehouse : DEFAULT_WAREHOUSE);
  sauda_statement_bind_int64 (insert, 4,
                              draft->cutoff_minutes >= 0 ? draft->cutoff_minutes : DEFAULT_CUTOFF_MINUTES);
  sauda_statement_bind_text (
    insert, 5, sauda_trust_get_name (draft->trust >= 0 ? (SaudaTrust) draft->trust : SAUDA_TRUST_FILES));
  sauda_statement_bind_int64 (insert, 6, now_ms);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

static gboolean
update_store (SaudaConnection *connection, gint64 id, const SaudaStoreDraft *draft, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE store SET merchant_id = coalesce (?, merchant_id), warehouse = coalesce (?, warehouse),"
    " cutoff_minutes = coalesce (?, cutoff_minutes), trust = coalesce (?, trust) WHERE id = ?",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, draft->merchant_id);
  sauda_statement_bind_text (update, 2, draft->warehouse);
  if (draft->cutoff_minutes >= 0)
    sauda_statement_bind_int64 (update, 3, draft->cutoff_minutes);
  if (draft->trust >= 0)
    sauda_statement_bind_text (update, 4, sauda_trust_get_name ((SaudaTrust) draft->trust));
  sauda_statement_bind_int64 (update, 5, id);
  return sauda_statement_run (update, error);
}

static void
set_not_found (GError **error, const char *name)
{
  g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND,
               _ ("There is no store “%s”. Add it first, or check how its name is written."), name);
}

/**
 * sauda_store_info_free:
 * @info: (transfer full) (nullable): a store
 */
void
sauda_store_info_free (SaudaStoreInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->name);
  g_free (info->merchant_id);
  g_free (info->warehouse);
  g_free (info->sync_problem);
  g_free (info);
}

/* A mistyped merchant ID gives way as long as nothing came with it. */
static gboolean
correct (SaudaConnection *connection, SaudaStoreInfo *known, const SaudaStoreDraft *draft, GError **error)
{
  if (known == NULL || !draft->corrects || draft->merchant_id == NULL || known->last_sync_ms > 0)
    return TRUE;
  g_clear_pointer (&known->merchant_id, g_free);
  return sauda_stores_forget_merchant_id (connection, known->id, error);
}

static gint64
add_store (SaudaConnection *connection,
           const SaudaStoreDraft *wanted,
           gboolean former,
           gint64 now_ms,
           GError **error)
{
  g_autoptr (SaudaStoreInfo) known = NULL;
  g_autofree char *merchant_id = NULL;
  SaudaStoreDraft draft = *wanted;

  if (draft.merchant_id != NULL) {
    merchant_id = sauda_stores_clean_merchant_id (draft.merchant_id, error);
    if (merchant_id == NULL)
      return 0;
    draft.merchant_id = merchant_id;
  }
  if (!look_up_name (connection, draft.name, former, &known, error) ||
      !correct (connection, known, &draft, error))
    return 0;
  if (draft.corrects && known != NULL && known->merchant_id == NULL && *merchant_id == '\0')
    draft.merchant_id = NULL;
  if (!check_draft (&draft, error) || !check_merchant_id (connection, draft.merchant_id, known, error))
    return 0;
  g_info ("setting of store %s: merchant %s, warehouse %s, cut-off %d, trust %s", draft.name,
          draft.merchant_id != NULL ? draft.merchant_id : "as before",
          draft.warehouse != NULL ? draft.warehouse : "as before", draft.cutoff_minutes,
          draft.trust >= 0 ? sauda_trust_get_name ((SaudaTrust) draft.trust) : "as before");
  if (known == NULL)
    return insert_store (connection, &draft, now_ms, error);
  return update_store (connection, known->id, &draft, error) ? known->id : 0;
}

/**
 * sauda_stores_add:
 * @connection: inside a transaction
 * @draft: the store
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Adds a store, or completes the one of that name: an import may have made it before anybody knew its
 * merchant ID. A name that another store once had is free again.
 *
 * Returns: the store's id; 0 with %SAUDA_CATALOG_ERROR_CONFLICT when the merchant ID belongs elsewhere,
 *   %SAUDA_CATALOG_ERROR_INVALID_VALUE, or an error of the store
 */
gint64
sauda_stores_add (SaudaConnection *connection, const SaudaStoreDraft *draft, gint64 now_ms, GError **error)
{
  return add_store (connection, draft, FALSE, now_ms, error);
}

/**
 * sauda_stores_list:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStoreInfo) (nullable): every store by name, or %NULL with an
 * error of the store
 */
GPtrArray *
sauda_stores_list (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) stores = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_store_info_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT " COLUMNS " FROM store ORDER BY search_key (name), id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&stores);
    g_ptr_array_add (stores, read_store (select));
  }
}

/**
 * sauda_stores_get:
 * @connection: inside a transaction
 * @id: a store's id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with %SAUDA_CATALOG_ERROR_NOT_FOUND
 */
SaudaStoreInfo *
sauda_stores_get (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT " COLUMNS " FROM store WHERE id = ?", error);
  SaudaStoreInfo *store;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!step_store (find, &store, error))
    return NULL;
  if (store == NULL) {
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

    set_not_found (error, number);
  }
  return store;
}

/**
 * sauda_stores_find:
 * @connection: inside a transaction
 * @name: a name, in any case, or one that the store had before
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with %SAUDA_CATALOG_ERROR_NOT_FOUND
 */
SaudaStoreInfo *
sauda_stores_find (SaudaConnection *connection, const char *name, GError **error)
{
  SaudaStoreInfo *store;

  if (!look_up_name (connection, name, TRUE, &store, error))
    return NULL;
  if (store == NULL)
    set_not_found (error, name);
  return store;
}

/**
 * sauda_stores_find_by_merchant_id:
 * @connection: inside a transaction
 * @merchant_id: as in `30000001_PP1` before the underscore
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with %SAUDA_CATALOG_ERROR_NOT_FOUND
 */
SaudaStoreInfo *
sauda_stores_find_by_merchant_id (SaudaConnection *connection, const char *merchant_id, GError **error)
{
  SaudaStoreInfo *store;

  if (!look_up_merchant_id (connection, merchant_id, &store, error))
    return NULL;
  if (store == NULL)
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND,
                 _ ("No store has the merchant ID %s. Add the store with this ID first."), merchant_id);
  return store;
}

/**
 * sauda_stores_find_or_create:
 * @connection: inside a transaction
 * @name: a name, in any case
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * For imports: a store that was made so trusts files alone and has no merchant ID yet. A name that a store
 * had before means that store: files keep it.
 *
 * Returns: the store's id, or 0 with an error
 */
gint64
sauda_stores_find_or_create (SaudaConnection *connection, const char *name, gint64 now_ms, GError **error)
{
  return add_store (connection, &(SaudaStoreDraft){ .name = name, .cutoff_minutes = -1, .trust = -1 }, TRUE,
                    now_ms, error);
}

/**
 * sauda_stores_set_trust:
 * @connection: inside a transaction
 * @name: a store's name
 * @trust: the new level
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_stores_set_trust (SaudaConnection *connection, const char *name, SaudaTrust trust, GError **error)
{
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, name, error);

  if (store == NULL)
    return FALSE;
  g_info ("setting of store %s: trust %s → %s", store->name, sauda_trust_get_name (store->trust),
          sauda_trust_get_name (trust));
  return update_store (connection, store->id,
                       &(SaudaStoreDraft){ .cutoff_minutes = -1, .trust = (int) trust }, error);
}
