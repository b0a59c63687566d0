#pragma once

#include "sauda-cli.h"
#include "sauda-price-list-drift.h"

G_BEGIN_DECLS

void sauda_cli_pricelist_add_warnings (JsonBuilder *json, GPtrArray *warnings);
void sauda_cli_pricelist_say_warnings (GPtrArray *warnings);
void sauda_cli_pricelist_add_drift (JsonBuilder *json, const SaudaDrift *drift);
void sauda_cli_pricelist_say_drift (const SaudaDrift *drift);

G_END_DECLS
