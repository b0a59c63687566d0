#include "sauda-stock-digest.h"

#include "sauda-alerts.h"
#include "sauda-list-watch.h"
#include "sauda-price-view.h"
#include "sauda-reason.h"
#include "sauda-stock-levels.h"
#include "sauda-stores.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

typedef struct {
  guint low;
  guint run_out;
  guint negative;
} Counts;

static void
count_levels (const SaudaStockLevels *levels, Counts *counts)
{
  for (guint i = 0; i < levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (levels->levels, i);

    if (!level->counted)
      continue;
    if (level->on_hand < 0)
      counts->negative++;
    else if (level->available <= 0 && (level->sold > 0 || level->reserved > 0))
      counts->run_out++;
    else if (level->low)
      counts->low++;
  }
}

/* One message a day for all products, not forty: again on the same day only when it is graver. */
static gboolean
report_stock (SaudaConnection *connection, const Counts *counts, gint64 now_ms, guint *news, GError **error)
{
  g_autofree char *negative = g_strdup_printf ("%u", counts->negative);
  g_autofree char *run_out = g_strdup_printf ("%u", counts->run_out);
  g_autofree char *low = g_strdup_printf ("%u", counts->low);
  g_autofree char *day = sauda_day_format_iso (sauda_day_from_ms (now_ms));
  g_autofree char *text =
    sauda_reason_new (N_ ("Stock: less than nothing %s, run out %s, for less than five days %s. See Stock."),
                      negative, run_out, low, NULL);
  const SaudaAlertDraft draft = {
    .kind = SAUDA_ALERT_LOW_STOCK,
    .detail = day,
    .severity = counts->negative > 0  ? SAUDA_ALERT_URGENT
                : counts->run_out > 0 ? SAUDA_ALERT_WARNING
                                      : SAUDA_ALERT_NOTICE,
    .text = text,
  };
  const gboolean any = counts->negative > 0 || counts->run_out > 0 || counts->low > 0;

  return sauda_alerts_report (connection, SAUDA_ALERT_LOW_STOCK, &draft, any ? 1 : 0, now_ms, news, error);
}

/* A price that rates, tariff or cost have put below its floor, and one that others undercut. */
static gboolean
report_prices (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error)
{
  g_autoptr (GPtrArray) rows = sauda_price_view_read (connection, now_ms, error);
  g_autofree char *floor = NULL, *cheaper = NULL, *text = NULL;
  SaudaAlertDraft draft = { .kind = SAUDA_ALERT_PRICES, .severity = SAUDA_ALERT_WARNING };
  guint below = 0, undercut = 0;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    guint alarms = sauda_price_row_get_alarms (g_ptr_array_index (rows, i));

    below += (alarms & SAUDA_PRICE_ALARM_FLOOR) != 0;
    undercut += (alarms & SAUDA_PRICE_ALARM_COMPETITOR) != 0;
  }
  floor = g_strdup_printf ("%u", below);
  cheaper = g_strdup_printf ("%u", undercut);
  text = sauda_reason_new (N_ ("Prices: below the floor %s, others sell for less %s. See Prices."), floor,
                           cheaper, NULL);
  draft.weight = below + undercut;
  draft.text = text;
  return sauda_alerts_report (connection, SAUDA_ALERT_PRICES, &draft, draft.weight > 0 ? 1 : 0, now_ms, news,
                              error);
}

static gboolean
append_drift (SaudaConnection *connection,
              const SaudaStoreInfo *store,
              GArray *drafts,
              GStringChunk *texts,
              GError **error)
{
  g_autoptr (GHashTable) drift = sauda_list_watch_read_drift (connection, store->id, error);
  g_autofree char *text = NULL;
  SaudaAlertDraft draft = { .kind = SAUDA_ALERT_DRIFT,
                            .store_id = store->id,
                            .severity = SAUDA_ALERT_WARNING };

  if (drift == NULL)
    return FALSE;
  draft.weight = g_hash_table_size (drift);
  if (draft.weight == 0)
    return TRUE;
  text =
    sauda_reason_new_count ("%u difference from Kaspi's own list. Publish the price list, or correct it.",
                            "%u differences from Kaspi's own list. Publish the price list, or correct it.",
                            (guint) draft.weight, NULL);
  draft.text = g_string_chunk_insert (texts, text);
  g_array_append_val (drafts, draft);
  return TRUE;
}

static gboolean
report_drift (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error)
{
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (SaudaAlertDraft));
  GStringChunk *texts = g_string_chunk_new (256);
  gboolean done = stores != NULL;

  for (guint i = 0; done && i < stores->len; i++)
    done = append_drift (connection, g_ptr_array_index (stores, i), drafts, texts, error);
  if (done)
    done =
      sauda_alerts_report (connection, SAUDA_ALERT_DRIFT, (const SaudaAlertDraft *) (gpointer) drafts->data,
                           drafts->len, now_ms, news, error);
  g_string_chunk_free (texts);
  return done;
}

/**
 * sauda_stock_digest_report:
 * @connection: inside a transaction that may write
 * @now_ms: UTC ms
 * @news: (out) (optional): how many alerts are to be said aloud
 * @error: return location
 *
 * Raises one alert a day for all that runs out, one for prices that need a look, and one a store for what
 * differs from Kaspi's list; they go away by themselves when there is nothing to tell.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_digest_report (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error)
{
  g_autoptr (SaudaStockLevels) levels = sauda_stock_levels_read (connection, now_ms, error);
  guint stock = 0, prices = 0, drift = 0;
  Counts counts = { 0 };

  if (levels == NULL)
    return FALSE;
  count_levels (levels, &counts);
  if (!report_stock (connection, &counts, now_ms, &stock, error) ||
      !report_prices (connection, now_ms, &prices, error) ||
      !report_drift (connection, now_ms, &drift, error))
    return FALSE;
  if (news != NULL)
    *news = stock + prices + drift;
  return TRUE;
}
