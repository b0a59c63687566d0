#include "sauda-whatsapp-call.h"

#include "sauda-base-error.h"
#include "sauda-whatsapp-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT_SECONDS 30 /* whatsapp-api 9 */
#define MOST_BYTES (8 * 1024 * 1024)

typedef struct {
  SaudaWhatsappKind kind;
  gboolean changes; /* not a GET: an unclear answer may have had its effect */
} Call;

/* Whatever the base room says, told as what has to be done. @cause is taken. */
static GError *
convert (const Call *call, GError *cause)
{
  g_autoptr (GError) owned = cause;
  int code = SAUDA_WHATSAPP_ERROR_RETRY;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&owned);
  if (call->changes && !g_error_matches (cause, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_NETWORK) &&
      !g_error_matches (cause, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_CERTIFICATE))
    code = SAUDA_WHATSAPP_ERROR_UNKNOWN;
  return g_error_new_literal (SAUDA_WHATSAPP_ERROR, code, cause->message);
}

/* Twilio: {code}; Meta: {error: {code, error_data: {details}}}; 360dialog besides: {error: "words"} and
 * {meta: {developer_message}} (whatsapp-api 2.6, 3.2, 4). */
SaudaWhatsappFault
sauda_whatsapp_call_read_fault (SaudaWhatsappKind kind, JsonNode *root, guint http_status)
{
  JsonObject *object = sauda_whatsapp_json_get_root (root);
  JsonObject *error = sauda_whatsapp_json_get_object (object, "error");
  JsonObject *own = sauda_whatsapp_json_get_object (object, "meta");
  g_autofree char *details = NULL;
  gint64 code = -1;

  if (kind == SAUDA_WHATSAPP_TWILIO)
    code = sauda_whatsapp_json_get_number (object, "code", -1);
  else if (error != NULL)
    code = sauda_whatsapp_json_get_number (error, "code", -1);
  if (own != NULL)
    details = sauda_whatsapp_json_dup_text (own, "developer_message");
  else if (error != NULL)
    details = sauda_whatsapp_json_dup_text (error, "message");
  else
    details = sauda_whatsapp_json_dup_text (object, "error");
  return sauda_whatsapp_code_read (kind, (int) CLAMP (code, -1, G_MAXINT), details, http_status);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SaudaHttpResponse) response = sauda_http_send_finish (SAUDA_HTTP (source), result, &error);
  g_autoptr (JsonNode) root = NULL;

  if (response == NULL) {
    g_task_return_error (task, convert (call, error));
    return;
  }
  root =
    sauda_whatsapp_json_parse (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  if (!SOUP_STATUS_IS_SUCCESSFUL (response->status)) {
    SaudaWhatsappFault fault = sauda_whatsapp_call_read_fault (call->kind, root, response->status);

    if (!call->changes && fault.failure == SAUDA_WHATSAPP_ERROR_UNKNOWN)
      fault.failure = SAUDA_WHATSAPP_ERROR_RETRY;
    g_task_return_error (task, sauda_whatsapp_fault_to_error (&fault, response->status));
  } else if (root == NULL)
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR,
                             call->changes ? SAUDA_WHATSAPP_ERROR_UNKNOWN : SAUDA_WHATSAPP_ERROR_BAD_ANSWER,
                             _ ("The answer of %s is not in its usual form."),
                             sauda_whatsapp_kind_get_title (call->kind));
  else
    g_task_return_pointer (task, g_steal_pointer (&root), (GDestroyNotify) json_node_unref);
}

/**
 * sauda_whatsapp_call_async:
 * @http: keeps the account's limits
 * @kind: whose server it is
 * @message: a request with its headers
 * @cancellable: (nullable): for a GET alone; what changes something is waited for
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_whatsapp_call_async (SaudaHttp *http,
                           SaudaWhatsappKind kind,
                           SoupMessage *message,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (http, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, sauda_whatsapp_call_async);
  call->kind = kind;
  call->changes = strcmp (soup_message_get_method (message), SOUP_METHOD_GET) != 0;
  g_task_set_task_data (task, call, g_free);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
  sauda_http_send_async (http, message, TIMEOUT_SECONDS, MOST_BYTES, call->changes ? NULL : cancellable,
                         on_answer, task);
}

/**
 * sauda_whatsapp_call_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the answer of a success, or %NULL with %SAUDA_WHATSAPP_ERROR
 */
JsonNode *
sauda_whatsapp_call_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_whatsapp_call_new_json:
 * @url: where to
 * @json: a finished document
 *
 * Returns: (transfer full): a POST of it
 */
SoupMessage *
sauda_whatsapp_call_new_json (const char *url, JsonBuilder *json)
{
  SoupMessage *message = soup_message_new (SOUP_METHOD_POST, url);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  char *text = json_to_string (root, FALSE);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  return message;
}
