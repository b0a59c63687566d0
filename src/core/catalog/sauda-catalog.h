#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaCatalogOffer:
 *
 * An offer with the variant that it sells. The comments name the field of `saudactl catalog map-api`.
 */
typedef struct {
  gint64 id;
  gint64 store_id;
  gint64 variant_id;   /* 0: not linked */
  char *store;         /* (owned) (not nullable) store */
  char *sku;           /* (owned) (not nullable) code: the merchant SKU that Kaspi shows */
  char *variant_sku;   /* (owned) (nullable) merchantProductId */
  char *kaspi_title;   /* (owned) (nullable) the offer's own title */
  char *kaspi_code;    /* (owned) (nullable) masterCode */
  char *size_on_kaspi; /* (owned) (nullable) */
  char *model_key;     /* (owned) (nullable) */
  char *model_name;    /* (owned) (nullable) title */
  char *size;          /* (owned) (nullable) size, in Sauda's one way of writing */
  char *size_text;     /* (owned) (nullable) as the merchant wrote it */
  char *brand;         /* (owned) (nullable) brand */
  char *model;         /* (owned) (nullable) model */
  char *color;         /* (owned) (nullable) color */
  char *gender;        /* (owned) (nullable) gender */
  char *season;        /* (owned) (nullable) season */
  char *product_type;  /* (owned) (nullable) category */
  char *sub_category;  /* (owned) (nullable) subcategory */
  char *barcode;       /* (owned) (nullable) the first of its variant */
  gint64 price;        /* price, whole tenge; -1 unknown */
  gint64 stock;        /* availableAmount; -1 unknown */
  gint64 weight_grams; /* weight is this / 1000; -1 unknown */
  double cost_cny;     /* -1 unknown */
} SaudaCatalogOffer;

void sauda_catalog_offer_free (SaudaCatalogOffer *offer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogOffer, sauda_catalog_offer_free)

/**
 * SaudaOfferLink:
 * @SAUDA_OFFER_LINK_NONE: nothing fits, or more than one variant does
 * @SAUDA_OFFER_LINK_EXACT: the store's own offer with that very SKU
 * @SAUDA_OFFER_LINK_LENIENT: the only variant whose SKU in this store differs in blanks alone
 * @SAUDA_OFFER_LINK_OTHER_STORE: the only variant that other stores sell under that very SKU
 *
 * How a SKU led to a variant.
 */
typedef enum {
  SAUDA_OFFER_LINK_NONE,
  SAUDA_OFFER_LINK_EXACT,
  SAUDA_OFFER_LINK_LENIENT,
  SAUDA_OFFER_LINK_OTHER_STORE,
} SaudaOfferLink;

GPtrArray *
sauda_catalog_list (SaudaConnection *connection, const char *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_catalog_list_offers (SaudaConnection *connection,
                                      gint64 variant_id,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogOffer *sauda_catalog_find_offer (SaudaConnection *connection,
                                             gint64 store_id,
                                             const char *sku,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_catalog_find_variant (SaudaConnection *connection,
                                     gint64 store_id,
                                     const char *sku,
                                     gint64 *variant_id,
                                     SaudaOfferLink *link,
                                     GError **error);

/* An offer that Kaspi has and the catalogue does not; texts are borrowed. */
typedef struct {
  gint64 store_id;
  const char *sku;   /* (not nullable) */
  const char *title; /* (nullable) */
  const char *brand; /* (nullable) */
  gint64 price;      /* whole tenge; 0 or less: not known */
  gint64 stock;      /* pieces; less than 0: not known */
} SaudaOfferDraft;

gboolean sauda_catalog_add_offer (SaudaConnection *connection,
                                  const SaudaOfferDraft *draft,
                                  gboolean *added,
                                  GError **error);

G_END_DECLS
