#include "sauda-kaspi-request.h"

#define MEDIA_TYPE "application/vnd.api+json"

/**
 * sauda_kaspi_request_build:
 * @self: what is asked
 * @token: the store's, for an address of Kaspi's own; "" to leave it out
 *
 * Returns: (transfer full): the message with the headers of kaspi-api 1.3
 */
SoupMessage *
sauda_kaspi_request_build (const SaudaKaspiRequest *self, const char *token)
{
  const char *usual = self->body != NULL ? "POST" : "GET";
  SoupMessage *message = soup_message_new_from_uri (self->method != NULL ? self->method : usual, self->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *type = self->accept != NULL ? self->accept : MEDIA_TYPE;

  /* Who follows a redirect must first know whether the token may go along; a POST never follows one. Not
   * marked idempotent either, so libsoup itself repeats no POST. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", type);
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (message, self->content_type != NULL ? self->content_type : type,
                                              self->body);
  else
    soup_message_headers_replace (headers, "Content-Type", MEDIA_TYPE);
  if (*token != '\0')
    soup_message_headers_replace (headers, "X-Auth-Token", token);
  if (self->security_code != NULL) {
    soup_message_headers_replace (headers, "X-Send-Code", "true");
    soup_message_headers_replace (headers, "X-Security-Code", self->security_code);
  }
  return message;
}

/**
 * sauda_kaspi_request_hash:
 * @self: what is asked
 *
 * Returns: a number that is the same at each try of one request
 */
guint
sauda_kaspi_request_hash (const SaudaKaspiRequest *self)
{
  const char *query = g_uri_get_query (self->uri);

  return g_str_hash (g_uri_get_path (self->uri)) ^ g_str_hash (query != NULL ? query : "") ^
         (self->body != NULL ? g_bytes_hash (self->body) : 0);
}
