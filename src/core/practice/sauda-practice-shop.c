#include "sauda-practice-shop-private.h"

#include "sauda-practice-day-private.h"
#include "sauda-practice-generator-private.h"
#include "sauda-practice-rules-private.h"

/* From assembling to the label: the contract says 1 to 5 s; a press on a hundred orders shall not take
 * minutes. */
#define WAYBILL_MIN_MS 1000
#define WAYBILL_SPREAD_MS 1000

struct _SaudaPracticeShop {
  SaudaPracticeOptions *options; /* (owned) (not nullable) */
  SaudaPracticeJournal *journal; /* (owned) (not nullable) */
  GPtrArray *offers;             /* (owned) (not nullable) (element-type SaudaPracticeOffer) */
  SaudaPracticeDay day;
  GPtrArray *orders;   /* (owned) (nullable) (element-type SaudaPracticeOrder): the newest first */
  GHashTable *by_id;   /* (owned) (nullable): id → order, both of @orders */
  GHashTable *by_code; /* (owned) (nullable): code → order, both of @orders */
  gint64 last_act;     /* id of the last act that @orders show */
};

/* Someone else may have reset the folder: then everything begins again. */
static gboolean
load_day (SaudaPracticeShop *self, GError **error)
{
  SaudaPracticeDay day;

  if (!sauda_practice_day_read_or_write (self->options, self->journal, &day, error))
    return FALSE;
  if (day.id == self->day.id)
    return TRUE;
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->by_code, g_hash_table_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  self->day = day;
  self->last_act = 0;
  self->orders = sauda_practice_generate (&day, self->offers);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->orders->len; i++) {
    SaudaPracticeOrder *order = g_ptr_array_index (self->orders, i);

    g_hash_table_insert (self->by_id, order->id, order);
    g_hash_table_insert (self->by_code, order->code, order);
  }
  return TRUE;
}

static gboolean
replay (SaudaPracticeShop *self, GError **error)
{
  g_autoptr (GPtrArray) acts = sauda_practice_journal_read (self->journal, self->last_act, error);

  if (acts == NULL)
    return FALSE;
  for (guint i = 0; i < acts->len; i++) {
    const SaudaPracticeAct *act = g_ptr_array_index (acts, i);
    SaudaPracticeOrder *order = g_hash_table_lookup (self->by_code, act->order_code);

    if (order != NULL)
      sauda_practice_rules_apply (order, act);
    self->last_act = act->id;
  }
  return TRUE;
}

static gint64
get_waybill_delay_ms (SaudaPracticeShop *self)
{
  if (self->options->waybill_delay_ms > 0)
    return self->options->waybill_delay_ms;
  return WAYBILL_MIN_MS + g_random_int_range (0, WAYBILL_SPREAD_MS);
}

/* Inside a transaction, on orders that show every act. */
static gboolean
judge_and_keep (SaudaPracticeShop *self,
                const SaudaPracticeOrder *order,
                SaudaPracticeAct *act,
                const char **refusal,
                GError **error)
{
  *refusal = sauda_practice_rules_judge (order, act);
  if (*refusal != NULL)
    act->outcome = SAUDA_PRACTICE_OUTCOME_REFUSED;
  act->received_ms = g_get_real_time () / 1000;
  if (act->places > 0 && act->outcome == SAUDA_PRACTICE_OUTCOME_DONE)
    act->waybill_ready_ms = act->received_ms + get_waybill_delay_ms (self);
  return sauda_practice_journal_append (self->journal, act, error);
}

/**
 * sauda_practice_shop_new:
 * @options: the folder, and what to make when it is new
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the stores as they were left, or %NULL with
 * %SAUDA_PRACTICE_ERROR_FOLDER
 */
SaudaPracticeShop *
sauda_practice_shop_new (const SaudaPracticeOptions *options, GError **error)
{
  g_autoptr (SaudaPracticeShop) self = g_new0 (SaudaPracticeShop, 1);

  self->options = sauda_practice_options_copy (options);
  self->offers = sauda_practice_offers_read ();
  self->journal = sauda_practice_journal_open (options->folder, error);
  if (self->journal == NULL || !sauda_practice_shop_refresh (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sauda_practice_shop_free:
 * @shop: (transfer full): the stores
 */
void
sauda_practice_shop_free (SaudaPracticeShop *shop)
{
  g_clear_pointer (&shop->by_id, g_hash_table_unref);
  g_clear_pointer (&shop->by_code, g_hash_table_unref);
  g_clear_pointer (&shop->orders, g_ptr_array_unref);
  g_clear_pointer (&shop->offers, g_ptr_array_unref);
  g_clear_pointer (&shop->journal, sauda_practice_journal_free);
  g_clear_pointer (&shop->options, sauda_practice_options_free);
  g_free (shop);
}

/**
 * sauda_practice_shop_refresh:
 * @shop: the stores
 * @error: return location
 *
 * Takes over what another process did to the same folder. Orders from before are not valid after it.
 *
 * Returns: whether the orders show every act
 */
gboolean
sauda_practice_shop_refresh (SaudaPracticeShop *shop, GError **error)
{
  SaudaPracticeDay day;
  gboolean loaded;

  if (!sauda_practice_journal_read_day (shop->journal, &day, error))
    return FALSE;
  if (day.id != 0 && day.id == shop->day.id)
    return replay (shop, error);
  if (!sauda_practice_journal_begin (shop->journal, error))
    return FALSE;
  loaded = load_day (shop, error);
  return sauda_practice_journal_end (shop->journal, loaded, loaded ? error : NULL) && loaded &&
         replay (shop, error);
}

/**
 * sauda_practice_shop_get_seed:
 * @shop: the stores
 *
 * Returns: what the practice day was made from
 */
guint
sauda_practice_shop_get_seed (SaudaPracticeShop *shop)
{
  return shop->day.seed;
}

/**
 * sauda_practice_shop_get_orders:
 * @shop: the stores
 *
 * Returns: (transfer none) (element-type SaudaPracticeOrder): the orders of all stores, the newest first
 */
GPtrArray *
sauda_practice_shop_get_orders (SaudaPracticeShop *shop)
{
  return shop->orders;
}

/**
 * sauda_practice_shop_find:
 * @shop: the stores
 * @store: the one that asks
 * @id: of an order
 *
 * Returns: (transfer none) (nullable): its order, unless another store's
 */
const SaudaPracticeOrder *
sauda_practice_shop_find (SaudaPracticeShop *shop, guint store, const char *id)
{
  const SaudaPracticeOrder *order = g_hash_table_lookup (shop->by_id, id);

  return order != NULL && order->store == store ? order : NULL;
}

/**
 * sauda_practice_shop_find_entry:
 * @shop: the stores
 * @store: the one that asks
 * @id: of an order's line
 * @position: (out): of the line in its order
 *
 * Returns: (transfer none) (nullable): the order, unless another store's
 */
const SaudaPracticeOrder *
sauda_practice_shop_find_entry (SaudaPracticeShop *shop, guint store, const char *id, guint *position)
{
  for (guint i = 0; i < shop->orders->len; i++) {
    const SaudaPracticeOrder *order = g_ptr_array_index (shop->orders, i);

    for (*position = 0; order->store == store && *position < order->entries->len; (*position)++) {
      g_autofree char *entry_id =
        sauda_practice_order_entry_id (order, sauda_practice_order_get_entry (order, *position)->number);

      if (g_str_equal (entry_id, id))
        return order;
    }
  }
  return NULL;
}

/**
 * sauda_practice_shop_change:
 * @shop: the stores
 * @order: one of their orders
 * @act: what to do with it; %SAUDA_PRACTICE_OUTCOME_IGNORED only keeps it
 * @refusal: (out): why it is refused, or %NULL
 * @error: return location
 *
 * Judges the act by the transitions of the contract, keeps it, and carries it out when it is allowed. It is
 * on disk before this returns.
 *
 * Returns: %FALSE with an error when it could not be kept; nothing was done then
 */
gboolean
sauda_practice_shop_change (SaudaPracticeShop *shop,
                            const SaudaPracticeOrder *order,
                            SaudaPracticeAct *act,
                            const char **refusal,
                            GError **error)
{
  gboolean kept;

  if (!sauda_practice_journal_begin (shop->journal, error))
    return FALSE;
  kept = replay (shop, error) && judge_and_keep (shop, order, act, refusal, error);
  if (!sauda_practice_journal_end (shop->journal, kept, kept ? error : NULL) || !kept)
    return FALSE;
  return replay (shop, error);
}
