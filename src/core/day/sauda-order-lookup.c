#include "sauda-order-lookup.h"

#define IN_FLIGHT 4

/* Looking up; counted from 1 and closed in one function. */
typedef struct {
  GPtrArray *codes;         /* (owned) (element-type utf8) */
  SaudaOrderLookup *lookup; /* (owned) (nullable) until it is handed over */
  guint next;
  guint pending;
} Looking;

/* One order that is asked for. */
typedef struct {
  GTask *task;      /* (owned) */
  const char *code; /* borrowed from the task's data */
} Question;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_ptr_array_unref (looking->codes);
  g_clear_pointer (&looking->lookup, sauda_order_lookup_free);
  g_free (looking);
}

static void
close_one (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);

  if (--looking->pending > 0 || g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task, g_steal_pointer (&looking->lookup), (GDestroyNotify) sauda_order_lookup_free);
}

static void ask_more (GTask *task);

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GTask) task = question->task;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;
  SaudaKaspiOrder *order = sauda_kaspi_client_find_order_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  if (order != NULL)
    g_ptr_array_add (looking->lookup->orders, order);
  else if (error == NULL)
    g_ptr_array_add (looking->lookup->unknown, g_strdup (question->code));
  else if (looking->lookup->error == NULL)
    looking->lookup->error = error;
  else
    g_error_free (error);
  g_free (question);
  ask_more (task);
  close_one (task);
}

/* What went wrong with one would go wrong with the others, so none is asked for after an error. */
static void
ask_more (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  while (looking->next < looking->codes->len && looking->pending <= IN_FLIGHT &&
         looking->lookup->error == NULL && !g_cancellable_is_cancelled (cancellable)) {
    Question *question = g_new0 (Question, 1);

    question->task = g_object_ref (task);
    question->code = g_ptr_array_index (looking->codes, looking->next++);
    looking->pending++;
    sauda_kaspi_client_find_order_async (g_task_get_source_object (task), question->code, cancellable,
                                         on_found, question);
  }
}

/**
 * sauda_order_lookup_free:
 * @lookup: (nullable): what was found
 */
void
sauda_order_lookup_free (SaudaOrderLookup *lookup)
{
  if (lookup == NULL)
    return;
  g_ptr_array_unref (lookup->orders);
  g_ptr_array_unref (lookup->unknown);
  g_clear_error (&lookup->error);
  g_free (lookup);
}

/**
 * sauda_order_lookup_async:
 * @client: the store's way to Kaspi
 * @codes: (element-type utf8): order numbers
 * @cancellable: (nullable): to stop
 * @callback: called when all have been asked for
 * @user_data: data for @callback
 *
 * Reads orders by their numbers, whatever their age.
 */
void
sauda_order_lookup_async (SaudaKaspiClient *client,
                          GPtrArray *codes,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Looking *looking = g_new0 (Looking, 1);

  g_task_set_source_tag (task, sauda_order_lookup_async);
  looking->codes = g_ptr_array_ref (codes);
  looking->lookup = g_new0 (SaudaOrderLookup, 1);
  looking->lookup->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_order_unref);
  looking->lookup->unknown = g_ptr_array_new_with_free_func (g_free);
  looking->pending = 1;
  g_task_set_task_data (task, looking, looking_free);
  ask_more (task);
  close_one (task);
}

/**
 * sauda_order_lookup_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was found, maybe with the reason why it is not all; %NULL with
 * %G_IO_ERROR_CANCELLED
 */
SaudaOrderLookup *
sauda_order_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
