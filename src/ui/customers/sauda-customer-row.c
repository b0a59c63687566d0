#include "sauda-customer-row.h"

#include "sauda-text.h"

struct _SaudaCustomerRow {
  GObject parent_instance;

  SaudaCustomerInfo *info; /* (owned) (not nullable) */
  char *search_key;        /* (owned) (not nullable) */
  char *sort_key;          /* (owned) (not nullable) of the name */
};

enum { PROP_0, PROP_CHANGED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaCustomerRow, sauda_customer_row, G_TYPE_OBJECT)

static void
sauda_customer_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHANGED)
    g_value_set_boolean (value, TRUE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sauda_customer_row_finalize;
  object_class->get_property = sauda_customer_row_get_property;
  /* Only notified: the cells of the row show their texts again. */
  properties[PROP_CHANGED] =
    g_param_spec_boolean ("changed", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
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

static void
swap (gpointer *one, gpointer *other)
{
  gpointer kept = *one;

  *one = *other;
  *other = kept;
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
  swap ((gpointer *) &self->info, (gpointer *) &newer->info);
  swap ((gpointer *) &self->search_key, (gpointer *) &newer->search_key);
  swap ((gpointer *) &self->sort_key, (gpointer *) &newer->sort_key);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
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
