#pragma once

#include "sauda-catalogue-row.h"
#include "sauda-offers-table.h"

G_BEGIN_DECLS

/**
 * SaudaCatalogueOffers:
 *
 * What Kaspi shows of one variant, in every store; or the offers that sell none yet, with what is proposed
 * for them. Nothing is ever linked by itself.
 *
 * Signals: `linked` after offers got another variant; `pick` when a variant is to be chosen for the selected
 * offers.
 */
#define SAUDA_TYPE_CATALOGUE_OFFERS (sauda_catalogue_offers_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCatalogueOffers, sauda_catalogue_offers, SAUDA, CATALOGUE_OFFERS, AdwBin)

void sauda_catalogue_offers_set_workspace (SaudaCatalogueOffers *self, SaudaWorkspace *workspace);
SaudaCatalogueRow *sauda_catalogue_offers_get_row (SaudaCatalogueOffers *self);
void sauda_catalogue_offers_show_variant (SaudaCatalogueOffers *self, SaudaCatalogueRow *row);
void sauda_catalogue_offers_show_unlinked (SaudaCatalogueOffers *self, gboolean unlinked);
gboolean sauda_catalogue_offers_is_unlinked (SaudaCatalogueOffers *self);
void sauda_catalogue_offers_reload (SaudaCatalogueOffers *self);
const SaudaCatalogOffer *sauda_catalogue_offers_get_offer (SaudaCatalogueOffers *self);
SaudaOffersTable *sauda_catalogue_offers_get_table (SaudaCatalogueOffers *self);
void sauda_catalogue_offers_link (SaudaCatalogueOffers *self, const char *variant_sku);
void sauda_catalogue_offers_link_suggested (SaudaCatalogueOffers *self);
gboolean sauda_catalogue_offers_can_undo (SaudaCatalogueOffers *self);
void sauda_catalogue_offers_undo (SaudaCatalogueOffers *self);
guint sauda_catalogue_offers_count_selected (SaudaCatalogueOffers *self);
gboolean sauda_catalogue_offers_is_busy (SaudaCatalogueOffers *self);

G_END_DECLS
