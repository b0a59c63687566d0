#pragma once

#include "sauda-cli.h"

G_BEGIN_DECLS

#define SAUDA_CLI_SIZES_NUMBERS N_ ("The product has the sizes 44 to 64 instead of letters")

void sauda_cli_sizes_say_problems (GPtrArray *problems);
void sauda_cli_sizes_add_problems (JsonBuilder *json, GPtrArray *problems);

G_END_DECLS
