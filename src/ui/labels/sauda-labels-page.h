#pragma once

#include "sauda-label-report.h"
#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaLabelsPage:
 *
 * The labels of a day: groups them, proves them, shows every page and prints it.
 *
 * Actions: `labels.group`, `labels.import`, `labels.print`, `labels.export-group`, `labels.export-day`,
 * `labels.open-folder`, `labels.cancel`.
 */
#define SAUDA_TYPE_LABELS_PAGE (sauda_labels_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaLabelsPage, sauda_labels_page, SAUDA, LABELS_PAGE, AdwBin)

GtkWidget *sauda_labels_page_new (SaudaWorkspace *workspace);
void sauda_labels_page_show_report (SaudaLabelsPage *self, const SaudaLabelReport *report);
gboolean sauda_labels_page_is_busy (SaudaLabelsPage *self);
gboolean sauda_labels_page_is_loaded (SaudaLabelsPage *self);
gboolean sauda_labels_page_select_code (SaudaLabelsPage *self, const char *code);
void sauda_labels_page_import (SaudaLabelsPage *self, GListModel *files);

G_END_DECLS
