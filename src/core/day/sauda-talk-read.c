#include "sauda-talk.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-meta-read.h"
#include "sauda-settings.h"
#include "sauda-talk-deliveries.h"
#include "sauda-template-store.h"

#include <string.h>

/* How many messages are asked about at a time, and for how long after they went out (whatsapp-api 3.3, 3.5). */
#define MOST_FOLLOWED 10
#define FOLLOWED_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* Reading what came in. */
typedef struct {
  SaudaTalk *talk;    /* (owned) */
  SaudaDayStep *step; /* (owned) */
  GHashTable *known;  /* (owned) (nullable) */
  GPtrArray *underway; /* (owned) (nullable) (element-type utf8) messages to be asked about */
  gint64 since_ms;
  gint64 now_ms;
  SaudaWhatsappKind kind;
  SaudaWhatsappBatch *batch; /* (owned) (nullable) */
  GPtrArray *templates;      /* (owned) (nullable) */
  gboolean made;             /* missing templates were handed in */
  guint making;              /* of these, still under way */
  GError *problem;           /* (owned) (nullable) why one could not be */
  SaudaConversationCounts counts;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->talk);
  g_object_unref (reading->step);
  g_clear_pointer (&reading->known, g_hash_table_unref);
  g_clear_pointer (&reading->underway, g_ptr_array_unref);
  g_clear_pointer (&reading->batch, sauda_whatsapp_batch_free);
  g_clear_pointer (&reading->templates, g_ptr_array_unref);
  g_clear_error (&reading->problem);
  g_free (reading);
}

static SaudaDatabase *
get_database (Reading *reading)
{
  return sauda_workspace_get_database (sauda_talk_get_workspace (reading->talk));
}

/* Off by default: the request is told in Meta's specification alone. */
static gboolean
list_underway (SaudaConnection *connection, Reading *reading, GError **error)
{
  g_autofree char *wanted = NULL;

  if (!sauda_settings_get (connection, SAUDA_TALK_SETTING_MESSAGE_HISTORY, &wanted, error))
    return FALSE;
  if (g_strcmp0 (wanted, "yes") != 0)
    return TRUE;
  reading->underway = sauda_messages_list_underway (connection, reading->kind, reading->now_ms - FOLLOWED_MS,
                                                    MOST_FOLLOWED, error);
  return reading->underway != NULL;
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Reading *reading = data;

  if (!sauda_conversation_recover (connection, reading->now_ms, error))
    return NULL;
  reading->known = sauda_messages_list_ids (connection, reading->kind, error);
  reading->since_ms = sauda_messages_get_watermark (connection, reading->kind, error);
  return reading->known != NULL && reading->since_ms >= 0 && list_underway (connection, reading, error) ? reading
                                                                                                       : NULL;
}

static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Reading *reading = data;

  if (reading->batch != NULL &&
      !sauda_conversation_take_batch (connection, reading->kind, reading->batch, reading->now_ms,
                                      &reading->counts, error))
    return NULL;
  if (!sauda_talk_deliveries_read (connection, reading->now_ms, &reading->counts, error))
    return NULL;
  if (reading->templates != NULL && !sauda_template_store_keep (connection, reading->kind, reading->templates,
                                                                reading->now_ms, error))
    return NULL;
  return reading;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_memdup2 (&reading->counts, sizeof reading->counts), g_free);
}

/* Takes @task. */
static void
keep (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  sauda_database_run_async (get_database (reading), keep_work, reading, NULL, NULL, NULL, on_kept, task);
}

/* What could not be read is told and tried again; it stops nothing else. */
static gboolean
is_cancelled (GTask *task, GError *error, SaudaDayStep *step)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&owned));
    g_object_unref (task);
    return TRUE;
  }
  if (error != NULL && !g_error_matches (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED))
    sauda_day_step_add_waiting (step, error->message);
  return FALSE;
}

static gboolean
has_template (GPtrArray *templates, const SaudaWhatsappTemplate *template)
{
  for (guint i = 0; i < templates->len; i++) {
    const SaudaWhatsappTemplateInfo *info = g_ptr_array_index (templates, i);

    if (strcmp (info->name, template->name) == 0 && strcmp (info->language, template->language) == 0)
      return TRUE;
  }
  return FALSE;
}

static void list_templates (SaudaWhatsappProvider *provider, GTask *task);

static void
on_template_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
    sauda_whatsapp_provider_create_template_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);

  if (id == NULL && reading->problem == NULL)
    reading->problem = g_steal_pointer (&error);
  if (--reading->making == 0 && !is_cancelled (task, g_steal_pointer (&reading->problem), reading->step))
    list_templates (SAUDA_WHATSAPP_PROVIDER (source), g_steal_pointer (&task));
  else if (reading->making == 0)
    (void) g_steal_pointer (&task); /* is_cancelled() has let it go */
}

/* The practice store's provider gets its templates by itself, once; a real one is only told to by a person. */
static gboolean
make_missing (SaudaWhatsappProvider *provider, Reading *reading, GTask *task)
{
  guint count;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);

  if (reading->templates == NULL || reading->made ||
      !sauda_workspace_is_practice (sauda_talk_get_workspace (reading->talk)))
    return FALSE;
  reading->made = TRUE;
  for (guint i = 0; i < count; i++)
    if (all[i].name != NULL && !has_template (reading->templates, &all[i])) {
      reading->making++;
      sauda_whatsapp_provider_create_template_async (provider, &all[i], on_template_made, g_object_ref (task));
    }
  if (reading->making > 0)
    g_object_unref (task); /* each of them holds it */
  return reading->making > 0;
}

static void
on_templates (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&reading->templates, g_ptr_array_unref);
  reading->templates =
    sauda_whatsapp_provider_list_templates_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (is_cancelled (task, error, reading->step))
    return;
  if (!make_missing (SAUDA_WHATSAPP_PROVIDER (source), reading, task))
    keep (task);
}

static void
list_templates (SaudaWhatsappProvider *provider, GTask *task)
{
  sauda_whatsapp_provider_list_templates_async (provider, g_task_get_cancellable (task), on_templates, task);
}

static void
on_followed (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->batch = sauda_whatsapp_provider_follow_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (!is_cancelled (task, error, reading->step))
    list_templates (SAUDA_WHATSAPP_PROVIDER (source), task);
}

static void
on_polled (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->batch = sauda_whatsapp_provider_poll_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (is_cancelled (task, error, reading->step))
    return;
  if (reading->batch == NULL && reading->underway != NULL && reading->underway->len > 0)
    sauda_whatsapp_provider_follow_async (SAUDA_WHATSAPP_PROVIDER (source), reading->underway,
                                          g_task_get_cancellable (task), on_followed, task);
  else
    list_templates (SAUDA_WHATSAPP_PROVIDER (source), task);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  SaudaWhatsappProvider *provider = sauda_talk_get_provider (reading->talk);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else if (provider == NULL)
    keep (g_steal_pointer (&task));
  else {
    GCancellable *cancellable = g_task_get_cancellable (task);

    sauda_whatsapp_provider_poll_async (provider,
                                        &(SaudaWhatsappPoll){ .since_ms = reading->since_ms,
                                                              .now_ms = reading->now_ms,
                                                              .known = reading->known },
                                        cancellable, on_polled, g_steal_pointer (&task));
  }
}

/**
 * sauda_talk_read_async:
 * @self: a way to buyers
 * @step: takes what could not be read
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Takes up what an earlier run left, reads what buyers wrote, what became of our messages and of the templates,
 * and lets it have its effect. Sends nothing.
 */
void
sauda_talk_read_async (SaudaTalk *self,
                       SaudaDayStep *step,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  SaudaWorkspace *workspace = sauda_talk_get_workspace (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, sauda_talk_read_async);
  reading->talk = g_object_ref (self);
  reading->step = g_object_ref (step);
  reading->now_ms = sauda_workspace_get_now (workspace);
  reading->kind = sauda_talk_get_rules (self)->provider;
  g_task_set_task_data (task, reading, reading_free);
  sauda_database_run_async (sauda_workspace_get_database (workspace), begin_work, reading, NULL, NULL,
                            cancellable, on_begun, task);
}

/**
 * sauda_talk_read_finish:
 * @result: the result
 * @counts: (out): what was read
 * @error: return location
 *
 * Returns: %FALSE with an error of the store room or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_talk_read_finish (GAsyncResult *result, SaudaConversationCounts *counts, GError **error)
{
  g_autofree SaudaConversationCounts *read = g_task_propagate_pointer (G_TASK (result), error);

  if (read == NULL)
    return FALSE;
  *counts = *read;
  return TRUE;
}
