#pragma once

#include "sauda-catalog.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaOfferRow:
 *
 * An offer in the table below the catalogue.
 *
 * Property: `revision` (uint, notifies) counts the changes.
 */
#define SAUDA_TYPE_OFFER_ROW (sauda_offer_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOfferRow, sauda_offer_row, SAUDA, OFFER_ROW, GObject)

GPtrArray *sauda_offer_rows_load (SaudaConnection *connection,
                                  gpointer variant_id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
const SaudaCatalogOffer *sauda_offer_row_get_offer (SaudaOfferRow *self);
const char *sauda_offer_row_get_suggested (SaudaOfferRow *self);
const char *sauda_offer_row_get_reason (SaudaOfferRow *self);
void sauda_offer_row_set_price (SaudaOfferRow *self, gint64 price);

G_END_DECLS
