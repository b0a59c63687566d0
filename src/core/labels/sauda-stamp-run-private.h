#pragma once

#include "sauda-label-plan.h"
#include "sauda-stamp-mark.h"

#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

typedef struct _SaudaStamp SaudaStamp;

/**
 * SaudaStampRun:
 *
 * What the marks of all groups of a run have in common. May be used from several threads.
 */
typedef struct _SaudaStampRun SaudaStampRun;

SaudaStampRun *sauda_stamp_run_new (const SaudaLabelPlan *plan,
                                    GPtrArray *profiles) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_run_free (SaudaStampRun *self);
SaudaStamp *sauda_stamp_run_begin_group (SaudaStampRun *self, qpdf_data target) G_GNUC_WARN_UNUSED_RESULT;
SaudaStampMark *sauda_stamp_run_make_mark (SaudaStampRun *self,
                                           const SaudaLabelGroup *group,
                                           guint order,
                                           SaudaStampCount number) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampRun, sauda_stamp_run_free)

G_END_DECLS
