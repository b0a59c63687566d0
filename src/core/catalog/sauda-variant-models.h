#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaVariantModel:
 *
 * A model with how many variants of it there are.
 */
typedef struct {
  char *key;     /* (owned) (not nullable) SKU_key */
  char *name;    /* (owned) (not nullable) */
  guint on_sale; /* variants that are not retired */
} SaudaVariantModel;

GArray *sauda_variant_models_list (SaudaConnection *connection,
                                   guint *retired,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
