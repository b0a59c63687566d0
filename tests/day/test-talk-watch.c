#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-day-lock.h"
#include "sauda-settings.h"
#include "sauda-talk-watch.h"
#include "sauda-talk.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <libsoup/soup.h>
#include <string.h>

#define SECRET "sim-app-secret-0001"
#define SECOND_US G_USEC_PER_SEC

/* Half a minute while conversations are open, three minutes otherwise; a failure doubles it
 * (whatsapp-api 2.4). */
static void
test_wait (void)
{
  g_assert_cmpint (sauda_talk_watch_get_wait (3, 0), ==, 30 * SECOND_US);
  g_assert_cmpint (sauda_talk_watch_get_wait (0, 0), ==, 180 * SECOND_US);
  g_assert_cmpint (sauda_talk_watch_get_wait (3, 1), ==, 60 * SECOND_US);
  g_assert_cmpint (sauda_talk_watch_get_wait (3, 3), ==, 240 * SECOND_US);
  g_assert_cmpint (sauda_talk_watch_get_wait (0, 99), ==, 1800 * SECOND_US);
}

static gpointer
set_listen (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_settings_set (connection, SAUDA_TALK_SETTING_PORT, "0", 0, error) &&
             sauda_settings_set (connection, SAUDA_TALK_SETTING_LISTEN, data, 0, error)
           ? connection
           : NULL;
}

static void
listen (SaudaWorkspace *workspace, const char *wanted)
{
  g_autoptr (GError) error = NULL;

  sauda_workspace_write (workspace, set_listen, (gpointer) wanted, &error);
  g_assert_no_error (error);
}

/* With @kaspi_url it is one of the practice store. */
static SaudaWorkspace *
open_workspace (SaudaTestFolder *folder, const char *kaspi_url)
{
  static const SaudaWorkspaceStore stores[] = { { "UNIVERSAL", "30000001", NULL } };
  SaudaWorkspaceOptions options = { .data_folder = folder->path,
                                    .stores = stores,
                                    .n_stores = G_N_ELEMENTS (stores),
                                    .practice = kaspi_url != NULL,
                                    .kaspi_url = kaspi_url };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaWorkspace *workspace;

  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}

static void
close_all (SaudaTalkWatch *watch, SaudaWorkspace *workspace)
{
  g_object_run_dispose (G_OBJECT (watch));
  sauda_test_end_object (watch);
  sauda_test_end_object (workspace);
}

/* As Meta brings it. Returns the status. */
static guint
bring (const char *own, const char *body)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (own, "/meta", NULL);
  g_autofree char *hex =
    g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) SECRET, strlen (SECRET), body, -1);
  g_autofree char *header = g_strconcat ("sha256=", hex, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Hub-Signature-256", header);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, sauda_test_keep_result,
                                    &result);
  sauda_test_wait_until (result != NULL);
  answer = soup_session_send_and_read_finish (session, result, NULL);
  g_assert_nonnull (answer);
  return soup_message_get_status (message);
}

static void
count_change (guint *changes)
{
  (*changes)++;
}

static const char first[] =
  "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":[{\"id\":\"w1\",\"from\":"
  "\"77011234567\","
  "\"timestamp\":\"1795400000\",\"type\":\"text\",\"text\":{\"body\":\"175/80\"}}]}}]}]}";
static const char second[] =
  "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":[{\"id\":\"w2\",\"from\":"
  "\"77011234567\","
  "\"timestamp\":\"1795400001\",\"type\":\"text\",\"text\":{\"body\":\"185/80\"}}]}}]}]}";

/* What a webhook brings is in the books at once, and pages are told; while a run is under way it is left to
 * the run. */
static void
test_webhook (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWorkspace *workspace = open_workspace (folder, NULL);
  SaudaDatabase *database = sauda_workspace_get_database (workspace);
  SaudaTalkWatch *watch = sauda_talk_watch_new (workspace);
  g_autofree char *url = NULL, *text = NULL;
  guint changes = 0;
  int lock;

  g_signal_connect_swapped (workspace, "orders-changed", G_CALLBACK (count_change), &changes);
  g_assert_null (sauda_talk_watch_get_url (watch));
  listen (workspace, "yes");
  sauda_talk_watch_now (watch);
  sauda_test_wait_until (url != NULL || (url = sauda_talk_watch_get_url (watch)) != NULL);
  g_assert_cmpuint (bring (url, first), ==, 200);
  sauda_test_wait_until (changes == 1);
  text = sauda_test_database_read_text (database, "SELECT text FROM message");
  g_assert_cmpstr (text, ==, "175/80");
  lock = sauda_day_lock_take (folder->path, NULL);
  g_assert_cmpint (lock, >=, 0);
  g_assert_cmpuint (bring (url, second), ==, 200);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count (*) FROM webhook_delivery"), ==,
                   2);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count (*) FROM message"), ==, 1);
  sauda_day_lock_release (lock);
  listen (workspace, "no");
  g_clear_pointer (&url, g_free);
  while ((url = sauda_talk_watch_get_url (watch)) != NULL) {
    g_clear_pointer (&url, g_free);
    sauda_talk_watch_now (watch);
    g_main_context_iteration (NULL, TRUE);
  }
  close_all (watch, workspace);
}

static void
keep_sentence (char **kept, const char *sentence)
{
  g_free (*kept);
  *kept = g_strdup (sentence);
}

static gpointer
set_port (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_settings_set (connection, SAUDA_TALK_SETTING_PORT, data, 0, error) ? connection : NULL;
}

/* What keeps webhooks away is said, and settings that change hold at once. */
static void
test_deaf (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWorkspace *workspace = open_workspace (folder, NULL);
  SaudaTalkWatch *watch = sauda_talk_watch_new (workspace);
  g_autofree char *sentence = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (watch, "deaf", G_CALLBACK (keep_sentence), &sentence);
  listen (workspace, "yes");
  sauda_workspace_write (workspace, set_port, (gpointer) "eighty", &error);
  g_assert_no_error (error);
  sauda_workspace_emit_talk_changed (workspace);
  sauda_test_wait_until (sentence != NULL);
  g_assert_nonnull (strstr (sentence, "“eighty”"));
  sauda_workspace_write (workspace, set_port, (gpointer) "0", &error);
  g_assert_no_error (error);
  sauda_workspace_emit_talk_changed (workspace);
  sauda_test_wait_until (url != NULL || (url = sauda_talk_watch_get_url (watch)) != NULL);
  close_all (watch, workspace);
}

static gpointer
set_account (SaudaConnection *connection, gpointer data, GError **error)
{
  const char *const *wanted = data;

  return sauda_settings_set (connection, SAUDA_TALK_SETTING_PROVIDER, wanted[0], 0, error) &&
             sauda_settings_set (connection, SAUDA_TALK_SETTING_ACCOUNT, wanted[1], 0, error) &&
             sauda_settings_set (connection, SAUDA_TALK_SETTING_SENDER, "+77000999999", 0, error) &&
             sauda_settings_set (connection, SAUDA_TALK_SETTING_PHONE_NUMBER_ID, wanted[2], 0, error)
           ? connection
           : NULL;
}

/* What was copied from the wrong place of a provider's console is told before anything is sent. */
static void
test_mixed_up (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const accounts[][4] = {
    { "twilio", "SK00000000000000000000000000000001", "", "begins with AC" },
    { "twilio", "AC00000000000000000000000000000001", "", NULL },
    { "meta", "", "+7 700 099 99 99", "not the telephone number" },
    { "meta", "", "100000000000002", NULL },
  };
  g_autoptr (SaudaWorkspace) workspace = open_workspace (folder, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (SaudaTalk) talk = NULL;
    g_autoptr (GError) error = NULL;
    const char *problem;

    sauda_workspace_write (workspace, set_account, (gpointer) accounts[i], &error);
    g_assert_no_error (error);
    sauda_talk_open_async (workspace, NULL, sauda_test_keep_result, &result);
    sauda_test_wait_until (result != NULL);
    talk = sauda_talk_open_finish (result, &error);
    g_assert_no_error (error);
    problem = sauda_talk_get_problem (talk);
    if (accounts[i][3] != NULL)
      g_assert_nonnull (strstr (problem, accounts[i][3]));
    else /* the key alone may be missing */
      g_assert_true (problem == NULL || strstr (problem, "none of") == NULL);
  }
}

typedef struct {
  guint asked;
  guint status;
} Twilio;

/* The list of messages, as Twilio has it, and nothing else. */
static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  static const char page[] =
    "{\"messages\":[{\"sid\":\"SM00000000000000000000000000000001\",\"direction\":\"inbound\",\"from\":"
    "\"whatsapp:+77011234567\",\"to\":\"whatsapp:+77000999999\",\"body\":\"XL\",\"num_media\":\"0\","
    "\"date_created\":\"Thu, 09 Oct 2025 08:53:20 +0000\"}],\"next_page_uri\":null}";
  Twilio *twilio = data;
  gboolean list = g_str_has_suffix (path, "/Messages.json");

  twilio->asked += list;
  soup_server_message_set_status (message, list ? twilio->status : 404, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, list ? page : "{}",
                                    list ? sizeof page - 1 : 2);
}

/* One buyer was asked. */
static const char asked[] =
  "INSERT INTO variant (id, sku, model_key, model_name, size, model, gender, product_type, search_key) VALUES"
  " (1, 'P_L', 'P', 'Принт', 'L', 'Print51', 'Men', 'CL', 'p'), (2, 'P_XL', 'P', 'Принт', 'XL', 'Print51', "
  "'Men', 'CL', 'p');"
  "INSERT INTO offer (store_id, sku, variant_id, stock_entered) SELECT (SELECT min (id) FROM store), sku, "
  "id, 7 FROM variant;"
  "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
  " SELECT 1, min (id), '900000001', 'packing', 'api', 0, 0 FROM store;"
  "INSERT INTO order_line (id, order_id, position, sku, quantity) VALUES (1, 1, 0, 'P_L', 1);"
  "INSERT INTO contact (id, phone, created_ms) VALUES (1, '+77011234567', 0);"
  "INSERT INTO question (order_id, contact_id, state, deadline_ms, asked_ms, created_ms)"
  " VALUES (1, 1, 'asked', 4000000000000, 1760000000000, 1760000000000);";

/* Twilio is asked; what a buyer wrote has its effect. A Twilio in trouble is told in the log alone. */
static void
test_polling (SaudaTestFolder *folder, gconstpointer data)
{
  Twilio twilio = { .status = 503 };
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autofree char *kaspi_url = NULL, *state = NULL;
  SaudaWorkspace *workspace;
  SaudaTalkWatch *watch;
  guint changes = 0;
  GSList *uris;

  soup_server_add_handler (server, NULL, on_request, &twilio, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  kaspi_url = g_strdup_printf ("http://127.0.0.1:%d/shop/api", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  workspace = open_workspace (folder, kaspi_url);
  sauda_test_database_execute (sauda_workspace_get_database (workspace), asked);
  watch = sauda_talk_watch_new (workspace);
  g_signal_connect_swapped (workspace, "orders-changed", G_CALLBACK (count_change), &changes);
  sauda_talk_watch_now (watch);
  sauda_test_wait_until (twilio.asked > 0);
  g_assert_cmpuint (changes, ==, 0);
  twilio.status = 200;
  while (changes == 0) {
    sauda_talk_watch_now (watch);
    g_main_context_iteration (NULL, TRUE);
  }
  state = sauda_test_database_read_text (sauda_workspace_get_database (workspace),
                                         "SELECT state || ' ' || decided_size FROM question JOIN order_line"
                                         " ON order_line.order_id = question.order_id");
  g_assert_cmpstr (state, ==, "changed XL");
  close_all (watch, workspace);
  soup_server_disconnect (server);
}

int
main (int argc, char **argv)
{
  g_setenv ("WHATSAPP_APP_SECRET", SECRET, TRUE);
  g_setenv ("WHATSAPP_VERIFY_TOKEN", "own-token", TRUE);
  g_setenv ("WHATSAPP_AUTH_TOKEN", "12345", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/talk-watch/wait", test_wait);
  g_test_add ("/day/talk-watch/webhook", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_webhook,
              sauda_test_folder_tear_down);
  g_test_add ("/day/talk-watch/deaf", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_deaf,
              sauda_test_folder_tear_down);
  g_test_add ("/day/talk-watch/mixed-up", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_mixed_up,
              sauda_test_folder_tear_down);
  g_test_add ("/day/talk-watch/polling", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_polling,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
