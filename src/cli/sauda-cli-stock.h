#pragma once

#include "sauda-cli.h"
#include "sauda-stock-acts.h"

G_BEGIN_DECLS

void sauda_cli_stock_print_outcome (SaudaCli *cli, const SaudaStockOutcome *outcome);
void sauda_cli_stock_add_outcome (JsonBuilder *json, const SaudaStockOutcome *outcome);
void sauda_cli_stock_say_outcome (const SaudaStockOutcome *outcome);
gint64 sauda_cli_stock_need_variant (SaudaConnection *connection, const char *sku, GError **error);

G_END_DECLS
