#pragma once

#include "sauda-catalogue-row.h"
#include "sauda-group-filter.h"

G_BEGIN_DECLS

/**
 * SaudaCatalogueGroup:
 * @SAUDA_CATALOGUE_GROUP_ALL: everything that is sold
 * @SAUDA_CATALOGUE_GROUP_NO_OFFER: no store sells it
 * @SAUDA_CATALOGUE_GROUP_NO_SIZE: its size is not known
 * @SAUDA_CATALOGUE_GROUP_NO_BARCODE: a scanner cannot find it
 * @SAUDA_CATALOGUE_GROUP_NO_WEIGHT: its weight is not known
 * @SAUDA_CATALOGUE_GROUP_DOUBT: what is known of it cannot all be right
 * @SAUDA_CATALOGUE_GROUP_RETIRED: not sold any more; in no other group
 *
 * What a chip of the catalogue shows.
 */
typedef enum {
  SAUDA_CATALOGUE_GROUP_ALL,
  SAUDA_CATALOGUE_GROUP_NO_OFFER,
  SAUDA_CATALOGUE_GROUP_NO_SIZE,
  SAUDA_CATALOGUE_GROUP_NO_BARCODE,
  SAUDA_CATALOGUE_GROUP_NO_WEIGHT,
  SAUDA_CATALOGUE_GROUP_DOUBT,
  SAUDA_CATALOGUE_GROUP_RETIRED,
} SaudaCatalogueGroup;

#define SAUDA_N_CATALOGUE_GROUPS (SAUDA_CATALOGUE_GROUP_RETIRED + 1)

const char *sauda_catalogue_group_get_title (guint group);
const char *sauda_catalogue_group_get_name (SaudaCatalogueGroup group);
SaudaCatalogueGroup sauda_catalogue_group_from_name (const char *name);
gboolean sauda_catalogue_group_has (guint group, gpointer row);

SaudaGroupFilter *sauda_catalogue_group_filter_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
