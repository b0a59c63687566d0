#pragma once

#include "sauda-waybill-file.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaWaybillUnmatchedFunc:
 * @file: (transfer none): a label file that was kept
 * @path: where it lies
 * @user_data: data of the caller
 * @error: return location
 *
 * Returns: %FALSE with @error to stop
 */
typedef gboolean (*SaudaWaybillUnmatchedFunc) (const SaudaWaybillFile *file,
                                               const char *path,
                                               gpointer user_data,
                                               GError **error);

gboolean
sauda_waybill_unmatched_keep (SaudaWorkspace *workspace, const SaudaWaybillFile *file, GError **error);
gboolean sauda_waybill_unmatched_is_empty (SaudaWorkspace *workspace);
gboolean sauda_waybill_unmatched_each (SaudaWorkspace *workspace,
                                       SaudaWaybillUnmatchedFunc found,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
