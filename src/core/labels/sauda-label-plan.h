#pragma once

#include "sauda-label-order.h"
#include "sauda-time.h"

G_BEGIN_DECLS

/**
 * SaudaLabelKind:
 * @SAUDA_LABEL_SINGLE: orders of one piece, together by model and size
 * @SAUDA_LABEL_MULTI_QTY: one order with several pieces of one line
 * @SAUDA_LABEL_MULTI_LINE: one order with several lines
 */
typedef enum {
  SAUDA_LABEL_SINGLE,
  SAUDA_LABEL_MULTI_QTY,
  SAUDA_LABEL_MULTI_LINE,
} SaudaLabelKind;

#define SAUDA_LABEL_N_KINDS 3

/**
 * SaudaLabelGroup:
 * @kind: how its orders belong together
 * @model: (not nullable): names of its models, with " + " between them
 * @size: (not nullable): their sizes likewise, empty when there is none
 * @file: (not nullable): name of the file inside the folder of its kind
 * @store: (not nullable): names of its orders' stores, with " + " between them
 * @code: (not nullable): what its cover's bar code says, `G251008-07`: the day and @number
 * @number: its number in the run from 1
 * @orders: (not nullable) (element-type SaudaLabelOrder): borrowed, by their numbers
 *
 * Labels that are printed and picked together: one PDF.
 */
typedef struct {
  SaudaLabelKind kind;
  char *model;
  char *size;
  char *file;
  char *store;
  char *code;
  guint number;
  GPtrArray *orders;
} SaudaLabelGroup;

/**
 * SaudaLabelStore:
 * @name: (not nullable): the store
 * @folder: (not nullable): name of its folder, `8.10.25_OnlyFit_qnt36`
 * @pieces: of all its groups
 * @groups: (not nullable) (element-type SaudaLabelGroup): in picking order
 */
typedef struct {
  char *name;
  char *folder;
  guint pieces;
  GPtrArray *groups;
} SaudaLabelStore;

/**
 * SaudaLabelPlan:
 * @day: the day in the folders' names
 * @orders: orders to ship, with or without a label
 * @groups: groups of all stores
 * @stores: (not nullable) (element-type SaudaLabelStore): stores with at least one label, by name
 * @missing: (not nullable) (element-type SaudaLabelOrder): borrowed: orders without a label file
 *
 * What will be written. Borrows the orders that it was made from.
 */
typedef struct {
  SaudaDay day;
  guint orders;
  guint groups;
  GPtrArray *stores;
  GPtrArray *missing;
} SaudaLabelPlan;

SaudaLabelPlan *
sauda_label_plan_new (GPtrArray *orders, SaudaDay day, gboolean together) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_plan_free (SaudaLabelPlan *self);
const char *sauda_label_kind_get_name (SaudaLabelKind kind);
const char *sauda_label_kind_get_folder (SaudaLabelKind kind);
char *sauda_label_model_sort_key (const char *model_name, const char *model_key) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelPlan, sauda_label_plan_free)

G_END_DECLS
