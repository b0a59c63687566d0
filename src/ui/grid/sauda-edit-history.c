#include "sauda-edit-history.h"

/* Older steps are forgotten. */
#define MAX_STEPS 200

/* One cell before and after. */
typedef struct {
  GObject *item; /* (owned) (not nullable) */
  guint field;
  char *before; /* (owned) (nullable) */
  char *after;  /* (owned) (nullable) */
  char *left;   /* (owned) (nullable) what stood there when the step was applied last */
} CellEdit;

typedef struct {
  guint64 number;
  GPtrArray *cells; /* (owned) (not nullable) (element-type CellEdit) */
} Step;

struct _SaudaEditHistory {
  GObject parent_instance;

  gpointer owner;              /* (unowned) (not nullable) for the functions */
  const SaudaEditFuncs *funcs; /* (unowned) (not nullable) static */
  GPtrArray *done;             /* (owned) (not nullable) (element-type Step) the last is the newest */
  GPtrArray *undone;           /* (owned) (not nullable) the same; the last is redone first */
  gboolean replaying;          /* undo or redo is at work */
  Step *open;                  /* (owned) (nullable) the step that is being made */
  guint64 applying;            /* the step that is being applied; 0 for none */
  guint64 newest;              /* the last number that was given to a step */
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
  g_free (edit->left);
  g_free (edit);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_ptr_array_unref (step->cells);
  g_free (step);
}

static gboolean
is_same (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static void
notify_both (SaudaEditHistory *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

/* What the step knows of: where writing takes a while, a cell shows what was there before until it
 * is done. */
static gboolean
is_own (const CellEdit *cell, const char *value)
{
  return is_same (value, cell->left) || is_same (value, cell->before) || is_same (value, cell->after);
}

/* What somebody else wrote since the step was applied stays: the step does not know that cell any more. */
static guint
leave_foreign (SaudaEditHistory *self, Step *step)
{
  guint kept = 0;

  for (guint i = step->cells->len; i-- > 0;) {
    const CellEdit *cell = g_ptr_array_index (step->cells, i);
    g_autofree char *now = self->funcs->get_value (self->owner, cell->item, cell->field);

    if (is_own (cell, now))
      continue;
    g_ptr_array_remove_index (step->cells, i);
    kept++;
  }
  return kept;
}

static void
apply_step (SaudaEditHistory *self, Step *step, gboolean forward)
{
  guint n = step->cells->len;

  self->applying = step->number;
  for (guint i = 0; i < n; i++) {
    const CellEdit *cell = g_ptr_array_index (step->cells, forward ? i : n - 1 - i);
    const char *wanted = forward ? cell->after : cell->before;
    g_autofree char *now = self->funcs->get_value (self->owner, cell->item, cell->field);

    if (!is_same (now, wanted))
      self->funcs->apply (self->owner, cell->item, cell->field, wanted);
  }
  self->applying = 0;
  /* Once all is done: a cell may show what another one of the step wrote. */
  for (guint i = 0; i < n; i++) {
    CellEdit *cell = g_ptr_array_index (step->cells, i);

    g_free (cell->left);
    cell->left = self->funcs->get_value (self->owner, cell->item, cell->field);
  }
}

/* Moves the newest step of @from to @to and applies it. */
static guint
replay (SaudaEditHistory *self, GPtrArray *from, GPtrArray *to, gboolean forward, guint *kept)
{
  Step *step;
  guint foreign, count;

  if (kept != NULL)
    *kept = 0;
  if (from->len == 0)
    return 0;
  step = g_ptr_array_steal_index (from, from->len - 1);
  foreign = leave_foreign (self, step);
  count = step->cells->len;
  if (kept != NULL)
    *kept = foreign;
  if (count == 0) {
    step_free (step);
    notify_both (self);
    return 0;
  }
  g_ptr_array_add (to, step);
  apply_step (self, step, forward);
  notify_both (self);
  g_signal_emit (self, applied_signal, 0, ((CellEdit *) g_ptr_array_index (step->cells, 0))->field);
  return count;
}

static gboolean
forget_in (GPtrArray *steps, guint64 number)
{
  for (guint i = 0; i < steps->len; i++)
    if (((Step *) g_ptr_array_index (steps, i))->number == number) {
      g_ptr_array_remove_index (steps, i);
      return TRUE;
    }
  return FALSE;
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
  g_clear_pointer (&self->open, step_free);
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
  self->done = g_ptr_array_new_with_free_func (step_free);
  self->undone = g_ptr_array_new_with_free_func (step_free);
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
  self->open = g_new0 (Step, 1);
  self->open->number = ++self->newest;
  self->open->cells = g_ptr_array_new_with_free_func (cell_edit_free);
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
  if (is_same (before, value))
    return;
  cell = g_new0 (CellEdit, 1);
  cell->item = g_object_ref (item);
  cell->field = field;
  cell->left = g_strdup (before);
  cell->before = g_steal_pointer (&before);
  cell->after = g_strdup (value);
  g_ptr_array_add (self->open->cells, cell);
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
  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  g_return_val_if_fail (self->open != NULL, 0);

  if (self->open->cells->len == 0) {
    g_clear_pointer (&self->open, step_free);
    return 0;
  }
  g_ptr_array_set_size (self->undone, 0);
  g_ptr_array_add (self->undone, g_steal_pointer (&self->open));
  if (self->done->len == MAX_STEPS)
    g_ptr_array_remove_index (self->done, 0);
  return replay (self, self->undone, self->done, TRUE, NULL);
}

/**
 * sauda_edit_history_undo:
 * @self: a history
 * @kept: (out) (optional): number of cells that hold what somebody else wrote since, and are left alone
 *
 * Takes the newest step back.
 *
 * Returns: number of cells that change
 */
guint
sauda_edit_history_undo (SaudaEditHistory *self, guint *kept)
{
  guint count;

  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  self->replaying = TRUE;
  count = replay (self, self->done, self->undone, FALSE, kept);
  self->replaying = FALSE;
  return count;
}

/**
 * sauda_edit_history_redo:
 * @self: a history
 * @kept: (out) (optional): number of cells that hold what somebody else wrote since, and are left alone
 *
 * Does the step again that was taken back last.
 *
 * Returns: number of cells that change
 */
guint
sauda_edit_history_redo (SaudaEditHistory *self, guint *kept)
{
  guint count;

  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  self->replaying = TRUE;
  count = replay (self, self->undone, self->done, TRUE, kept);
  self->replaying = FALSE;
  return count;
}

/**
 * sauda_edit_history_get_applying:
 * @self: a history
 *
 * Returns: the step that is being applied, for sauda_edit_history_forget(); 0 outside of the functions of
 * @self
 */
guint64
sauda_edit_history_get_applying (SaudaEditHistory *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  return self->applying;
}

/**
 * sauda_edit_history_forget:
 * @self: a history
 * @number: a step
 *
 * It was not kept: there is nothing of it to take back, nor to do again. Others may be on their way
 * meanwhile.
 */
void
sauda_edit_history_forget (SaudaEditHistory *self, guint64 number)
{
  g_return_if_fail (SAUDA_IS_EDIT_HISTORY (self));

  if (forget_in (self->done, number) || forget_in (self->undone, number))
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

/**
 * sauda_edit_history_count_rows:
 * @self: a history
 *
 * Returns: how many rows the step changed that was applied last
 */
guint
sauda_edit_history_count_rows (SaudaEditHistory *self)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);
  const Step *step;

  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  step = self->done->len > 0 ? g_ptr_array_index (self->done, self->done->len - 1) : NULL;
  for (guint i = 0; step != NULL && i < step->cells->len; i++)
    g_hash_table_add (rows, ((const CellEdit *) g_ptr_array_index (step->cells, i))->item);
  return g_hash_table_size (rows);
}
