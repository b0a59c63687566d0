#pragma once

#include "sauda-price-list-diff.h"
#include "sauda-price-list-loss.h"

G_BEGIN_DECLS

SaudaKaspiPriceList *sauda_price_list_history_read (SaudaConnection *connection,
                                                    gint64 list_id,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_price_list_history_find_before (SaudaConnection *connection, gint64 list_id, GError **error);
GPtrArray *sauda_price_list_history_diff (SaudaConnection *connection,
                                          gint64 before_id,
                                          gint64 after_id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
