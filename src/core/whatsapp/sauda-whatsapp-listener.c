#include "sauda-whatsapp-listener.h"

#include "sauda-http-listener.h"
#include "sauda-whatsapp-signature.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MOST_BYTES (4 * 1024 * 1024)

struct _SaudaWhatsappListener {
  GObject parent_instance;

  SaudaHttpListener *listener; /* (owned) (not nullable) once it listens */
  char *meta_secret;           /* (owned) (nullable) */
  char *meta_verify_token;     /* (owned) (nullable) */
  char *d360_header;           /* (owned) (nullable) */
  char *twilio_token;          /* (owned) (nullable) */
  char *twilio_url;            /* (owned) (nullable) */
  SaudaWhatsappDeliveredFunc func;
  gpointer data;
};

struct _SaudaWhatsappDelivered {
  SoupServerMessage *message; /* (owned) */
  SaudaWhatsappKind kind;
};

G_DEFINE_FINAL_TYPE (SaudaWhatsappListener, sauda_whatsapp_listener, G_TYPE_OBJECT)

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/* Meta asks once whether we are we: the challenge is the whole answer (whatsapp-api 3.4). */
static void
verify (SaudaWhatsappListener *self, SoupServerMessage *message, GHashTable *query)
{
  const char *mode = query != NULL ? g_hash_table_lookup (query, "hub.mode") : NULL;
  const char *token = query != NULL ? g_hash_table_lookup (query, "hub.verify_token") : NULL;
  const char *challenge = query != NULL ? g_hash_table_lookup (query, "hub.challenge") : NULL;

  if (g_strcmp0 (mode, "subscribe") == 0 && challenge != NULL &&
      sauda_whatsapp_texts_are_equal (self->meta_verify_token, token))
    answer (message, SOUP_STATUS_OK, "text/plain", challenge);
  else
    answer (message, SOUP_STATUS_FORBIDDEN, "text/plain", "");
}

static gboolean
is_proved (SaudaWhatsappListener *self, SoupServerMessage *message, SaudaWhatsappKind kind, GBytes *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  switch (kind) {
  case SAUDA_WHATSAPP_META:
    return sauda_whatsapp_signature_check_meta (
      self->meta_secret, body, soup_message_headers_get_one (headers, "X-Hub-Signature-256"));
  case SAUDA_WHATSAPP_360DIALOG:
    return sauda_whatsapp_texts_are_equal (self->d360_header,
                                           soup_message_headers_get_one (headers, "Authorization"));
  case SAUDA_WHATSAPP_TWILIO:
    return self->twilio_url != NULL &&
           sauda_whatsapp_signature_check_twilio (
             self->twilio_token, self->twilio_url, soup_message_headers_get_content_type (headers, NULL),
             body, soup_message_headers_get_one (headers, "X-Twilio-Signature"));
  case SAUDA_WHATSAPP_LINK:
  default:
    return FALSE;
  }
}

static void
take (SaudaWhatsappListener *self, SoupServerMessage *message, SaudaWhatsappKind kind)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  SaudaWhatsappDelivered *delivered;

  if (!is_proved (self, message, kind, body)) {
    answer (message, SOUP_STATUS_UNAUTHORIZED, "text/plain", "");
    return;
  }
  delivered = g_new0 (SaudaWhatsappDelivered, 1);
  delivered->message = g_object_ref (message);
  delivered->kind = kind;
  soup_server_message_pause (message);
  self->func (delivered, kind, body, self->data);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  SaudaWhatsappListener *self = data;
  const char *method = soup_server_message_get_method (message);
  gboolean is_post = strcmp (method, SOUP_METHOD_POST) == 0;

  if (strcmp (path, SAUDA_WHATSAPP_LISTENER_META_PATH) == 0 && self->meta_secret != NULL) {
    if (strcmp (method, SOUP_METHOD_GET) == 0)
      verify (self, message, query);
    else if (is_post)
      take (self, message, SAUDA_WHATSAPP_META);
    else
      answer (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "text/plain", "");
  } else if (strcmp (path, SAUDA_WHATSAPP_LISTENER_360DIALOG_PATH) == 0 && self->d360_header != NULL &&
             is_post)
    take (self, message, SAUDA_WHATSAPP_360DIALOG);
  else if (strcmp (path, SAUDA_WHATSAPP_LISTENER_TWILIO_PATH) == 0 && self->twilio_token != NULL && is_post)
    take (self, message, SAUDA_WHATSAPP_TWILIO);
  else
    answer (message, SOUP_STATUS_NOT_FOUND, "text/plain", "");
}

static void
sauda_whatsapp_listener_finalize (GObject *object)
{
  SaudaWhatsappListener *self = SAUDA_WHATSAPP_LISTENER (object);

  sauda_http_listener_free (self->listener);
  g_free (self->meta_secret);
  g_free (self->meta_verify_token);
  g_free (self->d360_header);
  g_free (self->twilio_token);
  g_free (self->twilio_url);
  G_OBJECT_CLASS (sauda_whatsapp_listener_parent_class)->finalize (object);
}

static void
sauda_whatsapp_listener_class_init (SaudaWhatsappListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_whatsapp_listener_finalize;
}

static void
sauda_whatsapp_listener_init (SaudaWhatsappListener *self)
{
}

/**
 * sauda_whatsapp_listener_new:
 * @options: who may bring something; copied
 * @func: takes each delivery
 * @data: data for @func
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a listener on 127.0.0.1, or %NULL with
 * %SAUDA_WHATSAPP_ERROR_CONFIGURATION when the port is taken
 */
SaudaWhatsappListener *
sauda_whatsapp_listener_new (const SaudaWhatsappListenerOptions *options,
                             SaudaWhatsappDeliveredFunc func,
                             gpointer data,
                             GError **error)
{
  g_autoptr (SaudaWhatsappListener) self = g_object_new (SAUDA_TYPE_WHATSAPP_LISTENER, NULL);
  g_autoptr (GError) local = NULL;

  self->meta_secret = g_strdup (options->meta_secret);
  self->meta_verify_token = g_strdup (options->meta_verify_token);
  self->d360_header = g_strdup (options->d360_header);
  self->twilio_token = g_strdup (options->twilio_token);
  self->twilio_url = g_strdup (options->twilio_url);
  self->func = func;
  self->data = data;
  self->listener = sauda_http_listener_new (SAUDA_HTTP_REACH_COMPUTER, options->port, MOST_BYTES, &local);
  if (self->listener == NULL) {
    g_set_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION,
                 _ ("Sauda cannot listen for WhatsApp on port %u: %s. Choose another port in Settings."),
                 options->port, local->message);
    return NULL;
  }
  soup_server_add_handler (sauda_http_listener_get_server (self->listener), NULL, on_request, self, NULL);
  return g_steal_pointer (&self);
}

/**
 * sauda_whatsapp_listener_get_port:
 * @self: a listener
 *
 * Returns: where it listens
 */
guint
sauda_whatsapp_listener_get_port (SaudaWhatsappListener *self)
{
  return sauda_http_listener_get_port (self->listener);
}

/**
 * sauda_whatsapp_delivered_answer:
 * @delivered: (transfer full): a delivery
 * @stored: whether it is in the books; else the provider brings it again
 */
void
sauda_whatsapp_delivered_answer (SaudaWhatsappDelivered *delivered, gboolean stored)
{
  if (!stored)
    answer (delivered->message, SOUP_STATUS_SERVICE_UNAVAILABLE, "text/plain", "");
  else if (delivered->kind == SAUDA_WHATSAPP_TWILIO)
    answer (delivered->message, SOUP_STATUS_OK, "text/xml", "<Response/>");
  else
    answer (delivered->message, SOUP_STATUS_OK, "text/plain", "");
  soup_server_message_unpause (delivered->message);
  g_object_unref (delivered->message);
  g_free (delivered);
}
