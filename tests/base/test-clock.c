#include "sauda-clock.h"

#define MOMENT_MS G_GINT64_CONSTANT (1795428307000)

static void
test_machine_time (void)
{
  g_autoptr (SaudaClock) clock = sauda_clock_new ();
  gint64 before = g_get_real_time () / 1000, now = sauda_clock_get_now (clock),
         after = g_get_real_time () / 1000;

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, after);
}

static void
test_set (void)
{
  SaudaClock *clock = sauda_clock_new_at (MOMENT_MS);
  gint64 now = sauda_clock_get_now (clock);

  /* It runs on, but a minute does not pass here. */
  g_assert_cmpint (now, >=, MOMENT_MS);
  g_assert_cmpint (now, <, MOMENT_MS + 60000);
  g_assert_cmpint (sauda_clock_get_now (clock), >=, now);
  sauda_clock_set_now (clock, 0);
  g_assert_cmpint (sauda_clock_get_now (clock), <, 60000);
  g_assert_finalize_object (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/machine-time", test_machine_time);
  g_test_add_func ("/base/clock/set", test_set);
  return g_test_run ();
}
