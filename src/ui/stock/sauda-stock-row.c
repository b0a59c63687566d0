#include "sauda-stock-row.h"

struct _SaudaStockRow {
  GObject parent_instance;

  SaudaStockLevels *levels; /* (owned) (not nullable) */
  SaudaStockLevel *level;   /* (not owned) (not nullable) one of @levels */
  const char *search; /* (not owned) (not nullable) of @level: a filter reads it of every row at a letter */
  guint rank;         /* place by model and size */
};

enum { PROP_0, PROP_CHANGED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaStockRow, sauda_stock_row, G_TYPE_OBJECT)

static void
sauda_stock_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, TRUE);
}

static void
sauda_stock_row_finalize (GObject *object)
{
  sauda_stock_levels_unref (SAUDA_STOCK_ROW (object)->levels);
  G_OBJECT_CLASS (sauda_stock_row_parent_class)->finalize (object);
}

static void
sauda_stock_row_class_init (SaudaStockRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sauda_stock_row_get_property;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_row_finalize;
  properties[PROP_CHANGED] =
    g_param_spec_boolean ("changed", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
sauda_stock_row_init (SaudaStockRow *self)
{
}

/**
 * sauda_stock_row_create_all:
 * @levels: the stock of all variants
 *
 * For the database's thread: with 100,000 variants it takes a while.
 *
 * Returns: (transfer full) (element-type SaudaStockRow): their rows, by model and size
 */
GPtrArray *
sauda_stock_row_create_all (SaudaStockLevels *levels)
{
  GPtrArray *rows = g_ptr_array_new_full (levels->levels->len, g_object_unref);

  for (guint i = 0; i < levels->levels->len; i++) {
    SaudaStockRow *row = g_object_new (SAUDA_TYPE_STOCK_ROW, NULL);

    row->levels = sauda_stock_levels_ref (levels);
    row->level = g_ptr_array_index (levels->levels, i);
    row->search = row->level->search;
    row->rank = i;
    g_ptr_array_add (rows, row);
  }
  return rows;
}

/**
 * sauda_stock_row_get_level:
 * @self: a row
 *
 * Returns: (transfer none): its stock
 */
const SaudaStockLevel *
sauda_stock_row_get_level (SaudaStockRow *self)
{
  return self->level;
}

/**
 * sauda_stock_row_get_rank:
 * @self: a row
 *
 * Returns: its place by model and size
 */
guint
sauda_stock_row_get_rank (SaudaStockRow *self)
{
  return self->rank;
}

/**
 * sauda_stock_row_get_search_key:
 * @self: a row
 *
 * Returns: (transfer none): in which words are found
 */
const char *
sauda_stock_row_get_search_key (SaudaStockRow *self)
{
  return self->search;
}

/**
 * sauda_stock_row_follow:
 * @self: a row
 * @levels: read later
 * @level: of @levels, the same variant
 *
 * Takes the newer numbers.
 *
 * Returns: whether any of them changed
 */
gboolean
sauda_stock_row_follow (SaudaStockRow *self, SaudaStockLevels *levels, SaudaStockLevel *level)
{
  const SaudaStockLevel *old = self->level;
  gboolean differs = old->counted != level->counted || old->on_hand != level->on_hand ||
                     old->to_inspect != level->to_inspect || old->reserved != level->reserved ||
                     old->buffer != level->buffer || old->on_order != level->on_order ||
                     old->sold != level->sold || old->reorder != level->reorder ||
                     old->baseline_ms != level->baseline_ms || old->supplier_id != level->supplier_id ||
                     old->available != level->available;
  g_autoptr (SaudaStockLevels) before = self->levels;

  /* The old ones go as soon as no row looks at them any more. */
  self->levels = sauda_stock_levels_ref (levels);
  self->level = level;
  self->search = level->search;
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
  return differs;
}

/**
 * sauda_stock_row_take_over:
 * @self: a row that is shown
 * @newer: the same variant, among others than before
 *
 * Takes the newer numbers and place, and stays the object that selection and undo know.
 */
void
sauda_stock_row_take_over (SaudaStockRow *self, SaudaStockRow *newer)
{
  self->rank = newer->rank;
  sauda_stock_row_follow (self, newer->levels, newer->level);
}

static void
notify (SaudaStockRow *self)
{
  self->level->available = self->level->on_hand - self->level->reserved - self->level->buffer;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/**
 * sauda_stock_row_set_on_hand:
 * @self: a row
 * @pieces: on the shelf
 *
 * Shows a count; does not write it down.
 */
void
sauda_stock_row_set_on_hand (SaudaStockRow *self, gint64 pieces)
{
  self->level->on_hand = pieces;
  self->level->counted = TRUE;
  notify (self);
}

/**
 * sauda_stock_row_set_buffer:
 * @self: a row
 * @pieces: kept back
 *
 * Shows them; does not write them down.
 */
void
sauda_stock_row_set_buffer (SaudaStockRow *self, gint64 pieces)
{
  self->level->buffer = pieces;
  notify (self);
}
