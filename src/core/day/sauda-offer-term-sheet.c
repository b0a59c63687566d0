#include "sauda-offer-term-sheet.h"

#include "sauda-city.h"
#include "sauda-list-terms.h"
#include "sauda-offer-place.h"
#include "sauda-offer-terms.h"
#include "sauda-term-changes.h"
#include "sauda-time.h"
#include "sauda-warehouse.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SaudaConnection *connection;
  SaudaOfferTermSheet *sheet;
  GPtrArray *warehouses; /* (owned) (element-type SaudaWarehouse) */
  GHashTable *places;    /* (owned) what Kaspi told of offers taken over from it */
  gint64 now_ms;
} Reader;

static void
line_clear (gpointer data)
{
  SaudaOfferTermLine *line = data;

  g_free (line->city_id);
  g_free (line->place);
  g_free (line->title);
}

static SaudaTermChange
make_change (const SaudaOfferTermSheet *sheet, const SaudaOfferTermLine *line)
{
  return (SaudaTermChange){
    .offer_id = sheet->offer_id, .city_id = line->city_id, .place = line->place, .after = line->wanted
  };
}

/* Takes what it is given, also when it fails. */
static gboolean
add_line (Reader *self, char *city_id, char *place, char *title, gint64 usual, GError **error)
{
  SaudaOfferTermLine line = { .city_id = city_id, .place = place, .title = title, .usual = usual };
  SaudaTermChange change = make_change (self->sheet, &line);

  if (!sauda_term_changes_read_value (self->connection, &change, &line.value, error) ||
      (city_id != NULL && !sauda_term_changes_count (self->connection, self->sheet->offer_id, city_id,
                                                     sauda_day_start_ms (sauda_day_from_ms (self->now_ms)),
                                                     &line.today, error))) {
    line_clear (&line);
    return FALSE;
  }
  line.wanted = line.value;
  g_array_append_val (self->sheet->lines, line);
  return TRUE;
}

static gboolean
has_city (const SaudaOfferTermSheet *sheet, const char *city_id)
{
  for (guint i = 0; i < sheet->lines->len; i++)
    if (g_strcmp0 (g_array_index (sheet->lines, SaudaOfferTermLine, i).city_id, city_id) == 0)
      return TRUE;
  return FALSE;
}

/* “Алматы · PP1, PP3”: Kaspi knows one price for all warehouses of a city (kaspi-api 7.2). */
static char *
describe_city (GPtrArray *warehouses, const char *city_id)
{
  GString *text = g_string_new (sauda_city_get_name (city_id));
  const char *before = " · ";

  for (guint i = 0; i < warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (warehouses, i);

    if (g_strcmp0 (warehouse->city_id, city_id) != 0)
      continue;
    g_string_append_printf (text, "%s%s", before, sauda_warehouse_get_short_name (warehouse->name));
    before = ", ";
  }
  return g_string_free (text, FALSE);
}

/* Where the store has a warehouse. */
static gboolean
add_cities (Reader *self, GError **error)
{
  for (guint i = 0; i < self->warehouses->len; i++) {
    const char *city_id = ((SaudaWarehouse *) g_ptr_array_index (self->warehouses, i))->city_id;

    if (city_id != NULL && !has_city (self->sheet, city_id) &&
        !add_line (self, g_strdup (city_id), NULL, describe_city (self->warehouses, city_id),
                   self->sheet->price, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_pre_orders (Reader *self, GError **error)
{
  gint64 everywhere;

  if (!add_line (self, NULL, NULL, g_strdup (_ ("All warehouses")), -1, error))
    return FALSE;
  everywhere = g_array_index (self->sheet->lines, SaudaOfferTermLine, self->sheet->lines->len - 1).value;
  for (guint i = 0; i < self->warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (self->warehouses, i);
    const char *name = sauda_warehouse_get_short_name (warehouse->name);
    const SaudaOfferPlace *told = sauda_offer_places_find (self->places, self->sheet->offer_id, name);
    gint64 usual = everywhere > 0                        ? everywhere
                   : told != NULL && told->pre_order > 0 ? told->pre_order
                                                         : warehouse->pre_order;
    char *title = warehouse->city_id != NULL
                    ? g_strjoin (" · ", name, sauda_city_get_name (warehouse->city_id), NULL)
                    : g_strdup (name);

    if (!add_line (self, NULL, g_strdup (name), title, usual, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_offer_term_sheet_free:
 * @sheet: (transfer full) (nullable): a sheet
 */
void
sauda_offer_term_sheet_free (SaudaOfferTermSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_free (sheet->sku);
  g_free (sheet->store);
  g_free (sheet->title);
  g_array_unref (sheet->lines);
  g_free (sheet);
}

/**
 * sauda_offer_term_sheet_read:
 * @connection: inside a transaction
 * @offer_id: an offer
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its price in every city where the store has a warehouse, and its days
 *   of pre-order, in all warehouses and in each; or %NULL with %SAUDA_PRICING_ERROR_NOT_FOUND or an error of
 *   the database
 */
SaudaOfferTermSheet *
sauda_offer_term_sheet_read (SaudaConnection *connection, gint64 offer_id, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaPriceRow) row = sauda_price_view_read_offer (connection, offer_id, now_ms, error);
  g_autoptr (GPtrArray) warehouses =
    row != NULL ? sauda_offer_terms_read_warehouses (connection, row, error) : NULL;
  g_autoptr (GHashTable) places =
    warehouses != NULL ? sauda_offer_places_read (connection, row->store_id, error) : NULL;
  g_autoptr (SaudaOfferTermSheet) sheet = NULL;
  Reader reader;

  if (places == NULL)
    return NULL;
  sheet = g_new0 (SaudaOfferTermSheet, 1);
  sheet->offer_id = offer_id;
  sheet->sku = g_strdup (row->sku);
  sheet->store = g_strdup (row->store);
  sheet->title = g_strdup (row->title);
  sheet->price = row->price;
  sheet->floor = row->floor;
  sheet->lines = g_array_new (FALSE, FALSE, sizeof (SaudaOfferTermLine));
  g_array_set_clear_func (sheet->lines, line_clear);
  reader = (Reader){ connection, sheet, warehouses, places, now_ms };
  return add_cities (&reader, error) && add_pre_orders (&reader, error) ? g_steal_pointer (&sheet) : NULL;
}

/**
 * sauda_offer_term_sheet_judge:
 * @sheet: a sheet
 * @line: one of its lines
 *
 * Returns: what is thought of what the line shall be; days, and the way back to the usual price, are always
 *   fine
 */
SaudaPriceVerdict
sauda_offer_term_sheet_judge (const SaudaOfferTermSheet *sheet, const SaudaOfferTermLine *line)
{
  if (line->wanted == line->value)
    return SAUDA_PRICE_SAME;
  if (line->city_id == NULL || line->wanted < 0)
    return SAUDA_PRICE_FINE;
  return sauda_price_rule_judge (line->value >= 0 ? line->value : line->usual, line->wanted, sheet->floor,
                                 line->today);
}

/* Who looked at other values than there are now would write over what somebody else just did. */
static gboolean
is_as_seen (SaudaConnection *connection,
            const SaudaOfferTermSheet *sheet,
            const SaudaOfferTermLine *line,
            GError **error)
{
  SaudaTermChange change = make_change (sheet, line);
  gint64 now;

  if (!sauda_term_changes_read_value (connection, &change, &now, error))
    return FALSE;
  if (now == line->value)
    return TRUE;
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_DONE_ALREADY,
               _ ("%s was changed elsewhere meanwhile. Nothing is written; look at it again."), line->title);
  return FALSE;
}

static gint64
apply_line (SaudaConnection *connection,
            const SaudaOfferTermSheet *sheet,
            const SaudaOfferTermLine *line,
            const SaudaPriceRow *row,
            const SaudaOfferTermChange *change,
            GError **error)
{
  const SaudaOfferTermOrder order = {
    .sku = line->title, .value = line->wanted, .reason = change->reason, .now_ms = change->now_ms
  };
  SaudaTermChange made = make_change (sheet, line);

  made.at_ms = change->now_ms;
  made.who = (char *) change->who;
  made.reason = (char *) change->reason;
  if (!is_as_seen (connection, sheet, line, error) ||
      (line->city_id != NULL && line->wanted >= 0 &&
       !sauda_offer_terms_judge (connection, &order, row, line->city_id, error)))
    return 0;
  return sauda_term_changes_make (connection, &made, error);
}

/**
 * sauda_offer_term_sheet_apply:
 * @connection: inside a transaction that may write
 * @sheet: as it was seen, with what its lines shall be
 * @change: who and why
 * @error: return location
 *
 * Writes all that differs or, with an error, nothing: the transaction is to be rolled back.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the changes, for sauda_offer_term_sheet_undo();
 * or %NULL with %SAUDA_PRICING_ERROR_LIMIT, %SAUDA_PRICING_ERROR_DONE_ALREADY when somebody else changed the
 *   same meanwhile, or an error of the database
 */
GArray *
sauda_offer_term_sheet_apply (SaudaConnection *connection,
                              const SaudaOfferTermSheet *sheet,
                              const SaudaOfferTermChange *change,
                              GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SaudaPriceRow) row =
    sauda_price_view_read_offer (connection, sheet->offer_id, change->now_ms, error);

  if (row == NULL)
    return NULL;
  for (guint i = 0; i < sheet->lines->len; i++) {
    const SaudaOfferTermLine *line = &g_array_index (sheet->lines, SaudaOfferTermLine, i);
    gint64 id;

    if (line->wanted == line->value)
      continue;
    id = apply_line (connection, sheet, line, row, change, error);
    if (id == 0)
      return NULL;
    g_array_append_val (ids, id);
  }
  return g_steal_pointer (&ids);
}

/**
 * sauda_offer_term_sheet_undo:
 * @connection: inside a transaction that may write
 * @changes: (element-type gint64): from sauda_offer_term_sheet_apply()
 * @change: who and when
 * @error: return location
 *
 * Returns: %FALSE with an error of sauda_term_changes_undo(): the transaction is to be rolled back
 */
gboolean
sauda_offer_term_sheet_undo (SaudaConnection *connection,
                             const GArray *changes,
                             const SaudaOfferTermChange *change,
                             GError **error)
{
  for (guint i = changes->len; i > 0; i--)
    if (sauda_term_changes_undo (connection, g_array_index (changes, gint64, i - 1), change->who,
                                 change->now_ms, error) == 0)
      return FALSE;
  return TRUE;
}
