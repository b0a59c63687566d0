#include "conversation-fixture.h"

#include "sauda-reason.h"
#include "sauda-strangers.h"

#include <string.h>

/* Acts one after the other, and what has become of the question about one order. */
typedef struct {
  const char *name;
  const char *code;
  const char *acts; /* apart by semicolons */
  SaudaQuestionState state;
  const char *size; /* (nullable) decided */
  guint sent;
} Story;

#define ONE CONVERSATION_OTHER

static const Story stories[] = {
  { "agrees", ONE, "send; in 175/80; advise XL; send; in да", SAUDA_QUESTION_CONFIRMED, "XL", 5 },
  { "names-clicked-size", ONE, "send; in L", SAUDA_QUESTION_CONFIRMED, "L", 4 },
  { "names-other-size", ONE, "send; in XL", SAUDA_QUESTION_CHANGED, "XL", 4 },
  { "names-size-that-is-not-made", ONE, "send; in 5XL", SAUDA_QUESTION_PERSON, NULL, 4 },
  { "other-than-proposed", ONE, "send; in 175/80; advise XL; send; in не XL, а M", SAUDA_QUESTION_CHANGED,
    "M", 5 },
  { "silent", ONE, "send; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 4 },
  { "unread-at-the-cut-off", ONE, "send; unread; close", SAUDA_QUESTION_ASKED, NULL, 4 },
  { "read-afterwards", ONE, "send; unread; close; in XL; close", SAUDA_QUESTION_CHANGED, "XL", 4 },
  { "silent-when-read", ONE, "send; unread; close; read; close", SAUDA_QUESTION_AS_ORDERED, "L", 4 },
  { "unread-for-long", ONE, "send; unread; close; minutes 15; unread; close", SAUDA_QUESTION_AS_ORDERED, "L",
    4 },
  { "silent-after-proposal", ONE, "send; in 175/80; advise XL; send; cutoff", SAUDA_QUESTION_CHANGED, "XL",
    5 },
  { "not-proposed-in-time", ONE, "send; in 175/80; advise XL; cutoff", SAUDA_QUESTION_CHANGED, "XL", 4 },
  { "never-asked", ONE, "cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 0 },
  { "half", ONE, "send; in рост 175; send; in вес 80", SAUDA_QUESTION_ANSWERED, NULL, 5 },
  { "half-and-silent", ONE, "send; in рост 175; send; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 5 },
  { "yes-to-nothing", ONE, "send; in да", SAUDA_QUESTION_PERSON, NULL, 4 },
  { "old-yes", ONE, "in да; send; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 3 },
  { "says-no", ONE, "send; in 175/80; advise XL; send; in нет", SAUDA_QUESTION_PERSON, NULL, 5 },
  { "unclear", ONE, "send; in 175/80 и 165/55; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 4 },
  { "photo", ONE, "send; photo", SAUDA_QUESTION_PERSON, NULL, 4 },
  { "stop", ONE, "send; in стоп", SAUDA_QUESTION_AS_ORDERED, "L", 4 },
  { "stop-before", ONE, "in стоп; send; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 3 },
  { "not-in-the-evening", ONE, "send; in не пишите вечером; minutes 250; send", SAUDA_QUESTION_PERSON, NULL,
    7 },
  { "calls-instead", ONE, "send; in не пишите, позвоните; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 4 },
  { "copies-our-question", ONE,
    "send; in Напишите, пожалуйста, ваш рост и вес одним сообщением, например 178/82. Иначе отправим размер "
    "из заказа.",
    SAUDA_QUESTION_PERSON, NULL, 4 },
  { "wants-a-person", ONE, "send; in позвоните мне; minutes 250; send", SAUDA_QUESTION_PERSON, NULL, 7 },
  { "twice-the-same", ONE, "send; in 175/80; again; in 175/80; advise XL; send; again",
    SAUDA_QUESTION_PROPOSED, NULL, 5 },
  { "corrects", ONE, "send; in 175/80; advise XL; send; in 165/60; advise M; send; in да",
    SAUDA_QUESTION_CONFIRMED, "M", 6 },
  { "edits", ONE, "send; in 175/80; edit 185/80; advise XL; send", SAUDA_QUESTION_PROPOSED, NULL, 5 },
  { "edits-what-was-decided", ONE, "send; in XL; edit M", SAUDA_QUESTION_CHANGED, "M", 4 },
  { "edits-too-late", ONE, "send; in XL; cutoff; edit M", SAUDA_QUESTION_CHANGED, "XL", 4 },
  { "takes-back", ONE, "send; in XL; revoke", SAUDA_QUESTION_PERSON, NULL, 4 },
  { "late", ONE, "send; cutoff; in 175/80", SAUDA_QUESTION_AS_ORDERED, "L", 4 },
  { "reminded-once", ONE, "send; minutes 250; send; send; minutes 20; send", SAUDA_QUESTION_ASKED, NULL, 8 },
  { "asked-once", ONE, "send; send; open; send", SAUDA_QUESTION_ASKED, NULL, 4 },
  { "stopped-store-waits", ONE, "halt; send", SAUDA_QUESTION_TO_ASK, NULL, 0 },
  { "lost-answer-is-not-repeated", ONE, "lose; send; minutes 30; send", SAUDA_QUESTION_TO_ASK, NULL, 4 },
  { "lost-answer-found-by-status", ONE, "lose; status read; in XL", SAUDA_QUESTION_CHANGED, "XL", 4 },
  { "no-whatsapp", ONE, "never; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 0 },
  { "paused-template-waits", ONE, "paused; send; minutes 5; send; cutoff", SAUDA_QUESTION_AS_ORDERED, "L",
    0 },
  { "paused-template-comes-back", ONE, "paused; minutes 11; templates; send; in XL", SAUDA_QUESTION_CHANGED,
    "XL", 4 },
  { "window-closed-afterwards", ONE, "send; in 175/80; advise XL; send; status failed 131047; send; in да",
    SAUDA_QUESTION_CONFIRMED, "XL", 6 },
  { "status-out-of-order", ONE, "send; status read; status sent; in XL", SAUDA_QUESTION_CHANGED, "XL", 4 },
  { "two-orders-unclear", CONVERSATION_ORDER, "send; in 175/80", SAUDA_QUESTION_PERSON, NULL, 4 },
  { "two-orders-by-number", CONVERSATION_ORDER, "send; in заказ 900100001 XL", SAUDA_QUESTION_CHANGED, "XL",
    4 },
  { "two-orders-other-stays", CONVERSATION_SECOND, "send; in заказ 900100001 XL", SAUDA_QUESTION_ASKED, NULL,
    4 },
  { "no-phone", CONVERSATION_NO_PHONE, "send; send", SAUDA_QUESTION_NO_PHONE, NULL, 4 },
  { "no-phone-at-the-cut-off", CONVERSATION_NO_PHONE, "send; cutoff", SAUDA_QUESTION_AS_ORDERED, "L", 4 },
  { "several-pieces", CONVERSATION_SEVERAL, "send; quote 175/80", SAUDA_QUESTION_PERSON, NULL, 4 },
  { "by-hand", ONE, "hand рост 175 вес 80; advise XL; send; in да", SAUDA_QUESTION_CONFIRMED, "XL", 4 },
};

static void
live (ConversationFixture *fixture, gconstpointer data)
{
  const Story *story = data;
  g_auto (GStrv) acts = g_strsplit (story->acts, "; ", -1);
  g_autoptr (SaudaQuestion) question = NULL;
  g_autofree char *size = NULL;

  conversation_fixture_act (fixture, story->code, "templates");
  conversation_fixture_act (fixture, story->code, "open");
  for (gsize i = 0; acts[i] != NULL; i++) {
    conversation_fixture_act (fixture, story->code, acts[i]);
    fixture->now_ms += 60000;
  }
  question = conversation_fixture_get (fixture, story->code);
  size = conversation_fixture_get_size (fixture, story->code);
  g_assert_cmpstr (sauda_question_state_get_name (question->state), ==,
                   sauda_question_state_get_name (story->state));
  g_assert_cmpstr (size, ==, story->size);
  g_assert_cmpuint (fixture->sent, ==, story->sent);
  if (sauda_question_state_is_closed (question->state))
    g_assert_nonnull (question->reason);
}

static void
test_story (ConversationFixture *fixture, gconstpointer data)
{
  conversation_fixture_run (fixture, live, data);
}

static void
write_as (ConversationFixture *fixture,
          const char *sender,
          const char *id,
          const char *text,
          const char *quoted)
{
  g_autoptr (SaudaWhatsappInbound) inbound = sauda_whatsapp_inbound_new (id, sender);
  g_autoptr (GError) error = NULL;

  inbound->user_id = g_strdup (sender);
  inbound->at_ms = fixture->now_ms;
  inbound->quoted_id = g_strdup (quoted);
  g_free (inbound->text);
  inbound->text = g_strdup (text);
  sauda_conversation_take_inbound (fixture->connection, SAUDA_WHATSAPP_META, inbound, fixture->now_ms,
                                   &fixture->counts, &error);
  g_assert_no_error (error);
}

/* Buyers without a telephone number: by the message that they quote, by the order's number, else by
 * a person. */
static void
live_with_strangers (ConversationFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = NULL, one = NULL, left = NULL;
  g_autoptr (SaudaQuestion) question = NULL, first = NULL, attached = NULL;
  g_autoptr (GError) error = NULL;

  conversation_fixture_act (fixture, ONE, "templates");
  conversation_fixture_act (fixture, ONE, "open");
  conversation_fixture_act (fixture, ONE, "send");
  write_as (fixture, "KZ.NUMBER", "a", "заказ 900100001 размер XL", NULL);
  none = sauda_strangers_list (fixture->connection, 0, &error);
  g_assert_cmpuint (none->len, ==, 0);
  first = conversation_fixture_get (fixture, CONVERSATION_ORDER);
  g_assert_cmpint (first->state, ==, SAUDA_QUESTION_CHANGED);
  write_as (fixture, "KZ.NOBODY", "b", "175/80", NULL);
  one = sauda_strangers_list (fixture->connection, 0, &error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((const SaudaStranger *) g_ptr_array_index (one, 0))->address, ==, "KZ.NOBODY");
  question = conversation_fixture_get (fixture, ONE);
  sauda_strangers_attach (fixture->connection,
                          ((const SaudaStranger *) g_ptr_array_index (one, 0))->contact_id, question->id,
                          "me", fixture->now_ms, &error);
  g_assert_no_error (error);
  left = sauda_strangers_list (fixture->connection, 0, &error);
  g_assert_cmpuint (left->len, ==, 0);
  /* From now on the address is known. */
  conversation_fixture_act (fixture, ONE, "advise XL");
  conversation_fixture_act (fixture, ONE, "send");
  write_as (fixture, "KZ.NOBODY", "c", "да", NULL);
  attached = conversation_fixture_get (fixture, ONE);
  g_assert_cmpint (attached->state, ==, SAUDA_QUESTION_CONFIRMED);
}

static void
test_strangers (ConversationFixture *fixture, gconstpointer data)
{
  conversation_fixture_run (fixture, live_with_strangers, data);
}

/* The table of states: every one can be closed but the one that is, and nothing goes on from a
 * dropped one. */
static void
test_states (void)
{
  for (guint from = 0; from < SAUDA_QUESTION_N_STATES; from++) {
    SaudaQuestionState read;

    g_assert_true (sauda_question_state_from_name (sauda_question_state_get_name (from), &read));
    g_assert_cmpint (read, ==, from);
    g_assert_true (sauda_question_state_may_become (from, SAUDA_QUESTION_AS_ORDERED) ||
                   from == SAUDA_QUESTION_DROPPED);
    for (guint to = 0; to < SAUDA_QUESTION_N_STATES; to++)
      g_assert_false (from == SAUDA_QUESTION_DROPPED && sauda_question_state_may_become (from, to));
  }
  g_assert_false (sauda_question_state_may_become (SAUDA_QUESTION_TO_ASK, SAUDA_QUESTION_PROPOSED));
  g_assert_false (sauda_question_state_may_become (SAUDA_QUESTION_NO_PHONE, SAUDA_QUESTION_ASKED));
}

/* A reason is kept as what it says; older texts and texts with a %s of their own stay as they are. */
static void
test_reason (void)
{
  g_autofree char *inner = sauda_reason_new ("The buyer asked for %s.", "XL", NULL);
  g_autofree char *outer = sauda_reason_new ("Nobody decided by %s: %s", "15:00", inner, NULL);
  g_autofree char *outermost = sauda_reason_new ("%s", outer, NULL);
  g_autofree char *shown = sauda_reason_show (outermost);
  g_autofree char *old = sauda_reason_show ("Ответ неясен. 100 %s");
  g_autofree char *empty = sauda_reason_show ("");
  g_autofree char *several =
    sauda_reason_new_count ("%u order for %s of %s", "%u orders for %s of %s", 3, inner, "100 %s", NULL);
  g_autofree char *counted = sauda_reason_show (several);

  g_assert_cmpstr (shown, ==, "Nobody decided by 15:00: The buyer asked for XL.");
  g_assert_cmpstr (old, ==, "Ответ неясен. 100 %s");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (counted, ==, "3 orders for The buyer asked for XL. of 100 %s");
  g_assert_null (sauda_reason_show (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conversation/states", test_states);
  g_test_add_func ("/conversation/reason", test_reason);
  g_test_add ("/conversation/strangers", ConversationFixture, NULL, conversation_fixture_set_up,
              test_strangers, conversation_fixture_tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++) {
    g_autofree char *path = g_strconcat ("/conversation/story/", stories[i].name, NULL);

    g_test_add (path, ConversationFixture, &stories[i], conversation_fixture_set_up, test_story,
                conversation_fixture_tear_down);
  }
  return g_test_run ();
}
