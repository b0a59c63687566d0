#include "sauda-conversation.h"

#include "sauda-connection.h"
#include "sauda-contacts.h"
#include "sauda-conversation-error.h"
#include "sauda-orders.h"
#include "sauda-stores.h"
#include "sauda-template-store.h"
#include "sauda-whatsapp-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUIET_UNTIL_HOUR 9
#define QUIET_FROM_HOUR 21
#define HOUR_MS (G_GINT64_CONSTANT (3600000))
#define REMIND_AFTER_MS (2 * HOUR_MS)
#define REMIND_BEFORE_MS (2 * HOUR_MS)
#define TOO_LATE_MS (10 * 60 * 1000) /* before the deadline; nobody answers that fast */

/* Putting the list of due messages together. */
typedef struct {
  SaudaConnection *connection;
  const SaudaConversationRules *rules;
  gint64 now_ms;
  GPtrArray *due;
  int first_contacts;
  guint beyond; /* over the limit of first contacts */
  guint without_consent;
  guint stopped;       /* whose stores are */
  GPtrArray *stores;   /* (owned) (element-type SaudaStoreInfo) */
  GHashTable *missing; /* (owned) (element-type utf8) names of templates that are not approved */
  GHashTable *counted; /* (owned) contacts that are first contacts of this list */
} Listing;

/**
 * sauda_due_message_free:
 * @due: (transfer full): a message that is due
 */
void
sauda_due_message_free (SaudaDueMessage *due)
{
  g_free (due->code);
  g_free (due->to);
  g_free (due->text);
  g_free (due->template_name);
  g_free (due->template_id);
  g_free (due->language);
  g_strfreev (due->values);
  g_free (due);
}

/**
 * sauda_conversation_rules_init:
 * @rules: (out): the usual rules
 * @provider: who sends
 */
void
sauda_conversation_rules_init (SaudaConversationRules *rules, SaudaWhatsappKind provider)
{
  *rules =
    (SaudaConversationRules){ provider, QUIET_UNTIL_HOUR, QUIET_FROM_HOUR, SAUDA_WHATSAPP_FIRST_CONTACTS };
}

/**
 * sauda_conversation_is_quiet:
 * @rules: rules
 * @now_ms: UTC ms
 *
 * Returns: whether it is an hour of Almaty at which nobody is written to; what is due then waits, it is not
 * lost
 */
gboolean
sauda_conversation_is_quiet (const SaudaConversationRules *rules, gint64 now_ms)
{
  SaudaDay day = sauda_day_from_ms (now_ms);

  return now_ms < sauda_day_time_ms (day, rules->quiet_until_hour, 0) ||
         now_ms >= sauda_day_time_ms (day, rules->quiet_from_hour, 0);
}

/* What a question calls for now. */
static gboolean
find_purpose (const SaudaQuestion *question, gint64 now_ms, SaudaWhatsappPurpose *purpose)
{
  gboolean half = (question->height_cm > 0) != (question->weight_kg > 0);
  gboolean answered = question->last_inbound_ms > question->asked_ms;
  gint64 late_ms = question->deadline_ms - TOO_LATE_MS;

  if (question->inform && sauda_question_state_is_closed (question->state)) {
    *purpose = SAUDA_WHATSAPP_PURPOSE_DECIDED;
    return TRUE;
  }
  if (now_ms >= late_ms)
    return FALSE;
  switch (question->state) {
  case SAUDA_QUESTION_TO_ASK:
    *purpose = SAUDA_WHATSAPP_PURPOSE_ASK;
    return TRUE;
  case SAUDA_QUESTION_ASKED:
    *purpose = half ? SAUDA_WHATSAPP_PURPOSE_MORE : SAUDA_WHATSAPP_PURPOSE_REMIND;
    if (half)
      return question->more_ms == 0;
    return question->reminded_ms == 0 && !answered && now_ms >= question->asked_ms + REMIND_AFTER_MS &&
           now_ms >= question->deadline_ms - REMIND_BEFORE_MS;
  case SAUDA_QUESTION_ANSWERED:
    *purpose = SAUDA_WHATSAPP_PURPOSE_PROPOSE;
    return question->proposed_size != NULL;
  default:
    return FALSE;
  }
}

static const SaudaOrderLineInfo *
find_line (const SaudaOrderInfo *order)
{
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);

    if (line->clicked_size != NULL)
      return line;
  }
  return NULL;
}

/* "Принт 5в1 черный", and "и ещё 1" where the order has more; without the size, which stands beside it. */
static char *
name_goods (const SaudaOrderInfo *order, const SaudaOrderLineInfo *line)
{
  if (order->lines->len > 1)
    return g_strdup_printf ("%s +%u", line->model, order->lines->len - 1);
  return g_strdup (line->model);
}

static GStrv
make_values (const SaudaQuestion *question,
             const SaudaOrderInfo *order,
             SaudaWhatsappPurpose purpose,
             gboolean kazakh)
{
  const SaudaOrderLineInfo *line = find_line (order);
  g_autofree char *goods = name_goods (order, line);
  g_autofree char *clock = sauda_time_format_clock (question->deadline_ms);
  g_autofree char *measures = g_strdup_printf ("%g см, %g кг", question->height_cm, question->weight_kg);
  const char *missing = question->height_cm > 0 ? (kazakh ? "салмақ" : "вес") : (kazakh ? "бой" : "рост");
  const char *decided = line->decided_size != NULL ? line->decided_size : line->clicked_size;
  const char *const values[SAUDA_WHATSAPP_N_PURPOSES][SAUDA_WHATSAPP_MOST_VALUES] = {
    [SAUDA_WHATSAPP_PURPOSE_ASK] = { goods, line->clicked_size, question->code, clock },
    [SAUDA_WHATSAPP_PURPOSE_REMIND] = { question->code, goods, clock, line->clicked_size },
    [SAUDA_WHATSAPP_PURPOSE_MORE] = { question->code, missing },
    [SAUDA_WHATSAPP_PURPOSE_PROPOSE] = { measures, question->code, question->proposed_size },
    [SAUDA_WHATSAPP_PURPOSE_DECIDED] = { question->code, decided },
  };
  GPtrArray *clean = g_ptr_array_new ();

  for (guint i = 0; i < SAUDA_WHATSAPP_MOST_VALUES && values[purpose][i] != NULL; i++)
    g_ptr_array_add (clean, sauda_whatsapp_template_clean_value (values[purpose][i]));
  g_ptr_array_add (clean, NULL);
  return (GStrv) g_ptr_array_free (clean, FALSE);
}

/* Finds the approved template in the buyer's language, else in Russian. Returns FALSE when there is none, or
 * with @error. */
static gboolean
choose_template (Listing *listing, SaudaDueMessage *due, const char *language, GError **error)
{
  static const char *const others[] = { "ru", "kk" };
  const char *name = sauda_whatsapp_template_find (due->purpose, language)->name;
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i <= G_N_ELEMENTS (others) && name != NULL; i++) {
    const char *tried = i == 0 ? language : others[i - 1];

    due->template_id =
      sauda_template_store_find (listing->connection, listing->rules->provider, name, tried, &local);
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (due->template_id != NULL) {
      due->template_name = g_strdup (name);
      g_free (due->language);
      due->language = g_strdup (tried);
      return TRUE;
    }
  }
  if (name != NULL)
    g_hash_table_add (listing->missing, (gpointer) name);
  return FALSE;
}

/* An id alone is only reached by the address that wrote to us. */
static char *
find_address (SaudaConnection *connection, const SaudaQuestion *question, SaudaWhatsappKind provider)
{
  SaudaStatement *find;
  gboolean row;

  if (question->phone != NULL)
    return g_strdup (question->phone);
  find = sauda_connection_prepare (
    connection, "SELECT address FROM contact_address WHERE contact_id = ? AND provider = ? LIMIT 1", NULL);
  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, question->contact_id);
  sauda_statement_bind_text (find, 2, sauda_whatsapp_kind_get_name (provider));
  if (!sauda_statement_step (find, &row, NULL) || !row)
    return NULL;
  return g_strdup (sauda_statement_get_text (find, 0));
}

static gboolean
is_stopped (const Listing *listing, gint64 store_id)
{
  for (guint i = 0; i < listing->stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (listing->stores, i);

    if (store->id == store_id)
      return store->stopped;
  }
  return FALSE;
}

/* Whether nothing forbids to write to this buyer now. */
static gboolean
may_write (Listing *listing, const SaudaQuestion *question)
{
  if (question->contact_id == 0 || question->opted_out_ms != 0 || question->taken_over_ms != 0 ||
      listing->now_ms < question->not_before_ms)
    return FALSE;
  if (!question->consents) {
    listing->without_consent++;
    return FALSE;
  }
  if (is_stopped (listing, question->store_id)) {
    listing->stopped++;
    return FALSE;
  }
  return TRUE;
}

/* Outside of the window a limit counts buyers, not messages (whatsapp-api 3.3). */
static gboolean
count_first_contact (Listing *listing, gint64 contact_id)
{
  gpointer key = GSIZE_TO_POINTER ((gsize) contact_id);

  if (listing->rules->provider == SAUDA_WHATSAPP_LINK || g_hash_table_contains (listing->counted, key))
    return TRUE;
  if (listing->first_contacts >= listing->rules->first_contacts) {
    listing->beyond++;
    return FALSE;
  }
  listing->first_contacts++;
  g_hash_table_add (listing->counted, key);
  return TRUE;
}

static gboolean
is_gone_out (Listing *listing, const SaudaQuestion *question, SaudaWhatsappPurpose purpose, GError **error)
{
  int live = 0, allowed = purpose == SAUDA_WHATSAPP_PURPOSE_PROPOSE ? (int) question->proposals : 0;

  if (sauda_messages_count_purpose (listing->connection, question->id,
                                    sauda_whatsapp_purpose_get_name (purpose), &live, error) < 0)
    return TRUE;
  return live > allowed;
}

static gboolean
consider (Listing *listing, const SaudaQuestion *question, GError **error)
{
  g_autoptr (SaudaDueMessage) due = g_new0 (SaudaDueMessage, 1);
  g_autoptr (SaudaOrderInfo) order = NULL;
  g_autoptr (GError) local = NULL;
  gboolean open_window;

  if (!find_purpose (question, listing->now_ms, &due->purpose) || !may_write (listing, question))
    return TRUE;
  if (is_gone_out (listing, question, due->purpose, &local) || local != NULL) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return *error == NULL;
  }
  order = sauda_orders_find (listing->connection, question->store_id, question->code, error);
  if (order == NULL)
    return FALSE;
  due->language = g_strdup (question->language);
  open_window = listing->rules->provider == SAUDA_WHATSAPP_LINK ||
                sauda_whatsapp_window_is_open (question->last_inbound_ms, listing->now_ms);
  if (find_line (order) == NULL)
    return TRUE;
  if (!open_window && !choose_template (listing, due, question->language, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return *error == NULL;
  }
  if (!open_window && !count_first_contact (listing, question->contact_id))
    return TRUE;
  due->to = find_address (listing->connection, question, listing->rules->provider);
  if (due->to == NULL)
    return TRUE;
  due->question_id = question->id;
  due->contact_id = question->contact_id;
  due->store_id = question->store_id;
  due->code = g_strdup (question->code);
  due->first_contact = !open_window;
  due->values = make_values (question, order, due->purpose, g_strcmp0 (due->language, "kk") == 0);
  due->text = sauda_whatsapp_template_fill (sauda_whatsapp_template_find (due->purpose, due->language)->body,
                                            (const char *const *) due->values);
  g_ptr_array_add (listing->due, g_steal_pointer (&due));
  return TRUE;
}

static void
tell_waiting (Listing *listing, GPtrArray *waiting)
{
  GHashTableIter iter;
  gpointer name;

  if (listing->beyond > 0)
    g_ptr_array_add (
      waiting, g_strdup_printf (ngettext ("%u buyer waits: WhatsApp allows %d first messages in 24 hours.",
                                          "%u buyers wait: WhatsApp allows %d first messages in 24 hours.",
                                          listing->beyond),
                                listing->beyond, listing->rules->first_contacts));
  if (listing->without_consent > 0)
    g_ptr_array_add (
      waiting, g_strdup_printf (ngettext ("%u buyer gave no consent to messages.",
                                          "%u buyers gave no consent to messages.", listing->without_consent),
                                listing->without_consent));
  if (listing->stopped > 0)
    g_ptr_array_add (waiting,
                     g_strdup_printf (ngettext ("%u buyer waits: the red Stop is on.",
                                                "%u buyers wait: the red Stop is on.", listing->stopped),
                                      listing->stopped));
  g_hash_table_iter_init (&iter, listing->missing);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (waiting,
                     g_strdup_printf (_ ("The template “%s” is not approved yet; messages wait for it."),
                                      (const char *) name));
}

/**
 * sauda_conversation_list_due:
 * @connection: inside a transaction
 * @rules: hours and limits
 * @now_ms: UTC ms
 * @waiting: (element-type utf8): gets sentences: what waits and why
 * @error: return location
 *
 * What Sauda would write now: the question once, one reminder, one request for the missing half, a proposal,
 * and what was decided. Free text within the buyer's window, an approved template outside of it. Nothing in
 * quiet hours: it stays due.
 *
 * Returns: (transfer full) (element-type SaudaDueMessage) (nullable): messages, the next deadline first
 */
GPtrArray *
sauda_conversation_list_due (SaudaConnection *connection,
                             const SaudaConversationRules *rules,
                             gint64 now_ms,
                             GPtrArray *waiting,
                             GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, 0, error);
  g_autoptr (GPtrArray) stores = questions != NULL ? sauda_stores_list (connection, error) : NULL;
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_due_message_free);
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) counted = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) local = NULL;
  Listing listing = { .connection = connection,
                      .rules = rules,
                      .now_ms = now_ms,
                      .due = due,
                      .missing = missing,
                      .counted = counted,
                      .stores = stores };

  if (stores == NULL)
    return NULL;
  listing.first_contacts = sauda_messages_count_first_contacts (connection, now_ms - SAUDA_MS_PER_DAY, error);
  if (listing.first_contacts < 0)
    return NULL;
  for (guint i = 0; i < questions->len; i++)
    if (!consider (&listing, g_ptr_array_index (questions, i), &local)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  tell_waiting (&listing, waiting);
  if (due->len > 0 && sauda_conversation_is_quiet (rules, now_ms)) {
    g_ptr_array_add (waiting, g_strdup_printf (ngettext ("%u message waits until %d:00.",
                                                         "%u messages wait until %d:00.", due->len),
                                               due->len, rules->quiet_until_hour));
    g_ptr_array_set_size (due, 0);
  }
  return g_steal_pointer (&due);
}

static SaudaDueMessage *
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE, reason);
  return NULL;
}

/* A template of the question, for a buyer whose window is closed. */
static gboolean
fill_template (Listing *listing, SaudaDueMessage *due, const SaudaQuestion *question, GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (listing->connection, question->store_id, question->code, error);

  if (order == NULL)
    return FALSE;
  if (find_line (order) == NULL) {
    refuse (error, _ ("The product has no sizes."));
    return FALSE;
  }
  due->purpose = question->asked_ms != 0 ? SAUDA_WHATSAPP_PURPOSE_REMIND : SAUDA_WHATSAPP_PURPOSE_ASK;
  if (!choose_template (listing, due, question->language, error)) {
    if (*error == NULL)
      refuse (error, _ ("The template is not approved yet."));
    return FALSE;
  }
  due->values = make_values (question, order, due->purpose, g_strcmp0 (due->language, "kk") == 0);
  due->text = sauda_whatsapp_template_fill (sauda_whatsapp_template_find (due->purpose, due->language)->body,
                                            (const char *const *) due->values);
  due->first_contact = TRUE;
  return TRUE;
}

/**
 * sauda_conversation_make_written:
 * @connection: inside a transaction
 * @rules: who sends
 * @question_id: about which order
 * @text: (nullable): a person's words; %NULL for the question's template
 * @now_ms: UTC ms
 * @error: return location
 *
 * Makes a message that a person sends, and hands the conversation over to that person. Free text needs an
 * open window; a buyer who wants no messages gets none.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with %SAUDA_CONVERSATION_ERROR_STATE
 */
SaudaDueMessage *
sauda_conversation_make_written (SaudaConnection *connection,
                                 const SaudaConversationRules *rules,
                                 gint64 question_id,
                                 const char *text,
                                 gint64 now_ms,
                                 GError **error)
{
  g_autoptr (SaudaQuestion) question = sauda_question_get (connection, question_id, error);
  g_autoptr (SaudaDueMessage) due = g_new0 (SaudaDueMessage, 1);
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local = NULL;
  Listing listing = { .connection = connection, .rules = rules, .now_ms = now_ms, .missing = missing };

  if (question == NULL)
    return NULL;
  if (question->opted_out_ms != 0)
    return refuse (error, _ ("The buyer wants no messages."));
  due->to = question->contact_id != 0 ? find_address (connection, question, rules->provider) : NULL;
  if (due->to == NULL)
    return refuse (error, _ ("The order has no telephone number."));
  due->manual = TRUE;
  due->question_id = question_id;
  due->contact_id = question->contact_id;
  due->store_id = question->store_id;
  due->code = g_strdup (question->code);
  due->language = g_strdup (question->language);
  if (text != NULL) {
    if (!sauda_whatsapp_window_is_open (question->last_inbound_ms, now_ms))
      return refuse (
        error, _ ("The 24 hours since the buyer's last message are over; only a template may be sent."));
    due->text = sauda_whatsapp_clean_text (text, -1);
    due->values = g_new0 (char *, 1);
  } else if (!fill_template (&listing, due, question, &local)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (text != NULL && !sauda_contacts_set_taken_over (connection, question->contact_id, now_ms,
                                                      N_ ("A person answers."), error))
    return NULL;
  return g_steal_pointer (&due);
}
