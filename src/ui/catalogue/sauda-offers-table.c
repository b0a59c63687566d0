#include "sauda-offers-table.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-range.h"
#include "sauda-money.h"
#include "sauda-offer-price.h"
#include "sauda-packer-view.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaOffersTable {
  SaudaGrid parent_instance;

  GListStore *rows;          /* (owned) (not nullable) (element-type SaudaOfferRow) */
  SaudaWorkspace *workspace; /* (owned) (nullable) until set */
  gint64 usual_price;        /* tenge, of the model; -1: not known */
  guint saves;               /* on their way */
};

/* A price on its way to the database's thread. */
typedef struct {
  char *store; /* (owned) */
  char *sku;   /* (owned) */
  gint64 usual;
  gint64 before;
  gint64 after;
  gint64 now_ms;
} Save;

G_DEFINE_FINAL_TYPE (SaudaOffersTable, sauda_offers_table, SAUDA_TYPE_GRID)

static guint saved_signal;

static const SaudaCatalogOffer *
get_offer (gconstpointer row)
{
  return sauda_offer_row_get_offer ((gpointer) row);
}

static char *
get_store_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_offer (row)->store);
}

static char *
get_sku_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_offer (row)->sku);
}

static char *
get_title_text (gpointer row, gint64 now_ms)
{
  const SaudaCatalogOffer *offer = get_offer (row);

  return g_strdup (offer->kaspi_title != NULL ? offer->kaspi_title : offer->model_name);
}

static char *
get_size_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_offer (row)->size_on_kaspi);
}

static char *
get_price_text (gpointer row, gint64 now_ms)
{
  return get_offer (row)->price >= 0 ? sauda_money_format (get_offer (row)->price) : NULL;
}

static char *
get_price_value (gpointer row)
{
  return get_price_text (row, 0);
}

static gboolean
read_price (const char *text, char **value, GError **error)
{
  gint64 price;

  if (sauda_catalog_range_read_price (text, &price)) {
    *value = sauda_money_format (price);
    return TRUE;
  }
  g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
               _ ("“%s” is no price: it is told in whole tenge, such as 8 990."), text);
  return FALSE;
}

static gboolean
get_price_number (gpointer row, double *number)
{
  *number = (double) get_offer (row)->price;
  return get_offer (row)->price >= 0;
}

/* What it sells; for offers without a product what is proposed, with the reason. */
static char *
get_product_text (gpointer row, gint64 now_ms)
{
  const char *suggested = sauda_offer_row_get_suggested (row);

  if (get_offer (row)->variant_sku != NULL)
    return g_strdup (get_offer (row)->variant_sku);
  /* Translators: SKU of the product that an offer may belong to, and why */
  return suggested != NULL ? g_strdup_printf (_ ("%s? %s"), suggested, sauda_offer_row_get_reason (row))
                           : NULL;
}

static char *
get_card_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_offer (row)->kaspi_code);
}

static char *
get_stock_text (gpointer row, gint64 now_ms)
{
  gint64 stock = get_offer (row)->stock;

  return stock >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, stock) : NULL;
}

#define COMPARE_TEXTS(name, member)                                                                          \
  static int compare_##name (gconstpointer a, gconstpointer b)                                               \
  {                                                                                                          \
    return g_strcmp0 (get_offer (a)->member, get_offer (b)->member);                                         \
  }
#define COMPARE_NUMBERS(name, member)                                                                        \
  static int compare_##name (gconstpointer a, gconstpointer b)                                               \
  {                                                                                                          \
    return (get_offer (a)->member > get_offer (b)->member) -                                                 \
           (get_offer (a)->member < get_offer (b)->member);                                                  \
  }

COMPARE_TEXTS (stores, store)
COMPARE_TEXTS (skus, sku)
COMPARE_TEXTS (titles, kaspi_title)
COMPARE_TEXTS (sizes, size_on_kaspi)
COMPARE_TEXTS (cards, kaspi_code)
COMPARE_NUMBERS (prices, price)
COMPARE_NUMBERS (stocks, stock)

/* What can be linked at once stands first. */
static int
compare_products (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = get_product_text ((gpointer) a, 0), *second = get_product_text ((gpointer) b, 0);

  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);
  return strcmp (first, second);
}

#define NUMERIC SAUDA_GRID_COLUMN_NUMERIC
#define EXTRA SAUDA_GRID_COLUMN_EXTRA

static const SaudaGridColumn columns[SAUDA_N_OFFERS_COLUMNS] = {
  [SAUDA_OFFERS_COLUMN_STORE] = { "store", N_ ("Store"), NULL, get_store_text, compare_stores, 96 },
  [SAUDA_OFFERS_COLUMN_SKU] = { "offer", N_ ("Code at Kaspi"), NULL, get_sku_text, compare_skus, 190,
                                SAUDA_GRID_COLUMN_CODE },
  [SAUDA_OFFERS_COLUMN_TITLE] = { "title", N_ ("Title"), NULL, get_title_text, compare_titles, 150,
                                  SAUDA_GRID_COLUMN_EXPAND },
  [SAUDA_OFFERS_COLUMN_SIZE] = { "size", N_ ("Size at Kaspi"), NULL, get_size_text, compare_sizes, 90 },
  [SAUDA_OFFERS_COLUMN_PRICE] = { "price", N_ ("Price"), NULL, get_price_text, compare_prices, 92,
                                  NUMERIC | SAUDA_GRID_COLUMN_EDITABLE | SAUDA_GRID_COLUMN_PRICE,
                                  get_price_value, read_price, get_price_number },
  [SAUDA_OFFERS_COLUMN_PRODUCT] = { "product", N_ ("Product"), NULL, get_product_text, compare_products,
                                    190 },
  [SAUDA_OFFERS_COLUMN_CARD] = { "card", N_ ("Product Card"), NULL, get_card_text, compare_cards, 110,
                                 EXTRA },
  [SAUDA_OFFERS_COLUMN_STOCK] = { "stock", N_ ("Stock in the File"), NULL, get_stock_text, compare_stocks,
                                  110, NUMERIC | EXTRA },
};

static const SaudaGridKind kind = {
  .title = N_ ("Offers"),
  .columns = columns,
  .n_columns = SAUDA_N_OFFERS_COLUMNS,
  .default_sort = SAUDA_OFFERS_COLUMN_STORE,
  .fixed = SAUDA_OFFERS_COLUMN_SKU,
  .order_key = "offer-columns",
  .widths_key = "offer-column-widths",
  .sort_key = "offer-sort-column",
  .descending_key = "offer-sort-descending",
};

static void
save_free (gpointer data)
{
  Save *save = data;

  g_free (save->store);
  g_free (save->sku);
  g_free (save);
}

static gpointer
save_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Save *save = data;
  const SaudaOfferPrice price = { save->store, save->sku, save->usual, save->before, save->after };

  return sauda_offer_price_set (connection, &price, "merchant", save->now_ms, error) ? data : NULL;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOffersTable) self = NULL;
  g_autoptr (GError) error = NULL;

  sauda_workspace_write_finish (source, result, &error);
  self = SAUDA_OFFERS_TABLE (sauda_grid_save_end (user_data, error));
  self->saves--;
  g_signal_emit (self, saved_signal, 0);
}

/* A change is saved even when the window closes meanwhile: it gets no cancellable. */
static void
apply (SaudaGrid *grid, gpointer item, guint column, const char *value)
{
  SaudaOffersTable *self = SAUDA_OFFERS_TABLE (grid);
  const SaudaCatalogOffer *offer = get_offer (item);
  gint64 price = -1;
  Save *save;

  /* An undo of the first price cannot take it away again: an offer keeps what it has. */
  if (column != SAUDA_OFFERS_COLUMN_PRICE || value == NULL || !sauda_catalog_range_read_price (value, &price))
    return;
  save = g_new0 (Save, 1);
  save->store = g_strdup (offer->store);
  save->sku = g_strdup (offer->sku);
  save->usual = self->usual_price;
  save->before = offer->price;
  save->after = price;
  save->now_ms = sauda_workspace_get_now (self->workspace);
  sauda_offer_row_set_price (item, price);
  self->saves++;
  sauda_workspace_write_async (self->workspace, save_work, save, save_free, NULL, NULL, on_saved,
                               sauda_grid_save_begin (grid));
}

static gboolean
can_edit (SaudaGrid *grid, gpointer row, guint column)
{
  return !sauda_packer_view_is_on ();
}

static char *
describe_all (SaudaGrid *grid)
{
  guint rows = sauda_grid_model_count (sauda_grid_get_model (grid));

  return g_strdup_printf (ngettext ("%u offer is selected.", "%u offers are selected.", rows), rows);
}

static void
sauda_offers_table_finalize (GObject *object)
{
  SaudaOffersTable *self = SAUDA_OFFERS_TABLE (object);

  g_object_unref (self->rows);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_offers_table_parent_class)->finalize (object);
}

static void
sauda_offers_table_class_init (SaudaOffersTableClass *klass)
{
  SaudaGridClass *grid_class = SAUDA_GRID_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_offers_table_finalize;
  grid_class->kind = &kind;
  grid_class->apply = apply;
  grid_class->can_edit = can_edit;
  grid_class->describe_all = describe_all;
  saved_signal =
    g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_offers_table_init (SaudaOffersTable *self)
{
  self->usual_price = -1;
  self->rows = g_list_store_new (SAUDA_TYPE_OFFER_ROW);
  sauda_grid_set_source (SAUDA_GRID (self), G_LIST_MODEL (self->rows));
}

/**
 * sauda_offers_table_set_workspace:
 * @self: a table
 * @workspace: where prices are saved
 */
void
sauda_offers_table_set_workspace (SaudaOffersTable *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_OFFERS_TABLE (self));
  g_set_object (&self->workspace, workspace);
}

/**
 * sauda_offers_table_show_rows:
 * @self: a table
 * @rows: (element-type SaudaOfferRow): what to show
 * @usual_price: what the offers of the model cost, tenge; -1 when it is not known
 */
void
sauda_offers_table_show_rows (SaudaOffersTable *self, GPtrArray *rows, gint64 usual_price)
{
  g_return_if_fail (SAUDA_IS_OFFERS_TABLE (self));

  sauda_grid_commit (SAUDA_GRID (self));
  self->usual_price = usual_price;
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata,
                       rows->len);
}

/**
 * sauda_offers_table_is_saving:
 * @self: a table
 *
 * Returns: whether a price is still on its way to the disk
 */
gboolean
sauda_offers_table_is_saving (SaudaOffersTable *self)
{
  g_return_val_if_fail (SAUDA_IS_OFFERS_TABLE (self), FALSE);
  return self->saves > 0;
}
