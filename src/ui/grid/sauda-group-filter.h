#pragma once

#include "sauda-grid.h"
#include "sauda-text-filter.h"

G_BEGIN_DECLS

/**
 * SaudaGroupFunc:
 * @group: a group of a page; 0 is what it shows by itself
 * @item: a row
 *
 * Returns: whether @item is in @group
 */
typedef gboolean (*SaudaGroupFunc) (guint group, gpointer item);

/**
 * SaudaGroupFilter:
 *
 * What the chips and the search of a page leave: the rows of one group in which the words are found.
 */
#define SAUDA_TYPE_GROUP_FILTER (sauda_group_filter_get_type ())
G_DECLARE_FINAL_TYPE (SaudaGroupFilter, sauda_group_filter, SAUDA, GROUP_FILTER, GtkFilter)

SaudaGroupFilter *sauda_group_filter_new (SaudaTextFilterFunc get_key,
                                          SaudaGroupFunc has) G_GNUC_WARN_UNUSED_RESULT;
GtkFilter *
sauda_group_filter_copy (SaudaGroupFilter *self, guint group, const char *words) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_group_filter_get_group (SaudaGroupFilter *self);
void sauda_group_filter_set_group (SaudaGroupFilter *self, guint group);
void sauda_group_filter_set_words (SaudaGroupFilter *self, const char *words);
gboolean sauda_group_filter_is_open (SaudaGroupFilter *self);
void sauda_group_filter_find (SaudaGroupFilter *self, SaudaGrid *grid, const char *words);

G_END_DECLS
