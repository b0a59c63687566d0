#pragma once

#include "sauda-label-build.h"

G_BEGIN_DECLS

SaudaLabelAhead *sauda_label_ahead_new (GPtrArray *orders,
                                        GPtrArray *profiles,
                                        SaudaDay day,
                                        const char *folder,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_ahead_free (SaudaLabelAhead *self);
void sauda_label_ahead_add (SaudaLabelAhead *self,
                            const char *store,
                            const char *code,
                            const char *path,
                            guint pages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelAhead, sauda_label_ahead_free)

G_END_DECLS
