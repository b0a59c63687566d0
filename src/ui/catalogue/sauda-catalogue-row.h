#pragma once

#include "sauda-stock-sums.h"
#include "sauda-variants.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaCatalogueRow:
 *
 * A variant in the table of the catalogue.
 *
 * Property: `revision` (uint, notifies) counts the changes.
 */
#define SAUDA_TYPE_CATALOGUE_ROW (sauda_catalogue_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCatalogueRow, sauda_catalogue_row, SAUDA, CATALOGUE_ROW, GObject)

GRefString *sauda_catalogue_row_make_key (const char *name) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogueRow *sauda_catalogue_row_new (SaudaVariantInfo *info,
                                            GRefString *name_key,
                                            const SaudaStockSum *sum) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_catalogue_row_get_id (SaudaCatalogueRow *self);
const SaudaVariantInfo *sauda_catalogue_row_get_info (SaudaCatalogueRow *self);
const char *sauda_catalogue_row_get_value (SaudaCatalogueRow *self, SaudaVariantField field);
void sauda_catalogue_row_set_value (SaudaCatalogueRow *self, SaudaVariantField field, const char *value);
gboolean sauda_catalogue_row_is_retired (SaudaCatalogueRow *self);
gboolean sauda_catalogue_row_is_counted (SaudaCatalogueRow *self);
gint64 sauda_catalogue_row_get_on_hand (SaudaCatalogueRow *self);
GRefString *sauda_catalogue_row_get_name_key (SaudaCatalogueRow *self);
void sauda_catalogue_row_set_place (SaudaCatalogueRow *self, guint place);
void sauda_catalogue_row_take_over (SaudaCatalogueRow *self, SaudaCatalogueRow *newer);
int sauda_catalogue_row_compare_names (gconstpointer first, gconstpointer second);

G_END_DECLS
