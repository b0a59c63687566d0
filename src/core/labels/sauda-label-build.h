#pragma once

#include "sauda-base-error.h"
#include "sauda-label-order.h"
#include "sauda-label-report.h"
#include "sauda-label-sheet.h"
#include "sauda-time.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaLabelAhead:
 *
 * Groups that are written while labels of a run still come in.
 */
typedef struct _SaudaLabelAhead SaudaLabelAhead;

/**
 * SaudaLabelBuild:
 * @orders: (not nullable) (element-type SaudaLabelOrder): orders to ship, with or without a label
 * @day: the day in the names of the folders
 * @folder: (not nullable): where everything goes
 * @stamp: whether each label gets a mark with the decided size on free paper
 * @profiles: (nullable) (element-type SaudaStampProfile): where the merchant wants marks
 * @walk: (nullable) (array zero-terminated=1): names of models in the order of the pick list
 * @sheet: (nullable): paper that the labels are laid on; %NULL leaves each on its own page
 * @cover: whether each group begins with a page that tells its model, size and count
 * @templates: (nullable): folder with the merchant's own templates of covers
 * @reverse: whether the last label of a group comes first, for printers that pile up face up
 * @together: whether the orders of all stores make up groups together
 * @ahead: (nullable): groups that were begun before; those that are just right are taken over
 * @now_ms: UTC milliseconds, for the log
 * @progress: (nullable): counts groups, and three more steps
 * @progress_data: data of @progress
 *
 * A run to be written. All is borrowed.
 */
typedef struct {
  GPtrArray *orders;
  SaudaDay day;
  const char *folder;
  gboolean stamp;
  GPtrArray *profiles;
  const char *const *walk;
  const SaudaLabelSheet *sheet;
  gboolean cover;
  const char *templates;
  gboolean reverse;
  gboolean together;
  SaudaLabelAhead *ahead;
  gint64 now_ms;
  SaudaProgressFunc progress;
  gpointer progress_data;
} SaudaLabelBuild;

SaudaLabelReport *sauda_label_build (const SaudaLabelBuild *build,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
