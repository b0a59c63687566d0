#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaActState:
 * @SAUDA_ACT_PLANNED: written down, not approved
 * @SAUDA_ACT_APPROVED: may be sent
 * @SAUDA_ACT_SENDING: the request may be on its way; a crash leaves it here
 * @SAUDA_ACT_ACCEPTED: answered with yes, not yet seen in the order
 * @SAUDA_ACT_VERIFIED: seen in the order: done
 * @SAUDA_ACT_FAILED: proved to have had no effect; may be planned again
 * @SAUDA_ACT_REFUSED: answered with no; may be planned again when the reason is gone
 * @SAUDA_ACT_UNKNOWN: no clear answer; settled by re-reading, never by sending again
 * @SAUDA_ACT_EXPIRED: its plan ran out before it was sent
 */
typedef enum {
  SAUDA_ACT_PLANNED,
  SAUDA_ACT_APPROVED,
  SAUDA_ACT_SENDING,
  SAUDA_ACT_ACCEPTED,
  SAUDA_ACT_VERIFIED,
  SAUDA_ACT_FAILED,
  SAUDA_ACT_REFUSED,
  SAUDA_ACT_UNKNOWN,
  SAUDA_ACT_EXPIRED,
} SaudaActState;

#define SAUDA_ACT_N_STATES (SAUDA_ACT_EXPIRED + 1)

/**
 * SaudaAct:
 *
 * One act on the outside world, as the ledger has it.
 */
typedef struct {
  gint64 id;
  gint64 plan_id;
  gint64 store_id;
  char *kind;    /* (owned) (not nullable) "accept", "assemble" … */
  char *target;  /* (owned) (not nullable) order number */
  char *before;  /* (owned) (nullable) a few words */
  char *after;   /* (owned) (nullable) a few words */
  char *payload; /* (owned) (not nullable) what is sent, JSON */
  char *error;   /* (owned) (nullable) a sentence */
  char *who;     /* (owned) (not nullable) */
  SaudaActState state;
  guint attempts; /* times it was sent */
  guint checks;   /* re-readings since it was sent */
  gint64 planned_ms;
  gint64 sent_ms;       /* 0: never */
  gint64 next_check_ms; /* 0: none is due */
  gint64 settled_ms;    /* 0: open */
} SaudaAct;

void sauda_act_free (SaudaAct *act);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaAct, sauda_act_free)

const char *sauda_act_state_get_name (SaudaActState state);
const char *sauda_act_state_get_title (SaudaActState state);
gboolean sauda_act_state_from_name (const char *name, SaudaActState *state);
gboolean sauda_act_state_may_become (SaudaActState from, SaudaActState to);
gboolean sauda_act_state_may_be_planned_again (SaudaActState state);
gboolean sauda_act_state_is_open (SaudaActState state);

G_END_DECLS
