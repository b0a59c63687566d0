#include "sauda-talk-threads.h"

#include "sauda-connection.h"
#include "sauda-contacts.h"
#include "sauda-conversation-error.h"
#include "sauda-conversation-hand.h"
#include "sauda-database.h"
#include "sauda-day-lock.h"
#include "sauda-decisions.h"
#include "sauda-orders.h"
#include "sauda-strangers.h"
#include "sauda-talk-sender.h"

#include <glib/gi18n-lib.h>

static const SaudaHandOutcome outcomes[] = {
  [SAUDA_TALK_OPENED_SENT] = SAUDA_HAND_SENT,
  [SAUDA_TALK_OPENED_NO_WHATSAPP] = SAUDA_HAND_NO_WHATSAPP,
  [SAUDA_TALK_OPENED_LATER] = SAUDA_HAND_LATER,
};

/* An edit on the database's thread; texts are owned. */
typedef struct {
  SaudaTalkEditKind kind;
  SaudaTalkEdit edit;
  char *text;
  char *size;
  SaudaSizeAdvisor *advisor; /* (owned) */
  gint64 now_ms;
} Editing;

static void
editing_free (gpointer data)
{
  Editing *editing = data;

  g_free (editing->text);
  g_free (editing->size);
  g_object_unref (editing->advisor);
  g_free (editing);
}

static gboolean
take_over (SaudaConnection *connection, const Editing *editing, SaudaQuestion *question, GError **error)
{
  gboolean on = editing->edit.take_over;

  if (!sauda_contacts_set_taken_over (connection, question->contact_id, on ? editing->now_ms : 0,
                                      on ? N_ ("A person answers.") : NULL, error))
    return FALSE;
  if (on || question->state != SAUDA_QUESTION_PERSON)
    return TRUE;
  g_clear_pointer (&question->attention, g_free);
  return sauda_question_move (connection, question,
                              question->height_cm > 0 && question->weight_kg > 0 ? SAUDA_QUESTION_ANSWERED
                              : question->asked_ms != 0                          ? SAUDA_QUESTION_ASKED
                                                                                 : SAUDA_QUESTION_TO_ASK,
                              "merchant", N_ ("Sauda answers again."), editing->now_ms, error);
}

/* The person's word closes the question; what is known of the buyer's measures is learned from. */
static gboolean
choose_size (SaudaConnection *connection, const Editing *editing, SaudaQuestion *question, GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (connection, question->store_id, question->code, error);
  const SaudaOrderLineInfo *line;
  gboolean same;

  if (order == NULL)
    return FALSE;
  if (order->lines->len != 1) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_INVALID,
                         _ ("The order has several lines: set each one's size in the table of orders."));
    return FALSE;
  }
  line = g_ptr_array_index (order->lines, 0);
  same = g_strcmp0 (editing->size, line->clicked_size) == 0;
  return sauda_decisions_decide (editing->advisor, connection,
                                 &(SaudaDecision){ .line_id = line->id,
                                                   .size = editing->size,
                                                   .height_cm = question->height_cm,
                                                   .weight_kg = question->weight_kg,
                                                   .source = SAUDA_SIZE_SOURCE_PERSON,
                                                   .who = g_get_user_name (),
                                                   .reason = N_ ("Chosen in the conversation."),
                                                   .now_ms = editing->now_ms },
                                 error) &&
         sauda_question_decide (
           connection, question, same ? SAUDA_QUESTION_AS_ORDERED : SAUDA_QUESTION_CHANGED, editing->size,
           g_get_user_name (), N_ ("Chosen in the conversation."), editing->now_ms, error);
}

/* Whatever stands around the number of the order is left out. */
static gboolean
attach (SaudaConnection *connection, const Editing *editing, GError **error)
{
  g_autofree char *code = g_strstrip (g_strdup (editing->text));
  g_autoptr (GArray) ids = sauda_orders_find_ids (connection, code, error);
  g_autoptr (SaudaQuestion) question = NULL;

  if (ids == NULL)
    return FALSE;
  question =
    sauda_question_find_of_order (connection, ids->len > 0 ? g_array_index (ids, gint64, 0) : 0, error);
  return question != NULL && sauda_strangers_attach (connection, editing->edit.contact_id, question->id,
                                                     g_get_user_name (), editing->now_ms, error);
}

static gpointer
edit_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Editing *editing = data;
  const SaudaTalkEdit *edit = &editing->edit;
  g_autoptr (SaudaQuestion) question = NULL;
  gboolean done = FALSE;

  if (editing->kind == SAUDA_TALK_EDIT_CORRECT)
    return sauda_conversation_correct (connection, edit->message_id, edit->height_cm, edit->weight_kg,
                                       editing->size, g_get_user_name (), editing->now_ms, error)
             ? editing
             : NULL;
  if (editing->kind == SAUDA_TALK_EDIT_OPENED)
    return sauda_conversation_settle_by_hand (connection, edit->question_id, outcomes[edit->outcome],
                                              g_get_user_name (), editing->now_ms, error)
             ? editing
             : NULL;
  if (editing->kind == SAUDA_TALK_EDIT_CONSENT)
    return sauda_contacts_set_consent (connection, edit->contact_id, editing->text, editing->now_ms, error)
             ? editing
             : NULL;
  if (editing->kind == SAUDA_TALK_EDIT_ATTACH)
    return attach (connection, editing, error) ? editing : NULL;
  if (editing->kind == SAUDA_TALK_EDIT_ANSWER)
    return sauda_conversation_answer_by_hand (connection, edit->question_id, editing->text,
                                              g_get_user_name (), editing->now_ms, error)
             ? editing
             : NULL;
  question = sauda_question_get (connection, edit->question_id, error);
  if (question == NULL)
    return NULL;
  if (editing->kind == SAUDA_TALK_EDIT_SIZE)
    done = choose_size (connection, editing, question, error);
  else
    done = take_over (connection, editing, question, error);
  return done ? editing : NULL;
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  sauda_workspace_emit_orders_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * sauda_talk_edit_async:
 * @workspace: the merchant's folder
 * @kind: what is done
 * @edit: to what; copied
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_talk_edit_async (SaudaWorkspace *workspace,
                       SaudaTalkEditKind kind,
                       const SaudaTalkEdit *edit,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Editing *editing = g_new0 (Editing, 1);

  editing->kind = kind;
  editing->edit = *edit;
  editing->text = g_strdup (edit->text);
  editing->size = sauda_order_edit_read_size (edit->size);
  editing->advisor = g_object_ref (sauda_workspace_get_size_advisor (workspace));
  editing->now_ms = sauda_workspace_get_now (workspace);
  sauda_database_run_async (sauda_workspace_get_database (workspace), edit_work, editing, editing_free, NULL,
                            cancellable, on_edited, task);
}

/**
 * sauda_talk_edit_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with an error of the conversation, orders or store room
 */
gboolean
sauda_talk_edit_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A message that a person writes. */
typedef struct {
  gint64 question_id;
  char *text;              /* (owned) */
  SaudaTalk *talk;         /* (owned) (nullable) */
  SaudaTalkSender *sender; /* (owned) (nullable) */
  SaudaDayStep *step;      /* (owned) */
  int lock;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_free (writing->text);
  g_clear_object (&writing->talk);
  g_clear_object (&writing->sender);
  g_object_unref (writing->step);
  sauda_day_lock_release (writing->lock);
  g_free (writing);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  const char *const *failed = sauda_day_step_get_failed (writing->step);
  const char *const *waiting = sauda_day_step_get_waiting (writing->step);

  sauda_day_lock_release (writing->lock);
  writing->lock = -1;
  if (!sauda_talk_sender_finish (writing->sender, result, &error))
    g_task_return_error (task, error);
  else if (sauda_talk_sender_get_sent (writing->sender) > 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE, "%s",
                             *failed != NULL    ? *failed
                             : *waiting != NULL ? *waiting
                                                : _ ("The message was not sent."));
}

static void
on_talk (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  const char *problem;

  writing->talk = sauda_talk_open_finish (result, &error);
  if (writing->talk == NULL) {
    g_task_return_error (task, error);
    return;
  }
  problem = sauda_talk_get_problem (writing->talk);
  if (sauda_talk_get_provider (writing->talk) == NULL) {
    g_task_return_new_error (task, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE, "%s",
                             problem != NULL ? problem : _ ("WhatsApp is not set up."));
    return;
  }
  writing->sender = sauda_talk_sender_new (writing->talk, writing->step);
  sauda_talk_sender_write_async (writing->sender, writing->question_id, writing->text, g_get_user_name (),
                                 on_written, task);
  g_steal_pointer (&task);
}

static void
on_locked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  writing->lock = sauda_day_lock_take_finish (result, &error);
  if (writing->lock < 0)
    g_task_return_error (task, error);
  else
    sauda_talk_open_async (g_task_get_source_object (task), g_task_get_cancellable (task), on_talk,
                           g_object_ref (task));
}

/**
 * sauda_talk_write_async:
 * @workspace: the merchant's folder
 * @question_id: about which order
 * @text: (nullable): the words; %NULL sends the question's own template once more, outside of the window
 * @cancellable: (nullable): to stop before it leaves
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Sends what a person wrote, through the ledger, once. A person who writes has taken the conversation over.
 */
void
sauda_talk_write_async (SaudaWorkspace *workspace,
                        gint64 question_id,
                        const char *text,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->question_id = question_id;
  writing->text = g_strdup (text);
  writing->step = sauda_day_step_new ("write", "");
  writing->lock = -1;
  g_task_set_task_data (task, writing, writing_free);
  sauda_day_lock_take_async (sauda_workspace_get_folder (workspace), on_locked, task);
}

/**
 * sauda_talk_write_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: whether the provider has it; else %FALSE with an error of the conversation, day or store room
 */
gboolean
sauda_talk_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
