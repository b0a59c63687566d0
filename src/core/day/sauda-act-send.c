#include "sauda-act-send.h"

#include "sauda-act-payload.h"

static void
remove_lines (SaudaKaspiClient *client,
              const SaudaActPayload *payload,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autofree SaudaKaspiRemoval *removals = g_new0 (SaudaKaspiRemoval, payload->removals->len);

  for (guint i = 0; i < payload->removals->len; i++) {
    const SaudaActRemoval *removal = g_ptr_array_index (payload->removals, i);

    removals[i] = (SaudaKaspiRemoval){ .entry_id = removal->entry_id,
                                       .reason = payload->reason,
                                       .notes = payload->comment,
                                       .remained_quantity = removal->quantity,
                                       .remained_weight = removal->weight };
  }
  sauda_kaspi_client_remove_lines_async (client, payload->order_id, removals, payload->removals->len, NULL,
                                         callback, user_data);
}

/**
 * sauda_act_send_async:
 * @client: the store's way to Kaspi
 * @act: an act that the ledger allows to send now
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Sends what the ledger keeps, once. Cannot be cancelled: what has left is waited for.
 *
 * Returns: %FALSE when the ledger's row is damaged; nothing is sent and @callback is not called
 */
gboolean
sauda_act_send_async (SaudaKaspiClient *client,
                      const SaudaAct *act,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (SaudaActPayload) payload = sauda_act_payload_read (act->payload);

  if (payload == NULL || (payload->removals != NULL && payload->reason == NULL))
    return FALSE;
  if (payload->removals != NULL)
    remove_lines (client, payload, callback, user_data);
  else
    sauda_kaspi_client_change_order_async (client,
                                           &(SaudaKaspiChange){
                                             .order_id = payload->order_id,
                                             .code = act->target,
                                             .status = payload->status,
                                             .number_of_space = payload->number_of_space,
                                             .cancellation_reason = payload->reason,
                                             .cancellation_comment = payload->comment,
                                             .security_code = payload->security_code,
                                           },
                                           NULL, callback, user_data);
  return TRUE;
}

/**
 * sauda_act_send_finish:
 * @client: the store's way to Kaspi
 * @result: the result
 * @error: return location for the reason of a refusal or of a doubt
 *
 * Returns: what is known
 */
SaudaKaspiAnswer
sauda_act_send_finish (SaudaKaspiClient *client, GAsyncResult *result, GError **error)
{
  if (g_async_result_is_tagged (result, sauda_kaspi_client_remove_lines_async))
    return sauda_kaspi_client_remove_lines_finish (client, result, error);
  return sauda_kaspi_client_change_order_finish (client, result, error);
}
