#include "sauda-connection.h"
#include "sauda-conversation.h"
#include "sauda-database.h"
#include "sauda-talk-sender.h"
#include "sauda-template-store.h"
#include "sauda-test-database.h"
#include "sauda-test-time.h"
#include "sauda-test.h"

#include <string.h>

#define DAY 20735 /* any Almaty day */
#define MESSAGES 10
#define AT_A_TIME 4 /* messages on their way */
#define MOST_TRIES 6
#define HURRY 1000 /* the forty seconds are over before a message is tried four times */
#define RUSH (1000 * HURRY)

/* Hangs up on everybody. */
static gboolean
hang_up (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* @port is of a server; 0: of one that is gone. */
static char *
make_address (guint16 port)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  if (port == 0)
    port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_socket_listener_close (listener);
  return g_strdup_printf ("http://127.0.0.1:%u/shop/api", port);
}

static SaudaWorkspace *
open_workspace (SaudaTestFolder *folder, guint16 port)
{
  static const SaudaWorkspaceStore stores[] = { { "ONE", "30000001", NULL } };
  g_autoptr (SaudaClock) clock = sauda_clock_new_at (sauda_day_time_ms (DAY, 10, 0));
  g_autofree char *address = make_address (port);
  SaudaWorkspaceOptions options = { .data_folder = folder->path,
                                    .stores = stores,
                                    .n_stores = G_N_ELEMENTS (stores),
                                    .practice = TRUE,
                                    .kaspi_url = address,
                                    .clock = clock };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaWorkspace *workspace;

  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}

static const char goods[] =
  "INSERT INTO variant (id, sku, model_key, model_name, size, model, gender, product_type, search_key) VALUES"
  " (1, 'P_L', 'P', 'Принт', 'L', 'Print51', 'Men', 'CL', 'p');"
  "INSERT INTO offer (store_id, sku, variant_id, stock_entered) SELECT min (id), 'P_L', 1, 7 FROM store;";

static void
add_order (GString *sql, guint id)
{
  g_string_append_printf (
    sql,
    "INSERT INTO customer (id, phone, name) VALUES (%u, '70110000%02u', 'Айгүл');"
    "INSERT INTO orders (id, store_id, code, state, status, stage, kaspi_delivery, planned_handover_ms,"
    " customer_id, source, first_seen_ms, updated_ms) SELECT %u, min (id), '9000000%02u', 'NEW',"
    " 'APPROVED_BY_BANK', 'new', 1, %" G_GINT64_FORMAT ", %u, 'api', 0, 0 FROM store;"
    "INSERT INTO order_line (id, order_id, position, sku, quantity) VALUES (%u, %u, 0, 'P_L', 1);",
    id, id, id, id, sauda_day_time_ms (DAY, 15, 0), id, id, id);
}

static gpointer
ask_everybody (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) infos =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_whatsapp_template_info_free);
  gint64 now_ms = sauda_day_time_ms (DAY, 10, 0);
  guint count, opened;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);

  for (guint i = 0; i < count; i++)
    if (all[i].name != NULL)
      g_ptr_array_add (
        infos, sauda_whatsapp_template_info_new (all[i].name, all[i].name, all[i].language, "APPROVED"));
  return sauda_template_store_keep (connection, SAUDA_WHATSAPP_TWILIO, infos, now_ms, error) &&
             sauda_conversation_open (connection, DAY, FALSE, now_ms, &opened, error)
           ? connection
           : NULL;
}

static SaudaTalk *
open_talk (SaudaWorkspace *workspace)
{
  g_autoptr (GString) sql = g_string_new (goods);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaTalk *talk;

  for (guint i = 1; i <= MESSAGES; i++)
    add_order (sql, i);
  sauda_test_database_execute (sauda_workspace_get_database (workspace), sql->str);
  sauda_workspace_write (workspace, ask_everybody, NULL, &error);
  g_assert_no_error (error);
  sauda_talk_open_async (workspace, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  talk = sauda_talk_open_finish (result, &error);
  g_assert_no_error (error);
  return talk;
}

/* Presses once. Returns how often a message was sent. */
static gint64
press (SaudaTalk *talk, SaudaDayStep *step)
{
  SaudaTalkSender *sender = sauda_talk_sender_new (talk, step);
  SaudaDatabase *database = sauda_workspace_get_database (sauda_talk_get_workspace (talk));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_talk_sender_run_async (sender, "me", NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_talk_sender_finish (sender, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sauda_talk_sender_get_sent (sender), ==, 0);
  g_clear_object (&result);
  g_assert_finalize_object (sender);
  return sauda_test_database_read_number (database, "SELECT sum (attempts) FROM outbox_act");
}

static void
assert_left (SaudaDayStep *step)
{
  const char *const *waiting = sauda_day_step_get_waiting (step);

  for (guint i = 0; waiting[i] != NULL; i++)
    g_test_message ("%s", waiting[i]);
  g_assert_cmpuint (g_strv_length ((char **) waiting), ==, 2);
  g_assert_nonnull (strstr (waiting[0], "refused"));
  g_assert_cmpstr (waiting[1], ==, "10 messages are left for the next press.");
  g_assert_cmpuint (g_strv_length ((char **) sauda_day_step_get_failed (step)), ==, 0);
}

/* A network that is gone for good: after forty seconds without any answer no message is tried any more, it is
 * said once, and all are due again with the next press, at once. */
static void
test_no_way (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWorkspace *workspace = open_workspace (folder, 0);
  SaudaTalk *talk = open_talk (workspace);
  gint64 before = 0;

  sauda_test_time_hurry (HURRY);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SaudaDayStep) step = sauda_day_step_new ("ask", "Ask");
    gint64 tried = press (talk, step);

    assert_left (step);
    g_assert_cmpint (tried - before, >=, 2);
    g_assert_cmpint (tried - before, <, AT_A_TIME * MOST_TRIES);
    before = tried;
  }
  sauda_test_time_hurry (1);
  sauda_test_end_object (talk);
  sauda_test_end_object (workspace);
}

/* A server that takes messages and says nothing: nobody knows whether they went out, so they stay with what
 * is looked for, and after forty seconds no other one follows them. */
static void
test_no_answer (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  SaudaWorkspace *workspace = open_workspace (folder, port);
  SaudaTalk *talk = open_talk (workspace);
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("ask", "Ask");
  const char *const *waiting;

  g_signal_connect (service, "incoming", G_CALLBACK (hang_up), NULL);
  sauda_test_time_hurry (RUSH);
  g_assert_cmpint (press (talk, step), ==, AT_A_TIME);
  sauda_test_time_hurry (1);
  waiting = sauda_day_step_get_waiting (step);
  g_assert_cmpuint (g_strv_length ((char **) waiting), ==, AT_A_TIME + 2);
  g_assert_cmpstr (waiting[AT_A_TIME + 1], ==, "6 messages are left for the next press.");
  sauda_test_end_object (talk);
  sauda_test_end_object (workspace);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/day/talk-sender/no-way", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_no_way,
              sauda_test_folder_tear_down);
  g_test_add ("/day/talk-sender/no-answer", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_no_answer,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
