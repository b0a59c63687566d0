#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct {
  char *name;   /* (owned) (not nullable) of the file, or the order's number */
  char *reason; /* (owned) (not nullable) a sentence: what is wrong and what to do */
} SaudaWaybillProblem;

/**
 * SaudaWaybillFilesReport:
 *
 * What an import of waybill archives did.
 */
typedef struct {
  guint files;          /* label files found */
  guint pages;          /* their pages */
  guint matched;        /* label files that now belong to an order */
  GPtrArray *unmatched; /* (owned) (element-type SaudaWaybillProblem) files without an order, or unreadable */
  GPtrArray *missing; /* (owned) (element-type SaudaWaybillProblem) orders to ship that still have no label */
} SaudaWaybillFilesReport;

void sauda_waybill_files_report_free (SaudaWaybillFilesReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWaybillFilesReport, sauda_waybill_files_report_free)

void sauda_waybill_files_import_async (SaudaWorkspace *workspace,
                                       const char *const *paths,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
SaudaWaybillFilesReport *sauda_waybill_files_import_finish (GAsyncResult *result,
                                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
