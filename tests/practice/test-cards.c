#include "practice-client.h"

#include "sauda-practice-day.h"
#include "sauda-practice-ledger.h"
#include "sauda-test.h"

#include <string.h>

#define PRODUCT(sku, power)                                                                                    \
  "{\"sku\":\"" sku "\",\"title\":\"Блендер\",\"brand\":\"Noname\",\"category\":\"Master - Blenders\"," \
  "\"attributes\":[{\"code\":\"Blenders*Obsie harakteristiki.type\",\"value\":\"погружной\"},"        \
  "{\"code\":\"Blenders*Obsie harakteristiki.power\",\"value\":" power "},"                                    \
  "{\"code\":\"Blenders*Obsie harakteristiki.turbo\",\"value\":true}],"                                        \
  "\"images\":[{\"url\":\"https://example.org/1.jpg\"}]}"
#define BASE "/shop/api/products/"

static PracticeReply *
upload (PracticeClient *client, const char *body, const char *type, GError **error)
{
  g_autofree char *url =
    g_strconcat (sauda_practice_server_get_url (client->server), "/products/import", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));

  soup_message_headers_append (soup_message_get_request_headers (message), "Accept", "application/json");
  soup_message_headers_append (soup_message_get_request_headers (message), "X-Auth-Token", client->token);
  soup_message_set_request_body_from_bytes (message, type, bytes);
  return practice_client_send (client, message, error);
}

static char *
get_code (PracticeReply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);
  return g_strdup (json_object_get_string_member (json_node_get_object (reply->json), "code"));
}

/* Asks until the work is over. */
static char *
wait_for_end (PracticeClient *client, const char *code)
{
  g_autofree char *path = g_strconcat (BASE "import?i=", code, NULL);
  gint64 end_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end_us) {
    g_autoptr (PracticeReply) reply = practice_client_get (client, path);
    const char *status = json_object_get_string_member (json_node_get_object (reply->json), "status");

    if (strcmp (status, "UPLOADED") != 0)
      return g_strdup (status);
  }
  g_assert_not_reached ();
}

static void
test_classes (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) categories = NULL, attributes = NULL, values = NULL, none = NULL, schema = NULL;

  practice_client_start (client, "");
  categories = practice_client_get (client, BASE "classification/categories");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (categories->json)), ==, 4);
  attributes = practice_client_get (client, BASE "classification/attributes?c=Master%20-%20Blenders");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (attributes->json)), ==, 4);
  values = practice_client_get (client, BASE "classification/attribute/values?c=Master%20-%20Blenders&"
                                             "a=Blenders*Obsie%20harakteristiki.type");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (values->json)), ==, 2);
  none = practice_client_get (client, BASE "classification/attributes?c=Master%20-%20Nothing");
  g_assert_cmpuint (none->status, ==, 404);
  schema = practice_client_get (client, BASE "import/schema");
  g_assert_true (JSON_NODE_HOLDS_OBJECT (schema->json));
}

static void
test_upload (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) reply = NULL, result = NULL, wrong_type = NULL, wrong_key = NULL, other = NULL;
  g_autofree char *code = NULL, *status = NULL, *path = NULL, *path_of_other = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *document, *rows;

  practice_client_start (client, "");
  wrong_type = upload (client, "[" PRODUCT ("A", "800") "]", "application/json", &error);
  g_assert_cmpuint (wrong_type->status, ==, 415);
  wrong_key = upload (client, "[{\"sku\":\"A\",\"price\":1}]", "text/plain", &error);
  g_assert_cmpuint (wrong_key->status, ==, 400);
  reply =
    upload (client, "[" PRODUCT ("A 1", "800") "," PRODUCT ("B", "\"много\"") "]", "text/plain", &error);
  g_assert_no_error (error);
  code = get_code (reply);
  status = wait_for_end (client, code);
  g_assert_cmpstr (status, ==, "FINISHED");
  path = g_strconcat (BASE "import/result?i=", code, NULL);
  result = practice_client_get (client, path);
  document = json_node_get_object (result->json);
  rows = json_object_get_object_member (document, "result");
  g_assert_cmpint (json_object_get_int_member (document, "total"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (document, "errors"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (rows, "A 1"), "state"), ==,
                   "FINISHED");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (rows, "B"), "state"), ==,
                   "ERROR");
  ledger = sauda_practice_ledger_read (client->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ledger->cards->len, ==, 2);
  g_assert_cmpuint (((SaudaPracticeLedgerCard *) g_ptr_array_index (ledger->cards, 0))->uploads, ==, 1);
  /* Another store asks in vain. */
  client->token = sauda_practice_get_stores (NULL)[1].token;
  path_of_other = g_strconcat (BASE "import?i=", code, NULL);
  other = practice_client_get (client, path_of_other);
  g_assert_cmpuint (other->status, ==, 404);
}

static void
test_faults (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) reply = NULL, cut = NULL;
  g_autofree char *code = NULL, *status = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;

  practice_client_start (client, "cards-aborted=1");
  reply = upload (client, "[" PRODUCT ("A", "800") "]", "text/plain", &error);
  code = get_code (reply);
  status = wait_for_end (client, code);
  g_assert_cmpstr (status, ==, "ABORTED");
  practice_client_set_faults (client, "lost-answer");
  g_assert_null (upload (client, "[" PRODUCT ("B", "800") "]", "text/plain", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  practice_client_set_faults (client, "truncated-json");
  cut = practice_client_get (client, BASE "classification/categories");
  g_assert_null (cut->json);
  ledger = sauda_practice_ledger_read (client->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ledger->cards->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/practice/cards/classes", PracticeClient, NULL, practice_client_set_up, test_classes,
              practice_client_tear_down);
  g_test_add ("/practice/cards/upload", PracticeClient, NULL, practice_client_set_up, test_upload,
              practice_client_tear_down);
  g_test_add ("/practice/cards/faults", PracticeClient, NULL, practice_client_set_up, test_faults,
              practice_client_tear_down);
  return g_test_run ();
}
