#include "sauda-order-file-store-private.h"

#include "sauda-catalog-error.h"
#include "sauda-day-error.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

/* A store that only a catalogue named learns its merchant id from the first orders that a person gives it:
 * otherwise it would take the orders of every account, and the next file would make a store of its own. In a
 * preview, which is taken back after each file, the run remembers it. */
static gint64
name_merchant (SaudaOrderFileStore *self,
               SaudaConnection *connection,
               const SaudaStoreInfo *store,
               GError **error)
{
  const SaudaStoreDraft draft = {
    .name = store->name, .merchant_id = self->merchant_id, .cutoff_minutes = -1, .trust = -1
  };
  g_autoptr (SaudaStoreInfo) other = sauda_stores_find_by_merchant_id (connection, self->merchant_id, NULL);
  gint64 id;

  if (other != NULL) {
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STORE_UNKNOWN,
                 _ ("These are orders of the merchant %s, which is the store %s. Choose that store, or leave "
                    "the store to the file; if %s is the same store, make one of both in Settings."),
                 self->merchant_id, other->name, store->name);
    return 0;
  }
  id = sauda_stores_add (connection, &draft, self->now_ms, error);
  if (id == 0)
    return 0;
  g_free (*self->named);
  *self->named = g_strdup (self->merchant_id);
  return id;
}

/* A choice for several files at once does not move the orders of another account. */
static gint64
find_store_by_name (SaudaOrderFileStore *self, SaudaConnection *connection, GError **error)
{
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, self->chosen, error);
  const char *merchant_id =
    store != NULL && store->merchant_id != NULL ? store->merchant_id : self->named_before;

  if (store == NULL)
    return 0;
  if (self->merchant_id == NULL || g_strcmp0 (self->merchant_id, store->merchant_id) == 0)
    return store->id;
  if (merchant_id == NULL || g_str_equal (self->merchant_id, merchant_id))
    return name_merchant (self, connection, store, error);
  g_set_error (
    error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STORE_UNKNOWN,
    _ ("These are orders of the merchant %s, and the store %s is the merchant %s. Choose their store, or "
       "leave the store to the file."),
    self->merchant_id, store->name, merchant_id);
  return 0;
}

/* A merchant id that nobody named yet becomes a store called by it, to be renamed later. */
static gint64
find_store_by_merchant_id (SaudaConnection *connection,
                           const char *merchant_id,
                           gint64 now_ms,
                           GError **error)
{
  const SaudaStoreDraft draft = {
    .name = merchant_id, .merchant_id = merchant_id, .cutoff_minutes = -1, .trust = -1
  };
  g_autoptr (GError) local = NULL;
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find_by_merchant_id (connection, merchant_id, &local);

  if (store != NULL)
    return store->id;
  if (local == NULL || g_error_matches (local, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND))
    return sauda_stores_add (connection, &draft, now_ms, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return 0;
}

static gint64
look_up_store (SaudaOrderFileStore *self, SaudaConnection *connection, GError **error)
{
  if (self->chosen != NULL)
    return find_store_by_name (self, connection, error);
  if (self->merchant_id != NULL)
    return find_store_by_merchant_id (connection, self->merchant_id, self->now_ms, error);
  g_set_error (
    error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STORE_UNKNOWN,
    _ ("The file does not tell which store its orders belong to. Choose the store and import it again."));
  return 0;
}

/* Which store an order of a file belongs to, by the merchant id that stands beside it (nullable). Thousands
 * of orders of one store ask once. 0 with an error. */
gint64
sauda_order_file_store_find (SaudaOrderFileStore *self,
                             SaudaConnection *connection,
                             const char *merchant_id,
                             GError **error)
{
  if (self->store_id == 0 || g_strcmp0 (merchant_id, self->merchant_id) != 0) {
    self->merchant_id = merchant_id;
    self->store_id = look_up_store (self, connection, error);
  }
  return self->store_id;
}
