#pragma once

#include "sauda-group-filter.h"

G_BEGIN_DECLS

/**
 * SaudaGroupTitle:
 * @group: a group of a page; 0 is all
 *
 * Returns: (not nullable): its name, translated
 */
typedef const char *(*SaudaGroupTitle) (guint group);

/**
 * SaudaGroupChosen:
 * @group: the group to show from now on
 * @page: the page
 */
typedef void (*SaudaGroupChosen) (guint group, gpointer page);

void sauda_group_chips_create (GtkWidget **chips,
                               guint n_groups,
                               SaudaGroupTitle get_title,
                               SaudaGroupChosen chosen,
                               gpointer page);
void sauda_group_chips_count (GtkWidget *const *chips,
                              guint *counts,
                              guint n_groups,
                              SaudaGroupTitle get_title,
                              SaudaGroupFunc has,
                              GPtrArray *rows);
void sauda_group_chips_choose (GtkWidget *const *chips, guint group);

G_END_DECLS
