#include "sauda-day-run-private.h"

#include "sauda-database.h"
#include "sauda-day-journal.h"

/* How the run ended, judged by its steps. */
static SaudaStepState
judge (SaudaDayRun *self)
{
  SaudaStepState worst = SAUDA_STEP_DONE;

  for (guint i = 0; i < N_STEPS; i++) {
    SaudaDayStep *step = sauda_day_run_get_step (self, i);
    SaudaStepState state = sauda_day_step_get_state (step);

    if (state == SAUDA_STEP_FAILED)
      return state;
    if (state == SAUDA_STEP_PARTLY || *sauda_day_step_get_failed (step) != NULL)
      worst = SAUDA_STEP_PARTLY;
  }
  return worst;
}

/* What is written into the journal at one moment. */
typedef struct {
  gint64 run_id;
  GPtrArray *entries; /* (owned) (element-type SaudaDayJournalEntry) */
  gboolean ends;
  SaudaStepState state; /* how the run ended */
  gint64 now_ms;
} Note;

static Note *
note_new (SaudaDayRun *self)
{
  Note *note = g_new0 (Note, 1);

  note->run_id = self->id;
  note->now_ms = sauda_workspace_get_now (self->workspace);
  note->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_day_journal_entry_free);
  return note;
}

static void
note_free (gpointer data)
{
  Note *note = data;

  g_ptr_array_unref (note->entries);
  g_free (note);
}

static gpointer
note_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Note *note = data;

  for (guint i = 0; i < note->entries->len; i++)
    if (!sauda_day_journal_write_entry (connection, note->run_id, g_ptr_array_index (note->entries, i),
                                        error))
      return NULL;
  if (note->ends && !sauda_day_journal_end (connection, note->run_id, note->state, note->now_ms, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* For whoever helps later: what each step came to, and the sentences of what failed. */
static void
tell_log (SaudaDayRun *self, SaudaDayStep *step)
{
  SaudaStepState state = sauda_day_step_get_state (step);
  const char *const *failed = sauda_day_step_get_failed (step);

  if (state == SAUDA_STEP_RUNNING || state == SAUDA_STEP_SKIPPED)
    return;
  g_info ("run %" G_GINT64_FORMAT ", %s: %s, %u of %u in %.1f s, %u failed, %u wait", self->id,
          sauda_day_step_get_name (step), sauda_step_state_get_name (state), sauda_day_step_get_done (step),
          sauda_day_step_get_total (step), sauda_day_step_get_seconds (step), g_strv_length ((GStrv) failed),
          g_strv_length ((GStrv) sauda_day_step_get_waiting (step)));
  for (gsize i = 0; failed[i] != NULL; i++)
    g_info ("run %" G_GINT64_FORMAT ", %s: %s", self->id, sauda_day_step_get_name (step), failed[i]);
}

/**
 * sauda_day_run_note_step:
 * @self: a run that stands in the journal
 * @step: a step whose state has changed
 *
 * Writes it into the journal and the log. What cannot be written now is written at the end, or said there.
 */
void
sauda_day_run_note_step (SaudaDayRun *self, SaudaDayStep *step)
{
  Note *note = note_new (self);

  tell_log (self, step);
  g_ptr_array_add (note->entries, sauda_day_journal_entry_new (step, note->now_ms));
  sauda_database_run_async (sauda_workspace_get_database (self->workspace), note_work, note, note_free, NULL,
                            NULL, NULL, NULL);
}

/**
 * sauda_day_run_note_end:
 * @self: a run that stands in the journal
 * @reason: (nullable): why it ended; %NULL when it came to its end
 * @callback: called on the database's answer
 * @user_data: data for @callback
 *
 * Writes every step and the end into the journal.
 */
void
sauda_day_run_note_end (SaudaDayRun *self,
                        const GError *reason,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Note *note = note_new (self);

  for (guint i = 0; i < N_STEPS; i++)
    g_ptr_array_add (note->entries,
                     sauda_day_journal_entry_new (sauda_day_run_get_step (self, i), note->now_ms));
  note->ends = TRUE;
  note->state = reason == NULL                                               ? judge (self)
                : g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? SAUDA_STEP_CANCELLED
                                                                             : SAUDA_STEP_FAILED;
  sauda_database_run_async (sauda_workspace_get_database (self->workspace), note_work, note, note_free, NULL,
                            NULL, callback, user_data);
}
