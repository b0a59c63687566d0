#pragma once

#include "sauda-catalog-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *sauda_catalogue_import_problem_row (const SaudaCatalogProblem *problem) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *sauda_catalogue_import_change_row (const SaudaCatalogChange *change) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *sauda_catalogue_import_conflict_row (const SaudaCatalogConflict *conflict,
                                                GtkCheckButton **first,
                                                GtkCheckButton **second) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_catalogue_import_describe_problem (const SaudaCatalogProblem *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
