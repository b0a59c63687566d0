#include "conversation-fixture.h"

#include "sauda-orders.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-stores.h"
#include "sauda-template-store.h"
#include "sauda-test-database.h"

#include <string.h>

#define DAY 20735 /* any Almaty day */
#define MINUTE_MS G_GINT64_CONSTANT (60000)

static const char orders_sql[] =
  "INSERT INTO store (id, name, created_ms) VALUES (1, 'ONE', 0);"
  "INSERT INTO variant (id, sku, model_key, model_name, size, model, gender, product_type, search_key) VALUES"
  " (1, 'P_M', 'P', 'Принт', 'M', 'Print51', 'Men', 'CL', 'p'), (2, 'P_L', 'P', 'Принт', 'L', 'Print51', "
  "'Men', 'CL',"
  " 'p'), (3, 'P_XL', 'P', 'Принт', 'XL', 'Print51', 'Men', 'CL', 'p');"
  "INSERT INTO offer (store_id, sku, variant_id, stock_entered) VALUES (1, 'm', 1, 5), (1, 'l', 2, 3), (1, "
  "'xl', 3, 4);"
  "INSERT INTO customer (id, phone, name) VALUES (1, '7011234567', 'Айгүл'), (2, '7019876543', 'Ерлан'), (3, "
  "'7025550011', 'Дана');";

static void
add_order (GString *sql, int id, const char *code, int customer, int quantity)
{
  g_autofree char *buyer = customer > 0 ? g_strdup_printf ("%d", customer) : g_strdup ("NULL");

  g_string_append_printf (
    sql,
    "INSERT INTO orders (id, store_id, code, state, status, stage, kaspi_delivery, planned_handover_ms, "
    "customer_id,"
    " source, first_seen_ms, updated_ms) VALUES (%d, 1, '%s', 'NEW', 'APPROVED_BY_BANK', 'new', 1,"
    " %" G_GINT64_FORMAT ", %s, 'api', 0, 0);"
    "INSERT INTO order_line (id, order_id, position, sku, quantity) VALUES (%d, %d, 0, 'l', %d);",
    id, code, sauda_day_time_ms (DAY, 15, 0), buyer, id, id, quantity);
}

void
conversation_fixture_set_up (ConversationFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) sql = g_string_new (orders_sql);

  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
  fixture->now_ms = sauda_day_time_ms (DAY, 9, 0);
  add_order (sql, 1, CONVERSATION_ORDER, 1, 1);
  add_order (sql, 2, CONVERSATION_SECOND, 1, 1);
  add_order (sql, 3, CONVERSATION_OTHER, 2, 1);
  add_order (sql, 4, CONVERSATION_NO_PHONE, 0, 1);
  add_order (sql, 5, CONVERSATION_SEVERAL, 3, 2);
  sauda_test_database_execute (fixture->database, sql->str);
}

void
conversation_fixture_tear_down (ConversationFixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

typedef struct {
  ConversationFixture *fixture;
  ConversationFunc func;
  gconstpointer data;
} Running;

static gpointer
run_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Running *running = data;

  running->fixture->connection = connection;
  running->func (running->fixture, running->data);
  running->fixture->connection = NULL;
  return running;
}

void
conversation_fixture_run (ConversationFixture *fixture, ConversationFunc func, gconstpointer data)
{
  Running running = { fixture, func, data };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_database_run_async (fixture->database, run_work, &running, NULL, NULL, NULL, sauda_test_keep_result,
                            &result);
  sauda_test_wait_until (result != NULL);
  sauda_database_run_finish (fixture->database, result, &error);
  g_assert_no_error (error);
}

SaudaQuestion *
conversation_fixture_get (ConversationFixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sauda_orders_find_ids (fixture->connection, code, &error);
  SaudaQuestion *question;

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  question = sauda_question_find_of_order (fixture->connection, g_array_index (ids, gint64, 0), &error);
  g_assert_no_error (error);
  return question;
}

char *
conversation_fixture_get_size (ConversationFixture *fixture, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaOrderInfo) order = sauda_orders_find (fixture->connection, 1, code, &error);

  g_assert_no_error (error);
  return g_strdup (((const SaudaOrderLineInfo *) g_ptr_array_index (order->lines, 0))->decided_size);
}

static void
approve_templates (ConversationFixture *fixture, GError **error)
{
  g_autoptr (GPtrArray) infos =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_whatsapp_template_info_free);
  guint count;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);

  for (guint i = 0; i < count; i++)
    if (all[i].name != NULL)
      g_ptr_array_add (
        infos, sauda_whatsapp_template_info_new (all[i].name, all[i].name, all[i].language, "APPROVED"));
  sauda_template_store_keep (fixture->connection, SAUDA_WHATSAPP_META, infos, fixture->now_ms, error);
}

/* What is kept is no language's sentence: whoever reads makes words of it. */
static void
refuse_for_ever (ConversationFixture *fixture, gint64 id, GError **error)
{
  g_autoptr (SaudaMessage) message = NULL;
  g_autofree char *words = NULL;

  if (!sauda_conversation_record_failure (fixture->connection, id, SAUDA_WHATSAPP_ERROR_NEVER, 131026,
                                          "sentence", fixture->now_ms, error))
    return;
  message = sauda_messages_get (fixture->connection, id, error);
  words = sauda_reason_show (message->error);
  g_assert_true (g_str_has_prefix (message->error, "%s (%s)"));
  g_assert_true (g_str_has_suffix (words, "(131026)"));
}

/* How the answer to our message is: taken, lost, or refused with a code. */
static void
answer_send (ConversationFixture *fixture, gint64 id, const char *how, GError **error)
{
  if (g_str_equal (how, "send") || g_str_equal (how, "lose")) {
    g_autofree char *provider_id = g_strdup_printf ("ours%u", ++fixture->sent);

    if (g_str_equal (how, "send"))
      sauda_conversation_record_sent (fixture->connection, id, provider_id, fixture->now_ms, error);
    else {
      fixture->lost++;
      sauda_conversation_record_unclear (fixture->connection, id, "lost", fixture->now_ms, fixture->now_ms,
                                         error);
    }
  } else if (g_str_equal (how, "paused"))
    sauda_conversation_record_failure (fixture->connection, id, SAUDA_WHATSAPP_ERROR_LATER, 132015, "paused",
                                       fixture->now_ms, error);
  else if (g_str_equal (how, "never"))
    refuse_for_ever (fixture, id, error);
  else
    g_assert_not_reached ();
}

static void
send_planned (ConversationFixture *fixture, GArray *ids, const char *how, GError **error)
{
  for (guint i = 0; i < ids->len && *error == NULL; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *obstacle = NULL;
    gboolean may;

    if (id == 0 ||
        !sauda_conversation_begin_sending (fixture->connection, id, fixture->now_ms, &may, &obstacle,
                                           error) ||
        !may)
      continue;
    fixture->last_id = id;
    answer_send (fixture, id, how, error);
  }
}

static void
send_due (ConversationFixture *fixture, const char *how, GError **error)
{
  SaudaConversationRules rules;
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) due = NULL;
  gint64 plan;

  sauda_conversation_rules_init (&rules, SAUDA_WHATSAPP_META);
  due = sauda_conversation_list_due (fixture->connection, &rules, fixture->now_ms, waiting, error);
  if (due == NULL || due->len == 0)
    return;
  plan = sauda_outbox_add_plan (fixture->connection, "Write", fixture->now_ms, error);
  for (guint i = 0; i < due->len && *error == NULL; i++) {
    gint64 id = sauda_conversation_plan_message (fixture->connection, &rules, g_ptr_array_index (due, i),
                                                 plan, "me", fixture->now_ms, error);

    g_array_append_val (ids, id);
  }
  if (*error == NULL && sauda_outbox_approve (fixture->connection, plan, "me", fixture->now_ms, error))
    send_planned (fixture, ids, how, error);
}

static SaudaWhatsappInbound *
new_inbound (ConversationFixture *fixture, const SaudaQuestion *question, const char *text)
{
  g_autofree char *id = g_strdup_printf ("theirs%u", ++fixture->received);
  SaudaWhatsappInbound *inbound = sauda_whatsapp_inbound_new (id, question->phone + 1);

  inbound->phone = g_strdup (question->phone);
  inbound->at_ms = fixture->now_ms;
  g_free (inbound->text);
  inbound->text = g_strdup (text);
  return inbound;
}

static void
take (ConversationFixture *fixture, const SaudaWhatsappInbound *inbound, GError **error)
{
  sauda_conversation_take_inbound (fixture->connection, SAUDA_WHATSAPP_META, inbound, fixture->now_ms,
                                   &fixture->counts, error);
}

/* "in TEXT", "quote TEXT" of our last message, "edit TEXT", "revoke", "photo", "again": of the buyer of
 * @code. */
static gboolean
act_as_buyer (ConversationFixture *fixture,
              const char *code,
              const char *word,
              const char *rest,
              GError **error)
{
  g_autofree char *before = g_strdup_printf ("theirs%u", fixture->received);
  g_autoptr (SaudaQuestion) question = NULL;
  g_autoptr (SaudaWhatsappInbound) inbound = NULL;

  if (!g_strv_contains ((const char *const[]){ "in", "quote", "edit", "revoke", "photo", "again", NULL },
                        word))
    return FALSE;
  question = conversation_fixture_get (fixture, code);
  if (question->phone == NULL)
    return TRUE;
  inbound = new_inbound (fixture, question, rest);
  if (g_str_equal (word, "quote"))
    inbound->quoted_id = g_strdup_printf ("ours%u", fixture->sent);
  else if (g_str_equal (word, "edit"))
    inbound->content = SAUDA_WHATSAPP_CONTENT_EDIT;
  else if (g_str_equal (word, "revoke"))
    inbound->content = SAUDA_WHATSAPP_CONTENT_REVOKE;
  else if (g_str_equal (word, "photo"))
    inbound->content = SAUDA_WHATSAPP_CONTENT_MEDIA;
  if (inbound->content == SAUDA_WHATSAPP_CONTENT_EDIT || inbound->content == SAUDA_WHATSAPP_CONTENT_REVOKE)
    inbound->original_id = g_strdup (before);
  if (g_str_equal (word, "again")) {
    g_free (inbound->id);
    inbound->id = g_strdup (before);
  }
  take (fixture, inbound, error);
  return TRUE;
}

/* "status failed 131047", "status read": of our last message, by our own reference as well. */
static void
take_status (ConversationFixture *fixture, const char *rest, GError **error)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 2);
  g_autofree char *id = g_strdup_printf ("ours%u", fixture->sent);
  g_autoptr (SaudaWhatsappStatus) status = sauda_whatsapp_status_new (id);

  if (fixture->sent == 0)
    return;
  status->reference = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->last_id);
  status->delivery = g_str_equal (words[0], "failed") ? SAUDA_WHATSAPP_DELIVERY_FAILED
                     : g_str_equal (words[0], "sent") ? SAUDA_WHATSAPP_DELIVERY_SENT
                                                      : SAUDA_WHATSAPP_DELIVERY_READ;
  status->code = words[1] != NULL ? atoi (words[1]) : 0;
  status->failure = status->code == 131047   ? SAUDA_WHATSAPP_ERROR_TEMPLATE
                    : status->code == 190    ? SAUDA_WHATSAPP_ERROR_CONFIGURATION
                    : status->code == 131048 ? SAUDA_WHATSAPP_ERROR_LATER
                                             : SAUDA_WHATSAPP_ERROR_NEVER;
  status->reason = g_strdup ("failed");
  sauda_conversation_take_status (fixture->connection, SAUDA_WHATSAPP_META, status, fixture->now_ms,
                                  &fixture->counts, error);
}

/* What else a story is made of; returns FALSE for an unknown word. */
static gboolean
act_as_sauda (ConversationFixture *fixture,
              const char *code,
              const char *word,
              const char *rest,
              GError **error)
{
  g_autoptr (SaudaQuestion) question = NULL;
  SaudaConversationClosed closed;
  guint opened;

  if (g_str_equal (word, "open"))
    return sauda_conversation_open (fixture->connection, DAY, FALSE, fixture->now_ms, &opened, error);
  if (g_str_equal (word, "templates")) {
    approve_templates (fixture, error);
    return TRUE;
  }
  if (g_str_equal (word, "halt"))
    return sauda_stores_set_stopped (fixture->connection, NULL, TRUE, error);
  if (g_str_equal (word, "minutes")) {
    fixture->now_ms += atoi (rest) * MINUTE_MS;
    return TRUE;
  }
  if (g_str_equal (word, "cutoff"))
    fixture->now_ms = MAX (fixture->now_ms, sauda_day_time_ms (DAY, 15, 1));
  if (g_str_equal (word, "cutoff") || g_str_equal (word, "close"))
    return sauda_conversation_close_due (fixture->connection, fixture->now_ms, &closed, error);
  if (g_str_equal (word, "unread")) {
    fixture->now_ms = MAX (fixture->now_ms, sauda_day_time_ms (DAY, 15, 1));
    return sauda_conversation_put_off (fixture->connection, DAY, fixture->now_ms, &opened, error);
  }
  if (g_str_equal (word, "read"))
    return sauda_conversation_take_up (fixture->connection, DAY, error);
  if (g_str_equal (word, "status")) {
    take_status (fixture, rest, error);
    return TRUE;
  }
  question = conversation_fixture_get (fixture, code);
  if (g_str_equal (word, "advise"))
    return sauda_conversation_advise (fixture->connection, question->id, rest, 0.8, "by the chart",
                                      fixture->now_ms, error);
  if (g_str_equal (word, "hand"))
    return question->contact_id == 0 ||
           sauda_conversation_answer_by_hand (fixture->connection, question->id, rest, "me", fixture->now_ms,
                                              error);
  return FALSE;
}

/* One act of a story about the order @code, such as "in 175/80". */
void
conversation_fixture_act (ConversationFixture *fixture, const char *code, const char *act)
{
  g_auto (GStrv) parts = g_strsplit (act, " ", 2);
  const char *rest = parts[1] != NULL ? parts[1] : "";
  g_autoptr (GError) error = NULL;

  if (g_strv_contains ((const char *const[]){ "send", "lose", "never", "paused", NULL }, parts[0]))
    send_due (fixture, parts[0], &error);
  else if (!act_as_buyer (fixture, code, parts[0], rest, &error) &&
           !act_as_sauda (fixture, code, parts[0], rest, &error) && error == NULL)
    g_error ("There is no act “%s”", act);
  g_assert_no_error (error);
}
