#include "sauda-practice-webhook-private.h"

#include <string.h>

struct _SaudaPracticeWebhook {
  SoupSession *session; /* (owned) (not nullable) */
};

/* One delivery on its way; the request that asked for it waits. */
typedef struct {
  SoupServerMessage *asking; /* (owned) */
  SoupMessage *message;      /* (owned) */
  SaudaPracticeMail *mail;   /* borrowed */
  GPtrArray *letters;        /* (owned) (element-type SaudaPracticeLetter) */
} Delivery;

static void
answer (SoupServerMessage *message, guint status, guint delivered)
{
  g_autofree char *text = g_strdup_printf ("{\"delivered\":%u}", delivered);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer data)
{
  Delivery *delivery = data;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  gboolean taken = body != NULL && soup_message_get_status (delivery->message) == SOUP_STATUS_OK;

  for (guint i = 0; taken && i < delivery->letters->len; i++)
    sauda_practice_mail_mark_told (
      delivery->mail, ((SaudaPracticeLetter *) g_ptr_array_index (delivery->letters, i))->id, NULL);
  answer (delivery->asking, taken ? SOUP_STATUS_OK : SOUP_STATUS_BAD_GATEWAY,
          taken ? delivery->letters->len : 0);
  soup_server_message_unpause (delivery->asking);
  g_object_unref (delivery->asking);
  g_object_unref (delivery->message);
  g_ptr_array_unref (delivery->letters);
  g_free (delivery);
}

/* What has come since the last time. */
static GPtrArray *
list_new (const SaudaPracticeMessenger *messenger, const char *provider)
{
  g_autoptr (GPtrArray) all =
    sauda_practice_mail_list (messenger->mail, provider, sauda_clock_get_now (messenger->clock), NULL);
  GPtrArray *fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_practice_letter_free);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--) {
    SaudaPracticeLetter *letter = g_ptr_array_index (all, i - 1);

    if (!letter->told)
      g_ptr_array_add (fresh, g_ptr_array_steal_index (all, i - 1));
  }
  return fresh;
}

static void
sign (SoupMessage *message, const char *secret, GBytes *body)
{
  g_autofree char *hex = g_compute_hmac_for_data (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret),
                                                  g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autofree char *header = g_strconcat ("sha256=", hex, NULL);

  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Hub-Signature-256", header);
}

/**
 * sauda_practice_webhook_new:
 *
 * Returns: (transfer full): what brings deliveries, for one thread
 */
SaudaPracticeWebhook *
sauda_practice_webhook_new (void)
{
  SaudaPracticeWebhook *webhook = g_new0 (SaudaPracticeWebhook, 1);

  webhook->session = soup_session_new ();
  return webhook;
}

/**
 * sauda_practice_webhook_free:
 * @webhook: (transfer full): what brings deliveries
 */
void
sauda_practice_webhook_free (SaudaPracticeWebhook *webhook)
{
  soup_session_abort (webhook->session);
  g_object_unref (webhook->session);
  g_free (webhook);
}

/**
 * sauda_practice_webhook_deliver:
 * @webhook: what brings deliveries
 * @messenger: what there is to bring
 * @message: a form with `provider`, `url` and `secret` (Meta) or `authorization` (360dialog)
 *
 * Brings everything that is new in one batch, and answers once it has been taken.
 */
void
sauda_practice_webhook_deliver (SaudaPracticeWebhook *webhook,
                                const SaudaPracticeMessenger *messenger,
                                SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *provider = g_hash_table_lookup (form, "provider");
  const char *url = g_hash_table_lookup (form, "url");
  const char *secret = g_hash_table_lookup (form, "secret");
  const char *authorization = g_hash_table_lookup (form, "authorization");
  g_autoptr (GPtrArray) letters = NULL;
  g_autoptr (SoupMessage) delivery_message = url != NULL ? soup_message_new (SOUP_METHOD_POST, url) : NULL;
  g_autoptr (GBytes) body = NULL;
  Delivery *delivery;
  char *json;

  if (provider == NULL || delivery_message == NULL) {
    answer (message, SOUP_STATUS_BAD_REQUEST, 0);
    return;
  }
  letters = list_new (messenger, provider);
  json =
    sauda_practice_meta_write_delivery (messenger, provider, letters, sauda_clock_get_now (messenger->clock));
  body = g_bytes_new_take (json, strlen (json));
  soup_message_set_request_body_from_bytes (delivery_message, "application/json", body);
  if (secret != NULL)
    sign (delivery_message, secret, body);
  if (authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (delivery_message), "Authorization",
                                  authorization);
  delivery = g_new0 (Delivery, 1);
  delivery->asking = g_object_ref (message);
  delivery->message = g_steal_pointer (&delivery_message);
  delivery->mail = messenger->mail;
  delivery->letters = g_steal_pointer (&letters);
  soup_server_message_pause (message);
  soup_session_send_and_read_async (webhook->session, delivery->message, G_PRIORITY_DEFAULT, NULL,
                                    on_delivered, delivery);
}
