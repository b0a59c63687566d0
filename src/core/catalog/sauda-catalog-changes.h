#pragma once

#include "sauda-catalog-row.h"
#include "sauda-connection.h"

G_BEGIN_DECLS

/* One value of the database and of the file. */
typedef struct {
  int place; /* in the statement */
  SaudaCatalogColumn column;
  const char *text; /* (nullable) what the file says, as text */
  gboolean decimal; /* a number in the database: thousandths of what the file says */
} SaudaCatalogPair;

void sauda_catalog_changes_note (SaudaCatalogRows *rows,
                                 const SaudaCatalogRow *row,
                                 SaudaStatement *known,
                                 const SaudaCatalogPair *pairs,
                                 guint n_pairs);
void sauda_catalog_changes_note_new (SaudaCatalogRows *rows, const SaudaCatalogRow *row);

G_END_DECLS
