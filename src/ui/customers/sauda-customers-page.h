#pragma once

#include "sauda-customers-table.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaCustomersPage:
 *
 * The page of buyers: who they are, what they bought, and their right to be forgotten.
 *
 * Signal: `orders-wanted` (phone) when the orders of a buyer are to be looked at.
 */
#define SAUDA_TYPE_CUSTOMERS_PAGE (sauda_customers_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCustomersPage, sauda_customers_page, SAUDA, CUSTOMERS_PAGE, AdwBin)

GtkWidget *sauda_customers_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
SaudaCustomersTable *sauda_customers_page_get_table (SaudaCustomersPage *self);
gboolean sauda_customers_page_is_loaded (SaudaCustomersPage *self);
void sauda_customers_page_reload (SaudaCustomersPage *self);

G_END_DECLS
