#include "sauda-talk-deliveries.h"

#include "sauda-connection.h"
#include "sauda-meta-read.h"
#include "sauda-reason.h"
#include "sauda-talk-trouble.h"
#include "sauda-twilio-read.h"

#include <glib/gi18n-lib.h>

/* A delivery that waits to be read. */
typedef struct {
  gint64 id;
  SaudaWhatsappKind kind;
  GBytes *body; /* (owned) */
  gint64 received_ms;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_bytes_unref (delivery->body);
  g_free (delivery);
}

/**
 * sauda_talk_deliveries_add:
 * @connection: inside a transaction
 * @kind: who brought it
 * @body: the bytes, whose sender has been proved
 * @now_ms: UTC ms
 * @error: return location
 *
 * Stores and does nothing else: the answer must be fast (whatsapp-api 3.4, 4).
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_talk_deliveries_add (SaudaConnection *connection,
                           SaudaWhatsappKind kind,
                           GBytes *body,
                           gint64 now_ms,
                           GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO webhook_delivery (provider, body, received_ms) VALUES (?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, sauda_whatsapp_kind_get_name (kind));
  sauda_statement_bind_blob (insert, 2, body);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_talk_deliveries_erase:
 * @connection: inside a transaction
 * @phone: ten digits
 * @error: return location
 *
 * Forgets what webhooks brought of a buyer.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_talk_deliveries_erase (SaudaConnection *connection, const char *phone, GError **error)
{
  SaudaStatement *erase = sauda_connection_prepare (
    connection, "DELETE FROM webhook_delivery WHERE instr (body, CAST (?1 AS BLOB)) > 0", error);

  if (erase == NULL)
    return FALSE;
  sauda_statement_bind_text (erase, 1, phone);
  return sauda_statement_run (erase, error);
}

static GPtrArray *
list_unread (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new_with_free_func (delivery_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT id, provider, body, received_ms FROM webhook_delivery WHERE read_ms IS NULL ORDER BY id", error);
  gboolean row;

  if (list == NULL)
    return NULL;
  while (sauda_statement_step (list, &row, error)) {
    Delivery *delivery;

    if (!row)
      return g_steal_pointer (&deliveries);
    delivery = g_new0 (Delivery, 1);
    delivery->id = sauda_statement_get_int64 (list, 0);
    sauda_whatsapp_kind_from_name (sauda_statement_get_text (list, 1), &delivery->kind);
    delivery->body = sauda_statement_get_blob (list, 2);
    delivery->received_ms = sauda_statement_get_int64 (list, 3);
    g_ptr_array_add (deliveries, delivery);
  }
  return NULL;
}

static gboolean
mark_read (SaudaConnection *connection, gint64 id, const char *problem, gint64 now_ms, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE webhook_delivery SET read_ms = ?, problem = ? WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_text (update, 2, problem);
  sauda_statement_bind_int64 (update, 3, id);
  return sauda_statement_run (update, error);
}

/* What is in no form that is known stays stored, with the reason. */
static SaudaWhatsappBatch *
read_delivery (const Delivery *delivery, GError **problem)
{
  g_autoptr (SaudaWhatsappBatch) batch = NULL;

  if (delivery->kind != SAUDA_WHATSAPP_TWILIO)
    return sauda_meta_read_delivery (delivery->kind, delivery->body, problem);
  batch = sauda_whatsapp_batch_new ();
  if (sauda_twilio_read_form (delivery->body, delivery->received_ms, batch))
    return g_steal_pointer (&batch);
  g_set_error (problem, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_BAD_ANSWER,
               _ ("The answer of %s is not in its usual form."), "Twilio");
  return NULL;
}

/**
 * sauda_talk_deliveries_read:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @counts: (inout): counts on
 * @error: return location
 *
 * Lets everything that webhooks brought have its effect, in the order it came.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_talk_deliveries_read (SaudaConnection *connection,
                            gint64 now_ms,
                            SaudaConversationCounts *counts,
                            GError **error)
{
  g_autoptr (GPtrArray) deliveries = list_unread (connection, error);

  if (deliveries == NULL)
    return FALSE;
  for (guint i = 0; i < deliveries->len; i++) {
    const Delivery *delivery = g_ptr_array_index (deliveries, i);
    g_autoptr (GError) problem = NULL;
    g_autoptr (SaudaWhatsappBatch) batch = read_delivery (delivery, &problem);
    g_autofree char *trouble =
      batch != NULL ? sauda_talk_trouble_find (delivery->kind, batch) : g_strdup (problem->message);

    if (trouble != NULL) {
      g_autofree char *words = sauda_reason_show (trouble);

      g_info ("delivery %" G_GINT64_FORMAT " of %s: %s", delivery->id,
              sauda_whatsapp_kind_get_title (delivery->kind), words);
    }
    if (batch != NULL &&
        !sauda_conversation_take_batch (connection, delivery->kind, batch, now_ms, counts, error))
      return FALSE;
    if (!mark_read (connection, delivery->id, trouble, now_ms, error))
      return FALSE;
  }
  return TRUE;
}
