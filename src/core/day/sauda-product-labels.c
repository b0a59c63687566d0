#include "sauda-own-papers-private.h"

#include "sauda-catalog.h"
#include "sauda-database.h"
#include "sauda-money.h"
#include "sauda-stock-sums.h"
#include "sauda-text.h"
#include "sauda-variants.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USUAL_LABEL "product-58x40"
/* A slip of the finger shall not print a warehouse full. */
#define MOST_COPIES 10000

/* One of the goods that is asked for. */
typedef struct {
  char *sku;    /* (owned) (not nullable) */
  guint copies; /* 0: as for all */
  gboolean found;
  GPtrArray *labels; /* (owned) (element-type GHashTable) of it */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->sku);
  g_ptr_array_unref (wanted->labels);
  g_free (wanted);
}

static gboolean
has_words (const SaudaVariantInfo *info, const char *query)
{
  g_autofree char *folded = sauda_text_search_key (query);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (info->search_key, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* What lies on the shelf and no store sells, as if it were an offer of none. */
static SaudaCatalogOffer *
make_shelf_offer (const SaudaVariantInfo *info)
{
  SaudaCatalogOffer *offer = g_new0 (SaudaCatalogOffer, 1);
  const char *codes = info->values[SAUDA_VARIANT_FIELD_BARCODES];

  offer->variant_id = info->id;
  offer->store = g_strdup ("");
  offer->sku = g_strdup (info->sku);
  offer->variant_sku = g_strdup (info->sku);
  offer->model_name = g_strdup (info->values[SAUDA_VARIANT_FIELD_NAME]);
  offer->model = g_strdup (info->values[SAUDA_VARIANT_FIELD_MODEL]);
  offer->size = g_strdup (info->values[SAUDA_VARIANT_FIELD_SIZE]);
  offer->color = g_strdup (info->values[SAUDA_VARIANT_FIELD_COLOR]);
  offer->brand = g_strdup (info->values[SAUDA_VARIANT_FIELD_BRAND]);
  offer->barcode = codes != NULL ? g_strndup (codes, strcspn (codes, ", ")) : NULL;
  offer->price = offer->stock = offer->weight_grams = -1;
  offer->cost_cny = -1;
  return offer;
}

/* The offers, behind them what no store sells; the stock of each is what the shelf has. */
static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaOwnPaperRun *run = data;
  g_autoptr (GPtrArray) offers = sauda_catalog_list (connection, run->options.query, error);
  g_autoptr (GPtrArray) variants = offers != NULL ? sauda_variants_list (connection, error) : NULL;
  g_autoptr (GArray) sums = variants != NULL ? sauda_stock_sums_read (connection, NULL, error) : NULL;

  if (sums == NULL)
    return NULL;
  for (guint i = 0; run->options.store == NULL && i < variants->len; i++) {
    const SaudaVariantInfo *info = g_ptr_array_index (variants, i);

    if (info->offers == 0 && (run->items != NULL || info->values[SAUDA_VARIANT_FIELD_RETIRED] == NULL) &&
        (run->options.query == NULL || has_words (info, run->options.query)))
      g_ptr_array_add (offers, make_shelf_offer (info));
  }
  for (guint i = 0; i < offers->len; i++) {
    SaudaCatalogOffer *offer = g_ptr_array_index (offers, i);
    const SaudaStockSum *sum =
      offer->variant_id != 0 ? sauda_stock_sums_find (sums, offer->variant_id) : NULL;

    if (sum != NULL)
      offer->stock = sum->on_hand;
  }
  return g_steal_pointer (&offers);
}

/* `SKU=3`: a count only where digits alone stand behind the last sign. */
static GPtrArray *
read_wanted (GStrv items)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (wanted_free);

  for (guint i = 0; items != NULL && items[i] != NULL; i++) {
    const char *sign = strrchr (items[i], '=');
    gboolean counted = sign != NULL && sign[1] != '\0' && strlen (sign + 1) < 6 &&
                       strspn (sign + 1, "0123456789") == strlen (sign + 1);
    Wanted *wanted = g_new0 (Wanted, 1);

    wanted->sku = counted ? g_strndup (items[i], (gsize) (sign - items[i])) : g_strdup (items[i]);
    wanted->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
    wanted->copies = counted ? (guint) g_ascii_strtoull (sign + 1, NULL, 10) : 0;
    g_ptr_array_add (list, wanted);
  }
  return list;
}

/* By SKU: thousands of goods may be asked for. */
static GHashTable *
index_wanted (GPtrArray *list)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = list->len; i > 0; i--) {
    Wanted *wanted = g_ptr_array_index (list, i - 1);

    g_hash_table_insert (index, wanted->sku, wanted);
  }
  return index;
}

static Wanted *
find_wanted (GHashTable *index, const SaudaCatalogOffer *offer)
{
  Wanted *wanted = g_hash_table_lookup (index, offer->sku);

  return wanted == NULL && offer->variant_sku != NULL ? g_hash_table_lookup (index, offer->variant_sku)
                                                      : wanted;
}

/* What is printed on the goods already; else the shorter one, which makes the wider bars. Each of them leads
 * to the goods. */
static const char *
choose_code (const SaudaCatalogOffer *offer)
{
  if (offer->barcode != NULL)
    return offer->barcode;
  return offer->variant_sku != NULL && strlen (offer->variant_sku) < strlen (offer->sku) ? offer->variant_sku
                                                                                         : offer->sku;
}

static GHashTable *
describe (const SaudaCatalogOffer *offer)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *price = offer->price >= 0 ? sauda_money_format (offer->price) : NULL;

  sauda_own_paper_run_put (fields, "title",
                           offer->model_name != NULL ? offer->model_name : offer->kaspi_title);
  sauda_own_paper_run_put (fields, "model", offer->model);
  sauda_own_paper_run_put (fields, "size", offer->size);
  sauda_own_paper_run_put (fields, "color", offer->color);
  sauda_own_paper_run_put (fields, "brand", offer->brand);
  sauda_own_paper_run_put (fields, "sku", offer->variant_sku != NULL ? offer->variant_sku : offer->sku);
  sauda_own_paper_run_put (fields, "price", price);
  sauda_own_paper_run_put (fields, "store", offer->store);
  sauda_own_paper_run_put (fields, "code", choose_code (offer));
  return fields;
}

static guint
count_copies (const SaudaOwnPaperRun *self, const SaudaCatalogOffer *offer, const Wanted *wanted)
{
  if (wanted != NULL && wanted->copies > 0)
    return MIN (wanted->copies, MOST_COPIES);
  if (self->options.copies > 0)
    return MIN (self->options.copies, MOST_COPIES);
  return offer->stock > 0 ? (guint) MIN (offer->stock, MOST_COPIES) : 0;
}

static void
add_copies (SaudaOwnPaperRun *self,
            const SaudaTemplate *label,
            GPtrArray *copies,
            const SaudaCatalogOffer *offer,
            const Wanted *wanted)
{
  g_autoptr (GHashTable) fields = describe (offer);
  guint count = count_copies (self, offer, wanted);
  g_autoptr (GError) error = NULL;

  if (count > 0 && !sauda_template_check_fields (label, fields, &error)) {
    sauda_own_paper_run_add_problem (self, "%s: %s", offer->sku, error->message);
    return;
  }
  for (guint i = 0; i < count; i++)
    g_ptr_array_add (copies, g_hash_table_ref (fields));
}

/**
 * sauda_own_paper_run_write_products: (skip)
 * @self: a paper being written
 * @error: return location
 *
 * A piece on the shelf has one label, however many offers sell it, unless an offer is named. Goods that are
 * asked for come in that order.
 *
 * Returns: %FALSE with an error of the stationery or store room or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_own_paper_run_write_products (SaudaOwnPaperRun *self, GError **error)
{
  const SaudaTemplate *label = sauda_template_library_find (
    self->library, self->options.label != NULL ? self->options.label : USUAL_LABEL, error);
  g_autoptr (GPtrArray) wanted = read_wanted (self->items);
  g_autoptr (GHashTable) index = index_wanted (wanted);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) offers =
    label != NULL
      ? sauda_database_read (sauda_workspace_get_database (self->workspace), list_work, self, error)
      : NULL;

  if (offers == NULL)
    return FALSE;
  for (guint i = 0; i < offers->len; i++) {
    const SaudaCatalogOffer *offer = g_ptr_array_index (offers, i);
    Wanted *asked = find_wanted (index, offer);

    if ((wanted->len > 0 && asked == NULL) ||
        (self->options.store != NULL && !g_str_equal (offer->store, self->options.store)) ||
        !g_hash_table_add (seen, offer->variant_sku != NULL ? offer->variant_sku : offer->sku))
      continue;
    if (asked != NULL)
      asked->found = TRUE;
    add_copies (self, label, asked != NULL ? asked->labels : copies, offer, asked);
  }
  for (guint i = 0; i < wanted->len; i++) {
    Wanted *one = g_ptr_array_index (wanted, i);

    for (guint n = 0; n < one->labels->len; n++)
      g_ptr_array_add (copies, g_hash_table_ref (g_ptr_array_index (one->labels, n)));
    if (!one->found)
      sauda_own_paper_run_add_problem (
        self, _ ("The catalogue has no “%s”. Import the catalogue, or correct the SKU."), one->sku);
  }
  return sauda_own_paper_run_print (self, label, copies, error);
}
