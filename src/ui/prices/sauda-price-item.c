#include "sauda-price-item.h"

#include "sauda-text.h"

struct _SaudaPriceItem {
  GObject parent_instance;

  SaudaPriceRow *row; /* (owned) (not nullable) */
  guint rank;         /* place among the products */
  char *search_key;   /* (owned) (not nullable) */
};

enum { PROP_0, PROP_CHANGED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaPriceItem, sauda_price_item, G_TYPE_OBJECT)

static void
sauda_price_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, TRUE);
}

static void
sauda_price_item_finalize (GObject *object)
{
  SaudaPriceItem *self = SAUDA_PRICE_ITEM (object);

  sauda_price_row_free (self->row);
  g_free (self->search_key);
  G_OBJECT_CLASS (sauda_price_item_parent_class)->finalize (object);
}

static void
sauda_price_item_class_init (SaudaPriceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sauda_price_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = sauda_price_item_finalize;
  properties[PROP_CHANGED] =
    g_param_spec_boolean ("changed", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
sauda_price_item_init (SaudaPriceItem *self)
{
}

/**
 * sauda_price_item_create_all:
 * @rows: (transfer full) (element-type SaudaPriceRow): what prices bring
 *
 * For the database's thread: with 100,000 offers it takes a while.
 *
 * Returns: (transfer full) (element-type SaudaPriceItem): their items, in the same order
 */
GPtrArray *
sauda_price_item_create_all (GPtrArray *rows)
{
  GPtrArray *items = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++) {
    SaudaPriceItem *item = g_object_new (SAUDA_TYPE_PRICE_ITEM, NULL);
    g_autofree char *text = NULL;

    item->row = g_steal_pointer (&rows->pdata[i]);
    item->rank = i;
    text = g_strjoin (" ", item->row->sku, item->row->store, item->row->title != NULL ? item->row->title : "",
                      NULL);
    item->search_key = sauda_text_search_key (text);
    g_ptr_array_add (items, item);
  }
  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_unref (rows);
  return items;
}

/**
 * sauda_price_item_get_row:
 * @self: an item
 *
 * Returns: (transfer none): the offer with what its price brings
 */
const SaudaPriceRow *
sauda_price_item_get_row (SaudaPriceItem *self)
{
  return self->row;
}

/**
 * sauda_price_item_get_search_key:
 * @self: an item
 *
 * Returns: (transfer none): in which words are found
 */
const char *
sauda_price_item_get_search_key (SaudaPriceItem *self)
{
  return self->search_key;
}

/**
 * sauda_price_item_get_rank:
 * @self: an item
 *
 * Returns: its place among the products
 */
guint
sauda_price_item_get_rank (SaudaPriceItem *self)
{
  return self->rank;
}

/**
 * sauda_price_item_take_over:
 * @self: an item that is shown
 * @newer: the same offer, among others than before; is of no use afterwards
 *
 * Takes numbers, words and place of @newer, and stays the object that selection and undo know.
 */
void
sauda_price_item_take_over (SaudaPriceItem *self, SaudaPriceItem *newer)
{
  SaudaPriceRow *row = self->row;
  char *key = self->search_key;

  self->row = newer->row;
  newer->row = row;
  self->search_key = newer->search_key;
  newer->search_key = key;
  self->rank = newer->rank;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/**
 * sauda_price_item_follow:
 * @self: an item
 * @newer: the same offer, read later
 *
 * Takes the numbers of @newer, and its words where they are others.
 *
 * Returns: whether any of them changed
 */
gboolean
sauda_price_item_follow (SaudaPriceItem *self, SaudaPriceItem *newer)
{
  SaudaPriceRow *old = self->row;
  const SaudaPriceRow *now = newer->row;

  if (g_strcmp0 (old->store, now->store) != 0 || g_strcmp0 (old->title, now->title) != 0) {
    sauda_price_item_take_over (self, newer);
    return TRUE;
  }
  if (old->price == now->price && old->floor == now->floor && old->break_even == now->break_even &&
      old->target == now->target && old->kaspi == now->kaspi && old->competitor == now->competitor &&
      old->result.profit == now->result.profit && old->estimate == now->estimate)
    return FALSE;
  self->row = newer->row;
  newer->row = old;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
  return TRUE;
}

/**
 * sauda_price_item_set_price:
 * @self: an item
 * @price: whole tenge; -1: none
 *
 * Shows a price and what it brings; does not write it down.
 */
void
sauda_price_item_set_price (SaudaPriceItem *self, gint64 price)
{
  self->row->price = price;
  sauda_cost_model_evaluate (&self->row->rates, &self->row->item, MAX (price, 0), -1, &self->row->result);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/**
 * sauda_price_item_knows_margin:
 * @self: an item
 *
 * Returns: whether cost and price are known, so that the margin is one
 */
gboolean
sauda_price_item_knows_margin (SaudaPriceItem *self)
{
  return self->row->price > 0 && self->row->result.goods >= 0;
}
