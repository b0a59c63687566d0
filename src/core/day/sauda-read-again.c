#include "sauda-read-again.h"

#include "sauda-channel.h"
#include "sauda-database.h"
#include "sauda-kaspi-error.h"

static void read_next (GTask *task);

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaReadAgain *self = sauda_read_again_get (data);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    fail (data, error);
    return;
  }
  self->kind->forget (self);
  g_clear_pointer (&self->problem, g_free);
  self->next++;
  read_next (data);
}

static void
read_next (GTask *task)
{
  SaudaReadAgain *self = sauda_read_again_get (task);

  for (; self->next < self->items->len; self->next++) {
    gconstpointer item = sauda_read_again_get_item (self);
    SaudaChannel *channel = sauda_channels_find (self->channels, self->kind->get_store (item));

    if (self->kind->waits != NULL && self->kind->waits (self, item))
      continue;
    if (channel != NULL && channel->client != NULL) {
      self->kind->read (task, channel->client, item);
      return;
    }
    if (self->kind->put_off != NULL)
      self->kind->put_off (self, self->now_ms + self->kind->later_ms);
    else
      sauda_read_again_note_next (self, self->now_ms + self->kind->later_ms);
  }
  if (self->kind->end != NULL)
    self->kind->end (self);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaReadAgain *self = sauda_read_again_get (data);
  GError *error = NULL;

  self->channels = sauda_channels_open_finish (result, &error);
  if (self->channels != NULL)
    read_next (data);
  else
    fail (data, error);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaReadAgain *self = sauda_read_again_get (data);
  GError *error = NULL;

  self->items = self->kind->list_writes
                  ? sauda_database_run_finish (SAUDA_DATABASE (source), result, &error)
                  : sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);
  if (self->items == NULL)
    fail (data, error);
  else if (self->items->len == 0 || self->channels != NULL)
    read_next (data);
  else
    sauda_channels_open_async (self->workspace, g_task_get_cancellable (data), on_channels, data);
}

/**
 * sauda_read_again_init: (skip)
 * @self: a walk
 * @kind: over what
 * @workspace: the merchant's folder
 * @channels: (nullable) (element-type SaudaChannel): the stores' ways to Kaspi; %NULL to open them
 */
void
sauda_read_again_init (SaudaReadAgain *self,
                       const SaudaReadAgainKind *kind,
                       SaudaWorkspace *workspace,
                       GPtrArray *channels)
{
  self->kind = kind;
  self->workspace = g_object_ref (workspace);
  self->channels = channels != NULL ? g_ptr_array_ref (channels) : NULL;
}

/**
 * sauda_read_again_clear: (skip)
 * @self: a walk
 *
 * Lets go of what it owns, what Kaspi told last among it.
 */
void
sauda_read_again_clear (SaudaReadAgain *self)
{
  self->kind->forget (self);
  g_object_unref (self->workspace);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->problem);
}

/**
 * sauda_read_again_start: (skip)
 * @task: (transfer full): with a #SaudaReadAgain as its data; returns %TRUE when all that is due was read
 */
void
sauda_read_again_start (GTask *task)
{
  SaudaReadAgain *self = sauda_read_again_get (task);
  SaudaDatabase *database = sauda_workspace_get_database (self->workspace);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->kind->list_writes)
    sauda_database_run_async (database, self->kind->list, self, NULL, (GDestroyNotify) g_ptr_array_unref,
                              cancellable, on_listed, task);
  else
    sauda_database_read_async (database, self->kind->list, self, NULL, (GDestroyNotify) g_ptr_array_unref,
                               cancellable, on_listed, task);
}

/**
 * sauda_read_again_get: (skip)
 * @task: a task
 *
 * Returns: (transfer none): its walk, which knows what time it is
 */
gpointer
sauda_read_again_get (GTask *task)
{
  SaudaReadAgain *self = g_task_get_task_data (task);

  self->now_ms = sauda_workspace_get_now (self->workspace);
  return self;
}

/**
 * sauda_read_again_get_item: (skip)
 * @self: a walk that is not at its end
 *
 * Returns: (transfer none): what is read now
 */
gconstpointer
sauda_read_again_get_item (const SaudaReadAgain *self)
{
  return g_ptr_array_index (self->items, self->next);
}

/**
 * sauda_read_again_note_next: (skip)
 * @self: a walk
 * @due_ms: when something is to be read, UTC ms; 0: never
 */
void
sauda_read_again_note_next (SaudaReadAgain *self, gint64 due_ms)
{
  if (due_ms > 0 && (self->next_ms == 0 || due_ms < self->next_ms))
    self->next_ms = due_ms;
}

/**
 * sauda_read_again_record: (skip)
 * @task: a walk, which keeps what Kaspi told of the item
 *
 * Writes it down, and goes on to the next one.
 */
void
sauda_read_again_record (GTask *task)
{
  SaudaReadAgain *self = sauda_read_again_get (task);

  sauda_database_run_async (sauda_workspace_get_database (self->workspace), self->kind->record, self, NULL,
                            NULL, NULL, on_recorded, task);
}

/**
 * sauda_read_again_keep_problem: (skip)
 * @task: a walk
 * @error: (transfer full): why Kaspi told nothing
 *
 * Writes the reason down and goes on; a stop ends the walk.
 */
void
sauda_read_again_keep_problem (GTask *task, GError *error)
{
  SaudaReadAgain *self = sauda_read_again_get (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    fail (task, error);
    return;
  }
  self->problem = g_strdup (sauda_kaspi_error_get_reason (error));
  g_error_free (error);
  sauda_read_again_record (task);
}
