#pragma once

#include "sauda-act.h"
#include "sauda-cli.h"

G_BEGIN_DECLS

void sauda_cli_add_act (JsonBuilder *json, const SaudaAct *act);
void sauda_cli_print_act (const SaudaAct *act);
SaudaExit sauda_cli_carry_out (SaudaCli *cli, gint64 plan_id, JsonBuilder *json);
SaudaExit sauda_cli_ask_for_approval (SaudaCli *cli, gint64 plan_id, JsonBuilder *json);

G_END_DECLS
