#include "sauda-contacts.h"
#include "sauda-conversation.h"

#include "sauda-connection.h"
#include "sauda-orders.h"

#include <glib/gi18n-lib.h>

static gboolean
has_question (SaudaConnection *connection, gint64 order_id, gboolean *has, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT 1 FROM question WHERE order_id = ? AND kind = 'size'", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, order_id);
  if (!sauda_statement_step (find, has, error))
    return FALSE;
  sauda_statement_reset (find);
  return TRUE;
}

/* Something with sizes in it whose size nobody has decided. */
static gboolean
needs_size (const SaudaOrderInfo *order)
{
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);

    if (line->clicked_size != NULL && line->decided_size == NULL)
      return TRUE;
  }
  return FALSE;
}

static gint64
insert_question (SaudaConnection *connection,
                 const SaudaOrderInfo *order,
                 gint64 contact_id,
                 gint64 deadline_ms,
                 gint64 now_ms,
                 GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO question (order_id, contact_id, state, deadline_ms, created_ms) VALUES (?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_int64 (insert, 1, order->id);
  if (contact_id != 0)
    sauda_statement_bind_int64 (insert, 2, contact_id);
  sauda_statement_bind_text (
    insert, 3,
    sauda_question_state_get_name (contact_id != 0 ? SAUDA_QUESTION_TO_ASK : SAUDA_QUESTION_NO_PHONE));
  sauda_statement_bind_int64 (insert, 4, deadline_ms);
  sauda_statement_bind_int64 (insert, 5, now_ms);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/* The order's own day at its store's cut-off; one that should have gone earlier has today's. */
static gint64
get_deadline (const SaudaOrderInfo *order, SaudaDay day)
{
  gint64 start_ms = sauda_day_start_ms (day);
  gint64 minutes_ms;

  if (order->ship_by_ms >= start_ms)
    return order->ship_by_ms;
  minutes_ms = order->ship_by_ms > 0
                 ? order->ship_by_ms - sauda_day_start_ms (sauda_day_from_ms (order->ship_by_ms))
                 : sauda_day_time_ms (day, 15, 0) - start_ms;
  return start_ms + minutes_ms;
}

static gboolean
open_question (SaudaConnection *connection,
               const SaudaOrderInfo *order,
               SaudaDay day,
               gint64 now_ms,
               guint *opened,
               GError **error)
{
  g_autoptr (SaudaQuestion) question = NULL;
  gint64 contact_id, id;
  gboolean has;

  if (!needs_size (order))
    return TRUE;
  if (!has_question (connection, order->id, &has, error) || has)
    return has;
  contact_id = sauda_contacts_find_or_create (connection, order->phone, order->buyer, now_ms, error);
  if (contact_id < 0)
    return FALSE;
  id = insert_question (connection, order, contact_id, get_deadline (order, day), now_ms, error);
  question = id != 0 ? sauda_question_get (connection, id, error) : NULL;
  if (question == NULL)
    return FALSE;
  (*opened)++;
  return sauda_question_add_event (
    connection, question, NULL, sauda_question_state_get_name (question->state), "rule",
    contact_id != 0 ? NULL : N_ ("The order has no telephone number."), now_ms, error);
}

/* An order without a number may get one later, from a file or by hand. */
static gboolean
find_numbers (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) lonely = sauda_question_list (connection, 1u << SAUDA_QUESTION_NO_PHONE, 0, error);

  if (lonely == NULL)
    return FALSE;
  for (guint i = 0; i < lonely->len; i++) {
    SaudaQuestion *question = g_ptr_array_index (lonely, i);
    g_autoptr (SaudaOrderInfo) order =
      sauda_orders_find (connection, question->store_id, question->code, error);
    gint64 contact_id =
      order != NULL ? sauda_contacts_find_or_create (connection, order->phone, order->buyer, now_ms, error)
                    : -1;
    SaudaStatement *update;

    if (contact_id < 0)
      return FALSE;
    if (contact_id == 0)
      continue;
    update = sauda_connection_prepare (connection, "UPDATE question SET contact_id = ? WHERE id = ?", error);
    if (update == NULL)
      return FALSE;
    sauda_statement_bind_int64 (update, 1, contact_id);
    sauda_statement_bind_int64 (update, 2, question->id);
    if (!sauda_statement_run (update, error) ||
        !sauda_question_move (connection, question, SAUDA_QUESTION_TO_ASK, "rule",
                              N_ ("A telephone number has come."), now_ms, error))
      return FALSE;
  }
  return TRUE;
}

/* Asked, still open, and just past the cut-off: who was put off before is not again. */
static gboolean
may_be_put_off (const SaudaQuestion *question, const SaudaOrderInfo *order, SaudaDay day, gint64 now_ms)
{
  return !sauda_question_state_is_closed (question->state) && question->asked_ms != 0 && !order->express &&
         question->deadline_ms == get_deadline (order, day) && now_ms >= question->deadline_ms &&
         now_ms < question->deadline_ms + SAUDA_CONVERSATION_GRACE_MS;
}

/**
 * sauda_conversation_put_off:
 * @connection: inside a transaction
 * @day: the Almaty day that is shipped
 * @now_ms: UTC ms
 * @n: (out): how many buyers are waited for
 * @error: return location
 *
 * What buyers wrote before the cut-off could not be read at it: their orders wait
 * %SAUDA_CONVERSATION_GRACE_MS more, once.
 *
 * Returns: %FALSE with an error of the orders or store room
 */
gboolean
sauda_conversation_put_off (SaudaConnection *connection,
                            SaudaDay day,
                            gint64 now_ms,
                            guint *n,
                            GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, 0, error);

  *n = 0;
  for (guint i = 0; questions != NULL && i < questions->len; i++) {
    SaudaQuestion *question = g_ptr_array_index (questions, i);
    g_autoptr (SaudaOrderInfo) order =
      sauda_orders_find (connection, question->store_id, question->code, error);

    if (order == NULL)
      return FALSE;
    if (!may_be_put_off (question, order, day, now_ms))
      continue;
    question->deadline_ms += SAUDA_CONVERSATION_GRACE_MS;
    (*n)++;
    if (!sauda_question_save (connection, question, error))
      return FALSE;
  }
  return questions != NULL;
}

/**
 * sauda_conversation_take_up:
 * @connection: inside a transaction
 * @day: the Almaty day that is shipped
 * @error: return location
 *
 * What buyers wrote has been read: nobody whose cut-off was put off waits any longer for that.
 *
 * Returns: %FALSE with an error of the orders or store room
 */
gboolean
sauda_conversation_take_up (SaudaConnection *connection, SaudaDay day, GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, 0, error);

  for (guint i = 0; questions != NULL && i < questions->len; i++) {
    SaudaQuestion *question = g_ptr_array_index (questions, i);
    g_autoptr (SaudaOrderInfo) order = NULL;

    if (sauda_question_state_is_closed (question->state))
      continue;
    order = sauda_orders_find (connection, question->store_id, question->code, error);
    if (order == NULL)
      return FALSE;
    if (question->deadline_ms != get_deadline (order, day) + SAUDA_CONVERSATION_GRACE_MS)
      continue;
    question->deadline_ms -= SAUDA_CONVERSATION_GRACE_MS;
    if (!sauda_question_save (connection, question, error))
      return FALSE;
  }
  return questions != NULL;
}

/**
 * sauda_conversation_find_wait:
 * @connection: inside a transaction
 * @order: an order to accept or to ship
 * @day: the Almaty day that is shipped
 * @wait: (out): what it waits for; as it would be for a buyer who is going to be asked
 * @error: return location
 *
 * Whether the size of an order is open, and until when. An Express order waits for nobody: it has to be ready
 * within the hour (kaspi-api 3.4).
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_find_wait (SaudaConnection *connection,
                              const SaudaOrderInfo *order,
                              SaudaDay day,
                              SaudaConversationWait *wait,
                              GError **error)
{
  SaudaStatement *find;

  *wait = (SaudaConversationWait){ 0 };
  if (!needs_size (order))
    return TRUE;
  find = sauda_connection_prepare (connection,
                                   "SELECT state = 'to-ask', closed_ms IS NOT NULL, deadline_ms FROM question"
                                   " WHERE order_id = ? AND kind = 'size'",
                                   error);
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, order->id);
  if (!sauda_statement_step (find, &wait->opened, error))
    return FALSE;
  wait->until_ms = get_deadline (order, day);
  wait->to_ask = TRUE;
  if (wait->opened) {
    gboolean closed = sauda_statement_get_int64 (find, 1) != 0;

    wait->to_ask = sauda_statement_get_int64 (find, 0) != 0;
    wait->until_ms = closed ? 0 : sauda_statement_get_int64 (find, 2);
    sauda_statement_reset (find);
  }
  if (order->express)
    wait->until_ms = 0;
  return TRUE;
}

/**
 * sauda_conversation_open:
 * @connection: inside a transaction
 * @day: the Almaty day that is shipped
 * @tomorrow: whether the day after is too
 * @now_ms: UTC ms
 * @opened: (out): how many new questions there are
 * @error: return location
 *
 * Opens a question for every order to accept or to ship that has something with sizes in it. What has no size
 * is never asked about; without a telephone number it becomes a to-do.
 *
 * Returns: %FALSE with an error of the orders or store room
 */
gboolean
sauda_conversation_open (SaudaConnection *connection,
                         SaudaDay day,
                         gboolean tomorrow,
                         gint64 now_ms,
                         guint *opened,
                         GError **error)
{
  g_autoptr (GPtrArray) to_ship = sauda_orders_list_to_ship (connection, 0, day, tomorrow, error);
  g_autoptr (GPtrArray) to_accept =
    to_ship != NULL ? sauda_orders_list_to_accept (connection, 0, error) : NULL;
  gint64 end_ms = sauda_day_start_ms (day + (tomorrow ? 2 : 1));

  *opened = 0;
  if (to_accept == NULL)
    return FALSE;
  for (guint i = 0; i < to_accept->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (to_accept, i);

    if (order->ship_by_ms < end_ms && !open_question (connection, order, day, now_ms, opened, error))
      return FALSE;
  }
  for (guint i = 0; i < to_ship->len; i++)
    if (!open_question (connection, g_ptr_array_index (to_ship, i), day, now_ms, opened, error))
      return FALSE;
  return find_numbers (connection, now_ms, error);
}
