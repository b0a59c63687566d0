#include "sauda-meta.h"

#include "sauda-meta-history.h"
#include "sauda-whatsapp-call.h"
#include "sauda-whatsapp-json.h"

#include <glib/gi18n-lib.h>

#define META_URL "https://graph.facebook.com/v23.0"
#define D360_URL "https://waba-v2.360dialog.io"
#define MOST_TEXT 4096

struct _SaudaMeta {
  GObject parent_instance;

  SaudaHttp *http; /* (owned) (not nullable) */
  SaudaWhatsappKind kind;
  char *url;             /* (owned) (not nullable) */
  char *phone_number_id; /* (owned) (nullable) */
  char *account;         /* (owned) (nullable) */
  char *secret;          /* (owned) (not nullable) */
};

static void sauda_meta_provider_init (SaudaWhatsappProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaMeta,
                               sauda_meta,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_WHATSAPP_PROVIDER, sauda_meta_provider_init))

/* Takes @message and @task. */
static void
call (SaudaMeta *self, SoupMessage *message, GAsyncReadyCallback callback, GTask *task)
{
  g_autoptr (SoupMessage) owned = message;
  SoupMessageHeaders *headers;

  if (message == NULL) {
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION,
                             _ ("The address of the provider in Settings is wrong."));
    g_object_unref (task);
    return;
  }
  headers = soup_message_get_request_headers (message);
  if (self->kind == SAUDA_WHATSAPP_META) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->secret, NULL);

    soup_message_headers_replace (headers, "Authorization", bearer);
  } else
    soup_message_headers_replace (headers, "D360-API-KEY", self->secret);
  sauda_whatsapp_call_async (self->http, self->kind, message, g_task_get_cancellable (task), callback, task);
}

static char *
make_url (SaudaMeta *self, const char *meta_id, const char *meta_path, const char *d360_path)
{
  if (self->kind == SAUDA_WHATSAPP_META)
    return g_strdup_printf ("%s/%s%s", self->url, meta_id != NULL ? meta_id : "", meta_path);
  return g_strconcat (self->url, d360_path, NULL);
}

static void
add_string (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_template (JsonBuilder *json, const SaudaWhatsappDraft *draft)
{
  json_builder_set_member_name (json, "template");
  json_builder_begin_object (json);
  add_string (json, "name", draft->template_id);
  json_builder_set_member_name (json, "language");
  json_builder_begin_object (json);
  add_string (json, "code", draft->language);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "components");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  add_string (json, "type", "body");
  json_builder_set_member_name (json, "parameters");
  json_builder_begin_array (json);
  for (guint i = 0; draft->values[i] != NULL; i++) {
    json_builder_begin_object (json);
    add_string (json, "type", "text");
    add_string (json, "text", draft->values[i]);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
add_content (JsonBuilder *json, const SaudaWhatsappDraft *draft)
{
  if (draft->template_id != NULL) {
    add_string (json, "type", "template");
    add_template (json, draft);
    return;
  }
  add_string (json, "type", "text");
  json_builder_set_member_name (json, "text");
  json_builder_begin_object (json);
  add_string (json, "body", draft->text);
  json_builder_set_member_name (json, "preview_url");
  json_builder_add_boolean_value (json, FALSE);
  json_builder_end_object (json);
}

static JsonBuilder *
make_message (const SaudaWhatsappDraft *draft)
{
  JsonBuilder *json = json_builder_new ();

  json_builder_begin_object (json);
  add_string (json, "messaging_product", "whatsapp");
  add_string (json, "recipient_type", "individual");
  /* Without its plus a number would get the business's country code in front (whatsapp-api 1.1). */
  add_string (json, sauda_whatsapp_address_is_user_id (draft->to) ? "recipient" : "to", draft->to);
  add_content (json, draft);
  if (draft->quoted_id != NULL) {
    json_builder_set_member_name (json, "context");
    json_builder_begin_object (json);
    add_string (json, "message_id", draft->quoted_id);
    json_builder_end_object (json);
  }
  if (draft->reference != NULL)
    add_string (json, "biz_opaque_callback_data", draft->reference);
  json_builder_end_object (json);
  return json;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SaudaMeta *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  JsonArray *messages = sauda_whatsapp_json_get_array (sauda_whatsapp_json_get_root (root), "messages");
  g_autofree char *id = sauda_whatsapp_json_dup_text (sauda_whatsapp_json_get_element (messages, 0), "id");

  if (root == NULL)
    g_task_return_error (task, error);
  else if (id != NULL)
    g_task_return_pointer (task, g_steal_pointer (&id), g_free);
  else
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_UNKNOWN,
                             _ ("The answer of %s is not in its usual form."),
                             sauda_whatsapp_kind_get_title (self->kind));
}

static void
send_message (SaudaWhatsappProvider *provider, const SaudaWhatsappDraft *draft, GTask *task)
{
  SaudaMeta *self = SAUDA_META (provider);
  g_autofree char *url = make_url (self, self->phone_number_id, "/messages", "/messages");
  g_autoptr (JsonBuilder) json = NULL;

  if (draft->template_id == NULL && g_utf8_strlen (draft->text, -1) > MOST_TEXT) {
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_INVALID,
                             _ ("The text has more than %d characters; shorten it."), MOST_TEXT);
    g_object_unref (task);
    return;
  }
  json = make_message (draft);
  call (self, sauda_whatsapp_call_new_json (url, json), on_sent, task);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  JsonObject *object = sauda_whatsapp_json_get_root (root);
  g_autofree char *number = sauda_whatsapp_json_dup_text (object, "display_phone_number");
  g_autofree char *quality = sauda_whatsapp_json_dup_text (object, "quality_rating");

  if (root == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (number == NULL)
    number = sauda_whatsapp_json_dup_text (object, "phone_number");
  g_task_return_pointer (task,
                         g_strdup_printf (_ ("The sender %s works; its quality is “%s”."),
                                          number != NULL ? number : "–", quality != NULL ? quality : "–"),
                         g_free);
}

static void
check_account (SaudaWhatsappProvider *provider, GTask *task)
{
  SaudaMeta *self = SAUDA_META (provider);
  g_autofree char *url = make_url (self, self->phone_number_id, "?fields=display_phone_number,quality_rating",
                                   "/v1/configs/phone_number");

  call (self, soup_message_new (SOUP_METHOD_GET, url), on_checked, task);
}

static void
on_templates (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  JsonObject *object = sauda_whatsapp_json_get_root (root);
  JsonArray *list = sauda_whatsapp_json_get_array (object, "data");
  GPtrArray *templates;

  if (root == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (list == NULL)
    list = sauda_whatsapp_json_get_array (object, "waba_templates");
  templates = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_whatsapp_template_info_free);
  for (guint i = 0; i < sauda_whatsapp_json_get_length (list); i++) {
    JsonObject *entry = sauda_whatsapp_json_get_element (list, i);
    g_autofree char *name = sauda_whatsapp_json_dup_text (entry, "name");
    g_autofree char *language = sauda_whatsapp_json_dup_text (entry, "language");
    g_autofree char *status = sauda_whatsapp_json_dup_text (entry, "status");
    SaudaWhatsappTemplateInfo *info;

    if (name == NULL || language == NULL)
      continue;
    info = sauda_whatsapp_template_info_new (name, name, language, status);
    info->category = sauda_whatsapp_json_dup_text (entry, "category");
    info->reason = sauda_whatsapp_json_dup_text (entry, "rejected_reason");
    g_ptr_array_add (templates, info);
  }
  g_task_return_pointer (task, templates, (GDestroyNotify) g_ptr_array_unref);
}

static void
list_templates (SaudaWhatsappProvider *provider, GTask *task)
{
  SaudaMeta *self = SAUDA_META (provider);
  g_autofree char *url =
    make_url (self, self->account, "/message_templates?limit=500", "/v1/configs/templates");

  call (self, soup_message_new (SOUP_METHOD_GET, url), on_templates, task);
}

static void
on_template_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);

  if (root == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
}

static void
add_samples (JsonBuilder *json, const SaudaWhatsappTemplate *template)
{
  json_builder_set_member_name (json, "example");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "body_text");
  json_builder_begin_array (json);
  json_builder_begin_array (json);
  for (guint i = 0; template->samples[i] != NULL; i++)
    json_builder_add_string_value (json, template->samples[i]);
  json_builder_end_array (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
create_template (SaudaWhatsappProvider *provider, const SaudaWhatsappTemplate *template, GTask *task)
{
  SaudaMeta *self = SAUDA_META (provider);
  g_autofree char *url = make_url (self, self->account, "/message_templates", "/v1/configs/templates");
  g_autoptr (JsonBuilder) json = json_builder_new ();

  g_task_set_task_data (task, g_strdup (template->name), g_free);
  json_builder_begin_object (json);
  add_string (json, "name", template->name);
  add_string (json, "language", template->language);
  add_string (json, "category", "UTILITY");
  json_builder_set_member_name (json, "components");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  add_string (json, "type", "BODY");
  add_string (json, "text", template->body);
  add_samples (json, template);
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
  call (self, sauda_whatsapp_call_new_json (url, json), on_template_made, task);
}

static void
on_webhook_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SaudaMeta *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  g_autofree char *url = sauda_whatsapp_json_dup_text (sauda_whatsapp_json_get_root (root), "url");

  if (root == NULL)
    g_task_return_error (task, error);
  else if (url != NULL)
    g_task_return_pointer (task, g_steal_pointer (&url), g_free);
  else
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_BAD_ANSWER,
                             _ ("The answer of %s is not in its usual form."),
                             sauda_whatsapp_kind_get_title (self->kind));
}

/* 360dialog alone takes it through its API; it echoes what it has (whatsapp-api 4). */
static void
set_webhook (SaudaWhatsappProvider *provider, const char *url, const char *authorization, GTask *task)
{
  SaudaMeta *self = SAUDA_META (provider);
  g_autofree char *address = g_strconcat (self->url, "/v1/configs/webhook", NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (self->kind != SAUDA_WHATSAPP_360DIALOG) {
    g_task_return_new_error (
      task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED,
      _ ("Enter the address in the provider's own cabinet: it cannot be told from here."));
    g_object_unref (task);
    return;
  }
  json_builder_begin_object (json);
  add_string (json, "url", url);
  json_builder_set_member_name (json, "headers");
  json_builder_begin_object (json);
  add_string (json, "Authorization", authorization);
  json_builder_end_object (json);
  json_builder_end_object (json);
  call (self, sauda_whatsapp_call_new_json (address, json), on_webhook_set, task);
}

/* Messages that are asked about, one after the other. */
typedef struct {
  GPtrArray *ids; /* (owned) (element-type utf8) */
  guint next;
  SaudaWhatsappBatch *batch; /* (owned) (nullable) NULL once it is handed on */
} Following;

static void
following_free (gpointer data)
{
  Following *following = data;

  g_ptr_array_unref (following->ids);
  g_clear_pointer (&following->batch, sauda_whatsapp_batch_free);
  g_free (following);
}

static void follow_next (SaudaMeta *self, GTask *task);

/* What the account may not ask, or Meta does not know, is an extra that is not there (codes 100,
 * 200, 803). */
static void
on_followed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Following *following = g_task_get_task_data (task);
  SaudaMeta *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);

  if (root != NULL) {
    sauda_meta_history_read (root, following->batch);
    follow_next (self, g_steal_pointer (&task));
  } else if (g_error_matches (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION) ||
             g_error_matches (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NEVER))
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED, "%s",
                             error->message);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @task. */
static void
follow_next (SaudaMeta *self, GTask *task)
{
  Following *following = g_task_get_task_data (task);
  g_autofree char *id = NULL, *path = NULL, *url = NULL;

  if (following->next == following->ids->len) {
    sauda_whatsapp_batch_sort (following->batch);
    g_task_return_pointer (task, g_steal_pointer (&following->batch),
                           (GDestroyNotify) sauda_whatsapp_batch_free);
    g_object_unref (task);
    return;
  }
  id = g_uri_escape_string (g_ptr_array_index (following->ids, following->next++), NULL, FALSE);
  path = g_strconcat ("/message_history?limit=100&message_id=", id, NULL);
  url = make_url (self, self->phone_number_id, path, "");
  call (self, soup_message_new (SOUP_METHOD_GET, url), on_followed, task);
}

static void
follow (SaudaWhatsappProvider *provider, GPtrArray *ids, GTask *task)
{
  SaudaMeta *self = SAUDA_META (provider);
  Following *following = g_new0 (Following, 1);

  following->ids = g_ptr_array_ref (ids);
  following->batch = sauda_whatsapp_batch_new ();
  g_task_set_task_data (task, following, following_free);
  if (self->kind == SAUDA_WHATSAPP_META)
    follow_next (self, task);
  else {
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED,
                             _ ("This provider cannot do that."));
    g_object_unref (task);
  }
}

static SaudaWhatsappKind
get_kind (SaudaWhatsappProvider *provider)
{
  return SAUDA_META (provider)->kind;
}

/* No poll and no find: contents come by webhook alone, and nothing can be looked for (whatsapp-api 0). */
static void
sauda_meta_provider_init (SaudaWhatsappProviderInterface *iface)
{
  iface->get_kind = get_kind;
  iface->send = send_message;
  iface->follow = follow;
  iface->check = check_account;
  iface->list_templates = list_templates;
  iface->create_template = create_template;
  iface->set_webhook = set_webhook;
}

static void
sauda_meta_finalize (GObject *object)
{
  SaudaMeta *self = SAUDA_META (object);

  g_object_unref (self->http);
  g_free (self->url);
  g_free (self->phone_number_id);
  g_free (self->account);
  g_free (self->secret);
  G_OBJECT_CLASS (sauda_meta_parent_class)->finalize (object);
}

static void
sauda_meta_class_init (SaudaMetaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_meta_finalize;
}

static void
sauda_meta_init (SaudaMeta *self)
{
}

/**
 * sauda_meta_new:
 * @http: keeps the account's limits
 * @options: the account; copied
 *
 * Returns: (transfer full): a way to WhatsApp through Meta's Cloud API or 360dialog (whatsapp-api 3, 4)
 */
SaudaWhatsappProvider *
sauda_meta_new (SaudaHttp *http, const SaudaMetaOptions *options)
{
  SaudaMeta *self = g_object_new (SAUDA_TYPE_META, NULL);
  const char *usual = options->kind == SAUDA_WHATSAPP_META ? META_URL : D360_URL;

  self->http = g_object_ref (http);
  self->kind = options->kind;
  self->url = g_strdup (options->url != NULL ? options->url : usual);
  self->phone_number_id = g_strdup (options->phone_number_id);
  self->account = g_strdup (options->account);
  self->secret = g_strdup (options->secret);
  return SAUDA_WHATSAPP_PROVIDER (self);
}
