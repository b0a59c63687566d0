#include "sauda-edit-history.h"

/* Older steps are forgotten. */
#define MAX_STEPS 200

/* One cell before and after. */
typedef struct {
  SaudaOrderLine *line; /* (owned) (not nullable) */
  SaudaEditField field;
  char *before; /* (owned) (nullable) */
  char *after;  /* (owned) (nullable) */
} CellEdit;

struct _SaudaEditHistory {
  GObject parent_instance;

  SaudaOrderList *list; /* (owned) (nullable) until dispose */
  GPtrArray *done;   /* (owned) (not nullable) steps, each a GPtrArray of CellEdit; the last is the newest */
  GPtrArray *undone; /* (owned) (not nullable) the same; the last is redone first */
  GPtrArray *open;   /* (owned) (nullable) the step that is being made */
  gint64 now_ms;
};

enum { PROP_0, PROP_CAN_UNDO, PROP_CAN_REDO, N_PROPS };

static GParamSpec *properties[N_PROPS];
static guint failed_signal;
static guint applied_signal;

G_DEFINE_FINAL_TYPE (SaudaEditHistory, sauda_edit_history, G_TYPE_OBJECT)

static void
cell_edit_free (gpointer data)
{
  CellEdit *edit = data;

  g_object_unref (edit->line);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

static void
report (SaudaEditHistory *self, GError *error)
{
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, failed_signal, 0, error);
}

static void
on_size_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaEditHistory) self = SAUDA_EDIT_HISTORY (user_data);
  g_autoptr (GError) error = NULL;

  sauda_order_list_set_decided_size_finish (SAUDA_ORDER_LIST (source), result, &error);
  report (self, error);
}

static void
on_note_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaEditHistory) self = SAUDA_EDIT_HISTORY (user_data);
  g_autoptr (GError) error = NULL;

  sauda_order_list_set_note_finish (SAUDA_ORDER_LIST (source), result, &error);
  report (self, error);
}

/* An edit is saved even when the window closes meanwhile: it gets no cancellable. */
static void
apply (SaudaEditHistory *self, const CellEdit *cell, const char *value)
{
  SaudaOrderEdit edit = { .who = "merchant",
                          .now_ms = self->now_ms != 0 ? self->now_ms : g_get_real_time () / 1000 };

  if (cell->field == SAUDA_EDIT_FIELD_SIZE)
    sauda_order_list_set_decided_size_async (self->list, cell->line, value, &edit, NULL, on_size_saved,
                                             g_object_ref (self));
  else
    sauda_order_list_set_note_async (self->list, sauda_order_line_get_order (cell->line),
                                     value != NULL ? value : "", &edit, NULL, on_note_saved,
                                     g_object_ref (self));
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
  for (guint i = 0; i < step->len; i++) {
    const CellEdit *cell = g_ptr_array_index (step, forward ? i : step->len - 1 - i);

    apply (self, cell, forward ? cell->after : cell->before);
  }
  notify_both (self);
  g_signal_emit (self, applied_signal, 0, (int) ((CellEdit *) g_ptr_array_index (step, 0))->field);
  return step->len;
}

static const char *
get_value (SaudaOrderLine *line, SaudaEditField field)
{
  return field == SAUDA_EDIT_FIELD_SIZE ? sauda_order_line_get_decided_size (line)
                                        : sauda_order_line_get_note (line);
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
  g_clear_object (&self->list);
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
  failed_signal = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_ERROR);
  applied_signal = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
sauda_edit_history_init (SaudaEditHistory *self)
{
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/**
 * sauda_edit_history_new:
 * @list: the list that is edited
 *
 * Returns: (transfer full): a history without steps
 */
SaudaEditHistory *
sauda_edit_history_new (SaudaOrderList *list)
{
  SaudaEditHistory *self = g_object_new (SAUDA_TYPE_EDIT_HISTORY, NULL);

  self->list = g_object_ref (list);
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
 * sauda_edit_history_set_now:
 * @self: a history
 * @now_ms: the time that changes are dated with, UTC ms
 */
void
sauda_edit_history_set_now (SaudaEditHistory *self, gint64 now_ms)
{
  g_return_if_fail (SAUDA_IS_EDIT_HISTORY (self));
  self->now_ms = now_ms;
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
 * @line: the line
 * @field: what changes
 * @value: (nullable): the new value; a value that is there already adds nothing
 */
void
sauda_edit_history_add (SaudaEditHistory *self, SaudaOrderLine *line, SaudaEditField field, const char *value)
{
  CellEdit *cell;

  g_return_if_fail (SAUDA_IS_EDIT_HISTORY (self));
  g_return_if_fail (self->open != NULL);

  if (g_strcmp0 (get_value (line, field), value) == 0)
    return;
  cell = g_new0 (CellEdit, 1);
  cell->line = g_object_ref (line);
  cell->field = field;
  cell->before = g_strdup (get_value (line, field));
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
  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  return replay (self, self->done, self->undone, FALSE);
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
  g_return_val_if_fail (SAUDA_IS_EDIT_HISTORY (self), 0);
  return replay (self, self->undone, self->done, TRUE);
}
