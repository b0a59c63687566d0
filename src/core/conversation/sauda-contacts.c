#include "sauda-contacts.h"

#include "sauda-connection.h"
#include "sauda-conversation-error.h"
#include "sauda-phone.h"

#include <glib/gi18n-lib.h>

/* Returns the first number of the first row, 0 for no row; -1 with @error. */
static gint64
ask (SaudaStatement *statement, GError **error)
{
  gint64 number;

  return sauda_statement_read_number (statement, &number, error) ? number : -1;
}

static gint64
find_by_text (SaudaConnection *connection, const char *sql, const char *a, const char *b, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, sql, error);

  if (find == NULL)
    return -1;
  sauda_statement_bind_text (find, 1, a);
  if (b != NULL)
    sauda_statement_bind_text (find, 2, b);
  return ask (find, error);
}

static gint64
create (SaudaConnection *connection, const char *phone, const char *name, gint64 now_ms, GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO contact (phone, name, created_ms) VALUES (?, ?, ?)", error);

  if (insert == NULL)
    return -1;
  sauda_statement_bind_text (insert, 1, phone);
  sauda_statement_bind_text (insert, 2, name);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : -1;
}

/* Runs @sql with a time, a text and the contact. */
static gboolean
update (SaudaConnection *connection,
        const char *sql,
        gint64 contact_id,
        gint64 time_ms,
        const char *text,
        GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, contact_id);
  if (time_ms != 0)
    sauda_statement_bind_int64 (statement, 2, time_ms);
  sauda_statement_bind_text (statement, 3, text);
  return sauda_statement_run (statement, error);
}

/**
 * sauda_contact_free:
 * @contact: (transfer full): a buyer
 */
void
sauda_contact_free (SaudaContact *contact)
{
  g_free (contact->phone);
  g_free (contact->name);
  g_free (contact->language);
  g_free (contact->consent);
  g_free (contact->taken_over_reason);
  g_free (contact);
}

/**
 * sauda_contacts_get:
 * @connection: inside a transaction
 * @id: a buyer
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the buyer, or %NULL with %SAUDA_CONVERSATION_ERROR_NOT_FOUND
 */
SaudaContact *
sauda_contacts_get (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT id, phone, name, language, consent, opted_out_ms, taken_over_ms, taken_over_reason,"
    " last_inbound_ms FROM contact WHERE id = ?",
    error);
  SaudaContact *contact;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_NOT_FOUND,
                         _ ("There is no such buyer. Look at the list of customers."));
    return NULL;
  }
  contact = g_new0 (SaudaContact, 1);
  contact->id = sauda_statement_get_int64 (find, 0);
  contact->phone = g_strdup (sauda_statement_get_text (find, 1));
  contact->name = g_strdup (sauda_statement_get_text (find, 2));
  contact->language = g_strdup (sauda_statement_get_text (find, 3));
  contact->consent = g_strdup (sauda_statement_get_text (find, 4));
  contact->opted_out_ms = sauda_statement_get_int64 (find, 5);
  contact->taken_over_ms = sauda_statement_get_int64 (find, 6);
  contact->taken_over_reason = g_strdup (sauda_statement_get_text (find, 7));
  contact->last_inbound_ms = sauda_statement_get_int64 (find, 8);
  sauda_statement_reset (find);
  return contact;
}

/**
 * sauda_contacts_find_or_create:
 * @connection: inside a transaction
 * @phone: a telephone number in any writing
 * @name: (nullable): the buyer's name
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: the buyer; 0 without @error when @phone is no telephone number, -1 with an error of the store
 */
gint64
sauda_contacts_find_or_create (SaudaConnection *connection,
                               const char *phone,
                               const char *name,
                               gint64 now_ms,
                               GError **error)
{
  g_autofree char *number = phone != NULL ? sauda_phone_normalize (phone, NULL) : NULL;
  gint64 id;

  if (number == NULL)
    return 0;
  id = find_by_text (connection, "SELECT id FROM contact WHERE phone = ?", number, NULL, error);
  return id != 0 ? id : create (connection, number, name, now_ms, error);
}

/**
 * sauda_contacts_add_address:
 * @connection: inside a transaction
 * @provider: whose address it is
 * @address: digits of a phone, or a business-scoped id
 * @contact_id: whose it is
 * @error: return location
 *
 * Links an address. One that is known stays where it is.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_contacts_add_address (SaudaConnection *connection,
                            SaudaWhatsappKind provider,
                            const char *address,
                            gint64 contact_id,
                            GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT OR IGNORE INTO contact_address (provider, address, contact_id) VALUES (?, ?, ?)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (insert, 2, address);
  sauda_statement_bind_int64 (insert, 3, contact_id);
  return sauda_statement_run (insert, error);
}

static gint64
find_address (SaudaConnection *connection, SaudaWhatsappKind provider, const char *address, GError **error)
{
  if (address == NULL)
    return 0;
  return find_by_text (connection,
                       "SELECT contact_id FROM contact_address WHERE provider = ? AND address = ?",
                       sauda_whatsapp_kind_get_name (provider), address, error);
}

/* Who got the message that this one quotes. */
static gint64
find_quoted (SaudaConnection *connection, SaudaWhatsappKind provider, const char *quoted_id, GError **error)
{
  if (quoted_id == NULL)
    return 0;
  return find_by_text (connection, "SELECT contact_id FROM message WHERE provider = ? AND provider_id = ?",
                       sauda_whatsapp_kind_get_name (provider), quoted_id, error);
}

/**
 * sauda_contacts_find_sender:
 * @connection: inside a transaction
 * @provider: who brought it
 * @inbound: what came in
 * @now_ms: UTC ms
 * @error: return location
 *
 * Finds the buyer by address, by telephone number, or by the message that is quoted: an id without a number
 * is linked by that (whatsapp-api 1.6). Nobody known becomes a new one.
 *
 * Returns: the buyer, or -1 with an error of the store
 */
gint64
sauda_contacts_find_sender (SaudaConnection *connection,
                            SaudaWhatsappKind provider,
                            const SaudaWhatsappInbound *inbound,
                            gint64 now_ms,
                            GError **error)
{
  gint64 id = find_address (connection, provider, inbound->sender, error);

  if (id == 0)
    id = find_address (connection, provider, inbound->user_id, error);
  if (id == 0 && inbound->phone != NULL)
    id = find_by_text (connection, "SELECT id FROM contact WHERE phone = ?", inbound->phone, NULL, error);
  if (id == 0)
    id = find_quoted (connection, provider, inbound->quoted_id, error);
  if (id == 0)
    id = create (connection, inbound->phone, inbound->name, now_ms, error);
  if (id < 0 || !sauda_contacts_add_address (connection, provider, inbound->sender, id, error) ||
      (inbound->user_id != NULL &&
       !sauda_contacts_add_address (connection, provider, inbound->user_id, id, error)))
    return -1;
  return id;
}

/**
 * sauda_contacts_join:
 * @connection: inside a transaction
 * @contact_id: a buyer known by an id alone
 * @into_id: the same buyer with a telephone number
 * @error: return location
 *
 * Makes one of two: messages, questions and addresses move over.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_contacts_join (SaudaConnection *connection, gint64 contact_id, gint64 into_id, GError **error)
{
  static const char *const steps[] = {
    "UPDATE message SET contact_id = ?2 WHERE contact_id = ?1",
    "UPDATE question SET contact_id = ?2 WHERE contact_id = ?1",
    "UPDATE contact_address SET contact_id = ?2 WHERE contact_id = ?1",
    "UPDATE contact SET last_inbound_ms = MAX (COALESCE (last_inbound_ms, 0), COALESCE ("
    "(SELECT last_inbound_ms FROM contact WHERE id = ?1), 0)), opted_out_ms = COALESCE (opted_out_ms,"
    " (SELECT opted_out_ms FROM contact WHERE id = ?1)) WHERE id = ?2",
    "DELETE FROM contact WHERE id = ?1 AND ?2 <> ?1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    SaudaStatement *step = sauda_connection_prepare (connection, steps[i], error);

    if (step == NULL)
      return FALSE;
    sauda_statement_bind_int64 (step, 1, contact_id);
    sauda_statement_bind_int64 (step, 2, into_id);
    if (!sauda_statement_run (step, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_contacts_set_opted_out:
 * @connection: inside a transaction
 * @contact_id: a buyer
 * @opted_out_ms: since when no message is sent, 0 to send again
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_contacts_set_opted_out (SaudaConnection *connection,
                              gint64 contact_id,
                              gint64 opted_out_ms,
                              GError **error)
{
  return update (connection, "UPDATE contact SET opted_out_ms = ?2 WHERE id = ?1 AND ?3 IS NULL", contact_id,
                 opted_out_ms, NULL, error);
}

/**
 * sauda_contacts_set_taken_over:
 * @connection: inside a transaction
 * @contact_id: a buyer
 * @taken_over_ms: since when a person answers, 0 to let Sauda answer again
 * @reason: (nullable): why
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_contacts_set_taken_over (SaudaConnection *connection,
                               gint64 contact_id,
                               gint64 taken_over_ms,
                               const char *reason,
                               GError **error)
{
  return update (connection, "UPDATE contact SET taken_over_ms = ?2, taken_over_reason = ?3 WHERE id = ?1",
                 contact_id, taken_over_ms, reason, error);
}

/**
 * sauda_contacts_set_consent:
 * @connection: inside a transaction
 * @contact_id: a buyer
 * @consent: where the permission to write comes from: "order", "chat", "verbal", or "none"
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_contacts_set_consent (SaudaConnection *connection,
                            gint64 contact_id,
                            const char *consent,
                            gint64 now_ms,
                            GError **error)
{
  return update (connection, "UPDATE contact SET consent_ms = ?2, consent = ?3 WHERE id = ?1", contact_id,
                 now_ms, consent, error);
}

/**
 * sauda_contacts_note_inbound:
 * @connection: inside a transaction
 * @contact_id: a buyer
 * @at_ms: when they wrote, by the provider's clock
 * @kazakh: whether they wrote Kazakh
 * @error: return location
 *
 * Opens the 24-hour window, and answers in the buyer's language from now on.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_contacts_note_inbound (SaudaConnection *connection,
                             gint64 contact_id,
                             gint64 at_ms,
                             gboolean kazakh,
                             GError **error)
{
  return update (connection,
                 "UPDATE contact SET last_inbound_ms = MAX (COALESCE (last_inbound_ms, 0), ?2),"
                 " language = COALESCE (?3, language) WHERE id = ?1",
                 contact_id, at_ms, kazakh ? "kk" : NULL, error);
}
