#include "sauda-http-error-private.h"

#include "sauda-base-error.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

/* The commonest reason for a certificate outside its dates is this computer's own clock. */
static GError *
certificate_error (SoupMessage *message, const char *host, const GError *cause)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);
  char *reason;

  if ((flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)) != 0) {
    g_autoptr (GDateTime) now = g_date_time_new_now_local ();
    g_autofree char *today = g_date_time_format (now, "%-d.%m.%y %H:%M");

    reason = sauda_reason_new (
      N_ ("The certificate of %s is not valid at this computer's time, %s. Check the computer's "
          "clock; nothing was sent."),
      host, today, NULL);
  } else if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0) {
    reason = sauda_reason_new (
      N_ ("The server that answered is not %s: its certificate names another one. A network that "
          "asks for a login may stand in between; nothing was sent."),
      host, NULL);
  } else if (flags != 0) {
    reason = sauda_reason_new (
      N_ ("The certificate of %s is not trusted. A virus scanner or a network in between may have "
          "replaced it; nothing was sent."),
      host, NULL);
  } else {
    reason =
      sauda_reason_new (N_ ("A safe connection to %s could not be made: %s"), host, cause->message, NULL);
    return sauda_base_error_new (SAUDA_BASE_ERROR_NETWORK, reason);
  }
  return sauda_base_error_new (SAUDA_BASE_ERROR_CERTIFICATE, reason);
}

/* Between us and the server stands a proxy: what failed is mostly the way to it. */
static GError *
proxy_error (const char *proxy, const char *host, const GError *cause)
{
  char *reason;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED))
    reason =
      sauda_reason_new (N_ ("The proxy %s asks for a name and password before it leads to %s. Enter them in "
                            "the network settings of this computer, or switch the proxy off."),
                        proxy, host, NULL);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    reason =
      sauda_reason_new (N_ ("The proxy %s does not lead to %s. Ask whoever looks after the network, or "
                            "switch the proxy off in the network settings."),
                        proxy, host, NULL);
  else
    reason =
      sauda_reason_new (N_ ("The proxy %s, which is to lead to %s, does not answer as it should (%s). Look "
                            "at the proxy in the network settings of this computer."),
                        proxy, host, cause->message, NULL);
  return sauda_base_error_new (SAUDA_BASE_ERROR_NETWORK, reason);
}

static GError *
connecting_error (SoupMessage *message, const char *host, const char *proxy, const GError *cause)
{
  char *reason;

  if (cause->domain == G_TLS_ERROR)
    return certificate_error (message, host, cause);
  if (proxy != NULL)
    return proxy_error (proxy, host, cause);
  if (cause->domain == G_RESOLVER_ERROR)
    reason =
      sauda_reason_new (N_ ("The address %s was not found. Check the internet connection."), host, NULL);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    reason = sauda_reason_new (N_ ("The server %s refused the connection. It may be down; try again later."),
                               host, NULL);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
           g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    reason = sauda_reason_new (N_ ("There is no way to %s. Check the internet connection."), host, NULL);
  else
    reason = sauda_reason_new (N_ ("No connection to %s: %s"), host, cause->message, NULL);
  return sauda_base_error_new (SAUDA_BASE_ERROR_NETWORK, reason);
}

/**
 * sauda_http_error_from_soup:
 * @message: the message that failed
 * @phase: how far it came
 * @proxy: (nullable): the proxy that was to lead to the server
 * @cause: what libsoup or GIO said
 *
 * Returns: (transfer full): %SAUDA_BASE_ERROR_NETWORK or `_CERTIFICATE` when nothing had left, `_SILENCE` or
 * `_TIMEOUT` when it had: the server may have acted upon it
 */
GError *
sauda_http_error_from_soup (SoupMessage *message,
                            SaudaHttpPhase phase,
                            const char *proxy,
                            const GError *cause)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));

  if (phase == SAUDA_HTTP_PHASE_CONNECTING)
    return connecting_error (message, host, proxy, cause);
  if (phase == SAUDA_HTTP_PHASE_SENT)
    return sauda_base_error_new (
      SAUDA_BASE_ERROR_SILENCE,
      sauda_reason_new (N_ ("%s took the request and closed the connection without an answer (%s)."), host,
                        cause->message, NULL));
  return sauda_base_error_new (
    SAUDA_BASE_ERROR_TIMEOUT,
    sauda_reason_new (N_ ("The answer of %s broke off in the middle (%s)."), host, cause->message, NULL));
}

/**
 * sauda_http_error_of_proxy:
 * @message: a message that never left, with the status that a proxy gave
 * @proxy: the proxy that was to lead to the server
 *
 * Returns: (transfer full): %SAUDA_BASE_ERROR_NETWORK
 */
GError *
sauda_http_error_of_proxy (SoupMessage *message, const char *proxy)
{
  SoupStatus status = soup_message_get_status (message);
  int code = status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED ? G_IO_ERROR_PROXY_NEED_AUTH
             : status == SOUP_STATUS_FORBIDDEN                   ? G_IO_ERROR_PROXY_NOT_ALLOWED
                                                                 : G_IO_ERROR_PROXY_FAILED;
  g_autoptr (GError) cause = g_error_new (G_IO_ERROR, code, "%u", (guint) status);

  return proxy_error (proxy, g_uri_get_host (soup_message_get_uri (message)), cause);
}

/**
 * sauda_http_error_late:
 * @message: a message that took too long
 * @phase: how far it came
 * @proxy: (nullable): the proxy that was to lead to the server
 * @seconds: how long we waited
 *
 * Returns: (transfer full): %SAUDA_BASE_ERROR_NETWORK, `_SILENCE` or `_TIMEOUT`
 */
GError *
sauda_http_error_late (SoupMessage *message, SaudaHttpPhase phase, const char *proxy, guint seconds)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));

  if (phase == SAUDA_HTTP_PHASE_CONNECTING && proxy != NULL)
    return sauda_base_error_new (
      SAUDA_BASE_ERROR_NETWORK,
      sauda_reason_new_count ("The proxy %s did not lead to %s within %u second. Look at the proxy in the "
                              "network settings of this computer.",
                              "The proxy %s did not lead to %s within %u seconds. Look at the proxy in the "
                              "network settings of this computer.",
                              seconds, proxy, host, NULL));
  if (phase == SAUDA_HTTP_PHASE_CONNECTING)
    return sauda_base_error_new (
      SAUDA_BASE_ERROR_NETWORK,
      sauda_reason_new_count ("No connection to %s within %u second. Check the internet connection, the "
                              "firewall and the VPN.",
                              "No connection to %s within %u seconds. Check the internet connection, the "
                              "firewall and the VPN.",
                              seconds, host, NULL));
  if (phase == SAUDA_HTTP_PHASE_SENT)
    return sauda_base_error_new (
      SAUDA_BASE_ERROR_SILENCE,
      sauda_reason_new_count ("%s took the connection, but sent no byte within %u second. Its site may be "
                              "overloaded, or a firewall, a VPN or a virus scanner holds the answers back.",
                              "%s took the connection, but sent no byte within %u seconds. Its site may be "
                              "overloaded, or a firewall, a VPN or a virus scanner holds the answers back.",
                              seconds, host, NULL));
  return sauda_base_error_new (SAUDA_BASE_ERROR_TIMEOUT,
                               sauda_reason_new_count ("The answer of %s was not complete after %u second.",
                                                       "The answer of %s was not complete after %u seconds.",
                                                       seconds, host, NULL));
}

/**
 * sauda_http_error_too_large:
 * @message: a message
 * @max_bytes: the caller's limit
 *
 * Returns: (transfer full): %SAUDA_BASE_ERROR_TOO_LARGE
 */
GError *
sauda_http_error_too_large (SoupMessage *message, gsize max_bytes)
{
  g_autofree char *size = g_format_size (max_bytes);

  return sauda_base_error_new (
    SAUDA_BASE_ERROR_TOO_LARGE,
    sauda_reason_new (N_ ("The answer of %s is larger than %s, which no real answer is."),
                      g_uri_get_host (soup_message_get_uri (message)), size, NULL));
}
