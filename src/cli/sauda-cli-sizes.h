#pragma once

#include "sauda-cli.h"

G_BEGIN_DECLS

void sauda_cli_sizes_say_problems (GPtrArray *problems);
void sauda_cli_sizes_add_problems (JsonBuilder *json, GPtrArray *problems);

G_END_DECLS
