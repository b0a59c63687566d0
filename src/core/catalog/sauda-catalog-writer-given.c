#include "sauda-catalog-writer-private.h"

#include "sauda-catalog-known.h"
#include "sauda-catalog-search-key.h"
#include "sauda-given-rows.h"
#include "sauda-offer-sku.h"

#include <string.h>

/* OR ROLLBACK: who meets an error gives the transaction up, so SQLite need not keep every page as it was
 * before a statement. */
#define INSERT_OFFER                                                                                         \
  "INSERT OR ROLLBACK INTO offer (store_id, sku, lenient_sku, variant_id, price,"                            \
  " stock_entered, " SAUDA_CATALOG_OFFER_CELLS ")"
#define INSERT_VARIANT                                                                                       \
  "INSERT OR ROLLBACK INTO variant (sku, model_key, model_name, size, size_text, weight_grams, cost_cny,"    \
  " search_key, " SAUDA_CATALOG_VARIANT_CELLS ", id)"

#define OFFER_CELL 6
#define N_OFFER_COLUMNS (OFFER_CELL + SAUDA_CATALOG_N_OFFER_CELLS)
#define VARIANT_CELL 8
#define VARIANT_ID 15
#define N_VARIANT_COLUMNS (VARIANT_ID + 1)
#define OFFER_ID 15
#define IMPORT_ID 16

/* A walk over rows that a statement is given. */
typedef struct {
  SaudaCatalogWriter *writer;
  GPtrArray *items; /* (not owned) */
  guint next;
  gconstpointer item; /* (not owned) */
  gboolean tells;     /* how far it is: of offers, which take most of the time */
} Walk;

static gboolean
go_on (gpointer data, GError **error)
{
  Walk *walk = data;

  if (walk->next == walk->items->len)
    return FALSE;
  walk->item = walk->items->pdata[walk->next++];
  if (walk->tells)
    sauda_catalog_rows_tell (walk->writer->rows, walk->next, walk->items->len);
  return TRUE;
}

static void
put_number (SaudaGivenCell *cell, gint64 number)
{
  if (number >= 0)
    sauda_given_cell_put_int64 (cell, number);
}

static void
put_search_key (SaudaGivenCell *cell, const SaudaCatalogVariant *variant, GHashTable *keys)
{
  GString *key = g_string_new (NULL);

  sauda_catalog_search_key_append (key, variant, keys);
  sauda_given_cell_take_text (cell, g_string_free (key, FALSE));
}

static void
put_variant (gpointer data, guint column, SaudaGivenCell *cell)
{
  Walk *walk = data;
  const SaudaCatalogVariant *variant = walk->item;

  switch (column) {
  case 0:
    sauda_given_cell_put_text (cell, variant->sku);
    break;
  case 1:
    sauda_given_cell_put_text (cell, variant->model->key);
    break;
  case 2:
    sauda_given_cell_put_text (cell, variant->model->name);
    break;
  case 3:
    sauda_given_cell_put_text (cell, variant->size);
    break;
  case 4:
    sauda_given_cell_put_text (cell, variant->size_text);
    break;
  case 5:
    put_number (cell, variant->weight_grams);
    break;
  case 6:
    if (variant->cost_cny >= 0)
      sauda_given_cell_put_double (cell, variant->cost_cny);
    break;
  case 7:
    if (variant->search_key != NULL)
      sauda_given_cell_put_text (cell, variant->search_key);
    else
      put_search_key (cell, variant, walk->writer->keys);
    break;
  case VARIANT_ID:
    sauda_given_cell_put_int64 (cell, variant->id);
    break;
  case IMPORT_ID:
    sauda_given_cell_put_int64 (cell, walk->writer->import_id);
    break;
  default:
    sauda_given_cell_put_text (cell, variant->cells[sauda_catalog_variant_cells[column - VARIANT_CELL]]);
  }
}

/* Letters of ASCII are looked at byte by byte; others may be blanks of any kind. */
static gboolean
has_blank (const char *sku)
{
  for (const char *p = sku; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x80)
      return TRUE;
  return FALSE;
}

static void
put_lenient_sku (SaudaGivenCell *cell, const char *sku)
{
  g_autofree char *lenient = has_blank (sku) ? sauda_offer_sku_make_lenient (sku) : NULL;

  if (lenient != NULL && strcmp (lenient, sku) != 0)
    sauda_given_cell_take_text (cell, g_steal_pointer (&lenient));
}

static void
put_offer (gpointer data, guint column, SaudaGivenCell *cell)
{
  Walk *walk = data;
  const SaudaCatalogRow *row = walk->item;

  switch (column) {
  case 0:
    sauda_given_cell_put_int64 (cell, row->store_id);
    break;
  case 1:
    sauda_given_cell_put_text (cell, row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
    break;
  case 2:
    put_lenient_sku (cell, row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
    break;
  case 3:
    sauda_given_cell_put_int64 (cell, row->variant->id);
    break;
  case 4:
    put_number (cell, row->price);
    break;
  case 5:
    put_number (cell, row->stock);
    break;
  case OFFER_ID:
    sauda_given_cell_put_int64 (cell, row->offer_id);
    break;
  case IMPORT_ID:
    sauda_given_cell_put_int64 (cell, walk->writer->import_id);
    break;
  default:
    sauda_given_cell_put_text (cell, row->cells[sauda_catalog_offer_cells[column - OFFER_CELL]]);
  }
}

/**
 * sauda_catalog_writer_insert_variants: (skip)
 * @self: what writes
 * @variants: (element-type SaudaCatalogVariant): new ones, with their numbers
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_writer_insert_variants (SaudaCatalogWriter *self, GPtrArray *variants, GError **error)
{
  Walk walk = { self, variants, 0, NULL, FALSE };

  return variants->len == 0 ||
         sauda_connection_insert_given (self->connection, INSERT_VARIANT, N_VARIANT_COLUMNS, go_on,
                                        put_variant, &walk, error);
}

/**
 * sauda_catalog_writer_insert_offers: (skip)
 * @self: what writes
 * @offers: (element-type SaudaCatalogRow): new ones, of variants that are written
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_writer_insert_offers (SaudaCatalogWriter *self, GPtrArray *offers, GError **error)
{
  Walk walk = { self, offers, 0, NULL, offers == self->new_offers };

  return offers->len == 0 || sauda_connection_insert_given (self->connection, INSERT_OFFER, N_OFFER_COLUMNS,
                                                            go_on, put_offer, &walk, error);
}

/**
 * sauda_catalog_writer_run_variants: (skip)
 * @self: what writes
 * @sql: a statement over given_rows: c0 to c14 as in the INSERT, the number in c15, the import in c16
 * @variants: (element-type SaudaCatalogVariant): what is given to it
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_writer_run_variants (SaudaCatalogWriter *self,
                                   const char *sql,
                                   GPtrArray *variants,
                                   GError **error)
{
  Walk walk = { self, variants, 0, NULL, FALSE };

  return variants->len == 0 ||
         sauda_connection_run_given (self->connection, sql, go_on, put_variant, &walk, error);
}

/**
 * sauda_catalog_writer_run_offers: (skip)
 * @self: what writes
 * @sql: a statement over given_rows: c0 to c14 as in the INSERT, the number in c15, the import in c16
 * @offers: (element-type SaudaCatalogRow): what is given to it
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_writer_run_offers (SaudaCatalogWriter *self, const char *sql, GPtrArray *offers, GError **error)
{
  Walk walk = { self, offers, 0, NULL, offers == self->changed_offers };

  return offers->len == 0 ||
         sauda_connection_run_given (self->connection, sql, go_on, put_offer, &walk, error);
}
