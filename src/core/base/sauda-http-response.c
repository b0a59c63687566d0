#include "sauda-http-response.h"

#include <string.h>

/* Longer waits are a server's mistake, and more digits than this would overflow. */
#define MAX_RETRY_DIGITS 9

static gint64
parse_http_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

/* Seconds or a date (RFC 9110, 10.2.3); a date is measured on the server's clock, since ours may be wrong. */
static gint64
parse_retry_after (const char *text, gint64 server_date_ms)
{
  g_autofree char *stripped = NULL;
  gsize digits;
  gint64 date_ms;

  if (text == NULL)
    return -1;
  stripped = g_strstrip (g_strdup (text));
  digits = strspn (stripped, "0123456789");
  if (digits > 0 && stripped[digits] == '\0')
    return digits <= MAX_RETRY_DIGITS ? g_ascii_strtoll (stripped, NULL, 10) * 1000 : -1;
  date_ms = parse_http_date (stripped);
  if (date_ms == 0)
    return -1;
  return MAX (0, date_ms - (server_date_ms != 0 ? server_date_ms : g_get_real_time () / 1000));
}

/**
 * sauda_http_response_new:
 * @message: a message whose answer has come
 * @body: its whole body
 *
 * Returns: (transfer full): the answer as plain data
 */
SaudaHttpResponse *
sauda_http_response_new (SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *content_type = soup_message_headers_get_content_type (headers, NULL);
  SaudaHttpResponse *self = g_new0 (SaudaHttpResponse, 1);

  self->status = soup_message_get_status (message);
  self->content_type = content_type != NULL ? g_ascii_strdown (content_type, -1) : NULL;
  self->body = g_bytes_ref (body);
  self->server_date_ms = parse_http_date (soup_message_headers_get_one (headers, "Date"));
  self->retry_after_ms =
    parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"), self->server_date_ms);
  return self;
}

/**
 * sauda_http_response_free:
 * @self: (transfer full): an answer
 */
void
sauda_http_response_free (SaudaHttpResponse *self)
{
  g_free (self->content_type);
  g_bytes_unref (self->body);
  g_free (self);
}
