#include "sauda-label-early.h"

#include "sauda-label-run-private.h"
#include "sauda-stamp-profiles.h"

/* For fewer labels it is not worth it. */
#define LEAST 4

/* A label that came in before the groups were known. */
typedef struct {
  char *store; /* (owned) */
  char *code;  /* (owned) */
  char *path;  /* (owned) */
  guint pages;
} Label;

struct _SaudaLabelEarly {
  GObject parent_instance;

  SaudaWorkspace *workspace;    /* (owned) (not nullable) */
  SaudaLabelRunOptions options; /* @folder owned */
  GPtrArray *labels;            /* (owned) (element-type Label) */
  GPtrArray *profiles;          /* (owned) (nullable) */
  SaudaLabelAhead *ahead;       /* (owned) (nullable) once the groups are known */
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (SaudaLabelEarly, sauda_label_early, G_TYPE_OBJECT)

static void
label_free (gpointer data)
{
  Label *label = data;

  g_free (label->store);
  g_free (label->code);
  g_free (label->path);
  g_free (label);
}

static void
sauda_label_early_finalize (GObject *object)
{
  SaudaLabelEarly *self = SAUDA_LABEL_EARLY (object);

  g_clear_pointer (&self->ahead, sauda_label_ahead_free);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_ptr_array_unref (self->labels);
  g_free ((char *) self->options.folder);
  g_object_unref (self->workspace);
  G_OBJECT_CLASS (sauda_label_early_parent_class)->finalize (object);
}

static void
sauda_label_early_class_init (SaudaLabelEarlyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_label_early_finalize;
}

static void
sauda_label_early_init (SaudaLabelEarly *self)
{
  self->labels = g_ptr_array_new_with_free_func (label_free);
}

/* Whatever is wrong here is told by the run that follows. */
static void
begin_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaudaLabelEarly *self = source;
  g_autofree char *places = sauda_label_run_get_profiles_path (self->workspace);
  GPtrArray *orders = sauda_label_run_read_orders (self->workspace, &self->options, TRUE, NULL);
  g_autoptr (GPtrArray) profiles = orders != NULL ? sauda_stamp_profiles_load (places, NULL) : NULL;

  if (profiles != NULL) {
    g_task_set_task_data (task, g_ptr_array_ref (profiles), (GDestroyNotify) g_ptr_array_unref);
    g_task_return_pointer (
      task, sauda_label_ahead_new (orders, profiles, self->options.day, self->options.folder, NULL), NULL);
    return;
  }
  g_clear_pointer (&orders, g_ptr_array_unref);
  g_task_return_pointer (task, NULL, NULL);
}

static void
tell_labels (SaudaLabelEarly *self)
{
  for (guint i = 0; i < self->labels->len; i++) {
    const Label *label = g_ptr_array_index (self->labels, i);

    sauda_label_ahead_add (self->ahead, label->store, label->code, label->path, label->pages);
  }
  g_ptr_array_set_size (self->labels, 0);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaLabelEarly *self = SAUDA_LABEL_EARLY (source);
  g_autoptr (SaudaLabelAhead) ahead = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->ended || ahead == NULL)
    return;
  self->ahead = g_steal_pointer (&ahead);
  self->profiles = g_ptr_array_ref (g_task_get_task_data (G_TASK (result)));
  tell_labels (self);
}

/**
 * sauda_label_early_new:
 * @workspace: the merchant's folder
 * @options: as of the run that follows: one that stamps labels and leaves each on its own page
 *
 * Returns: (transfer full): a beginning that waits for its first labels
 */
SaudaLabelEarly *
sauda_label_early_new (SaudaWorkspace *workspace, const SaudaLabelRunOptions *options)
{
  SaudaLabelEarly *self = g_object_new (SAUDA_TYPE_LABEL_EARLY, NULL);

  self->workspace = g_object_ref (workspace);
  self->options = *options;
  self->options.folder = g_strdup (options->folder);
  return self;
}

/**
 * sauda_label_early_add:
 * @self: a beginning
 * @store: name of a store
 * @code: number of an order of it
 * @path: its label, which is on disk
 * @pages: of it
 */
void
sauda_label_early_add (SaudaLabelEarly *self,
                       const char *store,
                       const char *code,
                       const char *path,
                       guint pages)
{
  Label *label;

  if (self->ahead != NULL) {
    sauda_label_ahead_add (self->ahead, store, code, path, pages);
    return;
  }
  label = g_new0 (Label, 1);
  label->store = g_strdup (store);
  label->code = g_strdup (code);
  label->path = g_strdup (path);
  label->pages = pages;
  g_ptr_array_add (self->labels, label);
  if (self->labels->len == LEAST) {
    g_autoptr (GTask) task = g_task_new (self, NULL, on_begun, NULL);

    g_task_set_source_tag (task, sauda_label_early_add);
    g_task_run_in_thread (task, begin_in_thread);
  }
}

/**
 * sauda_label_early_end:
 * @self: a beginning
 * @profiles: (out) (transfer full) (nullable): where marks were put
 *
 * Returns: (transfer full) (nullable): what has been begun, if anything
 */
SaudaLabelAhead *
sauda_label_early_end (SaudaLabelEarly *self, GPtrArray **profiles)
{
  self->ended = TRUE;
  *profiles = g_steal_pointer (&self->profiles);
  return g_steal_pointer (&self->ahead);
}
