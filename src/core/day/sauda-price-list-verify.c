#include "sauda-price-list-verify.h"

#include "sauda-day-error.h"
#include "sauda-http.h"
#include "sauda-price-list-make.h"
#include "sauda-price-lists.h"

#include <glib/gi18n-lib.h>

#define TIMEOUT_SECONDS 30
/* A list of a hundred thousand offers is half of it. */
#define MAX_BYTES (128 << 20)

static gpointer
find_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaStoreInfo) store = sauda_price_list_find_store (connection, data, error);
  g_autoptr (GError) reason = NULL;
  SaudaPriceListInfo *info;

  if (store == NULL)
    return NULL;
  info = sauda_price_lists_find_published (connection, store->id, &reason);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (info == NULL)
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                 _ ("The store %s has published no price list yet."), store->name);
  return info;
}

static SoupMessage *
message_new (const char *url, const char *user, const char *password, GError **error)
{
  /* libsoup is loud about an address that has no host, such as file:///x. */
  SoupMessage *message = g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://")
                           ? soup_message_new (SOUP_METHOD_GET, url)
                           : NULL;

  if (message == NULL)
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
                 _ ("“%s” is no address. It begins with https:// or http://."), url);
  else if (user != NULL) {
    g_autofree char *pair = g_strjoin (":", user, password != NULL ? password : "", NULL);
    g_autofree char *code = g_base64_encode ((const guchar *) pair, strlen (pair));
    g_autofree char *header = g_strconcat ("Basic ", code, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", header);
  }
  return message;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* In a loop of its own: the thread has none. */
static SaudaHttpResponse *
send (SoupMessage *message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (SaudaHttp) http = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SaudaHttpResponse *response;

  g_main_context_push_thread_default (context);
  http = sauda_http_new (1, 0);
  sauda_http_send_async (http, message, TIMEOUT_SECONDS, MAX_BYTES, cancellable, on_answer, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  response = sauda_http_send_finish (http, result, error);
  g_main_context_pop_thread_default (context);
  return response;
}

static GBytes *
fetch (const char *url, const char *user, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = message_new (url, user, password, error);
  g_autoptr (SaudaHttpResponse) response = message != NULL ? send (message, cancellable, error) : NULL;

  if (response == NULL)
    return NULL;
  if (response->status == SOUP_STATUS_OK)
    return g_bytes_ref (response->body);
  g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ,
               _ ("The address answers %u instead of the list. Check it, and the user and password."),
               response->status);
  return NULL;
}

/**
 * sauda_price_list_verify:
 * @workspace: the merchant's folder
 * @store: (nullable): a store; %NULL for the only one that can have a list
 * @url: the address from which Kaspi fetches the list
 * @user: (nullable): for Basic authentication
 * @password: (nullable): for Basic authentication
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Fetches as Kaspi does and compares with what was published last, byte by byte. Blocks: for worker threads
 * and the command line.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_NOTHING_READ, %SAUDA_PRICING_ERROR_NOT_FOUND or an error of the
 * network
 */
gboolean
sauda_price_list_verify (SaudaWorkspace *workspace,
                         const char *store,
                         const char *url,
                         const char *user,
                         const char *password,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (SaudaPriceListInfo) info = sauda_workspace_read (workspace, find_work, (gpointer) store, error);
  g_autoptr (GBytes) body = info != NULL ? fetch (url, user, password, cancellable, error) : NULL;
  g_autofree char *sha256 = NULL;

  if (body == NULL)
    return FALSE;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  if (g_str_equal (sha256, info->sha256))
    return TRUE;
  g_set_error_literal (
    error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ,
    _ (
      "The address serves another list than the one that was published last. Publish again, and look whether "
      "somebody else writes there."));
  return FALSE;
}
