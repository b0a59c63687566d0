#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A size in which a physical model is sold. */
typedef struct {
  gint64 variant_id;
  char *size;   /* (owned) (not nullable) in Sauda's one way of writing */
  gint64 stock; /* pieces as the catalogue tells them; -1 unknown */
} SaudaCatalogSize;

/**
 * SaudaCatalogProduct:
 *
 * A physical model: what all the variants that differ in size alone have in common.
 */
typedef struct _SaudaCatalogProduct {
  char *model_key;    /* (owned) (not nullable) */
  char *model;        /* (owned) (nullable) the cut, whatever the colour */
  char *gender;       /* (owned) (nullable) */
  char *product_type; /* (owned) (nullable) */
  GPtrArray *sizes;   /* (owned) (not nullable) (element-type SaudaCatalogSize) from small to large */
} SaudaCatalogProduct;

SaudaCatalogProduct *sauda_catalog_find_product (SaudaConnection *connection,
                                                 gint64 variant_id,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_catalog_product_free (SaudaCatalogProduct *product);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogProduct, sauda_catalog_product_free)

G_END_DECLS
