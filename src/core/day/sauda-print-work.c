#include "sauda-print-work.h"

#include "sauda-order-packing.h"

static gboolean
note_label (SaudaConnection *connection,
            const SaudaPrintRecord *record,
            const SaudaPrintLabel *label,
            const SaudaOrderEdit *edit,
            GError **error)
{
  gint64 order_id = 0;

  if (!sauda_orders_find_id (connection, label->store, label->code, &order_id, error))
    return FALSE;
  return order_id == 0 || sauda_orders_add_printed (connection, order_id, record->printer, edit, error);
}

/**
 * sauda_print_work_set_sent:
 * @connection: inside a transaction
 * @job_id: a job
 * @who: the person
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * The printing system has a job: its labels are sent, and the history of each order says so, once for all of
 * its labels.
 *
 * Returns: %FALSE with an error of the printing or store room
 */
gboolean
sauda_print_work_set_sent (SaudaConnection *connection,
                           gint64 job_id,
                           const char *who,
                           gint64 now_ms,
                           GError **error)
{
  g_autoptr (SaudaPrintRecord) record = sauda_print_queue_get (connection, job_id, error);
  const SaudaOrderEdit edit = { .who = who,
                                .reason = record != NULL ? record->reason : NULL,
                                .now_ms = now_ms };

  if (record == NULL || !sauda_print_queue_set_sent (connection, job_id, now_ms, error))
    return FALSE;
  for (guint i = 0; i < record->labels->len; i++) {
    const SaudaPrintLabel *label = g_ptr_array_index (record->labels, i);

    if (*label->code != '\0' && label->place == 1 && !note_label (connection, record, label, &edit, error))
      return FALSE;
  }
  return TRUE;
}
