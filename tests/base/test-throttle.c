#include "sauda-throttle.h"

#include "sauda-test.h"

#define PIECES 10

typedef struct {
  gint64 started_us[PIECES];
  int order[PIECES];
  guint count;
} Starts;

/* A piece of work is its place in this table. */
static struct {
  Starts *starts;
  int number;
} pieces[PIECES];

static void
start (gpointer work)
{
  int number = (int) ((char *) work - (char *) pieces) / (int) sizeof pieces[0];
  Starts *starts = pieces[number].starts;

  starts->order[starts->count] = number;
  starts->started_us[starts->count++] = g_get_monotonic_time ();
}

static void
enter_all (SaudaThrottle *throttle, Starts *starts)
{
  for (int i = 0; i < PIECES; i++) {
    pieces[i].starts = starts;
    pieces[i].number = i;
    sauda_throttle_enter (throttle, &pieces[i]);
  }
}

static void
test_running (void)
{
  SaudaThrottle *throttle = sauda_throttle_new (3, 0, start);
  Starts starts = { 0 };

  enter_all (throttle, &starts);
  g_assert_cmpuint (starts.count, ==, 3);
  for (guint ended = 1; ended <= PIECES; ended++) {
    sauda_throttle_leave (throttle);
    g_assert_cmpuint (starts.count, ==, MIN (3 + ended, PIECES));
  }
  for (int i = 0; i < PIECES; i++)
    g_assert_cmpint (starts.order[i], ==, i);
  g_assert_finalize_object (throttle);
}

static void
test_rate (void)
{
  SaudaThrottle *throttle = sauda_throttle_new (PIECES, 50, start);
  Starts starts = { 0 };

  enter_all (throttle, &starts);
  g_assert_cmpuint (starts.count, ==, 1);
  sauda_test_wait_until (starts.count == PIECES);
  for (int i = 1; i < PIECES; i++)
    g_assert_cmpint (starts.started_us[i] - starts.started_us[i - 1], >=, 20000);
  g_assert_finalize_object (throttle);
}

static void
test_withdraw (void)
{
  SaudaThrottle *throttle = sauda_throttle_new (1, 0, start);
  Starts starts = { 0 };

  enter_all (throttle, &starts);
  g_assert_false (sauda_throttle_withdraw (throttle, &pieces[0]));
  g_assert_true (sauda_throttle_withdraw (throttle, &pieces[1]));
  g_assert_false (sauda_throttle_withdraw (throttle, &pieces[1]));
  sauda_throttle_leave (throttle);
  g_assert_cmpuint (starts.count, ==, 2);
  g_assert_cmpint (starts.order[1], ==, 2);
  g_assert_finalize_object (throttle);
}

/* After "too many" it starts less than the server took in the last second. */
static void
test_slow_down (void)
{
  SaudaThrottle *throttle = sauda_throttle_new (PIECES, 0, start);
  Starts starts = { 0 };

  for (int i = 0; i < 10; i++)
    sauda_throttle_note_taken (throttle);
  sauda_throttle_slow_down (throttle);
  sauda_throttle_slow_down (throttle);
  enter_all (throttle, &starts);
  g_assert_cmpuint (starts.count, ==, 1);
  sauda_test_wait_until (starts.count == 3);
  g_assert_cmpint (starts.started_us[2] - starts.started_us[0], >=, 2 * G_USEC_PER_SEC / 9);
  g_assert_finalize_object (throttle);
}

/* Where a server takes nothing at all, nothing is known of its pace. */
static void
test_storm (void)
{
  SaudaThrottle *throttle = sauda_throttle_new (PIECES, 0, start);
  Starts starts = { 0 };

  sauda_throttle_slow_down (throttle);
  enter_all (throttle, &starts);
  g_assert_cmpuint (starts.count, ==, PIECES);
  g_assert_finalize_object (throttle);
}

/* A throttle that goes while its timer waits starts nothing any more. */
static void
test_drop (void)
{
  SaudaThrottle *throttle = sauda_throttle_new (PIECES, 0.001, start);
  Starts starts = { 0 };

  enter_all (throttle, &starts);
  g_assert_finalize_object (throttle);
  g_assert_cmpuint (starts.count, ==, 1);
  g_assert_false (g_main_context_pending (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/throttle/running", test_running);
  g_test_add_func ("/base/throttle/rate", test_rate);
  g_test_add_func ("/base/throttle/withdraw", test_withdraw);
  g_test_add_func ("/base/throttle/slow-down", test_slow_down);
  g_test_add_func ("/base/throttle/storm", test_storm);
  g_test_add_func ("/base/throttle/drop", test_drop);
  return g_test_run ();
}
