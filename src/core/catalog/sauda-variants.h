#pragma once

#include "sauda-variant-field.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaVariantDoubt:
 * @SAUDA_VARIANT_DOUBT_WEIGHT: it weighs far more or less than the other sizes of its model
 * @SAUDA_VARIANT_DOUBT_PRICE: an offer costs far more or less than the others of the model
 * @SAUDA_VARIANT_DOUBT_SIZE: an offer of it tells another size
 *
 * What cannot all be right; a person decides.
 */
typedef enum {
  SAUDA_VARIANT_DOUBT_WEIGHT = 1 << 0,
  SAUDA_VARIANT_DOUBT_PRICE = 1 << 1,
  SAUDA_VARIANT_DOUBT_SIZE = 1 << 2,
} SaudaVariantDoubt;

/**
 * SaudaVariantInfo:
 *
 * What lies on the shelf, with what its offers say.
 */
typedef struct {
  gint64 id;
  char *sku;                                  /* (owned) (not nullable) SKU_ID */
  GRefString *model_key;                      /* (owned) (not nullable) SKU_key */
  GRefString *values[SAUDA_VARIANT_N_FIELDS]; /* (owned) (nullable) by field, as they are typed */
  char *search_key;                           /* (owned) (not nullable) SKU, name, barcodes, offers, folded */
  GRefString *stores;                         /* (owned) (nullable) names, with commas between them */
  gint64 weight_grams;                        /* -1: none */
  gint64 usual_weight;                        /* grams, the median of its model; -1: too few to tell */
  gint64 usual_price;                         /* tenge, likewise */
  gint64 least_price;                         /* tenge, of its offers; -1: none */
  gint64 highest_price;
  guint offers;
  guint doubts; /* #SaudaVariantDoubt */
} SaudaVariantInfo;

void sauda_variant_info_free (SaudaVariantInfo *info);
void sauda_variant_info_set_value (SaudaVariantInfo *info, SaudaVariantField field, const char *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaVariantInfo, sauda_variant_info_free)

/**
 * SaudaVariantEdit:
 * @variant_id: the variant
 * @field: what changes
 * @before: (nullable): what the person saw
 * @after: (nullable): what it shall be, as sauda_variant_field_read() gives it
 *
 * A change of one value.
 */
typedef struct {
  gint64 variant_id;
  SaudaVariantField field;
  char *before;
  char *after;
} SaudaVariantEdit;

SaudaVariantEdit *sauda_variant_edit_new (gint64 variant_id,
                                          SaudaVariantField field,
                                          const char *before,
                                          const char *after) G_GNUC_WARN_UNUSED_RESULT;
void sauda_variant_edit_free (SaudaVariantEdit *edit);

GPtrArray *sauda_variants_list (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_variants_list_models (SaudaConnection *connection,
                                       GPtrArray *model_keys,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_variants_find (SaudaConnection *connection, const char *sku, gint64 *id, GError **error);
gboolean
sauda_variants_find_barcode (SaudaConnection *connection, const char *code, gint64 *id, GError **error);
char *sauda_variants_read_value (SaudaConnection *connection,
                                 gint64 id,
                                 SaudaVariantField field,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_variants_set (SaudaConnection *connection,
                             const SaudaVariantEdit *edit,
                             const char *who,
                             gint64 now_ms,
                             GError **error);
gint64 sauda_variants_add (SaudaConnection *connection,
                           const char *sku,
                           const char *model_key,
                           const char *name,
                           const char *size,
                           const char *who,
                           gint64 now_ms,
                           GError **error);

G_END_DECLS
