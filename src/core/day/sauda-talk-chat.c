#include "sauda-talk-threads.h"

#include "sauda-connection.h"
#include "sauda-conversation-hand.h"
#include "sauda-database.h"
#include "sauda-settings.h"
#include "sauda-talk.h"
#include "sauda-whatsapp-link.h"

/* A chat that a person opens. */
typedef struct {
  gint64 question_id;
  gint64 now_ms;
} Opening;

static SaudaWhatsappLinkStyle
read_style (const char *name)
{
  if (g_strcmp0 (name, "web") == 0)
    return SAUDA_WHATSAPP_LINK_WEB;
  return g_strcmp0 (name, "desktop") == 0 ? SAUDA_WHATSAPP_LINK_DESKTOP : SAUDA_WHATSAPP_LINK_PAGE;
}

static gpointer
open_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Opening *opening = data;
  g_autofree char *to = NULL, *text = NULL, *style = NULL;

  if (!sauda_settings_get (connection, SAUDA_TALK_SETTING_LINK_STYLE, &style, error) ||
      !sauda_conversation_open_by_hand (connection, opening->question_id, g_get_user_name (), opening->now_ms,
                                        &to, &text, error))
    return NULL;
  return sauda_whatsapp_link_make (to, text != NULL ? text : "", read_style (style));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *link = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);

  if (link != NULL)
    g_task_return_pointer (task, link, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_talk_open_chat_async:
 * @workspace: the merchant's folder
 * @question_id: about which order
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Writes down that a person opens the chat with what is due in its line; the person presses Send there.
 */
void
sauda_talk_open_chat_async (SaudaWorkspace *workspace,
                            gint64 question_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, sauda_talk_open_chat_async);
  opening->question_id = question_id;
  opening->now_ms = sauda_workspace_get_now (workspace);
  sauda_database_run_async (sauda_workspace_get_database (workspace), open_work, opening, g_free, g_free,
                            cancellable, on_opened, task);
}

/**
 * sauda_talk_open_chat_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the address to open, or %NULL with an error of the conversation,
 * outbox or store room
 */
char *
sauda_talk_open_chat_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
