#pragma once

#include "sauda-cli.h"
#include "sauda-label-report.h"

G_BEGIN_DECLS

void sauda_cli_add_label_report (JsonBuilder *json, const SaudaLabelReport *report);
void sauda_cli_print_label_report (const SaudaLabelReport *report);

G_END_DECLS
