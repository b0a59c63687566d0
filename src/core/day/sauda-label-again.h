#pragma once

#include "sauda-print-queue.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaLabelAgain:
 * @path: (not nullable): a PDF with a label on each page; goes with this
 * @labels: (not nullable) (element-type SaudaPrintLabel): whose each page is
 * @problems: (not nullable) (element-type utf8): sentences about labels that are not there any more
 *
 * Labels that are printed again.
 */
typedef struct {
  char *path;
  GPtrArray *labels;
  GPtrArray *problems;
} SaudaLabelAgain;

void sauda_label_again_free (SaudaLabelAgain *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelAgain, sauda_label_again_free)

void sauda_label_again_async (SaudaWorkspace *workspace,
                              GPtrArray *labels,
                              gboolean stamp,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SaudaLabelAgain *sauda_label_again_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
