#include "canned-server.h"
#include "sauda-meta-history.h"
#include "sauda-meta.h"
#include "sauda-test.h"

#include <string.h>

/* As Meta's specification has it, and as it may come: times as texts, words and members that are new. */
static const char answer[] =
  "{\"data\":[{\"id\":\"1\",\"message_id\":\"wamid.A==\",\"events\":{\"data\":["
  "{\"delivery_status\":\"SENT\",\"timestamp\":1790000000,\"webhook_update_state\":\"NOT_CONFIGURED\"},"
  "{\"delivery_status\":\"READ\",\"timestamp\":\"1790000060\",\"new\":{\"a\":[1]}},"
  "{\"delivery_status\":\"DELETED\",\"timestamp\":1790000070},{\"delivery_status\":7},null]}},"
  "{\"id\":\"2\",\"message_id\":\"wamid.B\",\"events\":{\"data\":["
  "{\"delivery_status\":\"FAILED\",\"timestamp\":1790000000,\"error_description\":\"Message "
  "undeliverable\"}]}},"
  "{\"id\":\"3\",\"events\":{\"data\":[{\"delivery_status\":\"SENT\"}]}},{\"message_id\":\"wamid.C\","
  "\"events\":[]},"
  "\"x\"],\"paging\":{\"cursors\":{\"after\":\"a\"}}}";

static const SaudaWhatsappStatus *
get_status (const SaudaWhatsappBatch *batch, guint place)
{
  return g_ptr_array_index (batch->statuses, place);
}

static void
assert_read (const SaudaWhatsappBatch *batch)
{
  g_assert_cmpuint (batch->statuses->len, ==, 3);
  g_assert_cmpuint (batch->inbound->len, ==, 0);
  for (guint i = 0; i < 3; i++) {
    const SaudaWhatsappStatus *status = get_status (batch, i);

    if (status->delivery == SAUDA_WHATSAPP_DELIVERY_READ)
      g_assert_cmpint (status->at_ms, ==, 1790000060000);
    if (status->delivery == SAUDA_WHATSAPP_DELIVERY_FAILED)
      g_assert_cmpstr (status->id, ==, "wamid.B");
    else
      g_assert_cmpstr (status->id, ==, "wamid.A==");
    g_assert_cmpint (status->reason != NULL, ==, status->delivery == SAUDA_WHATSAPP_DELIVERY_FAILED);
  }
}

static void
test_reads (void)
{
  static const char *const odd[] = { "{}", "[]", "{\"data\":{}}",
                                     "{\"data\":[{\"events\":1,\"message_id\":2}]}" };
  g_autoptr (SaudaWhatsappBatch) batch = sauda_whatsapp_batch_new ();
  g_autoptr (JsonNode) root = json_from_string (answer, NULL);

  sauda_meta_history_read (root, batch);
  assert_read (batch);
  g_assert_cmpuint (batch->ignored, ==, 3);
  sauda_meta_history_read (NULL, batch);
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (JsonNode) node = json_from_string (odd[i], NULL);

    sauda_meta_history_read (node, batch);
  }
  g_assert_cmpuint (batch->statuses->len, ==, 3);
}

static SaudaWhatsappBatch *
follow (CannedServer *server, SaudaWhatsappKind kind, GError **error)
{
  g_autoptr (SaudaHttp) http = sauda_http_new (4, 0);
  g_autofree char *url = canned_server_get_url (server);
  g_autoptr (SaudaWhatsappProvider) client = sauda_meta_new (
    http, &(SaudaMetaOptions){
            .kind = kind, .url = url, .phone_number_id = "15", .account = "16", .secret = "secret" });
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (ids, (gpointer) "wamid.A==");
  g_ptr_array_add (ids, (gpointer) "wamid.B");
  sauda_whatsapp_provider_follow_async (client, ids, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_whatsapp_provider_follow_finish (client, result, error);
}

/* One message after the other; ids are no part of the address's grammar. */
static void
test_follows (void)
{
  static const CannedAnswer answers[] = { { 200, answer }, { 200, "{\"data\":[]}" } };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaWhatsappBatch) batch = follow (server, SAUDA_WHATSAPP_META, &error);

  g_assert_no_error (error);
  assert_read (batch);
  g_assert_cmpuint (canned_server_count (server), ==, 2);
  g_assert_cmpstr (canned_server_get (server, 0)->method, ==, "GET");
  g_assert_cmpstr (canned_server_get (server, 0)->path, ==,
                   "/15/message_history?limit=100&message_id=wamid.A%3D%3D");
}

/* Who may not ask, or asks what is not there, does without; what is busy is asked again later. */
static void
test_degrades (void)
{
  static const struct {
    CannedAnswer answer;
    SaudaWhatsappError failure;
  } samples[] = {
    { { 400, "{\"error\":{\"message\":\"m\",\"code\":100}}" }, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED },
    { { 400, "{\"error\":{\"message\":\"m\",\"code\":803}}" }, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED },
    { { 403, "{\"error\":{\"message\":\"m\",\"code\":200}}" }, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED },
    { { 403, "{\"error\":{\"message\":\"m\",\"code\":80007}}" }, SAUDA_WHATSAPP_ERROR_LATER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (CannedServer) server = canned_server_new (&samples[i].answer, 1);
    g_autoptr (GError) error = NULL;
    g_autoptr (SaudaWhatsappBatch) batch = follow (server, SAUDA_WHATSAPP_META, &error);

    g_assert_null (batch);
    g_assert_error (error, SAUDA_WHATSAPP_ERROR, (int) samples[i].failure);
    g_assert_cmpuint (canned_server_count (server), ==, 1);
  }
}

static void
test_360dialog (void)
{
  static const CannedAnswer answers[] = { { 200, "{}" } };
  g_autoptr (CannedServer) server = canned_server_new (answers, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaWhatsappBatch) batch = follow (server, SAUDA_WHATSAPP_360DIALOG, &error);

  g_assert_null (batch);
  g_assert_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED);
  g_assert_cmpuint (canned_server_count (server), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whatsapp/history/reads", test_reads);
  g_test_add_func ("/whatsapp/history/follows", test_follows);
  g_test_add_func ("/whatsapp/history/degrades", test_degrades);
  g_test_add_func ("/whatsapp/history/360dialog", test_360dialog);
  return g_test_run ();
}
