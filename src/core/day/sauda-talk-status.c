#include "sauda-talk-status.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-settings.h"
#include "sauda-talk-practice.h"
#include "sauda-talk.h"
#include "sauda-template-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  gint64 now_ms;
  const char *usual; /* provider of a folder where none was chosen */
} Loading;

/**
 * sauda_talk_status_free:
 * @status: (transfer full): a status
 */
void
sauda_talk_status_free (SaudaTalkStatus *status)
{
  g_free (status->problem);
  g_free (status);
}

/* What providers call it, in words; one that is not known is told as it came. */
static const char *
describe_state (const char *status)
{
  static const struct {
    const char *status;
    const char *words;
  } states[] = {
    { "unsubmitted", N_ ("not handed in") },  { "received", N_ ("is being looked at") },
    { "pending", N_ ("is being looked at") }, { "rejected", N_ ("rejected") },
    { "paused", N_ ("paused by WhatsApp") },  { "disabled", N_ ("switched off by WhatsApp") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (strcmp (states[i].status, status) == 0)
      return _ (states[i].words);
  return status;
}

static const SaudaWhatsappTemplateInfo *
find_info (GPtrArray *infos, const SaudaWhatsappTemplate *template)
{
  for (guint i = 0; i < infos->len; i++) {
    const SaudaWhatsappTemplateInfo *info = g_ptr_array_index (infos, i);

    if (strcmp (info->name, template->name) == 0 && strcmp (info->language, template->language) == 0)
      return info;
  }
  return NULL;
}

static gboolean
count_templates (SaudaConnection *connection, SaudaWhatsappKind kind, SaudaTalkStatus *status, GError **error)
{
  g_autoptr (GPtrArray) infos = sauda_template_store_list (connection, kind, error);
  guint count;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);

  for (guint i = 0; infos != NULL && i < count; i++) {
    const SaudaWhatsappTemplateInfo *info = all[i].name != NULL ? find_info (infos, &all[i]) : NULL;
    gboolean approved = info != NULL && strcmp (info->status, "approved") == 0;

    if (all[i].name == NULL)
      continue;
    status->templates++;
    status->approved += approved;
    if (!approved && status->problem == NULL)
      status->problem =
        g_strdup_printf ("%s (%s)%s%s", all[i].name, all[i].language, info != NULL ? ": " : "",
                         info != NULL ? describe_state (info->status) : "");
  }
  return infos != NULL;
}

static gpointer
load_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Loading *loading = data;
  g_autoptr (SaudaTalkStatus) status = g_new0 (SaudaTalkStatus, 1);
  g_autofree char *provider = NULL, *most = NULL;
  SaudaConversationRules rules;
  SaudaWhatsappKind kind = SAUDA_WHATSAPP_LINK;

  if (!sauda_settings_get (connection, SAUDA_TALK_SETTING_PROVIDER, &provider, error) ||
      !sauda_settings_get (connection, SAUDA_TALK_SETTING_FIRST_CONTACTS, &most, error))
    return NULL;
  sauda_whatsapp_kind_from_name (provider != NULL ? provider : loading->usual, &kind);
  status->by_hand = provider != NULL && kind == SAUDA_WHATSAPP_LINK;
  sauda_conversation_rules_init (&rules, kind);
  status->most_first_contacts = most != NULL ? (int) g_ascii_strtoll (most, NULL, 10) : rules.first_contacts;
  status->first_contacts =
    sauda_messages_count_first_contacts (connection, loading->now_ms - SAUDA_MS_PER_DAY, error);
  if (status->first_contacts < 0 ||
      (kind != SAUDA_WHATSAPP_LINK && !count_templates (connection, kind, status, error)))
    return NULL;
  return g_steal_pointer (&status);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gpointer status = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (status != NULL)
    g_task_return_pointer (task, status, (GDestroyNotify) sauda_talk_status_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_talk_status_load_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_talk_status_load_async (SaudaWorkspace *workspace,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  g_task_set_source_tag (task, sauda_talk_status_load_async);
  loading->now_ms = sauda_workspace_get_now (workspace);
  loading->usual = sauda_workspace_is_practice (workspace) ? SAUDA_TALK_PRACTICE_PROVIDER : NULL;
  sauda_database_read_async (sauda_workspace_get_database (workspace), load_work, loading, g_free,
                             (GDestroyNotify) sauda_talk_status_free, cancellable, on_loaded, task);
}

/**
 * sauda_talk_status_load_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how much may still be sent, or %NULL with an error of the store room
 */
SaudaTalkStatus *
sauda_talk_status_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
