#pragma once

#include "sauda-act.h"
#include "sauda-order-acts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaActsOutcome:
 *
 * What is known of some orders and the acts upon them: what the planning said, and how each act stands.
 */
typedef struct {
  GPtrArray *stores;       /* (owned) (nullable) (element-type SaudaStoreInfo) */
  SaudaOrderActs *planned; /* (owned) (nullable) what the last planning said */
  GPtrArray *acts;         /* (owned) (nullable) (element-type SaudaAct) that are listed */
} SaudaActsOutcome;

void sauda_acts_outcome_clear (SaudaActsOutcome *self);
void sauda_acts_outcome_take_planned (SaudaActsOutcome *self, SaudaOrderActs *planned);
void sauda_acts_outcome_take_acts (SaudaActsOutcome *self, GPtrArray *acts);
guint sauda_acts_outcome_count_planned (const SaudaActsOutcome *self);
guint sauda_acts_outcome_count_retryable (const SaudaActsOutcome *self);
guint sauda_acts_outcome_count_problems (const SaudaActsOutcome *self);
gboolean sauda_acts_outcome_may_write_any (const SaudaActsOutcome *self, GArray *store_ids);
GArray *sauda_acts_outcome_list_retryable (const SaudaActsOutcome *self) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_acts_outcome_tell_retryable (const SaudaActsOutcome *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_acts_outcome_show (const SaudaActsOutcome *self,
                              GtkListBox *list,
                              GCallback on_settled,
                              GObject *owner);

G_END_DECLS
