#include "sauda-report-words.h"

#include "sauda-act-kind.h"
#include "sauda-card-work.h"
#include "sauda-conversation.h"
#include "sauda-day-run.h"
#include "sauda-day-step.h"
#include "sauda-price-list-publish.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *kind;
  const char *title;
} acts[] = {
  { SAUDA_ACT_ACCEPT, N_ ("Accept") },
  { SAUDA_ACT_ASSEMBLE, N_ ("Assemble") },
  { SAUDA_ACT_CANCEL, N_ ("Cancel the order") },
  { SAUDA_ACT_CANCEL_LINES, N_ ("Cancel a part") },
  { SAUDA_ACT_ARRIVED, N_ ("The preorder arrived") },
  { SAUDA_ACT_ARRIVED_BACKWARD, N_ ("The parcel came back") },
  { SAUDA_ACT_SEND_CODE, N_ ("Send the buyer a code") },
  { SAUDA_ACT_COMPLETE, N_ ("Hand out by code") },
  { SAUDA_ACT_MESSAGE, N_ ("Message to the buyer") },
  { SAUDA_ACT_PUBLISH, N_ ("Publish the price list") },
  { SAUDA_ACT_CARDS, N_ ("Upload cards") },
  { SAUDA_ACT_LABEL, N_ ("Save a label") },
};

/**
 * sauda_report_words_step:
 * @name: a step as in the journal
 *
 * Returns: (transfer none) (nullable): its title; @name where an older Sauda wrote another one
 */
const char *
sauda_report_words_step (const char *name)
{
  const char *title = name != NULL ? sauda_day_run_get_step_title (name) : NULL;

  return title != NULL ? title : name;
}

/**
 * sauda_report_words_state:
 * @name: a state as in the journal
 *
 * Returns: (transfer none) (nullable): what people read
 */
const char *
sauda_report_words_state (const char *name)
{
  for (SaudaStepState state = SAUDA_STEP_WAITING; state <= SAUDA_STEP_CANCELLED; state++)
    if (g_strcmp0 (sauda_step_state_get_name (state), name) == 0)
      return sauda_step_state_get_title (state);
  return name;
}

/**
 * sauda_report_words_act:
 * @kind: a kind as in the ledger
 *
 * Returns: (transfer none) (nullable): what people read
 */
const char *
sauda_report_words_act (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_strcmp0 (acts[i].kind, kind) == 0)
      return _ (acts[i].title);
  return kind;
}

/**
 * sauda_report_words_who:
 * @who: as in the journal: a person's name, or that it was the merchant
 *
 * Returns: (transfer none) (nullable): what people read
 */
const char *
sauda_report_words_who (const char *who)
{
  return g_strcmp0 (who, "merchant") == 0 ? _ ("by hand") : who;
}
