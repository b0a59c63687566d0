#include "practice-client.h"

#include "sauda-practice-error.h"
#include "sauda-practice-faults.h"
#include "sauda-practice-ledger.h"
#include "sauda-test.h"

#include <string.h>

static char *
find_new (PracticeClient *client)
{
  g_autoptr (PracticeReply) list = practice_client_list (client, "");

  return practice_find_code (list, "NEW", "APPROVED_BY_BANK");
}

static char *
get_state (PracticeClient *client, const char *code)
{
  g_autoptr (PracticeReply) list = practice_client_list (client, "");

  return g_strdup (json_object_get_string_member (practice_find_order (list, code), "state"));
}

static const struct {
  const char *faults;
  guint status;
  const char *content_type;
  const char *retry_after; /* (nullable) */
} answer_cases[] = {
  { "unauthorized", 401, "application/vnd.api+json", NULL },
  { "rate-limit", 429, "application/vnd.api+json", NULL },
  { "rate-limit-retry-after", 429, "application/vnd.api+json", "1" },
  { "bad-gateway", 502, "text/html", NULL },
  { "server-error", 500, "text/html", NULL },
};

static void
test_answers (PracticeClient *client, gconstpointer data)
{
  practice_client_start (client, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answer_cases); i++) {
    g_autoptr (PracticeReply) struck = NULL;
    g_autoptr (PracticeReply) well = NULL;

    practice_client_set_faults (client, answer_cases[i].faults);
    struck = practice_client_list (client, "");
    g_assert_cmpuint (struck->status, ==, answer_cases[i].status);
    g_assert_cmpstr (struck->content_type, ==, answer_cases[i].content_type);
    g_assert_cmpstr (struck->retry_after, ==, answer_cases[i].retry_after);
    practice_client_set_faults (client, "");
    well = practice_client_list (client, "");
    g_assert_cmpuint (well->status, ==, 200);
  }
}

static void
test_default_off (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) reply = NULL;

  practice_client_start (client, "no-accept-html=0, silent-agents=0");
  g_object_set (client->session, "user-agent", NULL, NULL);
  client->accept = NULL;
  reply = practice_client_list (client, "");
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_counts (PracticeClient *client, gconstpointer data)
{
  static const guint first_two[] = { 502, 502, 200, 200, 200, 200 };
  static const guint every_third[] = { 200, 200, 502, 200, 200, 502 };

  practice_client_start (client, "bad-gateway=2");
  for (guint i = 0; i < G_N_ELEMENTS (first_two); i++) {
    g_autoptr (PracticeReply) reply = practice_client_list (client, "");

    g_assert_cmpuint (reply->status, ==, first_two[i]);
  }
  practice_client_set_faults (client, "bad-gateway=/3");
  for (guint i = 0; i < G_N_ELEMENTS (every_third); i++) {
    g_autoptr (PracticeReply) reply = practice_client_list (client, "");

    g_assert_cmpuint (reply->status, ==, every_third[i]);
  }
}

static void
test_unknown (PracticeClient *client, gconstpointer data)
{
  static const char *const lists[] = { "hangs", "hang=", "hang=x", "hang=/0", "hang=-1", "hang,,no", "=3" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (GError) error = NULL;

    g_free (client->options->faults);
    client->options->faults = g_strdup (lists[i]);
    g_assert_null (sauda_practice_server_new (client->options, &error));
    g_assert_error (error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_FAULTS);
  }
}

/* Each one that is listed can be switched on, and is shown as switched on. */
static void
test_list (PracticeClient *client, gconstpointer data)
{
  g_autoptr (GPtrArray) faults = sauda_practice_list_faults ();

  g_assert_cmpuint (faults->len, >, 30);
  practice_client_start (client, NULL);
  for (guint i = 0; i < faults->len; i++) {
    const SaudaPracticeFault *fault = g_ptr_array_index (faults, i);
    g_autofree char *list = g_strconcat (fault->name, "=5", NULL);
    g_autoptr (PracticeReply) reply = NULL;

    g_assert_cmpuint (strlen (fault->description), >, 10);
    practice_client_set_faults (client, list);
    reply = practice_client_get (client, "/practice/faults");
    g_assert_cmpstr (json_object_get_string_member (json_node_get_object (reply->json), "faults"), ==, list);
  }
}

static void
test_hang (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (PracticeReply) well = NULL;
  g_autoptr (GError) error = NULL;

  practice_client_start (client, NULL);
  code = find_new (client);
  practice_client_set_faults (client, "hang=1");
  message = practice_client_change_message (client, code, "ACCEPTED_BY_MERCHANT", "");
  g_object_set (client->session, "timeout", 1, NULL);
  g_assert_null (practice_client_send (client, message, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_object_set (client->session, "timeout", 20, NULL);
  well = practice_client_list (client, "&filter[orders][state]=NEW");
  g_assert_nonnull (practice_find_order (well, code));
}

/* The head comes long before the end; the whole is right nevertheless. */
static void
test_slow_body (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) reply = NULL;
  g_autoptr (SoupMessage) left = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gint64 from_us = g_get_monotonic_time ();
  char byte;

  practice_client_start (client, "slow-body=2");
  reply = practice_client_list (client, "");
  g_assert_cmpuint (practice_reply_get_total (reply), >, 30);
  g_assert_cmpint (g_get_monotonic_time () - from_us, >, 4 * G_USEC_PER_SEC);

  address =
    g_strconcat (sauda_practice_server_get_url (client->server), "/v2/orders?filter[orders][code]=1", NULL);
  left = soup_message_new ("GET", address);
  soup_message_headers_replace (soup_message_get_request_headers (left), "Accept", "*/*");
  soup_message_headers_replace (soup_message_get_request_headers (left), "X-Auth-Token", client->token);
  stream = soup_session_send (client->session, left, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, &error), ==, 1);
  /* Torn down here: the server still has most of it to send. */
}

static void
test_truncated (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) reply = NULL;

  practice_client_start (client, "truncated-json");
  reply = practice_client_list (client, "");
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (reply->body), >, 1000);
  g_assert_null (reply->json);
}

static void
test_noop (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *state = NULL;
  g_autoptr (PracticeReply) accepted = NULL;
  g_autoptr (PracticeReply) accepted_again = NULL;
  g_autoptr (PracticeReply) assembled = NULL;
  g_autoptr (PracticeReply) list = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = NULL;
  const SaudaPracticeLedgerOrder *order;

  practice_client_start (client, "accept-noop=1,assemble-noop=1");
  code = find_new (client);
  accepted = practice_client_change (client, code, "ACCEPTED_BY_MERCHANT", "");
  g_assert_cmpuint (accepted->status, ==, 200);
  state = get_state (client, code);
  g_assert_cmpstr (state, ==, "NEW");
  accepted_again = practice_client_change (client, code, "ACCEPTED_BY_MERCHANT", "");
  g_assert_cmpuint (accepted_again->status, ==, 200);
  assembled = practice_client_change (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
  g_assert_cmpuint (assembled->status, ==, 200);
  list = practice_client_list (client, "");
  g_assert_false (
    json_object_get_boolean_member_with_default (practice_find_order (list, code), "assembled", FALSE));
  ledger = sauda_practice_ledger_read (client->folder, NULL);
  g_assert_cmpuint (ledger->orders->len, ==, 1);
  order = g_ptr_array_index (ledger->orders, 0);
  g_assert_cmpuint (order->accepts, ==, 1);
  g_assert_cmpuint (order->assembles, ==, 0);
  g_assert_cmpuint (order->ignored, ==, 2);
}

static void
test_lost_answer (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *state = NULL;
  g_autofree char *other = NULL;
  g_autofree char *other_state = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (PracticeReply) gateway = NULL;
  g_autoptr (GError) error = NULL;

  practice_client_start (client, "lost-answer=1,lost-answer-gateway=/2");
  code = find_new (client);
  message = practice_client_change_message (client, code, "ACCEPTED_BY_MERCHANT", "");
  g_assert_null (practice_client_send (client, message, &error));
  g_assert_nonnull (error);
  state = get_state (client, code);
  g_assert_cmpstr (state, ==, "KASPI_DELIVERY");
  other = find_new (client);
  gateway = practice_client_change (client, other, "ACCEPTED_BY_MERCHANT", "");
  g_assert_cmpuint (gateway->status, ==, 502);
  other_state = get_state (client, other);
  g_assert_cmpstr (other_state, ==, "KASPI_DELIVERY");
}

static void
test_shifting_page (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) first = NULL;
  g_autoptr (PracticeReply) second = NULL;
  JsonArray *first_orders, *second_orders;

  practice_client_start (client, "shifting-page=1");
  first = practice_client_list (client, "&page[size]=10");
  second = practice_client_list (client, "&page[size]=10&page[number]=1");
  first_orders = practice_reply_get_data (first);
  second_orders = practice_reply_get_data (second);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (first_orders, 9), "id"), ==,
                   json_object_get_string_member (json_array_get_object_element (second_orders, 0), "id"));
  g_assert_cmpuint (practice_reply_get_total (first) + 1, ==, practice_reply_get_total (second));
}

static void
test_missing_included (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) incomplete = NULL;
  g_autoptr (PracticeReply) complete = NULL;

  practice_client_start (client, "missing-included=1");
  incomplete = practice_client_list (client, "&include[orders]=entries");
  complete = practice_client_list (client, "&include[orders]=entries");
  g_assert_cmpuint (
    json_array_get_length (
      json_object_get_array_member (json_node_get_object (incomplete->json), "included")),
    <,
    json_array_get_length (json_object_get_array_member (json_node_get_object (complete->json), "included")));
}

static void
test_no_code (PracticeClient *client, gconstpointer data)
{
  static const guint expected[] = { 404, 200 };
  g_autofree char *code = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  practice_client_start (client, "no-code-404=1");
  code = find_new (client);
  id = g_base64_encode ((const guchar *) code, strlen (code));
  text = g_strdup_printf (
    "{\"data\":{\"type\":\"orders\",\"id\":\"%s\",\"attributes\":{\"status\":\"ACCEPTED_BY_MERCHANT\"}}}",
    id);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (SoupMessage) message =
      practice_client_change_message (client, code, "ACCEPTED_BY_MERCHANT", "");
    g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
    g_autoptr (PracticeReply) reply = NULL;

    soup_message_set_request_body_from_bytes (message, "application/vnd.api+json", body);
    reply = practice_client_send (client, message, NULL);
    g_assert_nonnull (reply);
    g_assert_cmpuint (reply->status, ==, expected[i]);
  }
}

static void
test_rate (PracticeClient *client, gconstpointer data)
{
  guint limited = 0;

  client->options->rate_per_second = 2;
  practice_client_start (client, NULL);
  for (guint i = 0; i < 10; i++) {
    g_autoptr (PracticeReply) reply = practice_client_list (client, "&filter[orders][state]=SIGN_REQUIRED");

    if (reply->status == 429) {
      g_assert_cmpstr (reply->retry_after, ==, "1");
      limited++;
    }
  }
  g_assert_cmpuint (limited, >, 0);
  g_assert_cmpuint (limited, <, 10);
}

static void
test_latency (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) reply = NULL;
  gint64 from_us;

  client->options->latency_ms = 300;
  practice_client_start (client, NULL);
  from_us = g_get_monotonic_time ();
  reply = practice_client_list (client, "");
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - from_us, >=, 300000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                                      \
  g_test_add ("/practice/faults/" path, PracticeClient, NULL, practice_client_set_up, func,                  \
              practice_client_tear_down)
  ADD ("answers", test_answers);
  ADD ("default-off", test_default_off);
  ADD ("counts", test_counts);
  ADD ("unknown", test_unknown);
  ADD ("list", test_list);
  ADD ("hang", test_hang);
  ADD ("slow-body", test_slow_body);
  ADD ("truncated", test_truncated);
  ADD ("noop", test_noop);
  ADD ("lost-answer", test_lost_answer);
  ADD ("shifting-page", test_shifting_page);
  ADD ("missing-included", test_missing_included);
  ADD ("no-code", test_no_code);
  ADD ("rate", test_rate);
  ADD ("latency", test_latency);
  return g_test_run ();
}
