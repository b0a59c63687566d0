#include "sauda-gates-private.h"

#include "sauda-stores.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MEGABYTE (1024.0 * 1024.0)

/* A price outside of these is a slip of the cabinet or of the file. */
#define MIN_PRICE 50
#define MAX_PRICE 5000000
#define MAX_QUANTITY 500

/* So many times more or less than the same goods cost otherwise, where there are enough of them to tell. */
#define UNUSUAL_TIMES 10
#define LEAST_PRICES 5

static gboolean
is_open (const SaudaOrderInfo *order)
{
  switch (order->stage) {
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

static void
add_row (SaudaGateRows *rows, const SaudaOrderInfo *order, const char *what)
{
  g_ptr_array_add (rows->sentences, g_strdup_printf ("%s %s: %s", order->store, order->code, what));
  g_array_append_val (rows->order_ids, order->id);
}

static double
measure_orders (const SaudaGateFacts *facts)
{
  guint count = 0;

  for (guint i = 0; i < facts->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (facts->orders, i);

    count += is_open (order) || order->created_ms > facts->now_ms - SAUDA_GATES_WEEK_MS;
  }
  return count;
}

static gboolean
is_below_zero (const SaudaGateFacts *facts, const SaudaOrderInfo *order)
{
  return g_hash_table_contains (facts->below_zero, &order->id);
}

static const char *
find_gap (const SaudaGateFacts *facts, const SaudaOrderInfo *order, const SaudaOrderLineInfo *line)
{
  if (line->amount < 0 && order->lines->len == 1 && !is_below_zero (facts, order))
    return _ ("the amount is not known");
  if (line->title == NULL || *line->title == '\0')
    return _ ("the name of the product is not known");
  if (order->status == NULL)
    return _ ("the status is not known");
  if (order->kaspi_delivery && order->planned_handover_ms == 0)
    return _ ("the day of hand-over is not known");
  return NULL;
}

static const char *
find_no_variant (const SaudaGateFacts *facts, const SaudaOrderInfo *order, const SaudaOrderLineInfo *line)
{
  return line->variant_id == 0 ? _ ("the SKU is not in the catalogue") : NULL;
}

static const char *
find_no_size (const SaudaGateFacts *facts, const SaudaOrderInfo *order, const SaudaOrderLineInfo *line)
{
  return sauda_order_line_info_get_size (line) == NULL ? _ ("no size is known") : NULL;
}

typedef const char *(*FindFunc) (const SaudaGateFacts *facts,
                                 const SaudaOrderInfo *order,
                                 const SaudaOrderLineInfo *line);

/* Share of the open lines of which @find says something. */
static double
measure_lines (const SaudaGateFacts *facts, FindFunc find, SaudaGateRows *rows)
{
  guint lines = 0, found = 0;

  for (guint i = 0; i < facts->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (facts->orders, i);

    for (guint k = 0; is_open (order) && k < order->lines->len; k++) {
      const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, k);
      const char *what = find (facts, order, line);

      lines++;
      if (what == NULL)
        continue;
      found++;
      g_ptr_array_add (rows->sentences,
                       g_strdup_printf ("%s %s, %s: %s", order->store, order->code, line->sku, what));
      g_array_append_val (rows->order_ids, order->id);
    }
  }
  return lines > 0 ? 100.0 * found / lines : 0;
}

static double
get_price (const SaudaOrderLineInfo *line)
{
  return (double) line->amount / line->quantity;
}

static int
compare_prices (gconstpointer a, gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static char *
name_goods (const SaudaOrderInfo *order, const SaudaOrderLineInfo *line)
{
  return g_strconcat (order->store, "\n", line->sku, NULL);
}

/* What a piece of each goods cost in each line that tells, sorted. */
static GHashTable *
list_prices (GPtrArray *orders)
{
  GHashTable *prices =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  gpointer of_goods;

  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    for (guint k = 0; k < order->lines->len; k++) {
      const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, k);
      g_autofree char *goods = name_goods (order, line);
      GArray *known = g_hash_table_lookup (prices, goods);
      double price;

      if (line->amount < 0 || line->quantity < 1)
        continue;
      if (known == NULL) {
        known = g_array_new (FALSE, FALSE, sizeof (double));
        g_hash_table_insert (prices, g_steal_pointer (&goods), known);
      }
      price = get_price (line);
      g_array_append_val (known, price);
    }
  }
  g_hash_table_iter_init (&iter, prices);
  while (g_hash_table_iter_next (&iter, NULL, &of_goods))
    g_array_sort (of_goods, compare_prices);
  return prices;
}

static gboolean
is_unusual (GHashTable *prices, const SaudaOrderInfo *order, const SaudaOrderLineInfo *line)
{
  g_autofree char *goods = name_goods (order, line);
  const GArray *known = g_hash_table_lookup (prices, goods);
  double price = get_price (line), median;

  if (known == NULL || known->len < LEAST_PRICES)
    return FALSE;
  median = g_array_index (known, double, known->len / 2);
  return price >= median * UNUSUAL_TIMES || price * UNUSUAL_TIMES <= median;
}

static const char *
find_wrong_sum (const SaudaGateFacts *facts, GHashTable *prices, const SaudaOrderInfo *order)
{
  gint64 sum = 0;

  if (is_below_zero (facts, order))
    return _ ("Kaspi tells an amount below zero");
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);

    if (line->quantity < 1 || line->quantity > MAX_QUANTITY)
      return _ ("so many pieces cannot be right");
    if (line->amount >= 0 && (get_price (line) < MIN_PRICE || get_price (line) > MAX_PRICE))
      return _ ("the price of a piece cannot be right");
    if (line->amount >= 0 && is_unusual (prices, order, line))
      return _ ("the price of a piece is far from the usual one");
    sum = sum < 0 || line->amount < 0 ? -1 : sum + line->amount;
  }
  if (order->lines->len == 0)
    return _ ("the order has no lines");
  if (sum >= 0 && order->total >= 0 && sum != order->total)
    return _ ("the lines do not add up to the order’s sum");
  return NULL;
}

static double
measure_sums (const SaudaGateFacts *facts, SaudaGateRows *rows)
{
  g_autoptr (GHashTable) prices = list_prices (facts->orders);

  for (guint i = 0; i < facts->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (facts->orders, i);
    const char *what = is_open (order) ? find_wrong_sum (facts, prices, order) : NULL;

    if (what != NULL)
      add_row (rows, order, what);
  }
  return rows->sentences->len;
}

static double
measure_drift (const SaudaGateFacts *facts, SaudaGateRows *rows)
{
  for (gsize i = 0; facts->missing[i] != NULL; i++)
    g_ptr_array_add (rows->sentences,
                     g_strdup_printf (_ ("The last order sheet lacked the column “%s”."), facts->missing[i]));
  return rows->sentences->len;
}

/* Kaspi's answers tell its time; and what was read or written cannot be of tomorrow. */
static double
measure_clock (const SaudaGateFacts *facts)
{
  gint64 latest = 0;

  /* The practice day is put back by whoever practises. */
  if (facts->practice)
    return ABS (facts->kaspi_ahead_ms) / 60000;
  for (guint i = 0; i < facts->stores->len; i++)
    latest = MAX (latest, ((SaudaStoreInfo *) g_ptr_array_index (facts->stores, i))->last_sync_ms);
  for (guint i = 0; i < facts->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (facts->orders, i);

    latest = MAX (latest, order->created_ms);
    for (guint k = 0; k < order->lines->len; k++)
      latest = MAX (latest, ((SaudaOrderLineInfo *) g_ptr_array_index (order->lines, k))->decided_ms);
  }
  return MAX (latest - facts->now_ms, ABS (facts->kaspi_ahead_ms)) / 60000;
}

static double
measure_sync (const SaudaGateFacts *facts, SaudaGateRows *rows)
{
  gint64 age = 0;

  for (guint i = 0; i < facts->stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (facts->stores, i);
    gint64 minutes = (facts->now_ms - store->last_sync_ms) / 60000;

    if (store->trust < SAUDA_TRUST_READ || store->stopped)
      continue;
    age = MAX (age, minutes);
    if (store->last_sync_ms == 0)
      g_ptr_array_add (rows->sentences, g_strdup_printf (_ ("%s was never read."), store->name));
    else if (minutes > facts->thresholds[SAUDA_GATE_SYNC])
      g_ptr_array_add (rows->sentences,
                       g_strdup_printf (_ ("%s was read %u min ago."), store->name, (guint) minutes));
  }
  return age;
}

static double
measure_disk (const SaudaGateFacts *facts)
{
  g_autoptr (GFile) folder = g_file_new_for_path (facts->folder);
  g_autoptr (GFileInfo) info =
    g_file_query_filesystem_info (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);

  return info != NULL
           ? (double) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) / MEGABYTE
           : 0;
}

static double
measure_labels (const SaudaGateFacts *facts, SaudaGateRows *rows)
{
  SaudaDay today = sauda_day_from_ms (facts->now_ms);

  for (guint i = 0; i < facts->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (facts->orders, i);

    if (order->stage == SAUDA_STAGE_HANDOVER && order->kaspi_delivery && order->label_path == NULL &&
        order->planned_handover_ms > 0 && sauda_day_from_ms (order->planned_handover_ms) <= today)
      add_row (rows, order, _ ("assembled and due, but without a label"));
  }
  return rows->sentences->len;
}

static gboolean
have_same_lines (const SaudaOrderInfo *one, const SaudaOrderInfo *other)
{
  if (one->lines->len != other->lines->len)
    return FALSE;
  for (guint i = 0; i < one->lines->len; i++) {
    const SaudaOrderLineInfo *a = g_ptr_array_index (one->lines, i), *b = g_ptr_array_index (other->lines, i);

    if (strcmp (a->sku, b->sku) != 0 || a->quantity != b->quantity)
      return FALSE;
  }
  return TRUE;
}

/* Two stores may have the same number by chance; with the same lines it is one order taken in twice. */
static double
measure_duplicates (const SaudaGateFacts *facts, SaudaGateRows *rows)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < facts->orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (facts->orders, i), *other;

    if (!is_open (order))
      continue;
    other = order->label_sha256 != NULL ? g_hash_table_lookup (labels, order->label_sha256) : NULL;
    if (other != NULL) {
      g_autofree char *what = g_strdup_printf (_ ("has the same label as %s"), other->code);

      add_row (rows, order, what);
    } else if (order->label_sha256 != NULL) {
      g_hash_table_insert (labels, order->label_sha256, order);
    }
    other = g_hash_table_lookup (codes, order->code);
    if (other != NULL && have_same_lines (order, other)) {
      g_autofree char *what = g_strdup_printf (_ ("is the same order as in %s"), other->store);

      add_row (rows, order, what);
    }
    g_hash_table_insert (codes, order->code, order);
  }
  return rows->sentences->len;
}

void
sauda_gate_measure (SaudaGateKind kind, const SaudaGateFacts *facts, double *value, SaudaGateRows *rows)
{
  switch (kind) {
  case SAUDA_GATE_ORDERS:
    *value = measure_orders (facts);
    return;
  case SAUDA_GATE_COLUMNS:
    *value = measure_lines (facts, find_gap, rows);
    return;
  case SAUDA_GATE_SUMS:
    *value = measure_sums (facts, rows);
    return;
  case SAUDA_GATE_DRIFT:
    *value = measure_drift (facts, rows);
    return;
  case SAUDA_GATE_UNMAPPED:
    *value = measure_lines (facts, find_no_variant, rows);
    return;
  case SAUDA_GATE_SIZES:
    *value = measure_lines (facts, find_no_size, rows);
    return;
  case SAUDA_GATE_CLOCK:
    *value = measure_clock (facts);
    return;
  case SAUDA_GATE_SYNC:
    *value = measure_sync (facts, rows);
    return;
  case SAUDA_GATE_DISK:
    *value = measure_disk (facts);
    return;
  case SAUDA_GATE_LABELS:
    *value = measure_labels (facts, rows);
    return;
  case SAUDA_GATE_DUPLICATES:
    *value = measure_duplicates (facts, rows);
    return;
  case SAUDA_N_GATES:
  default:
    *value = 0;
  }
}
