#include "sauda-messages.h"

#include "sauda-connection.h"

/* What is asked of the messages without reading them: their ids, their numbers, how many there are. */

/* The first number of the first row, 0 for no row, -1 with @error. */
static gint64
ask (SaudaStatement *statement, GError **error)
{
  gint64 value;

  return sauda_statement_read_number (statement, &value, error) ? value : -1;
}

/**
 * sauda_messages_find:
 * @connection: inside a transaction
 * @provider: whose id it is
 * @provider_id: the provider's id
 * @error: return location
 *
 * Returns: its number, 0 for none, -1 with an error of the store
 */
gint64
sauda_messages_find (SaudaConnection *connection,
                     SaudaWhatsappKind provider,
                     const char *provider_id,
                     GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT id FROM message WHERE provider = ? AND provider_id = ?", error);

  if (find == NULL)
    return -1;
  sauda_statement_bind_text (find, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (find, 2, provider_id);
  return ask (find, error);
}

/**
 * sauda_messages_find_by_act:
 * @connection: inside a transaction
 * @act_id: an act of the ledger
 * @error: return location
 *
 * Returns: the number of its message, 0 for none, -1 with an error of the store
 */
gint64
sauda_messages_find_by_act (SaudaConnection *connection, gint64 act_id, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT id FROM message WHERE act_id = ?", error);

  if (find == NULL)
    return -1;
  sauda_statement_bind_int64 (find, 1, act_id);
  return ask (find, error);
}

/**
 * sauda_messages_list_underway:
 * @connection: inside a transaction
 * @provider: whose ids
 * @since_ms: of messages sent after this, UTC ms
 * @most: so many at most; another handful each time, so that each has its turn
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): ids of messages of ours that have not arrived yet
 */
GPtrArray *
sauda_messages_list_underway (SaudaConnection *connection,
                              SaudaWhatsappKind provider,
                              gint64 since_ms,
                              guint most,
                              GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT provider_id FROM message WHERE provider = ? AND provider_id IS NOT NULL AND outbound"
    " AND delivery IN ('accepted', 'sending', 'sent') AND at_ms > ? ORDER BY random () LIMIT ?",
    error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_text (list, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_int64 (list, 2, since_ms);
  sauda_statement_bind_int64 (list, 3, most);
  while (sauda_statement_step (list, &row, error)) {
    if (!row)
      return g_steal_pointer (&ids);
    g_ptr_array_add (ids, g_strdup (sauda_statement_get_text (list, 0)));
  }
  return NULL;
}

/**
 * sauda_messages_list_ids:
 * @connection: inside a transaction
 * @provider: whose ids
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the set of ids that are stored
 */
GHashTable *
sauda_messages_list_ids (SaudaConnection *connection, SaudaWhatsappKind provider, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT provider_id FROM message WHERE provider = ? AND provider_id IS NOT NULL", error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_text (list, 1, sauda_whatsapp_kind_get_name (provider));
  while (sauda_statement_step (list, &row, error)) {
    if (!row)
      return g_steal_pointer (&ids);
    g_hash_table_add (ids, g_strdup (sauda_statement_get_text (list, 0)));
  }
  return NULL;
}

/**
 * sauda_messages_get_watermark:
 * @connection: inside a transaction
 * @provider: a provider
 * @error: return location
 *
 * Returns: up to when its messages have been read, UTC ms; 0 for nothing, -1 with an error of the store
 */
gint64
sauda_messages_get_watermark (SaudaConnection *connection, SaudaWhatsappKind provider, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT MAX (at_ms) FROM message WHERE provider = ? AND provider_id IS NOT NULL", error);

  if (find == NULL)
    return -1;
  sauda_statement_bind_text (find, 1, sauda_whatsapp_kind_get_name (provider));
  return ask (find, error);
}

/**
 * sauda_messages_count_purpose:
 * @connection: inside a transaction
 * @question_id: a question
 * @purpose: what the messages were for
 * @live: (out) (optional): of these, those that did not fail
 * @error: return location
 *
 * Returns: how many messages of ours there are; -1 with an error of the store
 */
int
sauda_messages_count_purpose (SaudaConnection *connection,
                              gint64 question_id,
                              const char *purpose,
                              int *live,
                              GError **error)
{
  SaudaStatement *count =
    sauda_connection_prepare (connection,
                              "SELECT COUNT (*), COALESCE (SUM (delivery <> 'failed'), 0) FROM message"
                              " WHERE outbound = 1 AND question_id = ? AND purpose = ?",
                              error);
  gboolean row;
  int all;

  if (count == NULL)
    return -1;
  sauda_statement_bind_int64 (count, 1, question_id);
  sauda_statement_bind_text (count, 2, purpose);
  if (!sauda_statement_step (count, &row, error))
    return -1;
  all = (int) sauda_statement_get_int64 (count, 0);
  if (live != NULL)
    *live = (int) sauda_statement_get_int64 (count, 1);
  sauda_statement_reset (count);
  return all;
}

/**
 * sauda_messages_count_first_contacts:
 * @connection: inside a transaction
 * @since_ms: UTC ms
 * @error: return location
 *
 * Returns: buyers to whom a message went outside of their window since then (whatsapp-api 3.3); -1 with an
 * error of the store
 */
int
sauda_messages_count_first_contacts (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (
    connection,
    "SELECT COUNT (DISTINCT contact_id) FROM message WHERE outbound = 1 AND first_contact = 1"
    " AND at_ms > ? AND delivery NOT IN ('failed', 'opened')",
    error);

  if (count == NULL)
    return -1;
  sauda_statement_bind_int64 (count, 1, since_ms);
  return (int) ask (count, error);
}

/* Messages between two moments. */
static int
count_between (SaudaConnection *connection, const char *sql, gint64 from_ms, gint64 to_ms, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (connection, sql, error);

  if (count == NULL)
    return -1;
  sauda_statement_bind_int64 (count, 1, from_ms);
  sauda_statement_bind_int64 (count, 2, to_ms);
  return (int) ask (count, error);
}

/**
 * sauda_messages_count_sent:
 * @connection: inside a transaction
 * @from_ms: UTC ms
 * @to_ms: UTC ms, no longer counted
 * @error: return location
 *
 * Returns: messages of ours that a provider took between the two; -1 with an error of the store
 */
int
sauda_messages_count_sent (SaudaConnection *connection, gint64 from_ms, gint64 to_ms, GError **error)
{
  return count_between (connection,
                        "SELECT COUNT (*) FROM message WHERE outbound = 1 AND provider_id IS NOT NULL AND "
                        "at_ms >= ? AND at_ms < ?",
                        from_ms, to_ms, error);
}

/**
 * sauda_messages_count_received:
 * @connection: inside a transaction
 * @from_ms: UTC ms
 * @to_ms: UTC ms, no longer counted
 * @error: return location
 *
 * Returns: messages of buyers that came in between the two; -1 with an error of the store
 */
int
sauda_messages_count_received (SaudaConnection *connection, gint64 from_ms, gint64 to_ms, GError **error)
{
  return count_between (
    connection, "SELECT COUNT (*) FROM message WHERE outbound = 0 AND stored_ms >= ? AND stored_ms < ?",
    from_ms, to_ms, error);
}
