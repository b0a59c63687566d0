#include "sauda-test.h"
#include "sauda-whatsapp-listener.h"
#include "sauda-whatsapp-signature.h"

#include <libsoup/soup.h>
#include <string.h>

#define SECRET "sim-app-secret-0001"
#define TWILIO_URL "https://shop.example/twilio"

/* What the merchant's books got. */
typedef struct {
  SaudaWhatsappListener *listener;
  SoupSession *session;
  GPtrArray *bodies; /* (element-type GBytes) */
  SaudaWhatsappKind last;
  gboolean full; /* nothing can be stored */
} Fixture;

static void
on_delivered (SaudaWhatsappDelivered *delivered, SaudaWhatsappKind kind, GBytes *body, gpointer data)
{
  Fixture *fixture = data;

  if (!fixture->full)
    g_ptr_array_add (fixture->bodies, g_bytes_ref (body));
  fixture->last = kind;
  sauda_whatsapp_delivered_answer (delivered, !fixture->full);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  fixture->session = soup_session_new ();
  fixture->listener =
    sauda_whatsapp_listener_new (&(SaudaWhatsappListenerOptions){ .meta_secret = SECRET,
                                                                  .meta_verify_token = "own-token",
                                                                  .d360_header = "Basic b3duOnRva2Vu",
                                                                  .twilio_token = "12345",
                                                                  .twilio_url = TWILIO_URL },
                                 on_delivered, fixture, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_session_abort (fixture->session);
  g_object_unref (fixture->session);
  g_assert_finalize_object (fixture->listener);
  g_ptr_array_unref (fixture->bodies);
}

static char *
make_url (Fixture *fixture, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", sauda_whatsapp_listener_get_port (fixture->listener),
                          path);
}

/* Returns the status; the answer's words in @answer. */
static guint
ask (Fixture *fixture, SoupMessage *message, char **answer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL,
                                    sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  bytes = soup_session_send_and_read_finish (fixture->session, result, &error);
  if (bytes == NULL)
    return 0;
  if (answer != NULL)
    *answer = g_strndup (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "",
                         g_bytes_get_size (bytes));
  return soup_message_get_status (message);
}

static guint
post (Fixture *fixture,
      const char *path,
      const char *type,
      const char *body,
      const char *header,
      const char *value)
{
  g_autofree char *url = make_url (fixture, path);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, type, bytes);
  if (header != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), header, value);
  return ask (fixture, message, NULL);
}

static guint
get (Fixture *fixture, const char *path, char **answer)
{
  g_autofree char *url = make_url (fixture, path);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, url);

  return ask (fixture, message, answer);
}

static guint
post_meta (Fixture *fixture, const char *body)
{
  g_autofree char *hex =
    g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) SECRET, strlen (SECRET), body, -1);
  g_autofree char *header = g_strconcat ("sha256=", hex, NULL);

  return post (fixture, SAUDA_WHATSAPP_LISTENER_META_PATH, "application/json", body, "X-Hub-Signature-256",
               header);
}

/* Meta looks whether we are we (whatsapp-api 3.4). */
static void
test_verify (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *query;
    guint status;
  } samples[] = {
    { "?hub.mode=subscribe&hub.verify_token=own-token&hub.challenge=1158201444", 200 },
    { "?hub.challenge=1158201444&hub.verify_token=own-token&hub.mode=subscribe&more=1", 200 },
    { "?hub.mode=subscribe&hub.verify_token=other&hub.challenge=1158201444", 403 },
    { "?hub.mode=subscribe&hub.verify_token=own-token2&hub.challenge=1158201444", 403 },
    { "?hub.mode=unsubscribe&hub.verify_token=own-token&hub.challenge=1158201444", 403 },
    { "?hub.mode=subscribe&hub.challenge=1158201444", 403 },
    { "?hub.mode=subscribe&hub.verify_token=own-token", 403 },
    { "", 403 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autofree char *path = g_strconcat (SAUDA_WHATSAPP_LISTENER_META_PATH, samples[i].query, NULL);
    g_autofree char *answer = NULL;

    g_test_message ("%s", path);
    g_assert_cmpuint (get (fixture, path, &answer), ==, samples[i].status);
    g_assert_cmpstr (answer, ==, samples[i].status == 200 ? "1158201444" : "");
  }
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

/* Bytes are taken as they came: raw Cyrillic and escaped, both signed by the sender. */
static void
test_meta (Fixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = { "{\"object\":\"whatsapp_business_account\",\"entry\":[]}",
                                        "{\"t\":\"\\u0438\\u04d9\"}", "{\"t\":\"иә\"}",
                                        "{\"t\":\"🙂\\u0000\"}", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_assert_cmpuint (post_meta (fixture, bodies[i]), ==, 200);
    g_assert_cmpuint (fixture->bodies->len, ==, i + 1);
    g_assert_cmpuint (g_bytes_get_size (g_ptr_array_index (fixture->bodies, i)), ==, strlen (bodies[i]));
    g_assert_cmpint (fixture->last, ==, SAUDA_WHATSAPP_META);
  }
  /* Once more is stored once more: which messages are new is told by their ids. */
  g_assert_cmpuint (post_meta (fixture, bodies[0]), ==, 200);
}

/* Whoever cannot prove who he is gets 401 and leaves nothing behind. */
static void
test_strangers (Fixture *fixture, gconstpointer data)
{
  const char *body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
  const char *right = "sha256=58f7e72e0b65a5cd3983f668b41cb67d3193417ac542ebc34cfe16e6a47849f3";
  g_autofree char *upper = g_ascii_strup (right, -1);
  const struct {
    const char *path;
    const char *header;
    const char *value;
    guint status;
  } samples[] = {
    { SAUDA_WHATSAPP_LISTENER_META_PATH, NULL, NULL, 401 },
    { SAUDA_WHATSAPP_LISTENER_META_PATH, "X-Hub-Signature-256", "sha256=00", 401 },
    { SAUDA_WHATSAPP_LISTENER_META_PATH, "X-Hub-Signature-256", right + 7, 401 },
    { SAUDA_WHATSAPP_LISTENER_META_PATH, "X-Hub-Signature-256", upper, 401 },
    { SAUDA_WHATSAPP_LISTENER_META_PATH, "X-Hub-Signature", right, 401 },
    { SAUDA_WHATSAPP_LISTENER_360DIALOG_PATH, NULL, NULL, 401 },
    { SAUDA_WHATSAPP_LISTENER_360DIALOG_PATH, "Authorization", "Basic b3duOnRva2VuMg==", 401 },
    { SAUDA_WHATSAPP_LISTENER_360DIALOG_PATH, "X-Hub-Signature-256", right, 401 },
    { SAUDA_WHATSAPP_LISTENER_TWILIO_PATH, "X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", 401 },
    { "/whatsapp/telegram", NULL, NULL, 404 },
    { "/", NULL, NULL, 404 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_test_message ("%s %s", samples[i].path, samples[i].value);
    g_assert_cmpuint (
      post (fixture, samples[i].path, "application/json", body, samples[i].header, samples[i].value), ==,
      samples[i].status);
  }
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
  g_assert_cmpuint (
    post (fixture, SAUDA_WHATSAPP_LISTENER_META_PATH, "application/json", body, "X-Hub-Signature-256", right),
    ==, 200);
}

static void
test_d360 (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (post (fixture, SAUDA_WHATSAPP_LISTENER_360DIALOG_PATH, "application/json",
                          "{\"entry\":[]}", "Authorization", "Basic b3duOnRva2Vu"),
                    ==, 200);
  g_assert_cmpint (fixture->last, ==, SAUDA_WHATSAPP_360DIALOG);
  /* Verified by nobody: 360dialog asks no challenge. */
  g_assert_cmpuint (get (fixture, SAUDA_WHATSAPP_LISTENER_360DIALOG_PATH, NULL), ==, 404);
}

static void
test_twilio (Fixture *fixture, gconstpointer data)
{
  const char *form =
    "MessageSid=SM1&From=whatsapp%3A%2B77011234567&To=whatsapp%3A%2B77470000001&Body=175%2F80"
    "&SmsStatus=received&NumMedia=0&Unheard=1";
  g_autofree char *sign = sauda_whatsapp_signature_make_twilio ("12345", TWILIO_URL, form);

  g_assert_cmpuint (post (fixture, SAUDA_WHATSAPP_LISTENER_TWILIO_PATH, "application/x-www-form-urlencoded",
                          form, "X-Twilio-Signature", sign),
                    ==, 200);
  g_assert_cmpint (fixture->last, ==, SAUDA_WHATSAPP_TWILIO);
  g_assert_cmpuint (post (fixture, SAUDA_WHATSAPP_LISTENER_TWILIO_PATH, "application/x-www-form-urlencoded",
                          "MessageSid=SM2", "X-Twilio-Signature", sign),
                    ==, 401);
}

/* A body that nobody would send is not kept, whether it tells its length or not. */
static void
test_too_long (Fixture *fixture, gconstpointer data)
{
  const gsize length = 5 * 1024 * 1024;
  g_autofree char *long_body = g_strnfill (length, 'x');
  g_autofree char *url = make_url (fixture, SAUDA_WHATSAPP_LISTENER_META_PATH);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (long_body, (gssize) length, NULL);
  g_autoptr (SoupMessage) chunked = soup_message_new (SOUP_METHOD_POST, url);
  guint status = post_meta (fixture, long_body);

  /* The connection may be closed while it is still being written to. */
  g_assert_true (status == 413 || status == 0);
  soup_message_set_request_body (chunked, "application/json", stream, -1);
  status = ask (fixture, chunked, NULL);
  g_assert_true (status == 413 || status == 0);
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
  g_assert_cmpuint (post_meta (fixture, "{}"), ==, 200);
}

/* What could not be stored is brought again. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  fixture->full = TRUE;
  g_assert_cmpuint (post_meta (fixture, "{}"), ==, 503);
  fixture->full = FALSE;
  g_assert_cmpuint (post_meta (fixture, "{}"), ==, 200);
}

static void
test_port_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SaudaWhatsappListener *second = sauda_whatsapp_listener_new (
    &(SaudaWhatsappListenerOptions){ .port = sauda_whatsapp_listener_get_port (fixture->listener) },
    on_delivered, fixture, &error);

  g_assert_null (second);
  g_assert_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/whatsapp/listener/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("verify", test_verify);
  ADD ("meta", test_meta);
  ADD ("strangers", test_strangers);
  ADD ("360dialog", test_d360);
  ADD ("twilio", test_twilio);
  ADD ("too-long", test_too_long);
  ADD ("full", test_full);
  ADD ("port-taken", test_port_taken);
  return g_test_run ();
}
