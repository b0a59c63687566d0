#pragma once

#include "sauda-kaspi-price-list.h"

G_BEGIN_DECLS

/* Private to the room. */

SaudaKaspiPriceList *sauda_kaspi_price_list_read_xml (const char *path,
                                                      GCancellable *cancellable,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *
sauda_kaspi_price_list_refuse_sku (const char *sku, guint row, const char *file) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_kaspi_offer_equal (const SaudaKaspiOffer *one, const SaudaKaspiOffer *other);
gboolean sauda_kaspi_price_list_take_stock (SaudaKaspiPriceList *list,
                                            const SaudaKaspiOffer *offer,
                                            const char *text,
                                            gint64 *stock);

G_END_DECLS
