#include "sauda-price-edit.h"

#include "sauda-money.h"
#include "sauda-price-changes.h"
#include "sauda-stock-work.h"

#include <glib/gi18n-lib.h>

static GHashTable *
create_prices (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * sauda_price_edit_new:
 *
 * Returns: (transfer full): an edit of nothing
 */
SaudaPriceEdit *
sauda_price_edit_new (void)
{
  SaudaPriceEdit *edit = g_new0 (SaudaPriceEdit, 1);

  g_atomic_ref_count_init (&edit->references);
  edit->wanted = create_prices ();
  edit->before = create_prices ();
  return edit;
}

/**
 * sauda_price_edit_ref:
 * @edit: an edit
 *
 * Returns: (transfer full): the same
 */
SaudaPriceEdit *
sauda_price_edit_ref (SaudaPriceEdit *edit)
{
  g_atomic_ref_count_inc (&edit->references);
  return edit;
}

/**
 * sauda_price_edit_unref:
 * @edit: (transfer full): an edit
 */
void
sauda_price_edit_unref (SaudaPriceEdit *edit)
{
  if (!g_atomic_ref_count_dec (&edit->references))
    return;
  g_hash_table_unref (edit->wanted);
  g_hash_table_unref (edit->before);
  g_free (edit);
}

/**
 * sauda_price_edit_add:
 * @edit: an edit
 * @offer_id: an offer
 * @before: what stands there
 * @wanted: what shall stand there
 */
void
sauda_price_edit_add (SaudaPriceEdit *edit, gint64 offer_id, gint64 before, gint64 wanted)
{
  if (!g_hash_table_contains (edit->before, &offer_id))
    g_hash_table_insert (edit->before, g_memdup2 (&offer_id, sizeof offer_id),
                         g_memdup2 (&before, sizeof before));
  g_hash_table_insert (edit->wanted, g_memdup2 (&offer_id, sizeof offer_id),
                       g_memdup2 (&wanted, sizeof wanted));
}

/**
 * sauda_price_edit_is_undo_of:
 * @edit: an edit
 * @other: one before it
 *
 * Returns: whether @edit puts back exactly what @other changed
 */
gboolean
sauda_price_edit_is_undo_of (const SaudaPriceEdit *edit, const SaudaPriceEdit *other)
{
  GHashTableIter iter;
  gpointer offer, price;

  if (g_hash_table_size (edit->wanted) != g_hash_table_size (other->before))
    return FALSE;
  g_hash_table_iter_init (&iter, edit->wanted);
  while (g_hash_table_iter_next (&iter, &offer, &price)) {
    const gint64 *before = g_hash_table_lookup (other->before, offer);

    if (before == NULL || *before != *(gint64 *) price)
      return FALSE;
  }
  return TRUE;
}

/* Who typed over another price than there is now would write over what somebody else just did. */
static gboolean
is_as_seen (const SaudaPriceEdit *self, const SaudaPriceWish *wish, GError **error)
{
  const gint64 *before = g_hash_table_lookup (self->before, &wish->row->offer_id);
  g_autofree char *now = NULL;

  if (before == NULL || *before == wish->row->price || wish->verdict == SAUDA_PRICE_SAME)
    return TRUE;
  now = wish->row->price >= 0 ? sauda_money_format (wish->row->price) : g_strdup ("–");
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_DONE_ALREADY,
               _ ("%s was changed to %s elsewhere meanwhile. Nothing is written; type the price again."),
               wish->row->sku, now);
  return FALSE;
}

/**
 * sauda_price_edit_write:
 * @connection: inside a transaction that may write
 * @edit: a #SaudaPriceEdit
 * @error: return location
 *
 * Changes all of its prices or none: where a limit allows some alone, none is changed.
 *
 * Returns: (nullable): not %NULL when it is kept; %NULL with %SAUDA_PRICING_ERROR_LIMIT where a limit forbids
 *   it, %SAUDA_PRICING_ERROR_DONE_ALREADY where somebody else changed a price since it was seen
 */
gpointer
sauda_price_edit_write (SaudaConnection *connection, gpointer edit, GError **error)
{
  SaudaPriceEdit *self = edit;
  const SaudaPriceOrder order = { .wanted = self->wanted, .price = -1 };
  g_autoptr (SaudaPricePlan) plan = sauda_price_plan_make (connection, &order, self->now_ms, error);

  if (plan == NULL)
    return NULL;
  for (guint i = 0; i < plan->wishes->len; i++) {
    const SaudaPriceWish *wish = &g_array_index (plan->wishes, SaudaPriceWish, i);

    if (!is_as_seen (self, wish, error))
      return NULL;
    if (wish->verdict == SAUDA_PRICE_FINE || wish->verdict == SAUDA_PRICE_UNKNOWN ||
        wish->verdict == SAUDA_PRICE_SAME)
      continue;
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT, _ ("%s: %s."), wish->row->sku,
                 sauda_price_verdict_get_title (wish->verdict));
    return NULL;
  }
  if (plan->fine == 0)
    return GINT_TO_POINTER (TRUE);
  self->batch_id = sauda_price_plan_apply (connection, plan, _ ("Price set by hand"), NULL, SAUDA_STOCK_WHO,
                                           self->now_ms, error);
  return GINT_TO_POINTER (self->batch_id != 0);
}

/**
 * sauda_price_edit_take_back:
 * @connection: inside a transaction that may write
 * @edit: a #SaudaPriceEdit that was written
 * @error: return location
 *
 * Returns: (nullable): not %NULL when it is as before
 */
gpointer
sauda_price_edit_take_back (SaudaConnection *connection, gpointer edit, GError **error)
{
  SaudaPriceEdit *self = edit;

  if (self->batch_id == 0)
    return GINT_TO_POINTER (TRUE);
  return GINT_TO_POINTER (
    sauda_price_changes_undo (connection, self->batch_id, SAUDA_STOCK_WHO, self->now_ms, error) != 0);
}
