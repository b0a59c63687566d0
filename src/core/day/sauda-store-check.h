#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaStoreCheck:
 * @SAUDA_STORE_CHECK_FINE: Kaspi answers this token
 * @SAUDA_STORE_CHECK_REFUSED: Kaspi does not take this token
 * @SAUDA_STORE_CHECK_FORBIDDEN: Kaspi's firewall refuses the network, or the token may not read orders
 * @SAUDA_STORE_CHECK_SILENT: Kaspi keeps silent: the usual sign of an address abroad or a VPN
 * @SAUDA_STORE_CHECK_UNREACHED: there is no way to Kaspi at the moment
 * @SAUDA_STORE_CHECK_UNPROVEN: what answers does not prove to be Kaspi; the token was not sent to it
 * @SAUDA_STORE_CHECK_TROUBLED: an answer came that is none of Kaspi's, or tells of its own trouble
 *
 * What a token is worth here.
 */
typedef enum {
  SAUDA_STORE_CHECK_FINE,
  SAUDA_STORE_CHECK_REFUSED,
  SAUDA_STORE_CHECK_FORBIDDEN,
  SAUDA_STORE_CHECK_SILENT,
  SAUDA_STORE_CHECK_UNREACHED,
  SAUDA_STORE_CHECK_UNPROVEN,
  SAUDA_STORE_CHECK_TROUBLED,
} SaudaStoreCheck;

void sauda_store_check_async (SaudaWorkspace *workspace,
                              const char *token,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean
sauda_store_check_finish (GAsyncResult *result, SaudaStoreCheck *check, char **reason, GError **error);

G_END_DECLS
