#include "sauda-rates.h"

#include "sauda-connection.h"

#include <glib/gi18n-lib.h>

/* What holds while nobody set anything: kaspi-api 11 for what Kaspi takes, the law for the VAT. Yuan and
 * freight are the merchant's own: without them the cost of goods is not known, and nobody guesses it. */
static const struct {
  const char *name;
  const char *title;
  double value;
  double least;
  double most;
} names[] = {
  { "commission", N_ ("Kaspi's commission, percent with VAT"), 12.5, 0, 60 },
  { "vat", N_ ("VAT in the price, percent; 0 if you pay none"), 16, 0, 50 },
  { "cny", N_ ("Tenge for a yuan"), 0, 0, 10000 },
  { "freight", N_ ("Freight for a kilogram, tenge"), 0, 0, 1000000 },
  { "floor", N_ ("Least margin, percent of the price"), 0, -50, 90 },
  { "target", N_ ("Wanted margin, percent of the price"), 20, -50, 90 },
};

static SaudaRate *
rate_new (const char *name, const char *scope, SaudaDay from_day, double value, const char *who)
{
  SaudaRate *rate = g_new0 (SaudaRate, 1);

  rate->name = g_strdup (name);
  rate->scope = g_strdup (scope);
  rate->from_day = from_day;
  rate->value = value;
  rate->who = g_strdup (who);
  rate->estimate = who == NULL;
  return rate;
}

static int
find_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].name, name) == 0)
      return (int) i;
  return -1;
}

/* The newest that is not after the day; one of the category beats one of everything. */
static const SaudaRate *
find_rate (GPtrArray *rates, const char *name, SaudaDay day, const char *category)
{
  const SaudaRate *best = NULL;

  for (guint i = 0; i < rates->len; i++) {
    const SaudaRate *rate = g_ptr_array_index (rates, i);
    gboolean own = *rate->scope != '\0';

    if (!g_str_equal (rate->name, name) || rate->from_day > day ||
        (own && g_strcmp0 (rate->scope, category) != 0))
      continue;
    if (best == NULL || own > (*best->scope != '\0') ||
        (own == (*best->scope != '\0') && rate->from_day >= best->from_day))
      best = rate;
  }
  return best;
}

/**
 * sauda_rate_free:
 * @rate: (transfer full) (nullable): a rate
 */
void
sauda_rate_free (SaudaRate *rate)
{
  if (rate == NULL)
    return;
  g_free (rate->name);
  g_free (rate->scope);
  g_free (rate->who);
  g_free (rate);
}

/**
 * sauda_rates_get_title:
 * @name: a rate
 *
 * Returns: (not nullable): what people read, translated
 */
const char *
sauda_rates_get_title (const char *name)
{
  int i = find_name (name);

  return i >= 0 ? _ (names[i].title) : name;
}

static void
add_tariff (GPtrArray *rates, SaudaDay from_day, const SaudaDeliveryTariff *tariff, const char *who)
{
  SaudaRate *rate = rate_new (SAUDA_RATE_DELIVERY, "", from_day, 0, who);

  rate->tariff = tariff;
  g_ptr_array_add (rates, rate);
}

/* Sauda's own are two: no day is known better than the year. */
static void
add_known_tariffs (GPtrArray *rates)
{
  SaudaDay year_2026 = sauda_day_from_date (2026, 1, 1);

  add_tariff (rates, SAUDA_DAY_NONE, sauda_delivery_tariff_find (year_2026 - 1), NULL);
  add_tariff (rates, year_2026, sauda_delivery_tariff_find (year_2026), NULL);
}

static gboolean
read_tariffs (SaudaConnection *connection, GPtrArray *rates, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT tariff.id, tariff.from_day, tariff.who, band.total_from, band.grams_from, band.city,"
    " band.between_cities, band.express FROM delivery_tariff AS tariff JOIN delivery_band AS band"
    " ON band.tariff_id = tariff.id ORDER BY tariff.id, band.total_from, band.grams_from",
    error);
  SaudaDeliveryBand bands[SAUDA_DELIVERY_MAX_BANDS];
  g_autofree char *who = NULL;
  SaudaDay from_day = SAUDA_DAY_NONE;
  gint64 id = 0;
  guint n = 0;
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (n > 0 && (!row || sauda_statement_get_int64 (select, 0) != id)) {
      add_tariff (rates, from_day, sauda_delivery_tariff_keep (bands, n), who);
      n = 0;
    }
    if (!row)
      return TRUE;
    if (n == SAUDA_DELIVERY_MAX_BANDS)
      continue;
    id = sauda_statement_get_int64 (select, 0);
    from_day = (SaudaDay) sauda_statement_get_int64 (select, 1);
    g_free (who);
    who = g_strdup (sauda_statement_get_text (select, 2));
    bands[n++] =
      (SaudaDeliveryBand){ sauda_statement_get_int64 (select, 3),
                           sauda_statement_get_int64 (select, 4),
                           { sauda_statement_get_int64 (select, 5), sauda_statement_get_int64 (select, 6),
                             sauda_statement_get_int64 (select, 7) } };
  }
}

/**
 * sauda_rates_list:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaRate) (nullable): Sauda's own rates, then those that people
 *   set, in the order in which they were set; then the tariffs of delivery in the same way
 */
GPtrArray *
sauda_rates_list (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_rate_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT name, scope, from_day, value, who FROM rate ORDER BY id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (rates, rate_new (names[i].name, "", SAUDA_DAY_NONE, names[i].value, NULL));
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      break;
    g_ptr_array_add (rates,
                     rate_new (sauda_statement_get_text (select, 0), sauda_statement_get_text (select, 1),
                               (SaudaDay) sauda_statement_get_int64 (select, 2),
                               sauda_statement_get_double (select, 3), sauda_statement_get_text (select, 4)));
  }
  add_known_tariffs (rates);
  return read_tariffs (connection, rates, error) ? g_steal_pointer (&rates) : NULL;
}

/**
 * sauda_rates_set:
 * @connection: inside a transaction
 * @name: commission, vat, cny, freight, floor or target
 * @scope: (nullable): a category of the catalogue; %NULL for everything
 * @value: its value
 * @from_day: from which Almaty day on; orders before keep what held then
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Nothing is overwritten: the history of a rate is its rows.
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_NOT_FOUND, %SAUDA_PRICING_ERROR_INVALID_VALUE or an error of the
 *   store
 */
gboolean
sauda_rates_set (SaudaConnection *connection,
                 const char *name,
                 const char *scope,
                 double value,
                 SaudaDay from_day,
                 const char *who,
                 gint64 now_ms,
                 GError **error)
{
  int i = find_name (name);
  SaudaStatement *insert;

  if (i < 0) {
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                 _ ("There is no rate “%s”. Known are commission, vat, cny, freight, floor and target."),
                 name);
    return FALSE;
  }
  if (!(value >= names[i].least && value <= names[i].most)) {
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
                 _ ("“%s” is between %g and %g. Check the number."), _ (names[i].title), names[i].least,
                 names[i].most);
    return FALSE;
  }
  insert = sauda_connection_prepare (
    connection, "INSERT INTO rate (name, scope, from_day, value, who, changed_ms) VALUES (?, ?, ?, ?, ?, ?)",
    error);
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, name);
  sauda_statement_bind_text (insert, 2, scope != NULL ? scope : "");
  sauda_statement_bind_int64 (insert, 3, from_day);
  sauda_statement_bind_double (insert, 4, value);
  sauda_statement_bind_text (insert, 5, who);
  sauda_statement_bind_int64 (insert, 6, now_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_rates_set_tariff:
 * @connection: inside a transaction that may write
 * @bands: (array length=n_bands): the whole tariff of delivery
 * @n_bands: how many lines
 * @from_day: from which Almaty day on; orders before keep what held then
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_rates_set_tariff (SaudaConnection *connection,
                        const SaudaDeliveryBand *bands,
                        guint n_bands,
                        SaudaDay from_day,
                        const char *who,
                        gint64 now_ms,
                        GError **error)
{
  SaudaStatement *insert;
  gint64 id;

  if (!sauda_delivery_tariff_check (bands, n_bands, error))
    return FALSE;
  insert = sauda_connection_prepare (
    connection, "INSERT INTO delivery_tariff (from_day, who, changed_ms) VALUES (?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, from_day);
  sauda_statement_bind_text (insert, 2, who);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  id = sauda_connection_get_last_id (connection);
  for (guint i = 0; i < n_bands; i++) {
    insert =
      sauda_connection_prepare (connection, "INSERT INTO delivery_band VALUES (?, ?, ?, ?, ?, ?)", error);
    if (insert == NULL)
      return FALSE;
    sauda_statement_bind_int64 (insert, 1, id);
    sauda_statement_bind_int64 (insert, 2, bands[i].total_from);
    sauda_statement_bind_int64 (insert, 3, bands[i].grams_from);
    for (int way = 0; way < SAUDA_DELIVERY_N_WAYS; way++)
      sauda_statement_bind_int64 (insert, 4 + way, bands[i].cost[way]);
    if (!sauda_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_rates_find_tariff:
 * @rates: (element-type SaudaRate): from sauda_rates_list()
 * @day: an Almaty day
 *
 * Returns: (transfer none): the tariff of delivery of that day
 */
const SaudaRate *
sauda_rates_find_tariff (GPtrArray *rates, SaudaDay day)
{
  return find_rate (rates, SAUDA_RATE_DELIVERY, day, NULL);
}

/**
 * sauda_rates_find:
 * @rates: (element-type SaudaRate): from sauda_rates_list()
 * @day: an Almaty day
 * @category: (nullable): of the product
 * @found: (out): the rates of that day
 * @estimate: (out) (nullable): whether the commission is Sauda's own, which no contract confirms
 */
void
sauda_rates_find (GPtrArray *rates,
                  SaudaDay day,
                  const char *category,
                  SaudaCostRates *found,
                  gboolean *estimate)
{
  const SaudaRate *commission = find_rate (rates, "commission", day, category);

  *found = (SaudaCostRates){
    .tariff = sauda_rates_find_tariff (rates, day)->tariff,
    .commission = commission->value,
    .vat = find_rate (rates, "vat", day, category)->value,
    .tenge_per_cny = find_rate (rates, "cny", day, category)->value,
    .freight_per_kg = find_rate (rates, "freight", day, category)->value,
    .floor_margin = find_rate (rates, "floor", day, category)->value,
    .target_margin = find_rate (rates, "target", day, category)->value,
  };
  if (estimate != NULL)
    *estimate = commission->estimate;
}
