#include "sauda-price-list-desk.h"

#include "sauda-connection.h"
#include "sauda-file.h"
#include "sauda-kaspi-price-list-schema.h"
#include "sauda-price-list-drift.h"
#include "sauda-price-list-history.h"
#include "sauda-price-list-make.h"

#include <glib/gi18n-lib.h>

/* The price lists for the window, which knows nothing of Kaspi's format. */

#define HISTORY_LENGTH 100

static void
difference_free (gpointer data)
{
  SaudaListDifference *difference = data;

  g_free (difference->sku);
  g_free (difference->title);
  g_free (difference->field);
  g_free (difference->before);
  g_free (difference->after);
  g_free (difference->change);
  g_free (difference);
}

static char *
write_change (const SaudaDrift *drift)
{
  gint64 change = drift->mine - drift->kaspi;
  g_autofree char *text = NULL;

  if (drift->mine < 0 || drift->kaspi < 0 ||
      (drift->field != SAUDA_DRIFT_PRICE && drift->field != SAUDA_DRIFT_STOCK))
    return NULL;
  text = sauda_drift_field_write_value (drift->field, ABS (change));
  return g_strconcat (change < 0 ? "−" : "+", text, NULL);
}

/* Between two lists of the merchant an offer is new or gone, and not missing or unknown. */
static char *
name_field (const SaudaDrift *drift, gboolean own)
{
  if (own && drift->field == SAUDA_DRIFT_MISSING)
    return g_strdup (_ ("New in the list"));
  if (own && drift->field == SAUDA_DRIFT_UNKNOWN)
    return g_strdup (_ ("Gone from the list"));
  return sauda_drift_make_title (drift);
}

static GPtrArray *
describe_all (GPtrArray *drifts, gboolean own)
{
  GPtrArray *differences = g_ptr_array_new_full (drifts->len, difference_free);

  for (guint i = 0; i < drifts->len; i++) {
    const SaudaDrift *drift = g_ptr_array_index (drifts, i);
    SaudaListDifference *difference = g_new0 (SaudaListDifference, 1);

    difference->sku = g_strdup (drift->sku);
    difference->title = g_strdup (drift->title);
    difference->field = name_field (drift, own);
    difference->before = sauda_drift_field_write_value (drift->field, drift->kaspi);
    difference->after = sauda_drift_field_write_value (drift->field, drift->mine);
    difference->change = write_change (drift);
    difference->since_ms = drift->since_ms;
    g_ptr_array_add (differences, difference);
  }
  return differences;
}

static GPtrArray *
write_warnings (const SaudaKaspiPriceList *list)
{
  GPtrArray *warnings = g_ptr_array_new_full (list->warnings->len, g_free);

  for (guint i = 0; i < list->warnings->len; i++) {
    const SaudaKaspiListWarning *warning = g_ptr_array_index (list->warnings, i);

    g_ptr_array_add (warnings,
                     warning->sku != NULL && *warning->sku != '\0'
                       ? g_strdup_printf ("%s %s: %s", warning->bad ? "✗" : "!", warning->sku, warning->text)
                       : g_strdup_printf ("%s %s", warning->bad ? "✗" : "!", warning->text));
  }
  return warnings;
}

static gboolean
compare_with_published (SaudaConnection *connection,
                        SaudaPriceListDesk *desk,
                        SaudaKaspiPriceList *now,
                        GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SaudaPriceListInfo) last =
    sauda_price_lists_find_published (connection, desk->store_id, &failure);
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (SaudaKaspiPriceList) before = NULL;
  g_autoptr (GPtrArray) drifts = NULL;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  desk->is_first = last == NULL;
  if (last == NULL) {
    desk->differences = g_ptr_array_new_with_free_func (difference_free);
    return TRUE;
  }
  xml = sauda_price_lists_read_xml (connection, last->id, error);
  before = xml != NULL ? sauda_price_list_parse (xml, error) : NULL;
  if (before == NULL)
    return FALSE;
  drifts = sauda_price_list_diff (before, now);
  desk->differences = describe_all (drifts, TRUE);
  return TRUE;
}

static gboolean
take_made (SaudaConnection *connection, SaudaPriceListDesk *desk, SaudaMadeList *made, GError **error)
{
  g_autoptr (GBytes) xml = sauda_kaspi_price_list_write_xml (made->list);

  desk->store = g_strdup (made->store->name);
  desk->merchant_id = g_strdup (made->store->merchant_id);
  desk->offers = made->list->offers->len;
  desk->on_sale = made->on_sale;
  desk->without_price = made->without_price;
  desk->loss = made->loss;
  desk->run_out = made->run_out->len;
  if (desk->offers > 0 && !sauda_kaspi_price_list_validate (made->list, NULL, xml, error))
    return FALSE;
  desk->warnings = write_warnings (made->list);
  return compare_with_published (connection, desk, made->list, error);
}

/**
 * sauda_price_list_desk_free:
 * @desk: (transfer full): a #SaudaPriceListDesk
 */
void
sauda_price_list_desk_free (gpointer desk)
{
  SaudaPriceListDesk *self = desk;

  g_free (self->store);
  g_free (self->merchant_id);
  g_free (self->place);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_free (self);
}

/**
 * sauda_price_list_desk_read:
 * @connection: inside a transaction
 * @store_id: a store
 * @now_ms: UTC ms
 * @error: return location
 *
 * Makes the list as it would go out now, checks it against Kaspi's schema, and compares it with what was
 * published last. Writes nothing.
 *
 * Returns: (transfer full) (nullable): all of it, or %NULL with an error
 */
SaudaPriceListDesk *
sauda_price_list_desk_read (SaudaConnection *connection, gint64 store_id, gint64 now_ms, GError **error)
{
  SaudaPriceListDesk *desk = g_new0 (SaudaPriceListDesk, 1);
  g_autoptr (SaudaMadeList) made = sauda_price_list_make (connection, store_id, now_ms, error);

  desk->store_id = store_id;
  if (made != NULL && take_made (connection, desk, made, error) &&
      sauda_price_list_get_place (connection, desk->store, &desk->place, error))
    desk->history = sauda_price_lists_list (connection, store_id, HISTORY_LENGTH, error);
  if (desk->history != NULL)
    return desk;
  sauda_price_list_desk_free (desk);
  return NULL;
}

/**
 * sauda_price_list_desk_diff:
 * @connection: inside a transaction
 * @list_id: a list of the history
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaListDifference) (nullable): what it changed against the list
 *   before it that was published; %NULL with an error
 */
GPtrArray *
sauda_price_list_desk_diff (SaudaConnection *connection, gint64 list_id, GError **error)
{
  g_autoptr (GPtrArray) drifts = sauda_price_list_history_diff (connection, 0, list_id, error);

  return drifts != NULL ? describe_all (drifts, TRUE) : NULL;
}

/**
 * sauda_price_list_desk_look_back:
 * @connection: inside a transaction
 * @store_id: a store that has published
 * @list_id: a list of its history
 * @look: (out caller-allocates): what publishing it again would change
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_price_list_desk_look_back (SaudaConnection *connection,
                                 gint64 store_id,
                                 gint64 list_id,
                                 SaudaListLookBack *look,
                                 GError **error)
{
  g_autoptr (SaudaPriceListInfo) published = sauda_price_lists_find_published (connection, store_id, error);
  g_autoptr (SaudaKaspiPriceList) list = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (published == NULL)
    return FALSE;
  changes = sauda_price_list_history_diff (connection, published->id, list_id, error);
  list = changes != NULL ? sauda_price_list_history_read (connection, list_id, error) : NULL;
  if (list == NULL)
    return FALSE;
  look->changes = changes->len;
  return sauda_price_list_measure_loss (connection, store_id, list, &look->loss, error);
}

/**
 * sauda_price_list_desk_write:
 * @connection: inside a transaction
 * @store_id: a store
 * @path: a file; `.xlsx` is the sheet with ten columns, anything else XML
 * @confirmed_gone: how many offers the person confirmed to be missing, -1: none
 * @now_ms: UTC ms
 * @error: return location
 *
 * Writes the list to a file for an upload by hand.
 *
 * Returns: %FALSE with an error; then the file is as it was
 */
gboolean
sauda_price_list_desk_write (SaudaConnection *connection,
                             gint64 store_id,
                             const char *path,
                             gint confirmed_gone,
                             gint64 now_ms,
                             GError **error)
{
  g_autoptr (SaudaMadeList) made = sauda_price_list_make (connection, store_id, now_ms, error);
  g_autoptr (GBytes) xml = NULL;
  gsize length;
  const char *text;

  if (made == NULL || !sauda_price_list_check_loss (&made->loss, confirmed_gone, error))
    return FALSE;
  if (made->list->offers->len == 0) {
    g_set_error_literal (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                         _ ("The store has no offer with a price, so there is no list to write."));
    return FALSE;
  }
  if (g_str_has_suffix (path, ".xlsx"))
    return sauda_kaspi_price_list_write_xlsx (made->list, path, error);
  xml = sauda_kaspi_price_list_write_xml (made->list);
  text = g_bytes_get_data (xml, &length);
  return sauda_kaspi_price_list_validate (made->list, NULL, xml, error) &&
         sauda_file_write (path, text, length, error);
}

/**
 * sauda_list_drift_free:
 * @drift: (transfer full): a #SaudaListDrift
 */
void
sauda_list_drift_free (gpointer drift)
{
  SaudaListDrift *self = drift;

  g_free (self->summary);
  g_free (self->store);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->differences);
  g_free (self);
}

/* How many differences of each kind there are, as they follow each other. */
static char *
count_kinds (GPtrArray *drift)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint first = 0;

  for (guint i = 0; i < drift->len; i++) {
    SaudaDriftField field = ((SaudaDrift *) g_ptr_array_index (drift, i))->field;

    if (i + 1 < drift->len && ((SaudaDrift *) g_ptr_array_index (drift, i + 1))->field == field)
      continue;
    g_string_append_printf (text, "%s%s: %u", text->len > 0 ? " · " : "\n",
                            sauda_drift_field_get_title (field), i + 1 - first);
    first = i + 1;
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sauda_price_list_desk_compare:
 * @workspace: an open data folder
 * @path: ACTIVE.xml, ARCHIVE.xml or ACTIVE.xlsx from the merchant cabinet
 * @store: (nullable): a store; %NULL to take it from the list
 * @adopt: whether offers that the catalogue lacks are taken into it
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads Kaspi's own list and compares it. Blocks: for worker threads.
 *
 * Returns: (transfer full) (nullable): what differs, or %NULL with an error
 */
SaudaListDrift *
sauda_price_list_desk_compare (SaudaWorkspace *workspace,
                               const char *path,
                               const char *store,
                               gboolean adopt,
                               GCancellable *cancellable,
                               GError **error)
{
  const SaudaDriftOptions options = { .store = store,
                                      .adopt = adopt,
                                      .now_ms = sauda_workspace_get_now (workspace) };
  g_autoptr (SaudaDriftReport) report =
    sauda_price_list_compare (sauda_workspace_get_database (workspace), path, &options, cancellable, error);
  SaudaListDrift *drift;

  if (report == NULL)
    return NULL;
  drift = g_new0 (SaudaListDrift, 1);
  drift->store = g_strdup (report->store);
  drift->differences = describe_all (report->drift, FALSE);
  drift->warnings = write_warnings (report->list);
  for (guint i = 0; i < report->drift->len; i++)
    drift->unknown += ((SaudaDrift *) g_ptr_array_index (report->drift, i))->field == SAUDA_DRIFT_UNKNOWN;
  if (report->archive) {
    drift->summary = g_strdup_printf (
      _ ("This is Kaspi's archive: %u offers that are not on sale. It is compared with nothing."),
      report->offers);
  } else {
    g_autofree char *kinds = count_kinds (report->drift);
    g_autofree char *counts = g_strdup_printf (
      _ ("%s: %u offers in Kaspi's list, %u differences, %u taken into the catalogue."),
      report->store != NULL ? report->store : "–", report->offers, report->drift->len, report->adopted);

    drift->summary = g_strconcat (counts, kinds, NULL);
  }
  return drift;
}
