#include "sauda-cli.h"

#include "sauda-contacts.h"
#include "sauda-conversation.h"
#include "sauda-orders.h"
#include "sauda-reason.h"
#include "sauda-strangers.h"
#include "sauda-whatsapp-link.h"

#include <glib/gi18n-lib.h>

/* What a command about one order does and finds. */
typedef struct {
  const char *code;
  const char *text;
  const char *who;
  gint64 message_id;
  double height_cm;
  double weight_kg;
  const char *size;
  gint64 now_ms;
  gboolean take_over;
  SaudaQuestion *question; /* (owned) (nullable) */
} Work;

static gint64
get_now (SaudaCli *cli)
{
  return sauda_workspace_get_now (cli->workspace);
}

/* A number names one order, whichever store it is of. */
static SaudaQuestion *
find_question (SaudaConnection *connection, const char *code, GError **error)
{
  g_autoptr (GArray) ids = sauda_orders_find_ids (connection, code, error);

  if (ids == NULL)
    return NULL;
  return sauda_question_find_of_order (connection, ids->len > 0 ? g_array_index (ids, gint64, 0) : 0, error);
}

static gpointer
list_messages_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  if (work->code != NULL) {
    work->question = find_question (connection, work->code, error);
    if (work->question == NULL)
      return NULL;
  }
  return sauda_messages_list (connection, 0, work->question != NULL ? work->question->id : 0, error);
}

static void
add_number (JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name (json, key);
  if (value > 0)
    json_builder_add_double_value (json, value);
  else
    json_builder_add_null_value (json);
}

static void
add_message (JsonBuilder *json, const SaudaMessage *message)
{
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", message->id);
  sauda_cli_add_string (json, "provider", sauda_whatsapp_kind_get_name (message->provider));
  sauda_cli_add_string (json, "order", message->order);
  sauda_cli_add_string (json, "buyer", message->phone);
  sauda_cli_add_string (json, "direction", message->outbound ? "out" : "in");
  sauda_cli_add_string (json, "purpose", message->purpose);
  sauda_cli_add_string (json, "content", message->content);
  sauda_cli_add_string (json, "text", message->text);
  sauda_cli_add_string (json, "template", message->template);
  sauda_cli_add_string (json, "delivery",
                        message->outbound ? sauda_whatsapp_delivery_get_name (message->delivery) : NULL);
  sauda_cli_add_string (json, "error", message->error);
  sauda_cli_add_string (json, "intent", message->intent);
  add_number (json, "height_cm", message->height_cm);
  add_number (json, "weight_kg", message->weight_kg);
  sauda_cli_add_string (json, "size", message->size);
  sauda_cli_add_time (json, "at", message->at_ms);
  json_builder_end_object (json);
}

static void
print_messages (SaudaCli *cli, GPtrArray *messages)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "messages");
  for (guint i = 0; i < messages->len; i++) {
    const SaudaMessage *message = g_ptr_array_index (messages, i);
    g_autofree char *clock = sauda_time_format_clock (message->at_ms);
    const SaudaCliCell cells[] = {
      { clock, 5 },
      { message->order, 10 },
      { message->outbound ? sauda_whatsapp_delivery_get_title (message->delivery) : message->intent, 16 },
      { message->outbound ? "→" : "←", 1 },
      { message->text, 0 }
    };

    add_message (json, message);
    if (!cli->json)
      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  sauda_cli_end_list (cli, json);
}

/**
 * sauda_cli_messages_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_messages_list (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *order = NULL;
  const GOptionEntry entries[] = {
    { "order", 0, 0, G_OPTION_ARG_STRING, &order, N_ ("Of one order alone"), "CODE" }, { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  Work work = { 0 };

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  work.code = order;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  messages = sauda_workspace_read (cli->workspace, list_messages_work, &work, &error);
  g_clear_pointer (&work.question, sauda_question_free);
  if (messages == NULL)
    return sauda_cli_fail (cli, error);
  print_messages (cli, messages);
  return SAUDA_EXIT_DONE;
}

static gpointer
list_questions_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_question_list (connection, *(guint *) data, 0, error);
}

static void
print_questions (SaudaCli *cli, GPtrArray *questions)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "questions");
  for (guint i = 0; i < questions->len; i++) {
    const SaudaQuestion *question = g_ptr_array_index (questions, i);
    g_autofree char *reason = sauda_reason_show (question->reason);
    g_autofree char *attention = sauda_reason_show (question->attention);
    const char *why = attention != NULL ? attention : reason;
    const SaudaCliCell cells[] = { { question->code, 10 },
                                   { question->store, 10 },
                                   { sauda_question_state_get_title (question->state), 18 },
                                   { question->proposed_size, 4 },
                                   { why != NULL ? why : "", 0 } };

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "order", question->code);
    sauda_cli_add_string (json, "store", question->store);
    sauda_cli_add_string (json, "state", sauda_question_state_get_name (question->state));
    add_number (json, "height_cm", question->height_cm);
    add_number (json, "weight_kg", question->weight_kg);
    sauda_cli_add_string (json, "proposed_size", question->proposed_size);
    add_number (json, "probability", question->probability);
    sauda_cli_add_string (json, "reason", reason);
    sauda_cli_add_string (json, "attention", attention);
    sauda_cli_add_time (json, "deadline", question->deadline_ms);
    sauda_cli_add_time (json, "closed", question->closed_ms);
    json_builder_set_member_name (json, "taken_over");
    json_builder_add_boolean_value (json, question->taken_over_ms != 0);
    json_builder_set_member_name (json, "opted_out");
    json_builder_add_boolean_value (json, question->opted_out_ms != 0);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  sauda_cli_end_list (cli, json);
}

/**
 * sauda_cli_conversation_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_list (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = { { "state", 0, 0, G_OPTION_ARG_STRING, &name,
                                     N_ ("Of one state alone, such as person"), "STATE" },
                                   { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) questions = NULL;
  SaudaQuestionState state;
  guint mask = 0;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (name != NULL && !sauda_question_state_from_name (name, &state))
    return sauda_cli_usage (_ ("There is no such state of a question."));
  if (name != NULL)
    mask = 1u << state;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  questions = sauda_workspace_read (cli->workspace, list_questions_work, &mask, &error);
  if (questions == NULL)
    return sauda_cli_fail (cli, error);
  print_questions (cli, questions);
  return SAUDA_EXIT_DONE;
}

static gpointer
answer_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (SaudaQuestion) question = find_question (connection, work->code, error);

  if (question == NULL || !sauda_conversation_answer_by_hand (connection, question->id, work->text, work->who,
                                                              work->now_ms, error))
    return NULL;
  return sauda_question_get (connection, question->id, error);
}

/* Runs @func on one order and shows what has become of its question. */
static SaudaExit
run_on_question (SaudaCli *cli, SaudaWorkspaceFunc func, Work *work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_question_free);
  SaudaQuestion *question;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  work->who = g_get_user_name ();
  work->now_ms = get_now (cli);
  question = sauda_workspace_write (cli->workspace, func, work, &error);
  if (question == NULL)
    return sauda_cli_fail (cli, error);
  g_ptr_array_add (shown, question);
  print_questions (cli, shown);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_conversation_answer:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_answer (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  Work work = { 0 };

  if (!sauda_cli_parse (cli, "CODE TEXT", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3)
    return sauda_cli_usage (_ ("Name an order, and what its buyer answered."));
  work.code = argv[1];
  work.text = argv[2];
  return run_on_question (cli, answer_work, &work);
}

static gpointer
attach_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (SaudaQuestion) question = find_question (connection, work->code, error);

  if (question == NULL ||
      !sauda_strangers_attach (connection, work->message_id, question->id, work->who, work->now_ms, error))
    return NULL;
  return sauda_question_get (connection, question->id, error);
}

/**
 * sauda_cli_conversation_attach:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_attach (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  Work work = { 0 };

  if (!sauda_cli_parse (cli, "ID CODE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3)
    return sauda_cli_usage (_ ("Name a person of “conversation strangers”, and an order."));
  work.message_id = g_ascii_strtoll (argv[1], NULL, 10);
  work.code = argv[2];
  return run_on_question (cli, attach_work, &work);
}

static gpointer
take_over_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (SaudaQuestion) question = find_question (connection, work->code, error);

  if (question == NULL ||
      !sauda_contacts_set_taken_over (connection, question->contact_id, work->take_over ? work->now_ms : 0,
                                      work->take_over ? _ ("A person answers.") : NULL, error))
    return NULL;
  if (!work->take_over && question->state == SAUDA_QUESTION_PERSON) {
    g_clear_pointer (&question->attention, g_free);
    if (!sauda_question_move (connection, question,
                              question->asked_ms != 0 ? SAUDA_QUESTION_ASKED : SAUDA_QUESTION_TO_ASK,
                              work->who, N_ ("Sauda answers again."), work->now_ms, error))
      return NULL;
  }
  return sauda_question_get (connection, question->id, error);
}

static SaudaExit
switch_over (SaudaCli *cli, int argc, char **argv, gboolean take_over)
{
  const GOptionEntry entries[] = { { NULL } };
  Work work = { .take_over = take_over };

  if (!sauda_cli_parse (cli, "CODE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one order."));
  work.code = argv[1];
  return run_on_question (cli, take_over_work, &work);
}

/**
 * sauda_cli_conversation_take_over:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_take_over (SaudaCli *cli, int argc, char **argv)
{
  return switch_over (cli, argc, argv, TRUE);
}

/**
 * sauda_cli_conversation_resume:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_resume (SaudaCli *cli, int argc, char **argv)
{
  return switch_over (cli, argc, argv, FALSE);
}

static gpointer
correct_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (SaudaMessage) message = NULL;

  if (!sauda_conversation_correct (connection, work->message_id, work->height_cm, work->weight_kg, work->size,
                                   work->who, work->now_ms, error))
    return NULL;
  message = sauda_messages_get (connection, work->message_id, error);
  return message != NULL ? sauda_question_get (connection, message->question_id, error) : NULL;
}

/**
 * sauda_cli_conversation_correct:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_correct (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *size = NULL;
  Work work = { 0 };
  const GOptionEntry entries[] = {
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &work.height_cm, N_ ("Height in cm"), "CM" },
    { "weight", 0, 0, G_OPTION_ARG_DOUBLE, &work.weight_kg, N_ ("Weight in kg"), "KG" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_ ("A size"), "SIZE" },
    { NULL }
  };

  if (!sauda_cli_parse (cli, "MESSAGE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2 || (work.message_id = g_ascii_strtoll (argv[1], NULL, 10)) <= 0)
    return sauda_cli_usage (_ ("Name a message by its number, as messages list shows it."));
  work.size = size;
  return run_on_question (cli, correct_work, &work);
}

static gpointer
link_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Work *work = data;
  SaudaConversationRules rules;
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) due = NULL;

  sauda_conversation_rules_init (&rules, SAUDA_WHATSAPP_LINK);
  due = sauda_conversation_list_due (connection, &rules, work->now_ms, waiting, error);
  for (guint i = 0; due != NULL && i < due->len; i++) {
    const SaudaDueMessage *message = g_ptr_array_index (due, i);

    if (g_strcmp0 (message->code, work->code) == 0)
      return sauda_whatsapp_link_make (message->to, message->text, SAUDA_WHATSAPP_LINK_PAGE);
  }
  return due != NULL ? g_strdup ("") : NULL;
}

/**
 * sauda_cli_conversation_link:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_link (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  Work work = { 0 };

  if (!sauda_cli_parse (cli, "CODE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one order."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  work.code = argv[1];
  work.now_ms = get_now (cli);
  link = sauda_workspace_read (cli->workspace, link_work, &work, &error);
  if (link == NULL)
    return sauda_cli_fail (cli, error);
  if (*link == '\0')
    return sauda_cli_usage (_ ("Nothing is due for this order now."));
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "order", work.code);
  sauda_cli_add_string (json, "link", link);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", link);
  return SAUDA_EXIT_DONE;
}
