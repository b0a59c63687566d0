#include "sauda-offer-row.h"

#include "sauda-offer-links.h"

struct _SaudaOfferRow {
  GObject parent_instance;

  SaudaCatalogOffer *offer; /* (owned) (not nullable) */
  char *suggested;          /* (owned) (nullable) SKU of the variant that it may belong to */
  const char *reason;       /* (nullable) why */
  guint revision;
};

enum { PROP_0, PROP_REVISION, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaOfferRow, sauda_offer_row, G_TYPE_OBJECT)

static void
sauda_offer_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, SAUDA_OFFER_ROW (object)->revision);
}

static void
sauda_offer_row_finalize (GObject *object)
{
  SaudaOfferRow *self = SAUDA_OFFER_ROW (object);

  sauda_catalog_offer_free (self->offer);
  g_free (self->suggested);
  G_OBJECT_CLASS (sauda_offer_row_parent_class)->finalize (object);
}

static void
sauda_offer_row_class_init (SaudaOfferRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sauda_offer_row_get_property;
  object_class->finalize = sauda_offer_row_finalize;
  properties[PROP_REVISION] =
    g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sauda_offer_row_init (SaudaOfferRow *self)
{
}

static gboolean
add_suggestions (SaudaConnection *connection, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) suggestions = sauda_offer_links_suggest (connection, error);
  guint next = 0;

  if (suggestions == NULL)
    return FALSE;
  /* Both are in the order of the offers. */
  for (guint i = 0; i < rows->len && next < suggestions->len; i++) {
    SaudaOfferRow *row = g_ptr_array_index (rows, i);
    SaudaLinkSuggestion *suggestion = g_ptr_array_index (suggestions, next);

    if (suggestion->offer_id != row->offer->id)
      continue;
    row->suggested = g_strdup (suggestion->variant_sku);
    row->reason = sauda_link_reason_get_title (suggestion->reason);
    next++;
  }
  return TRUE;
}

/**
 * sauda_offer_rows_load:
 * @connection: inside a transaction
 * @variant_id: (type gint64): address of the number of a variant; 0 for the offers without one
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (element-type SaudaOfferRow) (nullable): its offers, or those without a variant
 * with what is proposed for them; or %NULL with an error of the store
 */
GPtrArray *
sauda_offer_rows_load (SaudaConnection *connection, gpointer variant_id, GError **error)
{
  const gint64 *id = variant_id;
  g_autoptr (GPtrArray) offers = sauda_catalog_list_offers (connection, *id, error);
  g_autoptr (GPtrArray) rows = NULL;

  if (offers == NULL)
    return NULL;
  rows = g_ptr_array_new_full (offers->len, g_object_unref);
  for (guint i = 0; i < offers->len; i++) {
    SaudaOfferRow *row = g_object_new (SAUDA_TYPE_OFFER_ROW, NULL);

    row->offer = g_ptr_array_index (offers, i);
    g_ptr_array_add (rows, row);
  }
  g_ptr_array_set_free_func (offers, NULL);
  if (*id == 0 && !add_suggestions (connection, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

/**
 * sauda_offer_row_get_offer:
 * @self: a row
 *
 * Returns: (transfer none): the offer
 */
const SaudaCatalogOffer *
sauda_offer_row_get_offer (SaudaOfferRow *self)
{
  return self->offer;
}

/**
 * sauda_offer_row_get_suggested:
 * @self: a row
 *
 * Returns: (nullable): SKU of the variant that it may belong to
 */
const char *
sauda_offer_row_get_suggested (SaudaOfferRow *self)
{
  return self->suggested;
}

/**
 * sauda_offer_row_get_reason:
 * @self: a row
 *
 * Returns: (nullable): why that variant is proposed, translated
 */
const char *
sauda_offer_row_get_reason (SaudaOfferRow *self)
{
  return self->reason;
}

/**
 * sauda_offer_row_set_price:
 * @self: a row
 * @price: whole tenge
 *
 * Shows another price; saves nothing.
 */
void
sauda_offer_row_set_price (SaudaOfferRow *self, gint64 price)
{
  self->offer->price = price;
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}
