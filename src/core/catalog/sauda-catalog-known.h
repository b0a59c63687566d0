#pragma once

#include "sauda-catalog-row.h"
#include "sauda-connection.h"

G_BEGIN_DECLS

/* Columns of the table of offers that keep the cells of a row as they are, and those of variants. */
#define SAUDA_CATALOG_OFFER_CELLS                                                                            \
  "title, name, kaspi_code, kaspi_code_2, size_on_kaspi, my_size, our_size, secondary, gender_text"
#define SAUDA_CATALOG_VARIANT_CELLS "brand, model, color, gender, season, product_type, sub_category"

#define SAUDA_CATALOG_N_OFFER_CELLS 9
#define SAUDA_CATALOG_N_VARIANT_CELLS 7

extern const SaudaCatalogColumn sauda_catalog_offer_cells[SAUDA_CATALOG_N_OFFER_CELLS];
extern const SaudaCatalogColumn sauda_catalog_variant_cells[SAUDA_CATALOG_N_VARIANT_CELLS];

gboolean sauda_catalog_known_find_all (SaudaCatalogRows *rows, SaudaConnection *connection, GError **error);
gboolean sauda_catalog_known_find_variant (SaudaCatalogRows *rows,
                                           SaudaConnection *connection,
                                           const SaudaCatalogRow *row,
                                           GError **error);
gboolean sauda_catalog_known_find_offer (SaudaCatalogRows *rows,
                                         SaudaConnection *connection,
                                         SaudaCatalogRow *row,
                                         GError **error);

G_END_DECLS
