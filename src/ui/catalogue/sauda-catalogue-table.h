#pragma once

#include "sauda-catalogue-columns.h"
#include "sauda-catalogue-group.h"
#include "sauda-grid.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaCatalogueTable:
 *
 * The table of variants; its columns are #SaudaCatalogueColumn.
 *
 * Signal: `saved` after changes were written, or refused.
 */
#define SAUDA_TYPE_CATALOGUE_TABLE (sauda_catalogue_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCatalogueTable, sauda_catalogue_table, SAUDA, CATALOGUE_TABLE, SaudaGrid)

void sauda_catalogue_table_set_workspace (SaudaCatalogueTable *self, SaudaWorkspace *workspace);
void sauda_catalogue_table_show_rows (SaudaCatalogueTable *self, GPtrArray *rows);
GPtrArray *sauda_catalogue_table_get_rows (SaudaCatalogueTable *self);
SaudaGroupFilter *sauda_catalogue_table_get_filter (SaudaCatalogueTable *self);
void sauda_catalogue_table_set_values (SaudaCatalogueTable *self,
                                       GPtrArray *rows,
                                       guint column,
                                       const char *const *values);
void sauda_catalogue_table_set_retired (SaudaCatalogueTable *self, GPtrArray *rows, gboolean retired);
gboolean sauda_catalogue_table_is_saving (SaudaCatalogueTable *self);
char *sauda_catalogue_table_take_doubt (SaudaCatalogueTable *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
