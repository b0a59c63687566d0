#include "sauda-price-list-verify.h"

#include "sauda-day-error.h"
#include "sauda-price-list-make.h"
#include "sauda-price-lists.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define TIMEOUT_SECONDS 30

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

static GBytes *
fetch (const char *url, const char *user, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupSession) session =
    soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "user-agent", "Sauda/1.0", NULL);
  /* libsoup is loud about an address that has no host, such as file:///x. */
  g_autoptr (SoupMessage) message = g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://")
                                      ? soup_message_new (SOUP_METHOD_GET, url)
                                      : NULL;
  g_autoptr (GBytes) body = NULL;

  if (message == NULL) {
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
                 _ ("“%s” is no address. It begins with https:// or http://."), url);
    return NULL;
  }
  if (user != NULL) {
    g_autofree char *pair = g_strjoin (":", user, password != NULL ? password : "", NULL);
    g_autofree char *code = g_base64_encode ((const guchar *) pair, strlen (pair));
    g_autofree char *header = g_strconcat ("Basic ", code, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", header);
  }
  body = soup_session_send_and_read (session, message, cancellable, error);
  if (body == NULL)
    return NULL;
  if (soup_message_get_status (message) == SOUP_STATUS_OK)
    return g_steal_pointer (&body);
  g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ,
               _ ("The address answers %u instead of the list. Check it, and the user and password."),
               (guint) soup_message_get_status (message));
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
  g_set_error_literal (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ,
                       _ ("The address serves another list than the one that was published last."));
  return FALSE;
}
