#pragma once

#include "sauda-catalogue-offers.h"
#include "sauda-catalogue-table.h"

G_BEGIN_DECLS

/**
 * SaudaCataloguePage:
 *
 * The page of products: every variant with what it is called and weighs, and below it the offers that sell
 * it.
 */
#define SAUDA_TYPE_CATALOGUE_PAGE (sauda_catalogue_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCataloguePage, sauda_catalogue_page, SAUDA, CATALOGUE_PAGE, AdwBin)

GtkWidget *sauda_catalogue_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogueTable *sauda_catalogue_page_get_table (SaudaCataloguePage *self);
SaudaCatalogueOffers *sauda_catalogue_page_get_offers (SaudaCataloguePage *self);
gboolean sauda_catalogue_page_is_loaded (SaudaCataloguePage *self);
void sauda_catalogue_page_reload (SaudaCataloguePage *self);
void sauda_catalogue_page_set_group (SaudaCataloguePage *self, SaudaCatalogueGroup group);
void sauda_catalogue_page_import (SaudaCataloguePage *self, const char *path);
void sauda_catalogue_page_export (SaudaCataloguePage *self, const char *path);
void sauda_catalogue_page_set_picture (SaudaCataloguePage *self, const char *path);
void sauda_catalogue_page_look_outside (SaudaCataloguePage *self);

G_END_DECLS
