#include "sauda-print-follower.h"

#include "sauda-print-queue.h"

struct _SaudaPrintFollower {
  GObject parent_instance;

  GPtrArray *jobs; /* (owned) (not nullable) (element-type SaudaFollowedJob) as they were sent */
};

G_DEFINE_FINAL_TYPE (SaudaPrintFollower, sauda_print_follower, G_TYPE_OBJECT)

static guint ended_signal;

static void
followed_job_free (gpointer data)
{
  SaudaFollowedJob *job = data;

  g_free (job->title);
  g_ptr_array_unref (job->labels);
  g_clear_object (&job->job);
  g_free (job);
}

static SaudaFollowedJob *
find_by_job (SaudaPrintFollower *self, SaudaPrintJob *job)
{
  for (guint i = 0; i < self->jobs->len; i++) {
    SaudaFollowedJob *followed = g_ptr_array_index (self->jobs, i);

    if (followed->job == job)
      return followed;
  }
  return NULL;
}

static void
on_job_ended (SaudaPrintJob *job, gpointer user_data)
{
  g_autoptr (SaudaPrintFollower) self = g_object_ref (SAUDA_PRINT_FOLLOWER (user_data));
  SaudaFollowedJob *followed = find_by_job (self, job);
  SaudaPrintOutcome outcome = sauda_print_job_get_outcome (job);

  g_return_if_fail (followed != NULL);

  g_signal_handlers_disconnect_by_func (job, on_job_ended, user_data);
  followed->end = outcome.end;
  /* which of several copies lie there cannot be told from their number */
  if (followed->copies == 1)
    followed->came_out = sauda_print_label_count_all (followed->labels, outcome.pages);
  g_clear_object (&followed->job);
  g_signal_emit (self, ended_signal, 0, followed);
  g_object_unref (self); /* what sauda_print_follower_add() took */
}

static void
sauda_print_follower_finalize (GObject *object)
{
  g_ptr_array_unref (SAUDA_PRINT_FOLLOWER (object)->jobs);
  G_OBJECT_CLASS (sauda_print_follower_parent_class)->finalize (object);
}

static void
sauda_print_follower_class_init (SaudaPrintFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_print_follower_finalize;
  ended_signal = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sauda_print_follower_init (SaudaPrintFollower *self)
{
  self->jobs = g_ptr_array_new_with_free_func (followed_job_free);
}

/**
 * sauda_print_follower_new:
 *
 * Returns: (transfer full): follows no job yet
 */
SaudaPrintFollower *
sauda_print_follower_new (void)
{
  return g_object_new (SAUDA_TYPE_PRINT_FOLLOWER, NULL);
}

/**
 * sauda_print_label_count_all:
 * @pages: (element-type SaudaPrintLabel): pages of a job
 * @n_pages: how many of them to count, %G_MAXUINT for all
 *
 * Returns: labels as a person counts them: four on a sheet of four
 */
guint
sauda_print_label_count_all (GPtrArray *pages, guint n_pages)
{
  guint count = 0;

  for (guint i = 0; i < MIN (pages->len, n_pages); i++)
    count += sauda_print_label_get_count (g_ptr_array_index (pages, i));
  return count;
}

/**
 * sauda_print_follower_add:
 * @self: follows jobs
 * @id: under which the job was written down
 * @title: what was printed
 * @labels: (element-type SaudaPrintLabel): its pages
 * @copies: of each
 * @job: (nullable): tells when it is over; %NULL when the desktop prints, which tells nothing
 *
 * Follows a job until the printing system is done with it, however long that takes.
 */
void
sauda_print_follower_add (SaudaPrintFollower *self,
                          gint64 id,
                          const char *title,
                          GPtrArray *labels,
                          guint copies,
                          SaudaPrintJob *job)
{
  SaudaFollowedJob *followed = g_new0 (SaudaFollowedJob, 1);

  g_return_if_fail (SAUDA_IS_PRINT_FOLLOWER (self));

  followed->id = id;
  followed->title = g_strdup (title);
  followed->labels = g_ptr_array_ref (labels);
  followed->count = sauda_print_label_count_all (labels, G_MAXUINT);
  followed->copies = copies;
  followed->end = job != NULL ? SAUDA_PRINT_END_GOING_ON : SAUDA_PRINT_END_HANDED_OVER;
  g_ptr_array_add (self->jobs, followed);
  if (job == NULL)
    return;
  followed->job = g_object_ref (job);
  g_signal_connect (job, "ended", G_CALLBACK (on_job_ended), g_object_ref (self));
  if (sauda_print_job_has_ended (job))
    on_job_ended (job, self);
}

/**
 * sauda_print_follower_settle:
 * @self: follows jobs
 * @id: of one of them
 *
 * It is known how many labels of that job came out.
 */
void
sauda_print_follower_settle (SaudaPrintFollower *self, gint64 id)
{
  SaudaFollowedJob *job = (SaudaFollowedJob *) sauda_print_follower_find (self, id);

  if (job != NULL)
    job->settled = TRUE;
}

/**
 * sauda_print_follower_find:
 * @self: follows jobs
 * @id: of a job
 *
 * Returns: (transfer none) (nullable): the job
 */
const SaudaFollowedJob *
sauda_print_follower_find (SaudaPrintFollower *self, gint64 id)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_FOLLOWER (self), NULL);

  for (guint i = 0; i < self->jobs->len; i++) {
    SaudaFollowedJob *job = g_ptr_array_index (self->jobs, i);

    if (job->id == id)
      return job;
  }
  return NULL;
}

/**
 * sauda_print_follower_list_open:
 * @self: follows jobs
 *
 * Returns: (transfer full) (element-type SaudaFollowedJob): those of which nobody knows what came out
 */
GPtrArray *
sauda_print_follower_list_open (SaudaPrintFollower *self)
{
  GPtrArray *open = g_ptr_array_new ();

  g_return_val_if_fail (SAUDA_IS_PRINT_FOLLOWER (self), open);

  for (guint i = 0; i < self->jobs->len; i++) {
    SaudaFollowedJob *job = g_ptr_array_index (self->jobs, i);

    if (!job->settled)
      g_ptr_array_add (open, job);
  }
  return open;
}

/**
 * sauda_print_follower_count:
 * @self: follows jobs
 * @open: whether only labels are meant of which nobody knows whether they came out
 *
 * Returns: labels of the jobs
 */
guint
sauda_print_follower_count (SaudaPrintFollower *self, gboolean open)
{
  guint count = 0;

  g_return_val_if_fail (SAUDA_IS_PRINT_FOLLOWER (self), 0);

  for (guint i = 0; i < self->jobs->len; i++) {
    const SaudaFollowedJob *job = g_ptr_array_index (self->jobs, i);

    count += !open || !job->settled ? job->count : 0;
  }
  return count;
}
