#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaPriceListServer:
 *
 * Serves the lists that were published as %SAUDA_PRICE_LIST_SERVED at `/MERCHANT_ID.xml`, for Kaspi to fetch.
 */
typedef struct _SaudaPriceListServer SaudaPriceListServer;

SaudaPriceListServer *sauda_price_list_server_new (SaudaDatabase *database,
                                                   guint port,
                                                   const char *user,
                                                   const char *password,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_price_list_server_free (SaudaPriceListServer *self);
guint sauda_price_list_server_get_port (SaudaPriceListServer *self);
const char *sauda_price_list_server_get_user (SaudaPriceListServer *self);

G_END_DECLS
