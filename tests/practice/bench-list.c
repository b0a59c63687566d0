#include "practice-client.h"

#include "sauda-test.h"

#define ROUNDS 20
#define LIMIT_US (G_USEC_PER_SEC / 2)

/* A page of a hundred orders with lines and buyers, as a client reads it. */
static void
bench_page (PracticeClient *client, gconstpointer data)
{
  gint64 best_us = G_MAXINT64;

  client->options->orders = 250;
  practice_client_start (client, NULL);
  for (guint i = 0; i < ROUNDS; i++) {
    gint64 from_us = g_get_monotonic_time ();
    g_autoptr (PracticeReply) reply = practice_client_list (client, "&include[orders]=entries,user");

    best_us = MIN (best_us, g_get_monotonic_time () - from_us);
    g_assert_cmpuint (json_array_get_length (practice_reply_get_data (reply)), ==, 100);
  }
  g_test_message ("a page of 100 orders: %.1f ms (limit %.0f ms)", (double) best_us / 1000,
                  LIMIT_US / 1000.0);
  g_assert_cmpint (best_us, <, LIMIT_US);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/practice/bench/page", PracticeClient, NULL, practice_client_set_up, bench_page,
              practice_client_tear_down);
  return g_test_run ();
}
