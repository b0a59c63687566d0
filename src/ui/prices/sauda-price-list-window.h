#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPriceListWindow:
 *
 * The price list of a store for Kaspi: made and checked, with what it changes against the one that was
 * published last; published to a place or served from this computer; the lists before, each with what it
 * changed and a way back; and what Kaspi's own list says otherwise.
 *
 * Signal: `changed` after a list was published or Kaspi's was read.
 */
#define SAUDA_TYPE_PRICE_LIST_WINDOW (sauda_price_list_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPriceListWindow, sauda_price_list_window, SAUDA, PRICE_LIST_WINDOW, AdwWindow)

SaudaPriceListWindow *sauda_price_list_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
gboolean sauda_price_list_window_is_busy (SaudaPriceListWindow *self);
void sauda_price_list_window_set_place (SaudaPriceListWindow *self, const char *place);
void sauda_price_list_window_publish (SaudaPriceListWindow *self);
void sauda_price_list_window_compare (SaudaPriceListWindow *self, const char *path);

G_END_DECLS
