#include "sauda-orders-page-private.h"
#include "sauda-table-page.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* The page of orders: holding orders back, letting them go, and taking that back. */

/* Orders that were held alike. */
typedef struct {
  GArray *ids;    /* (owned) (not nullable) (element-type gint64) */
  char *reason;   /* (owned) (nullable) */
  SaudaDay until; /* 0: not held */
} Before;

/* Orders on their way to being held back, or back to what was. */
typedef struct {
  SaudaOrdersPage *page; /* (owned) (not nullable) */
  GPtrArray *before;     /* (owned) (nullable) (element-type Before) when it is taken back */
  guint orders;
  guint pending;
  SaudaDay until;
  gboolean failed;
} Hold;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_array_unref (before->ids);
  g_free (before->reason);
  g_free (before);
}

static void
hold_free (Hold *hold)
{
  g_clear_pointer (&hold->before, g_ptr_array_unref);
  g_object_unref (hold->page);
  g_free (hold);
}

static char *
describe_hold (const Hold *hold)
{
  g_autofree char *day = hold->until != 0 ? sauda_day_format_short (hold->until) : NULL;

  if (hold->until == 0)
    return g_strdup_printf (
      ngettext ("%u order is shipped again.", "%u orders are shipped again.", hold->orders), hold->orders);
  return g_strdup_printf (
    ngettext ("%u order is held until %s.", "%u orders are held until %s.", hold->orders), hold->orders, day);
}

static Before *
get_before (GPtrArray *all, SaudaDay until, const char *reason)
{
  Before *before;

  for (guint i = 0; i < all->len; i++) {
    before = g_ptr_array_index (all, i);
    if (before->until == until && g_strcmp0 (before->reason, reason) == 0)
      return before;
  }
  before = g_new0 (Before, 1);
  before->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  before->until = until;
  before->reason = g_strdup (reason);
  g_ptr_array_add (all, before);
  return before;
}

/* How orders of @ids are held now. */
static GPtrArray *
list_before (SaudaOrdersPage *self, GArray *ids)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (before_free);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (wanted, &g_array_index (ids, gint64, i));
  for (guint i = 0; i < n_lines && g_hash_table_size (wanted) > 0; i++) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    SaudaOrder *order = sauda_order_line_get_order (line);
    gint64 id = sauda_order_get_id (order);

    /* an order of several lines is met several times */
    if (g_hash_table_remove (wanted, &id))
      g_array_append_val (
        get_before (all, sauda_order_get_hold_until (order), sauda_order_get_hold_reason (order))->ids, id);
  }
  return all;
}

static void
say_held (const Hold *hold)
{
  g_autofree char *said = hold->before == NULL ? describe_hold (hold) : NULL;

  if (hold->before == NULL)
    sauda_ui_show_toast (
      GTK_WIDGET (hold->page),
      &(SaudaUiToast){ .text = said, .button = _ ("_Undo"), .action = "orders.undo-hold" });
  else
    sauda_ui_show_text (GTK_WIDGET (hold->page), _ ("Taken back; the history keeps both."));
}

static void
on_held (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hold *hold = user_data;
  SaudaOrdersPage *self = hold->page;
  g_autoptr (GError) error = NULL;

  hold->pending--;
  if (!sauda_order_list_set_hold_finish (SAUDA_ORDER_LIST (source), result, &error)) {
    hold->failed = TRUE;
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sauda_ui_show_error (GTK_WIDGET (self), error);
  }
  if (hold->pending > 0)
    return;
  if (!hold->failed)
    say_held (hold);
  if (self->workspace != NULL && (!hold->failed || hold->before != NULL))
    sauda_workspace_emit_orders_changed (self->workspace);
  else if (!hold->failed)
    sauda_orders_page_reload (self);
  hold_free (hold);
}

static void
start (Hold *hold, GArray *ids, SaudaDay until, const char *reason)
{
  SaudaOrdersPage *self = hold->page;
  SaudaOrderEdit edit = { .who = "merchant", .reason = reason, .now_ms = sauda_clock_get_now (self->clock) };

  hold->pending++;
  sauda_order_list_set_hold_async (self->list, ids, until, &edit, NULL, on_held, hold);
}

/**
 * sauda_orders_page_hold_orders:
 * @self: the page
 * @order_ids: (element-type gint64): orders
 * @until: Almaty day from which they are shipped again; 0 lets them go
 * @reason: (nullable): why
 *
 * Holds orders back, and says so.
 */
void
sauda_orders_page_hold_orders (SaudaOrdersPage *self, GArray *order_ids, SaudaDay until, const char *reason)
{
  Hold *hold = g_new0 (Hold, 1);

  hold->page = g_object_ref (self);
  hold->orders = order_ids->len;
  hold->until = until;
  g_clear_pointer (&self->held_before, g_ptr_array_unref);
  self->held_before = list_before (self, order_ids);
  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), "orders.undo-hold");
  start (hold, order_ids, until, reason);
}

/* Holds the orders that were held back or let go last as they were held before. */
void
sauda_orders_page_undo_hold (SaudaOrdersPage *self)
{
  Hold *hold;

  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), NULL);
  if (self->held_before == NULL || self->held_before->len == 0)
    return;
  hold = g_new0 (Hold, 1);
  hold->page = g_object_ref (self);
  hold->before = g_steal_pointer (&self->held_before);
  for (guint i = 0; i < hold->before->len; i++) {
    const Before *before = g_ptr_array_index (hold->before, i);

    start (hold, before->ids, before->until, before->reason);
  }
}
