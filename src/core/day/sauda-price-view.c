#include "sauda-price-view.h"

#include "sauda-connection.h"
#include "sauda-price-changes.h"
#include "sauda-rates.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many offers are read at one go; of more, a screenful comes first. */
#define FEW 2000
/* More than any screen shows. */
#define SCREENFUL "100"

/* Prices that are read one by one. */
#define FEW_PRICES 50

#define SELECT_OFFERS                                                                                        \
  "SELECT offer.id, offer.variant_id, store.name, offer.sku, coalesce (offer.title, offer.name,"             \
  " variant.model_name), offer.price, variant.cost_cny, variant.weight_grams, variant.product_type,"         \
  " kaspi.price, offer.store_id FROM offer JOIN store ON store.id = offer.store_id"                          \
  " LEFT JOIN variant ON variant.id = offer.variant_id"                                                      \
  " LEFT JOIN kaspi_offer AS kaspi ON kaspi.store_id = offer.store_id AND kaspi.sku = offer.sku"
#define EVERY " ORDER BY offer.id"
/* By product, where few enough are there to be sorted while somebody waits. */
#define EVERY_BY_NAME                                                                                        \
  " ORDER BY search_key (coalesce (variant.model_name, offer.name, offer.title, offer.sku)),"                \
  " variant.model_key, variant.id, offer.id"
#define FIRST EVERY " LIMIT " SCREENFUL
#define ONE " WHERE offer.id = ?"

static gint64
read_amount (SaudaStatement *row, int column)
{
  return sauda_statement_is_null (row, column) ? -1 : sauda_statement_get_int64 (row, column);
}

/* What a price must be. Sizes of a model mostly cost the same and stand together: it is found once. */
typedef struct {
  GPtrArray *rates; /* (not owned) (element-type SaudaRate) */
  SaudaDay today;
  char *category; /* (owned) (nullable) */
  SaudaCostRates found;
  SaudaCostItem item;
  gint64 break_even;
  gint64 floor;
  gint64 target;
  gboolean estimate;
  gboolean known;
} Pricer;

static void
price_item (Pricer *self, const char *category, const SaudaCostItem *item)
{
  gboolean same_rates = self->known && g_strcmp0 (self->category, category) == 0;

  if (same_rates && memcmp (&self->item, item, sizeof *item) == 0)
    return;
  if (!same_rates) {
    g_free (self->category);
    self->category = g_strdup (category);
    sauda_rates_find (self->rates, self->today, category, &self->found, &self->estimate);
  }
  self->known = TRUE;
  self->item = *item;
  self->break_even = sauda_cost_model_find_price (&self->found, item, 0);
  self->floor =
    MAX (self->break_even, sauda_cost_model_find_price (&self->found, item, self->found.floor_margin));
  self->target = sauda_cost_model_find_price (&self->found, item, self->found.target_margin);
}

static SaudaPriceRow *
read_row (SaudaStatement *statement, Pricer *pricer)
{
  SaudaPriceRow *row = g_new0 (SaudaPriceRow, 1);
  SaudaCostItem item;

  /* compared as a whole */
  memset (&item, 0, sizeof item);
  item.cost_cny = sauda_statement_is_null (statement, 6) ? -1 : sauda_statement_get_double (statement, 6);
  item.grams = read_amount (statement, 7);
  /* the dearer of the usual ways: a floor that holds in the city alone is none */
  item.way = SAUDA_DELIVERY_BETWEEN;
  price_item (pricer, sauda_statement_get_text (statement, 8), &item);
  row->offer_id = sauda_statement_get_int64 (statement, 0);
  row->variant_id = sauda_statement_get_int64 (statement, 1);
  row->store = g_strdup (sauda_statement_get_text (statement, 2));
  row->sku = g_strdup (sauda_statement_get_text (statement, 3));
  row->title = g_strdup (sauda_statement_get_text (statement, 4));
  row->price = read_amount (statement, 5);
  row->kaspi = read_amount (statement, 9);
  row->competitor = -1;
  row->estimate = pricer->estimate;
  row->break_even = pricer->break_even;
  row->floor = pricer->floor;
  row->target = pricer->target;
  sauda_cost_model_evaluate (&pricer->found, &item, MAX (row->price, 0), -1, &row->result);
  row->rates = pricer->found;
  row->item = item;
  row->store_id = sauda_statement_get_int64 (statement, 10);
  return row;
}

static gboolean
matches (const SaudaPriceRow *row, const SaudaPriceOrder *order, const char *const *words)
{
  g_autofree char *text = NULL, *key = NULL;

  if ((order->store != NULL && !g_str_equal (row->store, order->store)) ||
      (order->sku != NULL && !g_str_equal (row->sku, order->sku)) ||
      (order->offers != NULL && !g_hash_table_contains (order->offers, &row->offer_id)) ||
      (order->variants != NULL && !g_hash_table_contains (order->variants, &row->variant_id)))
    return FALSE;
  text = g_strjoin (" ", row->sku, row->title, NULL);
  key = sauda_text_search_key (text);
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (key, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
add_wish (SaudaPricePlan *plan, const SaudaPriceRow *row, const SaudaPriceOrder *order, guint changes_today)
{
  const gint64 *wanted = order->wanted != NULL ? g_hash_table_lookup (order->wanted, &row->offer_id) : NULL;
  SaudaPriceWish wish = { row, wanted != NULL ? *wanted : order->price, SAUDA_PRICE_FINE };

  if (wish.after < 0 && row->price <= 0)
    return;
  if (wish.after < 0)
    wish.after = sauda_price_rule_apply (row->price, order->percent, order->ending);
  wish.verdict = sauda_price_rule_judge (row->price, wish.after, row->floor, changes_today);
  switch (wish.verdict) {
  case SAUDA_PRICE_FINE:
  case SAUDA_PRICE_UNKNOWN:
    plan->fine++;
    break;
  case SAUDA_PRICE_BELOW_FLOOR:
    plan->below_floor++;
    break;
  case SAUDA_PRICE_SAME:
    break;
  default:
    plan->refused++;
  }
  g_array_append_val (plan->wishes, wish);
}

/* @which: the end of the query; @offer_id: what it asks for, or 0 */
static gboolean
read_rows (SaudaConnection *connection,
           const char *which,
           gint64 offer_id,
           gint64 now_ms,
           GPtrArray *rows,
           GError **error)
{
  g_autofree char *sql = g_strconcat (SELECT_OFFERS, which, NULL);
  g_autoptr (GPtrArray) rates = sauda_rates_list (connection, error);
  g_autoptr (GHashTable) others = rates != NULL ? sauda_competitors_read_least (connection, error) : NULL;
  SaudaStatement *select = others != NULL ? sauda_connection_prepare (connection, sql, error) : NULL;
  Pricer pricer = { .rates = rates, .today = sauda_day_from_ms (now_ms) };
  gboolean more = TRUE;

  if (select == NULL)
    return FALSE;
  if (offer_id != 0)
    sauda_statement_bind_int64 (select, 1, offer_id);
  for (;;) {
    SaudaPriceRow *row;
    const gint64 *least;

    if (!sauda_statement_step (select, &more, error) || !more)
      break;
    row = read_row (select, &pricer);
    least = g_hash_table_lookup (others, &row->offer_id);
    if (least != NULL)
      row->competitor = *least;
    g_ptr_array_add (rows, row);
  }
  g_free (pricer.category);
  return !more;
}

static gboolean
count_offers (SaudaConnection *connection, gint64 *n_offers, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (connection, "SELECT count(*) FROM offer", error);

  return count != NULL && sauda_statement_read_number (count, n_offers, error);
}

/* A few typed prices do not read the whole catalogue. */
static gboolean
read_meant (SaudaConnection *connection,
            const SaudaPriceOrder *order,
            gint64 now_ms,
            SaudaPricePlan *plan,
            GError **error)
{
  GHashTableIter iter;
  gpointer offer;
  gint64 n_offers;

  if (order->wanted == NULL || g_hash_table_size (order->wanted) > FEW_PRICES) {
    if (!read_rows (connection, EVERY, 0, now_ms, plan->rows, error))
      return FALSE;
    plan->limit = plan->rows->len;
    return TRUE;
  }
  g_hash_table_iter_init (&iter, order->wanted);
  while (g_hash_table_iter_next (&iter, &offer, NULL))
    if (!read_rows (connection, ONE, *(gint64 *) offer, now_ms, plan->rows, error))
      return FALSE;
  if (!count_offers (connection, &n_offers, error))
    return FALSE;
  plan->limit = (guint) n_offers;
  return TRUE;
}

static gboolean
may_be_done (const SaudaPriceWish *wish, const char *reason)
{
  return wish->verdict == SAUDA_PRICE_FINE || wish->verdict == SAUDA_PRICE_UNKNOWN ||
         (wish->verdict == SAUDA_PRICE_BELOW_FLOOR && reason != NULL && *reason != '\0');
}

/**
 * sauda_price_row_free:
 * @row: (transfer full): an offer
 */
void
sauda_price_row_free (SaudaPriceRow *row)
{
  g_free (row->store);
  g_free (row->sku);
  g_free (row->title);
  g_free (row);
}

/**
 * sauda_price_row_get_alarms:
 * @row: an offer
 *
 * Returns: #SaudaPriceAlarm flags
 */
guint
sauda_price_row_get_alarms (const SaudaPriceRow *row)
{
  guint alarms = 0;

  if (row->price < 0)
    return 0;
  if (row->kaspi >= 0 && row->kaspi != row->price)
    alarms |= SAUDA_PRICE_ALARM_KASPI;
  if (row->floor >= 0 && row->price < row->floor)
    alarms |= SAUDA_PRICE_ALARM_FLOOR;
  if (row->competitor >= 0 && row->competitor < row->price)
    alarms |= SAUDA_PRICE_ALARM_COMPETITOR;
  return alarms;
}

/**
 * sauda_price_plan_free:
 * @plan: (transfer full) (nullable): a plan
 */
void
sauda_price_plan_free (SaudaPricePlan *plan)
{
  if (plan == NULL)
    return;
  g_array_unref (plan->wishes);
  g_clear_pointer (&plan->rows, g_ptr_array_unref);
  g_free (plan);
}

/**
 * sauda_price_view_read:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPriceRow) (nullable): every offer with its floor, break-even,
 *   target and margin by today's rates; by product, or of thousands as they came
 */
GPtrArray *
sauda_price_view_read (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_row_free);
  gint64 n_offers;

  if (!count_offers (connection, &n_offers, error))
    return NULL;
  return read_rows (connection, n_offers > FEW ? EVERY : EVERY_BY_NAME, 0, now_ms, rows, error)
           ? g_steal_pointer (&rows)
           : NULL;
}

/**
 * sauda_price_view_read_first:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @all: (out): how many offers there are
 * @error: return location
 *
 * As sauda_price_view_read(), for who cannot wait for 100,000 offers.
 *
 * Returns: (transfer full) (element-type SaudaPriceRow) (nullable): as many of the first offers as a screen
 *   shows, or every one when there are not many; %NULL with an error of the store
 */
GPtrArray *
sauda_price_view_read_first (SaudaConnection *connection, gint64 now_ms, guint *all, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_row_free);
  gint64 n_offers;

  if (!count_offers (connection, &n_offers, error) ||
      !read_rows (connection, n_offers > FEW ? FIRST : EVERY_BY_NAME, 0, now_ms, rows, error))
    return NULL;
  *all = (guint) n_offers;
  return g_steal_pointer (&rows);
}

/**
 * sauda_price_view_read_offer:
 * @connection: inside a transaction
 * @offer_id: an offer
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the same of one offer, or %NULL with %SAUDA_PRICING_ERROR_NOT_FOUND or
 *   an error of the database
 */
SaudaPriceRow *
sauda_price_view_read_offer (SaudaConnection *connection, gint64 offer_id, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_row_free);

  if (!read_rows (connection, ONE, offer_id, now_ms, rows, error))
    return NULL;
  if (rows->len > 0)
    return g_ptr_array_steal_index (rows, 0);
  g_set_error_literal (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                       _ ("The offer is no longer in the catalogue."));
  return NULL;
}

/**
 * sauda_price_plan_make:
 * @connection: inside a transaction
 * @order: which prices, and how
 * @now_ms: UTC ms
 * @error: return location
 *
 * What a change would do: nothing is written.
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL with %SAUDA_PRICING_ERROR_NOT_FOUND when no offer
 * is meant, or an error of the store
 */
SaudaPricePlan *
sauda_price_plan_make (SaudaConnection *connection,
                       const SaudaPriceOrder *order,
                       gint64 now_ms,
                       GError **error)
{
  g_autoptr (SaudaPricePlan) plan = g_new0 (SaudaPricePlan, 1);
  g_autofree char *query = sauda_text_search_key (order->query != NULL ? order->query : "");
  g_auto (GStrv) words = g_strsplit (query, " ", -1);
  g_autoptr (GHashTable) changes = NULL;
  guint meant = 0;

  plan->wishes = g_array_new (FALSE, TRUE, sizeof (SaudaPriceWish));
  plan->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_row_free);
  if (!read_meant (connection, order, now_ms, plan, error))
    return NULL;
  changes =
    sauda_price_changes_count_since (connection, sauda_day_start_ms (sauda_day_from_ms (now_ms)), error);
  if (changes == NULL)
    return NULL;
  for (guint i = 0; i < plan->rows->len; i++) {
    const SaudaPriceRow *row = g_ptr_array_index (plan->rows, i);

    if (order->wanted != NULL ? !g_hash_table_contains (order->wanted, &row->offer_id)
                              : !matches (row, order, (const char *const *) words))
      continue;
    meant++;
    add_wish (plan, row, order, GPOINTER_TO_UINT (g_hash_table_lookup (changes, &row->offer_id)));
  }
  plan->limit = MAX (plan->limit * SAUDA_PRICE_MAX_CATALOGUE / 100, 1);
  if (meant > 0)
    return g_steal_pointer (&plan);
  g_set_error_literal (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                       _ ("No offer is meant. Check the SKU, the store or the words."));
  return NULL;
}

/* One price is told its limit by name. */
static void
refuse (const SaudaPricePlan *plan, GError **error)
{
  const SaudaPriceWish *only =
    plan->wishes->len == 1 ? &g_array_index (plan->wishes, SaudaPriceWish, 0) : NULL;

  if (only != NULL)
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT, _ ("%s: %s."), only->row->sku,
                 sauda_price_verdict_get_title (only->verdict));
  else
    g_set_error_literal (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT,
                         _ ("The limits allow none of these changes. Below the floor a reason is needed."));
}

/**
 * sauda_price_plan_apply:
 * @connection: the transaction in which the plan was made
 * @plan: a plan
 * @title: what people read in the history
 * @reason: (nullable): typed by a person: it overrules the floor and the share of the catalogue, and nothing
 *   else
 * @who: the person or the rule
 * @now_ms: UTC ms
 * @error: return location
 *
 * Changes the prices that the limits allow; they reach Kaspi with the next price list.
 *
 * Returns: the number of the change, 0 with %SAUDA_PRICING_ERROR_LIMIT when nothing may be changed or too
 * much would be, %SAUDA_PRICING_ERROR_DONE_ALREADY or an error of the store
 */
gint64
sauda_price_plan_apply (SaudaConnection *connection,
                        const SaudaPricePlan *plan,
                        const char *title,
                        const char *reason,
                        const char *who,
                        gint64 now_ms,
                        GError **error)
{
  guint allowed = plan->fine + (reason != NULL && *reason != '\0' ? plan->below_floor : 0);
  gint64 batch_id;

  if (allowed == 0) {
    refuse (plan, error);
    return 0;
  }
  if (allowed > plan->limit && (reason == NULL || *reason == '\0')) {
    g_set_error (
      error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT,
      _ ("%u prices at once are more than 5 %% of the catalogue (%u). Change fewer, or type a reason."),
      allowed, plan->limit);
    return 0;
  }
  batch_id = sauda_price_changes_begin (connection, title, reason, who, now_ms, error);
  for (guint i = 0; i < plan->wishes->len && batch_id != 0; i++) {
    const SaudaPriceWish *wish = &g_array_index (plan->wishes, SaudaPriceWish, i);

    if (may_be_done (wish, reason) &&
        !sauda_price_changes_write (connection, batch_id, wish->row->offer_id, wish->row->price, wish->after,
                                    now_ms, error))
      return 0;
  }
  return batch_id;
}

/**
 * sauda_price_row_lacks_yuan:
 * @row: an offer
 *
 * Returns: whether its cost is known, in yuan, and nobody told what a yuan costs
 */
gboolean
sauda_price_row_lacks_yuan (const SaudaPriceRow *row)
{
  return row->item.cost_cny >= 0 && row->rates.tenge_per_cny <= 0;
}
