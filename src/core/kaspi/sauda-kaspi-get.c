#include "sauda-kaspi-get.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-reply.h"

#include <libsoup/soup.h>

#define MAX_JSON_BYTES (8 * 1024 * 1024)
#define MAX_TRIES 3
#define MAX_RETRY_AFTER_MS (120 * 1000)

typedef struct {
  SaudaKaspiGet how;
  GUri *uri; /* (owned) (not nullable) */
  guint tries;
  guint redirects;
  gint64 wait_ms;          /* before the next try */
  gboolean refused_before; /* Kaspi had too many requests */
} Getting;

static void start_try (GTask *task);

static void
getting_free (gpointer data)
{
  Getting *getting = data;

  g_uri_unref (getting->uri);
  g_free (getting);
}

/* Back-off: 1 s, 2 s, with a little jitter so that requests which failed together do not return together. */
static gint64
get_delay_ms (SaudaKaspiTransport *transport, guint tries, const SaudaHttpResponse *response)
{
  gint64 delay_ms = (gint64) sauda_kaspi_transport_get_retry_delay (transport) << (tries - 1);

  if (response != NULL && response->retry_after_ms >= 0)
    return MIN (response->retry_after_ms, MAX_RETRY_AFTER_MS);
  return delay_ms + g_random_int_range (0, (gint32) (delay_ms / 10) + 1);
}

static gboolean
is_redirect (Getting *getting, const SaudaHttpResponse *response, const char *location)
{
  return SOUP_STATUS_IS_REDIRECTION (response->status) && location != NULL &&
         getting->redirects < getting->how.max_redirects;
}

static void
follow_redirect (GTask *task, const char *location)
{
  SaudaKaspiTransport *transport = g_task_get_source_object (task);
  Getting *getting = g_task_get_task_data (task);
  GError *error = NULL;
  GUri *next = sauda_kaspi_address_follow (sauda_kaspi_transport_get_address (transport), getting->uri,
                                           location, &error);

  if (next == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_uri_unref (getting->uri);
  getting->uri = next;
  getting->redirects++;
  getting->tries--;
  getting->wait_ms = 0;
  start_try (task);
}

/* Ends the task with @error, unless another try may help. Takes @error. That Kaspi has too many requests is
 * no failure of this one: it is asked again as often as the transport waits for the pause to end. */
static void
try_again_or_fail (GTask *task, const SaudaHttpResponse *response, GError *error)
{
  SaudaKaspiTransport *transport = g_task_get_source_object (task);
  Getting *getting = g_task_get_task_data (task);
  gboolean refused = g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_RATE_LIMITED);

  if (sauda_kaspi_transport_has_given_up (transport) ||
      (refused ? response == NULL : getting->tries >= MAX_TRIES || !sauda_kaspi_reply_may_retry (error))) {
    g_task_return_error (task, error);
    return;
  }
  getting->wait_ms = refused ? 0 : get_delay_ms (transport, getting->tries, response);
  getting->refused_before = refused;
  if (refused)
    getting->tries--;
  g_debug ("A try failed (status %u), next in %" G_GINT64_FORMAT " ms",
           response != NULL ? response->status : 0, getting->wait_ms);
  g_error_free (error);
  start_try (task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaudaKaspiTransport *transport = SAUDA_KASPI_TRANSPORT (source);
  Getting *getting = g_task_get_task_data (task);
  g_autofree char *location = NULL;
  GError *error = NULL;
  g_autoptr (SaudaHttpResponse) response =
    sauda_kaspi_transport_send_finish (transport, result, &location, NULL, &error);
  gpointer value;

  if (response == NULL) {
    try_again_or_fail (task, NULL, error);
    return;
  }
  if (is_redirect (getting, response, location)) {
    follow_redirect (task, location);
    return;
  }
  value = getting->how.read (response, &error);
  if (value != NULL)
    g_task_return_pointer (task, value, getting->how.free_result);
  else
    try_again_or_fail (task, response, error);
}

static void
start_try (GTask *task)
{
  Getting *getting = g_task_get_task_data (task);
  const SaudaKaspiRequest request = {
    .uri = getting->uri,
    .accept = getting->how.accept,
    .timeout_seconds = getting->how.timeout_seconds,
    .max_bytes = getting->how.max_bytes,
    .wait_ms = getting->wait_ms,
    .refused_before = getting->refused_before,
  };

  getting->tries++;
  sauda_kaspi_transport_send_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task),
                                    on_sent, g_object_ref (task));
}

/**
 * sauda_kaspi_get_async:
 * @transport: the store's transport
 * @how: (transfer none): how to ask and to read; copied
 * @url: an absolute URL, or a link as Kaspi writes it
 * @cancellable: (nullable): stops waiting and asking
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Asks up to three times while the failure may pass (kaspi-api 1.6), and as long as Kaspi only asks for fewer
 * requests and still takes some.
 */
void
sauda_kaspi_get_async (SaudaKaspiTransport *transport,
                       const SaudaKaspiGet *how,
                       const char *url,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  GError *error = NULL;
  GUri *uri = sauda_kaspi_address_parse (sauda_kaspi_transport_get_address (transport), url, &error);
  Getting *getting;

  g_task_set_source_tag (task, sauda_kaspi_get_async);
  if (uri == NULL) {
    g_task_return_error (task, error);
    return;
  }
  getting = g_new0 (Getting, 1);
  getting->how = *how;
  getting->uri = uri;
  g_task_set_task_data (task, getting, getting_free);
  start_try (task);
}

/**
 * sauda_kaspi_get_finish:
 * @transport: the store's transport
 * @result: of sauda_kaspi_get_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the reader made of the answer, or %NULL with an error of the
 * kaspi room or %G_IO_ERROR_CANCELLED
 */
gpointer
sauda_kaspi_get_finish (SaudaKaspiTransport *transport, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_kaspi_get_json_async:
 * @transport: the store's transport
 * @url: what to ask
 * @cancellable: (nullable): stops waiting and asking
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * sauda_kaspi_get_async() for a document of the JSON:API; finished by sauda_kaspi_get_finish() with a
 * #JsonNode.
 */
void
sauda_kaspi_get_json_async (SaudaKaspiTransport *transport,
                            const char *url,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  static const SaudaKaspiGet how = {
    .max_bytes = MAX_JSON_BYTES,
    .read = (SaudaKaspiReader) sauda_kaspi_reply_read_json,
    .free_result = (GDestroyNotify) json_node_unref,
  };

  sauda_kaspi_get_async (transport, &how, url, cancellable, callback, user_data);
}
