#pragma once

#include "sauda-label-plan.h"

G_BEGIN_DECLS

/**
 * SaudaPickSize:
 * @size: (nullable): %NULL when the product has none
 * @pieces: of all stores
 * @by_store: (array): pieces of each store, as many as the list has stores
 */
typedef struct {
  char *size;
  guint pieces;
  guint *by_store;
} SaudaPickSize;

/**
 * SaudaPickModel:
 * @name: (not nullable): the merchant's name of it
 * @place: on the way along the shelf from 0; %G_MAXUINT when it was not put there
 * @sizes: (not nullable) (element-type SaudaPickSize): in the order of the shelf
 */
typedef struct {
  char *name;
  char *sort_key;
  guint place;
  GPtrArray *sizes;
} SaudaPickModel;

/**
 * SaudaPickList:
 * @day: the day of the run
 * @stores: (not nullable): names of the stores
 * @models: (not nullable) (element-type SaudaPickModel): in the order of the shelf
 * @missing: orders that are not on the list, because they have no label
 *
 * What is to be taken from the shelf for the labels of a run.
 */
typedef struct {
  SaudaDay day;
  GStrv stores;
  GPtrArray *models;
  guint missing;
} SaudaPickList;

SaudaPickList *sauda_pick_list_new (const SaudaLabelPlan *plan,
                                    const char *const *walk) G_GNUC_WARN_UNUSED_RESULT;
void sauda_pick_list_free (SaudaPickList *self);
guint sauda_pick_list_count (const SaudaPickList *self, const SaudaPickModel *model, int store);
GString *sauda_pick_list_write_csv (const SaudaPickList *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPickList, sauda_pick_list_free)

G_END_DECLS
