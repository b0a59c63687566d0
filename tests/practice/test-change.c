#include "practice-client.h"

#include "sauda-practice-day.h"
#include "sauda-practice-error.h"
#include "sauda-practice-ledger.h"
#include "sauda-test.h"

#include <string.h>

#define WRONG_CODE "Security code is not valid. And the order cannot be completed without it"

static JsonObject *
reread (PracticeClient *client, const char *code, PracticeReply **reply)
{
  g_autofree char *path = g_strconcat ("/shop/api/v2/orders?filter[orders][code]=", code, NULL);

  g_clear_pointer (reply, practice_reply_free);
  *reply = practice_client_get (client, path);
  return practice_order_attributes (practice_reply_get_data (*reply), 0);
}

static void
assert_state (PracticeClient *client, const char *code, const char *state, const char *status)
{
  g_autoptr (PracticeReply) reply = NULL;
  JsonObject *attributes = reread (client, code, &reply);

  g_assert_cmpstr (json_object_get_string_member (attributes, "state"), ==, state);
  g_assert_cmpstr (json_object_get_string_member (attributes, "status"), ==, status);
}

static void
assert_refused (PracticeClient *client, const char *code, const char *status, const char *more)
{
  g_autoptr (PracticeReply) reply = practice_client_change (client, code, status, more);

  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_nonnull (practice_reply_get_title (reply));
}

static void
assert_done (PracticeClient *client, const char *code, const char *status, const char *more)
{
  g_autoptr (PracticeReply) reply = practice_client_change (client, code, status, more);

  g_assert_cmpuint (reply->status, ==, 200);
}

static const SaudaPracticeLedgerOrder *
find_in_ledger (SaudaPracticeLedger *ledger, const char *code)
{
  for (guint i = 0; i < ledger->orders->len; i++) {
    const SaudaPracticeLedgerOrder *order = g_ptr_array_index (ledger->orders, i);

    if (strcmp (order->code, code) == 0)
      return order;
  }
  return NULL;
}

/* An order of the first store by its state and kind; the test fails without one. */
static char *
find_special (PracticeClient *client, const char *state, const char *status, const char *flag)
{
  for (guint store = 0; store < SAUDA_PRACTICE_STORES; store++) {
    g_autoptr (PracticeReply) list = NULL;
    JsonArray *orders;

    client->token = sauda_practice_get_stores (NULL)[store].token;
    list = practice_client_list (client, "");
    orders = practice_reply_get_data (list);
    for (guint i = 0; i < json_array_get_length (orders); i++) {
      JsonObject *attributes = practice_order_attributes (orders, i);

      if (strcmp (json_object_get_string_member (attributes, "state"), state) == 0 &&
          strcmp (json_object_get_string_member (attributes, "status"), status) == 0 &&
          (flag == NULL || json_object_get_boolean_member (attributes, flag)))
        return g_strdup (json_object_get_string_member (attributes, "code"));
    }
  }
  g_assert_not_reached ();
}

static char *
find_new (PracticeClient *client)
{
  g_autoptr (PracticeReply) list = practice_client_list (client, "");

  return practice_find_code (list, "NEW", "APPROVED_BY_BANK");
}

static void
test_accept (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *unsigned_code = NULL;

  practice_client_start (client, NULL);
  code = find_new (client);
  assert_refused (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
  assert_done (client, code, "ACCEPTED_BY_MERCHANT", "");
  assert_state (client, code, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT");
  assert_refused (client, code, "ACCEPTED_BY_MERCHANT", "");
  unsigned_code = find_special (client, "NEW", "APPROVED_BY_BANK", "signatureRequired");
  assert_done (client, unsigned_code, "ACCEPTED_BY_MERCHANT", "");
  assert_state (client, unsigned_code, "SIGN_REQUIRED", "ACCEPTED_BY_MERCHANT");
  assert_refused (client, unsigned_code, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
}

static void
test_echo (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (PracticeReply) reply = NULL;
  JsonObject *order;
  JsonObject *attributes;

  practice_client_start (client, NULL);
  code = find_new (client);
  assert_done (client, code, "ACCEPTED_BY_MERCHANT", "");
  reply = practice_client_change (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"2\"");
  g_assert_cmpuint (reply->status, ==, 200);
  order = json_object_get_object_member (json_node_get_object (reply->json), "data");
  attributes = json_object_get_object_member (order, "attributes");
  g_assert_cmpuint (json_object_get_size (attributes), ==, 3);
  g_assert_cmpint (json_object_get_int_member (attributes, "numberOfSpace"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (attributes, "status"), ==, "ASSEMBLE");
  g_assert_true (json_object_get_null_member (
    json_object_get_object_member (json_object_get_object_member (order, "relationships"), "user"), "data"));
}

static const char *const refused_assembles[] = {
  "",
  ",\"numberOfSpace\":\"0\"",
  ",\"numberOfSpace\":\"many\"",
  ",\"numberOfSpace\":31",
  ",\"numberOfSpace\":[1]",
};

static void
test_assemble (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (PracticeReply) reply = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = NULL;
  JsonObject *attributes;

  client->options->waybill_delay_ms = 60000;
  practice_client_start (client, NULL);
  code = find_new (client);
  assert_done (client, code, "ACCEPTED_BY_MERCHANT", "");
  for (guint i = 0; i < G_N_ELEMENTS (refused_assembles); i++)
    assert_refused (client, code, "ASSEMBLE", refused_assembles[i]);
  assert_done (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
  attributes = reread (client, code, &reply);
  g_assert_cmpstr (json_object_get_string_member (attributes, "status"), ==, "ACCEPTED_BY_MERCHANT");
  g_assert_true (json_object_get_boolean_member (attributes, "assembled"));
  g_assert_true (
    json_object_get_null_member (json_object_get_object_member (attributes, "kaspiDelivery"), "waybill"));
  assert_refused (client, code, "CANCELLED", ",\"cancellationReason\":\"MERCHANT_OUT_OF_STOCK\"");
  ledger = sauda_practice_ledger_read (client->folder, NULL);
  g_assert_cmpuint (find_in_ledger (ledger, code)->assembles, ==, 1 + G_N_ELEMENTS (refused_assembles));
  g_assert_cmpuint (find_in_ledger (ledger, code)->refused, ==, 1 + G_N_ELEMENTS (refused_assembles));
}

static const char *
get_waybill_number (PracticeClient *client, const char *code, PracticeReply **reply)
{
  JsonObject *delivery = json_object_get_object_member (reread (client, code, reply), "kaspiDelivery");

  return json_object_get_null_member (delivery, "waybillNumber")
           ? NULL
           : json_object_get_string_member (delivery, "waybillNumber");
}

static void
test_second_assemble (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *first_number = NULL;
  g_autoptr (PracticeReply) reply = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = NULL;

  practice_client_start (client, NULL);
  code = find_new (client);
  assert_done (client, code, "ACCEPTED_BY_MERCHANT", "");
  assert_done (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
  sauda_test_wait_until (get_waybill_number (client, code, &reply) != NULL);
  first_number = g_strdup (get_waybill_number (client, code, &reply));
  assert_done (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
  sauda_test_wait_until (get_waybill_number (client, code, &reply) != NULL);
  g_assert_cmpstr (get_waybill_number (client, code, &reply), !=, first_number);
  ledger = sauda_practice_ledger_read (client->folder, NULL);
  g_assert_cmpuint (find_in_ledger (ledger, code)->assembles, ==, 2);
  g_assert_cmpuint (find_in_ledger (ledger, code)->accepts, ==, 1);
}

static void
test_cancel (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;

  practice_client_start (client, NULL);
  code = find_new (client);
  assert_refused (client, code, "CANCELLED", "");
  assert_refused (client, code, "CANCELLED", ",\"cancellationReason\":\"BAD_MOOD\"");
  assert_done (client, code, "CANCELLED", ",\"cancellationReason\":\"MERCHANT_OUT_OF_STOCK\"");
  assert_state (client, code, "ARCHIVE", "CANCELLED");
  assert_refused (client, code, "CANCELLED", ",\"cancellationReason\":\"MERCHANT_OUT_OF_STOCK\"");
  assert_refused (client, code, "ACCEPTED_BY_MERCHANT", "");
}

static void
complete (PracticeClient *client,
          const char *code,
          const char *security_code,
          guint status,
          const char *title)
{
  g_autoptr (SoupMessage) message = practice_client_change_message (client, code, "COMPLETED", "");
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (PracticeReply) reply = NULL;

  if (security_code != NULL) {
    soup_message_headers_replace (headers, "X-Send-Code", "true");
    soup_message_headers_replace (headers, "X-Security-Code", security_code);
  }
  reply = practice_client_send (client, message, NULL);
  g_assert_nonnull (reply);
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (practice_reply_get_title (reply), ==, title);
}

static void
test_complete (PracticeClient *client, gconstpointer data)
{
  g_autofree char *pickup = NULL;
  g_autofree char *cancelled = NULL;
  g_autofree char *unsigned_code = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = NULL;
  const char *right;

  practice_client_start (client, NULL);
  cancelled = find_special (client, "ARCHIVE", "CANCELLED", NULL);
  complete (client, cancelled, "1234", 400, "Order is cancelled, so it can't be completed.");
  unsigned_code = find_special (client, "SIGN_REQUIRED", "ACCEPTED_BY_MERCHANT", NULL);
  complete (client, unsigned_code, "1234", 400, "Order is not may complete allowed");
  pickup = find_special (client, "PICKUP", "ACCEPTED_BY_MERCHANT", NULL);
  right = pickup + strlen (pickup) - 4;
  complete (client, pickup, NULL, 400, WRONG_CODE);
  complete (client, pickup, right, 400, WRONG_CODE);
  complete (client, pickup, "", 200, NULL);
  assert_state (client, pickup, "PICKUP", "ACCEPTED_BY_MERCHANT");
  complete (client, pickup, "x", 400, WRONG_CODE);
  complete (client, pickup, right, 200, NULL);
  assert_state (client, pickup, "ARCHIVE", "COMPLETED");
  complete (client, pickup, right, 400, "Order already has been completed, so it can't be completed again.");
  ledger = sauda_practice_ledger_read (client->folder, NULL);
  g_assert_cmpuint (find_in_ledger (ledger, pickup)->completes, ==, 4);
}

static void
test_arrivals (PracticeClient *client, gconstpointer data)
{
  g_autofree char *pre_order = NULL;
  g_autofree char *cancelling = NULL;
  g_autofree char *returning = NULL;

  practice_client_start (client, NULL);
  pre_order = find_special (client, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", "preOrder");
  assert_refused (client, pre_order, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
  assert_done (client, pre_order, "ARRIVED", "");
  assert_refused (client, pre_order, "ARRIVED", "");
  assert_done (client, pre_order, "ASSEMBLE", ",\"numberOfSpace\":\"1\"");
  assert_refused (client, pre_order, "ARRIVED_BACKWARD", "");
  cancelling = find_special (client, "KASPI_DELIVERY", "CANCELLING", NULL);
  assert_done (client, cancelling, "ARRIVED_BACKWARD", "");
  assert_state (client, cancelling, "ARCHIVE", "CANCELLED");
  returning = find_special (client, "KASPI_DELIVERY", "KASPI_DELIVERY_RETURN_REQUESTED", NULL);
  assert_done (client, returning, "ARRIVED_BACKWARD", "");
  assert_state (client, returning, "ARCHIVE", "RETURNED");
  assert_refused (client, returning, "RETURNED", "");
}

static const char *const bad_bodies[] = {
  "",
  "[]",
  "{",
  "{\"data\":[]}",
  "{\"data\":{\"type\":\"orders\",\"id\":7,\"attributes\":{\"status\":\"ASSEMBLE\"}}}",
  "{\"data\":{\"type\":\"orders\",\"id\":\"OTAw\",\"attributes\":{\"status\":[]}}}",
};

static void
test_bad_bodies (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (PracticeReply) foreign = NULL;

  practice_client_start (client, NULL);
  code = find_new (client);
  for (guint i = 0; i < G_N_ELEMENTS (bad_bodies); i++) {
    g_autoptr (SoupMessage) message = practice_client_change_message (client, code, "ASSEMBLE", "");
    g_autoptr (GBytes) body = g_bytes_new_static (bad_bodies[i], strlen (bad_bodies[i]));
    g_autoptr (PracticeReply) reply = NULL;

    soup_message_set_request_body_from_bytes (message, "application/vnd.api+json", body);
    reply = practice_client_send (client, message, NULL);
    g_assert_nonnull (reply);
    g_assert_cmpuint (reply->status, ==, 400);
  }
  client->token = "practice-30000002";
  foreign = practice_client_change (client, code, "ACCEPTED_BY_MERCHANT", "");
  g_assert_cmpuint (foreign->status, ==, 404);
  g_assert_cmpstr (practice_reply_get_title (foreign), ==, "Order not found");
}

/* Started again, and served by two at once: all see the same. */
static void
test_restart (PracticeClient *client, gconstpointer data)
{
  g_autoptr (SaudaPracticeServer) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (PracticeReply) before = NULL;
  g_autoptr (PracticeReply) reply = NULL;
  SaudaPracticeServer *first;

  practice_client_start (client, NULL);
  code = find_new (client);
  assert_done (client, code, "ACCEPTED_BY_MERCHANT", "");
  assert_done (client, code, "ASSEMBLE", ",\"numberOfSpace\":\"3\"");
  sauda_test_wait_until (get_waybill_number (client, code, &before) != NULL);
  practice_client_restart (client);
  assert_state (client, code, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT");
  g_assert_cmpstr (get_waybill_number (client, code, &reply), ==, get_waybill_number (client, code, &before));

  g_clear_pointer (&code, g_free);
  code = find_new (client);
  second = sauda_practice_server_new (client->options, &error);
  g_assert_no_error (error);
  g_assert_true (sauda_practice_server_start (second, &error));
  first = client->server;
  client->server = second;
  assert_done (client, code, "ACCEPTED_BY_MERCHANT", "");
  client->server = first;
  assert_state (client, code, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT");
  sauda_practice_server_stop (second);
}

static void
test_reset (PracticeClient *client, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = NULL;
  g_autoptr (PracticeReply) served = NULL;
  g_autoptr (GError) error = NULL;
  SaudaPracticeDay before, after;

  practice_client_start (client, NULL);
  code = find_new (client);
  assert_done (client, code, "ACCEPTED_BY_MERCHANT", "");
  served = practice_client_get (client, "/practice/ledger");
  g_assert_cmpuint (
    json_array_get_length (json_object_get_array_member (json_node_get_object (served->json), "orders")), ==,
    1);
  g_assert_true (sauda_practice_day_open (client->options, &before, &error));
  sauda_practice_reset (client->folder, &error);
  g_assert_no_error (error);
  ledger = sauda_practice_ledger_read (client->folder, &error);
  g_assert_cmpuint (ledger->orders->len, ==, 0);
  g_assert_cmpuint (ledger->messages->len, ==, 0);
  /* The server that runs begins the new day as well. */
  assert_state (client, code, "NEW", "APPROVED_BY_BANK");
  g_assert_true (sauda_practice_day_open (client->options, &after, &error));
  g_assert_cmpint (after.id, >, before.id);
}

static void
test_errors (PracticeClient *client, gconstpointer data)
{
  g_autofree char *file = g_build_filename (client->folder, "file", NULL);
  g_autoptr (SaudaPracticeOptions) options = sauda_practice_options_new ();
  g_autoptr (SaudaPracticeServer) server = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  options->folder = g_build_filename (file, "folder", NULL);
  server = sauda_practice_server_new (options, &error);
  g_assert_no_error (error);
  g_assert_false (sauda_practice_server_start (server, &error));
  g_assert_error (error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_FOLDER);
  g_clear_error (&error);
  g_clear_object (&server);

  practice_client_start (client, NULL);
  uri = g_uri_parse (sauda_practice_server_get_url (client->server), G_URI_FLAGS_NONE, NULL);
  client->options->port = (guint) g_uri_get_port (uri);
  server = sauda_practice_server_new (client->options, &error);
  g_assert_false (sauda_practice_server_start (server, &error));
  g_assert_error (error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_LISTEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                                      \
  g_test_add ("/practice/change/" path, PracticeClient, NULL, practice_client_set_up, func,                  \
              practice_client_tear_down)
  ADD ("accept", test_accept);
  ADD ("echo", test_echo);
  ADD ("assemble", test_assemble);
  ADD ("second-assemble", test_second_assemble);
  ADD ("cancel", test_cancel);
  ADD ("complete", test_complete);
  ADD ("arrivals", test_arrivals);
  ADD ("bad-bodies", test_bad_bodies);
  ADD ("restart", test_restart);
  ADD ("reset", test_reset);
  ADD ("errors", test_errors);
  return g_test_run ();
}
