#pragma once

#include "sauda-prices-table.h"

G_BEGIN_DECLS

/**
 * SaudaPricesPage:
 *
 * The page of prices: what each offer costs and brings, changed one by one or by a rule, what to look at, and
 * the price list for Kaspi.
 */
#define SAUDA_TYPE_PRICES_PAGE (sauda_prices_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPricesPage, sauda_prices_page, SAUDA, PRICES_PAGE, AdwBin)

GtkWidget *sauda_prices_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
SaudaPricesTable *sauda_prices_page_get_table (SaudaPricesPage *self);
gboolean sauda_prices_page_is_loaded (SaudaPricesPage *self);
void sauda_prices_page_reload (SaudaPricesPage *self);
void sauda_prices_page_show_list (SaudaPricesPage *self);
void sauda_prices_page_compare_list (SaudaPricesPage *self, const char *path);
void sauda_prices_page_import_competitors (SaudaPricesPage *self, const char *path);

G_END_DECLS
