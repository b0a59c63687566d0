#pragma once

#include "sauda-label-order.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *sauda_label_single_make (SaudaLabelOrder *order,
                                 gboolean stamp,
                                 GPtrArray *profiles,
                                 guint *pages,
                                 GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
