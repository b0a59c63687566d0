#pragma once

#include "sauda-label-ahead.h"
#include "sauda-label-run.h"

G_BEGIN_DECLS

#define SAUDA_TYPE_LABEL_EARLY (sauda_label_early_get_type ())

/**
 * SaudaLabelEarly:
 *
 * Writes groups of labels while the last waybills still come in, for the sauda_label_run_async() that
 * follows. What it wrote is taken over only where it is just what that run would write itself.
 */
G_DECLARE_FINAL_TYPE (SaudaLabelEarly, sauda_label_early, SAUDA, LABEL_EARLY, GObject)

SaudaLabelEarly *sauda_label_early_new (SaudaWorkspace *workspace,
                                        const SaudaLabelRunOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_early_add (SaudaLabelEarly *self,
                            const char *store,
                            const char *code,
                            const char *path,
                            guint pages);
SaudaLabelAhead *sauda_label_early_end (SaudaLabelEarly *self,
                                        GPtrArray **profiles) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
