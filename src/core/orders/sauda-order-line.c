#include "sauda-order-private.h"

#include <string.h>

struct _SaudaOrderLine {
  GObject parent_instance;

  SaudaOrder *order;        /* (owned) (not nullable) */
  SaudaOrderLineInfo *info; /* (not owned) (not nullable): of the order */
  SaudaProductKeys keys;    /* (owned) */
  guint64 fingerprint;      /* of what the database had when it was loaded */
  guint saving_size;        /* edits on their way to the database */
};

enum {
  PROP_0,
  PROP_ORDER,
  PROP_STORE,
  PROP_CODE,
  PROP_STAGE,
  PROP_SHIP_BY_MS,
  PROP_PRODUCT,
  PROP_SKU,
  PROP_CLICKED_SIZE,
  PROP_QUANTITY,
  PROP_AMOUNT,
  PROP_BUYER,
  PROP_SIZE,
  PROP_DECIDED_SIZE,
  PROP_NOTE,
  PROP_TAGS,
  PROP_HOLD_UNTIL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaOrderLine, sauda_order_line, G_TYPE_OBJECT)

static void
sauda_order_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaudaOrderLine *self = SAUDA_ORDER_LINE (object);

  switch (id) {
  case PROP_ORDER:
    g_value_set_object (value, self->order);
    break;
  case PROP_STORE:
    g_value_set_string (value, sauda_order_get_store (self->order));
    break;
  case PROP_CODE:
    g_value_set_string (value, sauda_order_get_code (self->order));
    break;
  case PROP_STAGE:
    g_value_set_int (value, (int) sauda_order_get_stage (self->order));
    break;
  case PROP_SHIP_BY_MS:
    g_value_set_int64 (value, sauda_order_get_ship_by_ms (self->order));
    break;
  case PROP_PRODUCT:
    g_value_set_string (value, self->info->model);
    break;
  case PROP_SKU:
    g_value_set_string (value, self->info->sku);
    break;
  case PROP_CLICKED_SIZE:
    g_value_set_string (value, self->info->clicked_size);
    break;
  case PROP_QUANTITY:
    g_value_set_int (value, self->info->quantity);
    break;
  case PROP_AMOUNT:
    g_value_set_int64 (value, self->info->amount);
    break;
  case PROP_BUYER:
    g_value_set_string (value, sauda_order_get_buyer (self->order));
    break;
  case PROP_SIZE:
    g_value_set_string (value, sauda_order_line_get_size (self));
    break;
  case PROP_DECIDED_SIZE:
    g_value_set_string (value, self->info->decided_size);
    break;
  case PROP_NOTE:
    g_value_set_string (value, sauda_order_get_note (self->order));
    break;
  case PROP_TAGS:
    g_value_set_string (value, sauda_order_get_tags (self->order));
    break;
  case PROP_HOLD_UNTIL:
    g_value_set_int (value, sauda_order_get_hold_until (self->order));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sauda_order_line_finalize (GObject *object)
{
  SaudaOrderLine *self = SAUDA_ORDER_LINE (object);

  g_clear_object (&self->order);
  g_ref_string_release (self->keys.sort_key);
  g_ref_string_release (self->keys.search_key);
  G_OBJECT_CLASS (sauda_order_line_parent_class)->finalize (object);
}

static void
sauda_order_line_class_init (SaudaOrderLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sauda_order_line_get_property;
  object_class->finalize = sauda_order_line_finalize;

  props[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, SAUDA_TYPE_ORDER, flags);
  props[PROP_STORE] = g_param_spec_string ("store", NULL, NULL, NULL, flags);
  props[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  props[PROP_STAGE] =
    g_param_spec_int ("stage", NULL, NULL, 0, SAUDA_N_STAGES - 1, SAUDA_STAGE_UNKNOWN, flags);
  props[PROP_SHIP_BY_MS] = g_param_spec_int64 ("ship-by-ms", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_PRODUCT] = g_param_spec_string ("product", NULL, NULL, NULL, flags);
  props[PROP_SKU] = g_param_spec_string ("sku", NULL, NULL, NULL, flags);
  props[PROP_CLICKED_SIZE] = g_param_spec_string ("clicked-size", NULL, NULL, NULL, flags);
  props[PROP_QUANTITY] = g_param_spec_int ("quantity", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  props[PROP_AMOUNT] = g_param_spec_int64 ("amount", NULL, NULL, -1, G_MAXINT64, -1, flags);
  props[PROP_BUYER] = g_param_spec_string ("buyer", NULL, NULL, NULL, flags);
  props[PROP_SIZE] = g_param_spec_string ("size", NULL, NULL, NULL, flags);
  props[PROP_DECIDED_SIZE] = g_param_spec_string ("decided-size", NULL, NULL, NULL, flags);
  props[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  props[PROP_TAGS] = g_param_spec_string ("tags", NULL, NULL, NULL, flags);
  props[PROP_HOLD_UNTIL] = g_param_spec_int ("hold-until", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sauda_order_line_init (SaudaOrderLine *self)
{
}

/**
 * sauda_order_line_new:
 * @order: its order
 * @index: which of the order's lines
 * @keys: of its product; references are taken
 *
 * Returns: (transfer full): a line for a list
 */
SaudaOrderLine *
sauda_order_line_new (SaudaOrder *order, guint index, const SaudaProductKeys *keys)
{
  SaudaOrderLine *self = g_object_new (SAUDA_TYPE_ORDER_LINE, NULL);
  SaudaOrderInfo *info = sauda_order_get_info (order);

  self->order = g_object_ref (order);
  self->info = g_ptr_array_index (info->lines, index);
  self->keys.sort_key = g_ref_string_acquire (keys->sort_key);
  self->keys.search_key = g_ref_string_acquire (keys->search_key);
  self->fingerprint = sauda_order_fingerprint_make (info, self->info);
  return self;
}

/**
 * sauda_order_line_get_fingerprint:
 * @self: a line
 *
 * Returns: a number that differs when anything that was loaded differs
 */
guint64
sauda_order_line_get_fingerprint (SaudaOrderLine *self)
{
  return self->fingerprint;
}

/**
 * sauda_order_line_begin_saving_size:
 * @self: a line
 *
 * Until sauda_order_line_end_saving_size() a load does not touch the decided size.
 */
void
sauda_order_line_begin_saving_size (SaudaOrderLine *self)
{
  self->saving_size++;
}

/**
 * sauda_order_line_end_saving_size:
 * @self: a line
 *
 * Returns: whether no other edit of the size is on its way
 */
gboolean
sauda_order_line_end_saving_size (SaudaOrderLine *self)
{
  g_return_val_if_fail (self->saving_size > 0, TRUE);
  return --self->saving_size == 0;
}

/**
 * sauda_order_line_set_decided_size:
 * @self: a line
 * @size: (nullable): the size to ship, in Sauda's one way of writing
 *
 * Sets and notifies; does not save.
 */
void
sauda_order_line_set_decided_size (SaudaOrderLine *self, const char *size)
{
  if (g_strcmp0 (self->info->decided_size, size) == 0)
    return;
  g_free (self->info->decided_size);
  self->info->decided_size = g_strdup (size);
  self->fingerprint = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DECIDED_SIZE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
}

/**
 * sauda_order_line_text_changed:
 * @self: a line whose order has another text now
 * @which: which one
 */
void
sauda_order_line_text_changed (SaudaOrderLine *self, SaudaOrderText which)
{
  self->fingerprint = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[which == SAUDA_ORDER_TEXT_NOTE ? PROP_NOTE : PROP_TAGS]);
}

/**
 * sauda_order_line_set_order:
 * @self: a line
 * @order: the object that owns the line's facts now
 */
void
sauda_order_line_set_order (SaudaOrderLine *self, SaudaOrder *order)
{
  g_set_object (&self->order, order);
}

/**
 * sauda_order_line_take:
 * @self: a line in a list
 * @newer: the same line, loaded again; left with what @self knew
 * @order: the object that owns the facts of @newer now, see sauda_order_swap_info()
 *
 * Notifies all that may have changed. A size on its way to the database stays.
 */
void
sauda_order_line_take (SaudaOrderLine *self, SaudaOrderLine *newer, SaudaOrder *order)
{
  SaudaOrderLineInfo *old = self->info;
  SaudaProductKeys old_keys = self->keys;

  g_object_freeze_notify (G_OBJECT (self));
  sauda_order_line_set_order (self, order);
  self->info = newer->info;
  newer->info = old;
  self->keys = newer->keys;
  newer->keys = old_keys;
  self->fingerprint = newer->fingerprint;
  if (self->saving_size > 0) {
    char *loaded = self->info->decided_size;

    self->info->decided_size = old->decided_size;
    old->decided_size = loaded;
  }
  for (int i = PROP_STORE; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sauda_order_line_get_id:
 * @self: a line
 *
 * Returns: its id in the database
 */
gint64
sauda_order_line_get_id (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), 0);
  return self->info->id;
}

/**
 * sauda_order_line_get_order:
 * @self: a line
 *
 * Returns: (transfer none): its order
 */
SaudaOrder *
sauda_order_line_get_order (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), NULL);
  return self->order;
}

/**
 * sauda_order_line_get_store:
 * @self: a line
 *
 * Returns: (not nullable): its store's name
 */
const char *
sauda_order_line_get_store (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), "");
  return sauda_order_get_store (self->order);
}

/**
 * sauda_order_line_get_code:
 * @self: a line
 *
 * Returns: (not nullable): its order's number
 */
const char *
sauda_order_line_get_code (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), "");
  return sauda_order_get_code (self->order);
}

/**
 * sauda_order_line_get_stage:
 * @self: a line
 *
 * Returns: where its order is
 */
SaudaStage
sauda_order_line_get_stage (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), SAUDA_STAGE_UNKNOWN);
  return sauda_order_get_stage (self->order);
}

/**
 * sauda_order_line_get_product:
 * @self: a line
 *
 * Returns: (not nullable): the merchant's name of the model, else the title, else the SKU
 */
const char *
sauda_order_line_get_product (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), "");
  return self->info->model;
}

/**
 * sauda_order_line_get_title:
 * @self: a line
 *
 * Returns: (nullable): the product's title on Kaspi
 */
const char *
sauda_order_line_get_title (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), NULL);
  return self->info->title;
}

/**
 * sauda_order_line_get_sku:
 * @self: a line
 *
 * Returns: (not nullable): the merchant SKU as Kaspi has it
 */
const char *
sauda_order_line_get_sku (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), "");
  return self->info->sku;
}

/**
 * sauda_order_line_get_clicked_size:
 * @self: a line
 *
 * Returns: (nullable): the size that the buyer clicked
 */
const char *
sauda_order_line_get_clicked_size (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), NULL);
  return self->info->clicked_size;
}

/**
 * sauda_order_line_get_decided_size:
 * @self: a line
 *
 * Returns: (nullable): the size that was decided, %NULL to ship the clicked one
 */
const char *
sauda_order_line_get_decided_size (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), NULL);
  return self->info->decided_size;
}

/**
 * sauda_order_line_get_size:
 * @self: a line
 *
 * Returns: (nullable): the size to ship
 */
const char *
sauda_order_line_get_size (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), NULL);
  return sauda_order_line_info_get_size (self->info);
}

/**
 * sauda_order_line_get_quantity:
 * @self: a line
 *
 * Returns: pieces
 */
gint
sauda_order_line_get_quantity (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), 0);
  return self->info->quantity;
}

/**
 * sauda_order_line_get_amount:
 * @self: a line
 *
 * Returns: whole tenge for all its pieces, -1 when not known
 */
gint64
sauda_order_line_get_amount (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), -1);
  return self->info->amount;
}

/**
 * sauda_order_line_get_buyer:
 * @self: a line
 *
 * Returns: (nullable): the buyer's name
 */
const char *
sauda_order_line_get_buyer (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), NULL);
  return sauda_order_get_buyer (self->order);
}

/**
 * sauda_order_line_get_note:
 * @self: a line
 *
 * Returns: (not nullable): the note of its order
 */
const char *
sauda_order_line_get_note (SaudaOrderLine *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), "");
  return sauda_order_get_note (self->order);
}

/**
 * sauda_order_line_get_sort_key:
 * @self: a line
 * @key: what to sort by
 *
 * Returns: (not nullable): a text to compare with strcmp()
 */
const char *
sauda_order_line_get_sort_key (SaudaOrderLine *self, SaudaOrderLineKey key)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), "");

  switch (key) {
  case SAUDA_ORDER_LINE_KEY_STORE:
    return sauda_order_get_store (self->order);
  case SAUDA_ORDER_LINE_KEY_PRODUCT:
    return self->keys.sort_key;
  case SAUDA_ORDER_LINE_KEY_BUYER:
    return sauda_order_get_buyer_key (self->order);
  case SAUDA_ORDER_LINE_KEY_CODE:
  default:
    return sauda_order_get_code (self->order);
  }
}

/**
 * sauda_order_line_matches:
 * @self: a line
 * @folded_needle: what is looked for, as sauda_text_search_key() makes it
 *
 * Returns: whether number, store, product, SKU, buyer, town or note hold it
 */
gboolean
sauda_order_line_matches (SaudaOrderLine *self, const char *folded_needle)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LINE (self), FALSE);
  return strstr (self->keys.search_key, folded_needle) != NULL ||
         sauda_order_matches (self->order, folded_needle);
}
