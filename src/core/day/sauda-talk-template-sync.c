#include "sauda-talk-template-sync.h"

#include "sauda-database.h"
#include "sauda-template-store.h"

#include <string.h>

typedef struct {
  SaudaTalk *talk; /* (owned) (not nullable) */
  GPtrArray
    *templates;  /* (owned) (nullable) (element-type SaudaWhatsappTemplateInfo) as the provider has them */
  guint making;  /* templates that are being handed in */
  gboolean made; /* missing ones were handed in */
  GError *error; /* (owned) (nullable) why one was not */
  gint64 now_ms;
} Sync;

static void
sync_free (gpointer data)
{
  Sync *sync = data;

  g_object_unref (sync->talk);
  g_clear_pointer (&sync->templates, g_ptr_array_unref);
  g_clear_error (&sync->error);
  g_free (sync);
}

static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Sync *sync = data;

  return sauda_template_store_keep (connection, sauda_talk_get_rules (sync->talk)->provider, sync->templates,
                                    sync->now_ms, error)
           ? data
           : NULL;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sync *sync = g_task_get_task_data (task);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else if (sync->error != NULL)
    g_task_return_error (task, g_steal_pointer (&sync->error));
  else
    g_task_return_boolean (task, TRUE);
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

static void list_templates (GTask *task);

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sync *sync = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *id =
    sauda_whatsapp_provider_create_template_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);

  if (error != NULL && sync->error == NULL)
    sync->error = error;
  else
    g_clear_error (&error);
  if (--sync->making == 0)
    list_templates (g_steal_pointer (&task));
}

/* The practice store's provider gets its templates by itself, once; a real one is only told to by
 * a person. */
static void
make_missing (Sync *sync, GTask *task)
{
  guint count;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);

  if (sync->made || !sauda_workspace_is_practice (sauda_talk_get_workspace (sync->talk)))
    return;
  sync->made = TRUE;
  for (guint i = 0; i < count; i++)
    if (all[i].name != NULL && !has_template (sync->templates, &all[i])) {
      sync->making++;
      sauda_whatsapp_provider_create_template_async (sauda_talk_get_provider (sync->talk), &all[i], on_made,
                                                     g_object_ref (task));
    }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Sync *sync = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&sync->templates, g_ptr_array_unref);
  sync->templates =
    sauda_whatsapp_provider_list_templates_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (sync->templates == NULL) {
    g_task_return_error (task, error);
    return;
  }
  make_missing (sync, task);
  if (sync->making == 0)
    sauda_database_run_async (sauda_workspace_get_database (sauda_talk_get_workspace (sync->talk)), keep_work,
                              sync, NULL, NULL, NULL, on_kept, g_steal_pointer (&task));
}

/* Takes @task. */
static void
list_templates (GTask *task)
{
  Sync *sync = g_task_get_task_data (task);

  sauda_whatsapp_provider_list_templates_async (sauda_talk_get_provider (sync->talk),
                                                g_task_get_cancellable (task), on_listed, task);
}

/**
 * sauda_talk_template_sync_async:
 * @talk: a way to buyers that has a provider
 * @cancellable: (nullable): to stop
 * @callback: called when it is written down
 * @user_data: data for @callback
 *
 * Asks the provider what became of the templates, and keeps it: only an approved one is sent.
 */
void
sauda_talk_template_sync_async (SaudaTalk *talk,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (talk, cancellable, callback, user_data);
  Sync *sync = g_new0 (Sync, 1);

  g_task_set_source_tag (task, sauda_talk_template_sync_async);
  sync->talk = g_object_ref (talk);
  sync->now_ms = sauda_workspace_get_now (sauda_talk_get_workspace (talk));
  g_task_set_task_data (task, sync, sync_free);
  list_templates (task);
}

/**
 * sauda_talk_template_sync_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_WHATSAPP_ERROR, an error of the store room or %G_IO_ERROR_CANCELLED; what is
 * known of the others is kept
 */
gboolean
sauda_talk_template_sync_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
