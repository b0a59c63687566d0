#include "sauda-conversation-erase.h"

#include "sauda-connection.h"

#include <string.h>

/* Before the ten digits of a number in the table of contacts. */
#define COUNTRY "+7"

/* The contact whose number ends in the ten digits of the first parameter. */
#define CONTACT "(SELECT id FROM contact WHERE phone = '" COUNTRY "' || ?1)"

static void
consent_free (gpointer data)
{
  SaudaContactConsent *consent = data;

  g_free (consent->phone);
  g_free (consent->consent);
  g_free (consent);
}

static gboolean
run_all (SaudaConnection *connection,
         const char *const *statements,
         gsize count,
         const char *text,
         gint64 number,
         GError **error)
{
  for (gsize i = 0; i < count; i++) {
    SaudaStatement *statement = sauda_connection_prepare (connection, statements[i], error);

    if (statement == NULL)
      return FALSE;
    if (text != NULL)
      sauda_statement_bind_text (statement, 1, text);
    else
      sauda_statement_bind_int64 (statement, 1, number);
    if (!sauda_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_contacts_list_consents:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaContactConsent) (nullable): what is known of those with a phone
 * number, or %NULL with an error of the store
 */
GPtrArray *
sauda_contacts_list_consents (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) consents = g_ptr_array_new_with_free_func (consent_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT phone, consent, consent_ms, opted_out_ms FROM contact WHERE phone LIKE '" COUNTRY "%'", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    SaudaContactConsent *consent;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&consents);
    consent = g_new0 (SaudaContactConsent, 1);
    consent->phone = g_strdup (sauda_statement_get_text (select, 0) + strlen (COUNTRY));
    consent->consent = g_strdup (sauda_statement_get_text (select, 1));
    consent->consent_ms = sauda_statement_get_int64 (select, 2);
    consent->opted_out_ms = sauda_statement_get_int64 (select, 3);
    g_ptr_array_add (consents, consent);
  }
}

/**
 * sauda_conversation_erase_order:
 * @connection: inside a transaction
 * @order_id: an order of a buyer who is erased
 * @error: return location
 *
 * Forgets what the buyer was asked about it and what he told of himself. That there was a question, and how
 * it ended, stays.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_erase_order (SaudaConnection *connection, gint64 order_id, GError **error)
{
  static const char *const statements[] = {
    "UPDATE question_event SET reason = NULL"
    " WHERE question_id IN (SELECT id FROM question WHERE order_id = ?1)",
    "DELETE FROM message_correction WHERE message_id IN (SELECT message.id FROM message"
    " JOIN question ON question.id = message.question_id WHERE question.order_id = ?1)",
    "UPDATE message SET text = '', height_cm = NULL, weight_kg = NULL, size = NULL, error = NULL"
    " WHERE question_id IN (SELECT id FROM question WHERE order_id = ?1)",
    "UPDATE question SET height_cm = NULL, weight_kg = NULL, advice = NULL, attention = NULL, reason = NULL"
    " WHERE order_id = ?1",
  };

  return run_all (connection, statements, G_N_ELEMENTS (statements), NULL, order_id, error);
}

/**
 * sauda_conversation_erase_phone:
 * @connection: inside a transaction
 * @phone: ten digits
 * @error: return location
 *
 * Forgets a buyer: his name, his addresses and every message. The number of somebody who wants no more
 * messages stays, alone: without it he would be written to again.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_erase_phone (SaudaConnection *connection, const char *phone, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM message_correction WHERE message_id IN (SELECT id FROM message WHERE contact_id = " CONTACT
    ")",
    "UPDATE message SET text = '', height_cm = NULL, weight_kg = NULL, size = NULL, error = NULL"
    " WHERE contact_id = " CONTACT,
    "DELETE FROM contact_address WHERE contact_id = " CONTACT
    " AND (SELECT opted_out_ms FROM contact WHERE id = contact_address.contact_id) IS NULL",
    "UPDATE contact SET name = NULL, taken_over_reason = NULL,"
    " phone = iif (opted_out_ms IS NULL, NULL, phone) WHERE id = " CONTACT,
  };

  return run_all (connection, statements, G_N_ELEMENTS (statements), phone, 0, error);
}
