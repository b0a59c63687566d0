#include "sauda-edit-history.h"

/* Older steps are forgotten. */
#define MAX_STEPS 200

/* One cell before and after. */
typedef struct {
  GObject *item; /* (owned) (not nullable) */
  guint field;
  char *before; /* (owned) (nullable) */
  char *after;  /* (owned) (nullable) */
} CellEdit;

struct _SaudaEditHistory {
  GObject parent_instance;

  gpointer owner;              /* (unowned) (not nullable) for the functions */
  const SaudaEditFuncs *funcs; /* (unowned) (not nullable) static */
  GPtrArray *done;    /* (owned) (not nullable) steps, each a GPtrArray of CellEdit; the last is the newest */
  GPtrArray *undone;  /* (owned) (not nullable) the same; the last is redone first */
  gboolean replaying; /* undo or redo is at work */
  GPtrArray *open;    /* (owned) (nullable) the step that is being made */
  GPtrArray *newest;  /* (unowned) (nullable) @done or @undone: its last step was applied last */
};

enum { PROP_0, PROP_CAN_UNDO, PROP_CAN_REDO, N_PROPS };

static GParamSpec *properties[N_PROPS];
static guint applied_signal;

G_DEFINE_FINAL_TYPE (SaudaEditHistory, sauda_edit_history, G_TYPE_OBJECT)

static void
cell_edit_free (gpointer data)
{
  CellEdit *edit = data;

  g_object_unref (edit->item);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

static void
notify_both (SaudaEditHistory *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

/* Moves the newest step of @from to @to and applies it. */
static guint
replay (SaudaEditHistory *self, GPtrArray *from, GPtrArray *to, gboolean forward)
{
  GPtrArray *step;

  if (from->len == 0)
    return 0;
  step = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, step);
  self->newest = to;
  for (guint i = 0; i < step->len; i++) {
    const CellEdit *cell = g_ptr_array_index (step, forward ? i : step->len - 1 - i);

    self->funcs->apply (self->owner, cell->item, cell->field, forward ? cell->after : cell->before);
  }
  notify_both (self);
  g_signal_emit (self, applied_signal, 0, ((CellEdit *) g_ptr_array_index (step, 0))->field);
  return step->len;
}

static void
sauda_edit_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaudaEditHistory *self = SAUDA_EDIT_HISTORY (object);

  switch (id) {
  case PROP_CAN_UNDO:
    g_value_set_boolean (value, self->done->len > 0);
    break;
  case PROP_CAN_REDO:
    g_value_set_boolean (value, self->undone->len > 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sauda_edit_history_finalize (GObject *object)
{
  SaudaEditHistory *self = SAUDA_EDIT_HISTORY (object);

  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  G_OBJECT_CLASS (sauda_edit_history_parent_class)->finalize (object);
}

static void
sauda_edit_history_class_init (SaudaEditHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sauda_edit_history_get_property;
  object_class->finalize = sauda_edit_history_finalize;
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  applied_signal = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sauda_edit_history_init (SaudaEditHistory *self)
{
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/**
 * sauda_edit_history_new:
 * @owner: given to @funcs; outlives the history
 * @funcs: how values are read and written; static
 *
 * Returns: (transfer full): a history without steps
 */
SaudaEditHistory *
sauda_edit_history_new (gpointer owner, const SaudaEditFuncs *funcs)
{
  SaudaEditHistory *self = g_object_new (SAUDA_TYPE_EDIT_HISTORY, NULL);

  self->owner = owner;
  self->funcs = funcs;
  return self;
}

/**
 * sauda_edit_history_can_undo:
 * @self: a history
 *
 * Returns: whether there is a step to take back
 */
gboolean
sauda_edit_history_can_undo (SaudaEditHistory *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), FALSE);
  return self->done->len > 0;
}

/**
 * sauda_edit_history_can_redo:
 * @self: a history
 *
 * Returns: whether a step was taken back that can be done again
 */
gboolean
sauda_edit_history_can_redo (SaudaEditHistory *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), FALSE);
  return self->undone->len > 0;
}

/**
 * sauda_edit_history_begin:
 * @self: a history
 *
 * Begins a step.
 */
void
sauda_edit_history_begin (SaudaEditHistory *self)
{
  g_return_if_fail (SAUDA_IS_EDIT_HISTORY (self));
  g_return_if_fail (self->open == NULL);
  self->open = g_ptr_array_new_with_free_func (cell_edit_free);
}

/**
 * sauda_edit_history_add:
 * @self: a history with a begun step
 * @item: the item, an object
 * @field: what changes
 * @value: (nullable): the new value; a value that is there already adds nothing
 */
void
sauda_edit_history_add (SaudaEditHistory *self, gpointer item, guint field, const char *value)
{
  g_autofree char *before = NULL;
  CellEdit *cell;

  g_return_if_fail (SAUDA_IS_EDIT_HISTORY (self));
  g_return_if_fail (self->open != NULL);

  before = self->funcs->get_value (self->owner, item, field);
  if (g_strcmp0 (before != NULL ? before : "", value != NULL ? value : "") == 0)
    return;
  cell = g_new0 (CellEdit, 1);
  cell->item = g_object_ref (item);
  cell->field = field;
  cell->before = g_steal_pointer (&before);
  cell->after = g_strdup (value);
  g_ptr_array_add (self->open, cell);
}

/**
 * sauda_edit_history_commit:
 * @self: a history with a begun step
 *
 * Ends the step and does it.
 *
 * Returns: number of cells that change
 */
guint
sauda_edit_history_commit (SaudaEditHistory *self)
{
  g_autoptr (GPtrArray) step = NULL;

  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  g_return_val_if_fail (self->open != NULL, 0);

  step = g_steal_pointer (&self->open);
  if (step->len == 0)
    return 0;
  g_ptr_array_set_size (self->undone, 0);
  g_ptr_array_add (self->undone, g_steal_pointer (&step));
  if (self->done->len == MAX_STEPS)
    g_ptr_array_remove_index (self->done, 0);
  return replay (self, self->undone, self->done, TRUE);
}

/**
 * sauda_edit_history_undo:
 * @self: a history
 *
 * Takes the newest step back.
 *
 * Returns: number of cells that change
 */
guint
sauda_edit_history_undo (SaudaEditHistory *self)
{
  guint count;

  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  self->replaying = TRUE;
  count = replay (self, self->done, self->undone, FALSE);
  self->replaying = FALSE;
  return count;
}

/**
 * sauda_edit_history_redo:
 * @self: a history
 *
 * Does the step again that was taken back last.
 *
 * Returns: number of cells that change
 */
guint
sauda_edit_history_redo (SaudaEditHistory *self)
{
  guint count;

  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  self->replaying = TRUE;
  count = replay (self, self->undone, self->done, TRUE);
  self->replaying = FALSE;
  return count;
}

/**
 * sauda_edit_history_forget_newest:
 * @self: a history
 *
 * What was applied last was not kept: there is nothing to take back, nor to do again.
 */
void
sauda_edit_history_forget_newest (SaudaEditHistory *self)
{
  g_return_if_fail (SAUDA_IS_EDIT_HISTORY (self));

  if (self->newest == NULL || self->newest->len == 0)
    return;
  g_ptr_array_remove_index (self->newest, self->newest->len - 1);
  self->newest = NULL;
  notify_both (self);
}

/**
 * sauda_edit_history_is_replaying:
 * @self: a history
 *
 * Returns: whether undo or redo is at work, and not a new step
 */
gboolean
sauda_edit_history_is_replaying (SaudaEditHistory *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), FALSE);
  return self->replaying;
}
