#include "sauda-database.h"
#include "sauda-order-list-private.h"
#include "sauda-order-private.h"

/* The list, changed by a person: the objects at once, the database behind them. */

/* An edit on its way to the database, with what to go back to. */
typedef struct {
  GObject *target; /* (owned) (not nullable) SaudaOrderLine or SaudaOrder; touched on the main thread alone */
  gint64 id;
  SaudaOrderText which; /* of an order */
  char *before;         /* (owned) (nullable) */
  char *after;          /* (owned) (nullable) */
  char *who;            /* (owned) (not nullable) */
  char *reason;         /* (owned) (nullable) */
  gint64 now_ms;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->target);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit->who);
  g_free (edit->reason);
  g_free (edit);
}

static Edit *
edit_new (gpointer target, gint64 id, const char *before, const char *after, const SaudaOrderEdit *edit)
{
  Edit *self = g_new0 (Edit, 1);

  self->target = g_object_ref (target);
  self->id = id;
  self->before = g_strdup (before);
  self->after = g_strdup (after);
  self->who = g_strdup (edit->who);
  self->reason = g_strdup (edit->reason);
  self->now_ms = edit->now_ms;
  return self;
}

/* Orders that are held back or let go. */
typedef struct {
  GArray *ids; /* (owned) (not nullable) (element-type gint64) */
  SaudaDay until;
  char *who;    /* (owned) (not nullable) */
  char *reason; /* (owned) (nullable) */
  gint64 now_ms;
} Hold;

static void
hold_free (gpointer data)
{
  Hold *hold = data;

  g_array_unref (hold->ids);
  g_free (hold->who);
  g_free (hold->reason);
  g_free (hold);
}

static gpointer
write_hold (SaudaConnection *connection, gpointer data, GError **error)
{
  const Hold *hold = data;

  for (guint i = 0; i < hold->ids->len; i++)
    if (!sauda_orders_set_hold (connection, g_array_index (hold->ids, gint64, i), hold->until,
                                &(SaudaOrderEdit){ hold->who, hold->reason, hold->now_ms }, error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
on_hold_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gpointer
write_size (SaudaConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return GINT_TO_POINTER (sauda_orders_set_decided_size (
    connection, edit->id, edit->after, &(SaudaOrderEdit){ edit->who, edit->reason, edit->now_ms }, error));
}

static gpointer
write_text (SaudaConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return GINT_TO_POINTER (sauda_orders_set_text (connection, edit->id, edit->which, edit->after,
                                                 &(SaudaOrderEdit){ edit->who, edit->reason, edit->now_ms },
                                                 error));
}

static gpointer
read_history (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list_history (connection, *(gint64 *) data, error);
}

static void
tell_lines (SaudaOrderList *self, SaudaOrder *order, SaudaOrderText which)
{
  for (guint i = 0; i < self->lines->len; i++) {
    SaudaOrderLine *line = g_ptr_array_index (self->lines, i);

    if (sauda_order_line_get_order (line) == order)
      sauda_order_line_text_changed (line, which);
  }
}

static void
on_size_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Edit *edit = g_task_get_task_data (task);
  SaudaOrderLine *line = SAUDA_ORDER_LINE (edit->target);
  g_autoptr (GError) error = NULL;
  gboolean last = sauda_order_line_end_saving_size (line);

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (last)
    sauda_order_line_set_decided_size (line, edit->before);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_text_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Edit *edit = g_task_get_task_data (task);
  SaudaOrder *order = SAUDA_ORDER (edit->target);
  g_autoptr (GError) error = NULL;
  gboolean last = sauda_order_end_saving (order, edit->which);

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (last) {
    sauda_order_set_text (order, edit->which, edit->before);
    tell_lines (g_task_get_source_object (task), order, edit->which);
  }
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_history_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *events = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (events != NULL)
    g_task_return_pointer (task, events, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sauda_order_list_set_decided_size_async:
 * @self: a list
 * @line: one of its lines
 * @size: (nullable): the size to ship, in any writing; %NULL to ship the clicked one
 * @edit: who, why and when; copied
 * @cancellable: (nullable): cancels; then the line goes back to what it was
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * The line has the size at once; it is saved behind it, with an entry in the history.
 */
void
sauda_order_list_set_decided_size_async (SaudaOrderList *self,
                                         SaudaOrderLine *line,
                                         const char *size,
                                         const SaudaOrderEdit *edit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *after = sauda_order_edit_read_size (size);
  Edit *job =
    edit_new (line, sauda_order_line_get_id (line), sauda_order_line_get_decided_size (line), after, edit);

  g_task_set_source_tag (task, sauda_order_list_set_decided_size_async);
  g_task_set_task_data (task, job, edit_free);
  sauda_order_line_begin_saving_size (line);
  sauda_order_line_set_decided_size (line, after);
  sauda_database_run_async (self->database, write_size, job, NULL, NULL, cancellable, on_size_saved, task);
}

/**
 * sauda_order_list_set_decided_size_finish:
 * @self: the list
 * @result: of sauda_order_list_set_decided_size_async()
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_orders_set_decided_size()
 */
gboolean
sauda_order_list_set_decided_size_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_set_decided_size_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_order_list_set_text_async:
 * @self: a list
 * @order: one of its orders
 * @which: note or tags
 * @text: (nullable): what it says
 * @edit: who, why and when; copied
 * @cancellable: (nullable): cancels; then the order goes back to what it was
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * The order has the text at once; it is saved behind it, with an entry in the history.
 */
void
sauda_order_list_set_text_async (SaudaOrderList *self,
                                 SaudaOrder *order,
                                 SaudaOrderText which,
                                 const char *text,
                                 const SaudaOrderEdit *edit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *tags = which == SAUDA_ORDER_TEXT_TAGS ? sauda_order_edit_read_tags (text) : NULL;
  const char *after = tags != NULL ? tags : text;
  Edit *job = edit_new (order, sauda_order_get_id (order), sauda_order_get_text (order, which), after, edit);

  job->which = which;
  g_task_set_source_tag (task, sauda_order_list_set_text_async);
  g_task_set_task_data (task, job, edit_free);
  sauda_order_begin_saving (order, which);
  sauda_order_set_text (order, which, after);
  tell_lines (self, order, which);
  sauda_database_run_async (self->database, write_text, job, NULL, NULL, cancellable, on_text_saved, task);
}

/**
 * sauda_order_list_set_text_finish:
 * @self: the list
 * @result: of sauda_order_list_set_text_async()
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_orders_set_text()
 */
gboolean
sauda_order_list_set_text_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_set_text_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_order_list_set_hold_async:
 * @self: a list
 * @order_ids: (element-type gint64): orders
 * @until: Almaty day from which they are shipped again; 0 lets them go at once
 * @edit: who, why and when; copied
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Holds orders back, all or none. The list shows it after the next load.
 */
void
sauda_order_list_set_hold_async (SaudaOrderList *self,
                                 GArray *order_ids,
                                 SaudaDay until,
                                 const SaudaOrderEdit *edit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Hold *hold = g_new0 (Hold, 1);

  hold->ids = g_array_ref (order_ids);
  hold->until = until;
  hold->who = g_strdup (edit->who);
  hold->reason = g_strdup (edit->reason);
  hold->now_ms = edit->now_ms;
  g_task_set_source_tag (task, sauda_order_list_set_hold_async);
  sauda_database_run_async (self->database, write_hold, hold, hold_free, NULL, cancellable, on_hold_saved,
                            task);
}

/**
 * sauda_order_list_set_hold_finish:
 * @self: the list
 * @result: of sauda_order_list_set_hold_async()
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_orders_set_hold(); then no order changed
 */
gboolean
sauda_order_list_set_hold_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_set_hold_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_order_list_load_history_async:
 * @self: a list
 * @order_id: an order
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_orders_list_history().
 */
void
sauda_order_list_load_history_async (SaudaOrderList *self,
                                     gint64 order_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gint64 *id = g_new (gint64, 1);

  *id = order_id;
  g_task_set_source_tag (task, sauda_order_list_load_history_async);
  sauda_database_read_async (self->database, read_history, id, g_free, (GDestroyNotify) g_ptr_array_unref,
                             cancellable, on_history_read, task);
}

/**
 * sauda_order_list_load_history_finish:
 * @self: the list
 * @result: of sauda_order_list_load_history_async()
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderEvent) (nullable): the history, or %NULL with an error of
 * the store
 */
GPtrArray *
sauda_order_list_load_history_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_load_history_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
