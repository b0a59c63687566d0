#include "sauda-talk-trouble.h"

#include "sauda-alerts.h"
#include "sauda-connection.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

/* So long a fault that a provider reported is said. */
#define FRESH_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/**
 * sauda_talk_trouble_find:
 * @kind: who told it
 * @batch: what was told
 *
 * Faults of the account, and messages of which nobody can say who sent them, are in no conversation.
 *
 * Returns: (transfer full) (nullable): the first of them as a reason to be kept (see sauda_reason_show()), or %NULL
 */
char *
sauda_talk_trouble_find (SaudaWhatsappKind kind, const SaudaWhatsappBatch *batch)
{
  const char *title = sauda_whatsapp_kind_get_title (kind);

  for (guint i = 0; i < batch->notices->len; i++) {
    const SaudaWhatsappNotice *notice = g_ptr_array_index (batch->notices, i);

    if (g_str_equal (notice->field, SAUDA_WHATSAPP_NOTICE_ERROR))
      return sauda_reason_new (N_ ("%s reports: %s (%s)"), title, notice->value, notice->subject, NULL);
    if (g_str_equal (notice->field, SAUDA_WHATSAPP_NOTICE_UNREADABLE))
      return sauda_reason_new (
        N_ ("%s brought a message that does not say who sent it. Read it on the telephone of the shop."), title, NULL);
  }
  return NULL;
}

/**
 * sauda_talk_trouble_report:
 * @connection: a connection inside a transaction
 * @now_ms: the clock, UTC ms
 * @news: (inout): counts what is to be said aloud
 * @error: return location
 *
 * Raises an alert of the latest fault that a provider reported in the last 24 hours, and ends it when there is none.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_talk_trouble_report (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT problem, id FROM webhook_delivery WHERE problem IS NOT NULL AND received_ms > ?"
                " ORDER BY id DESC LIMIT 1", error);
  SaudaAlertDraft draft = { .kind = SAUDA_ALERT_WHATSAPP, .severity = SAUDA_ALERT_WARNING };
  g_autofree char *text = NULL;
  gboolean found;
  guint more = 0;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, now_ms - FRESH_MS);
  if (!sauda_statement_step (find, &found, error))
    return FALSE;
  if (found) {
    text = g_strdup (sauda_statement_get_text (find, 0));
    draft.text = text;
    draft.weight = sauda_statement_get_int64 (find, 1);
  }
  if (!sauda_alerts_report (connection, SAUDA_ALERT_WHATSAPP, &draft, found, now_ms, &more, error))
    return FALSE;
  *news += more;
  return TRUE;
}
