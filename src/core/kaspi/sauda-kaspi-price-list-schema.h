#pragma once

#include "sauda-kaspi-price-list.h"

G_BEGIN_DECLS

gboolean
sauda_kaspi_price_list_validate (SaudaKaspiPriceList *list, const char *path, GBytes *bytes, GError **error);

G_END_DECLS
