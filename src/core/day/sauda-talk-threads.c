#include "sauda-talk-threads.h"

#include "sauda-connection.h"
#include "sauda-contacts.h"
#include "sauda-conversation-hand.h"
#include "sauda-database.h"
#include "sauda-number.h"
#include "sauda-orders.h"
#include "sauda-reason.h"
#include "sauda-strangers.h"
#include "sauda-whatsapp-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_THREADS 400
#define MOST_STRANGERS 50

static void
add_mark (GArray *marks, const char *text, const char *word)
{
  const char *found = strstr (text, word);
  gsize length = strlen (word);

  while (found != NULL) {
    /* A part of a longer number is another number. */
    gboolean inside = (found > text && g_ascii_isdigit (found[-1]) && g_ascii_isdigit (word[0])) ||
                      (g_ascii_isdigit (word[length - 1]) && g_ascii_isdigit (found[length]));

    if (!inside) {
      SaudaTalkMark mark = { (guint) (found - text), (guint) (found - text + length) };

      g_array_append_val (marks, mark);
      return;
    }
    found = strstr (found + 1, word);
  }
}

static void
mark_number (GArray *marks, const char *text, double number, gboolean metres)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  guint before = marks->len;
  g_autofree char *plain = g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%g", number));
  g_autofree char *comma = g_strdelimit (g_strdup (plain), ".", ',');
  g_autofree char *point = g_strdup_printf ("%d.%02d", (int) number / 100, (int) number % 100);
  g_autofree char *short_metres = g_strdup_printf ("%d,%02d", (int) number / 100, (int) number % 100);
  g_autofree char *letter = g_strdup_printf ("%dм%02d", (int) number / 100, (int) number % 100);

  add_mark (marks, text, plain);
  if (marks->len == before && strcmp (plain, comma) != 0)
    add_mark (marks, text, comma);
  if (marks->len == before && metres) {
    add_mark (marks, text, point);
    if (marks->len == before)
      add_mark (marks, text, short_metres);
    if (marks->len == before)
      add_mark (marks, text, letter);
  }
}

static gint
compare_marks (gconstpointer a, gconstpointer b)
{
  return (gint) ((const SaudaTalkMark *) a)->from - (gint) ((const SaudaTalkMark *) b)->from;
}

/**
 * sauda_talk_mark_understood:
 * @text: what a buyer wrote
 * @height_cm: what was read, 0 for none
 * @weight_kg: what was read, 0 for none
 * @size: (nullable): what was read
 *
 * Returns: (transfer full) (element-type SaudaTalkMark): where it stands, from left to right
 */
GArray *
sauda_talk_mark_understood (const char *text, double height_cm, double weight_kg, const char *size)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (SaudaTalkMark));

  if (height_cm > 0)
    mark_number (marks, text, height_cm, TRUE);
  if (weight_kg > 0)
    mark_number (marks, text, weight_kg, FALSE);
  if (size != NULL && *size != '\0') {
    g_autofree char *small = g_ascii_strdown (size, -1);
    guint before = marks->len;

    add_mark (marks, text, size);
    if (marks->len == before)
      add_mark (marks, text, small);
  }
  g_array_sort (marks, compare_marks);
  return marks;
}

/**
 * sauda_talk_thread_free:
 * @thread: (transfer full): a conversation
 */
void
sauda_talk_thread_free (SaudaTalkThread *thread)
{
  g_free (thread->order);
  g_free (thread->store);
  g_free (thread->buyer);
  g_free (thread->phone);
  g_free (thread->goods);
  g_free (thread->clicked_size);
  g_free (thread->decided_size);
  g_free (thread->why);
  g_free (thread->proposed_size);
  g_free (thread->consent);
  g_free (thread);
}

/**
 * sauda_talk_bubble_free:
 * @bubble: (transfer full): a message
 */
void
sauda_talk_bubble_free (SaudaTalkBubble *bubble)
{
  g_free (bubble->order);
  g_free (bubble->text);
  g_array_unref (bubble->marks);
  g_free (bubble->error);
  g_free (bubble->understood);
  g_free (bubble->size);
  g_free (bubble);
}

static SaudaTalkThread *
make_thread (SaudaConnection *connection, const SaudaQuestion *question, GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (connection, question->store_id, question->code, error);
  const SaudaOrderLineInfo *line =
    order != NULL && order->lines->len > 0 ? g_ptr_array_index (order->lines, 0) : NULL;
  SaudaTalkThread *thread;

  if (order == NULL)
    return NULL;
  thread = g_new0 (SaudaTalkThread, 1);
  thread->question_id = question->id;
  thread->contact_id = question->contact_id;
  thread->order = g_strdup (question->code);
  thread->store = g_strdup (question->store);
  thread->buyer = g_strdup (question->buyer);
  thread->phone = g_strdup (question->phone);
  thread->goods = order->lines->len > 1 ? g_strdup_printf ("%s +%u", line->model, order->lines->len - 1)
                                        : g_strdup (line != NULL ? line->model : "");
  thread->clicked_size = line != NULL ? g_strdup (line->clicked_size) : NULL;
  thread->decided_size = line != NULL ? g_strdup (line->decided_size) : NULL;
  thread->state = sauda_question_state_get_name (question->state);
  thread->state_title = sauda_question_state_get_title (question->state);
  thread->why = sauda_reason_show (question->attention != NULL ? question->attention : question->reason);
  thread->proposed_size = g_strdup (question->proposed_size);
  thread->probability = question->probability;
  thread->height_cm = question->height_cm;
  thread->weight_kg = question->weight_kg;
  thread->closed = sauda_question_state_is_closed (question->state);
  thread->needs_person = question->attention != NULL || question->state == SAUDA_QUESTION_PERSON ||
                         question->state == SAUDA_QUESTION_NO_PHONE;
  thread->taken_over = question->taken_over_ms != 0;
  thread->opted_out = question->opted_out_ms != 0;
  thread->deadline_ms = question->deadline_ms;
  thread->window_until_ms = sauda_whatsapp_window_get_end (question->last_inbound_ms);
  thread->language = g_strcmp0 (question->language, "kk") == 0 ? "kk" : "ru";
  thread->chat_opened = sauda_conversation_find_opened (connection, question->id, NULL) > 0;
  if (question->contact_id != 0) {
    g_autoptr (SaudaContact) contact = sauda_contacts_get (connection, question->contact_id, NULL);

    thread->consent = contact != NULL ? g_strdup (contact->consent) : NULL;
  }
  return thread;
}

/* Who wrote and has no order here is shown too: an answer must not be lost because its sender has only
 * an id. */
static gboolean
add_strangers (SaudaConnection *connection, GPtrArray *threads, GError **error)
{
  g_autoptr (GPtrArray) strangers = sauda_strangers_list (connection, 0, error);

  for (guint i = 0; strangers != NULL && i < MIN (strangers->len, MOST_STRANGERS); i++) {
    const SaudaStranger *stranger = g_ptr_array_index (strangers, i);
    SaudaTalkThread *thread = g_new0 (SaudaTalkThread, 1);

    thread->contact_id = stranger->contact_id;
    thread->stranger = thread->needs_person = TRUE;
    thread->order = g_strdup ("–");
    thread->store = g_strdup ("");
    thread->buyer = g_strdup (stranger->name);
    thread->phone = g_strdup (stranger->address);
    thread->goods = g_strdup (stranger->text);
    thread->state = "stranger";
    thread->state_title = _ ("Order not known");
    thread->why =
      g_strdup (_ ("It is not known whose order this is about. Ask for the number, or enter it below."));
    thread->language = "ru";
    thread->deadline_ms = stranger->at_ms;
    thread->window_until_ms = sauda_whatsapp_window_get_end (stranger->window_from_ms);
    g_ptr_array_add (threads, thread);
  }
  return strangers != NULL;
}

/* What needs a person first, then what is open by its deadline, then the latest decided ones. */
static gint
compare_threads (gconstpointer a, gconstpointer b)
{
  const SaudaTalkThread *first = *(const SaudaTalkThread *const *) a;
  const SaudaTalkThread *second = *(const SaudaTalkThread *const *) b;
  int rank_a = first->needs_person ? 0 : first->closed ? 2 : 1;
  int rank_b = second->needs_person ? 0 : second->closed ? 2 : 1;

  if (rank_a != rank_b)
    return rank_a - rank_b;
  if (first->deadline_ms != second->deadline_ms)
    return (first->deadline_ms < second->deadline_ms ? -1 : 1) * (rank_a == 2 ? -1 : 1);
  return strcmp (first->order, second->order);
}

static gpointer
threads_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_talk_thread_free);
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, 0, error);

  if (questions == NULL)
    return NULL;
  for (guint i = questions->len; i > 0 && threads->len < MOST_THREADS; i--) {
    SaudaTalkThread *thread = make_thread (connection, g_ptr_array_index (questions, i - 1), error);

    if (thread == NULL)
      return NULL;
    g_ptr_array_add (threads, thread);
  }
  if (!add_strangers (connection, threads, error))
    return NULL;
  g_ptr_array_sort (threads, compare_threads);
  return g_steal_pointer (&threads);
}

static char *
describe_reading (const SaudaMessage *message)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *height = sauda_number_format (message->height_cm, -1);
  g_autofree char *weight = sauda_number_format (message->weight_kg, -1);

  if (message->height_cm > 0)
    g_string_append_printf (words, _ ("height %s cm"), height);
  if (message->weight_kg > 0) {
    g_string_append (words, words->len > 0 ? ", " : "");
    g_string_append_printf (words, _ ("weight %s kg"), weight);
  }
  if (message->size != NULL) {
    g_string_append (words, words->len > 0 ? ", " : "");
    g_string_append_printf (words, _ ("size %s"), message->size);
  }
  return words->len > 0 ? g_strdup (words->str) : NULL;
}

static SaudaTalkBubble *
make_bubble (const SaudaMessage *message)
{
  SaudaTalkBubble *bubble = g_new0 (SaudaTalkBubble, 1);

  bubble->id = message->id;
  bubble->order = g_strdup (message->order);
  bubble->outbound = message->outbound;
  bubble->text = g_strdup (message->text);
  bubble->marks =
    sauda_talk_mark_understood (message->text, message->height_cm, message->weight_kg, message->size);
  if (message->outbound) {
    /* Written down before it leaves, so that a crash leaves it unclear; until somebody says so it is on its
     * way. */
    SaudaWhatsappDelivery delivery =
      message->delivery == SAUDA_WHATSAPP_DELIVERY_UNKNOWN && message->error == NULL
        ? SAUDA_WHATSAPP_DELIVERY_SENDING
        : message->delivery;

    /* Who sent it by hand knows of no provider. */
    if (delivery == SAUDA_WHATSAPP_DELIVERY_ACCEPTED && message->provider == SAUDA_WHATSAPP_LINK)
      delivery = SAUDA_WHATSAPP_DELIVERY_SENT;
    bubble->delivery = sauda_whatsapp_delivery_get_name (delivery);
    bubble->delivery_title = sauda_whatsapp_delivery_get_title (delivery);
  }
  bubble->error = sauda_reason_show (message->error);
  bubble->understood = describe_reading (message);
  bubble->height_cm = message->height_cm;
  bubble->weight_kg = message->weight_kg;
  bubble->size = g_strdup (message->size);
  bubble->at_ms = message->at_ms;
  bubble->edited = message->edited_ms != 0;
  bubble->revoked = message->revoked_ms != 0;
  return bubble;
}

static gpointer
bubbles_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const gint64 *contact_id = data;
  g_autoptr (GPtrArray) bubbles = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_talk_bubble_free);
  g_autoptr (GPtrArray) messages = sauda_messages_list (connection, *contact_id, 0, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    g_ptr_array_add (bubbles, make_bubble (g_ptr_array_index (messages, i)));
  return messages != NULL ? g_steal_pointer (&bubbles) : NULL;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gpointer list = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_talk_threads_list_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_talk_threads_list_async (SaudaWorkspace *workspace,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  sauda_database_read_async (sauda_workspace_get_database (workspace), threads_work, NULL, NULL,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_talk_threads_list_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaTalkThread) (nullable): the latest conversations, what needs a
 * person first
 */
GPtrArray *
sauda_talk_threads_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_talk_bubbles_list_async:
 * @workspace: the merchant's folder
 * @contact_id: a buyer
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_talk_bubbles_list_async (SaudaWorkspace *workspace,
                               gint64 contact_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  sauda_database_read_async (sauda_workspace_get_database (workspace), bubbles_work,
                             g_memdup2 (&contact_id, sizeof contact_id), g_free,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_talk_bubbles_list_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaTalkBubble) (nullable): all messages of the buyer, the oldest
 * first
 */
GPtrArray *
sauda_talk_bubbles_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
