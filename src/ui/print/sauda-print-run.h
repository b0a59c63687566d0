#pragma once

#include "sauda-print-follower.h"
#include "sauda-print-item.h"
#include "sauda-print-paper.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaPrintRunState:
 * @SAUDA_PRINT_RUN_SENDING: a document is on its way to the printing system
 * @SAUDA_PRINT_RUN_PAUSED: waits for a person before the next document
 * @SAUDA_PRINT_RUN_DONE: all documents were sent
 * @SAUDA_PRINT_RUN_FAILED: a document could not be sent, the rest was not tried
 * @SAUDA_PRINT_RUN_CANCELLED: a person stopped it
 */
typedef enum {
  SAUDA_PRINT_RUN_SENDING,
  SAUDA_PRINT_RUN_PAUSED,
  SAUDA_PRINT_RUN_DONE,
  SAUDA_PRINT_RUN_FAILED,
  SAUDA_PRINT_RUN_CANCELLED,
} SaudaPrintRunState;

/**
 * SaudaPrintOptions:
 * @kind: what is printed
 * @profile: (nullable): the printer; %NULL, or one without a queue, lets the print dialog ask
 * @copies: of each page; 0 for one
 * @reason: (nullable): why labels are printed again
 * @together: whether all documents are one job
 * @pause: whether to wait for a person before every further document
 *
 * How to print. All is borrowed.
 */
typedef struct {
  SaudaPrintKind kind;
  const SaudaPrinterProfile *profile;
  guint copies;
  const char *reason;
  gboolean together;
  gboolean pause;
} SaudaPrintOptions;

/**
 * SaudaPrintRun:
 *
 * Documents on their way to a printer, one after the other. Each job is written down before it is sent, and
 * followed until the printing system is done with it.
 *
 * Signals: `changed`: the state or the place in the run; `recorded`: what is written down of jobs changed;
 * `stopped` (gint64 job, guint labels): a job was given up, or nobody can tell what became of it; somebody
 * must say how many labels came out.
 */
#define SAUDA_TYPE_PRINT_RUN (sauda_print_run_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintRun, sauda_print_run, SAUDA, PRINT_RUN, GObject)

SaudaPrintRun *sauda_print_run_new (SaudaWorkspace *workspace,
                                    GtkWindow *parent,
                                    GPtrArray *items,
                                    const SaudaPrintOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_run_start (SaudaPrintRun *self);
void sauda_print_run_go_on (SaudaPrintRun *self);
void sauda_print_run_cancel (SaudaPrintRun *self);
void sauda_print_run_confirm (SaudaPrintRun *self, gint64 job, guint printed);
SaudaPrintRunState sauda_print_run_get_state (SaudaPrintRun *self);
gboolean sauda_print_run_sends_all (SaudaPrintRun *self);
guint sauda_print_run_get_n_sent (SaudaPrintRun *self);
guint sauda_print_run_get_n_items (SaudaPrintRun *self);
const char *sauda_print_run_get_next_title (SaudaPrintRun *self);
const char *sauda_print_run_get_sentence (SaudaPrintRun *self);
char *sauda_print_run_get_file (SaudaPrintRun *self) G_GNUC_WARN_UNUSED_RESULT;
const GError *sauda_print_run_get_error (SaudaPrintRun *self);
gint64 sauda_print_run_get_last_job (SaudaPrintRun *self);
SaudaPrintFollower *sauda_print_run_get_follower (SaudaPrintRun *self);

G_END_DECLS
