#include "sauda-store-check.h"
#include "sauda-test.h"

#include <libsoup/soup.h>
#include <string.h>

/* What the server on the other side does. */
static guint status;
static guint asked;
static char *token_seen;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  static const char empty[] = "{\"data\":[],\"included\":[],\"meta\":{\"pageCount\":0,\"totalCount\":0}}";

  asked++;
  g_assert_cmpstr (soup_server_message_get_method (message), ==, "GET");
  g_free (token_seen);
  token_seen = g_strdup (
    soup_message_headers_get_one (soup_server_message_get_request_headers (message), "X-Auth-Token"));
  soup_server_message_set_status (message, status, NULL);
  if (status == SOUP_STATUS_OK)
    soup_server_message_set_response (message, "application/vnd.api+json", SOUP_MEMORY_STATIC, empty,
                                      sizeof empty - 1);
}

static SaudaStoreCheck
check (const char *url)
{
  g_autofree char *folder = sauda_test_folder_new ();
  SaudaWorkspaceOptions options = { .data_folder = folder, .kaspi_url = url };
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  SaudaStoreCheck outcome = SAUDA_STORE_CHECK_UNREACHED;

  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &opened);
  sauda_test_wait_until (opened != NULL);
  workspace = sauda_workspace_open_finish (opened, &error);
  g_assert_no_error (error);
  sauda_store_check_async (workspace, "secret", NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_store_check_finish (result, &outcome, &reason, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  sauda_test_folder_remove (folder);
  return outcome;
}

static void
test_answers (void)
{
  static const struct {
    guint status;
    SaudaStoreCheck expected;
  } cases[] = {
    { SOUP_STATUS_OK, SAUDA_STORE_CHECK_FINE },
    { SOUP_STATUS_UNAUTHORIZED, SAUDA_STORE_CHECK_REFUSED },
    { SOUP_STATUS_FORBIDDEN, SAUDA_STORE_CHECK_FORBIDDEN },
  };
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autofree char *url = NULL;
  GSList *uris = NULL;

  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  url[strlen (url) - 1] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    status = cases[i].status;
    asked = 0;
    g_assert_cmpint (check (url), ==, cases[i].expected);
    g_assert_cmpuint (asked, ==, 1);
    g_assert_cmpstr (token_seen, ==, "secret");
  }
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_disconnect (server);
}

/* Nobody listens there. */
static void
test_unreached (void)
{
  g_assert_cmpint (check ("http://127.0.0.1:1"), ==, SAUDA_STORE_CHECK_UNREACHED);
}

/* A network in between answers in Kaspi's place: the token must not reach it. */
static void
test_unproven (void)
{
  g_autofree char *path = sauda_test_data_path ("base/other-host.pem");
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autofree char *url = NULL;
  GSList *uris = NULL;

  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  g_assert_true (
    soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, NULL));
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  url[strlen (url) - 1] = '\0';
  asked = 0;
  g_assert_cmpint (check (url), ==, SAUDA_STORE_CHECK_UNPROVEN);
  g_assert_cmpuint (asked, ==, 0);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  soup_server_disconnect (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/store-check/answers", test_answers);
  g_test_add_func ("/day/store-check/unreached", test_unreached);
  g_test_add_func ("/day/store-check/unproven", test_unproven);
  return g_test_run ();
}
