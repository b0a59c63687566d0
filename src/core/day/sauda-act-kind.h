#pragma once

#include "sauda-stage.h"
#include "sauda-stores.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

#define SAUDA_ACT_ACCEPT "accept"
#define SAUDA_ACT_ASSEMBLE "assemble"
#define SAUDA_ACT_CANCEL "cancel"
#define SAUDA_ACT_CANCEL_LINES "cancel-lines"
#define SAUDA_ACT_ARRIVED "arrived"
#define SAUDA_ACT_ARRIVED_BACKWARD "arrived-backward"
#define SAUDA_ACT_SEND_CODE "send-code"
#define SAUDA_ACT_COMPLETE "complete"
#define SAUDA_ACT_LABEL "label" /* nothing that is sent: a waybill that is saved */

/**
 * SaudaActKind:
 * @name: as in the ledger
 * @status: (nullable): what is sent; %NULL when lines are cancelled
 * @stage_act: what it is in the table of transitions
 * @traceless: whether the order never shows it: asking for the buyer's code. Asking twice does no harm.
 *
 * What Sauda can do to an order at Kaspi.
 */
typedef struct {
  const char *name;
  const char *status;
  SaudaStageAct stage_act;
  gboolean traceless;
} SaudaActKind;

const SaudaActKind *sauda_act_kind_find (const char *name);
char *sauda_act_kind_find_trust_obstacle (const SaudaStoreInfo *store) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_act_kind_find_obstacle (SaudaConnection *connection,
                                       gint64 store_id,
                                       const char *kind,
                                       const char *code,
                                       char **obstacle,
                                       GError **error);

G_END_DECLS
