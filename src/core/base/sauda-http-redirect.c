#include "sauda-http-redirect-private.h"

static gboolean
is_same_server (GUri *a, GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_uri_get_port (a) == g_uri_get_port (b) &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0;
}

static void
copy_header (const char *name, const char *value, gpointer headers)
{
  if (g_ascii_strcasecmp (name, "Host") != 0 && g_ascii_strcasecmp (name, "Accept-Encoding") != 0)
    soup_message_headers_append (headers, name, value);
}

/**
 * sauda_http_redirect_dup_message: (skip)
 * @answered: a request whose answer's head has come
 *
 * Where a GET is led on to: within the same server only, since the headers carry the token.
 *
 * Returns: (transfer full) (nullable): the request to send next, or %NULL where the answer is the last word
 */
SoupMessage *
sauda_http_redirect_dup_message (SoupMessage *answered)
{
  SoupStatus status = soup_message_get_status (answered);
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (answered), "Location");
  GUri *here = soup_message_get_uri (answered);
  g_autoptr (GUri) there = NULL;
  SoupMessage *next;

  if (!SOUP_STATUS_IS_REDIRECTION (status) || status == SOUP_STATUS_NOT_MODIFIED || location == NULL ||
      g_strcmp0 (soup_message_get_method (answered), SOUP_METHOD_GET) != 0)
    return NULL;
  there = g_uri_parse_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (there == NULL || g_uri_get_host (there) == NULL || !is_same_server (here, there))
    return NULL;
  next = soup_message_new_from_uri (SOUP_METHOD_GET, there);
  soup_message_headers_foreach (soup_message_get_request_headers (answered), copy_header,
                                soup_message_get_request_headers (next));
  return next;
}
