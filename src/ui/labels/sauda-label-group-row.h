#pragma once

#include "sauda-label-report.h"
#include "sauda-print-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaLabelGroupRow:
 *
 * A row of the list of groups: size, model, and the proof that orders = labels = pages.
 */
#define SAUDA_TYPE_LABEL_GROUP_ROW (sauda_label_group_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaLabelGroupRow, sauda_label_group_row, SAUDA, LABEL_GROUP_ROW, GtkListBoxRow)

GtkWidget *sauda_label_group_row_new (const SaudaLabelReportGroup *group);
const char *sauda_label_group_row_get_file (SaudaLabelGroupRow *self);
const char *sauda_label_group_row_get_store (SaudaLabelGroupRow *self);
const char *sauda_label_group_row_get_kind (SaudaLabelGroupRow *self);
const char *sauda_label_group_row_get_counts (SaudaLabelGroupRow *self);
const char *sauda_label_group_row_get_title (SaudaLabelGroupRow *self);
const char *sauda_label_group_row_get_code (SaudaLabelGroupRow *self);
GPtrArray *sauda_label_group_row_get_labels (SaudaLabelGroupRow *self);
const char *sauda_label_group_row_get_printed (SaudaLabelGroupRow *self);
void sauda_label_group_row_show_printed (SaudaLabelGroupRow *self, GHashTable *states);
gboolean sauda_label_group_row_is_complete (SaudaLabelGroupRow *self);
char *sauda_label_counts_format (guint orders, guint labels, guint pages, gboolean complete)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
