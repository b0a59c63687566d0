#include "sauda-price-list-loss.h"

#include "sauda-connection.h"
#include "sauda-day-error.h"
#include "sauda-file.h"
#include "sauda-kaspi-price-list.h"
#include "sauda-list-watch.h"
#include "sauda-price-lists.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* A list with fewer of the last one's offers needs a typed confirmation (product.md 5). */
#define FULL_PERCENT 95

/**
 * sauda_price_list_parse:
 * @xml: a list as it was written
 * @error: return location
 *
 * The reader of lists reads files, and a file it becomes: the same checks for our lists as for Kaspi's.
 *
 * Returns: (transfer full) (nullable): the list, or %NULL with an error of the file or of its content
 */
SaudaKaspiPriceList *
sauda_price_list_parse (GBytes *xml, GError **error)
{
  g_autofree char *path = NULL;
  SaudaKaspiPriceList *list = NULL;
  gsize length;
  const char *text = g_bytes_get_data (xml, &length);
  int file = g_file_open_tmp ("sauda-list-XXXXXX.xml", &path, error);

  if (file < 0)
    return NULL;
  close (file);
  if (sauda_file_write (path, text, length, error))
    list = sauda_kaspi_price_list_read (path, NULL, error);
  g_unlink (path);
  return list;
}

static gboolean
add_published_skus (SaudaConnection *connection, gint64 list_id, GHashTable *skus, GError **error)
{
  g_autoptr (GBytes) xml = sauda_price_lists_read_xml (connection, list_id, error);
  g_autoptr (SaudaKaspiPriceList) list = xml != NULL ? sauda_price_list_parse (xml, error) : NULL;

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->offers->len; i++)
    g_hash_table_add (skus, g_strdup (((SaudaKaspiOffer *) g_ptr_array_index (list->offers, i))->sku));
  return TRUE;
}

/* The SKUs of the list before this one: what was published, or Kaspi's own list, whichever is newer. */
static GHashTable *
read_last_skus (SaudaConnection *connection,
                gint64 store_id,
                const SaudaPriceListInfo *published,
                GError **error)
{
  g_autoptr (GHashTable) skus = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) seen = NULL;
  gint64 read_ms;

  seen = sauda_list_watch_read (connection, store_id, &read_ms, error);
  if (seen == NULL)
    return NULL;
  if (published != NULL && (seen->len == 0 || published->published_ms >= read_ms))
    return add_published_skus (connection, published->id, skus, error) ? g_steal_pointer (&skus) : NULL;
  for (guint i = 0; i < seen->len; i++)
    g_hash_table_add (skus, g_strdup (((SaudaSeenOffer *) g_ptr_array_index (seen, i))->sku));
  return g_steal_pointer (&skus);
}

/**
 * sauda_price_list_measure_loss:
 * @connection: inside a transaction
 * @store_id: a store
 * @list: a list that may take the place of the last one: new, or an earlier one of the history
 * @loss: (out caller-allocates): what Kaspi would take off sale with it
 * @error: return location
 *
 * Returns: %FALSE with an error of the file or of the store room
 */
gboolean
sauda_price_list_measure_loss (SaudaConnection *connection,
                               gint64 store_id,
                               const SaudaKaspiPriceList *list,
                               SaudaListLoss *loss,
                               GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (SaudaPriceListInfo) published = sauda_price_lists_find_published (connection, store_id, &reason);
  g_autoptr (GHashTable) last = NULL;
  guint there = 0;

  if (reason != NULL) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  last = read_last_skus (connection, store_id, published, error);
  if (last == NULL)
    return FALSE;
  for (guint i = 0; i < list->offers->len; i++)
    there += g_hash_table_contains (last, ((SaudaKaspiOffer *) g_ptr_array_index (list->offers, i))->sku);
  loss->last_offers = g_hash_table_size (last);
  loss->gone = loss->last_offers - there;
  loss->is_partial = there * 100 < loss->last_offers * FULL_PERCENT;
  return TRUE;
}

/**
 * sauda_price_list_check_loss:
 * @loss: what a list lacks
 * @confirmed: how many offers a person confirmed to be missing, -1: none
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_STOPPED when a partial list was not confirmed
 */
gboolean
sauda_price_list_check_loss (const SaudaListLoss *loss, gint confirmed, GError **error)
{
  if (!loss->is_partial || (confirmed >= 0 && (guint) confirmed == loss->gone))
    return TRUE;
  g_set_error (
    error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED,
    _ ("The list lacks %u of the %u offers of the last one; Kaspi would take them off sale. To use "
       "it all the same, confirm that number: --confirm %u"),
    loss->gone, loss->last_offers, loss->gone);
  return FALSE;
}
