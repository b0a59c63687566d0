#include "sauda-talk-templates.h"

#include "sauda-database.h"
#include "sauda-talk.h"
#include "sauda-template-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Handing templates in, one after the other. */
typedef struct {
  SaudaTalk *talk;      /* (owned) (nullable) until it is open */
  GPtrArray *templates; /* (owned) (nullable) as the provider has them */
  guint next;           /* place in our list */
  guint handed_in;
  gint64 now_ms;
} HandingIn;

static void
handing_in_free (gpointer data)
{
  HandingIn *handing_in = data;

  g_clear_object (&handing_in->talk);
  g_clear_pointer (&handing_in->templates, g_ptr_array_unref);
  g_free (handing_in);
}

/* Twilio keeps words of which nobody asked for approval, because that call failed: those are handed
 * in anew. */
static gboolean
is_known (GPtrArray *templates, const SaudaWhatsappTemplate *template)
{
  for (guint i = 0; i < templates->len; i++) {
    const SaudaWhatsappTemplateInfo *info = g_ptr_array_index (templates, i);

    if (strcmp (info->name, template->name) == 0 && strcmp (info->language, template->language) == 0 &&
        strcmp (info->status, "unsubmitted") != 0)
      return TRUE;
  }
  return FALSE;
}

static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  HandingIn *handing_in = data;

  return sauda_template_store_keep (connection, sauda_talk_get_rules (handing_in->talk)->provider,
                                    handing_in->templates, handing_in->now_ms, error)
           ? handing_in
           : NULL;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HandingIn *handing_in = g_task_get_task_data (task);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, handing_in->handed_in);
}

static void
on_listed_again (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  HandingIn *handing_in = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&handing_in->templates, g_ptr_array_unref);
  handing_in->templates =
    sauda_whatsapp_provider_list_templates_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (handing_in->templates == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  sauda_database_run_async (sauda_workspace_get_database (sauda_talk_get_workspace (handing_in->talk)),
                            keep_work, handing_in, NULL, NULL, NULL, on_kept, task);
}

static void hand_in_next (SaudaWhatsappProvider *provider, GTask *task);

static void
on_handed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  HandingIn *handing_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *id =
    sauda_whatsapp_provider_create_template_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);

  if (id == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  handing_in->handed_in++;
  hand_in_next (SAUDA_WHATSAPP_PROVIDER (source), task);
}

/* A name that was refused is used up for ever, so the words are held against the rules before.
 * Takes @task. */
static void
hand_in_next (SaudaWhatsappProvider *provider, GTask *task)
{
  HandingIn *handing_in = g_task_get_task_data (task);
  guint count;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);
  GError *error = NULL;

  while (handing_in->next < count &&
         (all[handing_in->next].name == NULL || is_known (handing_in->templates, &all[handing_in->next])))
    handing_in->next++;
  if (handing_in->next == count)
    sauda_whatsapp_provider_list_templates_async (provider, g_task_get_cancellable (task), on_listed_again,
                                                  task);
  else if (!sauda_whatsapp_template_check (&all[handing_in->next], &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else
    sauda_whatsapp_provider_create_template_async (provider, &all[handing_in->next++], on_handed_in, task);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  HandingIn *handing_in = g_task_get_task_data (task);
  GError *error = NULL;

  handing_in->templates =
    sauda_whatsapp_provider_list_templates_finish (SAUDA_WHATSAPP_PROVIDER (source), result, &error);
  if (handing_in->templates == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else
    hand_in_next (SAUDA_WHATSAPP_PROVIDER (source), task);
}

/* Returns the provider, or NULL once @task has been returned with the reason. */
static SaudaWhatsappProvider *
get_provider (SaudaTalk *talk, GError *error, GTask *task)
{
  const char *problem = talk != NULL ? sauda_talk_get_problem (talk) : NULL;

  if (talk == NULL)
    g_task_return_error (task, error);
  else if (sauda_talk_get_provider (talk) == NULL)
    g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_CONFIGURATION, "%s",
                             problem != NULL ? problem : _ ("WhatsApp is not set up."));
  else
    return sauda_talk_get_provider (talk);
  return NULL;
}

static void
on_talk (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HandingIn *handing_in = g_task_get_task_data (task);
  GError *error = NULL;
  SaudaWhatsappProvider *provider;

  handing_in->talk = sauda_talk_open_finish (result, &error);
  provider = get_provider (handing_in->talk, error, task);
  if (provider != NULL) {
    GCancellable *cancellable = g_task_get_cancellable (task);

    sauda_whatsapp_provider_list_templates_async (provider, cancellable, on_listed, g_steal_pointer (&task));
  }
}

/**
 * sauda_talk_templates_hand_in_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop between two templates
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Hands in for approval what the provider does not have in Russian and Kazakh, and notes what became of the
 * rest.
 */
void
sauda_talk_templates_hand_in_async (SaudaWorkspace *workspace,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  HandingIn *handing_in = g_new0 (HandingIn, 1);

  g_task_set_source_tag (task, sauda_talk_templates_hand_in_async);
  handing_in->now_ms = sauda_workspace_get_now (workspace);
  g_task_set_task_data (task, handing_in, handing_in_free);
  sauda_talk_open_async (workspace, cancellable, on_talk, task);
}

/**
 * sauda_talk_templates_hand_in_finish:
 * @result: the result
 * @handed_in: (out): how many were
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_WHATSAPP_ERROR or an error of the store room; what was handed in before stays
 * so
 */
gboolean
sauda_talk_templates_hand_in_finish (GAsyncResult *result, guint *handed_in, GError **error)
{
  gssize count = g_task_propagate_int (G_TASK (result), error);

  *handed_in = (guint) MAX (count, 0);
  return count >= 0;
}
