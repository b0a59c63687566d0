#pragma once

#include "sauda-label-merge-private.h"

G_BEGIN_DECLS

GString *sauda_label_manifest_write (GPtrArray *merges,
                                     const SaudaLabelStore *store,
                                     SaudaLabelKind kind) G_GNUC_WARN_UNUSED_RESULT;
GString *sauda_label_manifest_write_missing (const SaudaLabelReport *report) G_GNUC_WARN_UNUSED_RESULT;
GString *sauda_label_manifest_write_log (const SaudaLabelReport *report,
                                         gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_label_manifest_name (SaudaLabelKind kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
