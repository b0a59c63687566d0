#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaVariantField:
 * @SAUDA_VARIANT_FIELD_NAME: name of the model; all its sizes have it
 * @SAUDA_VARIANT_FIELD_SIZE: size
 * @SAUDA_VARIANT_FIELD_BRAND: brand
 * @SAUDA_VARIANT_FIELD_MODEL: model
 * @SAUDA_VARIANT_FIELD_COLOR: colour
 * @SAUDA_VARIANT_FIELD_GENDER: for whom it is
 * @SAUDA_VARIANT_FIELD_SEASON: season
 * @SAUDA_VARIANT_FIELD_TYPE: product type
 * @SAUDA_VARIANT_FIELD_SUBTYPE: sub-category
 * @SAUDA_VARIANT_FIELD_WEIGHT: kilograms, `0,95`
 * @SAUDA_VARIANT_FIELD_COST: yuan
 * @SAUDA_VARIANT_FIELD_BARCODES: what scanners read, with commas between them
 * @SAUDA_VARIANT_FIELD_RETIRED: `1` when it is not sold any more
 * @SAUDA_VARIANT_FIELD_PICTURE: file name in the folder of pictures
 *
 * What a person may change of a variant.
 */
typedef enum {
  SAUDA_VARIANT_FIELD_NAME,
  SAUDA_VARIANT_FIELD_SIZE,
  SAUDA_VARIANT_FIELD_BRAND,
  SAUDA_VARIANT_FIELD_MODEL,
  SAUDA_VARIANT_FIELD_COLOR,
  SAUDA_VARIANT_FIELD_GENDER,
  SAUDA_VARIANT_FIELD_SEASON,
  SAUDA_VARIANT_FIELD_TYPE,
  SAUDA_VARIANT_FIELD_SUBTYPE,
  SAUDA_VARIANT_FIELD_WEIGHT,
  SAUDA_VARIANT_FIELD_COST,
  SAUDA_VARIANT_FIELD_BARCODES,
  SAUDA_VARIANT_FIELD_RETIRED,
  SAUDA_VARIANT_FIELD_PICTURE,
} SaudaVariantField;

#define SAUDA_VARIANT_N_FIELDS (SAUDA_VARIANT_FIELD_PICTURE + 1)

const char *sauda_variant_field_get_name (SaudaVariantField field);
const char *sauda_variant_field_get_title (SaudaVariantField field);
const char *sauda_variant_field_get_column (SaudaVariantField field);
gboolean sauda_variant_field_from_name (const char *name, SaudaVariantField *field);
gboolean sauda_variant_field_read (SaudaVariantField field, const char *text, char **value, GError **error);
char *sauda_variant_field_write_size (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_variant_field_equal (const char *first, const char *second);

G_END_DECLS
