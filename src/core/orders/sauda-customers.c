#include "sauda-customers.h"

#include "sauda-connection.h"
#include "sauda-text.h"

/* What the database knows of a buyer, beside what an order tells. */
typedef struct {
  gint64 id;      /* 0: nobody */
  gboolean phone; /* whether it is known */
  gboolean name;
  gboolean city;
  gboolean same_phone; /* as the order's */
  gboolean same_name;
} Customer;

static gboolean
step_customer (SaudaStatement *find, const SaudaOrderRecord *record, Customer *customer, GError **error)
{
  gboolean row;

  *customer = (Customer){ 0 };
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  customer->id = sauda_statement_get_int64 (find, 0);
  customer->phone = !sauda_statement_is_null (find, 1);
  customer->name = !sauda_statement_is_null (find, 2);
  customer->city = !sauda_statement_is_null (find, 3);
  customer->same_phone = g_strcmp0 (sauda_statement_get_text (find, 1), record->phone) == 0;
  customer->same_name = g_strcmp0 (sauda_statement_get_text (find, 2), record->buyer) == 0;
  sauda_statement_reset (find);
  return TRUE;
}

static gboolean
find_by_id (SaudaConnection *connection,
            gint64 id,
            const SaudaOrderRecord *record,
            Customer *customer,
            GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT id, phone, name, city FROM customer WHERE id = ?", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, id);
  return step_customer (find, record, customer, error);
}

static gboolean
find_by_phone (SaudaConnection *connection,
               const SaudaOrderRecord *record,
               Customer *customer,
               GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT id, phone, name, city FROM customer WHERE phone = ?", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, record->phone);
  return step_customer (find, record, customer, error);
}

static gboolean
insert_customer (SaudaConnection *connection, const SaudaOrderRecord *record, gint64 *id, GError **error)
{
  g_autofree char *key = sauda_text_search_key (record->buyer);
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO customer (phone, name, city, source, search_key) VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, record->phone);
  sauda_statement_bind_text (insert, 2, record->buyer);
  sauda_statement_bind_text (insert, 3, record->town);
  sauda_statement_bind_text (insert, 4, record->source == SAUDA_ORDER_SOURCE_API ? "api" : "file");
  sauda_statement_bind_text (insert, 5, key);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  *id = sauda_connection_get_last_id (connection);
  return TRUE;
}

/* Orders of one phone come under several names: the first stays, the others are kept beside it. */
static gboolean
keep_name (SaudaConnection *connection, gint64 customer_id, const char *name, GError **error)
{
  SaudaStatement *insert =
    sauda_connection_prepare (connection,
                              "INSERT OR IGNORE INTO customer_name (customer_id, name)"
                              " SELECT id, ?2 FROM customer WHERE id = ?1 AND name <> ?2",
                              error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, customer_id);
  sauda_statement_bind_text (insert, 2, name);
  return sauda_statement_run (insert, error);
}

/* Fills in what was not known; nothing that is known is written over. */
static gboolean
complete_customer (SaudaConnection *connection,
                   const Customer *customer,
                   const SaudaOrderRecord *record,
                   gboolean *changed,
                   GError **error)
{
  g_autofree char *key = NULL;
  SaudaStatement *update;

  if (customer->name && record->buyer != NULL && !customer->same_name &&
      !keep_name (connection, customer->id, record->buyer, error))
    return FALSE;
  if ((customer->phone || record->phone == NULL) && (customer->name || record->buyer == NULL) &&
      (customer->city || record->town == NULL))
    return TRUE;
  update =
    sauda_connection_prepare (connection,
                              "UPDATE customer SET phone = coalesce (phone, ?1), name = coalesce (name, ?2),"
                              " city = coalesce (city, ?3), search_key = iif (name IS NULL, ?4, search_key)"
                              " WHERE id = ?5",
                              error);
  if (update == NULL)
    return FALSE;
  key = sauda_text_search_key (record->buyer);
  sauda_statement_bind_text (update, 1, record->phone);
  sauda_statement_bind_text (update, 2, record->buyer);
  sauda_statement_bind_text (update, 3, record->town);
  sauda_statement_bind_text (update, 4, key);
  sauda_statement_bind_int64 (update, 5, customer->id);
  *changed = TRUE;
  return sauda_statement_run (update, error);
}

/**
 * sauda_customers_merge:
 * @connection: inside a transaction
 * @record: an order; its phone is %NULL when it is masked
 * @customer_id: (inout): the order's buyer, 0 while unknown
 * @changed: (inout): set when something was learned
 * @error: return location
 *
 * One phone is one buyer. A known phone is never lost: a masked one says nothing, and a buyer without a phone
 * takes the first that becomes known, or becomes the buyer who has it already.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_customers_merge (SaudaConnection *connection,
                       const SaudaOrderRecord *record,
                       gint64 *customer_id,
                       gboolean *changed,
                       GError **error)
{
  Customer own = { 0 }, owner = { 0 };

  if (record->phone == NULL && record->buyer == NULL)
    return TRUE;
  if (*customer_id != 0 && !find_by_id (connection, *customer_id, record, &own, error))
    return FALSE;
  if (own.id != 0 && record->phone != NULL && own.same_phone)
    owner = own;
  else if (record->phone != NULL && !find_by_phone (connection, record, &owner, error))
    return FALSE;
  if (owner.id == 0 && own.id != 0 && !(own.phone && record->phone != NULL))
    return complete_customer (connection, &own, record, changed, error);
  if (owner.id == 0) {
    *changed = TRUE;
    return insert_customer (connection, record, customer_id, error);
  }
  if (owner.id != *customer_id) {
    *customer_id = owner.id;
    *changed = TRUE;
  }
  return complete_customer (connection, &owner, record, changed, error);
}
