#include "sauda-act.h"

#include <glib/gi18n-lib.h>

#define BIT(state) (1u << (state))

typedef struct {
  const char *name;
  const char *title;
  guint next; /* states that may follow */
} StateInfo;

static const StateInfo states[SAUDA_ACT_N_STATES] = {
  [SAUDA_ACT_PLANNED] = { "planned", N_ ("planned"), BIT (SAUDA_ACT_APPROVED) | BIT (SAUDA_ACT_EXPIRED) },
  [SAUDA_ACT_APPROVED] = { "approved", N_ ("approved"),
                           BIT (SAUDA_ACT_SENDING) | BIT (SAUDA_ACT_EXPIRED) | BIT (SAUDA_ACT_PLANNED) },
  /* Back to approved only where Kaspi said that it did not even look: too many requests. */
  [SAUDA_ACT_SENDING] = { "sending", N_ ("on its way"),
                          BIT (SAUDA_ACT_ACCEPTED) | BIT (SAUDA_ACT_VERIFIED) | BIT (SAUDA_ACT_REFUSED) |
                            BIT (SAUDA_ACT_UNKNOWN) | BIT (SAUDA_ACT_APPROVED) | BIT (SAUDA_ACT_FAILED) },
  [SAUDA_ACT_ACCEPTED] = { "accepted", N_ ("answered, being checked"),
                           BIT (SAUDA_ACT_VERIFIED) | BIT (SAUDA_ACT_UNKNOWN) },
  [SAUDA_ACT_VERIFIED] = { "verified", N_ ("done"), 0 },
  [SAUDA_ACT_FAILED] = { "failed", N_ ("had no effect"), BIT (SAUDA_ACT_PLANNED) },
  [SAUDA_ACT_REFUSED] = { "refused", N_ ("refused"), BIT (SAUDA_ACT_PLANNED) | BIT (SAUDA_ACT_VERIFIED) },
  [SAUDA_ACT_UNKNOWN] = { "unknown", N_ ("unclear, being checked"),
                          BIT (SAUDA_ACT_VERIFIED) | BIT (SAUDA_ACT_FAILED) | BIT (SAUDA_ACT_UNKNOWN) },
  [SAUDA_ACT_EXPIRED] = { "expired", N_ ("expired"), BIT (SAUDA_ACT_PLANNED) },
};

/**
 * sauda_act_free:
 * @act: (nullable): an act
 */
void
sauda_act_free (SaudaAct *act)
{
  if (act == NULL)
    return;
  g_free (act->kind);
  g_free (act->target);
  g_free (act->before);
  g_free (act->after);
  g_free (act->payload);
  g_free (act->error);
  g_free (act->who);
  g_free (act);
}

/**
 * sauda_act_state_get_name:
 * @state: a state
 *
 * Returns: its name in the ledger and in JSON
 */
const char *
sauda_act_state_get_name (SaudaActState state)
{
  g_return_val_if_fail (state < SAUDA_ACT_N_STATES, NULL);
  return states[state].name;
}

/**
 * sauda_act_state_get_title:
 * @state: a state
 *
 * Returns: what people read, translated
 */
const char *
sauda_act_state_get_title (SaudaActState state)
{
  g_return_val_if_fail (state < SAUDA_ACT_N_STATES, NULL);
  return _ (states[state].title);
}

/**
 * sauda_act_state_from_name:
 * @name: (nullable): a name as in the ledger
 * @state: (out): its state
 *
 * Returns: whether there is such a state
 */
gboolean
sauda_act_state_from_name (const char *name, SaudaActState *state)
{
  for (guint i = 0; i < SAUDA_ACT_N_STATES; i++)
    if (g_strcmp0 (states[i].name, name) == 0) {
      *state = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_act_state_may_become:
 * @from: what an act is
 * @to: what it shall be
 *
 * Returns: whether the ledger allows that step
 */
gboolean
sauda_act_state_may_become (SaudaActState from, SaudaActState to)
{
  return from < SAUDA_ACT_N_STATES && to < SAUDA_ACT_N_STATES && (states[from].next & BIT (to)) != 0;
}

/**
 * sauda_act_state_may_be_planned_again:
 * @state: what an act is
 *
 * Only an act that was never sent, or surely had no effect, may be planned again: a second assembling would
 * be a second waybill.
 *
 * Returns: whether it may
 */
gboolean
sauda_act_state_may_be_planned_again (SaudaActState state)
{
  return sauda_act_state_may_become (state, SAUDA_ACT_PLANNED) || state == SAUDA_ACT_PLANNED;
}

/**
 * sauda_act_state_is_open:
 * @state: what an act is
 *
 * Returns: whether its effect on the shop is not known yet
 */
gboolean
sauda_act_state_is_open (SaudaActState state)
{
  return state == SAUDA_ACT_SENDING || state == SAUDA_ACT_ACCEPTED || state == SAUDA_ACT_UNKNOWN;
}
