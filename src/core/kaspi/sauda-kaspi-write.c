#include "sauda-kaspi-write.h"

#define MAX_ECHO_BYTES (1024 * 1024)

/* What judges the answer when it comes. */
typedef struct {
  SaudaKaspiAnswer (*judge) (const SaudaHttpResponse *response, const char *id, GError **error);
  char *(*read_receipt) (const SaudaHttpResponse *response);
  char *id; /* (owned) (not nullable) */
} Judging;

static void
judging_free (gpointer data)
{
  Judging *judging = data;

  g_free (judging->id);
  g_free (judging);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Judging *judging = g_task_get_task_data (task);
  g_autoptr (GError) failure = NULL;
  gboolean left = FALSE;
  g_autoptr (SaudaHttpResponse) response =
    sauda_kaspi_transport_send_finish (SAUDA_KASPI_TRANSPORT (source), result, NULL, &left, &failure);
  SaudaKaspiOutcome *outcome = g_new0 (SaudaKaspiOutcome, 1);

  if (response != NULL)
    outcome->answer = judging->judge (response, judging->id, &outcome->reason);
  else
    outcome->answer = sauda_kaspi_change_judge_failure (failure, left, &outcome->reason);
  if (outcome->answer == SAUDA_KASPI_ANSWER_ACCEPTED && judging->read_receipt != NULL)
    outcome->receipt = judging->read_receipt (response);
  g_task_return_pointer (task, outcome, (GDestroyNotify) sauda_kaspi_outcome_free);
}

/**
 * sauda_kaspi_outcome_free:
 * @outcome: (nullable): what is known after a write
 */
void
sauda_kaspi_outcome_free (SaudaKaspiOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_clear_error (&outcome->reason);
  g_free (outcome->receipt);
  g_free (outcome);
}

/**
 * sauda_kaspi_write_async:
 * @transport: the store's transport
 * @write: (transfer none): what to send; needed during this call only
 * @cancellable: (nullable): stops it before it leaves; later it only ends the waiting
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Sends exactly once, and judges the answer.
 */
void
sauda_kaspi_write_async (SaudaKaspiTransport *transport,
                         const SaudaKaspiWrite *write,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  SaudaKaspiAddress *address = sauda_kaspi_transport_get_address (transport);
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  g_autofree char *url = sauda_kaspi_address_build (address, write->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = sauda_kaspi_address_parse (address, url, &error);
  Judging *judging = g_new0 (Judging, 1);

  g_task_set_source_tag (task, sauda_kaspi_write_async);
  /* The outcome must arrive even when the caller lost patience meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  judging->judge = write->judge;
  judging->read_receipt = write->read_receipt;
  judging->id = g_strdup (write->id);
  g_task_set_task_data (task, judging, judging_free);
  if (uri == NULL) {
    SaudaKaspiOutcome *outcome = g_new0 (SaudaKaspiOutcome, 1);

    outcome->answer = SAUDA_KASPI_ANSWER_REFUSED;
    outcome->reason = g_steal_pointer (&error);
    g_task_return_pointer (task, outcome, (GDestroyNotify) sauda_kaspi_outcome_free);
    return;
  }
  sauda_kaspi_transport_send_async (transport,
                                    &(SaudaKaspiRequest){ .uri = uri,
                                                          .body = write->body,
                                                          .method = write->method,
                                                          .accept = write->accept,
                                                          .content_type = write->content_type,
                                                          .security_code = write->security_code,
                                                          .max_bytes = MAX_ECHO_BYTES },
                                    cancellable, on_sent, g_steal_pointer (&task));
}

/**
 * sauda_kaspi_write_finish:
 * @transport: the store's transport
 * @result: of sauda_kaspi_write_async()
 *
 * Returns: (transfer full) (not nullable): what is known
 */
SaudaKaspiOutcome *
sauda_kaspi_write_finish (SaudaKaspiTransport *transport, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_write_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
