#include "sauda-print-run.h"

#include "sauda-print-portal.h"
#include "sauda-print-record.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaPrintRun {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GtkWindow *parent;         /* (weak) (nullable) */
  GPtrArray *items;          /* (owned) (not nullable) (element-type SaudaPrintItem) */
  SaudaPrintKind kind;
  SaudaPrinterProfile *profile; /* (owned) (nullable) */
  guint copies;
  char *reason; /* (owned) (nullable) */
  gboolean together;
  gboolean pause;
  gboolean halted; /* a printer stopped since somebody let it go on */

  SaudaPrintRunState state;
  guint sent;                   /* items */
  SaudaPrintDocument *joint;    /* (owned) (nullable) the file of all items, when they are one job */
  SaudaPrintPaper *paper;       /* (owned) (nullable) what was made ready last */
  gint64 job_id;                /* of what was made ready last, 0 while it is not written down */
  char *title;                  /* (owned) (nullable) of that job */
  GPtrArray *labels;            /* (owned) (nullable) (element-type SaudaPrintLabel) its pages */
  SaudaPrintFollower *follower; /* (owned) (not nullable) */
  char *sentence;               /* (owned) (nullable) what was sent last */
  GError *error;                /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaPrintRun, sauda_print_run, G_TYPE_OBJECT)

static guint changed_signal;
static guint recorded_signal;
static guint stopped_signal;

static void prepare_next (SaudaPrintRun *self);
static void join_items (SaudaPrintRun *self);

static void
set_state (SaudaPrintRun *self, SaudaPrintRunState state)
{
  self->state = state;
  g_signal_emit (self, changed_signal, 0);
}

static void
fail (SaudaPrintRun *self, GError *error)
{
  SaudaPrintRunState state = SAUDA_PRINT_RUN_FAILED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    state = SAUDA_PRINT_RUN_CANCELLED;
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, state);
}

static void
write_change (SaudaPrintRun *self, const SaudaPrintChange *change, GAsyncReadyCallback callback)
{
  sauda_print_record_change_async (self->workspace, change, callback, g_object_ref (self));
}

static void
on_change_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintRun) self = SAUDA_PRINT_RUN (user_data);
  g_autoptr (GError) error = NULL;

  if (sauda_workspace_write_finish (source, result, &error) == NULL)
    g_warning ("A print job was not written down: %s", error->message);
  g_signal_emit (self, recorded_signal, 0);
}

/* Only the word of the printer itself counts as printed. Nothing more goes to a printer that stopped. */
static void
on_job_ended (SaudaPrintRun *run, SaudaFollowedJob *job)
{
  g_autoptr (SaudaPrintRun) self = run; /* what on_sent() took: a run lives as long as its jobs */

  if (job->end == SAUDA_PRINT_END_PRINTED && !job->settled) {
    sauda_print_run_confirm (self, job->id, job->count);
  } else if (job->end != SAUDA_PRINT_END_HANDED_OVER && !job->settled) {
    self->halted = TRUE;
    g_signal_emit (self, stopped_signal, 0, job->id, job->count);
  }
}

static void
go_to_next (SaudaPrintRun *self)
{
  self->sent++;
  if (self->sent == self->items->len)
    set_state (self, SAUDA_PRINT_RUN_DONE);
  else if (g_cancellable_is_cancelled (self->cancellable))
    set_state (self, SAUDA_PRINT_RUN_CANCELLED);
  else if (self->pause || self->halted)
    set_state (self, SAUDA_PRINT_RUN_PAUSED);
  else
    prepare_next (self);
}

static void
on_sent_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaudaPrintRun *self = SAUDA_PRINT_RUN (user_data);

  g_object_ref (self);
  on_change_written (source, result, user_data);
  go_to_next (self);
  g_object_unref (self);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintRun) self = SAUDA_PRINT_RUN (user_data);
  g_autoptr (SaudaPrintJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_print_paper_send_finish (self->paper, result, &job, &error)) {
    if (self->job_id != 0)
      write_change (
        self,
        &(SaudaPrintChange){ .job_id = self->job_id, .state = SAUDA_PRINT_FAILED, .reason = error->message },
        on_change_written);
    fail (self, g_steal_pointer (&error));
    return;
  }
  g_free (self->sentence);
  self->sentence = sauda_print_paper_describe (self->paper);
  if (self->job_id == 0) {
    go_to_next (self);
    return;
  }
  write_change (self, &(SaudaPrintChange){ .job_id = self->job_id, .state = SAUDA_PRINT_SENT },
                on_sent_written);
  if (job != NULL)
    g_object_ref (self);
  sauda_print_follower_add (self->follower, self->job_id, self->title, self->labels,
                            sauda_print_paper_get_copies (self->paper), job);
}

static void
send_paper (SaudaPrintRun *self)
{
  sauda_print_paper_send_async (self->paper, self->cancellable, on_sent, g_object_ref (self));
}

static void
on_job_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintRun) self = SAUDA_PRINT_RUN (user_data);
  g_autoptr (GError) error = NULL;
  gint64 id = sauda_print_record_add_finish (source, result, &error);

  if (id == 0) {
    fail (self, g_steal_pointer (&error));
    return;
  }
  self->job_id = id;
  send_paper (self);
}

static void
write_job (SaudaPrintRun *self)
{
  const SaudaPrintItem *item = g_ptr_array_index (self->items, self->sent);
  g_autoptr (GPtrArray) labels =
    sauda_print_item_list_labels (item, sauda_print_paper_get_pages (self->paper));
  g_autofree char *file = g_path_get_basename (item->path);
  const SaudaPrintJobDraft draft = { .kind = self->kind,
                                     .title = item->title,
                                     .file = file,
                                     .printer = sauda_print_paper_get_printer_name (self->paper),
                                     .copies = sauda_print_paper_get_copies (self->paper),
                                     .reason = self->reason,
                                     .labels = labels };

  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->labels = g_ptr_array_ref (labels);
  g_free (self->title);
  self->title = g_strdup (item->title);
  sauda_print_record_add_async (self->workspace, &draft, self->cancellable, on_job_added,
                                g_object_ref (self));
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintRun) self = SAUDA_PRINT_RUN (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrintPaper) paper = sauda_print_prepare_finish (result, &error);

  if (paper == NULL) {
    fail (self, g_steal_pointer (&error));
    return;
  }
  g_set_object (&self->paper, paper);
  self->job_id = 0;
  /* what goes to a file is not printed, and one file takes all of it: each group would write over the last
   * one */
  if (!sauda_print_paper_is_file (paper))
    write_job (self);
  else if (self->items->len > 1)
    join_items (self);
  else
    send_paper (self);
}

static void
prepare_next (SaudaPrintRun *self)
{
  const SaudaPrintItem *item = g_ptr_array_index (self->items, self->sent);
  SaudaPrintRequest request = { .parent = self->parent,
                                .path = item->path,
                                .title = item->title,
                                .profile = self->profile,
                                .pages = item->pages,
                                .copies = self->copies,
                                .like = self->paper };

  set_state (self, SAUDA_PRINT_RUN_SENDING);
  sauda_print_prepare_async (&request, self->cancellable, on_prepared, g_object_ref (self));
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintRun) self = SAUDA_PRINT_RUN (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPrintItem *joint = NULL;

  self->joint = sauda_print_document_join_finish (result, &error);
  if (self->joint == NULL) {
    fail (self, g_steal_pointer (&error));
    return;
  }
  joint = sauda_print_item_new_joint (self->items, self->joint->title, self->joint->path);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_add (self->items, joint);
  prepare_next (self);
}

static void
join_items (SaudaPrintRun *self)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_source_free);
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u group", "%u groups", self->items->len), self->items->len);

  for (guint i = 0; i < self->items->len; i++) {
    const SaudaPrintItem *item = g_ptr_array_index (self->items, i);

    g_ptr_array_add (sources, sauda_print_source_new (item->path, item->pages));
  }
  set_state (self, SAUDA_PRINT_RUN_SENDING);
  sauda_print_document_join_async (sources, title, self->cancellable, on_joined, g_object_ref (self));
}

static void
sauda_print_run_finalize (GObject *object)
{
  SaudaPrintRun *self = SAUDA_PRINT_RUN (object);

  g_clear_weak_pointer (&self->parent);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->profile, sauda_printer_profile_free);
  g_clear_pointer (&self->joint, sauda_print_document_free);
  g_clear_object (&self->paper);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_free (self->title);
  g_object_unref (self->follower);
  g_clear_error (&self->error);
  g_free (self->reason);
  g_free (self->sentence);
  g_object_unref (self->cancellable);
  g_object_unref (self->workspace);
  G_OBJECT_CLASS (sauda_print_run_parent_class)->finalize (object);
}

static void
sauda_print_run_class_init (SaudaPrintRunClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_print_run_finalize;
  changed_signal = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  recorded_signal = g_signal_new ("recorded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  stopped_signal = g_signal_new ("stopped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_INT64, G_TYPE_UINT);
}

static void
sauda_print_run_init (SaudaPrintRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->follower = sauda_print_follower_new ();
  g_signal_connect_object (self->follower, "ended", G_CALLBACK (on_job_ended), self, G_CONNECT_SWAPPED);
}

/**
 * sauda_print_run_new:
 * @workspace: where jobs are written down
 * @parent: (nullable): the window that asks
 * @items: (element-type SaudaPrintItem) (transfer full): what to print, at least one
 * @options: how; copied
 *
 * The desktop's dialog of a sandbox is good for one document, so all of them become one job there.
 *
 * Returns: (transfer full): documents that are not sent yet
 */
SaudaPrintRun *
sauda_print_run_new (SaudaWorkspace *workspace,
                     GtkWindow *parent,
                     GPtrArray *items,
                     const SaudaPrintOptions *options)
{
  SaudaPrintRun *self = g_object_new (SAUDA_TYPE_PRINT_RUN, NULL);
  gboolean has_queue = options->profile != NULL && *options->profile->queue != '\0';

  self->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&self->parent, parent);
  self->items = items;
  self->kind = options->kind;
  self->profile = options->profile != NULL ? sauda_printer_profile_copy (options->profile) : NULL;
  self->copies = options->copies;
  self->reason = g_strdup (options->reason);
  self->together = options->together || sauda_print_portal_is_needed (has_queue);
  self->pause = options->pause;
  return self;
}

/**
 * sauda_print_run_start:
 * @self: documents that are not sent yet
 *
 * Sends them.
 */
void
sauda_print_run_start (SaudaPrintRun *self)
{
  g_return_if_fail (SAUDA_IS_PRINT_RUN (self) && self->items->len > 0);

  if (self->together && self->items->len > 1)
    join_items (self);
  else
    prepare_next (self);
}

/**
 * sauda_print_run_go_on:
 * @self: documents of which a part is sent
 *
 * Sends what is left after a pause: the next one, or all of it where a printer that stopped made the pause.
 */
void
sauda_print_run_go_on (SaudaPrintRun *self)
{
  g_return_if_fail (SAUDA_IS_PRINT_RUN (self));

  if (self->state != SAUDA_PRINT_RUN_PAUSED)
    return;
  self->halted = FALSE;
  prepare_next (self);
}

/**
 * sauda_print_run_cancel:
 * @self: documents on their way
 *
 * Sends no more of them. What the printing system already has goes on.
 */
void
sauda_print_run_cancel (SaudaPrintRun *self)
{
  g_return_if_fail (SAUDA_IS_PRINT_RUN (self));

  g_cancellable_cancel (self->cancellable);
  if (self->state == SAUDA_PRINT_RUN_PAUSED)
    set_state (self, SAUDA_PRINT_RUN_CANCELLED);
}

/**
 * sauda_print_run_confirm:
 * @self: documents on their way
 * @job: one of their jobs
 * @printed: how many of its pages came out, %G_MAXUINT for all
 *
 * Writes down what a person saw at the printer.
 */
void
sauda_print_run_confirm (SaudaPrintRun *self, gint64 job, guint printed)
{
  g_return_if_fail (SAUDA_IS_PRINT_RUN (self));

  sauda_print_follower_settle (self->follower, job);
  write_change (self,
                &(SaudaPrintChange){ .job_id = job, .state = SAUDA_PRINT_CONFIRMED, .printed = printed },
                on_change_written);
}

/**
 * sauda_print_run_get_state:
 * @self: documents on their way
 *
 * Returns: how far they are
 */
SaudaPrintRunState
sauda_print_run_get_state (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), SAUDA_PRINT_RUN_DONE);
  return self->state;
}

/**
 * sauda_print_run_sends_all:
 * @self: documents on their way
 *
 * Returns: whether sauda_print_run_go_on() sends all that is left, and not the next one alone
 */
gboolean
sauda_print_run_sends_all (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), FALSE);
  return !self->pause;
}

/**
 * sauda_print_run_get_n_sent:
 * @self: documents on their way
 *
 * Returns: how many of them the printing system has
 */
guint
sauda_print_run_get_n_sent (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), 0);
  return self->sent;
}

/**
 * sauda_print_run_get_n_items:
 * @self: documents on their way
 *
 * Returns: how many there are
 */
guint
sauda_print_run_get_n_items (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), 0);
  return self->items->len;
}

/**
 * sauda_print_run_get_next_title:
 * @self: documents on their way
 *
 * Returns: (transfer none) (nullable): what is sent next or now
 */
const char *
sauda_print_run_get_next_title (SaudaPrintRun *self)
{
  const SaudaPrintItem *item = NULL;

  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), NULL);
  if (self->sent < self->items->len)
    item = g_ptr_array_index (self->items, self->sent);
  return item != NULL ? item->title : NULL;
}

/**
 * sauda_print_run_get_sentence:
 * @self: documents on their way
 *
 * Returns: (transfer none) (nullable): what was sent last, and where
 */
const char *
sauda_print_run_get_sentence (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), NULL);
  return self->sentence;
}

/**
 * sauda_print_run_get_file:
 * @self: documents on their way
 *
 * Returns: (transfer full) (nullable): the address of the file that all of them were written to; %NULL before
 *   that, and for a printer
 */
char *
sauda_print_run_get_file (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), NULL);
  return self->state == SAUDA_PRINT_RUN_DONE && self->paper != NULL ? sauda_print_paper_get_file (self->paper)
                                                                    : NULL;
}

/**
 * sauda_print_run_get_error:
 * @self: documents on their way
 *
 * Returns: (transfer none) (nullable): why the rest was not sent
 */
const GError *
sauda_print_run_get_error (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), NULL);
  return self->error;
}

/**
 * sauda_print_run_get_last_job:
 * @self: documents on their way
 *
 * Returns: the job that was written down last, 0 for none
 */
gint64
sauda_print_run_get_last_job (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), 0);
  return self->job_id;
}

/**
 * sauda_print_run_get_follower:
 * @self: documents on their way
 *
 * Returns: (transfer none): its jobs
 */
SaudaPrintFollower *
sauda_print_run_get_follower (SaudaPrintRun *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_RUN (self), NULL);
  return self->follower;
}
