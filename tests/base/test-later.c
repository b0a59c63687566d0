#include "sauda-later.h"
#include "sauda-test.h"

static gboolean
draw (gpointer frames)
{
  (*(guint *) frames)++;
  return G_SOURCE_CONTINUE;
}

static gboolean
take_turn (gpointer turns)
{
  (*(guint *) turns)++;
  return *(guint *) turns < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A window that is never done with drawing, as a slow machine's is while something moves. */
static void
test_never_idle (void)
{
  guint frames = 0, turns = 0, plain = 0;
  guint frame_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 20, draw, &frames, NULL);
  guint plain_id = g_idle_add_full (G_PRIORITY_LOW, draw, &plain, NULL);

  sauda_later_add (take_turn, &turns);
  sauda_test_wait_until (turns == 3);
  g_assert_cmpuint (plain, ==, 0);
  g_assert_cmpuint (frames, >, 0);
  g_source_remove (plain_id);
  g_source_remove (frame_id);
}

/* Ends when the clock has struck twice. */
static void
test_removed (void)
{
  guint turns = 0, left = 0;

  g_source_remove (sauda_later_add (take_turn, &turns));
  sauda_later_add (take_turn, &left);
  sauda_test_wait_until (left == 3);
  g_timeout_add (250, take_turn, &left);
  sauda_test_wait_until (left > 3);
  g_assert_cmpuint (turns, ==, 0);
}

/* Many that wait share the loop: one works in each of its turns, and none twice before another. */
static void
test_one_at_a_time (void)
{
  guint turns[3] = { 0 }, before = 0;
  guint removed = 0;
  guint removed_id;

  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++)
    sauda_later_add (take_turn, &turns[i]);
  removed_id = sauda_later_add (take_turn, &removed);
  while (turns[0] + turns[1] + turns[2] < 9) {
    guint now;

    g_main_context_iteration (NULL, TRUE);
    now = turns[0] + turns[1] + turns[2];
    g_assert_cmpuint (now - before, <=, 1);
    before = now;
    g_assert_cmpuint (turns[0], <=, turns[2] + 2);
    if (removed > 0)
      g_clear_handle_id (&removed_id, g_source_remove);
  }
  g_assert_cmpuint (removed_id, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/later/removed", test_removed);
  g_test_add_func ("/base/later/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/base/later/never-idle", test_never_idle);
  return g_test_run ();
}
