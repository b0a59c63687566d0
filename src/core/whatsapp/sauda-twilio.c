#include "sauda-twilio.h"

#include "sauda-time.h"
#include "sauda-twilio-read.h"
#include "sauda-whatsapp-call.h"
#include "sauda-whatsapp-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define API_URL "https://api.twilio.com"
#define CONTENT_URL "https://content.twilio.com"
#define MOST_TEXT 1600
#define PAGE_SIZE "100"
#define MOST_PAGES 200
#define SLIP_MS (10 * 60 * 1000) /* late rows slip in below the first known one (whatsapp-api 2.4) */
#define CLOCK_SLIP_MS (2 * 60 * 1000)

struct _SaudaTwilio {
  GObject parent_instance;

  SaudaHttp *http;     /* (owned) (not nullable) */
  char *url;           /* (owned) (not nullable) */
  char *content_url;   /* (owned) (not nullable) */
  char *account;       /* (owned) (not nullable) */
  char *authorization; /* (owned) (not nullable) */
  char *sender;        /* (owned) (not nullable) "+7…" */
};

static void sauda_twilio_provider_init (SaudaWhatsappProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaTwilio,
                               sauda_twilio,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_WHATSAPP_PROVIDER,
                                                      sauda_twilio_provider_init))

/* Walking the pages of the list, with us as the receiver or as the sender. */
typedef struct {
  SaudaWhatsappBatch *batch; /* (owned) */
  GHashTable *known;         /* (nullable) borrowed */
  gint64 since_ms;
  gint64 now_ms;
  guint pages;
  gboolean outbound;
  /* Of a search. */
  char *words; /* (owned) (nullable) */
  char *text;  /* (owned) (nullable) */
  char *to;    /* (owned) (nullable) "+7…" or an id */
  gint64 after_ms;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *walk = data;

  sauda_whatsapp_batch_free (walk->batch);
  g_free (walk->words);
  g_free (walk->text);
  g_free (walk->to);
  g_free (walk);
}

static void
return_bad_address (GTask *task)
{
  g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION,
                           _ ("The address of the provider in Settings is wrong."));
  g_object_unref (task);
}

/* Signs in at once: waiting for a challenge would send every POST twice (whatsapp-api 2.1).
 * Takes @message. */
static void
call (SaudaTwilio *self, SoupMessage *message, GAsyncReadyCallback callback, GTask *task)
{
  g_autoptr (SoupMessage) owned = message;

  if (message == NULL) {
    return_bad_address (task);
    return;
  }
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                self->authorization);
  sauda_whatsapp_call_async (self->http, SAUDA_WHATSAPP_TWILIO, message, g_task_get_cancellable (task),
                             callback, task);
}

static char *
make_address (const char *to)
{
  return g_strconcat ("whatsapp:", to, NULL);
}

static char *
make_values (const char *const *values)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  for (guint i = 0; values[i] != NULL; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i + 1);

    json_builder_set_member_name (json, key);
    json_builder_add_string_value (json, values[i]);
  }
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static void
add_field (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", name, escaped);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  g_autofree char *id = NULL;

  if (root == NULL) {
    g_task_return_error (task, error);
    return;
  }
  id = sauda_whatsapp_json_dup_text (sauda_whatsapp_json_get_root (root), "sid");
  if (id != NULL)
    g_task_return_pointer (task, g_steal_pointer (&id), g_free);
  else
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_UNKNOWN,
                             _ ("The answer of %s is not in its usual form."), "Twilio");
}

static void
send_message (SaudaWhatsappProvider *provider, const SaudaWhatsappDraft *draft, GTask *task)
{
  SaudaTwilio *self = SAUDA_TWILIO (provider);
  g_autofree char *url =
    g_strdup_printf ("%s/2010-04-01/Accounts/%s/Messages.json", self->url, self->account);
  g_autofree char *to = make_address (draft->to), *from = make_address (self->sender);
  g_autoptr (GString) form = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  SoupMessage *message;

  if (draft->template_id == NULL && g_utf8_strlen (draft->text, -1) > MOST_TEXT) {
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_INVALID,
                             _ ("The text has more than %d characters; shorten it."), MOST_TEXT);
    g_object_unref (task);
    return;
  }
  add_field (form, "To", to);
  add_field (form, "From", from);
  if (draft->template_id != NULL) {
    g_autofree char *values = make_values (draft->values);

    add_field (form, "ContentSid", draft->template_id);
    add_field (form, "ContentVariables", values);
  } else
    add_field (form, "Body", draft->text);
  body = g_bytes_new (form->str, form->len);
  message = soup_message_new (SOUP_METHOD_POST, url);
  if (message != NULL)
    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  call (self, message, on_sent, task);
}

static char *
format_gmt_day (gint64 utc_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (MAX (utc_ms, 0) / 1000);

  return g_date_time_format (time, "%Y-%m-%d");
}

static void on_page (GObject *source, GAsyncResult *result, gpointer data);

/* Takes @task. */
static void
get_page (SaudaTwilio *self, const char *path, GTask *task)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);

  call (self, soup_message_new (SOUP_METHOD_GET, url), on_page, task);
}

/* Takes @task. */
static void
get_first_page (SaudaTwilio *self, GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  g_autofree char *day = format_gmt_day (walk->since_ms - SAUDA_MS_PER_DAY);
  g_autofree char *own = make_address (self->sender);
  g_autoptr (GString) query = g_string_new (NULL);
  g_autofree char *path = NULL;

  /* Never by buyer when reading: From may be a business-scoped id. */
  add_field (query, walk->outbound ? "From" : "To", own);
  if (walk->to != NULL) {
    g_autofree char *to = make_address (walk->to);

    add_field (query, "To", to);
  }
  if (walk->since_ms > 0)
    add_field (query, "DateSent%3E", day);
  add_field (query, "PageSize", PAGE_SIZE);
  path = g_strdup_printf ("/2010-04-01/Accounts/%s/Messages.json?%s", self->account, query->str);
  get_page (self, path, task);
}

static void
end_walk (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  SaudaWhatsappBatch *batch = walk->batch;

  walk->batch = sauda_whatsapp_batch_new ();
  g_task_return_pointer (task, batch, (GDestroyNotify) sauda_whatsapp_batch_free);
}

/* No other message of ours, with the order's number, and made after the attempt began. A clock of ours that
 * is wrong must not have a buyer asked twice, so the very same words count whenever they were made. */
static gboolean
is_sought (const Walk *walk, const SaudaWhatsappStatus *status)
{
  return status->text != NULL && strstr (status->text, walk->words) != NULL &&
         (walk->known == NULL || !g_hash_table_contains (walk->known, status->id)) &&
         (status->created_ms == 0 || status->created_ms >= walk->after_ms - CLOCK_SLIP_MS ||
          g_strcmp0 (status->text, walk->text) == 0);
}

static void
end_search (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);

  for (guint i = 0; i < walk->batch->statuses->len; i++) {
    const SaudaWhatsappStatus *status = g_ptr_array_index (walk->batch->statuses, i);

    if (is_sought (walk, status)) {
      g_task_return_pointer (task, g_strdup (status->id), g_free);
      return;
    }
  }
  g_task_return_pointer (task, g_strdup (""), g_free);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SaudaTwilio *self = g_task_get_source_object (task);
  Walk *walk = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  g_autofree char *next = NULL;
  gint64 oldest_ms;
  gboolean all_known;

  if (root != NULL)
    next = sauda_twilio_read_page (root, walk->batch, walk->known, &oldest_ms, &all_known, &error);
  if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (next != NULL && *next == '/' && ++walk->pages < MOST_PAGES &&
      !(walk->words == NULL && all_known && oldest_ms < walk->since_ms - SLIP_MS))
    get_page (self, next, g_steal_pointer (&task));
  else if (walk->words != NULL)
    end_search (task);
  else
    end_walk (task);
}

/* Both walks of a reading, side by side. */
typedef struct {
  SaudaWhatsappBatch *batch; /* (owned) */
  GError *error;             /* (owned) (nullable) of the first walk that failed */
  guint pending;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->batch, sauda_whatsapp_batch_free);
  g_clear_error (&reading->error);
  g_free (reading);
}

static void
on_walked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (SaudaWhatsappBatch) batch =
    g_task_propagate_pointer (G_TASK (result), reading->error == NULL ? &reading->error : NULL);

  if (batch != NULL) {
    g_ptr_array_extend_and_steal (reading->batch->inbound, g_ptr_array_ref (batch->inbound));
    g_ptr_array_extend_and_steal (reading->batch->statuses, g_ptr_array_ref (batch->statuses));
    reading->batch->ignored += batch->ignored;
  }
  if (--reading->pending > 0)
    return;
  if (reading->error != NULL) {
    g_task_return_error (task, g_steal_pointer (&reading->error));
    return;
  }
  sauda_whatsapp_batch_sort (reading->batch);
  g_task_return_pointer (task, g_steal_pointer (&reading->batch), (GDestroyNotify) sauda_whatsapp_batch_free);
}

static void
poll_messages (SaudaWhatsappProvider *provider, const SaudaWhatsappPoll *poll, GTask *task)
{
  static const gboolean directions[] = { FALSE, TRUE };
  Reading *reading = g_new0 (Reading, 1);

  reading->batch = sauda_whatsapp_batch_new ();
  reading->pending = G_N_ELEMENTS (directions);
  g_task_set_task_data (task, reading, reading_free);
  for (gsize i = 0; i < G_N_ELEMENTS (directions); i++) {
    GTask *part = g_task_new (provider, g_task_get_cancellable (task), on_walked, g_object_ref (task));
    Walk *walk = g_new0 (Walk, 1);

    g_task_set_source_tag (part, poll_messages);
    walk->batch = sauda_whatsapp_batch_new ();
    walk->known = poll->known;
    walk->since_ms = poll->since_ms;
    walk->now_ms = poll->now_ms;
    walk->outbound = directions[i];
    g_task_set_task_data (part, walk, walk_free);
    get_first_page (SAUDA_TWILIO (provider), part);
  }
  g_object_unref (task);
}

static void
find_message (SaudaWhatsappProvider *provider, const SaudaWhatsappSearch *search, GTask *task)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->batch = sauda_whatsapp_batch_new ();
  walk->known = search->known;
  walk->since_ms = search->after_ms;
  walk->after_ms = search->after_ms;
  walk->now_ms = search->now_ms;
  walk->outbound = TRUE;
  walk->words = g_strdup (search->words);
  walk->text = g_strdup (search->text);
  walk->to = g_strdup (search->to);
  g_task_set_task_data (task, walk, walk_free);
  get_first_page (SAUDA_TWILIO (provider), task);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  JsonObject *object = sauda_whatsapp_json_get_root (root);
  g_autofree char *name = sauda_whatsapp_json_dup_text (object, "friendly_name");
  g_autofree char *status = sauda_whatsapp_json_dup_text (object, "status");

  if (root == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           g_strdup_printf (_ ("The account “%s” is %s."), name != NULL ? name : "–",
                                            status != NULL ? status : "–"),
                           g_free);
}

static void
check_account (SaudaWhatsappProvider *provider, GTask *task)
{
  SaudaTwilio *self = SAUDA_TWILIO (provider);
  g_autofree char *url = g_strdup_printf ("%s/2010-04-01/Accounts/%s.json", self->url, self->account);

  call (self, soup_message_new (SOUP_METHOD_GET, url), on_checked, task);
}

static void
on_templates (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);

  if (root == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sauda_twilio_read_templates (root), (GDestroyNotify) g_ptr_array_unref);
}

static void
list_templates (SaudaWhatsappProvider *provider, GTask *task)
{
  SaudaTwilio *self = SAUDA_TWILIO (provider);
  g_autofree char *url = g_strconcat (self->content_url, "/v1/ContentAndApprovals?PageSize=500", NULL);

  call (self, soup_message_new (SOUP_METHOD_GET, url), on_templates, task);
}

static void
on_approval_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);

  if (root == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (g_object_get_data (G_OBJECT (task), "content")), g_free);
}

static void
on_template_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SaudaTwilio *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_whatsapp_call_finish (result, &error);
  g_autofree char *id = sauda_whatsapp_json_dup_text (sauda_whatsapp_json_get_root (root), "sid");
  g_autofree char *url = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (id == NULL) {
    if (error == NULL)
      error = g_error_new (SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_UNKNOWN,
                           _ ("The answer of %s is not in its usual form."), "Twilio");
    g_task_return_error (task, error);
    return;
  }
  url = g_strdup_printf ("%s/v1/Content/%s/ApprovalRequests/whatsapp", self->content_url, id);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "name");
  json_builder_add_string_value (json, g_task_get_task_data (task));
  json_builder_set_member_name (json, "category");
  json_builder_add_string_value (json, "UTILITY");
  json_builder_end_object (json);
  g_object_set_data_full (G_OBJECT (task), "content", g_steal_pointer (&id), g_free);
  call (self, sauda_whatsapp_call_new_json (url, json), on_approval_asked, g_steal_pointer (&task));
}

static void
create_template (SaudaWhatsappProvider *provider, const SaudaWhatsappTemplate *template, GTask *task)
{
  SaudaTwilio *self = SAUDA_TWILIO (provider);
  g_autofree char *url = g_strconcat (self->content_url, "/v1/Content", NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  g_task_set_task_data (task, g_strdup (template->name), g_free);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "friendly_name");
  json_builder_add_string_value (json, template->name);
  json_builder_set_member_name (json, "language");
  json_builder_add_string_value (json, template->language);
  json_builder_set_member_name (json, "variables");
  json_builder_begin_object (json);
  for (guint i = 0; template->samples[i] != NULL; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i + 1);

    json_builder_set_member_name (json, key);
    json_builder_add_string_value (json, template->samples[i]);
  }
  json_builder_end_object (json);
  json_builder_set_member_name (json, "types");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "twilio/text");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "body");
  json_builder_add_string_value (json, template->body);
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_end_object (json);
  call (self, sauda_whatsapp_call_new_json (url, json), on_template_made, task);
}

static SaudaWhatsappKind
get_kind (SaudaWhatsappProvider *provider)
{
  return SAUDA_WHATSAPP_TWILIO;
}

static void
sauda_twilio_provider_init (SaudaWhatsappProviderInterface *iface)
{
  iface->get_kind = get_kind;
  iface->send = send_message;
  iface->poll = poll_messages;
  iface->find = find_message;
  iface->check = check_account;
  iface->list_templates = list_templates;
  iface->create_template = create_template;
}

static void
sauda_twilio_finalize (GObject *object)
{
  SaudaTwilio *self = SAUDA_TWILIO (object);

  g_object_unref (self->http);
  g_free (self->url);
  g_free (self->content_url);
  g_free (self->account);
  g_free (self->authorization);
  g_free (self->sender);
  G_OBJECT_CLASS (sauda_twilio_parent_class)->finalize (object);
}

static void
sauda_twilio_class_init (SaudaTwilioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_twilio_finalize;
}

static void
sauda_twilio_init (SaudaTwilio *self)
{
}

/**
 * sauda_twilio_new:
 * @http: keeps the account's limits
 * @options: the account; copied
 *
 * Returns: (transfer full): a way to WhatsApp through Twilio (whatsapp-api 2)
 */
SaudaWhatsappProvider *
sauda_twilio_new (SaudaHttp *http, const SaudaTwilioOptions *options)
{
  SaudaTwilio *self = g_object_new (SAUDA_TYPE_TWILIO, NULL);
  g_autofree char *words =
    g_strdup_printf ("%s:%s", options->key != NULL ? options->key : options->account, options->secret);
  g_autofree char *encoded = g_base64_encode ((const guchar *) words, strlen (words));

  self->http = g_object_ref (http);
  self->url = g_strdup (options->url != NULL ? options->url : API_URL);
  self->content_url = g_strdup (options->content_url != NULL ? options->content_url : CONTENT_URL);
  self->account = g_strdup (options->account);
  self->authorization = g_strconcat ("Basic ", encoded, NULL);
  self->sender = g_strdup (options->sender);
  return SAUDA_WHATSAPP_PROVIDER (self);
}
