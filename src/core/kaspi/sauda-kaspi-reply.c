#include "sauda-kaspi-reply.h"

#include "sauda-base-error.h"
#include "sauda-kaspi-error.h"
#include "sauda-kaspi-json.h"
#include "sauda-reason.h"
#include "sauda-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TITLE_CHARACTERS 300
#define MINUTE_MS 60000
/* A longer pause is told in minutes. */
#define A_FEW_MINUTES_MS (2 * MINUTE_MS)

/* Takes @reason. */
static void
set_error (GError **error, SaudaKaspiError code, char *reason)
{
  g_propagate_error (error, sauda_kaspi_error_new (code, reason));
}

static JsonNode *
parse_body (GBytes *body, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  gsize start = 0;

  while (start < length && g_ascii_isspace (text[start]))
    start++;
  if (start == length || (text[start] != '{' && text[start] != '[')) {
    set_error (
      error, SAUDA_KASPI_ERROR_MALFORMED,
      sauda_reason_new (N_ ("Kaspi answered with a page instead of data. Its site may be under repair, or "
                            "the network asks for a login: open kaspi.kz in a browser, then try again."),
                        NULL));
    return NULL;
  }
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text + start, (gssize) (length - start), NULL)) {
    set_error (
      error, SAUDA_KASPI_ERROR_MALFORMED,
      sauda_reason_new (N_ ("Kaspi’s answer broke off or is damaged. Try again in a few minutes."), NULL));
    return NULL;
  }
  return json_parser_steal_root (parser);
}

/* A title is shown to people, so a gateway's markup must not hide in it. */
static char *
make_title (const char *text)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);

  if (*squeezed == '\0' || (strchr (squeezed, '<') != NULL && strchr (squeezed, '>') != NULL))
    return NULL;
  if (g_utf8_strlen (squeezed, -1) > MAX_TITLE_CHARACTERS)
    *g_utf8_offset_to_pointer (squeezed, MAX_TITLE_CHARACTERS) = '\0';
  return g_steal_pointer (&squeezed);
}

static JsonArray *
get_errors (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root)
           ? sauda_kaspi_json_get_array (json_node_get_object (root), "errors")
           : NULL;
}

/* errors[0].title, else errors[0].detail (kaspi-api 1.5) */
static char *
find_title (GBytes *body)
{
  g_autoptr (JsonNode) root = parse_body (body, NULL);
  JsonArray *errors = get_errors (root);
  JsonNode *first =
    errors != NULL && json_array_get_length (errors) > 0 ? json_array_get_element (errors, 0) : NULL;
  JsonObject *object = first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
  char *title = make_title (sauda_kaspi_json_get_text (object, "title"));

  return title != NULL ? title : make_title (sauda_kaspi_json_get_text (object, "detail"));
}

static SaudaKaspiError
get_refusal_code (const SaudaHttpResponse *response)
{
  return response->status == 404 ? SAUDA_KASPI_ERROR_NOT_FOUND : SAUDA_KASPI_ERROR_REFUSED;
}

static void
set_refused (const SaudaHttpResponse *response, const char *status, GError **error)
{
  g_autofree char *title = find_title (response->body);
  SaudaKaspiError code = get_refusal_code (response);

  if (title != NULL)
    set_error (
      error, code,
      /* TRANSLATORS: %s is Kaspi's own explanation, usually English */
      sauda_reason_new (N_ ("Kaspi refused the request: “%s”. Look at the order in the merchant cabinet."),
                        title, NULL));
  else if (code == SAUDA_KASPI_ERROR_NOT_FOUND)
    set_error (
      error, code,
      sauda_reason_new (
        N_ ("Kaspi does not find what was asked for. Look for the order in the merchant cabinet."), NULL));
  else
    set_error (error, code,
               sauda_reason_new (
                 N_ ("Kaspi refused the request (status %s). Look at the order in the merchant cabinet."),
                 status, NULL));
}

/* No order stands behind a card; what helps is another category, or a card that was mended. */
static void
set_cards_refused (const SaudaHttpResponse *response, GError **error)
{
  g_autofree char *title = find_title (response->body);
  SaudaKaspiError code = get_refusal_code (response);

  if (title != NULL)
    /* TRANSLATORS: %s is Kaspi's own explanation, usually English */
    g_set_error (
      error, SAUDA_KASPI_ERROR, code,
      _ ("Kaspi refused the request about product cards: “%s”. Mend in the cards what it names, then "
         "plan the upload again."),
      title);
  else if (code == SAUDA_KASPI_ERROR_NOT_FOUND)
    g_set_error_literal (
      error, SAUDA_KASPI_ERROR, code,
      _ ("Kaspi does not find this category or upload of product cards. Read the categories again, and check "
         "the address of Kaspi in the settings."));
  else
    g_set_error (
      error, SAUDA_KASPI_ERROR, code,
      _ ("Kaspi refused the request about product cards (status %u). Check the cards, then plan the "
         "upload again."),
      response->status);
}

static void
set_rate_limited (const SaudaHttpResponse *response, GError **error)
{
  guint minutes = (guint) MIN ((response->retry_after_ms + MINUTE_MS - 1) / MINUTE_MS, G_MAXINT);

  set_error (error, SAUDA_KASPI_ERROR_RATE_LIMITED,
             response->retry_after_ms > A_FEW_MINUTES_MS
               ? sauda_reason_new_count (
                   "Kaspi asks for fewer requests and did nothing. Try again in %u minute.",
                   "Kaspi asks for fewer requests and did nothing. Try again in %u minutes.", minutes, NULL)
               : sauda_reason_new (
                   N_ ("Kaspi asks for fewer requests and did nothing. Try again in a few minutes."), NULL));
}

/**
 * sauda_kaspi_reply_check_status:
 * @response: an answer
 * @error: return location
 *
 * Judges an answer by its status, before anyone looks into its body (kaspi-api 1.5).
 *
 * Returns: %TRUE for 2xx; %FALSE with one of %SAUDA_KASPI_ERROR_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND,
 *   _RATE_LIMITED, _SERVER (5xx and 408), _ADDRESS (3xx), _REFUSED (any other)
 */
gboolean
sauda_kaspi_reply_check_status (const SaudaHttpResponse *response, GError **error)
{
  g_autofree char *status = g_strdup_printf ("%u", response->status);

  if (response->status >= 200 && response->status < 300)
    return TRUE;
  if (response->status == 401)
    set_error (
      error, SAUDA_KASPI_ERROR_UNAUTHORIZED,
      sauda_reason_new (N_ ("Kaspi does not accept the token of this store. Open the merchant cabinet, "
                            "Settings → API token, and enter the token again."),
                        NULL));
  else if (response->status == 403)
    set_error (
      error, SAUDA_KASPI_ERROR_FORBIDDEN,
      sauda_reason_new (N_ ("Kaspi forbids this request. Either the token may not do it, or Kaspi’s firewall "
                            "rejects this network: check the token and switch off a VPN abroad."),
                        NULL));
  else if (response->status == 429)
    set_rate_limited (response, error);
  else if (response->status >= 500 || response->status == 408)
    set_error (error, SAUDA_KASPI_ERROR_SERVER,
               sauda_reason_new (
                 N_ ("Kaspi’s servers do not work properly now (status %s). Try again in a few minutes."),
                 status, NULL));
  else if (response->status >= 300 && response->status < 400)
    set_error (
      error, SAUDA_KASPI_ERROR_ADDRESS,
      sauda_reason_new (N_ ("The request was sent on to another address (status %s). The network may ask "
                            "for a login: open kaspi.kz in a browser, then try again."),
                        status, NULL));
  else
    set_refused (response, status, error);
  return FALSE;
}

/**
 * sauda_kaspi_reply_read_json:
 * @response: an answer
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with an error of
 * sauda_kaspi_reply_check_status() or %SAUDA_KASPI_ERROR_MALFORMED when the body is a page, broken off or
 * empty
 */
JsonNode *
sauda_kaspi_reply_read_json (const SaudaHttpResponse *response, GError **error)
{
  if (!sauda_kaspi_reply_check_status (response, error))
    return NULL;
  return parse_body (response->body, error);
}

/**
 * sauda_kaspi_reply_read_cards_json:
 * @response: an answer about product cards (kaspi-api 8)
 * @error: return location
 *
 * Like sauda_kaspi_reply_read_json(), but a refusal is told in words about cards.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with an error
 */
JsonNode *
sauda_kaspi_reply_read_cards_json (const SaudaHttpResponse *response, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *root = sauda_kaspi_reply_read_json (response, &local);

  if (g_error_matches (local, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_REFUSED) ||
      g_error_matches (local, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_NOT_FOUND))
    set_cards_refused (response, error);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return root;
}

/**
 * sauda_kaspi_reply_has_errors:
 * @root: (nullable): a document
 *
 * Returns: whether the document carries `errors[]`, whatever its status said
 */
gboolean
sauda_kaspi_reply_has_errors (JsonNode *root)
{
  JsonArray *errors = get_errors (root);

  return errors != NULL && json_array_get_length (errors) > 0;
}

/**
 * sauda_kaspi_reply_convert_error:
 * @error: an error of SaudaHttp
 *
 * Returns: (transfer full): the same as an error of this room; a cancellation stays what it is
 */
GError *
sauda_kaspi_reply_convert_error (const GError *error)
{
  const char *reason = sauda_base_error_get_reason (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE))
    return sauda_kaspi_error_new (
      SAUDA_KASPI_ERROR_SILENCE,
      /* TRANSLATORS: %s is a sentence that tells how long which server was silent */
      sauda_reason_new (N_ ("%s Kaspi’s firewall may be rejecting this program or network; a VPN abroad may "
                            "cause it. Switch off the VPN or use another network, then try again."),
                        reason, NULL));
  if (g_error_matches (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_TOO_LARGE))
    return sauda_kaspi_error_new (SAUDA_KASPI_ERROR_TOO_LARGE, g_strdup (reason));
  if (g_error_matches (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_CERTIFICATE))
    return sauda_kaspi_error_new (SAUDA_KASPI_ERROR_CERTIFICATE, g_strdup (reason));
  return sauda_kaspi_error_new (SAUDA_KASPI_ERROR_NETWORK, g_strdup (reason));
}

/**
 * sauda_kaspi_reply_may_retry:
 * @error: why a request failed
 *
 * Returns: whether the same GET may succeed a little later. Says nothing about POST, which is never repeated.
 */
gboolean
sauda_kaspi_reply_may_retry (const GError *error)
{
  return g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_RATE_LIMITED) ||
         g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_SERVER) ||
         sauda_kaspi_error_is_silence (error) ||
         g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED);
}
