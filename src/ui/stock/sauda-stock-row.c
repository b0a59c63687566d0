#include "sauda-stock-row.h"

#include "sauda-size-word.h"
#include "sauda-text.h"

struct _SaudaStockRow {
  GObject parent_instance;

  SaudaStockLevel level; /* its texts are owned */
  guint rank;            /* place by model and size */
  char *search_key;      /* (owned) (not nullable) */
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
  SaudaStockRow *self = SAUDA_STOCK_ROW (object);

  g_free (self->level.sku);
  g_free (self->level.model_key);
  g_free (self->level.model);
  g_free (self->level.size);
  g_free (self->level.supplier);
  g_free (self->search_key);
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

/* Sizes of a model stand together, growing. */
static int
compare_levels (gconstpointer a, gconstpointer b)
{
  const SaudaStockLevel *first = *(SaudaStockLevel *const *) a, *second = *(SaudaStockLevel *const *) b;
  int order = g_strcmp0 (first->model_key, second->model_key);

  if (order != 0)
    return order;
  if (first->size == NULL || second->size == NULL)
    return (first->size != NULL) - (second->size != NULL);
  return sauda_size_word_compare (first->size, second->size);
}

static SaudaStockRow *
create_row (SaudaStockLevel *level, guint rank)
{
  SaudaStockRow *self = g_object_new (SAUDA_TYPE_STOCK_ROW, NULL);
  g_autofree char *text = g_strjoin (" ", level->sku, level->model, level->model_key,
                                     level->supplier != NULL ? level->supplier : "", NULL);

  self->level = *level;
  self->rank = rank;
  level->sku = level->model_key = level->model = level->size = level->supplier = NULL;
  self->search_key = sauda_text_search_key (text);
  return self;
}

/**
 * sauda_stock_row_create_all:
 * @levels: the stock of all variants, whose texts the rows take away
 *
 * For the database's thread: with 100,000 variants it takes a while.
 *
 * Returns: (transfer full) (element-type SaudaStockRow): their rows, by model and size
 */
GPtrArray *
sauda_stock_row_create_all (SaudaStockLevels *levels)
{
  GPtrArray *rows = g_ptr_array_new_full (levels->levels->len, g_object_unref);

  g_ptr_array_sort (levels->levels, compare_levels);
  for (guint i = 0; i < levels->levels->len; i++)
    g_ptr_array_add (rows, create_row (g_ptr_array_index (levels->levels, i), i));
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
  return &self->level;
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
  return self->search_key;
}

/**
 * sauda_stock_row_follow:
 * @self: a row
 * @newer: a row of the same variant, read later
 *
 * Takes the numbers of @newer.
 *
 * Returns: whether any of them changed
 */
gboolean
sauda_stock_row_follow (SaudaStockRow *self, SaudaStockRow *newer)
{
  SaudaStockLevel *old = &self->level, *now = &newer->level;
  gboolean differs = old->counted != now->counted || old->on_hand != now->on_hand ||
                     old->to_inspect != now->to_inspect || old->reserved != now->reserved ||
                     old->buffer != now->buffer || old->on_order != now->on_order || old->sold != now->sold ||
                     old->reorder != now->reorder || old->baseline_ms != now->baseline_ms ||
                     old->supplier_id != now->supplier_id || old->available != now->available;
  SaudaStockLevel kept = *now;

  if (!differs)
    return FALSE;
  /* The texts change places and die with the other row. */
  *now = *old;
  *old = kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
  return TRUE;
}

static void
notify (SaudaStockRow *self)
{
  self->level.available = self->level.on_hand - self->level.reserved - self->level.buffer;
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
  self->level.on_hand = pieces;
  self->level.counted = TRUE;
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
  self->level.buffer = pieces;
  notify (self);
}
