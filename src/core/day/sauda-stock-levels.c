#include "sauda-stock-levels.h"

#include "sauda-connection.h"
#include "sauda-purchase.h"
#include "sauda-size-word.h"
#include "sauda-stock-buffer.h"
#include "sauda-stock-ledger.h"
#include "sauda-stock-sums.h"
#include "sauda-text.h"
#include "sauda-time.h"

#include <string.h>

/* So many variants are read at one go; of more, a screenful comes first. */
#define FEW 2000
/* More than any screen shows. */
#define SCREENFUL "100"

#define SELECT_VARIANTS "SELECT id, sku, model_key, model_name, size, search_key FROM variant"
/* Models as a whole, or advice to one would not be what it will be. */
#define SELECT_FIRST                                                                                         \
  SELECT_VARIANTS " WHERE model_key <= (SELECT model_key FROM variant ORDER BY model_key LIMIT 1"            \
                  " OFFSET " SCREENFUL ")"

typedef struct {
  SaudaStockLevels *levels; /* (not owned) */
  GHashTable *sold;         /* (owned) (element-type gint64 guint*) pieces by day, by variant */
  GHashTable *suppliers;    /* (owned) (element-type utf8 SaudaSupplier) by model */
  gint64 now_ms;
} Reader;

/* A place in the order of models and sizes. */
typedef struct {
  guint64 key;
  SaudaStockLevel *level;
} Place;

static const char *
keep (GStringChunk *texts, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (texts, text) : NULL;
}

/* The catalogue keeps a key of its own, with brand and colour; who has none is found by what is seen. */
static const char *
make_search (SaudaStockLevels *self, const SaudaStockLevel *level, const char *known)
{
  g_autofree char *text = NULL, *key = NULL;

  if (known != NULL && *known != '\0')
    return g_string_chunk_insert (self->texts, known);
  text = g_strjoin (" ", level->sku, level->model, level->model_key, NULL);
  key = sauda_text_search_key (text);
  return g_string_chunk_insert (self->texts, key);
}

static gboolean
read_variants (SaudaStockLevels *self, SaudaConnection *connection, gboolean first, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, first ? SELECT_FIRST " ORDER BY id" : SELECT_VARIANTS " ORDER BY id", error);
  SaudaStockLevel before = { .model_key = "", .model = "" };
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    SaudaStockLevel level = { .days_cover = -1 };
    const char *model_key, *model;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    model_key = sauda_statement_get_text (select, 2);
    model = sauda_statement_get_text (select, 3);
    level.variant_id = sauda_statement_get_int64 (select, 0);
    level.sku = g_string_chunk_insert (self->texts, sauda_statement_get_text (select, 1));
    /* Sizes of a model mostly stand together in the file that they came from. */
    level.model_key =
      strcmp (model_key, before.model_key) == 0 ? before.model_key : keep (self->texts, model_key);
    level.model = strcmp (model, before.model) == 0 ? before.model : keep (self->texts, model);
    level.size = keep (self->texts, sauda_statement_get_text (select, 4));
    level.search = make_search (self, &level, sauda_statement_get_text (select, 5));
    g_array_append_val (self->by_id, level);
    before = level;
  }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  return sauda_size_word_compare (*(const char *const *) a, *(const char *const *) b);
}

/* Each text is compared once with its like, and not once for every variant that has it. */
static GHashTable *
rank_texts (GHashTable *texts, GCompareFunc compare)
{
  GHashTable *ranks = g_hash_table_new (NULL, NULL);
  g_autofree gpointer *sorted = NULL;
  guint n;

  sorted = g_hash_table_get_keys_as_array (texts, &n);
  qsort (sorted, n, sizeof *sorted, compare);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (ranks, sorted[i], GUINT_TO_POINTER (i + 1));
  return ranks;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint64 first = ((const Place *) a)->key, second = ((const Place *) b)->key;

  return (first > second) - (first < second);
}

static void
sort_levels (SaudaStockLevels *self)
{
  g_autoptr (GHashTable) models = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) sizes = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) model_ranks = NULL;
  g_autoptr (GHashTable) size_ranks = NULL;
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), self->by_id->len);

  for (guint i = 0; i < self->by_id->len; i++) {
    const SaudaStockLevel *level = &g_array_index (self->by_id, SaudaStockLevel, i);

    g_hash_table_add (models, (gpointer) level->model_key);
    if (level->size != NULL)
      g_hash_table_add (sizes, (gpointer) level->size);
  }
  model_ranks = rank_texts (models, compare_texts);
  size_ranks = rank_texts (sizes, compare_sizes);
  for (guint i = 0; i < self->by_id->len; i++) {
    SaudaStockLevel *level = &g_array_index (self->by_id, SaudaStockLevel, i);
    guint64 model = GPOINTER_TO_UINT (g_hash_table_lookup (model_ranks, level->model_key));
    guint64 size = level->size != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (size_ranks, level->size)) : 0;

    g_array_append_val (places, ((Place){ model << 32 | size, level }));
  }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (self->levels, g_array_index (places, Place, i).level);
}

static GArray *
list_ids (const SaudaStockLevels *self)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->by_id->len);

  for (guint i = 0; i < self->by_id->len; i++)
    g_array_append_val (ids, g_array_index (self->by_id, SaudaStockLevel, i).variant_id);
  return ids;
}

static gboolean
read_sums (SaudaStockLevels *self, SaudaConnection *connection, gboolean first, GError **error)
{
  g_autoptr (GArray) ids = first ? list_ids (self) : NULL;
  g_autoptr (GArray) sums = sauda_stock_sums_read (connection, ids, error);
  g_autoptr (GHashTable) on_order = sums != NULL ? sauda_purchase_read_on_order (connection, error) : NULL;
  /* also of variants that nobody counted, which have no sum */
  g_autoptr (GHashTable) buffers = on_order != NULL ? sauda_stock_buffer_read (connection, error) : NULL;
  gint64 usual_buffer;
  guint next = 0;

  if (buffers == NULL || !sauda_stock_buffer_get_usual (connection, &usual_buffer, error))
    return FALSE;
  for (guint i = 0; i < self->by_id->len; i++) {
    SaudaStockLevel *level = &g_array_index (self->by_id, SaudaStockLevel, i);
    const gint64 *coming = g_hash_table_lookup (on_order, &level->variant_id);
    const gint64 *buffer = g_hash_table_lookup (buffers, &level->variant_id);
    const SaudaStockSum *sum = NULL;

    /* Both are in the order of their numbers. */
    while (next < sums->len && g_array_index (sums, SaudaStockSum, next).variant_id < level->variant_id)
      next++;
    if (next < sums->len && g_array_index (sums, SaudaStockSum, next).variant_id == level->variant_id)
      sum = &g_array_index (sums, SaudaStockSum, next);
    level->buffer = buffer != NULL ? *buffer : usual_buffer;
    level->on_order = coming != NULL ? *coming : 0;
    if (sum == NULL)
      continue;
    level->counted = TRUE;
    level->on_hand = sum->on_hand;
    level->to_inspect = sum->to_inspect;
    level->baseline_ms = sum->baseline_ms;
  }
  return TRUE;
}

/* What came back or was cancelled was no demand. */
static gboolean
is_demand (const SaudaOrderDemand *line)
{
  return line->stage != SAUDA_STAGE_CANCELLED && line->stage != SAUDA_STAGE_CANCELLING &&
         line->stage != SAUDA_STAGE_RETURNED && line->stage != SAUDA_STAGE_RETURN_REQUESTED;
}

/* Days of 24 hours back from now: a calendar day that is not over would count as one with few sales. */
static void
count_sold (Reader *self, const SaudaOrderDemand *line)
{
  gint64 at_ms = line->created_ms != 0 ? line->created_ms : line->first_seen_ms;
  gint64 day = SAUDA_REORDER_DAYS - 1 - MAX (self->now_ms - at_ms, 0) / SAUDA_MS_PER_DAY;
  guint *days;

  if (!is_demand (line) || day < 0)
    return;
  days = g_hash_table_lookup (self->sold, &line->variant_id);
  if (days == NULL) {
    days = g_new0 (guint, SAUDA_REORDER_DAYS);
    g_hash_table_insert (self->sold, g_memdup2 (&line->variant_id, sizeof (gint64)), days);
  }
  days[day] += (guint) MAX (line->quantity, 0);
}

static gboolean
take_lines (Reader *self, SaudaConnection *connection, GError **error)
{
  g_autoptr (GArray) lines =
    sauda_order_demand_list (connection, self->now_ms - SAUDA_REORDER_DAYS * SAUDA_MS_PER_DAY, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++) {
    const SaudaOrderDemand *line = &g_array_index (lines, SaudaOrderDemand, i);
    SaudaStockLevel *level = sauda_stock_levels_find (self->levels, line->variant_id);
    gboolean open = sauda_stock_demand_is_open (line), moved = FALSE;

    if (level == NULL) {
      self->levels->unlinked += open;
      continue;
    }
    count_sold (self, line);
    if (open) {
      g_autofree char *key = sauda_stock_demand_make_key (line->line_id);

      if (!sauda_stock_ledger_has (connection, key, &moved, error))
        return FALSE;
    }
    if (open && !moved)
      level->reserved += line->quantity;
  }
  return TRUE;
}

static const char *
add_words (GStringChunk *texts, const char *search, const char *words)
{
  g_autofree char *key = sauda_text_search_key (words);
  g_autofree char *both = g_strconcat (search, " ", key, NULL);

  return g_string_chunk_insert (texts, both);
}

static void
advise_model (Reader *self, SaudaStockLevel **levels, guint n)
{
  static const guint nothing[SAUDA_REORDER_DAYS];
  const SaudaSupplier *supplier = g_hash_table_lookup (self->suppliers, levels[0]->model_key);
  SaudaReorderRule rule = SAUDA_REORDER_RULE_INIT;
  g_autofree SaudaReorderSize *sizes = g_new0 (SaudaReorderSize, n);
  g_autofree SaudaReorderAdvice *advice = g_new0 (SaudaReorderAdvice, n);
  gboolean sold = FALSE;

  for (guint i = 0; i < n; i++) {
    const guint *days = g_hash_table_lookup (self->sold, &levels[i]->variant_id);

    sold |= days != NULL;
    sizes[i] = (SaudaReorderSize){ days != NULL ? days : nothing, levels[i]->available, levels[i]->on_order };
    if (supplier != NULL) {
      levels[i]->supplier = keep (self->levels->texts, supplier->name);
      levels[i]->supplier_id = supplier->id;
      levels[i]->search = add_words (self->levels->texts, levels[i]->search, supplier->name);
      rule = supplier->rule;
    }
  }
  if (!sold)
    return;
  sauda_reorder_advise (&rule, sizes, n, SAUDA_REORDER_DAYS, advice);
  for (guint i = 0; i < n; i++) {
    levels[i]->sold = advice[i].sold_cover;
    levels[i]->per_day = advice[i].per_day;
    levels[i]->days_cover = levels[i]->counted ? advice[i].days_cover : -1;
    levels[i]->safety_stock = advice[i].safety_stock;
    levels[i]->reorder_point = advice[i].reorder_point;
    levels[i]->reorder = levels[i]->counted ? advice[i].proposal : 0;
    levels[i]->low = levels[i]->counted && advice[i].low;
  }
}

static void
advise (Reader *self)
{
  GPtrArray *levels = self->levels->levels;
  guint first = 0;

  for (guint i = 0; i < levels->len; i++) {
    SaudaStockLevel *level = g_ptr_array_index (levels, i);

    level->available = level->on_hand - level->reserved - level->buffer;
  }
  for (guint i = 1; i <= levels->len; i++) {
    const SaudaStockLevel *before = g_ptr_array_index (levels, i - 1);

    if (i < levels->len &&
        ((SaudaStockLevel *) g_ptr_array_index (levels, i))->model_key == before->model_key)
      continue;
    advise_model (self, (SaudaStockLevel **) levels->pdata + first, i - first);
    first = i;
  }
}

/* @first: as many models as a screen shows, or all */
static SaudaStockLevels *
read_levels (SaudaConnection *connection, gint64 now_ms, gboolean first, GError **error)
{
  g_autoptr (SaudaStockLevels) levels = g_new0 (SaudaStockLevels, 1);
  g_autoptr (GHashTable) sold = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) suppliers = sauda_supplier_read_models (connection, error);
  Reader reader = { levels, sold, suppliers, now_ms };

  g_atomic_ref_count_init (&levels->references);
  levels->levels = g_ptr_array_new ();
  levels->by_id = g_array_new (FALSE, FALSE, sizeof (SaudaStockLevel));
  levels->texts = g_string_chunk_new (64 * 1024);
  if (suppliers == NULL || !read_variants (levels, connection, first, error))
    return NULL;
  levels->all = levels->by_id->len;
  sort_levels (levels);
  if (!read_sums (levels, connection, first, error) || !take_lines (&reader, connection, error))
    return NULL;
  advise (&reader);
  return g_steal_pointer (&levels);
}

/**
 * sauda_stock_demand_is_open:
 * @demand: a line
 *
 * Returns: whether its pieces are still with the merchant
 */
gboolean
sauda_stock_demand_is_open (const SaudaOrderDemand *demand)
{
  switch (demand->stage) {
  case SAUDA_STAGE_NEW:
  case SAUDA_STAGE_SIGNING:
  case SAUDA_STAGE_PREORDER:
  case SAUDA_STAGE_PACKING:
  case SAUDA_STAGE_HANDOVER:
  case SAUDA_STAGE_PICKUP:
  case SAUDA_STAGE_OWN_DELIVERY:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * sauda_stock_demand_is_sold:
 * @demand: a line
 *
 * Returns: whether its pieces left the shelf: they are packed, which a saved label shows where the source
 *   cannot tell (kaspi-api 9.1), or are gone
 */
gboolean
sauda_stock_demand_is_sold (const SaudaOrderDemand *demand)
{
  switch (demand->stage) {
  case SAUDA_STAGE_HANDOVER:
  case SAUDA_STAGE_DELIVERY:
  case SAUDA_STAGE_COMPLETED:
    return TRUE;
  case SAUDA_STAGE_PACKING:
    return demand->has_label && demand->assembled != SAUDA_FACT_NO;
  default:
    return FALSE;
  }
}

/**
 * sauda_stock_demand_make_key:
 * @line_id: a line of an order
 *
 * Returns: (transfer full): what makes its sale the only one in the ledger
 */
char *
sauda_stock_demand_make_key (gint64 line_id)
{
  return g_strdup_printf ("sale/%" G_GINT64_FORMAT, line_id);
}

/**
 * sauda_stock_levels_read:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the stock of every variant, with what sells and what to order, or
 *   %NULL with an error of the store
 */
SaudaStockLevels *
sauda_stock_levels_read (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  return read_levels (connection, now_ms, FALSE, error);
}

/**
 * sauda_stock_levels_read_first:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @error: return location
 *
 * 100,000 variants take most of a third of a second: a person sees where they begin after a tenth of that.
 *
 * Returns: (transfer full) (nullable): the stock of as many of the first models as a screen shows, or of
 * every variant when there are not many; %NULL with an error of the store
 */
SaudaStockLevels *
sauda_stock_levels_read_first (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (connection, "SELECT count(*) FROM variant", error);
  SaudaStockLevels *levels;
  gint64 all;

  if (count == NULL || !sauda_statement_read_number (count, &all, error))
    return NULL;
  levels = read_levels (connection, now_ms, all > FEW, error);
  if (levels != NULL)
    levels->all = (guint) all;
  return levels;
}

/**
 * sauda_stock_levels_ref:
 * @levels: levels
 *
 * Returns: (transfer full): @levels
 */
SaudaStockLevels *
sauda_stock_levels_ref (SaudaStockLevels *levels)
{
  g_atomic_ref_count_inc (&levels->references);
  return levels;
}

/**
 * sauda_stock_levels_unref:
 * @levels: (transfer full): levels
 */
void
sauda_stock_levels_unref (SaudaStockLevels *levels)
{
  if (!g_atomic_ref_count_dec (&levels->references))
    return;
  g_ptr_array_unref (levels->levels);
  g_array_unref (levels->by_id);
  g_string_chunk_free (levels->texts);
  g_free (levels);
}

/**
 * sauda_stock_levels_find:
 * @levels: levels
 * @variant_id: a variant
 *
 * Returns: (transfer none) (nullable): its stock
 */
SaudaStockLevel *
sauda_stock_levels_find (const SaudaStockLevels *levels, gint64 variant_id)
{
  guint from = 0, to = levels->by_id->len;

  while (from < to) {
    guint middle = from + (to - from) / 2;
    SaudaStockLevel *level = &g_array_index (levels->by_id, SaudaStockLevel, middle);

    if (level->variant_id == variant_id)
      return level;
    if (level->variant_id < variant_id)
      from = middle + 1;
    else
      to = middle;
  }
  return NULL;
}
