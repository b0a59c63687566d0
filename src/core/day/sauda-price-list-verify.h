#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

gboolean sauda_price_list_verify (SaudaWorkspace *workspace,
                                  const char *store,
                                  const char *url,
                                  const char *user,
                                  const char *password,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
