#include "sauda-kaspi-waybill.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-get.h"
#include "sauda-kaspi-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT_SECONDS 45 /* kaspi-api 1.6 */
#define MAX_BYTES (20 * 1024 * 1024)
#define MAX_REDIRECTS 5
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

/* The link is short-lived; an expired one answers 404, or 200 with an error page (kaspi-api 6). */
static gpointer
read_pdf (const SaudaHttpResponse *response, GError **error)
{
  gsize length;
  const char *body = g_bytes_get_data (response->body, &length);

  if (response->status == 404 || response->status == 410 || (response->status == 200 && is_page (response))) {
    g_set_error_literal (
      error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_EXPIRED,
      _ ("Kaspi's link to this label has expired. Press again, so that Sauda asks for a new one; if it stays so, "
         "download the label in the merchant cabinet and import it."));
    return NULL;
  }
  if (!sauda_kaspi_reply_check_status (response, error))
    return NULL;
  if (length < strlen (PDF_START) || memcmp (body, PDF_START, strlen (PDF_START)) != 0) {
    g_set_error_literal (
      error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
      _ ("Kaspi sent something that is not a PDF instead of the label. Press again; if it stays so, download the "
         "label in the merchant cabinet and import it."));
    return NULL;
  }
  if (!has_end (body, length)) {
    g_set_error_literal (
      error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
      _ ("The label broke off while it was downloaded. Press again; if it stays so, download the label in the "
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
 * (%SAUDA_KASPI_ERROR_EXPIRED when the order must be read again) or %G_IO_ERROR_CANCELLED
 */
GBytes *
sauda_kaspi_waybill_download_finish (SaudaKaspiTransport *transport, GAsyncResult *result, GError **error)
{
  return sauda_kaspi_get_finish (transport, result, error);
}
