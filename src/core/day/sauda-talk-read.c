#include "sauda-talk.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-meta-read.h"
#include "sauda-reason.h"
#include "sauda-settings.h"
#include "sauda-talk-deliveries.h"
#include "sauda-talk-trouble.h"
#include "sauda-whatsapp-code.h"

/* How many messages are asked about at a time, and for how long after they went out (whatsapp-api
 * 3.3, 3.5). */
#define MOST_FOLLOWED 10
#define FOLLOWED_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

struct _SaudaTalkMail {
  SaudaTalk *talk;     /* (owned) */
  GHashTable *known;   /* (owned) (nullable) */
  GPtrArray *underway; /* (owned) (nullable) (element-type utf8) messages to be asked about */
  gint64 since_ms;
  gint64 now_ms; /* when it was asked for */
  SaudaWhatsappKind kind;
  SaudaWhatsappBatch *batch; /* (owned) (nullable) */
  char *problem;             /* (owned) (nullable) a sentence: what could not be read */
  char *refusal; /* (owned) (nullable) why, as a reason, where a person has to change the set-up */
};

/* Mail on its way into the database. */
typedef struct {
  SaudaTalkMail *mail; /* (owned) */
  gboolean recover;
  gboolean told; /* an alert was raised or ended */
  gint64 now_ms;
  SaudaConversationCounts counts;
} Taking;

/**
 * sauda_talk_mail_free:
 * @mail: (nullable): what was read
 */
void
sauda_talk_mail_free (SaudaTalkMail *mail)
{
  if (mail == NULL)
    return;
  g_object_unref (mail->talk);
  g_clear_pointer (&mail->known, g_hash_table_unref);
  g_clear_pointer (&mail->underway, g_ptr_array_unref);
  g_clear_pointer (&mail->batch, sauda_whatsapp_batch_free);
  g_free (mail->problem);
  g_free (mail->refusal);
  g_free (mail);
}

/**
 * sauda_talk_mail_get_problem:
 * @mail: what was read
 *
 * Returns: (transfer none) (nullable): a sentence: what could not be read
 */
const char *
sauda_talk_mail_get_problem (const SaudaTalkMail *mail)
{
  return mail->problem;
}

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  sauda_talk_mail_free (taking->mail);
  g_free (taking);
}

/* Off by default: the request is told in Meta's specification alone. */
static gboolean
list_underway (SaudaConnection *connection, SaudaTalkMail *mail, GError **error)
{
  g_autofree char *wanted = NULL;

  if (!sauda_settings_get (connection, SAUDA_TALK_SETTING_MESSAGE_HISTORY, &wanted, error))
    return FALSE;
  if (g_strcmp0 (wanted, "yes") != 0)
    return TRUE;
  mail->underway =
    sauda_messages_list_underway (connection, mail->kind, mail->now_ms - FOLLOWED_MS, MOST_FOLLOWED, error);
  return mail->underway != NULL;
}

static gpointer
look_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaTalkMail *mail = data;

  mail->known = sauda_messages_list_ids (connection, mail->kind, error);
  if (mail->known == NULL)
    return NULL;
  mail->since_ms = sauda_messages_get_watermark (connection, mail->kind, error);
  return mail->since_ms >= 0 && list_underway (connection, mail, error) ? mail : NULL;
}

static gpointer
take_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Taking *taking = data;
  const SaudaTalkMail *mail = taking->mail;

  /* Without a network nobody knows whether the key is taken. */
  if ((mail->refusal != NULL || mail->batch != NULL) &&
      !sauda_talk_trouble_note_refusal (connection, mail->refusal, taking->now_ms, &taking->told, error))
    return NULL;
  if (taking->recover && !sauda_conversation_recover (connection, taking->now_ms, error))
    return NULL;
  if (mail->batch != NULL && !sauda_conversation_take_batch (connection, mail->kind, mail->batch,
                                                             taking->now_ms, &taking->counts, error))
    return NULL;
  return sauda_talk_deliveries_read (connection, taking->now_ms, &taking->counts, error) ? taking : NULL;
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Taking *taking = g_task_get_task_data (task);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else {
    if (taking->told)
      sauda_workspace_emit_alerts_changed (sauda_talk_get_workspace (taking->mail->talk));
    g_task_return_pointer (task, g_memdup2 (&taking->counts, sizeof taking->counts), g_free);
  }
}

static SaudaTalkMail *
get_mail (GTask *task)
{
  return *(SaudaTalkMail **) g_task_get_task_data (task);
}

static char *
make_refusal (const SaudaTalkMail *mail, const GError *error)
{
  int code = sauda_whatsapp_error_get_code (error);
  g_autofree char *number = g_strdup_printf ("%d", code);

  return code == 0 ? g_strdup (error->message)
                   : sauda_reason_new ("%s (%s)", sauda_whatsapp_code_read (mail->kind, code, NULL, 0).reason,
                                       number, NULL);
}

/* What could not be read is told and tried again; it stops nothing else. Takes @error. */
static void
note_problem (SaudaTalkMail *mail, GError *error)
{
  if (error != NULL && mail->problem == NULL &&
      !g_error_matches (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED))
    mail->problem = g_strdup (error->message);
  if (mail->refusal == NULL &&
      g_error_matches (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION))
    mail->refusal = make_refusal (mail, error);
  g_clear_error (&error);
}

/* Takes @task and @error. */
static void
return_mail (GTask *task, GError *error)
{
  SaudaTalkMail **slot = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, error);
  else {
    note_problem (*slot, error);
    g_task_return_pointer (task, g_steal_pointer (slot), (GDestroyNotify) sauda_talk_mail_free);
  }
  g_object_unref (task);
}

static void
on_followed (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  get_mail (data)->batch =
    sauda_whatsapp_provider_follow_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  return_mail (data, error);
}

static void
on_polled (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  SaudaTalkMail *mail = get_mail (task);
  GError *error = NULL;

  mail->batch = sauda_whatsapp_provider_poll_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (mail->batch != NULL || mail->underway == NULL || mail->underway->len == 0 ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    return_mail (task, error);
    return;
  }
  note_problem (mail, error);
  sauda_whatsapp_provider_follow_async (SAUDA_WHATSAPP_PROVIDER (source), mail->underway,
                                        g_task_get_cancellable (task), on_followed, task);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  SaudaTalkMail *mail = get_mail (task);
  SaudaWhatsappProvider *provider = sauda_talk_get_provider (mail->talk);
  GError *error = NULL;

  if (sauda_database_read_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (provider == NULL)
    return_mail (task, NULL);
  else
    sauda_whatsapp_provider_poll_async (
      provider,
      &(SaudaWhatsappPoll){ .since_ms = mail->since_ms, .now_ms = mail->now_ms, .known = mail->known },
      g_task_get_cancellable (task), on_polled, task);
}

static void
mail_slot_free (gpointer data)
{
  SaudaTalkMail **slot = data;

  sauda_talk_mail_free (*slot);
  g_free (slot);
}

/**
 * sauda_talk_ask_async:
 * @self: a way to buyers
 * @cancellable: (nullable): to stop
 * @callback: called when the answers are here
 * @user_data: data for @callback
 *
 * Asks the provider what buyers wrote and what became of our messages. Writes nothing down, so that orders
 * may be read meanwhile; sauda_talk_take_async() does, once these are known.
 */
void
sauda_talk_ask_async (SaudaTalk *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  SaudaWorkspace *workspace = sauda_talk_get_workspace (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SaudaTalkMail *mail = g_new0 (SaudaTalkMail, 1);

  g_task_set_source_tag (task, sauda_talk_ask_async);
  g_task_set_task_data (task, g_memdup2 (&mail, sizeof mail), mail_slot_free);
  mail->talk = g_object_ref (self);
  mail->now_ms = sauda_workspace_get_now (workspace);
  mail->kind = sauda_talk_get_rules (self)->provider;
  sauda_database_read_async (sauda_workspace_get_database (workspace), look_work, mail, NULL, NULL,
                             cancellable, on_looked, task);
}

/**
 * sauda_talk_ask_finish:
 * @result: the result
 * @error: return location
 *
 * What could not be read is told by sauda_talk_take_async(); it stops nothing else.
 *
 * Returns: (transfer full) (nullable): what was read, or %NULL with an error of the store room or
 * %G_IO_ERROR_CANCELLED
 */
SaudaTalkMail *
sauda_talk_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_talk_mail_is_whole:
 * @mail: what was read
 *
 * Returns: %FALSE when a part could not be read
 */
gboolean
sauda_talk_mail_is_whole (const SaudaTalkMail *mail)
{
  return mail->problem == NULL;
}

/**
 * sauda_talk_mail_is_refused:
 * @mail: what was read
 *
 * Returns: whether a person has to change the set-up, such as enter a new key, before it can be read
 */
gboolean
sauda_talk_mail_is_refused (const SaudaTalkMail *mail)
{
  return mail->refusal != NULL;
}

/**
 * sauda_talk_take_async:
 * @self: a way to buyers
 * @mail: (transfer full): what was read
 * @step: (nullable): takes what could not be read; %NULL outside of a run, when a person's message may be on
 * its way
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Takes up what an earlier run left, if this is a run, and lets what was read have its effect. Sends nothing.
 */
void
sauda_talk_take_async (SaudaTalk *self,
                       SaudaTalkMail *mail,
                       SaudaDayStep *step,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  SaudaWorkspace *workspace = sauda_talk_get_workspace (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Taking *taking = g_new0 (Taking, 1);

  g_task_set_source_tag (task, sauda_talk_take_async);
  g_task_set_task_data (task, taking, taking_free);
  taking->mail = mail;
  taking->recover = step != NULL;
  taking->now_ms = sauda_workspace_get_now (workspace);
  if (mail->problem != NULL && step != NULL)
    sauda_day_step_add_waiting (step, mail->problem);
  sauda_database_run_async (sauda_workspace_get_database (workspace), take_work, taking, NULL, NULL, NULL,
                            on_taken, task);
}

/**
 * sauda_talk_take_finish:
 * @result: the result
 * @counts: (out): what was read
 * @error: return location
 *
 * Returns: %FALSE with an error of the store room or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_talk_take_finish (GAsyncResult *result, SaudaConversationCounts *counts, GError **error)
{
  g_autofree SaudaConversationCounts *read = g_task_propagate_pointer (G_TASK (result), error);

  if (read == NULL)
    return FALSE;
  *counts = *read;
  return TRUE;
}
