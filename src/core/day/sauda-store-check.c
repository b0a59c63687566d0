#include "sauda-store-check.h"

#include "sauda-kaspi-client.h"

/* No order has this number: nothing is changed, and one short answer comes. */
#define NO_ORDER "1"
/* Of each of three tries: somebody sits there and waits. */
#define PATIENCE_SECONDS 8

/* What came of it. */
typedef struct {
  SaudaStoreCheck check;
  char *reason; /* (owned) (nullable) Kaspi's or the network's own sentence */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_free (outcome->reason);
  g_free (outcome);
}

static SaudaStoreCheck
read_error (const GError *error)
{
  switch ((SaudaKaspiError) error->code) {
  case SAUDA_KASPI_ERROR_NOT_FOUND:
    return SAUDA_STORE_CHECK_FINE;
  case SAUDA_KASPI_ERROR_UNAUTHORIZED:
    return SAUDA_STORE_CHECK_REFUSED;
  case SAUDA_KASPI_ERROR_FORBIDDEN:
    return SAUDA_STORE_CHECK_FORBIDDEN;
  case SAUDA_KASPI_ERROR_SILENCE:
    return SAUDA_STORE_CHECK_SILENT;
  case SAUDA_KASPI_ERROR_NETWORK:
    return SAUDA_STORE_CHECK_UNREACHED;
  case SAUDA_KASPI_ERROR_CERTIFICATE:
    return SAUDA_STORE_CHECK_UNPROVEN;
  default:
    return SAUDA_STORE_CHECK_TROUBLED;
  }
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  SaudaKaspiOrder *order = sauda_kaspi_client_find_order_finish (SAUDA_KASPI_CLIENT (source), result, &error);
  Outcome *outcome = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  outcome = g_new0 (Outcome, 1);
  if (error != NULL) {
    outcome->check = read_error (error);
    outcome->reason = g_strdup (error->message);
  }
  g_clear_pointer (&order, sauda_kaspi_order_unref);
  g_task_return_pointer (task, outcome, outcome_free);
}

/**
 * sauda_store_check_async:
 * @workspace: the merchant's folder
 * @token: an API token
 * @cancellable: (nullable): to stop
 * @callback: called with what Kaspi says
 * @user_data: data for @callback
 *
 * Tries a token with one harmless read: it asks for an order that does not exist. Nothing is kept.
 */
void
sauda_store_check_async (SaudaWorkspace *workspace,
                         const char *token,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  g_autoptr (SaudaKaspiClient) client = sauda_kaspi_client_new (
    sauda_workspace_get_http (workspace), sauda_workspace_get_kaspi_url (workspace), token);

  g_task_set_source_tag (task, sauda_store_check_async);
  sauda_kaspi_client_set_timeout (client, PATIENCE_SECONDS);
  sauda_kaspi_client_find_order_async (client, NO_ORDER, cancellable, on_answer, g_object_ref (task));
}

/**
 * sauda_store_check_finish:
 * @result: the result
 * @check: (out): what the token is worth
 * @reason: (out) (nullable) (transfer full): a sentence about it, when it is not fine
 * @error: return location
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_store_check_finish (GAsyncResult *result, SaudaStoreCheck *check, char **reason, GError **error)
{
  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), error);

  if (outcome == NULL)
    return FALSE;
  *check = outcome->check;
  *reason = g_steal_pointer (&outcome->reason);
  outcome_free (outcome);
  return TRUE;
}
