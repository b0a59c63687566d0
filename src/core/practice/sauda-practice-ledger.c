#include "sauda-practice-ledger.h"

#include "sauda-practice-cards-private.h"
#include "sauda-practice-journal-private.h"
#include "sauda-practice-mail-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
order_free (gpointer data)
{
  SaudaPracticeLedgerOrder *order = data;

  g_free (order->code);
  g_free (order);
}

static void
message_free (gpointer data)
{
  SaudaPracticeLedgerMessage *message = data;

  g_free (message->provider);
  g_free (message->to);
  g_free (message->order);
  g_free (message->text);
  g_free (message);
}

static void
card_free (gpointer data)
{
  SaudaPracticeLedgerCard *card = data;

  g_free (card->sku);
  g_free (card);
}

static SaudaPracticeLedgerOrder *
get_order (SaudaPracticeLedger *ledger, GHashTable *by_code, const char *code)
{
  SaudaPracticeLedgerOrder *order = g_hash_table_lookup (by_code, code);

  if (order == NULL) {
    order = g_new0 (SaudaPracticeLedgerOrder, 1);
    order->code = g_strdup (code);
    g_ptr_array_add (ledger->orders, order);
    g_hash_table_insert (by_code, order->code, order);
  }
  return order;
}

static void
count_act (SaudaPracticeLedgerOrder *order, const SaudaPracticeAct *act)
{
  if (act->outcome == SAUDA_PRACTICE_OUTCOME_IGNORED) {
    order->ignored++;
    return;
  }
  if (act->outcome == SAUDA_PRACTICE_OUTCOME_REFUSED)
    order->refused++;
  if (strcmp (act->status, "ACCEPTED_BY_MERCHANT") == 0)
    order->accepts++;
  else if (strcmp (act->status, "ASSEMBLE") == 0)
    order->assembles++;
  else if (strcmp (act->status, "CANCELLED") == 0)
    order->cancels++;
  else if (strcmp (act->status, "COMPLETED") == 0 && act->security_code != NULL &&
           *act->security_code != '\0')
    order->completes++;
}

static void
add_number (JsonBuilder *json, const char *name, guint value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_order (JsonBuilder *json, const SaudaPracticeLedgerOrder *order)
{
  json_builder_begin_object (json);
  add_text (json, "code", order->code);
  add_number (json, "accepts", order->accepts);
  add_number (json, "assembles", order->assembles);
  add_number (json, "cancels", order->cancels);
  add_number (json, "completes", order->completes);
  add_number (json, "refused", order->refused);
  add_number (json, "ignored", order->ignored);
  json_builder_end_object (json);
}

static void
add_message (JsonBuilder *json, const SaudaPracticeLedgerMessage *message)
{
  json_builder_begin_object (json);
  add_text (json, "provider", message->provider);
  add_text (json, "to", message->to);
  json_builder_set_member_name (json, "order");
  if (message->order != NULL)
    json_builder_add_string_value (json, message->order);
  else
    json_builder_add_null_value (json);
  add_text (json, "text", message->text);
  add_number (json, "sends", message->sends);
  json_builder_end_object (json);
}

static void
add_card (JsonBuilder *json, const SaudaPracticeLedgerCard *card)
{
  json_builder_begin_object (json);
  add_text (json, "sku", card->sku);
  add_number (json, "uploads", card->uploads);
  json_builder_end_object (json);
}

static void
read_cards (SaudaPracticeLedger *ledger, const char *folder)
{
  g_autoptr (GPtrArray) skus = sauda_practice_cards_list_skus (folder);
  SaudaPracticeLedgerCard *card = NULL;

  for (guint i = 0; i < skus->len; i++) {
    if (card == NULL || strcmp (card->sku, g_ptr_array_index (skus, i)) != 0) {
      card = g_new0 (SaudaPracticeLedgerCard, 1);
      card->sku = g_strdup (g_ptr_array_index (skus, i));
      g_ptr_array_add (ledger->cards, card);
    }
    card->uploads++;
  }
}

/* The same words to the same buyer, again. Those that never arrive are none. */
static gboolean
read_messages (SaudaPracticeLedger *ledger, const char *folder, GError **error)
{
  g_autoptr (SaudaPracticeMail) mail = sauda_practice_mail_open (folder, error);
  g_autoptr (GPtrArray) letters =
    mail != NULL ? sauda_practice_mail_list (mail, NULL, G_MAXINT64, error) : NULL;
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = letters != NULL ? letters->len : 0; i > 0; i--) {
    const SaudaPracticeLetter *letter = g_ptr_array_index (letters, i - 1);
    g_autofree char *key = NULL;
    SaudaPracticeLedgerMessage *message;

    if (letter->inbound || letter->error_code != 0)
      continue;
    key = g_strdup_printf ("%s\n%s\n%s", letter->provider, letter->buyer, letter->body);
    message = g_hash_table_lookup (by_key, key);
    if (message == NULL) {
      message = g_new0 (SaudaPracticeLedgerMessage, 1);
      message->provider = g_strdup (letter->provider);
      message->to = g_strdup_printf ("%s%s", g_ascii_isdigit (letter->buyer[0]) ? "+" : "", letter->buyer);
      message->order = g_strdup (letter->order);
      message->text = g_strdup (letter->body);
      g_ptr_array_add (ledger->messages, message);
      g_hash_table_insert (by_key, g_steal_pointer (&key), message);
    }
    message->sends++;
  }
  return letters != NULL;
}

/**
 * sauda_practice_ledger_read:
 * @folder: a practice folder; no server need run
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the simulator received since the last reset, or %NULL with
 *   %SAUDA_PRACTICE_ERROR_FOLDER
 */
SaudaPracticeLedger *
sauda_practice_ledger_read (const char *folder, GError **error)
{
  g_autoptr (SaudaPracticeLedger) ledger = NULL;
  g_autoptr (SaudaPracticeJournal) journal = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (folder != NULL, NULL);

  journal = sauda_practice_journal_open (folder, error);
  acts = journal != NULL ? sauda_practice_journal_read (journal, 0, error) : NULL;
  if (acts == NULL)
    return NULL;
  ledger = g_new0 (SaudaPracticeLedger, 1);
  ledger->orders = g_ptr_array_new_with_free_func (order_free);
  ledger->messages = g_ptr_array_new_with_free_func (message_free);
  ledger->cards = g_ptr_array_new_with_free_func (card_free);
  read_cards (ledger, folder);
  for (guint i = 0; i < acts->len; i++) {
    const SaudaPracticeAct *act = g_ptr_array_index (acts, i);

    count_act (get_order (ledger, by_code, act->order_code), act);
  }
  return read_messages (ledger, folder, error) ? g_steal_pointer (&ledger) : NULL;
}

/**
 * sauda_practice_ledger_free:
 * @ledger: (transfer full): a ledger
 */
void
sauda_practice_ledger_free (SaudaPracticeLedger *ledger)
{
  g_ptr_array_unref (ledger->orders);
  g_ptr_array_unref (ledger->messages);
  g_ptr_array_unref (ledger->cards);
  g_free (ledger);
}

/**
 * sauda_practice_ledger_to_json:
 * @ledger: a ledger
 *
 * Returns: (transfer full): a JSON object with `orders`, `messages` and `cards`
 */
char *
sauda_practice_ledger_to_json (const SaudaPracticeLedger *ledger)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  guint i;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "orders");
  json_builder_begin_array (json);
  for (i = 0; i < ledger->orders->len; i++)
    add_order (json, g_ptr_array_index (ledger->orders, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "messages");
  json_builder_begin_array (json);
  for (i = 0; i < ledger->messages->len; i++)
    add_message (json, g_ptr_array_index (ledger->messages, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "cards");
  json_builder_begin_array (json);
  for (i = 0; i < ledger->cards->len; i++)
    add_card (json, g_ptr_array_index (ledger->cards, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, TRUE);
}
