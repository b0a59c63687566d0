#pragma once

#include "sauda-connection.h"
#include "sauda-report.h"
#include "sauda-sheet-writer.h"

G_BEGIN_DECLS

/* Private to the report: how its sections are put together. */
SaudaReportSection *sauda_report_add_section (SaudaReport *report,
                                              const char *title,
                                              const SaudaSheetTitle *columns,
                                              guint n_columns);
void sauda_report_add_row (SaudaReport *report,
                           SaudaReportSection *section,
                           const SaudaSheetCell *cells,
                           guint n_cells);
void sauda_report_add_groups (SaudaReport *report, GPtrArray *orders);
gboolean sauda_report_add_presses (SaudaReport *report, SaudaConnection *connection, GError **error);
gboolean sauda_report_add_profit (SaudaReport *report, SaudaConnection *connection, GError **error);

#define ROW(report, section, ...)                                                                            \
  sauda_report_add_row (report, section, (const SaudaSheetCell[]){ __VA_ARGS__ },                            \
                        G_N_ELEMENTS (((const SaudaSheetCell[]){ __VA_ARGS__ })))

G_END_DECLS
