#pragma once

#include "sauda-grid.h"

G_BEGIN_DECLS

/**
 * SaudaNamedTable:
 *
 * A table of #SaudaNamedRow, which are found by words.
 */
#define SAUDA_TYPE_NAMED_TABLE (sauda_named_table_get_type ())
G_DECLARE_DERIVABLE_TYPE (SaudaNamedTable, sauda_named_table, SAUDA, NAMED_TABLE, SaudaGrid)

struct _SaudaNamedTableClass {
  SaudaGridClass parent_class;
};

void sauda_named_table_find (SaudaNamedTable *self, const char *words);
GtkFilter *sauda_named_table_make_filter (gpointer page,
                                          GVariantDict *query,
                                          const char *words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
