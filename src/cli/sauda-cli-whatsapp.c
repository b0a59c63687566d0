#include "sauda-cli.h"

#include "sauda-meta-read.h"
#include "sauda-settings.h"
#include "sauda-talk-listener.h"
#include "sauda-talk-templates.h"
#include "sauda-talk.h"
#include "sauda-template-store.h"
#include "sauda-twilio-read.h"
#include "sauda-whatsapp-call.h"
#include "sauda-whatsapp-json.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const char *const settings[] = { "provider",       "url",        "account",    "key",
                                        "sender",         "port",       "listen",     "phone-number-id",
                                        "first-contacts", "public-url", "link-style", "message-history" };

static SaudaTalk *
open_talk (SaudaCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (sauda_cli_open (cli, error) == NULL)
    return NULL;
  sauda_talk_open_async (cli->workspace, cli->cancellable, sauda_cli_on_ready, &result);
  return sauda_talk_open_finish (sauda_cli_wait (&result), error);
}

/* Opens the way to buyers; says why there is none. */
static SaudaTalk *
open_provider (SaudaCli *cli, SaudaExit *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaTalk) talk = open_talk (cli, &error);

  if (talk == NULL)
    *code = sauda_cli_fail (cli, error);
  else if (sauda_talk_get_provider (talk) == NULL) {
    const char *problem = sauda_talk_get_problem (talk);

    sauda_cli_say ("saudactl: %s",
                   problem != NULL ? problem : _ ("WhatsApp is not set up. See saudactl whatsapp set."));
    *code = SAUDA_EXIT_FAILED;
  } else
    return g_steal_pointer (&talk);
  return NULL;
}

/**
 * sauda_cli_whatsapp_check:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_whatsapp_check (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  SaudaExit code = SAUDA_EXIT_DONE;
  g_autoptr (SaudaTalk) talk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *sentence = NULL;
  SaudaWhatsappProvider *provider;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  talk = open_provider (cli, &code);
  if (talk == NULL)
    return code;
  provider = sauda_talk_get_provider (talk);
  sauda_whatsapp_provider_check_async (provider, cli->cancellable, sauda_cli_on_ready, &result);
  sentence = sauda_whatsapp_provider_check_finish (provider, sauda_cli_wait (&result), &error);
  if (sentence == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "provider",
                        sauda_whatsapp_kind_get_name (sauda_whatsapp_provider_get_kind (provider)));
  sauda_cli_add_string (json, "account", sentence);
  json_builder_set_member_name (json, "reads");
  json_builder_add_boolean_value (json, sauda_whatsapp_provider_can_poll (provider));
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else {
    sauda_cli_print ("%s", sentence);
    if (!sauda_whatsapp_provider_can_poll (provider))
      sauda_cli_print (
        "%s", _ ("Answers come by webhook only: switch the listener on and put your tunnel before it."));
  }
  return SAUDA_EXIT_DONE;
}

typedef struct {
  SaudaWhatsappKind kind;
  GPtrArray *templates;
  gint64 now_ms;
} Keeping;

static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Keeping *keeping = data;

  return sauda_template_store_keep (connection, keeping->kind, keeping->templates, keeping->now_ms, error)
           ? keeping
           : NULL;
}

static const SaudaWhatsappTemplateInfo *
find_info (GPtrArray *templates, const SaudaWhatsappTemplate *template)
{
  for (guint i = 0; i < templates->len; i++) {
    const SaudaWhatsappTemplateInfo *info = g_ptr_array_index (templates, i);

    if (strcmp (info->name, template->name) == 0 && strcmp (info->language, template->language) == 0)
      return info;
  }
  return NULL;
}

static void
print_templates (SaudaCli *cli, GPtrArray *templates)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  guint count;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "templates");
  for (guint i = 0; i < count; i++) {
    const SaudaWhatsappTemplateInfo *info = all[i].name != NULL ? find_info (templates, &all[i]) : NULL;
    const SaudaCliCell cells[] = { { all[i].name, 18 },
                                   { all[i].language, 3 },
                                   { info != NULL ? info->status : _ ("not handed in"), 14 },
                                   { all[i].body, 0 } };

    if (all[i].name == NULL)
      continue;
    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", all[i].name);
    sauda_cli_add_string (json, "language", all[i].language);
    sauda_cli_add_string (json, "status", info != NULL ? info->status : NULL);
    sauda_cli_add_string (json, "category", info != NULL ? info->category : NULL);
    sauda_cli_add_string (json, "reason", info != NULL ? info->reason : NULL);
    sauda_cli_add_string (json, "body", all[i].body);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  sauda_cli_end_list (cli, json);
}

static GPtrArray *
list_templates (SaudaCli *cli, SaudaWhatsappProvider *provider, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_whatsapp_provider_list_templates_async (provider, cli->cancellable, sauda_cli_on_ready, &result);
  return sauda_whatsapp_provider_list_templates_finish (provider, sauda_cli_wait (&result), error);
}

static gboolean
hand_in (SaudaCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint count;

  sauda_talk_templates_hand_in_async (cli->workspace, cli->cancellable, sauda_cli_on_ready, &result);
  return sauda_talk_templates_hand_in_finish (sauda_cli_wait (&result), &count, error);
}

/**
 * sauda_cli_whatsapp_templates:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_whatsapp_templates (SaudaCli *cli, int argc, char **argv)
{
  gboolean create = FALSE;
  const GOptionEntry entries[] = { { "create", 0, 0, G_OPTION_ARG_NONE, &create,
                                     N_ ("Hand in for approval what the provider does not have"), NULL },
                                   { NULL } };
  SaudaExit code = SAUDA_EXIT_DONE;
  g_autoptr (SaudaTalk) talk = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  Keeping keeping;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  talk = open_provider (cli, &code);
  if (talk == NULL)
    return code;
  if (create && !hand_in (cli, &error))
    return sauda_cli_fail (cli, error);
  templates = list_templates (cli, sauda_talk_get_provider (talk), &error);
  if (templates == NULL)
    return sauda_cli_fail (cli, error);
  keeping =
    (Keeping){ sauda_talk_get_rules (talk)->provider, templates, sauda_workspace_get_now (cli->workspace) };
  if (sauda_workspace_write (cli->workspace, keep_work, &keeping, &error) == NULL)
    return sauda_cli_fail (cli, error);
  print_templates (cli, templates);
  return SAUDA_EXIT_DONE;
}

typedef struct {
  char *key;
  const char *value;
  gint64 now_ms;
} Setting;

static gpointer
set_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Setting *setting = data;

  return sauda_settings_set (connection, setting->key, setting->value, setting->now_ms, error) ? setting
                                                                                               : NULL;
}

/**
 * sauda_cli_whatsapp_set:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_whatsapp_set (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  SaudaWhatsappKind kind;
  gboolean known = FALSE;
  Setting setting;

  if (!sauda_cli_parse (cli, "NAME VALUE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  for (gsize i = 0; argc == 3 && i < G_N_ELEMENTS (settings); i++)
    known = known || strcmp (argv[1], settings[i]) == 0;
  if (!known)
    return sauda_cli_usage (
      _ ("Name one of provider, url, account, key, sender, phone-number-id, listen, port, "
         "public-url, first-contacts, link-style, message-history, and its value. Secrets come "
         "from the variable WHATSAPP_API_KEY or the keyring."));
  if (strcmp (argv[1], "provider") == 0 && strcmp (argv[2], "none") != 0 &&
      !sauda_whatsapp_kind_from_name (argv[2], &kind))
    return sauda_cli_usage (_ ("The provider is twilio, meta, 360dialog, link or none."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  key = g_strconcat ("whatsapp-", argv[1], NULL);
  setting = (Setting){ key, argv[2], sauda_workspace_get_now (cli->workspace) };
  if (sauda_workspace_write (cli->workspace, set_work, &setting, &error) == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json)
    g_print ("{\"set\":true}\n");
  return SAUDA_EXIT_DONE;
}

static void
add_inbound (JsonBuilder *json, const SaudaWhatsappInbound *inbound)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "id", inbound->id);
  sauda_cli_add_string (json, "sender", inbound->sender);
  sauda_cli_add_string (json, "phone", inbound->phone);
  sauda_cli_add_string (json, "user_id", inbound->user_id);
  sauda_cli_add_string (json, "name", inbound->name);
  sauda_cli_add_string (json, "content", sauda_whatsapp_content_get_name (inbound->content));
  sauda_cli_add_string (json, "type", inbound->type);
  sauda_cli_add_string (json, "text", inbound->text);
  sauda_cli_add_string (json, "payload", inbound->payload);
  sauda_cli_add_string (json, "quoted_id", inbound->quoted_id);
  sauda_cli_add_string (json, "original_id", inbound->original_id);
  sauda_cli_add_time (json, "at", inbound->at_ms);
  json_builder_end_object (json);
}

static const char *
name_failure (SaudaWhatsappError failure)
{
  static const char *const names[] = { "retry",         "pair",    "later",     "template",
                                       "configuration", "never",   "opted-out", "unknown",
                                       "not-supported", "invalid", "bad-answer" };

  return names[failure];
}

static void
add_status (JsonBuilder *json, const SaudaWhatsappStatus *status)
{
  gboolean failed = status->delivery == SAUDA_WHATSAPP_DELIVERY_FAILED;

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "id", status->id);
  sauda_cli_add_string (json, "delivery", sauda_whatsapp_delivery_get_name (status->delivery));
  sauda_cli_add_string (json, "reference", status->reference);
  sauda_cli_add_string (json, "recipient", status->recipient);
  sauda_cli_add_string (json, "failure", failed ? name_failure (status->failure) : NULL);
  sauda_cli_add_int (json, "code", status->code);
  sauda_cli_add_string (json, "reason", status->reason);
  sauda_cli_add_time (json, "at", status->at_ms);
  json_builder_end_object (json);
}

static void
print_batch (const SaudaWhatsappBatch *batch)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "inbound");
  for (guint i = 0; i < batch->inbound->len; i++)
    add_inbound (json, g_ptr_array_index (batch->inbound, i));
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "statuses");
  for (guint i = 0; i < batch->statuses->len; i++)
    add_status (json, g_ptr_array_index (batch->statuses, i));
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "notices");
  for (guint i = 0; i < batch->notices->len; i++) {
    const SaudaWhatsappNotice *notice = g_ptr_array_index (batch->notices, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "field", notice->field);
    sauda_cli_add_string (json, "subject", notice->subject);
    sauda_cli_add_string (json, "value", notice->value);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  sauda_cli_add_int (json, "ignored", batch->ignored);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

/* A webhook's form, a page of the list, or one message. */
static gboolean
read_twilio (GBytes *body, SaudaWhatsappBatch *batch, GError **error)
{
  g_autoptr (JsonNode) root =
    sauda_whatsapp_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autofree char *next = NULL;
  g_autoptr (GError) local = NULL;
  gint64 time_ms;
  gboolean known;

  if (root == NULL) {
    if (sauda_twilio_read_form (body, g_get_real_time () / 1000, batch))
      return TRUE;
  } else if (sauda_whatsapp_json_get_array (sauda_whatsapp_json_get_root (root), "messages") != NULL) {
    next = sauda_twilio_read_page (root, batch, NULL, &time_ms, &known, &local);
    return local == NULL;
  } else if (sauda_whatsapp_json_get_root (root) != NULL &&
             sauda_twilio_read_message (sauda_whatsapp_json_get_root (root), batch, &time_ms))
    return TRUE;
  g_set_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_BAD_ANSWER,
               _ ("The answer of %s is not in its usual form."), "Twilio");
  return FALSE;
}

static SaudaExit
print_fault (SaudaWhatsappKind kind, GBytes *body, guint status)
{
  g_autoptr (JsonNode) root =
    sauda_whatsapp_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  SaudaWhatsappFault fault = sauda_whatsapp_call_read_fault (kind, root, status);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "failure", name_failure (fault.failure));
  sauda_cli_add_int (json, "code", fault.code);
  sauda_cli_add_string (json, "reason", fault.reason);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_whatsapp_read:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_whatsapp_read (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *name = NULL;
  int status = 0;
  const GOptionEntry entries[] = {
    { "provider", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Whose it is: twilio, meta, 360dialog"), "NAME" },
    { "status", 0, 0, G_OPTION_ARG_INT, &status, N_ ("HTTP status of an error that the file holds"), "N" },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SaudaWhatsappBatch) batch = NULL;
  SaudaWhatsappKind kind;
  char *text;
  gsize length;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2 || !sauda_whatsapp_kind_from_name (name, &kind) || kind == SAUDA_WHATSAPP_LINK)
    return sauda_cli_usage (_ ("Name a file and --provider twilio, meta or 360dialog."));
  if (!g_file_get_contents (argv[1], &text, &length, &error))
    return sauda_cli_fail (cli, error);
  body = g_bytes_new_take (text, length);
  if (status != 0)
    return print_fault (kind, body, (guint) MAX (status, 0));
  if (kind == SAUDA_WHATSAPP_TWILIO) {
    batch = sauda_whatsapp_batch_new ();
    if (!read_twilio (body, batch, &error))
      return sauda_cli_fail (cli, error);
  } else {
    batch = sauda_meta_read_delivery (kind, body, &error);
    if (batch == NULL)
      return sauda_cli_fail (cli, error);
  }
  print_batch (batch);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_whatsapp_webhook:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_whatsapp_webhook (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_talk_webhook_set_async (cli->workspace, cli->cancellable, sauda_cli_on_ready, &result);
  url = sauda_talk_webhook_set_finish (sauda_cli_wait (&result), &error);
  if (url == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "url", url);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", url);
  return SAUDA_EXIT_DONE;
}

static void
on_stop (GCancellable *cancellable, gpointer loop)
{
  g_main_loop_quit (loop);
}

/**
 * sauda_cli_whatsapp_listen:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Takes webhooks until Ctrl+C; its address is the first line.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_whatsapp_listen (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaTalkListener) listener = NULL;
  g_autofree char *url = NULL;
  gulong stop;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_talk_listener_open_async (cli->workspace, TRUE, cli->cancellable, sauda_cli_on_ready, &result);
  listener = sauda_talk_listener_open_finish (sauda_cli_wait (&result), &error);
  if (listener == NULL)
    return sauda_cli_fail (cli, error);
  url = sauda_talk_listener_get_url (listener);
  puts (url);
  fflush (stdout);
  stop = g_cancellable_connect (cli->cancellable, G_CALLBACK (on_stop), loop, NULL);
  if (!g_cancellable_is_cancelled (cli->cancellable))
    g_main_loop_run (loop);
  g_cancellable_disconnect (cli->cancellable, stop);
  return SAUDA_EXIT_DONE;
}
