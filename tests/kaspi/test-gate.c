#include "sauda-kaspi-gate.h"
#include "sauda-pace.h"

/* Everything here lives by a clock of its own. */
#define SECOND_US G_GINT64_CONSTANT (1000000)
#define DELAY_US (5 * SECOND_US)
#define LATENCY_US (50 * SECOND_US / 1000)
#define IN_FLIGHT 4

typedef struct {
  const char *name;
  double limit;         /* a second, with a second's worth at once */
  double own_pace;      /* a second that the client keeps by itself, 0 none */
  gint64 retry_after_s; /* that the server names, -1 none */
  guint orders;         /* requests that must be taken */
  double worst;         /* time, against the least that the limit allows */
  guint stores;
} Server;

static const Server servers[] = {
  { "5", 5, 0, 1, 110, 1.3, 1 },
  { "5-two-stores", 5, 0, 1, 110, 1.3, 2 },
  { "5-three-stores", 5, 0, 1, 330, 1.3, 3 },
  { "5-long", 5, 0, 1, 1000, 1.3, 1 },
  { "5-own-pace", 5, 5, 1, 110, 1.3, 2 },
  { "10", 10, 0, 1, 200, 1.3, 2 },
  { "20", 20, 0, 1, 400, 1.3, 2 },
  { "50", 50, 0, 1, 1000, 1.3, 2 },
  { "3-own-pace", 3, 5, 1, 110, 1.3, 1 },
  { "2", 2, 0, 1, 110, 1.3, 1 },
  { "5-slow-to-forgive", 5, 0, 2, 200, 1.5, 1 },
  { "5-names-no-pause", 5, 0, -1, 200, 2, 1 },
  { "2-names-no-pause", 2, 5, -1, 110, 3, 1 },
};

typedef struct {
  gint64 sent_us;
  gint64 answered_us;
  guint store;
  gboolean taken;
} Request;

/* The bucket of tokens that a server counts with. */
typedef struct {
  double tokens;
  gint64 counted_us;
} Bucket;

static gboolean
take_token (Bucket *bucket, const Server *server, gint64 now_us)
{
  bucket->tokens =
    MIN (server->limit,
         bucket->tokens + server->limit * (double) (now_us - bucket->counted_us) / (double) SECOND_US);
  bucket->counted_us = now_us;
  if (bucket->tokens < 1)
    return FALSE;
  bucket->tokens -= 1;
  return TRUE;
}

/* When the next request of @store may start, at @now_us or later; -1 when something must end before. */
static gint64
find_start (const SaudaKaspiGate *gate, gint64 next_us, gint64 now_us)
{
  gint64 wait_us = sauda_kaspi_gate_get_wait (gate, now_us);

  return wait_us < 0 ? -1 : MAX (now_us + wait_us, next_us);
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const Request *first = a, *second = b;

  return first->answered_us < second->answered_us ? -1 : first->answered_us > second->answered_us;
}

/* Reads from a server that takes only so many: all of them come, none is given up, and not much later than
 * the limit itself allows. */
static void
test_server (gconstpointer data)
{
  const Server *server = data;
  Bucket bucket = { server->limit, 0 };
  g_autoptr (GArray) flying = g_array_new (FALSE, FALSE, sizeof (Request));
  SaudaKaspiGate gates[3];
  guint left[3];
  SaudaPace pace;
  gint64 now_us = SECOND_US, next_us = 0, bound_us;
  guint taken = 0, refused = 0;

  sauda_pace_init (&pace, server->own_pace);
  for (guint i = 0; i < server->stores; i++) {
    sauda_kaspi_gate_init (&gates[i], IN_FLIGHT, DELAY_US);
    left[i] = server->orders / server->stores;
  }
  while (taken < server->orders / server->stores * server->stores) {
    gint64 start_us = G_MAXINT64;
    guint store = 0;
    Request request;

    for (guint i = 0; i < server->stores && flying->len < IN_FLIGHT; i++) {
      gint64 when_us = left[i] > 0 ? find_start (&gates[i], next_us, now_us) : -1;

      if (when_us >= 0 && when_us < start_us) {
        start_us = when_us;
        store = i;
      }
    }
    g_array_sort (flying, compare_answers);
    if (start_us != G_MAXINT64 &&
        (flying->len == 0 || start_us <= g_array_index (flying, Request, 0).answered_us)) {
      now_us = start_us;
      next_us = now_us + sauda_pace_get_interval (&pace);
      left[store]--;
      sauda_kaspi_gate_start (&gates[store]);
      request = (Request){ now_us, now_us + LATENCY_US, store, take_token (&bucket, server, now_us) };
      g_array_append_val (flying, request);
      continue;
    }
    g_assert_cmpuint (flying->len, >, 0);
    request = g_array_index (flying, Request, 0);
    g_array_remove_index (flying, 0);
    now_us = request.answered_us;
    sauda_kaspi_gate_end (&gates[request.store]);
    if (request.taken) {
      taken++;
      sauda_pace_note_taken (&pace, now_us);
      sauda_kaspi_gate_note_taken (&gates[request.store]);
    } else {
      refused++;
      left[request.store]++;
      sauda_pace_note_refused (&pace, now_us);
      sauda_kaspi_gate_note_refused (&gates[request.store], request.sent_us,
                                     server->retry_after_s < 0 ? -1 : server->retry_after_s * SECOND_US,
                                     now_us);
      g_assert_false (sauda_kaspi_gate_is_hopeless (&gates[request.store], now_us));
    }
  }
  bound_us = (gint64) ((taken - server->limit) / server->limit * (double) SECOND_US);
  g_test_message ("%u taken, %u refused, %.1f s, %.2f x", taken, refused,
                  (double) (now_us - SECOND_US) / (double) SECOND_US,
                  (double) (now_us - SECOND_US) / (double) bound_us);
  g_assert_cmpfloat ((double) (now_us - SECOND_US), <=, server->worst * (double) bound_us);
  g_assert_cmpuint (refused, <=, taken / 4);
}

/* After a refusal nothing leaves before the pause is over, then one alone, and all again once it
 * was taken. */
static void
test_pause (void)
{
  SaudaKaspiGate gate;

  sauda_kaspi_gate_init (&gate, IN_FLIGHT, DELAY_US);
  for (guint i = 0; i < IN_FLIGHT; i++) {
    g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, 100), ==, 0);
    sauda_kaspi_gate_start (&gate);
  }
  g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, 100), ==, -1);
  /* all four are refused: one round, and the pause that was named */
  for (guint i = 0; i < IN_FLIGHT; i++) {
    sauda_kaspi_gate_end (&gate);
    g_assert_true (sauda_kaspi_gate_note_refused (&gate, 100, 3 * SECOND_US, 200) == (i == 0));
  }
  g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, 200), ==, 3 * SECOND_US);
  g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, 200 + 3 * SECOND_US), ==, 0);
  sauda_kaspi_gate_start (&gate);
  g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, 200 + 3 * SECOND_US), ==, -1);
  sauda_kaspi_gate_end (&gate);
  sauda_kaspi_gate_note_taken (&gate);
  sauda_kaspi_gate_start (&gate);
  g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, 200 + 3 * SECOND_US), ==, 0);
}

/* One that takes nothing for a minute is given up; after the pause somebody may try again, and if Kaspi takes
 * that, all is well. */
static void
test_hopeless (void)
{
  static const gint64 pauses_s[] = { 5, 10, 20, 20, 20 };
  gint64 now_us = SECOND_US;
  SaudaKaspiGate gate;

  sauda_kaspi_gate_init (&gate, IN_FLIGHT, DELAY_US);
  for (guint i = 0; i < G_N_ELEMENTS (pauses_s); i++) {
    g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, now_us), ==, 0);
    g_assert_true (sauda_kaspi_gate_note_refused (&gate, now_us, -1, now_us));
    g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, now_us), ==, pauses_s[i] * SECOND_US);
    g_assert_true (sauda_kaspi_gate_is_hopeless (&gate, now_us) == (i == G_N_ELEMENTS (pauses_s) - 1));
    now_us += pauses_s[i] * SECOND_US;
  }
  g_assert_false (sauda_kaspi_gate_is_hopeless (&gate, now_us));
  sauda_kaspi_gate_note_refused (&gate, now_us, -1, now_us);
  g_assert_true (sauda_kaspi_gate_is_hopeless (&gate, now_us));
  sauda_kaspi_gate_note_taken (&gate);
  g_assert_false (sauda_kaspi_gate_is_hopeless (&gate, now_us));
  sauda_kaspi_gate_note_refused (&gate, now_us, -1, now_us + 20 * SECOND_US);
  g_assert_false (sauda_kaspi_gate_is_hopeless (&gate, now_us + 20 * SECOND_US));
}

/* Nobody waits for half an hour, but nothing is sent before it is over either. */
static void
test_long_pause (void)
{
  SaudaKaspiGate gate;

  sauda_kaspi_gate_init (&gate, IN_FLIGHT, DELAY_US);
  sauda_kaspi_gate_note_refused (&gate, 1, 1800 * SECOND_US, 1);
  g_assert_true (sauda_kaspi_gate_is_hopeless (&gate, 1800 * SECOND_US));
  g_assert_cmpint (sauda_kaspi_gate_get_wait (&gate, 1), ==, 1800 * SECOND_US);
  g_assert_false (sauda_kaspi_gate_is_hopeless (&gate, 1 + 1800 * SECOND_US));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++) {
    g_autofree char *path = g_strconcat ("/kaspi/gate/server/", servers[i].name, NULL);

    g_test_add_data_func (path, &servers[i], test_server);
  }
  g_test_add_func ("/kaspi/gate/pause", test_pause);
  g_test_add_func ("/kaspi/gate/hopeless", test_hopeless);
  g_test_add_func ("/kaspi/gate/long-pause", test_long_pause);
  return g_test_run ();
}
