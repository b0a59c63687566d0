#include "sauda-day-step.h"

#include <string.h>

static void
count (GObject *object, GParamSpec *pspec, gpointer counter)
{
  (*(guint *) counter)++;
}

static void
test_states_are_told (void)
{
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("fetch", "Fetch orders");
  guint told = 0;

  g_signal_connect (step, "notify::state", G_CALLBACK (count), &told);
  g_assert_cmpint (sauda_day_step_get_state (step), ==, SAUDA_STEP_WAITING);
  sauda_day_step_begin (step);
  g_assert_cmpint (sauda_day_step_get_state (step), ==, SAUDA_STEP_RUNNING);
  sauda_day_step_end (step, SAUDA_STEP_PARTLY, "5 of 6.");
  g_assert_cmpuint (told, ==, 2);
  g_assert_cmpstr (sauda_day_step_get_detail (step), ==, "5 of 6.");
  g_assert_cmpfloat (sauda_day_step_get_seconds (step), >=, 0);
}

/* A thousand counts reach a watcher as a handful, the last one among them. */
static void
test_progress_is_coalesced (void)
{
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("accept", "Accept");
  guint told = 0;

  g_signal_connect (step, "notify::done", G_CALLBACK (count), &told);
  for (guint i = 1; i <= 100000; i++)
    sauda_day_step_set_progress (step, i, 100000);
  g_assert_cmpuint (told, >=, 2);
  g_assert_cmpuint (told, <, 1000);
  g_assert_cmpuint (sauda_day_step_get_done (step), ==, 100000);
  g_assert_cmpfloat (sauda_day_step_get_fraction (step), ==, 1.0);
}

static void
test_sentences_are_kept (void)
{
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("assemble", "Assemble");

  g_assert_null (sauda_day_step_get_failed (step)[0]);
  sauda_day_step_add_failed (step, "one");
  sauda_day_step_add_failed (step, "two");
  sauda_day_step_add_waiting (step, "three");
  g_assert_cmpstr (sauda_day_step_get_failed (step)[1], ==, "two");
  g_assert_null (sauda_day_step_get_failed (step)[2]);
  g_assert_cmpstr (sauda_day_step_get_waiting (step)[0], ==, "three");
}

/* A hundred orders are all told, and a few of them where there is little room. */
static void
test_waiting_orders (void)
{
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("labels", "Group labels");
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i <= 100; i++)
    g_ptr_array_add (orders, g_strdup_printf ("ONLYFIT 9%08u", i));
  sauda_day_step_add_waiting (step, "one");
  sauda_day_step_add_waiting_orders (step, "Waiting until 15:00.", orders);
  g_assert_true (g_str_has_prefix (sauda_day_step_get_waiting (step)[1],
                                   "Waiting until 15:00. ONLYFIT 900000001, ONLYFIT 900000002, "));
  g_assert_true (g_str_has_suffix (sauda_day_step_get_waiting (step)[1], ", ONLYFIT 900000100"));
  g_assert_cmpstr (sauda_day_step_get_waiting_brief (step)[0], ==, "one");
  g_assert_cmpstr (
    sauda_day_step_get_waiting_brief (step)[1], ==,
    "Waiting until 15:00. ONLYFIT 900000001, ONLYFIT 900000002, ONLYFIT 900000003 and 97 more");
  g_assert_null (sauda_day_step_get_waiting_brief (step)[2]);
}

static void
test_states_have_names (void)
{
  for (guint i = 0; i <= SAUDA_STEP_CANCELLED; i++) {
    g_assert_cmpuint (strlen (sauda_step_state_get_name (i)), >, 0);
    g_assert_cmpuint (strlen (sauda_step_state_get_title (i)), >, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/step/waiting-orders", test_waiting_orders);
  g_test_add_func ("/day/step/states-are-told", test_states_are_told);
  g_test_add_func ("/day/step/progress-is-coalesced", test_progress_is_coalesced);
  g_test_add_func ("/day/step/sentences-are-kept", test_sentences_are_kept);
  g_test_add_func ("/day/step/states-have-names", test_states_have_names);
  return g_test_run ();
}
