#include "sauda-decision-items.h"

struct _SaudaDecisionItems {
  GListStore *store;             /* (owned) (not nullable) (element-type SaudaDecisionItem) */
  GtkSingleSelection *selection; /* (owned) (not nullable) */
  gboolean replacing;            /* the selection moves by itself */
};

/**
 * sauda_decision_items_new:
 *
 * Returns: (transfer full): nothing waits yet
 */
SaudaDecisionItems *
sauda_decision_items_new (void)
{
  SaudaDecisionItems *items = g_new0 (SaudaDecisionItems, 1);

  items->store = g_list_store_new (SAUDA_TYPE_DECISION_ITEM);
  items->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (items->store)));
  return items;
}

/**
 * sauda_decision_items_free:
 * @items: (transfer full): what waits
 */
void
sauda_decision_items_free (SaudaDecisionItems *items)
{
  g_object_unref (items->selection);
  g_object_unref (items->store);
  g_free (items);
}

/**
 * sauda_decision_items_get_selection:
 * @items: what waits
 *
 * Returns: (transfer none): the model of a list of them
 */
GtkSingleSelection *
sauda_decision_items_get_selection (SaudaDecisionItems *items)
{
  return items->selection;
}

/**
 * sauda_decision_items_count:
 * @items: what waits
 *
 * Returns: how many lines wait
 */
guint
sauda_decision_items_count (SaudaDecisionItems *items)
{
  return g_list_model_get_n_items (G_LIST_MODEL (items->store));
}

/**
 * sauda_decision_items_find:
 * @items: what waits
 * @line_id: a line of an order
 *
 * Returns: (transfer full) (nullable): its item
 */
SaudaDecisionItem *
sauda_decision_items_find (SaudaDecisionItems *items, gint64 line_id)
{
  for (guint i = 0; i < sauda_decision_items_count (items); i++) {
    g_autoptr (SaudaDecisionItem) item = g_list_model_get_item (G_LIST_MODEL (items->store), i);

    if (sauda_decision_item_get_line (item)->line_id == line_id)
      return g_steal_pointer (&item);
  }
  return NULL;
}

/**
 * sauda_decision_items_get_selected:
 * @items: what waits
 *
 * Returns: (transfer none) (nullable): where the person is; %NULL for nowhere, and while lines are replaced
 */
SaudaDecisionItem *
sauda_decision_items_get_selected (SaudaDecisionItems *items)
{
  return items->replacing ? NULL : gtk_single_selection_get_selected_item (items->selection);
}

/**
 * sauda_decision_items_replace:
 * @items: what waits
 * @lines: (element-type SaudaDecisionItem): what waits now
 * @stay: (nullable): where the person is, and stays if it still waits
 */
void
sauda_decision_items_replace (SaudaDecisionItems *items, GPtrArray *lines, SaudaDecisionItem *stay)
{
  guint place;

  items->replacing = TRUE;
  g_list_store_splice (items->store, 0, sauda_decision_items_count (items), lines->pdata, lines->len);
  if (stay != NULL && g_list_store_find (items->store, stay, &place))
    gtk_single_selection_set_selected (items->selection, place);
  items->replacing = FALSE;
}

/**
 * sauda_decision_items_remove:
 * @items: what waits
 * @item: what waits no more
 *
 * Takes it out; the person is at the next one.
 *
 * Returns: whether it was there
 */
gboolean
sauda_decision_items_remove (SaudaDecisionItems *items, SaudaDecisionItem *item)
{
  guint place;

  if (!g_list_store_find (items->store, item, &place))
    return FALSE;
  g_list_store_remove (items->store, place);
  if (sauda_decision_items_count (items) > 0)
    gtk_single_selection_set_selected (items->selection, MIN (place, sauda_decision_items_count (items) - 1));
  return TRUE;
}

/**
 * sauda_decision_items_insert:
 * @items: what waits
 * @item: what waits again
 *
 * Puts it where the person is, who is at it then.
 */
void
sauda_decision_items_insert (SaudaDecisionItems *items, SaudaDecisionItem *item)
{
  guint place =
    MIN (gtk_single_selection_get_selected (items->selection), sauda_decision_items_count (items));

  g_list_store_insert (items->store, place, item);
  gtk_single_selection_set_selected (items->selection, place);
}

/**
 * sauda_decision_items_select:
 * @items: what waits
 * @item: a line
 *
 * Leads the person there, when it still waits.
 */
void
sauda_decision_items_select (SaudaDecisionItems *items, SaudaDecisionItem *item)
{
  guint place;

  if (g_list_store_find (items->store, item, &place))
    gtk_single_selection_set_selected (items->selection, place);
}

/**
 * sauda_decision_items_move:
 * @items: what waits
 * @by: how many lines down, or up below 0
 *
 * Returns: whether anything waits
 */
gboolean
sauda_decision_items_move (SaudaDecisionItems *items, int by)
{
  int n = (int) sauda_decision_items_count (items);
  int place = (int) gtk_single_selection_get_selected (items->selection) + by;

  if (n > 0)
    gtk_single_selection_set_selected (items->selection, (guint) CLAMP (place, 0, n - 1));
  return n > 0;
}
