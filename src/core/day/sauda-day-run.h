#pragma once

#include "sauda-day-plan.h"
#include "sauda-day-step.h"
#include "sauda-label-run.h"

G_BEGIN_DECLS

/**
 * SaudaDayRunOptions:
 * @day: the Almaty day to ship; %SAUDA_DAY_NONE for the clock's today
 * @tomorrow: whether tomorrow's orders are shipped too
 * @approve: whether the plan needs no approval by a person
 * @who: (nullable): who presses, for the history; %NULL for "merchant"
 * @folder: (nullable): where the groups go; %NULL for the workspace's labels folder
 */
typedef struct {
  SaudaDay day;
  gboolean tomorrow;
  gboolean approve;
  const char *who;
  const char *folder;
} SaudaDayRunOptions;

/**
 * SaudaDayRun:
 *
 * One press of the button: fetch, accept, assemble, waybills, labels. Safe to press at any time; whatever was
 * cut off is taken up from the ledger.
 *
 * Signal `plan-ready` (SaudaDayPlan *): the plan after fetching; without `approve` the run goes on when
 * sauda_day_run_approve() is called, and ends when its cancellable is cancelled.
 */
#define SAUDA_TYPE_DAY_RUN (sauda_day_run_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDayRun, sauda_day_run, SAUDA, DAY_RUN, GObject)

SaudaDayRun *sauda_day_run_new (SaudaWorkspace *workspace,
                                const SaudaDayRunOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void sauda_day_run_start_async (SaudaDayRun *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sauda_day_run_start_finish (SaudaDayRun *self, GAsyncResult *result, GError **error);
void sauda_day_run_approve (SaudaDayRun *self);
GListModel *sauda_day_run_get_steps (SaudaDayRun *self);
GPtrArray *sauda_day_run_get_gates (SaudaDayRun *self);
guint sauda_day_run_count_closed_gates (SaudaDayRun *self);
guint sauda_day_run_count_gated (SaudaDayRun *self);
void sauda_day_run_leave_out_gated (SaudaDayRun *self);
const SaudaDayPlan *sauda_day_run_get_plan (SaudaDayRun *self);
const char *sauda_day_run_get_step_title (const char *name);
const SaudaLabelReport *sauda_day_run_get_label_report (SaudaDayRun *self);
const char *sauda_day_run_get_folder (SaudaDayRun *self);
const char *sauda_day_run_get_report_path (SaudaDayRun *self);
guint sauda_day_run_get_messages (SaudaDayRun *self);
GPtrArray *sauda_day_run_get_channels (SaudaDayRun *self);
guint sauda_day_run_get_requests (SaudaDayRun *self);
gint64 sauda_day_run_get_id (SaudaDayRun *self);

G_END_DECLS
