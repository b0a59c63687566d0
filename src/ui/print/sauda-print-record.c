#include "sauda-print-record.h"

#include "sauda-print-work.h"
#include "sauda-workspace-async.h"

static gint64
get_now (SaudaWorkspace *workspace)
{
  return sauda_workspace_get_now (workspace);
}

/* A change on its way. */
typedef struct {
  SaudaPrintChange change;
  char *reason; /* (owned) (nullable) */
  gint64 now_ms;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->reason);
  g_free (change);
}

static gpointer
change_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Change *change = data;
  gboolean done = FALSE;

  if (change->change.state == SAUDA_PRINT_SENT)
    done = sauda_print_work_set_sent (connection, change->change.job_id, g_get_user_name (), change->now_ms,
                                      error);
  else if (change->change.state == SAUDA_PRINT_FAILED)
    done =
      sauda_print_queue_set_failed (connection, change->change.job_id, change->reason, change->now_ms, error);
  else
    done = sauda_print_queue_confirm (connection, change->change.job_id, change->change.printed,
                                      change->now_ms, error);
  return GINT_TO_POINTER (done);
}

/**
 * sauda_print_record_change_async:
 * @workspace: where jobs are written down
 * @change: what became of a job; copied
 * @callback: called when it is written
 * @user_data: data of @callback
 *
 * Writes down what happened to a job, even when whoever asks stops meanwhile.
 */
void
sauda_print_record_change_async (SaudaWorkspace *workspace,
                                 const SaudaPrintChange *change,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Change *copy = g_new0 (Change, 1);

  copy->change = *change;
  copy->reason = g_strdup (change->reason);
  copy->now_ms = get_now (workspace);
  sauda_workspace_write_async (workspace, change_work, copy, change_free, NULL, NULL, callback, user_data);
}

/* A job before it is sent. */
typedef struct {
  SaudaPrintJobDraft draft; /* borrows the texts below and those of the run */
  char *title;              /* (owned) (not nullable) */
  char *file;               /* (owned) (not nullable) */
  char *printer;            /* (owned) (not nullable) */
  char *reason;             /* (owned) (nullable) */
  GPtrArray *labels;        /* (owned) (not nullable) */
  gint64 now_ms;
} NewJob;

static void
new_job_free (gpointer data)
{
  NewJob *job = data;

  g_free (job->title);
  g_free (job->file);
  g_free (job->printer);
  g_free (job->reason);
  g_ptr_array_unref (job->labels);
  g_free (job);
}

static gpointer
add_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const NewJob *job = data;
  gint64 id = sauda_print_queue_add (connection, &job->draft, job->now_ms, error);

  return id != 0 ? g_memdup2 (&id, sizeof id) : NULL;
}

/**
 * sauda_print_record_add_async:
 * @workspace: where jobs are written down
 * @draft: a job that is about to be sent; copied
 * @cancellable: (nullable): to stop
 * @callback: called with the id, see sauda_print_record_add_finish()
 * @user_data: data of @callback
 *
 * Writes a job down before it is sent.
 */
void
sauda_print_record_add_async (SaudaWorkspace *workspace,
                              const SaudaPrintJobDraft *draft,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  NewJob *job = g_new0 (NewJob, 1);

  job->title = g_strdup (draft->title);
  job->file = g_strdup (draft->file);
  job->printer = g_strdup (draft->printer);
  job->reason = g_strdup (draft->reason);
  job->labels = g_ptr_array_ref (draft->labels);
  job->now_ms = get_now (workspace);
  job->draft = *draft;
  job->draft.title = job->title;
  job->draft.file = job->file;
  job->draft.printer = job->printer;
  job->draft.reason = job->reason;
  sauda_workspace_write_async (workspace, add_work, job, new_job_free, g_free, cancellable, callback,
                               user_data);
}

/**
 * sauda_print_record_add_finish:
 * @source: what the callback got
 * @result: likewise
 * @error: return location
 *
 * Returns: the id of the job; 0 with an error of the printing or store room or %G_IO_ERROR_CANCELLED
 */
gint64
sauda_print_record_add_finish (GObject *source, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *id = sauda_workspace_write_finish (source, result, error);

  return id != NULL ? *id : 0;
}
