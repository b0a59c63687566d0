#include "sauda-customer-row.h"

struct _SaudaCustomerRow {
  SaudaNamedRow parent_instance;

  SaudaCustomerInfo *info; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaCustomerRow, sauda_customer_row, SAUDA_TYPE_NAMED_ROW)

static void
sauda_customer_row_finalize (GObject *object)
{
  sauda_customer_info_free (SAUDA_CUSTOMER_ROW (object)->info);
  G_OBJECT_CLASS (sauda_customer_row_parent_class)->finalize (object);
}

static void
sauda_customer_row_class_init (SaudaCustomerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_customer_row_finalize;
}

static void
sauda_customer_row_init (SaudaCustomerRow *self)
{
}

/**
 * sauda_customer_row_new:
 * @info: (transfer full): a buyer
 *
 * Returns: (transfer full): his row
 */
SaudaCustomerRow *
sauda_customer_row_new (SaudaCustomerInfo *info)
{
  SaudaCustomerRow *self = g_object_new (SAUDA_TYPE_CUSTOMER_ROW, NULL);
  g_autofree char *text =
    g_strjoin (" ", info->name != NULL ? info->name : "", info->other_names != NULL ? info->other_names : "",
               info->city != NULL ? info->city : "", info->phone != NULL ? info->phone : "", NULL);

  self->info = info;
  sauda_named_row_set_words (SAUDA_NAMED_ROW (self), info->name, text);
  return self;
}

/**
 * sauda_customer_row_take_over:
 * @self: a row that is shown
 * @newer: the same buyer, read again; is of no use afterwards
 *
 * Takes what @newer has, and stays the object that selection and undo know.
 */
void
sauda_customer_row_take_over (SaudaCustomerRow *self, SaudaCustomerRow *newer)
{
  SaudaCustomerInfo *info = self->info;

  self->info = newer->info;
  newer->info = info;
  sauda_named_row_take_over (SAUDA_NAMED_ROW (self), SAUDA_NAMED_ROW (newer));
}

/**
 * sauda_customer_row_get_info:
 * @self: a row
 *
 * Returns: (transfer none): the buyer
 */
const SaudaCustomerInfo *
sauda_customer_row_get_info (SaudaCustomerRow *self)
{
  return self->info;
}
