#include "conversation-fixture.h"

#define WALKS 60
#define STEPS 60

static const char *const acts[] = {
  "send",
  "send",
  "send",
  "lose",
  "never",
  "paused",
  "templates",
  "open",
  "close",
  "minutes 7",
  "minutes 40",
  "in 175/80",
  "in 165/60",
  "in L",
  "in XL",
  "in 5XL",
  "in да",
  "in нет",
  "in стоп",
  "in старт",
  "in рост 175",
  "in вес 80",
  "in 175/80 и 165/55",
  "in отмените заказ",
  "in позвоните",
  "in когда доставка?",
  "in заказ 900100002 M",
  "in спасибо",
  "quote XL",
  "quote да",
  "edit 185/90",
  "edit M",
  "edit да",
  "revoke",
  "photo",
  "again",
  "advise XL",
  "advise M",
  "status sent",
  "status read",
  "status failed 131047",
  "status failed 131026",
  "status failed 190",
  "status failed 131048",
  "hand рост 180 вес 90",
  "hand да",
};

static const char *const codes[] = { CONVERSATION_ORDER, CONVERSATION_SECOND, CONVERSATION_OTHER,
                                     CONVERSATION_NO_PHONE, CONVERSATION_SEVERAL };

/* Whatever comes in whatever order: no step fails, no message about an order has the same purpose twice
 * alive, and the cut-off ends everything with a reason and a size. */
static void
walk (ConversationFixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));

  conversation_fixture_act (fixture, codes[0], "templates");
  conversation_fixture_act (fixture, codes[0], "open");
  for (guint i = 0; i < STEPS; i++)
    conversation_fixture_act (fixture, codes[g_rand_int_range (random, 0, G_N_ELEMENTS (codes))],
                              acts[g_rand_int_range (random, 0, G_N_ELEMENTS (acts))]);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    static const char *const once[] = { "ask", "remind", "more" };
    g_autoptr (SaudaQuestion) question = conversation_fixture_get (fixture, codes[i]);
    int live;

    for (gsize p = 0; p < G_N_ELEMENTS (once); p++) {
      g_assert_cmpint (sauda_messages_count_purpose (fixture->connection, question->id, once[p], &live, NULL),
                       >=, 0);
      g_assert_cmpint (live, <=, 1);
    }
  }
  conversation_fixture_act (fixture, codes[0], "cutoff");
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (SaudaQuestion) question = conversation_fixture_get (fixture, codes[i]);
    g_autofree char *size = conversation_fixture_get_size (fixture, codes[i]);

    g_assert_true (sauda_question_state_is_closed (question->state));
    g_assert_nonnull (question->reason);
    g_assert_nonnull (size);
  }
}

static void
test_walk (ConversationFixture *fixture, gconstpointer data)
{
  conversation_fixture_run (fixture, walk, data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 1; i <= WALKS; i++) {
    g_autofree char *path = g_strdup_printf ("/conversation/walk/%u", i);

    g_test_add (path, ConversationFixture, GUINT_TO_POINTER (i), conversation_fixture_set_up, test_walk,
                conversation_fixture_tear_down);
  }
  return g_test_run ();
}
