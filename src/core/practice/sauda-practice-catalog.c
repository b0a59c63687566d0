#include "sauda-practice-catalog.h"

#include "sauda-practice-offer-private.h"
#include "sauda-practice-resource.h"

#include <gio/gio.h>
#include <string.h>

#define CATALOG_PATH "/io/github/sauda/Sauda/practice/catalog.csv"

static const SaudaPracticeStore stores[SAUDA_PRACTICE_STORES] = {
  { "UNIVERSAL", "Universal", "30000001", "practice-30000001" },
  { "ONLYFIT", "OnlyFit", "30000002", "practice-30000002" },
};

/* The columns that the simulator needs; the header line gives them their places. */
typedef enum {
  COLUMN_TITLE,
  COLUMN_CLICKED_SIZE,
  COLUMN_ARTICLE,
  COLUMN_SKU,
  COLUMN_NAME,
  COLUMN_PRICE,
  COLUMN_GENDER,
  COLUMN_WEIGHT,
  COLUMN_STORE,
  N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = {
  "Kaspi_name_core",   "Size_kaspi", "Kaspi_art_1", "SKU_ID_KSP", "Kaspi_name_source",
  "Initial_KSP_Price", "Gender2",    "Weight_kg",   "Store_name",
};

static void
offer_free (gpointer data)
{
  SaudaPracticeOffer *offer = data;

  g_free (offer->sku);
  g_free (offer->name);
  g_free (offer->title);
  g_free (offer->article);
  g_free (offer);
}

static gint64
read_price (const char *text)
{
  gint64 price = 0;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      price = price * 10 + (*text - '0');
  return price;
}

/* "0,95" kilograms are 950 grams. */
static guint
read_grams (const char *text)
{
  g_autofree char *number = g_strdelimit (g_strdup (text), ",", '.');

  return (guint) (g_ascii_strtod (number, NULL) * 1000 + 0.5);
}

static guint
find_store (const char *name)
{
  guint i = 0;

  while (i + 1 < SAUDA_PRACTICE_STORES && strcmp (stores[i].name, name) != 0)
    i++;
  return i;
}

/* "Принт 5в1 черный мужской 44": as a label prints it. */
static char *
make_title (const char *title, const char *gender, const char *size)
{
  if (*size == '\0')
    return g_strdup (title);
  if (strstr (title, gender) != NULL)
    return g_strdup_printf ("%s %s", title, size);
  return g_strdup_printf ("%s %s %s", title, gender, size);
}

static SaudaPracticeOffer *
offer_new (char **cells, const guint *columns)
{
  SaudaPracticeOffer *offer = g_new0 (SaudaPracticeOffer, 1);
  const char *size = cells[columns[COLUMN_CLICKED_SIZE]];

  offer->sku = g_strdup (cells[columns[COLUMN_SKU]]);
  offer->name = g_strdup (cells[columns[COLUMN_NAME]]);
  offer->article = g_strdup (cells[columns[COLUMN_ARTICLE]]);
  offer->by_weight = *size == '\0';
  offer->title = make_title (cells[columns[COLUMN_TITLE]], cells[columns[COLUMN_GENDER]], size);
  offer->price = read_price (cells[columns[COLUMN_PRICE]]);
  offer->weight_grams = read_grams (cells[columns[COLUMN_WEIGHT]]);
  offer->store = find_store (cells[columns[COLUMN_STORE]]);
  return offer;
}

/**
 * sauda_practice_get_stores:
 * @n_stores: (out) (optional): how many there are
 *
 * Returns: (array length=n_stores) (transfer none): the stores of every practice day
 */
const SaudaPracticeStore *
sauda_practice_get_stores (guint *n_stores)
{
  if (n_stores != NULL)
    *n_stores = G_N_ELEMENTS (stores);
  return stores;
}

/**
 * sauda_practice_get_catalog:
 *
 * Returns: (transfer full): the practice stores' catalogue, a CSV in the merchant's own form (M02)
 */
GBytes *
sauda_practice_get_catalog (void)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  sauda_practice_data_register_resource ();
  bytes = g_resource_lookup_data (sauda_practice_data_get_resource (), CATALOG_PATH,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL)
    g_error ("The practice catalogue is not in the program: %s", error->message);
  return bytes;
}

/**
 * sauda_practice_offers_read:
 *
 * Reads the catalogue as far as the simulator needs it. Our own file has neither quotes nor line ends in
 * cells.
 *
 * Returns: (transfer full) (element-type SaudaPracticeOffer): every offer, in the order of the file
 */
GPtrArray *
sauda_practice_offers_read (void)
{
  g_autoptr (GBytes) bytes = sauda_practice_get_catalog ();
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) header = g_strsplit (lines[0], ";", -1);
  GPtrArray *offers = g_ptr_array_new_with_free_func (offer_free);
  guint columns[N_COLUMNS];
  guint i, width = g_strv_length (header);

  for (i = 0; i < N_COLUMNS; i++) {
    columns[i] = 0;
    while (columns[i] < width && strcmp (header[columns[i]], column_names[i]) != 0)
      columns[i]++;
    g_assert (columns[i] < width);
  }
  for (i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], ";", -1);

    if (g_strv_length (cells) == width)
      g_ptr_array_add (offers, offer_new (cells, columns));
  }
  return offers;
}
