#include "sauda-acts-outcome.h"

#include "sauda-act-row.h"
#include "sauda-stores.h"

/* What had no effect, and may be planned again as it was. */
#define RETRYABLE (1u << SAUDA_ACT_FAILED | 1u << SAUDA_ACT_REFUSED | 1u << SAUDA_ACT_EXPIRED)

static gboolean
is_in (const SaudaAct *act, guint states)
{
  return (states & 1u << act->state) != 0;
}

static guint
count_acts (const SaudaActsOutcome *self, guint states)
{
  guint count = 0;

  for (guint i = 0; self->acts != NULL && i < self->acts->len; i++)
    count += is_in (g_ptr_array_index (self->acts, i), states);
  return count;
}

static const SaudaStoreInfo *
find_store (const SaudaActsOutcome *self, gint64 store_id)
{
  for (guint i = 0; self->stores != NULL && i < self->stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (self->stores, i);

    if (store->id == store_id)
      return store;
  }
  return NULL;
}

/**
 * sauda_acts_outcome_clear:
 * @self: an outcome
 *
 * Lets go of all that it owns.
 */
void
sauda_acts_outcome_clear (SaudaActsOutcome *self)
{
  g_clear_pointer (&self->stores, g_ptr_array_unref);
  g_clear_pointer (&self->planned, sauda_order_acts_free);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
}

/**
 * sauda_acts_outcome_take_planned:
 * @self: an outcome
 * @planned: (transfer full) (nullable): what the last planning said
 */
void
sauda_acts_outcome_take_planned (SaudaActsOutcome *self, SaudaOrderActs *planned)
{
  g_clear_pointer (&self->planned, sauda_order_acts_free);
  self->planned = planned;
}

/**
 * sauda_acts_outcome_take_acts:
 * @self: an outcome
 * @acts: (transfer full) (nullable) (element-type SaudaAct): the acts as they stand now
 */
void
sauda_acts_outcome_take_acts (SaudaActsOutcome *self, GPtrArray *acts)
{
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  self->acts = acts;
}

/**
 * sauda_acts_outcome_count_planned:
 * @self: an outcome
 *
 * Returns: acts that wait for their approval
 */
guint
sauda_acts_outcome_count_planned (const SaudaActsOutcome *self)
{
  return count_acts (self, 1u << SAUDA_ACT_PLANNED);
}

/**
 * sauda_acts_outcome_count_retryable:
 * @self: an outcome
 *
 * Returns: acts that had no effect, so that they may be tried again
 */
guint
sauda_acts_outcome_count_retryable (const SaudaActsOutcome *self)
{
  return count_acts (self, RETRYABLE);
}

/**
 * sauda_acts_outcome_count_problems:
 * @self: an outcome
 *
 * Returns: orders that are not in the plan
 */
guint
sauda_acts_outcome_count_problems (const SaudaActsOutcome *self)
{
  guint count = 0;

  for (guint i = 0; self->planned != NULL && i < self->planned->orders->len; i++)
    count += ((SaudaOrderActsOrder *) g_ptr_array_index (self->planned->orders, i))->problem != NULL;
  return count;
}

/**
 * sauda_acts_outcome_may_write_any:
 * @self: an outcome that knows the stores
 * @store_ids: (element-type gint64): the stores of the orders
 *
 * Returns: whether one of them may change its orders at all
 */
gboolean
sauda_acts_outcome_may_write_any (const SaudaActsOutcome *self, GArray *store_ids)
{
  for (guint i = 0; i < store_ids->len; i++) {
    const SaudaStoreInfo *store = find_store (self, g_array_index (store_ids, gint64, i));

    if (store != NULL && store->trust >= SAUDA_TRUST_LIMITED)
      return TRUE;
  }
  return FALSE;
}

/**
 * sauda_acts_outcome_list_retryable:
 * @self: an outcome
 *
 * Returns: (transfer full) (element-type gint64): the ids of the acts that may be tried again
 */
GArray *
sauda_acts_outcome_list_retryable (const SaudaActsOutcome *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; self->acts != NULL && i < self->acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (self->acts, i);

    if (is_in (act, RETRYABLE))
      g_array_append_val (ids, act->id);
  }
  return ids;
}

/**
 * sauda_acts_outcome_tell_retryable:
 * @self: an outcome
 *
 * Returns: (transfer full): the numbers of their orders, a line each
 */
char *
sauda_acts_outcome_tell_retryable (const SaudaActsOutcome *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; self->acts != NULL && i < self->acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (self->acts, i);

    if (is_in (act, RETRYABLE))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", act->target);
  }
  return g_string_free (text, FALSE);
}

/**
 * sauda_acts_outcome_show:
 * @self: an outcome
 * @list: where, in place of what stands there; hidden when there is nothing
 * @on_settled: for #SaudaActRow::settled of each row
 * @owner: its data, which the rows do not outlive
 *
 * Lists the orders that are not in the plan with the reason, then the acts.
 */
void
sauda_acts_outcome_show (const SaudaActsOutcome *self, GtkListBox *list, GCallback on_settled, GObject *owner)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; self->planned != NULL && i < self->planned->orders->len; i++) {
    const SaudaOrderActsOrder *order = g_ptr_array_index (self->planned->orders, i);

    if (order->problem != NULL)
      gtk_list_box_append (list, sauda_act_row_new_problem (order->store, order->code, order->problem));
  }
  for (guint i = 0; self->acts != NULL && i < self->acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (self->acts, i);
    const SaudaStoreInfo *store = find_store (self, act->store_id);

    row = sauda_act_row_new (act, store != NULL ? store->name : NULL);
    g_signal_connect_object (row, "settled", on_settled, owner, 0);
    gtk_list_box_append (list, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (list), gtk_widget_get_first_child (GTK_WIDGET (list)) != NULL);
}
