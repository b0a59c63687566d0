#pragma once

#include "sauda-label-group-row.h"
#include "sauda-time.h"

G_BEGIN_DECLS

/**
 * SaudaLabelGroups:
 *
 * What a run of the labels gave: its proof, the groups of each store in picking order, and the orders without
 * a label.
 *
 * Signal `selected`: another group is selected, or none.
 */
#define SAUDA_TYPE_LABEL_GROUPS (sauda_label_groups_get_type ())
G_DECLARE_FINAL_TYPE (SaudaLabelGroups, sauda_label_groups, SAUDA, LABEL_GROUPS, GtkBox)

void sauda_label_groups_show (SaudaLabelGroups *self, const SaudaLabelReport *report, SaudaDay today);
SaudaLabelGroupRow *sauda_label_groups_get_selected (SaudaLabelGroups *self);
SaudaLabelGroupRow *sauda_label_groups_get_row (SaudaLabelGroups *self, guint position);
void sauda_label_groups_select (SaudaLabelGroups *self, guint position);
void sauda_label_groups_show_printed (SaudaLabelGroups *self, GHashTable *states);
guint sauda_label_groups_get_n_missing (SaudaLabelGroups *self);
char *sauda_label_groups_copy_missing (SaudaLabelGroups *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
