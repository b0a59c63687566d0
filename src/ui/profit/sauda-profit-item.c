#include "sauda-profit-item.h"

#include "sauda-text.h"

struct _SaudaProfitItem {
  GObject parent_instance;

  SaudaProfitRow *row; /* (owned) (not nullable) */
  char *search_key;    /* (owned) (not nullable) */
  char *sort_key;      /* (owned) (not nullable) of the name */
};

enum { PROP_0, PROP_CHANGED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaProfitItem, sauda_profit_item, G_TYPE_OBJECT)

static void
sauda_profit_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHANGED)
    g_value_set_boolean (value, TRUE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sauda_profit_item_finalize (GObject *object)
{
  SaudaProfitItem *self = SAUDA_PROFIT_ITEM (object);

  sauda_profit_row_free (self->row);
  g_free (self->search_key);
  g_free (self->sort_key);
  G_OBJECT_CLASS (sauda_profit_item_parent_class)->finalize (object);
}

static void
sauda_profit_item_class_init (SaudaProfitItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sauda_profit_item_finalize;
  object_class->get_property = sauda_profit_item_get_property;
  /* Only notified: the cells of the row show their texts again. */
  properties[PROP_CHANGED] =
    g_param_spec_boolean ("changed", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sauda_profit_item_init (SaudaProfitItem *self)
{
}

/**
 * sauda_profit_item_new:
 * @row: (transfer full): a line of an account
 *
 * Returns: (transfer full): its row of the table
 */
SaudaProfitItem *
sauda_profit_item_new (SaudaProfitRow *row)
{
  SaudaProfitItem *self = g_object_new (SAUDA_TYPE_PROFIT_ITEM, NULL);
  g_autofree char *day = row->day != SAUDA_DAY_NONE ? sauda_day_format_short (row->day) : NULL;
  g_autofree char *text = g_strjoin (" ", row->name, day != NULL ? day : "", row->store, NULL);

  self->row = row;
  self->search_key = sauda_text_search_key (text);
  self->sort_key = g_utf8_collate_key (row->name, -1);
  return self;
}

/**
 * sauda_profit_item_take_over:
 * @self: a row that is shown
 * @newer: the same line, read again; is of no use afterwards
 *
 * Takes what @newer has, and stays the object that the selection knows.
 */
void
sauda_profit_item_take_over (SaudaProfitItem *self, SaudaProfitItem *newer)
{
  SaudaProfitRow *row = self->row;

  self->row = newer->row;
  newer->row = row;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/**
 * sauda_profit_item_get_row:
 * @self: a row
 *
 * Returns: (transfer none): the line of the account
 */
const SaudaProfitRow *
sauda_profit_item_get_row (SaudaProfitItem *self)
{
  return self->row;
}

/**
 * sauda_profit_item_get_search_key:
 * @self: a row
 *
 * Returns: (transfer none): in which words are found
 */
const char *
sauda_profit_item_get_search_key (SaudaProfitItem *self)
{
  return self->search_key;
}

/**
 * sauda_profit_item_get_sort_key:
 * @self: a row
 *
 * Returns: (transfer none): collation key of the name
 */
const char *
sauda_profit_item_get_sort_key (SaudaProfitItem *self)
{
  return self->sort_key;
}
