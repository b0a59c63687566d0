#include "sauda-customer-directory.h"

#include "sauda-contacts.h"
#include "sauda-conversation-erase.h"
#include "sauda-database.h"

/* Buyers with what their orders and their conversations tell: the orders know who bought, the conversations
 * who may be written to. */

/* A wish on its way to the database's thread. */
typedef struct {
  char *phone;   /* (owned) (not nullable) with the country */
  char *consent; /* (owned) (nullable) where the permission to write comes from; NULL: not asked */
  gboolean opted_out;
  gint64 now_ms;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->phone);
  g_free (wish->consent);
  g_free (wish);
}

static void
add_consent (SaudaCustomerInfo *customer, GHashTable *consents)
{
  const SaudaContactConsent *consent =
    customer->phone != NULL ? g_hash_table_lookup (consents, customer->phone) : NULL;

  if (consent == NULL)
    return;
  if (!g_str_equal (consent->consent, "none"))
    customer->consent_source = g_strdup (consent->consent);
  customer->consent_ms = consent->consent_ms;
  customer->opted_out_ms = consent->opted_out_ms;
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_customer_directory_list (connection, NULL, error);
}

static gpointer
run_wish (SaudaConnection *connection, gpointer data, GError **error)
{
  const Wish *wish = data;
  gint64 id = sauda_contacts_find_or_create (connection, wish->phone, NULL, wish->now_ms, error);

  if (id == 0 || !sauda_contacts_set_opted_out (connection, id, wish->opted_out ? wish->now_ms : 0, error) ||
      (wish->consent != NULL &&
       !sauda_contacts_set_consent (connection, id, wish->consent, wish->now_ms, error)))
    return NULL;
  return data;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *customers = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (customers != NULL)
    g_task_return_pointer (task, customers, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_wish_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sauda_customer_directory_list:
 * @connection: inside a transaction
 * @text: (nullable): words that must all be found
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCustomerInfo) (nullable): the buyers as sauda_customers_list()
 * has them, with where they agreed to messages and whether they want any; or %NULL with an error of the store
 */
GPtrArray *
sauda_customer_directory_list (SaudaConnection *connection, const char *text, GError **error)
{
  g_autoptr (GPtrArray) customers = sauda_customers_list (connection, text, error);
  g_autoptr (GPtrArray) known = customers != NULL ? sauda_contacts_list_consents (connection, error) : NULL;
  g_autoptr (GHashTable) consents = g_hash_table_new (g_str_hash, g_str_equal);

  if (known == NULL)
    return NULL;
  for (guint i = 0; i < known->len; i++) {
    SaudaContactConsent *consent = g_ptr_array_index (known, i);

    g_hash_table_insert (consents, consent->phone, consent);
  }
  for (guint i = 0; i < customers->len; i++)
    add_consent (g_ptr_array_index (customers, i), consents);
  return g_steal_pointer (&customers);
}

/**
 * sauda_customer_directory_list_async:
 * @workspace: a workspace
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads all buyers.
 */
void
sauda_customer_directory_list_async (SaudaWorkspace *workspace,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_customer_directory_list_async);
  sauda_database_read_async (sauda_workspace_get_database (workspace), run_list, NULL, NULL,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_customer_directory_list_finish:
 * @workspace: the workspace
 * @result: of sauda_customer_directory_list_async()
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCustomerInfo) (nullable): the buyers, or %NULL with an error of
 * the store
 */
GPtrArray *
sauda_customer_directory_list_finish (SaudaWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_customer_directory_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_customer_directory_set_wish_async:
 * @workspace: a workspace
 * @phone: ten digits
 * @consent: (nullable): where the permission to write comes from: `order`, `chat`, `verbal` or `none`; %NULL
 * leaves it as it is
 * @opted_out: whether the buyer wants no more messages
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Keeps the wish where messages are sent from.
 */
void
sauda_customer_directory_set_wish_async (SaudaWorkspace *workspace,
                                         const char *phone,
                                         const char *consent,
                                         gboolean opted_out,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->phone = g_strconcat ("+7", phone, NULL);
  wish->now_ms = sauda_workspace_get_now (workspace);
  wish->consent = g_strdup (consent);
  wish->opted_out = opted_out;
  g_task_set_source_tag (task, sauda_customer_directory_set_wish_async);
  sauda_database_run_async (sauda_workspace_get_database (workspace), run_wish, wish, wish_free, NULL,
                            cancellable, on_wish_kept, task);
}

/**
 * sauda_customer_directory_set_wish_finish:
 * @workspace: the workspace
 * @result: of sauda_customer_directory_set_wish_async()
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_customer_directory_set_wish_finish (SaudaWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_customer_directory_set_wish_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
