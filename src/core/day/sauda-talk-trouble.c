#include "sauda-talk-trouble.h"

#include "sauda-alerts.h"
#include "sauda-connection.h"
#include "sauda-reason.h"
#include "sauda-settings.h"

#include <glib/gi18n-lib.h>

/* So long a fault that a provider reported is said. */
#define FRESH_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define REFUSAL "whatsapp-refusal" /* why the provider lets nothing be read */

/**
 * sauda_talk_trouble_find:
 * @kind: who told it
 * @batch: what was told
 *
 * Faults of the account, and messages of which nobody can say who sent them, are in no conversation.
 *
 * Returns: (transfer full) (nullable): the first of them as a reason to be kept (see sauda_reason_show()), or
 * %NULL
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
        N_ ("%s brought a message that does not say who sent it. Read it on the telephone of the shop."),
        title, NULL);
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
 * Raises an alert of what the provider refuses, else of the latest fault that one reported in the last 24
 * hours, and ends it when there is none.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_talk_trouble_report (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT problem, id FROM webhook_delivery WHERE problem IS NOT NULL AND received_ms > ?"
    " ORDER BY id DESC LIMIT 1",
    error);
  SaudaAlertDraft draft = { .kind = SAUDA_ALERT_WHATSAPP, .severity = SAUDA_ALERT_WARNING };
  g_autofree char *text = NULL, *refusal = NULL;
  gboolean found;
  guint more = 0;

  if (find == NULL || !sauda_settings_get (connection, REFUSAL, &refusal, error))
    return FALSE;
  sauda_statement_bind_int64 (find, 1, now_ms - FRESH_MS);
  if (!sauda_statement_step (find, &found, error))
    return FALSE;
  if (found) {
    text = g_strdup (sauda_statement_get_text (find, 0));
    draft.text = text;
    draft.weight = sauda_statement_get_int64 (find, 1);
  }
  if (refusal != NULL) {
    found = TRUE;
    draft.text = refusal;
    draft.severity = SAUDA_ALERT_URGENT;
  }
  if (!sauda_alerts_report (connection, SAUDA_ALERT_WHATSAPP, &draft, found, now_ms, &more, error))
    return FALSE;
  *news += more;
  return TRUE;
}

/**
 * sauda_talk_trouble_note_refusal:
 * @connection: a connection inside a transaction
 * @refusal: (nullable): why the provider let nothing be read, as sauda_reason_new() keeps it; %NULL: it did
 * @now_ms: the clock, UTC ms
 * @changed: (out): whether that is news
 * @error: return location
 *
 * A key that is refused is put right by a person alone: it stays an alert until the provider was read again.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_talk_trouble_note_refusal (SaudaConnection *connection,
                                 const char *refusal,
                                 gint64 now_ms,
                                 gboolean *changed,
                                 GError **error)
{
  g_autofree char *kept = NULL;
  guint news = 0;

  if (!sauda_settings_get (connection, REFUSAL, &kept, error))
    return FALSE;
  *changed = g_strcmp0 (refusal, kept) != 0;
  return !*changed || (sauda_settings_set (connection, REFUSAL, refusal, now_ms, error) &&
                       sauda_talk_trouble_report (connection, now_ms, &news, error));
}
