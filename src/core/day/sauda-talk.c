#include "sauda-talk.h"

#include "sauda-database.h"
#include "sauda-http.h"
#include "sauda-meta.h"
#include "sauda-secrets.h"
#include "sauda-settings.h"
#include "sauda-talk-practice.h"
#include "sauda-twilio.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KASPI_PATH "/shop/api"
#define PER_SECOND 1.0 /* plenty, and far below every provider's limit (whatsapp-api 7) */

struct _SaudaTalk {
  GObject parent_instance;

  SaudaWorkspace *workspace;       /* (owned) (not nullable) */
  SaudaWhatsappProvider *provider; /* (owned) (nullable) by hand, or none */
  gboolean set_up;                 /* whether buyers are asked at all */
  char *problem;                   /* (owned) (nullable) why nothing can be sent */
  SaudaConversationRules rules;
};

G_DEFINE_FINAL_TYPE (SaudaTalk, sauda_talk, G_TYPE_OBJECT)

/* The settings, as the database has them. */
typedef struct {
  SaudaTalk *talk;       /* (owned) */
  char *provider;        /* (owned) (nullable) */
  char *url;             /* (owned) (nullable) */
  char *account;         /* (owned) (nullable) */
  char *key;             /* (owned) (nullable) */
  char *sender;          /* (owned) (nullable) */
  char *phone_number_id; /* (owned) (nullable) */
  char *first_contacts;  /* (owned) (nullable) */
  SaudaWhatsappKind kind;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->talk);
  g_free (opening->provider);
  g_free (opening->url);
  g_free (opening->account);
  g_free (opening->key);
  g_free (opening->sender);
  g_free (opening->phone_number_id);
  g_free (opening->first_contacts);
  g_free (opening);
}

static void
sauda_talk_finalize (GObject *object)
{
  SaudaTalk *self = SAUDA_TALK (object);

  g_object_unref (self->workspace);
  g_clear_object (&self->provider);
  g_free (self->problem);
  G_OBJECT_CLASS (sauda_talk_parent_class)->finalize (object);
}

static void
sauda_talk_class_init (SaudaTalkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_talk_finalize;
}

static void
sauda_talk_init (SaudaTalk *self)
{
}

static gpointer
read_settings (SaudaConnection *connection, gpointer data, GError **error)
{
  Opening *opening = data;

  return sauda_settings_get (connection, SAUDA_TALK_SETTING_PROVIDER, &opening->provider, error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_URL, &opening->url, error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_ACCOUNT, &opening->account, error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_KEY, &opening->key, error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_SENDER, &opening->sender, error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_PHONE_NUMBER_ID, &opening->phone_number_id,
                                 error) &&
             sauda_settings_get (connection, SAUDA_TALK_SETTING_FIRST_CONTACTS, &opening->first_contacts,
                                 error)
           ? opening
           : NULL;
}

static void
replace (char **slot, char *value)
{
  g_free (*slot);
  *slot = value;
}

/* The practice store has its own accounts beside its Kaspi; only the address differs from the real ones. */
static void
fill_practice (Opening *opening)
{
  const char *kaspi = sauda_workspace_get_kaspi_url (opening->talk->workspace);
  gsize length = g_str_has_suffix (kaspi, KASPI_PATH) ? strlen (kaspi) - strlen (KASPI_PATH) : strlen (kaspi);
  g_autofree char *root = g_strndup (kaspi, length);

  if (opening->provider == NULL)
    opening->provider = g_strdup (SAUDA_TALK_PRACTICE_PROVIDER);
  if (strcmp (opening->provider, "meta") == 0)
    replace (&opening->url, g_strconcat (root, "/meta/v23.0", NULL));
  else
    replace (&opening->url, g_strdup_printf ("%s/%s", root, opening->provider));
  replace (&opening->account,
           g_strdup (strcmp (opening->provider, "twilio") == 0 ? SAUDA_TALK_PRACTICE_TWILIO_ACCOUNT
                                                               : SAUDA_TALK_PRACTICE_META_ACCOUNT));
  replace (&opening->sender, g_strdup (SAUDA_TALK_PRACTICE_SENDER));
  replace (&opening->phone_number_id, g_strdup (SAUDA_TALK_PRACTICE_PHONE_NUMBER_ID));
  g_clear_pointer (&opening->key, g_free);
}

/* The first thing that is missing; NULL when nothing is. */
static const char *
find_gap (const Opening *opening)
{
  if (opening->kind == SAUDA_WHATSAPP_TWILIO && (opening->account == NULL || opening->sender == NULL))
    return _ ("WhatsApp is not set up completely: enter the account and the sender in Settings.");
  if (opening->kind == SAUDA_WHATSAPP_META && opening->phone_number_id == NULL)
    return _ ("WhatsApp is not set up completely: enter the sender's id in Settings.");
  /* What stands beside it in the provider's console, and is entered in its place */
  if (opening->kind == SAUDA_WHATSAPP_TWILIO && !g_str_has_prefix (opening->account, "AC"))
    return _ ("The account entered in Settings is none of Twilio: its Account SID begins with AC.");
  if (opening->kind == SAUDA_WHATSAPP_META &&
      strspn (opening->phone_number_id, "0123456789") != strlen (opening->phone_number_id))
    return _ ("The sender's id entered in Settings is none of Meta: it has digits alone and is not the "
              "telephone number.");
  return NULL;
}

static void
make_provider (Opening *opening, const char *secret)
{
  SaudaTalk *self = opening->talk;
  gboolean practice = sauda_workspace_is_practice (self->workspace);
  g_autoptr (SaudaHttp) http = sauda_http_new (practice ? 4 : 1, practice ? 0 : PER_SECOND);

  if (opening->kind == SAUDA_WHATSAPP_TWILIO)
    self->provider = sauda_twilio_new (http, &(SaudaTwilioOptions){ .url = opening->url,
                                                                    .content_url = opening->url,
                                                                    .account = opening->account,
                                                                    .key = opening->key,
                                                                    .secret = secret,
                                                                    .sender = opening->sender });
  else
    self->provider = sauda_meta_new (http, &(SaudaMetaOptions){ .kind = opening->kind,
                                                                .url = opening->url,
                                                                .phone_number_id = opening->phone_number_id,
                                                                .account = opening->account,
                                                                .secret = secret });
}

static void
return_talk (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  g_task_return_pointer (task, g_object_ref (opening->talk), g_object_unref);
}

static void
on_secret (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = sauda_secrets_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (secret != NULL)
    make_provider (opening, secret);
  else
    opening->talk->problem =
      g_strdup (error != NULL ? error->message : _ ("There is no key for WhatsApp; enter it in Settings."));
  return_talk (task);
}

static void
on_settings (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  SaudaTalk *self = opening->talk;
  GError *error = NULL;
  const char *gap;

  if (sauda_database_read_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (sauda_workspace_is_practice (self->workspace))
    fill_practice (opening);
  self->set_up = sauda_whatsapp_kind_from_name (opening->provider, &opening->kind);
  sauda_conversation_rules_init (&self->rules, self->set_up ? opening->kind : SAUDA_WHATSAPP_LINK);
  if (opening->first_contacts != NULL)
    self->rules.first_contacts = (int) g_ascii_strtoll (opening->first_contacts, NULL, 10);
  if (!self->set_up || opening->kind == SAUDA_WHATSAPP_LINK) {
    return_talk (task);
    return;
  }
  gap = find_gap (opening);
  if (gap != NULL) {
    self->problem = g_strdup (gap);
    return_talk (task);
  } else if (sauda_workspace_is_practice (self->workspace)) {
    make_provider (opening, SAUDA_TALK_PRACTICE_SECRET);
    return_talk (task);
  } else {
    GCancellable *cancellable = g_task_get_cancellable (task);

    sauda_secrets_lookup_async (SAUDA_TALK_SECRET, opening->provider, cancellable, on_secret,
                                g_steal_pointer (&task));
  }
}

/**
 * sauda_talk_open_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called when it is open
 * @user_data: data for @callback
 */
void
sauda_talk_open_async (SaudaWorkspace *workspace,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, sauda_talk_open_async);
  opening->talk = g_object_new (SAUDA_TYPE_TALK, NULL);
  opening->talk->workspace = g_object_ref (workspace);
  g_task_set_task_data (task, opening, opening_free);
  sauda_database_read_async (sauda_workspace_get_database (workspace), read_settings, opening, NULL, NULL,
                             cancellable, on_settings, task);
}

/**
 * sauda_talk_open_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the way to buyers, or %NULL with an error of the base or store room
 */
SaudaTalk *
sauda_talk_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_talk_find_kind:
 * @connection: inside a transaction
 * @workspace: the merchant's folder
 * @set_up: (out): whether buyers are asked at all
 * @kind: (out): who carries messages; by hand when they are not
 * @error: return location
 *
 * Returns: %FALSE with an error of the store room
 */
gboolean
sauda_talk_find_kind (SaudaConnection *connection,
                      SaudaWorkspace *workspace,
                      gboolean *set_up,
                      SaudaWhatsappKind *kind,
                      GError **error)
{
  g_autofree char *provider = NULL;

  if (!sauda_settings_get (connection, SAUDA_TALK_SETTING_PROVIDER, &provider, error))
    return FALSE;
  if (provider == NULL && sauda_workspace_is_practice (workspace))
    provider = g_strdup (SAUDA_TALK_PRACTICE_PROVIDER);
  *set_up = sauda_whatsapp_kind_from_name (provider, kind);
  if (!*set_up)
    *kind = SAUDA_WHATSAPP_LINK;
  return TRUE;
}

/**
 * sauda_talk_get_workspace:
 * @self: a way to buyers
 *
 * Returns: (transfer none): the merchant's folder
 */
SaudaWorkspace *
sauda_talk_get_workspace (SaudaTalk *self)
{
  return self->workspace;
}

/**
 * sauda_talk_get_provider:
 * @self: a way to buyers
 *
 * Returns: (transfer none) (nullable): who carries messages; %NULL when a person does, or nobody
 */
SaudaWhatsappProvider *
sauda_talk_get_provider (SaudaTalk *self)
{
  return self->provider;
}

/**
 * sauda_talk_is_set_up:
 * @self: a way to buyers
 *
 * Returns: whether the merchant wants buyers to be asked
 */
gboolean
sauda_talk_is_set_up (SaudaTalk *self)
{
  return self->set_up;
}

/**
 * sauda_talk_get_problem:
 * @self: a way to buyers
 *
 * Returns: (nullable): a sentence: why nothing can be sent
 */
const char *
sauda_talk_get_problem (SaudaTalk *self)
{
  return self->problem;
}

/**
 * sauda_talk_get_rules:
 * @self: a way to buyers
 *
 * Returns: (transfer none): hours and limits
 */
const SaudaConversationRules *
sauda_talk_get_rules (SaudaTalk *self)
{
  return &self->rules;
}
