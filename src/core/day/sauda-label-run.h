#pragma once

#include "sauda-base-error.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaLabelEarly SaudaLabelEarly;
typedef struct _SaudaLabelReport SaudaLabelReport;

/**
 * SaudaLabelRunOptions:
 * @day: orders with a planned hand-over up to this Almaty day are to ship; %SAUDA_DAY_NONE for today
 * @tomorrow: whether the day after is included
 * @fetch: whether waybills that Kaspi has formed, and that are not saved here, are fetched first
 * @stamp: whether the decided size is stamped upon free paper of each label
 * @hold: whether labels of orders that wait for their buyer's answer are left out too
 * @cover: whether each group begins with a page that tells its model, size and count
 * @reverse: whether the last label of a group comes first, for printers that pile up face up
 * @together: whether the orders of all stores make up groups together
 * @sheet: (nullable): name of a sheet that labels are laid on, see sauda_label_sheet_find(); %NULL leaves
 * each on its own page
 * @folder: (nullable): where the groups go; %NULL for the workspace's labels folder
 * @early: (nullable): groups that were begun with the same options; it ends here
 */
typedef struct {
  SaudaDay day;
  gboolean tomorrow;
  gboolean fetch;
  gboolean hold;
  gboolean stamp;
  gboolean cover;
  gboolean reverse;
  gboolean together;
  const char *sheet;
  const char *folder;
  SaudaLabelEarly *early;
} SaudaLabelRunOptions;

char *sauda_label_run_get_profiles_path (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_label_run_get_walk_path (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_run_async (SaudaWorkspace *workspace,
                            const SaudaLabelRunOptions *options,
                            SaudaProgressFunc progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SaudaLabelReport *sauda_label_run_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
