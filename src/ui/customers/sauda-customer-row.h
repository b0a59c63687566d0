#pragma once

#include "sauda-customer-list.h"
#include "sauda-named-row.h"

G_BEGIN_DECLS

/* A buyer in the table of customers. */
#define SAUDA_TYPE_CUSTOMER_ROW (sauda_customer_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCustomerRow, sauda_customer_row, SAUDA, CUSTOMER_ROW, SaudaNamedRow)

SaudaCustomerRow *sauda_customer_row_new (SaudaCustomerInfo *info) G_GNUC_WARN_UNUSED_RESULT;
void sauda_customer_row_take_over (SaudaCustomerRow *self, SaudaCustomerRow *newer);
const SaudaCustomerInfo *sauda_customer_row_get_info (SaudaCustomerRow *self);

G_END_DECLS
