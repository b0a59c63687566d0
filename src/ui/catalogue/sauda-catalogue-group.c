#include "sauda-catalogue-group.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name; /* in saved views */
  const char *title;
} groups[] = {
  [SAUDA_CATALOGUE_GROUP_ALL] = { "all", N_ ("All") },
  [SAUDA_CATALOGUE_GROUP_NO_OFFER] = { "no-offer", N_ ("Not on Kaspi") },
  [SAUDA_CATALOGUE_GROUP_NO_SIZE] = { "no-size", N_ ("No size") },
  [SAUDA_CATALOGUE_GROUP_NO_BARCODE] = { "no-barcode", N_ ("No barcode") },
  [SAUDA_CATALOGUE_GROUP_NO_WEIGHT] = { "no-weight", N_ ("No weight") },
  [SAUDA_CATALOGUE_GROUP_DOUBT] = { "doubt", N_ ("To check") },
  [SAUDA_CATALOGUE_GROUP_RETIRED] = { "retired", N_ ("Archive") },
};

/**
 * sauda_catalogue_group_get_title:
 * @group: a #SaudaCatalogueGroup
 *
 * Returns: its translated name
 */
const char *
sauda_catalogue_group_get_title (guint group)
{
  g_return_val_if_fail (group < SAUDA_N_CATALOGUE_GROUPS, NULL);
  return _ (groups[group].title);
}

/**
 * sauda_catalogue_group_get_name:
 * @group: a group
 *
 * Returns: its name in saved views
 */
const char *
sauda_catalogue_group_get_name (SaudaCatalogueGroup group)
{
  g_return_val_if_fail (group < SAUDA_N_CATALOGUE_GROUPS, NULL);
  return groups[group].name;
}

/**
 * sauda_catalogue_group_from_name:
 * @name: (nullable): a name in a saved view
 *
 * Returns: the group; everything when there is no such group (any more)
 */
SaudaCatalogueGroup
sauda_catalogue_group_from_name (const char *name)
{
  for (guint i = 0; i < SAUDA_N_CATALOGUE_GROUPS; i++)
    if (g_strcmp0 (groups[i].name, name) == 0)
      return (SaudaCatalogueGroup) i;
  return SAUDA_CATALOGUE_GROUP_ALL;
}

/**
 * sauda_catalogue_group_has:
 * @group: a #SaudaCatalogueGroup
 * @row: (type SaudaCatalogueRow): a variant
 *
 * Returns: whether @row is in @group
 */
gboolean
sauda_catalogue_group_has (guint group, gpointer row)
{
  const SaudaVariantInfo *info = sauda_catalogue_row_get_info (row);

  if (sauda_catalogue_row_is_retired (row) != (group == SAUDA_CATALOGUE_GROUP_RETIRED))
    return FALSE;
  switch ((SaudaCatalogueGroup) group) {
  case SAUDA_CATALOGUE_GROUP_NO_OFFER:
    return info->offers == 0;
  case SAUDA_CATALOGUE_GROUP_NO_SIZE:
    return info->values[SAUDA_VARIANT_FIELD_SIZE] == NULL;
  case SAUDA_CATALOGUE_GROUP_NO_BARCODE:
    return info->values[SAUDA_VARIANT_FIELD_BARCODES] == NULL;
  case SAUDA_CATALOGUE_GROUP_NO_WEIGHT:
    return info->weight_grams < 0;
  case SAUDA_CATALOGUE_GROUP_DOUBT:
    return info->doubts != 0;
  default:
    return TRUE;
  }
}

static const char *
get_key (gpointer row)
{
  return sauda_catalogue_row_get_info (row)->search_key;
}

/**
 * sauda_catalogue_group_filter_new:
 *
 * Returns: (transfer full): a filter that shows everything that is sold; its words are found in SKU, name,
 *   barcodes and offers
 */
SaudaGroupFilter *
sauda_catalogue_group_filter_new (void)
{
  return sauda_group_filter_new (get_key, sauda_catalogue_group_has);
}
