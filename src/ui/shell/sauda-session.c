#include "sauda-session.h"

#include "sauda-practice-catalog.h"
#include "sauda-practice-day.h"
#include "sauda-practice-server.h"

#include <glib/gi18n-lib.h>

struct _SaudaSession {
  GObject parent_instance;

  SaudaWorkspace *workspace;   /* (owned) (nullable) until it is open */
  SaudaPracticeServer *server; /* (owned) (nullable) only in practice */
};

G_DEFINE_FINAL_TYPE (SaudaSession, sauda_session, G_TYPE_OBJECT)

static void
sauda_session_finalize (GObject *object)
{
  SaudaSession *self = SAUDA_SESSION (object);

  g_clear_object (&self->workspace);
  if (self->server != NULL)
    sauda_practice_server_stop (self->server);
  g_clear_object (&self->server);
  G_OBJECT_CLASS (sauda_session_parent_class)->finalize (object);
}

static void
sauda_session_class_init (SaudaSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_session_finalize;
}

static void
sauda_session_init (SaudaSession *self)
{
}

static void
on_workspace_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaudaSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->workspace = sauda_workspace_open_finish (result, &error);
  if (self->workspace != NULL)
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, error);
}
