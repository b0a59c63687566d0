#include "sauda-profit-item.h"

struct _SaudaProfitItem {
  SaudaNamedRow parent_instance;

  SaudaProfitRow *row; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaProfitItem, sauda_profit_item, SAUDA_TYPE_NAMED_ROW)

static void
sauda_profit_item_finalize (GObject *object)
{
  sauda_profit_row_free (SAUDA_PROFIT_ITEM (object)->row);
  G_OBJECT_CLASS (sauda_profit_item_parent_class)->finalize (object);
}

static void
sauda_profit_item_class_init (SaudaProfitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_profit_item_finalize;
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
  sauda_named_row_set_words (SAUDA_NAMED_ROW (self), row->name, text);
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
  sauda_named_row_take_over (SAUDA_NAMED_ROW (self), SAUDA_NAMED_ROW (newer));
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
