#pragma once

#include "sauda-label-order.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * SaudaStampCount:
 * @number: of this label from 1
 * @total: of all labels
 */
typedef struct {
  guint number;
  guint total;
} SaudaStampCount;

/**
 * SaudaStampMark:
 * @size: (not nullable): decided sizes and pieces, `2XL`, `M ×3`, `S  2XL  28`; empty when there are none
 * @model: (not nullable): the models' names
 * @group: (not nullable): the label's number in its group
 * @run: (not nullable): the label's number in the run
 * @store: (not nullable): letters of the store
 * @inverted: whether what is sent is not what the buyer clicked, and so not what the waybill says
 *
 * What is stamped upon a label.
 */
typedef struct {
  char *size;
  char *model;
  char *group;
  char *run;
  char *store;
  gboolean inverted;
} SaudaStampMark;

SaudaStampMark *sauda_stamp_mark_new (const SaudaLabelOrder *order,
                                      const char *store,
                                      SaudaStampCount group,
                                      SaudaStampCount run) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_mark_free (SaudaStampMark *self);

/**
 * SaudaStampPen:
 *
 * Draws marks upon one surface; belongs to one thread.
 */
typedef struct _SaudaStampPen SaudaStampPen;

SaudaStampPen *sauda_stamp_pen_new (cairo_t *cairo) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_pen_free (SaudaStampPen *self);
void sauda_stamp_pen_draw (SaudaStampPen *self, const SaudaStampMark *mark, const cairo_rectangle_t *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampMark, sauda_stamp_mark_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampPen, sauda_stamp_pen_free)

G_END_DECLS
