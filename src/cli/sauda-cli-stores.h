#pragma once

#include "sauda-cli.h"

G_BEGIN_DECLS

SaudaExit sauda_cli_stores_show (SaudaCli *cli);

G_END_DECLS
