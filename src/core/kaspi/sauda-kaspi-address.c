#include "sauda-kaspi-address.h"

#include "sauda-kaspi-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

struct _SaudaKaspiAddress {
  char *base; /* (owned) (not nullable) without a slash at its end */
  GUri *uri;  /* (owned) (nullable) @base; NULL when it is no address */
};

static int
get_port (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

static gboolean
is_loopback (GUri *uri)
{
  g_autoptr (GInetAddress) address = NULL;
  const char *host = g_uri_get_host (uri);

  if (host == NULL)
    return FALSE;
  address = g_inet_address_new_from_string (host);
  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/* Plain HTTP would show the token to the whole network, so it is for the practice store on this machine
 * alone. */
static gboolean
may_ask (SaudaKaspiAddress *self, GUri *uri)
{
  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;
  if (strcmp (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  return strcmp (g_uri_get_scheme (uri), "http") == 0 && is_loopback (uri) &&
         sauda_kaspi_address_is_own (self, uri);
}

static GUri *
take_checked (SaudaKaspiAddress *self, GUri *uri, GError **error)
{
  g_autoptr (GUri) checked = uri;

  if (checked != NULL && may_ask (self, checked))
    return g_steal_pointer (&checked);
  g_set_error_literal (
    error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_ADDRESS,
    _ ("This address is not a secure one (https), so it was not asked. Read the order again."));
  return NULL;
}

/**
 * sauda_kaspi_address_new:
 * @base_url: such as `https://kaspi.kz/shop/api`
 *
 * Returns: (transfer full): the address; one that is no URL refuses every request
 */
SaudaKaspiAddress *
sauda_kaspi_address_new (const char *base_url)
{
  SaudaKaspiAddress *self = g_new0 (SaudaKaspiAddress, 1);
  gsize length = strlen (base_url);

  while (length > 0 && base_url[length - 1] == '/')
    length--;
  self->base = g_strndup (base_url, length);
  self->uri = g_uri_parse (self->base, SOUP_HTTP_URI_FLAGS, NULL);
  return self;
}

/**
 * sauda_kaspi_address_free:
 * @self: (transfer full): an address
 *
 * Frees the address.
 */
void
sauda_kaspi_address_free (SaudaKaspiAddress *self)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self->base);
  g_free (self);
}

/**
 * sauda_kaspi_address_build:
 * @self: an address
 * @path: below the base, with a slash before it; its parts already percent-encoded
 * @...: names and values of the query, ended by %NULL
 *
 * Returns: (transfer full): the URL, its query percent-encoded
 */
char *
sauda_kaspi_address_build (SaudaKaspiAddress *self, const char *path, ...)
{
  GString *url = g_string_new (self->base);
  char separator = '?';
  const char *name;
  va_list pairs;

  g_string_append (url, path);
  va_start (pairs, path);
  while ((name = va_arg (pairs, const char *)) != NULL) {
    const char *value = va_arg (pairs, const char *);

    g_string_append_c (url, separator);
    g_string_append_uri_escaped (url, name, NULL, FALSE);
    g_string_append_c (url, '=');
    g_string_append_uri_escaped (url, value, NULL, FALSE);
    separator = '&';
  }
  va_end (pairs);
  return g_string_free (url, FALSE);
}

/**
 * sauda_kaspi_address_parse:
 * @self: an address
 * @url: an absolute URL, or a link as Kaspi writes it
 * @error: return location
 *
 * Old answers write links without a host (`/v2/orders/…`): they continue the base (kaspi-api 2.4), unless
 * they repeat the base's own path.
 *
 * Returns: (transfer full) (nullable): the URL, or %NULL with %SAUDA_KASPI_ERROR_ADDRESS when it is neither
 * https nor on the host of a base on this machine
 */
GUri *
sauda_kaspi_address_parse (SaudaKaspiAddress *self, const char *url, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);
  g_autofree char *absolute = NULL;
  const char *base_path;

  if (scheme != NULL || g_str_has_prefix (url, "//") || self->uri == NULL)
    return take_checked (self, g_uri_parse_relative (self->uri, url, SOUP_HTTP_URI_FLAGS, NULL), error);
  base_path = g_uri_get_path (self->uri);
  if (*url == '/' && *base_path != '\0' && g_str_has_prefix (url, base_path) &&
      url[strlen (base_path)] == '/')
    return take_checked (self, g_uri_parse_relative (self->uri, url, SOUP_HTTP_URI_FLAGS, NULL), error);
  absolute = g_strconcat (self->base, *url == '/' ? "" : "/", url, NULL);
  return take_checked (self, g_uri_parse (absolute, SOUP_HTTP_URI_FLAGS, NULL), error);
}

/**
 * sauda_kaspi_address_follow:
 * @self: an address
 * @from: the URL that answered with a redirect
 * @location: (nullable): its `Location`
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where to go, or %NULL with %SAUDA_KASPI_ERROR_ADDRESS
 */
GUri *
sauda_kaspi_address_follow (SaudaKaspiAddress *self, GUri *from, const char *location, GError **error)
{
  return take_checked (
    self, location != NULL ? g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL, error);
}

/**
 * sauda_kaspi_address_is_own:
 * @self: an address
 * @uri: a URL
 *
 * Returns: whether @uri has the scheme, host and port of the base: only there the token may go
 */
gboolean
sauda_kaspi_address_is_own (SaudaKaspiAddress *self, GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return self->uri != NULL && host != NULL && g_uri_get_host (self->uri) != NULL &&
         strcmp (g_uri_get_scheme (self->uri), g_uri_get_scheme (uri)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (self->uri), host) == 0 && get_port (self->uri) == get_port (uri);
}
