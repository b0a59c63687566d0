#include "sauda-customer-row.h"

#include "sauda-text.h"

struct _SaudaCustomerRow {
  GObject parent_instance;

  SaudaCustomerInfo *info; /* (owned) (not nullable) */
  char *search_key;        /* (owned) (not nullable) */
  char *sort_key;          /* (owned) (not nullable) of the name */
};

G_DEFINE_FINAL_TYPE (SaudaCustomerRow, sauda_customer_row, G_TYPE_OBJECT)

static void
sauda_customer_row_finalize (GObject *object)
{
  SaudaCustomerRow *self = SAUDA_CUSTOMER_ROW (object);

  sauda_customer_info_free (self->info);
  g_free (self->search_key);
  g_free (self->sort_key);
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
  self->search_key = sauda_text_search_key (text);
  self->sort_key = g_utf8_collate_key (info->name != NULL ? info->name : "", -1);
  return self;
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

/**
 * sauda_customer_row_get_search_key:
 * @self: a row
 *
 * Returns: (transfer none): in which words are found
 */
const char *
sauda_customer_row_get_search_key (SaudaCustomerRow *self)
{
  return self->search_key;
}

/**
 * sauda_customer_row_get_sort_key:
 * @self: a row
 *
 * Returns: (transfer none): collation key of the name
 */
const char *
sauda_customer_row_get_sort_key (SaudaCustomerRow *self)
{
  return self->sort_key;
}
