#pragma once

#include "sauda-print-queue.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaPrintChange:
 * @job_id: a job
 * @state: %SAUDA_PRINT_SENT, %SAUDA_PRINT_FAILED, or %SAUDA_PRINT_CONFIRMED
 * @printed: labels that came out, %G_MAXUINT for all; with %SAUDA_PRINT_CONFIRMED
 * @reason: (nullable): a sentence: why it failed
 *
 * What became of a job. All is borrowed.
 */
typedef struct {
  gint64 job_id;
  SaudaPrintState state;
  guint printed;
  const char *reason;
} SaudaPrintChange;

void sauda_print_record_change_async (SaudaWorkspace *workspace,
                                      const SaudaPrintChange *change,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void sauda_print_record_add_async (SaudaWorkspace *workspace,
                                   const SaudaPrintJobDraft *draft,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gint64 sauda_print_record_add_finish (GObject *source, GAsyncResult *result, GError **error);

G_END_DECLS
