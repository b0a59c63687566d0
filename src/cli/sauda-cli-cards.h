#pragma once

#include "sauda-cli.h"

G_BEGIN_DECLS

gboolean sauda_cli_cards_read_source (SaudaCli *cli,
                                      const char *store,
                                      const char *const *categories,
                                      gboolean refresh,
                                      GError **error);

G_END_DECLS
