#pragma once

#include "sauda-stamp-mark.h"
#include "sauda-stamp-place-private.h"

#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

/**
 * SaudaStamp:
 *
 * Marks for the pages of one group's file. Belongs to one thread at a time.
 */
typedef struct _SaudaStamp SaudaStamp;

/* Returns: (transfer full) (not nullable): what is stamped upon a page of the target */
typedef SaudaStampMark *(*SaudaStampMarkFunc) (guint page, gpointer user_data);

SaudaStamp *sauda_stamp_new (qpdf_data target, SaudaStampLayouts *layouts) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_free (SaudaStamp *self);
gboolean sauda_stamp_find_place (SaudaStamp *self, guint page, GBytes *pdf, guint index);
gboolean sauda_stamp_put_on (SaudaStamp *self, SaudaStampMarkFunc make_mark, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStamp, sauda_stamp_free)

G_END_DECLS
