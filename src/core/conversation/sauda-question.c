#include "sauda-question.h"

#include "sauda-connection.h"
#include "sauda-conversation-error.h"
#include "sauda-order-events.h"
#include "sauda-orders.h"

#include <glib/gi18n-lib.h>

#define BIT(state) (1u << (state))
#define CLOSED                                                                                               \
  (BIT (SAUDA_QUESTION_CONFIRMED) | BIT (SAUDA_QUESTION_CHANGED) | BIT (SAUDA_QUESTION_AS_ORDERED) |         \
   BIT (SAUDA_QUESTION_DROPPED))

/* A closed question opens again when the buyer changes or takes back what closed it. */
#define REOPEN (BIT (SAUDA_QUESTION_ASKED) | BIT (SAUDA_QUESTION_ANSWERED) | BIT (SAUDA_QUESTION_PERSON))

static const struct {
  const char *name;
  const char *title;
  guint next;
} states[SAUDA_QUESTION_N_STATES] = {
  [SAUDA_QUESTION_NO_PHONE] = { "no-phone", N_ ("No telephone number"),
                                CLOSED | BIT (SAUDA_QUESTION_TO_ASK) | BIT (SAUDA_QUESTION_PERSON) },
  [SAUDA_QUESTION_TO_ASK] = { "to-ask", N_ ("To ask"),
                              CLOSED | BIT (SAUDA_QUESTION_ASKED) | BIT (SAUDA_QUESTION_ANSWERED) |
                                BIT (SAUDA_QUESTION_PERSON) | BIT (SAUDA_QUESTION_NO_PHONE) },
  [SAUDA_QUESTION_ASKED] = { "asked", N_ ("Asked"),
                             CLOSED | BIT (SAUDA_QUESTION_ANSWERED) | BIT (SAUDA_QUESTION_NO_REPLY) |
                               BIT (SAUDA_QUESTION_PERSON) | BIT (SAUDA_QUESTION_TO_ASK) },
  [SAUDA_QUESTION_ANSWERED] = { "answered", N_ ("Answered"),
                                CLOSED | BIT (SAUDA_QUESTION_PROPOSED) | BIT (SAUDA_QUESTION_ASKED) |
                                  BIT (SAUDA_QUESTION_PERSON) },
  [SAUDA_QUESTION_PROPOSED] = { "proposed", N_ ("Proposed"),
                                CLOSED | BIT (SAUDA_QUESTION_ANSWERED) | BIT (SAUDA_QUESTION_ASKED) |
                                  BIT (SAUDA_QUESTION_PERSON) },
  [SAUDA_QUESTION_PERSON] = { "person", N_ ("Needs a person"),
                              CLOSED | BIT (SAUDA_QUESTION_TO_ASK) | BIT (SAUDA_QUESTION_ASKED) |
                                BIT (SAUDA_QUESTION_ANSWERED) | BIT (SAUDA_QUESTION_PROPOSED) },
  [SAUDA_QUESTION_NO_REPLY] = { "no-reply", N_ ("No reply"),
                                BIT (SAUDA_QUESTION_AS_ORDERED) | BIT (SAUDA_QUESTION_DROPPED) },
  [SAUDA_QUESTION_CONFIRMED] = { "confirmed", N_ ("Confirmed"), REOPEN | CLOSED },
  [SAUDA_QUESTION_CHANGED] = { "changed", N_ ("Changed"), REOPEN | CLOSED },
  [SAUDA_QUESTION_AS_ORDERED] = { "as-ordered", N_ ("As ordered"), REOPEN | CLOSED },
  [SAUDA_QUESTION_DROPPED] = { "dropped", N_ ("Not needed any more"), 0 },
};

#define SELECT                                                                                               \
  "SELECT question.id, question.order_id, orders.store_id, store.name, orders.code, question.state,"         \
  " question.height_cm, question.weight_kg, question.proposed_size, question.probability, question.advice,"  \
  " question.deadline_ms, question.not_before_ms, question.asked_ms, question.reminded_ms, "                 \
  "question.more_ms,"                                                                                        \
  " question.proposed_ms, question.proposals, question.answered_ms, question.closed_ms, question.inform,"    \
  " question.attention, question.reason, question.contact_id, contact.phone, contact.name, "                 \
  "contact.language,"                                                                                        \
  " contact.consent, contact.opted_out_ms, contact.taken_over_ms, contact.last_inbound_ms"                   \
  " FROM question JOIN orders ON orders.id = question.order_id JOIN store ON store.id = orders.store_id"     \
  " LEFT JOIN contact ON contact.id = question.contact_id WHERE "

static SaudaQuestion *
read_question (SaudaStatement *row)
{
  SaudaQuestion *question = g_new0 (SaudaQuestion, 1);
  const char *language = sauda_statement_get_text (row, 26);

  question->id = sauda_statement_get_int64 (row, 0);
  question->order_id = sauda_statement_get_int64 (row, 1);
  question->store_id = sauda_statement_get_int64 (row, 2);
  question->store = g_strdup (sauda_statement_get_text (row, 3));
  question->code = g_strdup (sauda_statement_get_text (row, 4));
  if (!sauda_question_state_from_name (sauda_statement_get_text (row, 5), &question->state))
    question->state = SAUDA_QUESTION_PERSON;
  question->height_cm = sauda_statement_get_double (row, 6);
  question->weight_kg = sauda_statement_get_double (row, 7);
  question->proposed_size = g_strdup (sauda_statement_get_text (row, 8));
  question->probability = sauda_statement_get_double (row, 9);
  question->advice = g_strdup (sauda_statement_get_text (row, 10));
  question->deadline_ms = sauda_statement_get_int64 (row, 11);
  question->not_before_ms = sauda_statement_get_int64 (row, 12);
  question->asked_ms = sauda_statement_get_int64 (row, 13);
  question->reminded_ms = sauda_statement_get_int64 (row, 14);
  question->more_ms = sauda_statement_get_int64 (row, 15);
  question->proposed_ms = sauda_statement_get_int64 (row, 16);
  question->proposals = (guint) sauda_statement_get_int64 (row, 17);
  question->answered_ms = sauda_statement_get_int64 (row, 18);
  question->closed_ms = sauda_statement_get_int64 (row, 19);
  question->inform = sauda_statement_get_int64 (row, 20) != 0;
  question->attention = g_strdup (sauda_statement_get_text (row, 21));
  question->reason = g_strdup (sauda_statement_get_text (row, 22));
  question->contact_id = sauda_statement_get_int64 (row, 23);
  question->phone = g_strdup (sauda_statement_get_text (row, 24));
  question->buyer = g_strdup (sauda_statement_get_text (row, 25));
  question->language = g_strdup (language != NULL ? language : "ru");
  question->consents = g_strcmp0 (sauda_statement_get_text (row, 27), "none") != 0;
  question->opted_out_ms = sauda_statement_get_int64 (row, 28);
  question->taken_over_ms = sauda_statement_get_int64 (row, 29);
  question->last_inbound_ms = sauda_statement_get_int64 (row, 30);
  return question;
}

static SaudaQuestion *
find (SaudaConnection *connection, const char *sql, gint64 id, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  sauda_statement_bind_int64 (statement, 1, id);
  if (!sauda_statement_step (statement, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_NOT_FOUND,
                         _ ("There is no question about this order."));
    return NULL;
  }
  return read_question (statement);
}

/**
 * sauda_question_state_get_name:
 * @state: a state
 *
 * Returns: its name in the database and JSON
 */
const char *
sauda_question_state_get_name (SaudaQuestionState state)
{
  return states[state].name;
}

/**
 * sauda_question_state_get_title:
 * @state: a state
 *
 * Returns: what people read
 */
const char *
sauda_question_state_get_title (SaudaQuestionState state)
{
  return _ (states[state].title);
}

/**
 * sauda_question_state_from_name:
 * @name: (nullable): a name
 * @state: (out): the state
 *
 * Returns: whether there is one of that name
 */
gboolean
sauda_question_state_from_name (const char *name, SaudaQuestionState *state)
{
  for (guint i = 0; i < SAUDA_QUESTION_N_STATES; i++)
    if (g_strcmp0 (name, states[i].name) == 0) {
      *state = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_question_state_is_closed:
 * @state: a state
 *
 * Returns: whether the size is decided, or no longer asked for
 */
gboolean
sauda_question_state_is_closed (SaudaQuestionState state)
{
  return (CLOSED & BIT (state)) != 0;
}

/**
 * sauda_question_state_may_become:
 * @from: what a question is
 * @to: what it shall be
 *
 * Returns: whether that step exists
 */
gboolean
sauda_question_state_may_become (SaudaQuestionState from, SaudaQuestionState to)
{
  return (states[from].next & BIT (to)) != 0;
}

/**
 * sauda_question_free:
 * @question: (transfer full): a question
 */
void
sauda_question_free (SaudaQuestion *question)
{
  g_free (question->store);
  g_free (question->code);
  g_free (question->proposed_size);
  g_free (question->advice);
  g_free (question->attention);
  g_free (question->reason);
  g_free (question->phone);
  g_free (question->buyer);
  g_free (question->language);
  g_free (question);
}

/**
 * sauda_question_get:
 * @connection: inside a transaction
 * @id: a question
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the question, or %NULL with %SAUDA_CONVERSATION_ERROR_NOT_FOUND
 */
SaudaQuestion *
sauda_question_get (SaudaConnection *connection, gint64 id, GError **error)
{
  return find (connection, SELECT "question.id = ?", id, error);
}

/**
 * sauda_question_find_of_order:
 * @connection: inside a transaction
 * @order_id: an order
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its question, or %NULL with %SAUDA_CONVERSATION_ERROR_NOT_FOUND
 */
SaudaQuestion *
sauda_question_find_of_order (SaudaConnection *connection, gint64 order_id, GError **error)
{
  return find (connection, SELECT "question.order_id = ? AND question.kind = 'size'", order_id, error);
}

/**
 * sauda_question_list:
 * @connection: inside a transaction
 * @state_mask: bits `1 << SaudaQuestionState`, 0 for all
 * @contact_id: a buyer, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaQuestion) (nullable): questions, the next deadline first
 */
GPtrArray *
sauda_question_list (SaudaConnection *connection, guint state_mask, gint64 contact_id, GError **error)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_question_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection, SELECT "(?1 = 0 OR question.contact_id = ?1) ORDER BY question.deadline_ms, question.id",
    error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, contact_id);
  while (sauda_statement_step (list, &row, error)) {
    SaudaQuestion *question;

    if (!row)
      return g_steal_pointer (&questions);
    question = read_question (list);
    if (state_mask == 0 || (state_mask & BIT (question->state)) != 0)
      g_ptr_array_add (questions, question);
    else
      sauda_question_free (question);
  }
  return NULL;
}

static void
bind_time (SaudaStatement *statement, int index, gint64 value)
{
  if (value != 0)
    sauda_statement_bind_int64 (statement, index, value);
}

static void
bind_number (SaudaStatement *statement, int index, double value)
{
  if (value > 0)
    sauda_statement_bind_double (statement, index, value);
}

/**
 * sauda_question_save:
 * @connection: inside a transaction
 * @question: what it is now, but for its state
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_question_save (SaudaConnection *connection, const SaudaQuestion *question, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE question SET height_cm = ?1, weight_kg = ?2, proposed_size = ?3, probability = ?4, advice = ?5,"
    " deadline_ms = ?6, not_before_ms = ?7, asked_ms = ?8, reminded_ms = ?9, more_ms = ?10, proposed_ms = "
    "?11,"
    " proposals = ?12, answered_ms = ?13, closed_ms = ?14, inform = ?15, attention = ?16, reason = ?17,"
    " state = ?18 WHERE id = ?19",
    error);

  if (update == NULL)
    return FALSE;
  bind_number (update, 1, question->height_cm);
  bind_number (update, 2, question->weight_kg);
  sauda_statement_bind_text (update, 3, question->proposed_size);
  bind_number (update, 4, question->probability);
  sauda_statement_bind_text (update, 5, question->advice);
  sauda_statement_bind_int64 (update, 6, question->deadline_ms);
  sauda_statement_bind_int64 (update, 7, question->not_before_ms);
  bind_time (update, 8, question->asked_ms);
  bind_time (update, 9, question->reminded_ms);
  bind_time (update, 10, question->more_ms);
  bind_time (update, 11, question->proposed_ms);
  sauda_statement_bind_int64 (update, 12, question->proposals);
  bind_time (update, 13, question->answered_ms);
  bind_time (update, 14, question->closed_ms);
  sauda_statement_bind_int64 (update, 15, question->inform);
  sauda_statement_bind_text (update, 16, question->attention);
  sauda_statement_bind_text (update, 17, question->reason);
  sauda_statement_bind_text (update, 18, states[question->state].name);
  sauda_statement_bind_int64 (update, 19, question->id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_question_add_event:
 * @connection: inside a transaction
 * @question: a question
 * @before: (nullable): what was
 * @after: what is
 * @who: the person, the buyer, the rule or the deadline
 * @reason: (nullable): why
 * @now_ms: UTC ms
 * @error: return location
 *
 * Appends to its history.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_question_add_event (SaudaConnection *connection,
                          const SaudaQuestion *question,
                          const char *before,
                          const char *after,
                          const char *who,
                          const char *reason,
                          gint64 now_ms,
                          GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO question_event (question_id, at_ms, before, after, who, reason) VALUES (?, ?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, question->id);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, before);
  sauda_statement_bind_text (insert, 4, after);
  sauda_statement_bind_text (insert, 5, who);
  sauda_statement_bind_text (insert, 6, reason);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_question_move:
 * @connection: inside a transaction
 * @question: a question; saved as it is, with the new state
 * @state: what it becomes
 * @who: the person, the buyer, the rule or the deadline
 * @reason: (nullable): why
 * @now_ms: UTC ms
 * @error: return location
 *
 * Every step goes through here, and into the history of the question.
 *
 * Returns: %FALSE with %SAUDA_CONVERSATION_ERROR_STATE when that step does not exist
 */
gboolean
sauda_question_move (SaudaConnection *connection,
                     SaudaQuestion *question,
                     SaudaQuestionState state,
                     const char *who,
                     const char *reason,
                     gint64 now_ms,
                     GError **error)
{
  SaudaQuestionState before = question->state;

  if (before != state && !sauda_question_state_may_become (before, state)) {
    g_set_error (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE,
                 _ ("The question about order %s is “%s” and cannot become “%s”."), question->code,
                 sauda_question_state_get_title (before), sauda_question_state_get_title (state));
    return FALSE;
  }
  question->state = state;
  if (sauda_question_state_is_closed (state)) {
    question->closed_ms = now_ms;
    g_clear_pointer (&question->attention, g_free);
  } else
    question->closed_ms = 0;
  if (reason != question->reason) {
    g_free (question->reason);
    question->reason = g_strdup (reason);
  }
  return sauda_question_save (connection, question, error) &&
         sauda_question_add_event (connection, question, states[before].name, states[state].name, who,
                                   question->reason, now_ms, error);
}

/* One line, one piece: the only orders whose size is decided without a person. */
static gboolean
set_sizes (SaudaConnection *connection,
           const SaudaQuestion *question,
           const char *size,
           const SaudaOrderEdit *edit,
           GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (connection, question->store_id, question->code, error);

  if (order == NULL)
    return FALSE;
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);
    const char *decided = size != NULL ? size : line->clicked_size;

    /* What a person has decided stays. */
    if (line->clicked_size == NULL || (size == NULL && line->decided_size != NULL))
      continue;
    if (!sauda_orders_set_decided_size (connection, line->id, decided, edit, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_question_decide:
 * @connection: inside a transaction
 * @question: a question
 * @state: a closed state
 * @size: (nullable): the size to ship; %NULL for the clicked one
 * @who: the person, the buyer, the rule or the deadline
 * @reason: why, of sauda_reason_new()
 * @now_ms: UTC ms
 * @error: return location
 *
 * Closes a question: the size goes into the order and its history, with who and why.
 *
 * Returns: %FALSE with %SAUDA_CONVERSATION_ERROR_STATE or an error of the orders or store room
 */
gboolean
sauda_question_decide (SaudaConnection *connection,
                       SaudaQuestion *question,
                       SaudaQuestionState state,
                       const char *size,
                       const char *who,
                       const char *reason,
                       gint64 now_ms,
                       GError **error)
{
  const SaudaOrderEdit edit = { .who = who, .reason = reason, .now_ms = now_ms };

  return set_sizes (connection, question, size, &edit, error) &&
         sauda_question_move (connection, question, state, who, reason, now_ms, error) &&
         sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = question->order_id,
                                                          .at_ms = now_ms,
                                                          .kind = "conversation",
                                                          .after = states[state].name,
                                                          .who = who,
                                                          .reason = reason },
                                 error);
}

/**
 * sauda_question_call_person:
 * @connection: inside a transaction
 * @question: a question
 * @reason: why a person has to look
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_question_call_person (SaudaConnection *connection,
                            SaudaQuestion *question,
                            const char *reason,
                            gint64 now_ms,
                            GError **error)
{
  g_free (question->attention);
  question->attention = g_strdup (reason);
  if (question->state == SAUDA_QUESTION_PERSON)
    return sauda_question_save (connection, question, error);
  return sauda_question_move (connection, question, SAUDA_QUESTION_PERSON, "rule", reason, now_ms, error);
}

/**
 * sauda_question_list_unlearned:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): set of ids: closed questions with measures that
 * the sizes have not been learned from
 */
GHashTable *
sauda_question_list_unlearned (SaudaConnection *connection, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT id FROM question WHERE learned = 0 AND closed_ms IS NOT NULL AND height_cm > 0 AND weight_kg > 0"
    " AND state IN ('confirmed', 'changed', 'as-ordered')",
    error);

  return list != NULL ? sauda_statement_read_set (list, error) : NULL;
}

/**
 * sauda_question_mark_learned:
 * @connection: inside a transaction
 * @id: a question that the sizes have been learned from
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_question_mark_learned (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *mark =
    sauda_connection_prepare (connection, "UPDATE question SET learned = 1 WHERE id = ?", error);

  if (mark == NULL)
    return FALSE;
  sauda_statement_bind_int64 (mark, 1, id);
  return sauda_statement_run (mark, error);
}
