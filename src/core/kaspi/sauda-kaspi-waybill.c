#include "sauda-kaspi-waybill.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-get.h"
#include "sauda-kaspi-reply.h"
#include "sauda-reason.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT_SECONDS 45 /* kaspi-api 1.6 */
#define MAX_BYTES (20 * 1024 * 1024)
#define MAX_REDIRECTS 5
#define PAGE_BYTES (256 * 1024) /* of a page that is looked into */
#define MAX_TITLE_CHARACTERS 100
#define PDF_START "%PDF-"
#define PDF_END "%%EOF"
#define PDF_END_BYTES                                                                                        \
  1024 /* the end mark stands within the last so many (ISO 32000, implementation note 18) */

static gboolean
is_page (const SaudaHttpResponse *response)
{
  gsize length;
  const char *body = g_bytes_get_data (response->body, &length);
  gsize start = 0;

  while (start < length && g_ascii_isspace (body[start]))
    start++;
  return g_strcmp0 (response->content_type, "text/html") == 0 || (start < length && body[start] == '<');
}

/* libsoup takes a connection that ends inside a chunked body for the end of the body. */
static gboolean
has_end (const char *body, gsize length)
{
  gsize tail = MIN (length, PDF_END_BYTES);

  return memmem (body + length - tail, tail, PDF_END, strlen (PDF_END)) != NULL;
}

/* What a page calls itself, as far as that can be shown to people. */
static char *
find_title (const char *page)
{
  g_autoptr (GRegex) pattern = g_regex_new ("<title[^>]*>([^<]*)</title", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *written = NULL, *title = NULL;

  if (!g_regex_match (pattern, page, 0, &match))
    return NULL;
  written = g_match_info_fetch (match, 1);
  title = sauda_text_squeeze (written);
  if (*title == '\0')
    return NULL;
  if (g_utf8_strlen (title, -1) > MAX_TITLE_CHARACTERS)
    *g_utf8_offset_to_pointer (title, MAX_TITLE_CHARACTERS) = '\0';
  return g_steal_pointer (&title);
}

/* A page in place of the label: that of an expired link, of a fault, or of somebody who wants a password
 * first (kaspi-api 6). Never shown itself. */
static GError *
new_page_error (GBytes *body)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  g_autofree char *page = g_utf8_make_valid (bytes, (gssize) MIN (length, PAGE_BYTES));
  g_autofree char *title = find_title (page);

  if (g_regex_match_simple ("type\\s*=\\s*[\"']?password", page, G_REGEX_CASELESS, 0))
    return sauda_kaspi_error_new (
      SAUDA_KASPI_ERROR_PAGE,
      sauda_reason_new (
        N_ ("A page that asks to log in came instead of the label: from Kaspi, or from the network "
            "in between. Log in to the network in a browser and press again; if it stays so, "
            "download the label in the merchant cabinet and import it."),
        NULL));
  if (title != NULL)
    return sauda_kaspi_error_new (
      SAUDA_KASPI_ERROR_PAGE,
      /* TRANSLATORS: %s is what the page calls itself */
      sauda_reason_new (
        N_ ("The web page “%s” came instead of the label. Press again; if it stays so, download the "
            "label in the merchant cabinet and import it."),
        title, NULL));
  return sauda_kaspi_error_new (
    SAUDA_KASPI_ERROR_PAGE,
    sauda_reason_new (
      N_ ("A web page came instead of the label. Press again; if it stays so, download the label in "
          "the merchant cabinet and import it."),
      NULL));
}

/* The link is short-lived; an expired one answers 404, or 200 with an error page (kaspi-api 6). */
static gpointer
read_pdf (const SaudaHttpResponse *response, GError **error)
{
  gsize length;
  const char *body = g_bytes_get_data (response->body, &length);

  if (response->status == 404 || response->status == 410) {
    g_propagate_error (
      error, sauda_kaspi_error_new (
               SAUDA_KASPI_ERROR_EXPIRED,
               sauda_reason_new (
                 N_ ("Kaspi's link to this label has expired. Press again, so that Sauda asks for a new "
                     "one; if it stays so, download the label in the merchant cabinet and import it."),
                 NULL)));
    return NULL;
  }
  if (!sauda_kaspi_reply_check_status (response, error))
    return NULL;
  if (is_page (response)) {
    g_propagate_error (error, new_page_error (response->body));
    return NULL;
  }
  if (length < strlen (PDF_START) || memcmp (body, PDF_START, strlen (PDF_START)) != 0) {
    g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
                         _ ("Kaspi sent something that is not a PDF instead of the label. Press again; if it "
                            "stays so, download the "
                            "label in the merchant cabinet and import it."));
    return NULL;
  }
  if (!has_end (body, length)) {
    g_set_error_literal (
      error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
      _ (
        "The label broke off while it was downloaded. Press again; if it stays so, download the label in the "
        "merchant cabinet and import it."));
    return NULL;
  }
  return g_bytes_ref (response->body);
}

/**
 * sauda_kaspi_waybill_download_async:
 * @transport: the store's transport
 * @url: the order's link to its label
 * @cancellable: (nullable): stops the download
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Downloads a label. The token goes to the base's own host only, also across redirects.
 */
void
sauda_kaspi_waybill_download_async (SaudaKaspiTransport *transport,
                                    const char *url,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const SaudaKaspiGet how = {
    .accept = "*/*",
    .timeout_seconds = TIMEOUT_SECONDS,
    .max_bytes = MAX_BYTES,
    .max_redirects = MAX_REDIRECTS,
    .read = read_pdf,
    .free_result = (GDestroyNotify) g_bytes_unref,
  };

  sauda_kaspi_get_async (transport, &how, url, cancellable, callback, user_data);
}

/**
 * sauda_kaspi_waybill_download_finish:
 * @transport: the store's transport
 * @result: of sauda_kaspi_waybill_download_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the PDF, or %NULL with an error of the kaspi room
 * (%SAUDA_KASPI_ERROR_EXPIRED or _PAGE when the order must be read again) or %G_IO_ERROR_CANCELLED
 */
GBytes *
sauda_kaspi_waybill_download_finish (SaudaKaspiTransport *transport, GAsyncResult *result, GError **error)
{
  return sauda_kaspi_get_finish (transport, result, error);
}
