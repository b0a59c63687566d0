#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaLabelReport SaudaLabelReport;

/**
 * SaudaLabelProofList:
 * @SAUDA_LABEL_PROOF_WITHOUT_LABEL: orders to ship that have no label
 * @SAUDA_LABEL_PROOF_WITHOUT_ORDER: label files that belong to no order that is known
 * @SAUDA_LABEL_PROOF_TWO_LABELS: orders to ship with two labels that differ
 * @SAUDA_LABEL_PROOF_OTHER_ORDER: labels whose text names another order than the one they were saved for
 * @SAUDA_LABEL_PROOF_OLD_SIZE: orders to ship whose size was decided otherwise after their label was printed
 * @SAUDA_LABEL_PROOF_CANCELLED: orders that were cancelled after their label was printed
 */
typedef enum {
  SAUDA_LABEL_PROOF_WITHOUT_LABEL,
  SAUDA_LABEL_PROOF_WITHOUT_ORDER,
  SAUDA_LABEL_PROOF_TWO_LABELS,
  SAUDA_LABEL_PROOF_OTHER_ORDER,
  SAUDA_LABEL_PROOF_OLD_SIZE,
  SAUDA_LABEL_PROOF_CANCELLED,
} SaudaLabelProofList;

#define SAUDA_LABEL_PROOF_N_LISTS 6

/**
 * SaudaLabelProofItem:
 * @store: (nullable): the store
 * @code: (nullable): number of the order
 * @file: (nullable): the label file, relative to the data folder
 * @reason: (not nullable): a sentence: what is wrong, and what to do
 */
typedef struct {
  char *store;
  char *code;
  char *file;
  char *reason;
} SaudaLabelProofItem;

/**
 * SaudaLabelProof:
 * @lists: (not nullable) (element-type SaudaLabelProofItem): by #SaudaLabelProofList
 * @today: the Almaty day that is shipped
 * @orders: orders that are due
 * @waiting: orders without a label that wait for their buyers
 * @waiting_until_ms: the last moment that one of these waits for, UTC ms; 0 for none
 *
 * What does not agree between orders and labels.
 */
typedef struct {
  GPtrArray *lists[SAUDA_LABEL_PROOF_N_LISTS];
  SaudaDay today;
  guint orders;
  guint waiting;
  gint64 waiting_until_ms;
} SaudaLabelProof;

void sauda_label_proof_free (SaudaLabelProof *proof);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelProof, sauda_label_proof_free)

const char *sauda_label_proof_list_get_name (SaudaLabelProofList list);
gboolean sauda_label_proof_is_clean (const SaudaLabelProof *proof);
void sauda_label_proof_run_async (SaudaWorkspace *workspace,
                                  SaudaDay day,
                                  gboolean tomorrow,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
SaudaLabelProof *sauda_label_proof_run_finish (GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
