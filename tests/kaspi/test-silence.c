#include "kaspi-server.h"
#include "sauda-kaspi-silence.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define PATIENCE_US (10 * SECOND_US)
#define ANSWERED 0u

/* What became of one request, by seconds of a clock of its own. */
typedef struct {
  guint request; /* or ANSWERED */
  gint64 sent_s;
  gint64 ended_s;
} Outcome;

typedef struct {
  const char *name;
  Outcome outcomes[8]; /* ends with nothing */
  guint rounds;
  gboolean given_up;
} Case;

static const Case cases[] = {
  { "one-that-hangs-at-each-try", { { 1, 1, 31 }, { 1, 32, 62 }, { 1, 64, 94 } }, 3, FALSE },
  { "four-at-once", { { 1, 1, 31 }, { 2, 1, 31 }, { 3, 1, 31 }, { 4, 1, 31 } }, 1, FALSE },
  { "four-at-once-and-a-try",
    { { 1, 1, 31 }, { 2, 1, 31 }, { 3, 1, 31 }, { 4, 1, 31 }, { 2, 31, 61 } },
    2,
    TRUE },
  { "two-after-each-other", { { 1, 1, 31 }, { 2, 31, 61 } }, 2, TRUE },
  { "an-answer-between", { { 1, 1, 31 }, { ANSWERED, 31, 32 }, { 2, 32, 62 } }, 1, FALSE },
  { "others-are-answered-meanwhile", { { ANSWERED, 2, 3 }, { 1, 1, 31 } }, 0, FALSE },
  { "refused-in-no-time", { { 1, 1, 1 }, { 2, 1, 1 }, { 3, 2, 2 }, { 1, 4, 4 } }, 4, FALSE },
  { "refused-for-long", { { 1, 1, 1 }, { 2, 4, 4 }, { 3, 8, 8 }, { 4, 11, 11 } }, 4, TRUE },
  { "one-that-hung-and-then-another",
    { { 1, 1, 31 }, { 1, 32, 62 }, { 1, 64, 94 }, { 2, 95, 125 } },
    4,
    TRUE },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  SaudaKaspiSilence silence = { 0 };

  for (const Outcome *outcome = c->outcomes; outcome->ended_s != 0; outcome++)
    if (outcome->request == ANSWERED)
      sauda_kaspi_silence_note_answer (&silence, outcome->ended_s * SECOND_US);
    else
      sauda_kaspi_silence_note_none (&silence, outcome->request, outcome->sent_s * SECOND_US, PATIENCE_US,
                                     outcome->ended_s * SECOND_US);
  g_assert_cmpuint (silence.rounds, ==, c->rounds);
  g_assert_cmpint (silence.given_up, ==, c->given_up);
}

static void
serve (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  const char *spared = data;
  const char *code = asked->query != NULL ? g_hash_table_lookup (asked->query, "filter[orders][code]") : NULL;

  if (spared != NULL && code != NULL && strstr (spared, code) != NULL)
    kaspi_server_reply_file (message, 200, "orders-none.json");
  else
    kaspi_server_stay_silent (message);
}

/* Asks for the orders 1 to 4 at once; counts those that got an answer. */
static guint
ask_for_four (SaudaKaspiClient *client)
{
  GAsyncResult *results[4] = { NULL };
  guint answered = 0;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    const char code[] = { (char) ('1' + i), '\0' };

    sauda_kaspi_client_find_order_async (client, code, NULL, kaspi_test_keep_result, &results[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GAsyncResult) result = kaspi_test_wait (&results[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_kaspi_client_find_order_finish (client, result, &error));
    answered += error == NULL;
  }
  return answered;
}

/* Four that hang and one more try: then nothing is asked any more, and an act does not leave. */
static void
test_all_hang (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;

  sauda_kaspi_client_set_timeout (client, 1);
  g_assert_cmpuint (ask_for_four (client), ==, 0);
  g_assert_true (sauda_kaspi_client_has_given_up (client));
  g_assert_cmpuint (server->asked->len, ==, 5);
  g_assert_cmpint (kaspi_test_change (client, &error), ==, SAUDA_KASPI_ANSWER_REFUSED);
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_GIVEN_UP);
  g_assert_cmpuint (server->asked->len, ==, 5);
}

/* One page that hangs, beside others that come, is that page's trouble alone. */
static void
test_one_hangs (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, (gpointer) "123");
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);

  sauda_kaspi_client_set_timeout (client, 1);
  g_assert_cmpuint (ask_for_four (client), ==, 3);
  g_assert_false (sauda_kaspi_client_has_given_up (client));
  g_assert_cmpuint (server->asked->len, ==, 3 + 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/kaspi/silence/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/kaspi/silence/all-hang", test_all_hang);
  g_test_add_func ("/kaspi/silence/one-hangs", test_one_hangs);
  return g_test_run ();
}
