#pragma once

#include "sauda-price-view.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* An offer in the table of prices. Notifies `changed` after any of its numbers changed. */
#define SAUDA_TYPE_PRICE_ITEM (sauda_price_item_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPriceItem, sauda_price_item, SAUDA, PRICE_ITEM, GObject)

GPtrArray *sauda_price_item_create_all (GPtrArray *rows) G_GNUC_WARN_UNUSED_RESULT;
const SaudaPriceRow *sauda_price_item_get_row (SaudaPriceItem *self);
const char *sauda_price_item_get_search_key (SaudaPriceItem *self);
guint sauda_price_item_get_rank (SaudaPriceItem *self);
void sauda_price_item_take_over (SaudaPriceItem *self, SaudaPriceItem *newer);
gboolean sauda_price_item_follow (SaudaPriceItem *self, SaudaPriceItem *newer);
void sauda_price_item_set_price (SaudaPriceItem *self, gint64 price);
gboolean sauda_price_item_knows_margin (SaudaPriceItem *self);

G_END_DECLS
